"""What the benchmarks read: a library of made-up headlines, and a site whose feeds are large and slow."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from globeterm.edition import DEFAULT_EDITION, builtin_edition
from globeterm.entry import Story
from globeterm.model import FeedCheck
from globeterm.storage.articles import ArticleStore
from globeterm.storage.database import open_database
from globeterm.storage.feeds import FeedStore

NOW = datetime.now(UTC)
#: How long the site takes over each answer, and how many entries of what length it has.
DELAY = 0.3
ENTRIES = 60
PARAGRAPH = "<p>" + "The board met for nine hours and adjourned without naming anybody. " * 12 + "</p>"


def story(number: int) -> Story:
    """Headline ``number``: the higher, the older."""
    return Story(
        entry_id=f"story-{number}",
        title=f"Headline {number:05} of a Paper That Was Made Up for Measuring",
        url=f"https://paper.invalid/{number}/",
        authors=("Staff Writer",),
        published=NOW - timedelta(minutes=10 * number),
        updated=None,
        tags=("made up",),
        summary="What it says in short.",
        minutes=4,
        digest=number.to_bytes(4, "big"),
        document=None,
    )


def fill_library(folder: Path, home: str, count: int) -> None:
    """Store ``count`` headlines over the sections of the edition at ``home``, in the library in ``folder``."""
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    database = open_database(data / "library.sqlite", now=lambda: NOW)
    feeds, articles = FeedStore(database), ArticleStore(database)
    edition = builtin_edition(DEFAULT_EDITION).at(home)
    sections = list(edition.walk())
    for position, section in enumerate(sections):
        feed = feeds.ensure(home, section.key, section.name, edition.feed_address(section))
        stories = [story(number) for number in range(position, count, len(sections))]
        articles.save(feed.id, stories, FeedCheck(NOW, NOW - timedelta(hours=1)), NOW)
    database.close()


class SlowSite:
    """A site on 127.0.0.1 that answers every address with a feed of new entries, after a while."""

    def __init__(self) -> None:
        self.answered = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._answer, "127.0.0.1", 0)
        self.home = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await reader.readuntil(b"\r\n\r\n")
        await asyncio.sleep(DELAY)
        path = request.split(b" ", 2)[1].decode()
        body = _feed(path).encode()
        head = (
            f"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: {len(body)}\r\n"
            "Connection: close\r\n\r\n"
        )
        self.answered += 1
        writer.write(head.encode() + body)
        await writer.drain()
        writer.close()


def _feed(path: str) -> str:
    items = "".join(
        f"<item><title>New {path} {number}</title><guid>{path}{number}</guid><link>http://127.0.0.1{path}{number}</link>"
        f"<pubDate>{NOW - timedelta(days=400, minutes=number):%a, %d %b %Y %H:%M:%S} +0000</pubDate>"
        f"<content:encoded><![CDATA[{PARAGRAPH * 8}]]></content:encoded></item>"
        for number in range(ENTRIES)
    )
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{path} – Paper</title>{items}</channel></rss>"
    )
