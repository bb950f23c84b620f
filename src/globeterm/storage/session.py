"""Where and when the reader left each edition, to begin there the next time."""

from datetime import datetime

from globeterm.model import Session
from globeterm.storage.database import Database
from globeterm.storage.lists import ensure_edition
from globeterm.storage.moments import moment, stored


class SessionStore:
    """The sessions in the library file. Every method raises StorageError, and runs on the database's thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, home: str) -> Session:
        """Bring where the edition was left; the front page of one that was never open."""
        rows = self._database.select(
            "SELECT section, article_id, theme, pictures, left_at FROM session JOIN edition ON edition.id = edition_id "
            "WHERE home = ?",
            (home,),
        )
        for section, article_id, theme, pictures, left_at in rows:
            return Session(section, article_id, theme, bool(pictures), moment(left_at))
        return Session()

    def put(self, home: str, session: Session, now: datetime) -> None:
        """Keep where the edition is left, at ``now``; an article that is not in the library is left out."""
        with self._database.write() as connection:
            edition = ensure_edition(connection, home)
            connection.execute(
                "INSERT OR REPLACE INTO session (edition_id, section, article_id, theme, pictures, left_at) "
                "VALUES (?, ?, (SELECT id FROM article WHERE id = ?), ?, ?, ?)",
                (edition, session.section, session.article, session.theme, session.pictures, stored(now)),
            )
