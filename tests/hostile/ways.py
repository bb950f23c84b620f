"""The two ways of foreign bytes to the screen: a feed through the library, and a page. A way ends well or asserts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

from globeterm.content import Document
from globeterm.document.codec import from_json, to_json
from globeterm.document.from_page import page_story
from globeterm.document.front_page import front_page
from globeterm.document.merge import merged
from globeterm.document.versions import is_same
from globeterm.errors import BadInputError
from globeterm.export.clipping import Clipping
from globeterm.export.markdown import Markdown
from globeterm.export.markdown_story import set_in_markdown
from globeterm.export.markup import Markup
from globeterm.export.setting import set_clipping
from globeterm.feeds.menu import site_menu
from globeterm.feeds.parse import parse_feed
from globeterm.library.tasks import read_stories
from globeterm.model import Article, Feed, FeedCheck
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
#: After how many documents a library is left for a new one.
GONE_TOGETHER = 200


def _dated(moment: datetime) -> str:
    return f"{moment:%d.%m.%Y}"


MARKUP = Markup(lambda _: None, _dated)
MARKDOWN = Markdown(lambda _: None, _dated)


class FeedWay:
    """Bytes → entries → stories → the library → headlines and stories as lines, and as what is exported.

    Each document is a section's of its own, so that what is looked at is what it brought.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._gone = 0
        self._open()

    def _open(self) -> None:
        self._database: Database = open_database(self._folder / f"library-{self._gone}.sqlite", now=lambda: NOW)
        self._feeds = FeedStore(self._database)
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
        section = self._next_section()
        self._articles.save(section.id, stories, FeedCheck(NOW, NOW), NOW)
        for article in self._articles.headlines(HOME, section.section, limit=5):
            assert all(is_clean(line) for line in _headline(article))
            stored = self._documents.get(article.id)
            if stored is not None and stored.json:
                document = from_json(stored.json)
                assert_set(article, document)
                assert_exported(document)

    def _next_section(self) -> Feed:
        """A section that nothing was stored in; after some, in a library of its own, which is as quick as the first."""
        self._gone += 1
        if self._gone % GONE_TOGETHER == 0:
            self.close()
            self._open()
        return self._feeds.ensure(HOME, f"world-{self._gone}", "World", f"{HOME}/feed/{self._gone}/")

    def close(self) -> None:
        """Give the library's file back."""
        self._database.close()


def page_way(body: bytes) -> None:
    """Bytes → document → what would be stored → lines, and what is exported; and a home page's groups and menu."""
    front = front_page(body, base=f"{HOME}/", charset=None)
    assert all(is_clean(group.title) for group in front.groups)
    assert all(is_clean(link.title + link.url) for link in site_menu(body, f"{HOME}/"))
    try:
        story = page_story(body, url=f"{HOME}/2025/06/a/", charset=None, media_type="text/html")
    except BadInputError as error:
        assert_sentence(error)
        return
    document = story.document
    assert from_json(to_json(document)) == document
    assert_set(None, document)
    assert_exported(document)
    assert is_same(document, document)
    assert_set(None, merged(document, [document]))


def assert_sentence(error: BadInputError) -> None:
    """What is refused is refused in words."""
    assert is_clean(str(error)), repr(str(error))


def assert_set(article: Article | None, document: Document) -> None:
    """A story becomes lines without a control character, in links too."""
    for block in set_story(article, document, LOOK, now=NOW):
        assert all(is_clean(line.plain) for line in block.lines)
        assert all(is_clean(link.url) for link in block.links)


def assert_exported(document: Document) -> None:
    """A story becomes well-formed XHTML and Markdown without a control character."""
    clipping = Clipping("World", document, 4, {})
    ET.fromstring(f"<root>{set_clipping(clipping, MARKUP)}</root>")
    assert is_clean(set_in_markdown(clipping, MARKDOWN).replace("\n", ""))


def _headline(article: Article) -> Iterator[str]:
    for columns in (12, 44):
        yield from (line.plain for line in set_headline(replace(article, read=False), columns, now=NOW))
