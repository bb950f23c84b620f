"""The two ways of foreign bytes to the screen: a feed through the library, and a page. A way ends well or asserts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from globeterm.content import Document
from globeterm.document.codec import from_json, to_json
from globeterm.document.from_page import page_story
from globeterm.errors import BadInputError
from globeterm.feeds.parse import parse_feed
from globeterm.library.tasks import read_stories
from globeterm.model import Article, FeedCheck
from globeterm.rendering.headline import set_headline
from globeterm.rendering.look import Look
from globeterm.rendering.setting import set_story
from globeterm.storage.articles import ArticleStore
from globeterm.storage.database import Database, open_database
from globeterm.storage.documents import DocumentStore
from globeterm.storage.feeds import FeedStore
from globeterm.text import is_clean

HOME = "https://paper.example"
NOW = datetime(2025, 6, 20, 12, tzinfo=UTC)
LOOK = Look(60)


class FeedWay:
    """Bytes → entries → stories → the library → headlines and stories as lines."""

    def __init__(self, folder: Path) -> None:
        self._database: Database = open_database(folder / "library.sqlite", now=lambda: NOW)
        self._feed = FeedStore(self._database).ensure(HOME, "world", "World", f"{HOME}/feed/")
        self._articles = ArticleStore(self._database)
        self._documents = DocumentStore(self._database)

    def go(self, body: bytes) -> None:
        """Go the way with one document; what is no feed ends it with a sentence."""
        for as_said in (True, False):
            try:
                feed = parse_feed(body, address=f"{HOME}/feed/", content_type=None, now=NOW, as_said=as_said)
            except BadInputError as error:
                assert_sentence(error)
                return
            assert is_clean(feed.title + feed.subtitle + (feed.language or "") + "".join(feed.lost))
        stories = read_stories(feed.entries, f"{HOME}/feed/")
        assert len(stories) == len(feed.entries)
        self._articles.save(self._feed.id, stories, FeedCheck(NOW, NOW), NOW)
        for article in self._articles.headlines(HOME, "world", limit=5):
            assert all(is_clean(line) for line in _headline(article))
            stored = self._documents.get(article.id)
            if stored is not None and stored.json:
                assert_set(article, from_json(stored.json))

    def close(self) -> None:
        """Give the library's file back."""
        self._database.close()


def page_way(body: bytes) -> None:
    """Bytes → document → what would be stored → lines."""
    try:
        story = page_story(body, url=f"{HOME}/2025/06/a/", charset=None, media_type="text/html")
    except BadInputError as error:
        assert_sentence(error)
        return
    document = story.document
    assert from_json(to_json(document)) == document
    assert_set(None, document)


def assert_sentence(error: BadInputError) -> None:
    """What is refused is refused in words."""
    assert is_clean(str(error)), repr(str(error))


def assert_set(article: Article | None, document: Document) -> None:
    """A story becomes lines without a control character, in links too."""
    for block in set_story(article, document, LOOK, now=NOW):
        assert all(is_clean(line.plain) for line in block.lines)
        assert all(is_clean(link.url) for link in block.links)


def _headline(article: Article) -> Iterator[str]:
    for columns in (12, 44):
        yield from (line.plain for line in set_headline(replace(article, read=False), columns, now=NOW))
