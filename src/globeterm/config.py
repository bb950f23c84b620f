"""The configuration: ``config.toml``, only ever read. An unknown key or a wrong value stops the start (FLT-40)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, cast

from globeterm.addresses import safe_url
from globeterm.model import Units
from globeterm.strict_toml import Table, named_path, nearest, read_toml
from globeterm.text import clean_line

NARROWEST_MEASURE: Final = 40
WIDEST_MEASURE: Final = 120
MEASURE: Final = 72
#: How pictures may be shown: found out by asking the terminal, or as the reader says.
GRAPHICS: Final = ("auto", "kitty", "iterm", "sixel", "blocks", "none")
MOST_STORIES: Final = 1_000_000
MOST_DAYS: Final = 100_000
MOST_MB: Final = 1_000_000
UNITS: Final[tuple[Units, ...]] = ("fahrenheit", "celsius")
#: Open-Meteo's two services.
FORECASTS: Final = "https://api.open-meteo.com"
PLACES: Final = "https://geocoding-api.open-meteo.com"
PLACE: Final = "New York"
PLACE_LENGTH: Final = 100

#: What each table may hold.
KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "reader": ("theme", "pictures", "graphics", "measure", "justify"),
    "sync": ("auto", "stories", "pictures", "keep_days", "max_mb"),
    "weather": ("enabled", "place", "units", "address", "places"),
}
#: The themes of the reader: its own, then Textual's.
THEMES: Final = (
    *("globe-dark", "globe-light", "globe-plain"),
    *("ansi-dark", "ansi-light", "atom-one-dark", "atom-one-light", "catppuccin-frappe", "catppuccin-latte"),
    *("catppuccin-macchiato", "catppuccin-mocha", "dracula", "flexoki", "gruvbox", "monokai", "nord", "rose-pine"),
    *("rose-pine-dawn", "rose-pine-moon", "solarized-dark", "solarized-light", "textual-dark", "textual-light"),
    "tokyo-night",
)


@dataclass(frozen=True, slots=True)
class ReaderConfig:
    """How the reader looks: the theme at the first start, pictures, and the longest line of a story in columns.

    ``graphics`` is one of ``GRAPHICS``. ``justify`` sets stories flush on both sides.
    """

    theme: str | None = None
    pictures: bool = True
    graphics: str = GRAPHICS[0]
    measure: int = MEASURE
    justify: bool = False


@dataclass(frozen=True, slots=True)
class SyncConfig:
    """What a sync brings: how many of the newest stories of each section (None: all), and whether their pictures.

    ``auto``: the reader syncs by itself after each refresh. A story is kept ``keep_days`` after it was last read, and
    the library has ``max_mb`` million bytes; None is no end to either.
    """

    auto: bool = False
    stories: int | None = None
    pictures: bool = True
    keep_days: int | None = None
    max_mb: int | None = None


@dataclass(frozen=True, slots=True)
class WeatherConfig:
    """Whether the masthead tells the weather, of which place and in which of ``UNITS``.

    ``address`` is where Open-Meteo's forecasts are asked for, ``places`` where it is asked where a place is; neither
    has a trailing slash.
    """

    enabled: bool = True
    place: str = PLACE
    units: Units = UNITS[0]
    address: str = FORECASTS
    places: str = PLACES


@dataclass(frozen=True, slots=True)
class Config:
    """What the configuration file says. ``keys`` is the keys of each command whose keys are changed, by its id."""

    edition: str | None = None
    reader: ReaderConfig = field(default_factory=ReaderConfig)
    sync: SyncConfig = field(default_factory=SyncConfig)
    weather: WeatherConfig = field(default_factory=WeatherConfig)
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def load_config(
    path: Path, *, commands: Sequence[str], in_story: Sequence[str] = (), must_exist: bool = False
) -> Config:
    """Read a configuration file; without one everything is as it comes. ``commands`` are the valid command ids.

    Those of them that are ``in_story`` may have keys that do something else elsewhere.

    Raises ConfigError: file, line, key and the nearest valid key. A file named by the reader must exist.
    """
    if not must_exist and not path.exists():
        return Config()
    table = read_toml(path)
    table.only("edition", *KEYS, "keys", inside=KEYS)
    edition = table.optional_text("edition")
    if edition is not None and edition.endswith(".toml"):
        edition = str(path.parent / named_path(edition))
    return Config(
        edition=edition,
        reader=_reader(table.table("reader")),
        sync=_sync(table.table("sync")),
        weather=_weather(table.table("weather")),
        keys=_keys(table.table("keys"), commands, in_story),
    )


def example_config(commands: Sequence[tuple[str, Sequence[str], str]]) -> str:
    """An example of the file that says what is so without it; ``commands`` are ids, their keys, and their help."""
    default, weather = ReaderConfig(), WeatherConfig()
    width = max((len(name) for name, _, _ in commands), default=0)
    rows = [
        "# globeterm reads this file at its start and never writes it.",
        "# Everything here is as it is without the file; take the # away to change it.",
        "",
        '# The edition to read: "globe-post", "sample", or a TOML file beside this one.',
        '# edition = "globe-post"',
        "",
        "[reader]",
        "# The theme at the first start; t in the reader changes it, and that is kept.",
        '# theme = "globe-light"',
        "# Whether stories show their pictures; i in the reader changes it.",
        f"# pictures = {str(default.pictures).lower()}",
        f"# How: {', '.join(GRAPHICS[:-1])} or {GRAPHICS[-1]}; auto asks the terminal.",
        f'# graphics = "{default.graphics}"',
        f"# The longest line of a story, in columns ({NARROWEST_MEASURE} to {WIDEST_MEASURE}).",
        f"# measure = {default.measure}",
        "# Whether its lines are flush on both sides, with words hyphenated where need be.",
        f"# justify = {str(default.justify).lower()}",
        "",
        "[sync]",
        "# Whether the reader syncs by itself, quietly, after it has asked the site what is new.",
        f"# auto = {str(SyncConfig().auto).lower()}",
        "# How many of the newest stories of each section a sync brings in full; 0 is all of them.",
        "# stories = 0",
        "# Whether it brings their pictures.",
        f"# pictures = {str(SyncConfig().pictures).lower()}",
        "# How many days a story is kept after you last read it; then it loses its pictures and its text, never its",
        "# headline. Unread and saved stories are kept for ever. 0 keeps every story for ever.",
        "# keep_days = 0",
        "# How large the library may be, in MB: the oldest stories that you have read lose their pictures, then their",
        "# texts. Unread and saved stories stay, even if that is too much. 0 is as large as need be.",
        "# max_mb = 0",
        "",
        "[weather]",
        "# Whether the top of the page tells the weather, which Open-Meteo is asked for, at most once an hour.",
        f"# enabled = {str(weather.enabled).lower()}",
        "# Of which place, by its name.",
        f'# place = "{weather.place}"',
        f"# In which unit: {' or '.join(UNITS)}.",
        f'# units = "{weather.units}"',
        "# Where forecasts are asked for, and where it is asked where a place is: a service of your own, perhaps.",
        f'# address = "{weather.address}"',
        f'# places = "{weather.places}"',
        "",
        "[keys]",
        "# The keys of a command, one or a list.",
    ]
    for name, keys, help_ in commands:
        listed = ", ".join(f'"{key}"' for key in keys)
        rows.append(f"# {name:<{width}} = [{listed}]  # {help_}")
    return "\n".join(rows) + "\n"


def _reader(table: Table) -> ReaderConfig:
    table.only(*KEYS["reader"])
    theme = table.optional_text("theme")
    if theme is not None and theme not in THEMES:
        raise table.error("unknown theme", theme, nearest=nearest(theme, THEMES), way=(*table.way, "theme"))
    return ReaderConfig(
        theme=theme,
        pictures=table.flag("pictures", default=True),
        graphics=table.choice("graphics", GRAPHICS, what="way to show pictures"),
        measure=table.number("measure", default=MEASURE, least=NARROWEST_MEASURE, most=WIDEST_MEASURE),
        justify=table.flag("justify", default=False),
    )


def _sync(table: Table) -> SyncConfig:
    table.only(*KEYS["sync"])
    return SyncConfig(
        auto=table.flag("auto", default=False),
        stories=table.number("stories", default=0, least=0, most=MOST_STORIES) or None,
        pictures=table.flag("pictures", default=True),
        keep_days=table.number("keep_days", default=0, least=0, most=MOST_DAYS) or None,
        max_mb=table.number("max_mb", default=0, least=0, most=MOST_MB) or None,
    )


def _weather(table: Table) -> WeatherConfig:
    """The weather; where only the forecasts' address is another, that service is asked where a place is, too."""
    table.only(*KEYS["weather"])
    place = clean_line(table.optional_text("place") or PLACE, PLACE_LENGTH)
    if not place:
        raise table.error("must name a place:", "place")
    address = _service(table, "address", FORECASTS)
    return WeatherConfig(
        enabled=table.flag("enabled", default=True),
        place=place,
        units=cast("Units", table.choice("units", UNITS, what="unit of temperature")),
        address=address,
        places=_service(table, "places", PLACES if address == FORECASTS else address),
    )


def _service(table: Table, key: str, default: str) -> str:
    written = table.optional_text(key)
    if written is None:
        return default
    address = safe_url(written)
    if address is None or "?" in address or "#" in address:
        raise table.error("must be an http or https address:", key)
    return address.rstrip("/")


def _keys(table: Table, commands: Sequence[str], in_story: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The keys by command; one key for two commands is a mistake, for only one of them could have it."""
    table.only(*commands, what="command")
    keys: dict[str, tuple[str, ...]] = {}
    owners: dict[tuple[bool, str], str] = {}
    for name in table.values:
        chosen = table.texts(name) or ()
        for key in chosen:
            if not key or key != key.strip() or "," in key:
                raise table.error(f"{key!r} is no key, for the command", name)
            place = (name in in_story, key)
            if place in owners:
                raise table.error(f"the key {key!r} is given to '{owners[place]}' too, and to", name)
            owners[place] = name
        keys[name] = chosen
    return keys
