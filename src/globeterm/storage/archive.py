"""How far back a feed's entries are stored: the pages brought so far, and a gap between them that is still open.

Pages are counted from the newest on. As entries come, those that are stored move to later pages; so the number of pages
that are whole can only be too small, and a page that is asked for meets what is stored.
"""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from globeterm.entry import Story
from globeterm.storage.database import Database
from globeterm.storage.intake import Intake, Saved

_SELECT: Final = """
SELECT pages, following, ended, gap_edge, gap_pages, gap_following FROM archive WHERE feed_id = ? AND address = ?
"""

_PUT: Final = """
INSERT OR REPLACE INTO archive (feed_id, address, pages, following, ended, gap_edge, gap_pages, gap_following)
SELECT id, address, ?, ?, ?, ?, ?, ? FROM feed WHERE id = ?
"""

_MEETS: Final = """
SELECT 1 FROM entry WHERE feed_id = ? AND id <= ? AND entry_id IN (SELECT value FROM json_each(?)) LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Gap:
    """What lies below entries that are missing: all entries up to number ``edge``, on ``pages`` whole pages.

    ``following`` is the address of the page after these, where the feed names it.
    """

    edge: int
    pages: int
    following: str | None = None


@dataclass(frozen=True, slots=True)
class Archive:
    """The newest ``pages`` of a feed are stored whole; ``following`` is the address of the next, if the feed tells it.

    With a ``gap`` entries are missing behind these pages. ``ended``: the site's oldest page is stored.
    """

    pages: int = 1
    following: str | None = None
    ended: bool = False
    gap: Gap | None = None

    @property
    def is_whole(self) -> bool:
        """Whether everything is stored that the site shows."""
        return self.ended and self.gap is None


class ArchiveStore:
    """What is known of feeds' older pages. Every method raises StorageError, and runs on the database's thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, feed_id: int, address: str) -> Archive:
        """Bring how far back a feed is stored; what was learnt of it at another address does not count."""
        rows = self._database.select(_SELECT, (feed_id, address))
        return _archive(rows[0]) if rows else Archive()

    def save(self, feed_id: int, stories: Sequence[Story], now: datetime, *, before: Archive, after: Archive) -> Saved:
        """Store what an older page brought, newest first as there, and that it is stored: all of it or nothing.

        When the archive is no longer as it was ``before``, a refresh has been there meanwhile, and what it knows stays.
        """
        with self._database.write() as connection:
            saved = Intake(connection, feed_id, now, behind=True).take(stories)
            if _current(connection, feed_id) == before:
                put_archive(connection, feed_id, after)
        return saved

    def newest(self, feed_id: int) -> int:
        """Tell the number of a feed's entry that was stored last; 0 when there is none."""
        ((number,),) = self._database.select("SELECT coalesce(max(id), 0) FROM entry WHERE feed_id = ?", (feed_id,))
        return int(number)

    def meets(self, feed_id: int, gap: Gap, entry_ids: Sequence[str]) -> bool:
        """Whether one of some entries was stored before a gap came to be."""
        return bool(self._database.select(_MEETS, (feed_id, gap.edge, json.dumps(list(entry_ids)))))


def put_archive(connection: sqlite3.Connection, feed_id: int, archive: Archive) -> None:
    """Keep how far back a feed is stored, in the transaction of the entries that brought it there."""
    gap = archive.gap
    below = (None, None, None) if gap is None else (gap.edge, gap.pages, gap.following)
    connection.execute(_PUT, (archive.pages, archive.following, archive.ended, *below, feed_id))


def _current(connection: sqlite3.Connection, feed_id: int) -> Archive:
    (address,) = connection.execute("SELECT address FROM feed WHERE id = ?", (feed_id,)).fetchone()
    row = connection.execute(_SELECT, (feed_id, address)).fetchone()
    return Archive() if row is None else _archive(row)


def _archive(row: tuple[Any, ...]) -> Archive:
    pages, following, ended, edge, gap_pages, gap_following = row
    gap = None if edge is None else Gap(edge, gap_pages, gap_following)
    return Archive(pages, following, bool(ended), gap)
