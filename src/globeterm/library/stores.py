"""Everything stored, as the library reaches it: the stores, and the one thread on which they may be touched."""

from dataclasses import dataclass

from globeterm.storage.articles import ArticleStore
from globeterm.storage.database import Database
from globeterm.storage.documents import DocumentStore
from globeterm.storage.feeds import FeedStore
from globeterm.storage.pictures import PictureStore
from globeterm.storage.session import SessionStore
from globeterm.storage.statuses import StatusStore
from globeterm.storage.thread import DatabaseThread


@dataclass(frozen=True, slots=True)
class Stores:
    """The tables of one library file. Their methods run on ``thread`` alone."""

    thread: DatabaseThread
    database: Database
    feeds: FeedStore
    articles: ArticleStore
    documents: DocumentStore
    pictures: PictureStore
    statuses: StatusStore
    sessions: SessionStore
