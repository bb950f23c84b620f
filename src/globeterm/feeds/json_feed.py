"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1): the shape is plain, so this reads it itself."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from globeterm.entry import Enclosure, ParsedFeed
from globeterm.feeds.bases import address_below
from globeterm.feeds.dates import written_moment
from globeterm.feeds.entries import Draft, html_of, length
from globeterm.limits import NAME_LENGTH
from globeterm.text import clean_line

Json = dict[str, Any]


def load(body: bytes) -> Json | None:
    """The document, if it is a JSON Feed: an object that names its version or holds a list of items."""
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return None
    try:
        document = json.loads(body.decode("utf-8-sig", "replace"), strict=False)
    except (ValueError, RecursionError):
        return None
    is_feed = "jsonfeed.org/version" in _text(document, "version") or isinstance(document.get("items"), list)
    return document if is_feed else None


def head(feed: Json, address: str) -> ParsedFeed:
    """What the document says of the feed itself."""
    return ParsedFeed(
        title=clean_line(_text(feed, "title")),
        link=address_below(address, _text(feed, "home_page_url")),
        entries=(),
        next=address_below(address, _text(feed, "next_url")),
        subtitle=clean_line(_text(feed, "description")),
        language=clean_line(_text(feed, "language"), NAME_LENGTH) or None,
    )


def items(feed: Json) -> list[Any]:
    """The items, unread."""
    found = feed.get("items")
    return found if isinstance(found, list) else []


def draft(item: Any, *, feed: Json, now: datetime) -> Draft:
    """Read one item; the feed's authors are those of an item without any. Raises TypeError when it is no object."""
    if not isinstance(item, dict):
        raise TypeError("an item must be an object")
    text = _text(item, "content_text")
    return Draft(
        id=_text(item, "id"),
        link=_text(item, "url") or _text(item, "external_url"),
        title=_text(item, "title"),
        authors=tuple(filter(None, _authors(item))) or tuple(filter(None, _authors(feed))),
        summary=html_of(_text(item, "summary")),
        content=_text(item, "content_html") or html_of(text),
        published=written_moment(item.get("date_published"), now),
        updated=written_moment(item.get("date_modified"), now),
        tags=tuple(tag for tag in _list(item, "tags") if isinstance(tag, str)),
        enclosures=tuple(_attachments(item)),
    )


def _authors(item: Json) -> Iterator[str]:
    """The names of ``authors`` (1.1), else of ``author`` (1.0)."""
    for author in _list(item, "authors") or [item.get("author")]:
        if isinstance(author, dict):
            yield _text(author, "name")


def _attachments(item: Json) -> Iterator[Enclosure]:
    for attachment in _list(item, "attachments"):
        if isinstance(attachment, dict):
            size = length(attachment.get("size_in_bytes"))
            yield Enclosure(_text(attachment, "url"), _text(attachment, "mime_type") or None, size)


def _list(values: Json, key: str) -> list[Any]:
    value = values.get(key)
    return value if isinstance(value, list) else []


def _text(values: Json, key: str) -> str:
    """A string, or a number as one (ids of version 1.0); anything else is nothing."""
    value = values.get(key)
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
