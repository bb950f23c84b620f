"""An entry made ready to be stored: every text through the gate, its HTML read once, here in the workshop."""

import re
from typing import Final

from globeterm.addresses import safe_url
from globeterm.content import Document, paragraphs
from globeterm.document.codec import to_json
from globeterm.document.from_feed import from_entry, plain_text
from globeterm.document.minutes import minutes
from globeterm.entry import Entry, Story
from globeterm.limits import LINE_LENGTH, NAME_LENGTH
from globeterm.text import clean_line

SUMMARY_LENGTH: Final = 500

_POST: Final = re.compile(r"\s*The post .{1,600}? appeared first on .{1,200}$", re.DOTALL)
_CUT: Final = re.compile(
    r"\s*(?:\[\s*(?:…|\.{3})\s*\]|(?:Continue|Keep) reading\b.{0,200}|Read more\W{0,3})$", re.IGNORECASE
)


def make_story(entry: Entry, base: str, digest: bytes) -> Story:
    """Make ``entry`` of the feed at ``base`` ready to be stored; ``digest`` stands for all the entry says.

    An entry whose HTML can't be read becomes a story without a document, never an exception: its text then comes from
    its page.
    """
    document = _document(entry, base)
    return Story(
        entry_id=entry.id,
        title=clean_line(entry.title, LINE_LENGTH),
        url=safe_url(entry.link, base) if entry.link else None,
        authors=_names(entry.authors),
        published=entry.published,
        updated=entry.updated,
        tags=_names(entry.tags),
        summary=_summary(entry, document),
        minutes=minutes(document.blocks) if document is not None else None,
        digest=digest,
        document=to_json(document) if document is not None else None,
    )


def _document(entry: Entry, base: str) -> Document | None:
    try:
        return from_entry(entry, base)
    except Exception:
        return None


def _summary(entry: Entry, document: Document | None) -> str:
    """What the entry says of itself in plain text, else the beginning of the story; cut between two words."""
    text = _POST.sub("", _text(entry.summary) or _text(entry.content))
    if not text and document is not None:
        text = " ".join(paragraphs(document.blocks))
    short = _CUT.sub("…", text)
    return _shortened(clean_line(short, SUMMARY_LENGTH * 2))


def _shortened(text: str) -> str:
    if len(text) <= SUMMARY_LENGTH:
        return text
    head, _, _ = text[:SUMMARY_LENGTH].rpartition(" ")
    return (head or text[: SUMMARY_LENGTH - 1]).rstrip(" ,;:–—-") + "…"


def _text(html: str) -> str:
    try:
        return plain_text(html)
    except Exception:
        return ""


def _names(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (clean_line(value, NAME_LENGTH) for value in values))))
