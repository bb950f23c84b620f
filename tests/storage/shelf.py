"""A library file with its stores, and stories to put into it."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from globeterm.entry import Story
from globeterm.model import Feed, FeedCheck, Validators
from globeterm.storage.articles import ArticleStore
from globeterm.storage.database import Database, open_database
from globeterm.storage.documents import DocumentStore
from globeterm.storage.feeds import FeedStore
from globeterm.storage.intake import Saved
from globeterm.storage.lists import ensure_edition, ensure_list
from globeterm.storage.session import SessionStore
from globeterm.storage.statuses import StatusStore

NOON = datetime(2019, 11, 18, 12, 0, tzinfo=UTC)
HOME = "https://paper.example"


def feed_of_old(database: Database) -> int:
    """The number of World's feed in a library of any older format, made without what later formats know of a feed."""
    with database.write() as connection:
        number = ensure_list(connection, ensure_edition(connection, HOME), "world", "World")
        connection.execute("INSERT INTO feed (id, address) VALUES (?, ?)", (number, f"{HOME}/category/world/feed/"))
    return number


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


def story(
    name: str,
    *,
    url: str | None = "",
    title: str | None = None,
    published: datetime | None = NOON,
    updated: datetime | None = None,
    text: str | None = None,
    words: str = "",
    summary: str = "What happened.",
) -> Story:
    """A story whose entry id is ``name``; with other ``words`` it says something else, ``text`` is its full text."""
    return Story(
        entry_id=name,
        title=title if title is not None else f"Headline {name}",
        url=f"{HOME}/{name}/" if url == "" else url,
        authors=("Ada Brandt",),
        published=published,
        updated=updated,
        tags=("harbour",),
        summary=summary,
        minutes=None if text is None else 3,
        digest=hashlib.sha256(f"{name}{words}{title}{text}".encode()).digest(),
        document=text,
    )


def check(at: datetime = NOON, *, etag: bytes | None = b'"1"', error: str | None = None) -> FeedCheck:
    return FeedCheck(at, at + minutes(60), Validators(etag), b"digest", error=error)


def opened(path: Path, **options: object) -> Database:
    return open_database(path, now=lambda: NOON, **options)  # type: ignore[arg-type]


class Shelf:
    """One library file and its stores."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.database = opened(path)
        self.articles = ArticleStore(self.database)
        self.feeds = FeedStore(self.database)
        self.documents = DocumentStore(self.database)
        self.statuses = StatusStore(self.database)
        self.sessions = SessionStore(self.database)

    def feed(self, key: str = "world", name: str = "World", home: str = HOME) -> Feed:
        return self.feeds.ensure(home, key, name, f"{home}/category/{key}/feed/")

    def save(self, stories: Sequence[Story], key: str = "world", now: datetime = NOON) -> Saved:
        return self.articles.save(self.feed(key, key.title()).id, stories, check(now), now)

    def titles(self, key: str, *, unread: bool = False, saved: bool = False) -> list[str]:
        found = self.articles.headlines(HOME, key, limit=1000, unread=unread, saved=saved)
        return [article.title.removeprefix("Headline ") for article in found]

    def id_of(self, name: str) -> int:
        article = self.articles.by_address(HOME, f"{HOME}/{name}/")
        assert article is not None
        return article.id

    def text_of(self, article_id: int) -> str | None:
        document = self.documents.get(article_id)
        return None if document is None else document.json

    def is_outdated(self, article_id: int) -> bool:
        document = self.documents.get(article_id)
        return document is not None and document.is_outdated

    def count(self, table: str) -> int:
        ((number,),) = self.database.select(f"SELECT count(*) FROM {table}")
        return int(number)
