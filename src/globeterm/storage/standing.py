"""How an edition stands in the library: what has come since a time, what is missing, when it was brought whole."""

from datetime import datetime
from typing import Final

from globeterm.model import Kept
from globeterm.storage.database import Database
from globeterm.storage.lists import ensure_edition
from globeterm.storage.moments import moment, stored

_BEFORE: Final = """
SELECT article_id FROM placement JOIN article ON article.id = article_id
WHERE list_id = (SELECT list.id FROM list JOIN edition ON edition.id = edition_id WHERE home = ? AND key = ?)
    AND first_seen <= ?
ORDER BY placement.sorted_at DESC, article_id DESC LIMIT 1
"""

_KEPT: Final = """
SELECT synced, (SELECT count(*) FROM article WHERE edition_id = edition.id AND complete = 0 AND thinned = 0)
FROM edition WHERE home = ?
"""


class StandingStore:
    """Looks at the library file as a whole. Every method raises StorageError, and runs on the database's thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def newest_before(self, home: str, key: str, time: datetime) -> int | None:
        """Bring the newest story of a list that was here at ``time``; None when none was."""
        rows = self._database.select(_BEFORE, (home, key, stored(time)))
        return int(rows[0][0]) if rows else None

    def kept(self, home: str) -> Kept:
        """Tell how much of an edition is here."""
        for synced, missing in self._database.select(_KEPT, (home,)):
            return Kept(moment(synced), missing)
        return Kept()

    def synced(self, home: str, now: datetime) -> None:
        """Keep that a sync of the whole edition ended."""
        with self._database.write() as connection:
            connection.execute(
                "UPDATE edition SET synced = ? WHERE id = ?", (stored(now), ensure_edition(connection, home))
            )
