"""The rows of the sidebar: the section tree, then Saved, then the publication's own pages. Pure."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from globeterm.edition import Edition, Section
from globeterm.model import FRONT, PICKS, SAVED, SEARCH, Counts, Feed

State = Literal["", "gone", "fails"]
Kind = Literal["list", "search", "page", "rule"]


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``key`` is a list's key or a page's address; ``depth`` how far it is indented.

    ``count`` stands at its right end: unread stories, or in Saved all of them; else the ``hint``, a key. ``state`` is a
    word for what is amiss.
    """

    kind: Kind
    key: str = ""
    name: str = ""
    depth: int = 0
    count: int = 0
    state: State = ""
    hint: str = ""


RULE = Row("rule")


def rows(
    edition: Edition, counts: Mapping[str, Counts], feeds: Collection[Feed], search_key: str = ""
) -> tuple[Row, ...]:
    """The sidebar of an edition. A section that the site lacks is "gone", one that alone can't be had "fails"."""
    states = _states(feeds)
    none = Counts()
    lists = [Row("list", FRONT, "Front page", count=counts.get(FRONT, none).unread)]
    if counts.get(PICKS, none).articles:
        lists.append(Row("page", "/", "Recommended", depth=1))
    lists.extend(
        Row("list", section.key, section.name, depth, counts.get(section.key, none).unread, states.get(section.key, ""))
        for depth, section in _walk(edition.sections)
    )
    saved = Row("list", SAVED, "Saved", count=counts.get(SAVED, none).articles)
    pages = [Row("page", page.address, page.name) for page in edition.pages]
    search = Row("search", SEARCH, name_of(edition, SEARCH), hint=search_key)
    return (*lists, RULE, saved, search, *([RULE, *pages] if pages else []))


def name_of(edition: Edition, key: str) -> str:
    """The name of a list."""
    if key == FRONT:
        return "Front page"
    if key == SAVED:
        return "Saved"
    if key == SEARCH:
        return "Search"
    return next((section.name for section in edition.walk() if section.key == key), key)


def list_keys(edition: Edition) -> tuple[str, ...]:
    """The keys of every list of an edition."""
    return (FRONT, *(section.key for section in edition.walk()), SAVED)


def detail(counts: Counts, key: str, feeds: Collection[Feed], came_above: int, news: int = 0) -> str:
    """What the head of a list says of it: how much is unread, what came above unseen, and that it is gone.

    ``news`` is how much has come since the last visit.
    """
    said = [f"↑ {came_above} new" if came_above else f"{news} new"] if came_above or news else []
    if any(feed.section == key and feed.found == "missing" for feed in feeds):
        said.append("gone from the site")
    elif key == SAVED:
        said.append(f"{counts.articles} saved" if counts.articles else "")
    elif counts.articles:
        said.append(f"{counts.unread} unread" if counts.unread else "all read")
    return " · ".join(filter(None, said))


def _walk(sections: tuple[Section, ...], depth: int = 0) -> Iterator[tuple[int, Section]]:
    for section in sections:
        yield depth, section
        yield from _walk(section.sections, depth + 1)


def _states(feeds: Collection[Feed]) -> dict[str, State]:
    """What is amiss with single sections; when nothing can be reached at all, that is said in the status line."""
    states: dict[str, State] = {feed.section: "gone" for feed in feeds if feed.found == "missing"}
    failing = [feed.section for feed in feeds if feed.failing_since is not None]
    if len(failing) < len(feeds):
        states.update({key: "fails" for key in failing if key not in states})
    return states
