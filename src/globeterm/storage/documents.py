"""The texts of stories: what was brought once is there offline for good."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from globeterm.addresses import same_address
from globeterm.storage.bodies import packed, put_document, unpacked
from globeterm.storage.moments import moment, stored

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from globeterm.content import Document
    from globeterm.storage.bodies import Source
    from globeterm.storage.database import Database

_LACKING: Final = """
SELECT wanted.value FROM json_each(?) AS wanted JOIN article ON article.id = wanted.value
LEFT JOIN document ON article_id = article.id
WHERE thinned < 2 AND (article_id IS NULL OR edited > stored_at
    OR (source = 'feed' AND url IS NOT NULL AND coalesce(pages_at < edited, 1)))
ORDER BY wanted.key
"""
_KEPT: Final = """
SELECT value FROM json_each(?) AS wanted JOIN article ON article.id = value WHERE thinned < 2 ORDER BY wanted.key
"""
_NO_PAGES: Final = "UPDATE document SET pages = NULL, pages_at = NULL, gone = 0 WHERE article_id = ?"
#: Whether the pages are read for the second time, because of an edit that the feed's own text did not show.
_IS_EDIT: Final = (
    "SELECT pages_at IS NOT NULL AND coalesce(revised, 0) < edited "
    "FROM document JOIN article ON id = article_id WHERE article_id = ?"
)


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A document that belongs to no article: the JSON of ``document.codec``, and when it was stored."""

    json: str
    stored_at: datetime


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """An article's text, and its pages (None: they say no more, or were not read), each the JSON of ``document.codec``.

    ``is_outdated``: the article was edited since the text was stored. ``is_whole``: the text came from the pages, or
    they have been read since the article was last edited. ``is_gone``: the site had taken the page down then.
    """

    json: str
    pages: str | None
    is_outdated: bool
    is_whole: bool
    is_gone: bool = False


class DocumentStore:
    """The documents in the library file. Every method raises StorageError, and runs on the database's thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, article_id: int) -> StoredDocument | None:
        """Bring an article's document; None when it has to be brought from the web."""
        rows = self._database.select(
            "SELECT body, pages, edited > stored_at, source <> 'feed' OR coalesce(pages_at >= edited, 0), gone "
            "FROM document JOIN article ON id = article_id WHERE article_id = ?",
            (article_id,),
        )
        for body, pages, is_outdated, is_whole, is_gone in rows:
            text = unpacked(body)
            if text is not None:
                told = unpacked(pages) if pages is not None else None
                return StoredDocument(text, told, bool(is_outdated), bool(is_whole), bool(is_gone))
        return None

    def put(self, article_id: int, json: str, minutes: int, source: Source, now: datetime) -> None:
        """Keep an article's document and its reading time; from now on the article is complete offline."""
        from globeterm.storage.indexing import index_changes  # noqa: PLC0415 - a list is painted without it
        from globeterm.storage.versions import revising  # noqa: PLC0415 - a list is painted without it

        with self._database.write() as connection:
            with revising(connection, article_id, now):
                put_document(connection, article_id, json, source, now)
                connection.execute(_NO_PAGES, (article_id,))
            connection.execute("UPDATE article SET minutes = ?, thinned = 0 WHERE id = ?", (minutes, article_id))
            index_changes(connection)

    def put_pages(
        self, article_id: int, pages: str | None, minutes: int | None, now: datetime, *, is_gone: bool = False
    ) -> None:
        """Keep what an article's pages say beside its text, None for nothing, and its reading time if known.

        ``is_gone``: the site has taken the page down; the text stays.
        """
        from globeterm.storage.indexing import index_changes  # noqa: PLC0415 - a list is painted without it
        from globeterm.storage.versions import revising  # noqa: PLC0415 - a list is painted without it

        with self._database.write() as connection:
            (is_edit,) = connection.execute(_IS_EDIT, (article_id,)).fetchone() or (False,)
            with revising(connection, article_id, now, is_edit=bool(is_edit)):
                connection.execute(
                    "UPDATE document SET pages = coalesce(?, pages), pages_at = ?, gone = ? WHERE article_id = ?",
                    (None if pages is None else packed(pages), stored(now), is_gone, article_id),
                )
            if minutes is not None:
                connection.execute("UPDATE article SET minutes = ? WHERE id = ?", (minutes, article_id))
            index_changes(connection)

    def former(self, article_id: int) -> Document | None:
        """Bring what a story said before it was changed: the version that the reader saw last, else the last one."""
        from globeterm.storage.versions import COMPARED_WITH, read_version  # noqa: PLC0415 - a list is painted without it

        rows = self._database.select(COMPARED_WITH, (article_id,))
        return read_version(*rows[0]) if rows else None

    def kept(self, ids: Sequence[int]) -> list[int]:
        """Those of some articles whose text was not given up to make room."""
        return [article_id for (article_id,) in self._database.select(_KEPT, (json.dumps(list(ids)),))]

    def lacking(self, ids: Sequence[int]) -> list[int]:
        """Tell which of some articles have no text here, or one whose pages may say more; not those given up."""
        rows = self._database.select(_LACKING, (json.dumps(list(ids)),))
        return [article_id for (article_id,) in rows]

    def page_get(self, url: str) -> StoredPage | None:
        """Bring the document of one of the publication's own pages."""
        rows = self._database.select("SELECT body, stored_at FROM page WHERE url_key = ?", (same_address(url),))
        for body, stored_at in rows:
            text, at = unpacked(body), moment(stored_at)
            if text is not None and at is not None:
                return StoredPage(text, at)
        return None

    def page_put(self, url: str, json: str, now: datetime) -> None:
        """Keep the document of one of the publication's own pages."""
        with self._database.write() as connection:
            connection.execute(
                "INSERT INTO page (url_key, url, body, stored_at) VALUES (?, ?, ?, ?) ON CONFLICT (url_key) "
                "DO UPDATE SET url = excluded.url, body = excluded.body, stored_at = excluded.stored_at",
                (same_address(url), url, packed(json), stored(now)),
            )
