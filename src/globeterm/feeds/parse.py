"""A feed document, read: RSS, Atom and RDF by feedparser, JSON Feed by ``json_feed``. Runs in the workshop."""

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, Final

from globeterm.entry import Entry, ParsedFeed
from globeterm.errors import BadInputError
from globeterm.feeds import json_feed, raw_bytes, read_entry
from globeterm.feeds.bases import address_below
from globeterm.feeds.entries import Draft, finish
from globeterm.feeds.guessing import without_long_guess
from globeterm.feeds.identity import identified, named
from globeterm.feeds.interval import poll_interval, skipped_days, skipped_hours
from globeterm.feeds.portions import first_entries, portions
from globeterm.limits import ENTRIES_PER_FEED, NAME_LENGTH
from globeterm.model import Pace
from globeterm.text import clean_line

_ENTRY: Final = re.compile(rb"<(item|entry)[\s>].*?</\1\s*>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reading:
    """What feedparser made of a document: its name for the format, the feed's own data, and the entries."""

    version: str
    feed: dict[str, Any]
    entries: Sequence[read_entry.Raw]
    lost: tuple[str, ...] = ()


Parser = Callable[[bytes], Reading]


def parse_feed(
    body: bytes, *, address: str, content_type: str | None, now: datetime, as_said: bool = False
) -> ParsedFeed:
    """Read the document that ``address`` answered with; ``now`` (aware, UTC) bounds its dates.

    ``address`` is empty when nobody knows where the document came from. A feed without entries is a feed. A bad entry
    costs a sentence in ``lost`` and nothing else (SEC-08); so does the entry in which a document breaks off.
    ``as_said`` is for showing the document, not for storing it: copies of entries, ids that are shared and the entry
    in which it breaks off stay, and its HTML is without scripts. Raises BadInputError, with one sentence, for what is
    no feed.
    """
    json = json_feed.load(body)
    if json is not None:
        draft = partial(json_feed.draft, feed=json, now=now)
        entries, lost = _entries(json_feed.items(json), draft, address, as_said=as_said)
        return replace(json_feed.head(json, address), entries=entries, lost=lost)
    raw_bytes.refuse_expensive(body)
    cleaned = as_said and raw_bytes.is_cheap_to_clean(body)
    readable, more = first_entries(raw_bytes.made_readable(body, content_type), ENTRIES_PER_FEED)
    reading = _read(readable, partial(_feedparser, content_type, cleaned=cleaned))
    if not as_said:
        reading = _without_torn_end(reading, body)
    atom = reading.version.startswith("atom")
    read = partial(read_entry.draft, feed=reading.feed, atom=atom, now=now, as_said=as_said)
    entries, lost = _entries(reading.entries, read, address, as_said=as_said)
    head = _head(reading.feed, address, atom=atom)
    pace = replace(head.pace, hours=skipped_hours(body), days=skipped_days(body))
    torn = as_said and raw_bytes.is_cut_off(body)
    return replace(head, entries=entries, lost=reading.lost + lost + _surplus(more), pace=pace, torn=torn)


def _read(body: bytes, parser: Parser) -> Reading:
    """Give the document to the parser; when it breaks over one entry, give it each entry alone."""
    try:
        whole = _joined([parser(portion) for portion in portions(body)])
    except (MemoryError, ImportError):
        raise
    except Exception:
        return _piecewise(body, parser)
    if not whole.version and (not _is_channel(whole, body) or raw_bytes.looks_like_page(body)):
        raise raw_bytes.explain_no_feed(body)
    return whole


def _is_channel(reading: Reading, body: bytes) -> bool:
    """Whether a document of no known version is a feed nevertheless: it has entries, or is a channel with a name."""
    has_name = any(read_entry.text(reading.feed, key) for key in ("title", "link", "subtitle"))
    return bool(reading.entries) or (has_name and raw_bytes.is_channel(body))


def _feedparser(content_type: str | None, body: bytes, *, cleaned: bool) -> Reading:
    """Only a stream goes in: bytes that are the name of a file would make feedparser read that file (SEC-05).

    Its cleaning of HTML (``cleaned``) is for what is printed; documents are made by our own rules, of the stories that
    are shown (SEC-09).
    """
    import feedparser  # noqa: PLC0415 heavy, and only the workshop needs it

    body, content_type = without_long_guess(body, content_type)
    headers = {"content-type": content_type} if content_type is not None else {}
    parsed = feedparser.parse(
        io.BytesIO(body), response_headers=headers, sanitize_html=cleaned, resolve_relative_uris=False
    )
    return Reading(str(parsed.get("version", "")), parsed.feed, parsed.entries)


def _piecewise(body: bytes, parser: Parser) -> Reading:
    """Read a document that breaks the parser entry by entry, so that the bad one is lost alone (SEC-08)."""
    pieces = list(_ENTRY.finditer(body))
    head = body[: pieces[0].start()] if pieces else b""
    readings: list[Reading] = []
    lost: list[str] = []
    for number, piece in enumerate(pieces[:ENTRIES_PER_FEED], 1):
        try:
            readings.append(parser(head + piece[0]))
        except Exception:
            lost.append(_lost(number))
    if not readings:
        raise BadInputError("the feed can't be read: no parser gets through it")
    return replace(_joined(readings), lost=tuple(lost))


def _joined(readings: Sequence[Reading]) -> Reading:
    """One reading of a document that was read in portions."""
    first, *others = readings
    for other in others:
        first.feed.update(other.feed)
    return replace(first, entries=[entry for reading in readings for entry in reading.entries])


def _without_torn_end(reading: Reading, body: bytes) -> Reading:
    """Leave out the entry in which a document breaks off: half a story is not what was published."""
    if not raw_bytes.is_cut_off(body):
        return reading
    torn = raw_bytes.ends_in_entry(body)
    entries = reading.entries[:-1] if torn else reading.entries
    if not entries:
        raise BadInputError("the feed breaks off before its first entry ends")
    sentence = "the feed breaks off" + (": its last entry was left out" if torn else " after its last entry")
    return replace(reading, entries=entries, lost=(*reading.lost, sentence))


def _entries(
    raws: Sequence[Any], read: Callable[[Any], Draft], address: str, *, as_said: bool
) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """The entries of a feed, each read for itself, and a sentence for each that was left out."""
    entries: list[Entry] = []
    lost: list[str] = []
    for number, raw in enumerate(raws[:ENTRIES_PER_FEED], 1):
        try:
            entries.append(finish(read(raw), address, as_said=as_said))
        except Exception:  # what hostile values raise can't be listed (SEC-08)
            lost.append(_lost(number))
    lost.extend(_surplus(len(raws) - ENTRIES_PER_FEED))
    return named(entries) if as_said else identified(entries), tuple(lost)


def _surplus(count: int) -> tuple[str, ...]:
    """The sentence about entries beyond those that are taken, if there are any."""
    return (f"{count} entries were left out: the feed has more than {ENTRIES_PER_FEED}",) if count > 0 else ()


def _lost(number: int) -> str:
    return f"entry {number} was left out: it is damaged and can't be read"


def _head(feed: read_entry.Raw, address: str, *, atom: bool) -> ParsedFeed:
    """What the document says of the feed itself."""
    following = next(read_entry.links(feed, "next"), None)
    return ParsedFeed(
        title=clean_line(read_entry.line(feed, "title", atom=atom)),
        link=address_below(address, read_entry.link(feed)),
        entries=(),
        next=address_below(address, following["href"]) if following is not None else None,
        pace=Pace(
            poll_interval(
                ttl=read_entry.text(feed, "ttl"),
                period=read_entry.text(feed, "sy_updateperiod"),
                frequency=read_entry.text(feed, "sy_updatefrequency"),
            )
        ),
        subtitle=clean_line(read_entry.line(feed, "subtitle", atom=atom)),
        language=clean_line(read_entry.text(feed, "language"), NAME_LENGTH) or None,
    )
