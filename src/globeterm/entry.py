"""What a feed says: its entries, and each of them made ready to be stored.

One frozen type a stage, text already through the gate. Times are aware datetimes in UTC, addresses are safe.
"""

from dataclasses import dataclass, field
from datetime import datetime

from globeterm.model import Pace


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that an entry carries; ``length`` in bytes, None when the feed gives none or garbage."""

    url: str
    media_type: str | None = None
    length: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What one feed document says of one story. ``summary`` and ``content`` are foreign HTML."""

    id: str
    link: str | None
    title: str
    authors: tuple[str, ...] = ()
    summary: str = ""
    content: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    tags: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """One feed document, read. ``next`` is its RFC 5005 next page; ``lost`` has a sentence for each entry not read.

    ``pace`` is how often the document asks to be polled at most (ttl, sy:updatePeriod, skipHours, skipDays).
    ``torn``: the document breaks off, and ``entries`` have what there is of the last one.
    """

    title: str
    link: str | None
    entries: tuple[Entry, ...]
    next: str | None = None
    lost: tuple[str, ...] = ()
    pace: Pace = field(default_factory=Pace)
    subtitle: str = ""
    language: str | None = None
    torn: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """An entry made ready to be stored: its own words as plain text, its document when the feed has the full text.

    ``digest`` changes when what the entry says changes; ``document`` is the JSON of ``document.codec``.
    """

    entry_id: str
    title: str
    url: str | None
    authors: tuple[str, ...]
    published: datetime | None
    updated: datetime | None
    tags: tuple[str, ...]
    summary: str
    minutes: int | None
    digest: bytes
    document: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """What the library already holds of one entry of a feed, enough to tell new from changed."""

    article_id: int
    entry_id: str
    title: str
    url: str | None
    published: datetime | None
    digest: bytes
