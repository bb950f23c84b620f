"""The configuration: ``config.toml``, only ever read. An unknown key or a wrong value stops the start (FLT-40)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from globeterm.strict_toml import Table, nearest, read_toml

NARROWEST_MEASURE: Final = 40
WIDEST_MEASURE: Final = 120
MEASURE: Final = 72
#: How pictures may be shown: found out by asking the terminal, or as the reader says.
GRAPHICS: Final = ("auto", "kitty", "iterm", "sixel", "blocks", "none")
MOST_STORIES: Final = 1_000_000


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
    """What a sync brings: how many of the newest stories of each section (None: all), and whether their pictures."""

    stories: int | None = None
    pictures: bool = True


@dataclass(frozen=True, slots=True)
class Config:
    """What the configuration file says. ``keys`` is the keys of each command whose keys are changed, by its id."""

    edition: str | None = None
    reader: ReaderConfig = field(default_factory=ReaderConfig)
    sync: SyncConfig = field(default_factory=SyncConfig)
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
    table.only("edition", "reader", "sync", "keys")
    edition = table.optional_text("edition")
    if edition is not None and edition.endswith(".toml"):
        edition = str(path.parent / Path(edition).expanduser())
    return Config(
        edition=edition,
        reader=_reader(table.table("reader")),
        sync=_sync(table.table("sync")),
        keys=_keys(table.table("keys"), commands, in_story),
    )


def check_theme(path: Path, theme: str | None, known: Sequence[str]) -> None:
    """Raise ConfigError when the file names a theme that the reader does not have; only the reader knows its themes."""
    if theme is not None and theme not in known:
        table = read_toml(path).table("reader")
        raise table.error("unknown theme", theme, nearest=nearest(theme, known), way=(*table.way, "theme"))


def example_config(commands: Sequence[tuple[str, Sequence[str], str]]) -> str:
    """An example of the file that says what is so without it; ``commands`` are ids, their keys, and their help."""
    default = ReaderConfig()
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
        "# How many of the newest stories of each section a sync brings in full; 0 is all of them.",
        "# stories = 0",
        "# Whether it brings their pictures.",
        f"# pictures = {str(SyncConfig().pictures).lower()}",
        "",
        "[keys]",
        "# The keys of a command, one or a list.",
    ]
    for name, keys, help_ in commands:
        listed = ", ".join(f'"{key}"' for key in keys)
        rows.append(f"# {name:<{width}} = [{listed}]  # {help_}")
    return "\n".join(rows) + "\n"


def _reader(table: Table) -> ReaderConfig:
    table.only("theme", "pictures", "graphics", "measure", "justify")
    graphics = table.optional_text("graphics") or GRAPHICS[0]
    if graphics not in GRAPHICS:
        like = nearest(graphics, GRAPHICS) or GRAPHICS[0]
        raise table.error(f"{graphics!r} is no way to show pictures:", "graphics", nearest=like)
    return ReaderConfig(
        theme=table.optional_text("theme"),
        pictures=table.flag("pictures", default=True),
        graphics=graphics,
        measure=table.number("measure", default=MEASURE, least=NARROWEST_MEASURE, most=WIDEST_MEASURE),
        justify=table.flag("justify", default=False),
    )


def _sync(table: Table) -> SyncConfig:
    table.only("stories", "pictures")
    return SyncConfig(
        stories=table.number("stories", default=0, least=0, most=MOST_STORIES) or None,
        pictures=table.flag("pictures", default=True),
    )


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
