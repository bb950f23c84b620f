"""Pictures of stories, small and of our own making: what was brought once is there offline with its story."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from globeterm.addresses import same_address
from globeterm.storage.database import Database
from globeterm.storage.moments import moment, stored

_ILLUSTRATE: Final = (
    "INSERT OR IGNORE INTO illustration (article_id, picture_id) SELECT ?, id FROM picture WHERE url_key = ?"
)
_ILLUSTRATES: Final = (
    "SELECT 1 FROM illustration JOIN picture ON picture.id = picture_id WHERE url_key = ? AND article_id = ?"
)
#: The articles that are not thinned out and whose text's pictures are not known yet.
_UNLISTED: Final = """
SELECT wanted.value FROM json_each(?) AS wanted JOIN article ON article.id = wanted.value
JOIN document ON document.article_id = article.id
WHERE NOT listed AND NOT thinned ORDER BY wanted.key
"""
_WANTED: Final = """
SELECT min(wish.url), json_group_array(wish.article_id), picture.id IS NOT NULL, coalesce(min(again_at), 0) > ?
FROM json_each(?) AS wanted JOIN article ON article.id = wanted.value JOIN wish ON wish.article_id = article.id
LEFT JOIN picture ON picture.url_key = wish.url_key LEFT JOIN vain ON vain.url_key = wish.url_key
WHERE NOT thinned GROUP BY wish.url_key ORDER BY min(wanted.key)
"""
_KEEP_ALL: Final = """
INSERT OR IGNORE INTO illustration (article_id, picture_id)
SELECT wish.article_id, picture.id FROM json_each(?) AS wanted JOIN article ON article.id = wanted.value
JOIN wish ON wish.article_id = article.id JOIN picture ON picture.url_key = wish.url_key
WHERE NOT thinned
    AND NOT EXISTS (SELECT 1 FROM illustration AS own WHERE own.article_id = article.id AND own.picture_id = picture.id)
"""
_VAIN: Final = """
INSERT INTO vain (url_key, sentence, times, tried_at, again_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (url_key) DO UPDATE
SET sentence = excluded.sentence, times = excluded.times, tried_at = excluded.tried_at, again_at = excluded.again_at
"""


@dataclass(frozen=True, slots=True)
class Wish:
    """A picture that stored texts show, and the articles of these.

    ``is_here``: it is stored. ``is_vain``: it can't be had, and is not asked for again yet.
    """

    url: str
    articles: tuple[int, ...]
    is_here: bool
    is_vain: bool


@dataclass(frozen=True, slots=True)
class Vain:
    """A picture that can't be had: why, how often it was asked for, when it was last and when it will be again."""

    sentence: str
    times: int
    tried_at: datetime
    again_at: datetime


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
            connection.execute("DELETE FROM vain WHERE url_key = ?", (same_address(picture.url),))
            if article_id is not None:
                connection.execute(_ILLUSTRATE, (article_id, same_address(picture.url)))

    def keep_with(self, url: str, article_id: int) -> None:
        """Keep a picture that is here as long as this article too."""
        if self._rows(_ILLUSTRATES, url, article_id):
            return
        with self._database.write() as connection:
            connection.execute(_ILLUSTRATE, (article_id, same_address(url)))

    def unlisted(self, ids: Sequence[int]) -> list[int]:
        """Tell of which articles it is not known which pictures their stored texts show."""
        return [article_id for (article_id,) in self._database.select(_UNLISTED, (json.dumps(list(ids)),))]

    def list_of(self, shown: Mapping[int, Sequence[str]]) -> None:
        """Keep which pictures the stored texts of some articles show, until these texts change."""
        wishes = [(article_id, same_address(url), url) for article_id, urls in shown.items() for url in urls]
        with self._database.write() as connection:
            connection.executemany("DELETE FROM wish WHERE article_id = ?", [(article_id,) for article_id in shown])
            connection.executemany("INSERT OR IGNORE INTO wish (article_id, url_key, url) VALUES (?, ?, ?)", wishes)
            connection.executemany("UPDATE document SET listed = 1 WHERE article_id = ?", [(one,) for one in shown])

    def wanted(self, ids: Sequence[int], now: datetime) -> list[Wish]:
        """Bring all the pictures that some articles show, each once, in the order of the articles."""
        rows = self._database.select(_WANTED, (stored(now), json.dumps(list(ids))))
        return [Wish(url, tuple(json.loads(articles)), bool(here), bool(vain)) for url, articles, here, vain in rows]

    def keep_all(self, ids: Sequence[int]) -> None:
        """Keep every picture that is here as long as those of some articles that show it."""
        with self._database.write() as connection:
            connection.execute(_KEEP_ALL, (json.dumps(list(ids)),))

    def vain(self, url: str) -> Vain | None:
        """Bring what is known of a picture that can't be had."""
        rows = self._rows("SELECT sentence, times, tried_at, again_at FROM vain WHERE url_key = ?", url)
        for sentence, times, tried_at, again_at in rows:
            tried, again = moment(tried_at), moment(again_at)
            if tried is not None and again is not None:
                return Vain(sentence, times, tried, again)
        return None

    def put_vain(self, url: str, vain: Vain) -> None:
        """Keep that a picture can't be had."""
        row = (same_address(url), vain.sentence, vain.times, stored(vain.tried_at), stored(vain.again_at))
        with self._database.write() as connection:
            connection.execute(_VAIN, row)

    def _rows(self, query: str, url: str, *more: int) -> list[Any]:
        return self._database.select(query, (same_address(url), *more))
