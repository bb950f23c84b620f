"""Where a site keeps its sections: its home page's menu, its REST list of categories, the feed of a section's page."""

import html as entities
import json
import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit, urlunsplit

from globeterm.addresses import safe_url
from globeterm.content import Link
from globeterm.limits import NAME_LENGTH, PAGE_BYTES
from globeterm.text import clean_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: How many rows a menu may have.
ROWS: Final = 500

_HAS: Final = "contains(concat(' ', normalize-space(@class), ' '), ' {} ')"
#: The places of menus, the likeliest first: JNews by its names, block themes, then whatever looks like a menu.
_MENUS: Final = (
    f"//ul[{_HAS.format('jeg_main_menu')}]",
    f"//ul[{_HAS.format('jeg_mobile_menu')}]",
    f"//*[{_HAS.format('wp-block-navigation')}]",
    "//nav",
    "//header",
    "//ul[contains(@class, 'menu') or contains(@id, 'menu')]",
)
#: What stands in a menu or looks like one and names no section: articles in a mega menu, the footer.
_NOT_A_ROW: Final = (
    "ancestor::footer or ancestor::article or ancestor::h1 or ancestor::*[not(self::body or self::html) and"
    " (@id='footer' or contains(@class, 'footer') or contains(@class, 'jeg_newsfeed') or contains(@class, 'jeg_post'))]"
)
_TAG: Final = re.compile(r"<[^<>]*>")
_NO_WORD: Final = re.compile(r"[\W_]+")


def site_menu(html: bytes, base: str, charset: str | None = None) -> tuple[Link, ...]:
    """The rows of a page's menus, name and absolute address, the main menu's first; each row once.

    ``base`` is the page's address, ``charset`` what its header says. Nothing that can be read gives an empty tuple.
    """
    page = _page(html[:PAGE_BYTES], charset)
    if page is None:
        return ()
    rows: dict[tuple[str, str], Link] = {}
    for menu in _MENUS:
        for row in _rows(page, menu, base):
            rows.setdefault((row.title, row.url), row)
    return tuple(rows.values())[:ROWS]


def categories(body: bytes) -> tuple[Link, ...]:
    """The sections in an answer of ``wp-json/wp/v2/categories``; an error document or garbage has none."""
    try:
        listed = json.loads(body.decode("utf-8", "replace"), strict=False)
    except (ValueError, RecursionError):
        return ()
    found = (_category(item) for item in listed) if isinstance(listed, list) else ()
    return tuple(link for link in found if link is not None)[:ROWS]


def feed_of(address: str) -> str:
    """The address of the feed of a section's page.

    WordPress has it below the page; where sections are queries (``/?cat=3``), it is one more of the query.
    """
    parts = urlsplit(address)
    if parts.path in {"", "/"} and parts.query:
        return urlunsplit(parts._replace(path="/", query=f"{parts.query}&feed=rss2", fragment=""))
    path = parts.path.rstrip("/")
    ending = "/" if path.endswith("/feed") else "/feed/"
    return urlunsplit(parts._replace(path=path + ending, query="", fragment=""))


def same_name(one: str, other: str) -> bool:
    """Whether two names mean one section: case, accents, blanks and punctuation don't tell two apart, "&" is "and"."""
    return _folded(one) == _folded(other)


def _page(html: bytes, charset: str | None) -> "HtmlElement | None":
    from lxml import etree  # noqa: PLC0415 heavy, and only the workshop needs it
    from lxml.html import HTMLParser, document_fromstring  # noqa: PLC0415

    try:
        parser = HTMLParser(encoding=charset or _guessed_charset(html))
        return document_fromstring(html, parser=parser)
    except (etree.LxmlError, LookupError, ValueError):
        return None


def _guessed_charset(html: bytes) -> str | None:
    """UTF-8 where the bytes are UTF-8: lxml would take Latin-1 for a page that doesn't say."""
    try:
        html.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _rows(page: "HtmlElement", menu: str, base: str) -> Iterator[Link]:
    for anchor in page.xpath(f"{menu}//a[@href][not({_NOT_A_ROW})]"):
        href = anchor.get("href", "").strip()
        name = clean_line(" ".join(anchor.itertext()), NAME_LENGTH)
        url = None if href.startswith("#") else safe_url(href, base)
        if name and url is not None:
            yield Link(name, url)


def _category(item: object) -> Link | None:
    """A section of the REST list; its name is HTML."""
    if not isinstance(item, dict):
        return None
    name, link = item.get("name"), item.get("link")
    if not isinstance(name, str) or not isinstance(link, str):
        return None
    title = clean_line(entities.unescape(_TAG.sub("", name)), NAME_LENGTH)
    url = safe_url(link)
    return Link(title, url) if title and url is not None else None


def _folded(name: str) -> str:
    """A name reduced to its letters and digits, or to itself when it has none."""
    text = entities.unescape(name).casefold()
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return _NO_WORD.sub(" ", plain.replace("&", " and ")).strip() or text.strip()
