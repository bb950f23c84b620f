"""One entry as feedparser gives it, read into a draft.

feedparser stores any element with attributes under its own name, so a hostile feed can put a dictionary where a string
belongs: every value is looked at before it is used.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from globeterm.addresses import safe_url
from globeterm.entry import Enclosure
from globeterm.feeds.bases import absolute
from globeterm.feeds.dates import moment
from globeterm.feeds.entries import Draft, html_of, length, plain_text

_HTML_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})
#: What base64 never holds: the parser has decoded it, so it is text.
_UNENCODED: Final = re.compile(r"[^\w+/=\s]|\S[ \t]+\S")
_OPENED: Final = re.compile(
    r"\s*<(?:p|div|h[1-6]|[uo]l|blockquote|table|figure|section|article)\b[^<>]*>", re.IGNORECASE
)
_CLOSED: Final = re.compile(r"</\w+>\s*\Z|<[bh]r\b[^<>]*>\s*\Z")

#: The form that stands in place of a protected story.
_LOCKED: Final = "post-password-form"

#: What feedparser returns: a mapping with fall-backs between its keys.
Raw = Mapping[str, Any]


def draft(raw: Raw, feed: Raw, *, atom: bool, now: datetime, as_said: bool = False) -> Draft:
    """Read one entry. In Atom a title may be HTML, and the feed's authors are those of an entry without any.

    ``as_said`` takes the first content, not the best, and both names of a category.
    """
    contents = list(_contents(raw, atom=atom))
    summary = _summary(raw, atom=atom)
    return Draft(
        id=text(raw, "id"),
        link=link(raw),
        title=line(raw, "title", atom=atom),
        authors=tuple(filter(None, _authors(raw))) or (tuple(filter(None, _authors(feed))) if atom else ()),
        summary=summary,
        content=next(iter(contents), "") if as_said else _best(contents, summary),
        published=_time(raw, "published", now) or _time(raw, "created", now),
        updated=_time(raw, "updated", now),
        tags=tuple(_tags(raw, both=as_said)),
        enclosures=tuple(_enclosures(raw)),
        titled=bool(text(raw, "title").strip()),
    )


def text(raw: Raw, key: str) -> str:
    """A string of the parser's, or nothing."""
    value = raw.get(key)
    return value if isinstance(value, str) else ""


def line(raw: Raw, key: str, *, atom: bool) -> str:
    """A title as plain text. In RSS it is text already and never decoded again; in Atom its type says what it is."""
    detail = raw.get(f"{key}_detail")
    is_html = atom and isinstance(detail, Mapping) and detail.get("type") in _HTML_TYPES
    return plain_text(text(raw, key)) if is_html else text(raw, key)


def links(raw: Raw, relation: str) -> Iterator[Raw]:
    """The links of one relation that have an address."""
    for found in _mappings(raw, "links"):
        if found.get("rel") == relation and isinstance(found.get("href"), str):
            yield found


def link(raw: Raw) -> str:
    """The address of a story or feed. A guid serves as one only if it is absolute: "same" leads nowhere (SEC-03)."""
    said = text(raw, "link")
    if said and not (raw.get("guidislink") is True and safe_url(said) is None):
        return said
    return next((str(other["href"]) for other in links(raw, "alternate")), "")


def _authors(raw: Raw) -> Iterator[str]:
    """Names of authors; the mail address of one without a name."""
    for author in _mappings(raw, "authors"):
        yield text(author, "name") or text(author, "email")


def _summary(raw: Raw, *, atom: bool) -> str:
    """The summary as HTML."""
    detail = raw.get("summary_detail")
    return _markup(detail if isinstance(detail, Mapping) else {}, text(raw, "summary"), atom=atom)


def _contents(raw: Raw, *, atom: bool) -> Iterator[str]:
    """The forms of the content as HTML. The form in place of a protected story is none."""
    for part in _mappings(raw, "content"):
        content = _markup(part, text(part, "value"), atom=atom)
        if content and _LOCKED not in content:
            yield content


def _best(contents: Sequence[str], summary: str) -> str:
    """The longest of the forms of the content, or the summary if that is longer."""
    content = max(contents, key=len, default="")
    return summary if content and len(summary) > len(content) else content


def _markup(detail: Raw, value: str, *, atom: bool) -> str:
    """A text construct as HTML, its addresses absolute below its ``xml:base``; a picture, say, is none."""
    media_type = text(detail, "type").partition(";")[0].strip()
    if not _is_text(media_type, value):
        return ""
    plain = media_type.startswith("text/") and media_type not in _HTML_TYPES and not _is_markup(value)
    return html_of(value) if atom and plain else absolute(value, text(detail, "base"))


def _is_text(media_type: str, value: str) -> bool:
    """Whether a value is text by its type; what has no slash is no type, so it says nothing."""
    if media_type == "application/octet-stream":
        return _UNENCODED.search(value) is not None
    return media_type in _HTML_TYPES or media_type.startswith("text/") or "/" not in media_type


def _is_markup(value: str) -> bool:
    """Whether "plain text" is a block of HTML from its first character to its last: its type is a mistake."""
    return _OPENED.match(value) is not None and _CLOSED.search(value[-80:]) is not None


def _time(raw: Raw, key: str, now: datetime) -> datetime | None:
    """A date of the entry's. ``in`` asks for the key itself; ``get`` would map a missing one to another."""
    parsed = f"{key}_parsed"
    return moment(raw.get(key), raw[parsed], now) if parsed in raw else None


def _tags(raw: Raw, *, both: bool) -> Iterator[str]:
    """The names of categories for people, or else for machines; ``both`` gives both."""
    for tag in _mappings(raw, "tags"):
        label, term = text(tag, "label"), text(tag, "term")
        yield label or term
        if both:
            yield term


def _enclosures(raw: Raw) -> Iterator[Enclosure]:
    for file in links(raw, "enclosure"):
        yield Enclosure(text(file, "href"), text(file, "type") or None, length(file.get("length")))
    for media in _mappings(raw, "media_content"):
        yield Enclosure(text(media, "url"), text(media, "type") or None, length(media.get("filesize")))


def _mappings(raw: Raw, key: str) -> Iterator[Raw]:
    values = raw.get(key)
    if isinstance(values, list):
        yield from (value for value in values if isinstance(value, Mapping))
