"""What of a feed is new and what has changed, compared with what the library knows (FLT-32, FLT-34 to FLT-37)."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from globeterm.addresses import same_address
from globeterm.entry import Entry, Known

#: If a larger share of a feed's entries has unknown ids, its ids are not to be trusted (FLT-32).
UNTRUSTED_SHARE: Final = 0.8

_QUERY: Final = re.compile(r"""(=\s*(?:"[^"?]*|'[^'?]*))\?[^"']*""")
_UNSEEN: Final = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL)
_BLANKS: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Changes:
    """The entries of one poll, each in one of three tuples, in the feed's order.

    An entry that was recognised by link and title carries the id under which the library knows it.
    """

    new: tuple[Entry, ...] = ()
    updated: tuple[Entry, ...] = ()
    unchanged: tuple[Entry, ...] = ()


def changes(entries: Sequence[Entry], known: Mapping[str, Known]) -> Changes:
    """Compare a poll with what is ``known`` of the feed, by entry id.

    Order and dates mean nothing, and what is missing is not gone (FLT-34, FLT-35).
    """
    new: list[Entry] = []
    updated: list[Entry] = []
    unchanged: list[Entry] = []
    for entry in _recognised(entries, known):
        before = known.get(entry.id)
        if before is None:
            new.append(entry)
        elif before.digest == entry_digest(entry):
            unchanged.append(entry)
        else:
            updated.append(entry)
    return Changes(tuple(new), tuple(updated), tuple(unchanged))


def entry_digest(entry: Entry) -> bytes:
    """SHA-256 of what an entry says to a reader; it changes when that does, and only then.

    Left out is what feeds change without an edit: id, dates (FLT-34), enclosures, the query of any address, scripts
    and comments, white space, the order of tags.
    """
    link = same_address(entry.link).partition("?")[0] if entry.link is not None else ""
    said = (entry.title, link, "\0".join(entry.authors), "\0".join(sorted(entry.tags)))
    parts = (*said, _lasting(entry.summary), _lasting(entry.content))
    return hashlib.sha256("\1".join(parts).encode()).digest()


def _lasting(markup: str) -> str:
    return _BLANKS.sub(" ", _QUERY.sub(r"\1", _UNSEEN.sub("", markup))).strip()


def _recognised(entries: Sequence[Entry], known: Mapping[str, Known]) -> list[Entry]:
    """The entries; where most ids are unknown, those whose link and title are known get the id they are known by."""
    strangers = [entry for entry in entries if entry.id not in known]
    if len(strangers) <= len(entries) * UNTRUSTED_SHARE:
        return list(entries)
    present = {entry.id for entry in entries}
    free = {(_link_key(old.url), old.title): old.entry_id for old in known.values() if old.entry_id not in present}
    recognised: list[Entry] = []
    for entry in entries:
        old_id = None if entry.id in known else free.pop((_link_key(entry.link), entry.title), None)
        recognised.append(entry if old_id is None else replace(entry, id=old_id))
    return recognised


def _link_key(link: str | None) -> str:
    return same_address(link) if link is not None else ""
