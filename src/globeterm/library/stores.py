"""Everything stored, as the library reaches it: the stores, and the one thread on which they may be touched."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from globeterm.storage.articles import ArticleStore
from globeterm.storage.feeds import FeedStore
from globeterm.storage.session import SessionStore
from globeterm.storage.statuses import StatusStore

if TYPE_CHECKING:
    from globeterm.storage.database import Database
    from globeterm.storage.documents import DocumentStore
    from globeterm.storage.pictures import PictureStore
    from globeterm.storage.thread import DatabaseThread


class Stores:
    """The tables of one library file. Their methods run on ``thread`` alone."""

    def __init__(self, database: Database, thread: DatabaseThread) -> None:
        self.database = database
        self.thread = thread
        self.feeds = FeedStore(database)
        self.articles = ArticleStore(database)
        self.statuses = StatusStore(database)
        self.sessions = SessionStore(database)

    @cached_property
    def documents(self) -> DocumentStore:
        """The texts."""
        from globeterm.storage.documents import DocumentStore  # noqa: PLC0415 - lists are painted first

        return DocumentStore(self.database)

    @cached_property
    def pictures(self) -> PictureStore:
        """The pictures."""
        from globeterm.storage.pictures import PictureStore  # noqa: PLC0415 - lists are painted first

        return PictureStore(self.database)
