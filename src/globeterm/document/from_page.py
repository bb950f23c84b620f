"""A document from an article's page, of whatever theme, or from any page with a story on it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from globeterm.addresses import host, safe_url
from globeterm.content import Document
from globeterm.document.extraction import LEAST, story_of
from globeterm.document.furniture import furniture_of
from globeterm.document.head import head_of
from globeterm.document.markers import is_wordpress
from globeterm.document.merge import lead_of
from globeterm.document.metadata import metadata_of
from globeterm.document.paging import pages_of
from globeterm.document.pruning import story_length
from globeterm.document.recognising import AnotherPageError, is_portal_like, names_story
from globeterm.document.tree import Element, decoded, parsed, text_of, words_in
from globeterm.errors import BadInputError, GlobetermError

_HTML: Final = frozenset({"", "text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml"})
_MISSING: Final = frozenset({"error404", "error-404", "page-not-found", "error-page"})
_LISTS: Final = frozenset({"home", "blog", "archive", "category", "search", "search-results", "author", "tag"})
_SINGLE: Final = frozenset({"single", "page", "single-post", "singular", "attachment"})
_ERROR: Final = re.compile(
    r"^\W*(?:error\W*)?(?:[45]\d\d\W*(?:$|error|not\s+found|forbidden|bad|service|internal|gone)|(?:page|file)\s+not\s+found\b|"
    r"(?:not\s+found|access\s+denied|forbidden|bad\s+gateway|service\s+unavailable|just\s+a\s+moment)\W*$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The story that a page was asked for as: its headline, and the address that was asked."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class PageStory:
    """The story on one page, and the addresses of the article's further pages by their numbers."""

    document: Document
    pages: Mapping[int, str]


def from_page(
    body: bytes,
    *,
    url: str,
    charset: str | None = None,
    media_type: str = "text/html",
    source: Literal["page", "file"] = "page",
) -> Document:
    """Read the story of the page at ``url`` (its first two megabytes).

    Raises BadInputError, naming the page, when it holds no story: it is empty, an error page, a login, no HTML at all.
    """
    return page_story(body, url=url, charset=charset, media_type=media_type, source=source).document


def page_story(
    body: bytes,
    *,
    url: str,
    charset: str | None = None,
    media_type: str = "text/html",
    source: Literal["page", "file"] = "page",
    wanted: Wanted | None = None,
) -> PageStory:
    """Read the story of the page at ``url`` and where it goes on. Raises as ``from_page`` does.

    Raises AnotherPageError when it is not the page of the story that is ``wanted``.
    """
    if media_type.lower() not in _HTML:
        raise BadInputError(f"{url} has no story: it is {media_type}, not a page.")
    try:
        return _page_story(decoded(body, charset), url, source, wanted)
    except (GlobetermError, ImportError, MemoryError):
        raise
    except Exception as error:
        raise BadInputError(f"{url} has no story that can be read: its page is broken.") from error


def _page_story(html: str, url: str, source: Literal["page", "file"], wanted: Wanted | None) -> PageStory:
    root = parsed(html)
    if root is None:
        raise BadInputError(f"{url} has no story: the page is empty.")
    if _is_missing(root):
        raise BadInputError(f"{url} has no story: {host(url) or 'the site'} says that there is no such page.")
    if _is_list(root):
        raise BadInputError(f"{url} has no story: it is a list of stories.")
    is_named = wanted is None or names_story(root, wanted.title, url=wanted.url, final_url=url)
    if wanted is not None and not is_named and is_portal_like(root, url=wanted.url, final_url=url):
        raise AnotherPageError(wanted.url)
    base = _base(root, url)
    data = metadata_of(root, url)
    head = head_of(root, data, url)
    furniture = furniture_of(root, data, base)
    blocks = story_of(root, base, head.title, data.body, data.first("og:description", "description"))
    if wanted is not None and not is_named and story_length(blocks) < LEAST:
        raise AnotherPageError(wanted.url)
    if not blocks:
        raise BadInputError(f"{url} has no story: there is no text on it that reads like one.")
    picture, text = lead_of(furniture.picture, blocks)
    document = Document(
        url=url,
        title=head.title,
        blocks=text,
        source=source,
        standfirst=head.standfirst,
        authors=head.authors,
        agency=head.agency,
        published=head.published,
        updated=head.updated,
        sections=furniture.sections,
        tags=furniture.tags,
        picture=picture,
        author_note=furniture.author_note,
        related=furniture.related,
        previous=furniture.previous,
        next=furniture.next,
    )
    return PageStory(document, pages_of(root, url))


def _base(root: Element, url: str) -> str:
    """What relative addresses are below (HTML, 4.2.3)."""
    base = next(root.iter("base"), None)
    return (safe_url(base.get("href") or "", url) if base is not None else None) or url


def _is_missing(root: Element) -> bool:
    """Whether the page says that it is none: by WordPress' names for such pages, or by its title."""
    body = root.find(".//body")
    if body is not None and (words_in(body, "class") | words_in(body, "id")) & _MISSING:
        return True
    titles = [text_of(each) for each in (*root.iterfind("head/title"), *root.iter("h1"))]
    return any(map(_ERROR.match, titles))


def _is_list(root: Element) -> bool:
    """Whether WordPress says on ``<body>`` that the page lists stories: front page, section, search."""
    body = root.find(".//body")
    names = words_in(body, "class") if body is not None else frozenset()
    return bool(names & _LISTS) and not names & _SINGLE and is_wordpress(root)
