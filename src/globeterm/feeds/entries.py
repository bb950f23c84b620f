"""Entries as every kind of feed makes them: text through the gate, addresses made safe, a headline in any case."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import unquote, urlsplit

from globeterm.entry import Enclosure, Entry
from globeterm.feeds.bases import address_below
from globeterm.limits import ADDRESS_LENGTH, NAME_LENGTH, STORY_LENGTH
from globeterm.text import clean_block, clean_line

#: How long a headline made from a text becomes, in characters.
MADE_TITLE_LENGTH: Final = 80
#: How many authors, tags and enclosures an entry may have.
MANY: Final = 100

_MAIL_THEN_NAME: Final = re.compile(r"\S+@\S+\s*\((.+)\)")
_NAME_THEN_MAIL: Final = re.compile(r"(.+?)\s*[<(]\s*\S+@\S+\s*[>)]")
_UNSEEN: Final = re.compile(
    r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?-->|<!(?:--|\[CDATA\[|doctype\b)[^>]*>?", re.IGNORECASE | re.DOTALL
)
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")
_BREAK: Final = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Draft:
    """What a parser found of one entry, not yet through the gate. ``summary`` and ``content`` are HTML.

    ``titled``: it has a headline, even if nothing of it can be shown as text.
    """

    id: str
    link: str
    title: str
    authors: tuple[str, ...]
    summary: str
    content: str
    published: datetime | None
    updated: datetime | None
    tags: tuple[str, ...]
    enclosures: tuple[Enclosure, ...]
    titled: bool = False


def finish(draft: Draft, base: str, *, as_said: bool = False) -> Entry:
    """The entry of a draft; its addresses are absolute below ``base``, its ``id`` may still be empty.

    An entry without a headline gets one; ``as_said`` leaves one that says nothing visible (a picture, say) empty.
    """
    link = address_below(base, draft.link) if draft.link else None
    summary = clean_block(draft.summary, STORY_LENGTH)
    title = clean_line(draft.title)
    if not title and not (as_said and draft.titled):
        title = _made_title(summary or draft.content, link)
    return Entry(
        id=clean_line(draft.id, ADDRESS_LENGTH),
        link=link,
        title=title,
        authors=_names(map(_author, draft.authors)),
        summary=summary,
        content=clean_block(draft.content, STORY_LENGTH),
        published=draft.published or draft.updated,
        updated=draft.updated,
        tags=_names(draft.tags),
        enclosures=_enclosures(draft.enclosures, base),
    )


def plain_text(markup: str) -> str:
    """The text of a short piece of HTML, decoded once; blanks are left as they are."""
    return html.unescape(_TAG.sub("", _UNSEEN.sub("", markup)))


def html_of(text: str) -> str:
    """Plain text as HTML: what looks like markup is text, empty lines part paragraphs."""
    escaped = [html.escape(part, quote=False) for part in _BREAK.split(text.strip())]
    return escaped[0] if len(escaped) == 1 else "".join(f"<p>{part}</p>\n" for part in escaped)


def length(said: object) -> int | None:
    """A size in bytes as a feed says it; None for garbage and nothing."""
    try:
        size = int(str(said).strip())
    except ValueError:
        return None
    return size if size > 0 else None


def _made_title(markup: str, link: str | None) -> str:
    """A headline for an entry without one: its first words, else the last words of its address."""
    text = clean_line(plain_text(_TAG.sub(" ", _UNSEEN.sub("", markup[:5_000]))))
    if len(text) > MADE_TITLE_LENGTH:
        text = text[: MADE_TITLE_LENGTH - 1].rsplit(" ", 1)[0].rstrip(",;:–—- ") + "…"
    if not text and link is not None:
        slug = unquote(urlsplit(link).path).rstrip("/").rpartition("/")[2]
        text = clean_line(re.sub(r"[-_+]+", " ", slug.partition(".")[0]))
    return text[:1].upper() + text[1:] if text else "Untitled"


def _author(said: str) -> str:
    """The name in what a feed says of an author; a mail address only when there is nothing else."""
    name = html.unescape(said).strip()
    found = _MAIL_THEN_NAME.fullmatch(name) or _NAME_THEN_MAIL.fullmatch(name)
    return found[1] if found is not None else name


def _names(said: Iterable[str]) -> tuple[str, ...]:
    """Names through the gate, each once, in the order given."""
    cleaned = (clean_line(name, NAME_LENGTH) for name in said)
    return tuple(dict.fromkeys(name for name in cleaned if name))[:MANY]


def _enclosures(given: Iterable[Enclosure], base: str) -> tuple[Enclosure, ...]:
    """Enclosures with a safe address, each address once."""
    kept: dict[str, Enclosure] = {}
    for enclosure in given:
        url = address_below(base, enclosure.url)
        if url is not None and url not in kept:
            media_type = clean_line(enclosure.media_type or "", NAME_LENGTH) or None
            kept[url] = Enclosure(url, media_type, enclosure.length)
    return tuple(kept.values())[:MANY]
