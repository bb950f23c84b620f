"""What a search found: stories with the piece of text that shows why, the matches in it told by their places."""

from dataclasses import dataclass
from datetime import datetime

from globeterm.model import Article

#: Where matches begin and end in a text: ascending, apart from each other.
Marks = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A line of a story around its matches; an ellipsis stands where it is cut."""

    text: str = ""
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A stored story that was found. ``title_marks`` are the matches in its title."""

    article: Article
    snippet: Snippet = Snippet()
    title_marks: Marks = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The first hits of a search, best first, and how many there are in all.

    ``instead`` pairs a word that hardly any story has with the nearest one that was looked for as well. Where nothing
    is found, ``near`` are other words to look for, whole queries. ``odd`` are parts that look like dates and are none.
    With ``is_more`` there are at least ``total``.
    """

    query: str
    total: int = 0
    hits: tuple[Hit, ...] = ()
    instead: tuple[tuple[str, str], ...] = ()
    near: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    is_more: bool = False


@dataclass(frozen=True, slots=True)
class SiteHit:
    """A story that the site's own search found. ``article`` is it in the library, None when it is not there.

    ``is_new``: the library has it since this search.
    """

    title: str
    url: str
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    sections: tuple[str, ...] = ()
    summary: str = ""
    snippet: Snippet = Snippet()
    title_marks: Marks = ()
    article: Article | None = None
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class SiteResult:
    """One page of what the site's own search found; ``is_end``: it has no other."""

    hits: tuple[SiteHit, ...] = ()
    is_end: bool = True
