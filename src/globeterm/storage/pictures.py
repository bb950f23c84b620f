"""Pictures of stories, small and of our own making: what was brought once is there offline with its story."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from globeterm.addresses import same_address
from globeterm.storage.database import Database
from globeterm.storage.moments import stored

_ILLUSTRATE: Final = (
    "INSERT OR IGNORE INTO illustration (article_id, picture_id) SELECT ?, id FROM picture WHERE url_key = ?"
)
_ILLUSTRATES: Final = (
    "SELECT 1 FROM illustration JOIN picture ON picture.id = picture_id WHERE url_key = ? AND article_id = ?"
)


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """A kept picture: the address it came from, its size in pixels, its bytes (``pictures.preparing``)."""

    url: str
    width: int
    height: int
    body: bytes = field(repr=False)


class PictureStore:
    """The pictures in the library file. Every method raises StorageError, and runs on the database's thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, url: str) -> StoredPicture | None:
        """Bring a picture by its address; None when it has to be brought from the web."""
        rows = self._rows("SELECT url, width, height, body FROM picture WHERE url_key = ?", url)
        return StoredPicture(*rows[0]) if rows else None

    def has(self, urls: Sequence[str]) -> frozenset[str]:
        """Tell which of some addresses have a picture here."""
        return frozenset(url for url in urls if self._rows("SELECT 1 FROM picture WHERE url_key = ?", url))

    def put(self, picture: StoredPicture, article_id: int | None, now: datetime) -> None:
        """Keep a picture, in place of an older one, with the article that shows it; None: none of the articles does."""
        with self._database.write() as connection:
            connection.execute(
                "INSERT INTO picture (url_key, url, width, height, body, stored_at) VALUES (?, ?, ?, ?, ?, ?) "
                "ON CONFLICT (url_key) DO UPDATE SET url = excluded.url, width = excluded.width, "
                "height = excluded.height, body = excluded.body, stored_at = excluded.stored_at",
                (same_address(picture.url), picture.url, picture.width, picture.height, picture.body, stored(now)),
            )
            if article_id is not None:
                connection.execute(_ILLUSTRATE, (article_id, same_address(picture.url)))

    def keep_with(self, url: str, article_id: int) -> None:
        """Keep a picture that is here as long as this article too."""
        if self._rows(_ILLUSTRATES, url, article_id):
            return
        with self._database.write() as connection:
            connection.execute(_ILLUSTRATE, (article_id, same_address(url)))

    def _rows(self, query: str, url: str, *more: int) -> list[Any]:
        return self._database.select(query, (same_address(url), *more))
