"""Stories that the site's own search found: taken into the library like any other, though no feed has told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from globeterm.model import FRONT
from globeterm.storage.indexing import index_changes
from globeterm.storage.intake import Intake
from globeterm.storage.lists import ensure_edition, place

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from globeterm.entry import Story
    from globeterm.storage.database import Database

_LISTS: Final = "SELECT key, id FROM list WHERE edition_id = ?"


def keep_finds(
    database: Database, home: str, stories: Sequence[Story], sections: Mapping[str, Collection[str]], now: datetime
) -> None:
    """Store those that the library lacks, in the lists of the sections that they name. Raises StorageError.

    ``sections`` has the keys of the lists by a section's name. What feeds have told of a story stays as it is; no
    entry is made, so that what is missing between a feed's pages is still known to be missing.
    """
    with database.write() as connection:
        Finds(connection, ensure_edition(connection, home), sections, now).take(stories)
        index_changes(connection)


class Finds(Intake):
    """Takes stories into the front page's list and into those of the sections that they name."""

    def __init__(
        self, connection: sqlite3.Connection, edition_id: int, sections: Mapping[str, Collection[str]], now: datetime
    ) -> None:
        self._lists: dict[str, int] = dict(connection.execute(_LISTS, (edition_id,)))
        self._sections = sections
        super().__init__(connection, self._lists[FRONT], now)

    def _enter(self, article_id: int, story: Story) -> None:
        for key in {key for name in story.tags for key in self._sections.get(name, ())}:
            if key in self._lists:
                place(self._connection, self._lists[key], article_id)

    def _edit(self, article_id: int, held: bytes, story: Story) -> bool:  # noqa: ARG002 - as its base
        return False
