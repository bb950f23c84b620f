"""The library file, opened on this thread for one command: everything that needs no network goes this way."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from globeterm.addresses import safe_url
from globeterm.cli.call import Call
from globeterm.cli.clock import utc_now
from globeterm.cli.room import give_up_cache
from globeterm.errors import UsageError
from globeterm.model import Article
from globeterm.paths import make_folder
from globeterm.program import NAME
from globeterm.storage.articles import ArticleStore
from globeterm.storage.database import Database, open_database
from globeterm.storage.documents import DocumentStore
from globeterm.storage.feeds import FeedStore
from globeterm.storage.lock import LibraryLock
from globeterm.storage.pictures import PictureStore
from globeterm.storage.statuses import StatusStore


@dataclass(frozen=True, slots=True)
class StoredLibrary:
    """The tables of the library file."""

    database: Database
    articles: ArticleStore
    documents: DocumentStore
    feeds: FeedStore
    pictures: PictureStore
    statuses: StatusStore


@contextmanager
def stored(call: Call) -> Iterator[StoredLibrary | None]:
    """The library for reading, also while a reader runs; None when there is no library yet. Raises StorageError."""
    if not call.paths.library_file.exists():
        yield None
        return
    with _opened(call) as library:
        yield library


@contextmanager
def stored_for_writing(call: Call) -> Iterator[StoredLibrary]:
    """The library for writing, made if need be. Raises LibraryBusyError while another globeterm holds it."""
    lock = LibraryLock(make_folder(call.paths.state))
    lock.acquire()
    try:
        make_folder(call.paths.data)
        with _opened(call) as library:
            yield library
    finally:
        lock.release()


def find_article(library: StoredLibrary | None, home: str, ref: str) -> Article | None:
    """The article with this id or address; None for an address that is not stored. Raises UsageError."""
    if ref.isascii() and ref.isdigit() and len(ref) < 19:
        article = library.articles.get(int(ref)) if library is not None else None
        if article is None:
            raise UsageError(f"no article has the id {ref}; '{NAME} list' shows the ids")
        return article
    url = safe_url(ref)
    if url is None:
        raise UsageError(f"{ref!r} is neither the id nor the address of an article")
    return library.articles.by_address(home, url) if library is not None else None


@contextmanager
def _opened(call: Call) -> Iterator[StoredLibrary]:
    room = partial(give_up_cache, call.paths)
    database = open_database(call.paths.library_file, now=utc_now, make_room=room)
    call.tell(database.notice)
    try:
        yield StoredLibrary(
            database=database,
            articles=ArticleStore(database),
            documents=DocumentStore(database),
            feeds=FeedStore(database),
            pictures=PictureStore(database),
            statuses=StatusStore(database),
        )
    finally:
        database.close()
