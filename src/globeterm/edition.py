"""An edition: a publication as this program reads it. Name, home, section tree, pages; a TOML file."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from globeterm.addresses import safe_url, same_address
from globeterm.errors import UsageError
from globeterm.model import FRONT
from globeterm.strict_toml import Table, named_path, nearest, read_toml
from globeterm.text import clean_line

DEFAULT_EDITION: Final = "globe-post"
SAMPLE_EDITION: Final = "sample"
SAMPLE_HOME: Final = "https://sample.globeterm.invalid"

DEEPEST: Final = 8

_HERE: Final = Path(__file__).parent
_BUILT_IN: Final = {
    DEFAULT_EDITION: _HERE / "editions" / "globe_post.toml",
    SAMPLE_EDITION: _HERE / "sample" / "sample.toml",
}


@dataclass(frozen=True, slots=True)
class Section:
    """One row of the sidebar. ``feed`` is below the edition's home or a full address.

    ``key`` is the section's slug below its parents' ("opinion/stage"): unique in the edition, and the name of its list.
    """

    name: str
    slug: str
    feed: str
    key: str
    sections: tuple["Section", ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One of the publication's own pages, such as About Us; ``address`` is below the home or a full address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Edition:
    """A publication. ``home`` has no trailing slash; what stands below it is "/…", so that it moves with the home.

    ``newsletter`` is the page with the form that subscribes to its newsletter, below the home or a full address.
    """

    name: str
    home: str
    sections: tuple[Section, ...]
    pages: tuple[Page, ...] = ()
    newsletter: str | None = None

    def walk(self) -> Iterator[Section]:
        """Every section, parents before their children, in the order of the sidebar."""
        pending = list(reversed(self.sections))
        while pending:
            section = pending.pop()
            yield section
            pending.extend(reversed(section.sections))

    def feed_address(self, section: Section) -> str:
        """The configured address of a section's feed, absolute."""
        return self._absolute(section.feed)

    def page_address(self, page: Page) -> str:
        """The address of one of the publication's pages, absolute."""
        return self._absolute(page.address)

    def list_at(self, address: str) -> str | None:
        """The key of the list whose page on the site stands at an address; None when none does."""
        wanted = same_address(address)
        if wanted == same_address(self.home):
            return FRONT
        pages = ((section.key, self.feed_address(section)) for section in self.walk())
        return next((key for key, feed in pages if same_address(feed).removesuffix("/feed") == wanted), None)

    def newsletter_address(self) -> str | None:
        """The address of the newsletter's form, absolute; None when the edition names none."""
        return None if self.newsletter is None else self._absolute(self.newsletter)

    def at(self, home: str) -> "Edition":
        """The same edition, read from another ``home``, as ``home_address`` gives it."""
        return replace(self, home=home.rstrip("/"))

    def _absolute(self, address: str) -> str:
        return self.home + address if address.startswith("/") else address


def load_edition(path: Path) -> Edition:
    """Read an edition file. Raises ConfigError: file, line, key and the nearest valid key (FLT-40)."""
    table = read_toml(path)
    table.only("name", "home", "sections", "pages", "newsletter")
    home = home_address(table.text("home"))
    if home is None:
        raise table.error("must be an http or https address:", "home")
    name = _name(table)
    sections = _sections(table, home, parent="")
    if not sections:
        raise table.error("there is no section; an edition needs", "[[sections]]")
    pages = tuple(_page(page, home) for page in table.tables("pages"))
    newsletter = _address(table, "newsletter", home) if table.optional_text("newsletter") is not None else None
    return Edition(name=name, home=home, sections=sections, pages=pages, newsletter=newsletter)


def builtin_edition(name: str) -> Edition:
    """One of the editions that come with the program, by its name, any case. Raises UsageError for another name."""
    wanted = name.strip().casefold().replace("_", "-")
    if wanted not in _BUILT_IN:
        raise UsageError(f"there is no edition {name!r}; {_suggestion(wanted, tuple(_BUILT_IN))}")
    return load_edition(_BUILT_IN[wanted])


def choose_edition(choice: str) -> Edition:
    """The edition that ``--edition`` or the configuration names: a built-in one, or a TOML file."""
    path = named_path(choice)
    return load_edition(path) if path.suffix.lower() == ".toml" or _is_file(path) else builtin_edition(choice)


def home_address(written: str) -> str | None:
    """An address that an edition can be read from, without its last slash; None when it is none."""
    home = safe_url(written)
    return None if home is None or "?" in home or "#" in home else home.rstrip("/")


def find_section(edition: Edition, name_or_slug: str) -> Section:
    """The section with this name, slug or key: any case, blanks and dashes alike. Raises UsageError with near names."""
    wanted = _folded(name_or_slug)
    for spelling in ("name", "slug", "key"):
        for section in edition.walk():
            if _folded(getattr(section, spelling)) == wanted:
                return section
    names = tuple(section.name for section in edition.walk())
    raise UsageError(f"there is no section {name_or_slug!r} in {edition.name}; {_suggestion(name_or_slug, names)}")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long for a file
        return False


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").replace("_", " ").split())


def _suggestion(word: str, words: tuple[str, ...]) -> str:
    near = nearest(word, words)
    return f"did you mean {near!r}?" if near is not None else f"there are {', '.join(words)}"


def _name(table: Table) -> str:
    name = clean_line(table.text("name"))
    if not name:
        raise table.error("must not be empty:", "name")
    return name


def _sections(table: Table, home: str, *, parent: str, depth: int = 1) -> tuple[Section, ...]:
    sections: list[Section] = []
    taken: set[str] = set()
    for row in table.tables("sections"):
        if depth > DEEPEST:
            raise row.error(f"sections stand more than {DEEPEST} deep:", "sections", way=row.way)
        row.only("name", "slug", "feed", "sections")
        name, slug, feed = _name(row), row.text("slug"), _address(row, "feed", home)
        if slug != clean_line(slug) or not slug or slug.startswith("@") or "/" in slug or " " in slug:
            raise row.error("must be one word, as in the section's address:", "slug")
        if slug in taken:
            raise row.error(f"two sections have the slug {slug!r}:", "slug")
        taken.add(slug)
        key = f"{parent}{slug}"
        children = _sections(row, home, parent=f"{key}/", depth=depth + 1)
        sections.append(Section(name=name, slug=slug, feed=feed, key=key, sections=children))
    return tuple(sections)


def _page(table: Table, home: str) -> Page:
    table.only("name", "address")
    return Page(name=_name(table), address=_address(table, "address", home))


def _address(table: Table, key: str, home: str) -> str:
    """An address below the home ("/…"), or a full one of another site; no other scheme ever passes (SEC-03)."""
    written = table.text(key).strip()
    is_below = written.startswith("/") and not written.startswith("//")
    address = safe_url(home + written if is_below else written)
    if address is None:
        raise table.error("must be an http or https address, or begin with '/':", key)
    return address.removeprefix(home) if address.startswith(home + "/") else address
