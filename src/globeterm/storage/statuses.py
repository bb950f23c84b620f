"""What the reader made: read, saved, and the place in a story, each with the time of its last change."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal

from globeterm.addresses import same_address
from globeterm.model import Place
from globeterm.storage.database import Database
from globeterm.storage.lists import outline
from globeterm.storage.moments import stored

_OTHERWISE: Final = """
SELECT article.id FROM article LEFT JOIN status ON status.article_id = article.id
WHERE article.id IN (SELECT value FROM json_each(?)) AND coalesce({mark}, 0) <> ?
"""
_SET: Final = """
INSERT INTO status (article_id, {mark}, {mark}_at) SELECT value, ?, ? FROM json_each(?) WHERE true
ON CONFLICT (article_id) DO UPDATE SET {mark} = excluded.{mark}, {mark}_at = excluded.{mark}_at
"""
_PLACE: Final = """
INSERT INTO status (article_id, place_block, place_offset, place_at) SELECT id, ?, ?, ? FROM article WHERE id = ?
ON CONFLICT (article_id) DO UPDATE
SET place_block = excluded.place_block, place_offset = excluded.place_offset, place_at = excluded.place_at
"""
_PAGE_PLACE: Final = """
INSERT INTO page_place (url_key, place_block, place_offset, place_at) VALUES (?, ?, ?, ?)
ON CONFLICT (url_key) DO UPDATE
SET place_block = excluded.place_block, place_offset = excluded.place_offset, place_at = excluded.place_at
"""


class StatusStore:
    """The statuses in the library file. Every method raises StorageError, and runs on the database's thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def mark(self, ids: Sequence[int], read: bool, now: datetime) -> list[int]:
        """Mark articles read or unread; returns those that were not so already, in the order of ``ids``."""
        return self._set("read", ids, read, now)

    def save(self, ids: Sequence[int], saved: bool, now: datetime) -> list[int]:
        """Save or unsave articles; returns those that were not so already, in the order of ``ids``."""
        return self._set("saved", ids, saved, now)

    def mark_list(self, home: str, key: str, now: datetime) -> list[int]:
        """Mark a whole list read; returns the articles that were unread, newest first."""
        return self.mark(outline(self._database, home, key, unread=True), True, now)  # noqa: FBT003

    def keep_place(self, article_id: int, place: Place, now: datetime) -> None:
        """Keep where the reader is in a story; nothing happens when there is no such article."""
        with self._database.write() as connection:
            connection.execute(_PLACE, (place.block, place.offset, stored(now), article_id))

    def place_at(self, url: str) -> Place:
        """Bring the place in what is read at an address that is no article's; the beginning when there is none."""
        rows = self._database.select(
            "SELECT place_block, place_offset FROM page_place WHERE url_key = ?", (same_address(url),)
        )
        return Place(*rows[0]) if rows else Place()

    def keep_place_at(self, url: str, place: Place, now: datetime) -> None:
        """Keep the place in what is read at an address that is no article's."""
        with self._database.write() as connection:
            connection.execute(_PAGE_PLACE, (same_address(url), place.block, place.offset, stored(now)))

    def _set(self, mark: Literal["read", "saved"], ids: Sequence[int], value: bool, now: datetime) -> list[int]:
        wanted = dict.fromkeys(ids)
        with self._database.write() as connection:
            rows = connection.execute(_OTHERWISE.format(mark=mark), (json.dumps(list(wanted)), value))
            otherwise = {article_id for (article_id,) in rows}
            changed = [article_id for article_id in wanted if article_id in otherwise]
            connection.execute(_SET.format(mark=mark), (value, stored(now), json.dumps(changed)))
        return changed
