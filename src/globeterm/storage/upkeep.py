"""What the library file weighs, and making it smaller without losing anything."""

from dataclasses import dataclass
from typing import Final

from globeterm.storage.claim import beside
from globeterm.storage.database import Database

#: What each part weighs; headlines are counted by their texts, for SQLite does not tell what a row takes.
_WEIGHTS: Final = """
SELECT
    (SELECT coalesce(sum(length(title) + length(summary) + length(authors) + length(tags) + 100), 0) FROM article),
    (SELECT coalesce(sum(length(body) + coalesce(length(pages), 0)), 0) FROM document)
        + (SELECT coalesce(sum(length(body) + coalesce(length(pages), 0)), 0) FROM former)
        + (SELECT coalesce(sum(length(body)), 0) FROM page),
    (SELECT coalesce(sum(length(body)), 0) FROM picture),
    (SELECT coalesce(sum(length(block)), 0) FROM search_data)
"""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes: what headlines, texts, pictures and the search index take, each about, and what the files do.

    ``free`` is inside of ``file``: room that was given up and is taken again before the file grows.
    """

    articles: int
    documents: int
    pictures: int
    search: int
    file: int
    free: int


class Upkeep:
    """The library file as a file. Every method raises StorageError, and runs on the database's thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sizes(self) -> Sizes:
        """Weigh the library and its journal."""
        ((articles, documents, pictures, search),) = self._database.select(_WEIGHTS)
        return Sizes(articles, documents, pictures, search, self._on_disk(), self._pages("freelist_count"))

    def used(self) -> int:
        """Tell how many bytes of the file are in use."""
        return self._pages("page_count") - self._pages("freelist_count")

    def compact(self) -> int:
        """Merge the search index and give free room back to the disk; returns how many bytes that freed.

        The caller holds the ``LibraryLock``: this copies the whole file once, and nothing else may write meanwhile.
        """
        before = self._on_disk()
        with self._database.write() as connection:
            connection.execute("INSERT INTO search (search) VALUES ('optimize')")
        self._database.vacuum()
        return max(0, before - self._on_disk())

    def _pages(self, pragma: str) -> int:
        ((pages,),) = self._database.select(f"PRAGMA {pragma}")
        ((size,),) = self._database.select("PRAGMA page_size")
        return int(pages) * int(size)

    def _on_disk(self) -> int:
        files = (self._database.path, beside(self._database.path, "-wal"))
        return sum(file.stat().st_size for file in files if file.exists())
