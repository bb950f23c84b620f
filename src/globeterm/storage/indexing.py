"""Working off the notes of what is to be indexed anew (``storage.search_schema``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from globeterm.storage.wording import Wording, wording

if TYPE_CHECKING:
    import sqlite3

#: How many stories are indexed in one go when somebody waits for the database's thread.
SLICE: Final = 50

_NOTES: Final = "SELECT * FROM unindexed WHERE late <= ? ORDER BY article_id DESC LIMIT ?"
_NOW: Final = "SELECT title, authors, tags, sections, summary, body, pages FROM searchable WHERE article_id = ?"
_PUT: Final = "INSERT INTO search (rowid, title, authors, tags, sections, text) VALUES (?, ?, ?, ?, ?, ?)"
_TAKE_OUT: Final = (
    "INSERT INTO search (search, rowid, title, authors, tags, sections, text) VALUES ('delete', ?, ?, ?, ?, ?, ?)"
)
_NAME: Final = "INSERT OR IGNORE INTO name (word, backwards) VALUES (?, ?)"


def index_changes(connection: sqlite3.Connection) -> None:
    """Index what this transaction has changed."""
    _work_off(connection, connection.execute(_NOTES, (0, -1)).fetchall())


def index_some(connection: sqlite3.Connection, limit: int = SLICE) -> bool:
    """Index some of the stories that were here before the index; returns whether there may be more of them."""
    notes = connection.execute(_NOTES, (1, limit)).fetchall()
    _work_off(connection, notes)
    return len(notes) == limit


def _work_off(connection: sqlite3.Connection, notes: list[Any]) -> None:
    names: set[str] = set()
    for article_id, _, *before in notes:
        if before[0] is not None:
            connection.execute(_TAKE_OUT, (article_id, *wording(before).columns()))
        row = connection.execute(_NOW, (article_id,)).fetchone()
        if row is not None:
            names |= _put(connection, article_id, wording(row))
        connection.execute("DELETE FROM unindexed WHERE article_id = ?", (article_id,))
    connection.executemany(_NAME, ((name, name[::-1]) for name in sorted(names)))


def _put(connection: sqlite3.Connection, article_id: int, story: Wording) -> set[str]:
    connection.execute(_PUT, (article_id, *story.columns()))
    return story.names()
