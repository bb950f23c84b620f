"""Lists, an edition's front page and one for each section: how a story gets into them, how they are read in order."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Final

from globeterm.model import FRONT, SAVED

if TYPE_CHECKING:
    import sqlite3

    from globeterm.storage.database import Database

#: Puts an article into a list, with the marks that the reader has given it already.
_PLACE: Final = """
INSERT OR IGNORE INTO placement (list_id, sorted_at, article_id, unread, saved)
SELECT ?, article.sorted_at, article.id, 1 - coalesce(status.read, 0), coalesce(status.saved, 0)
FROM article LEFT JOIN status ON status.article_id = article.id
WHERE article.id = ?
"""

#: Only the newest of a list's articles have to be looked at, by an index that holds just those that are asked for.
_OUTLINE: Final = """
SELECT article_id FROM placement {}
WHERE list_id = (SELECT list.id FROM list JOIN edition ON edition.id = edition_id WHERE home = ? AND key = ?) {}
ORDER BY sorted_at DESC, article_id DESC LIMIT ?
"""
#: By whether just the saved, and just the unread ones are asked for.
_OUTLINES: Final = {
    (False, False): _OUTLINE.format("", ""),
    (False, True): _OUTLINE.format("INDEXED BY placement_unread", "AND unread = 1"),
    (True, False): _OUTLINE.format("INDEXED BY placement_saved", "AND saved = 1"),
    (True, True): _OUTLINE.format("INDEXED BY placement_saved", "AND saved = 1 AND unread = 1"),
}


def ensure_edition(connection: sqlite3.Connection, home: str) -> int:
    """Bring the number of the edition at ``home``, made with its front page when it is new."""
    row = connection.execute("SELECT id FROM edition WHERE home = ?", (home,)).fetchone()
    if row is not None:
        return int(row[0])
    edition_id = connection.execute("INSERT INTO edition (home) VALUES (?)", (home,)).lastrowid
    connection.execute("INSERT INTO list (edition_id, key, name) VALUES (?, ?, '')", (edition_id, FRONT))
    return int(edition_id or 0)


def ensure_list(connection: sqlite3.Connection, edition_id: int, key: str, name: str) -> int:
    """Bring the number of a section's list, made when it is new; it is called by the name that the section has now."""
    connection.execute(
        "INSERT INTO list (edition_id, key, name) VALUES (?, ?, ?) "
        "ON CONFLICT (edition_id, key) DO UPDATE SET name = excluded.name WHERE name <> excluded.name",
        (edition_id, key, name),
    )
    row = connection.execute("SELECT id FROM list WHERE edition_id = ? AND key = ?", (edition_id, key)).fetchone()
    return int(row[0])


def place(connection: sqlite3.Connection, list_id: int, article_id: int) -> None:
    """Put an article into a list; nothing happens when it stands there already."""
    connection.execute(_PLACE, (list_id, article_id))


def outline(
    database: Database, home: str, key: str, *, unread: bool = False, saved: bool = False, limit: int = -1
) -> array[int]:
    """Bring the ids of a list's articles, newest first; of SAVED, the saved ones of the front page. -1 is no limit."""
    query = _OUTLINES[saved or key == SAVED, unread]
    rows = database.select(query, (home, FRONT if key == SAVED else key, limit))
    return array("q", [article_id for (article_id,) in rows])
