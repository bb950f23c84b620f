"""Giving up what was read, to save room: first a story's pictures, then its text; its headline stays for good.

Unread and saved stories are never touched, nor is anything that was not stored. What was given up (``article.thinned``)
is not brought again by a sync, unless the reader marks the story unread or saves it.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal

from globeterm.storage.database import Database
from globeterm.storage.indexing import index_changes
from globeterm.storage.moments import stored

#: What is given up of a story.
Part = Literal["pictures", "text"]

#: The stories of an edition that were read before a time, the oldest first, with something left of them to give up.
_READ: Final = """
SELECT article.id FROM article JOIN edition ON edition.id = edition_id JOIN status ON status.article_id = article.id
WHERE home = ? AND read = 1 AND saved = 0 AND max(read_at, coalesce(place_at, 0)) < ? AND {}
ORDER BY sorted_at, article.id LIMIT ?
"""
_LEFT: Final = {
    "pictures": "EXISTS (SELECT 1 FROM illustration WHERE illustration.article_id = article.id)",
    "text": "EXISTS (SELECT 1 FROM document WHERE document.article_id = article.id)",
}
_GIVE_UP: Final = {
    "pictures": ("DELETE FROM illustration WHERE article_id IN (SELECT value FROM json_each(?))",),
    "text": (
        "DELETE FROM illustration WHERE article_id IN (SELECT value FROM json_each(?))",
        "DELETE FROM wish WHERE article_id IN (SELECT value FROM json_each(?))",
        "DELETE FROM former WHERE article_id IN (SELECT value FROM json_each(?))",
        "DELETE FROM document WHERE article_id IN (SELECT value FROM json_each(?))",
        "UPDATE article SET complete = 0, revised = NULL WHERE id IN (SELECT value FROM json_each(?))",
    ),
}
_THINNED: Final = "UPDATE article SET thinned = max(thinned, ?) WHERE id IN (SELECT value FROM json_each(?))"
_GRADES: Final[dict[Part, int]] = {"pictures": 1, "text": 2}


class RetentionStore:
    """What of the library may be given up. Every method raises StorageError, and runs on the database's thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def candidates(self, home: str, part: Part, before: datetime, limit: int) -> list[int]:
        """Bring stories, oldest first, that were last read ``before`` a time and still have the ``part``."""
        rows = self._database.select(_READ.format(_LEFT[part]), (home, stored(before), limit))
        return [article_id for (article_id,) in rows]

    def give_up(self, ids: Sequence[int], part: Part) -> None:
        """Delete the pictures, or the text and what hangs on it, of some stories."""
        wanted = json.dumps(list(ids))
        with self._database.write() as connection:
            for statement in _GIVE_UP[part]:
                connection.execute(statement, (wanted,))
            connection.execute(_THINNED, (_GRADES[part], wanted))
            index_changes(connection)
