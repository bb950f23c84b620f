"""The identity of entries: the feed's own ids where they tell entries apart, else something that does (FLT-32)."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from globeterm.addresses import same_address
from globeterm.entry import Entry


def identified(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Give every entry an id that no other one of the feed has.

    An empty id becomes the normalised link, a missing link the hash of title, date and text. One id for all entries is
    no id. An entry that says the same of the same story as one before it is left out; nothing else is.
    """
    ids = {entry.id for entry in entries}
    useless = len(entries) > 1 and len(ids) == 1 and len({_content_key(entry) for entry in entries}) > 1
    taken: dict[str, Entry] = {}
    for entry in entries:
        key = _free_key(entry, taken, trust=not useless)
        if key is not None:
            taken[key] = replace(entry, id=key)
    return tuple(taken.values())


def named(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Give an id to every entry that has none; those that a feed says stay, even if they are shared."""
    return tuple(entry if entry.id else replace(entry, id=_made_key(entry)) for entry in entries)


def _made_key(entry: Entry) -> str:
    return same_address(entry.link) if entry.link is not None else _content_key(entry)


def _free_key(entry: Entry, taken: dict[str, Entry], *, trust: bool) -> str | None:
    """The first of an entry's keys that is not taken; None when the entry is a copy of one that is there."""
    own = [entry.id] if trust and entry.id else []
    linked = [same_address(entry.link)] if entry.link is not None else []
    for key in (*own, *linked):
        if key not in taken:
            return key
        if _same_story(taken[key], entry):
            return None
    said = _content_key(entry)
    return said if said not in taken else None


def _same_story(one: Entry, other: Entry) -> bool:
    """Whether two entries under one key are copies: the same headline for the same address or the same text."""
    return one.title == other.title and (one.link == other.link or _content_key(one) == _content_key(other))


def _content_key(entry: Entry) -> str:
    parts = (entry.title, str(entry.published or ""), entry.content or entry.summary, entry.link or "")
    return "sha256:" + hashlib.sha256("\0".join(parts).encode()).hexdigest()
