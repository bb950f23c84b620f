"""A whole program over a scripted site: the real library, its file, its cache and its client, and a clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

import httpx

from globeterm.edition import Edition, Section
from globeterm.library.means import Means
from globeterm.library.service import Library
from globeterm.library.stores import Stores
from globeterm.library.urgency import Urgency
from globeterm.storage.database import open_database
from globeterm.storage.thread import DatabaseThread
from globeterm.web.cache import ResourceCache
from globeterm.web.client import CachingClient
from tests.library.site import HOME, Bench, Clock, item, rss

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from globeterm.model import Feed, RefreshResult
    from globeterm.web.slots import Spacing
    from globeterm.workshop import Workshop

    Answer = httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]

FEED = rss("One – The Paper", item(3), item(2))


def edition(sections: int) -> Edition:
    """An edition of sections called One, Two, …, at /1/feed/, /2/feed/, …"""
    names = ("One", "Two", "Three", "Four")
    made = (
        Section(names[number - 1] if number <= len(names) else f"No {number}", f"s{number}", path(number), f"s{number}")
        for number in range(1, sections + 1)
    )
    return Edition(name="The Paper", home=HOME, sections=tuple(made))


def path(number: int = 1) -> str:
    return f"/{number}/feed/"


def says(status: int = 200, body: bytes = FEED, **headers: str) -> httpx.Response:
    """An answer as bytes from a network; underscores in the names of fields are hyphens."""
    pairs = [(name.replace("_", "-"), value.encode("latin-1")) for name, value in headers.items()]
    if status == 200:
        pairs.append(("Content-Type", b"application/rss+xml; charset=UTF-8"))
    return httpx.Response(status, headers=pairs, stream=httpx.ByteStream(body if status not in (204, 304) else b""))


@dataclass
class Site:
    """Answers each path by its script: the answers in turn, and the last one for good. Keeps every request."""

    scripts: dict[str, list[Answer]] = field(default_factory=dict)
    requests: list[httpx.Request] = field(default_factory=list)

    def script(self, where: str, *answers: Answer) -> None:
        self.scripts[where] = list(answers)

    def asked(self, where: str) -> list[httpx.Request]:
        return [request for request in self.requests if _address(request).endswith(where)]

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        known = [where for where in self.scripts if _address(request).endswith(where)]
        script = self.scripts[max(known, key=len)] if known else [says(404, b"no")]
        given = script.pop(0) if len(script) > 1 else script[0]
        if isinstance(given, Exception):
            raise given
        made = given if isinstance(given, httpx.Response) else given(request)
        return httpx.Response(made.status_code, headers=made.headers.raw, stream=made.stream)


def _address(request: httpx.Request) -> str:
    return str(request.url)


class Paper:
    """The program with its files in ``folder``; ``chance`` is the jitter of its next checks."""

    def __init__(
        self,
        folder: Path,
        site: Site,
        clock: Clock,
        *,
        sections: int = 1,
        chance: float = 0.0,
        spacing: Spacing | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.folder = folder
        self.site = site
        self.clock = clock
        self.bench = Bench()
        self.edition = edition(sections)
        self._chance = chance
        self._spacing = spacing
        self._transport = transport

    async def __aenter__(self) -> Paper:
        self.thread = DatabaseThread()
        database = await self.thread.run(open_database, self.folder / "library.sqlite", now=self.clock)
        self.stores = Stores(database, self.thread)
        self.client = CachingClient(
            ResourceCache(self.folder / "cache.sqlite"),
            self._transport or httpx.MockTransport(self.site.answer),
            now=self.clock,
            spacing=self._spacing,
        )
        self.library = Library(
            Means(
                self.edition,
                self.stores,
                lambda: self.client,
                cast("Workshop", self.bench),
                self.clock,
                lambda: self._chance,
            )
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.client.aclose()
        await self.thread.run(self.stores.database.close)
        self.thread.close()

    async def restart(self) -> None:
        """End the program and start it again over the same files."""
        await self.__aexit__()
        await self.__aenter__()

    async def refresh(self, urgency: Urgency = Urgency.STALE) -> list[RefreshResult]:
        """Check every section, by name, so that the front page is left out of the count."""
        keys = [section.key for section in self.edition.walk()]
        results = [result async for result in self.library.refresh(keys, urgency=urgency)]
        return sorted(results, key=lambda result: result.url)

    async def due(self) -> list[RefreshResult]:
        """What the clock alone would do now."""
        return await self.refresh(Urgency.DUE)

    async def feed(self, number: int = 1) -> Feed:
        return next(feed for feed in await self.library.feeds() if feed.section == f"s{number}")

    async def feeds_address(self, number: int = 1) -> str | None:
        """Where a section is asked, None before it ever was."""
        return next((feed.address for feed in await self.library.feeds() if feed.section == f"s{number}"), None)

    async def wait(self, number: int = 1) -> float:
        """For how many minutes the clock leaves a feed alone from now on."""
        due = (await self.feed(number)).due
        assert due is not None
        return (due - self.clock()).total_seconds() / 60

    async def titles(self, number: int = 1) -> list[str]:
        return [article.title for article in await self.library.headlines(f"s{number}")]

    def sent(self, where: str = path()) -> list[dict[bytes, bytes]]:
        """The fields of each request for an address as bytes, names in lower case."""
        return [{name.lower(): value for name, value in request.headers.raw} for request in self.site.asked(where)]

    def conditions(self, where: str = path()) -> list[tuple[bytes | None, bytes | None]]:
        """If-None-Match and If-Modified-Since of each request for an address."""
        return [(sent.get(b"if-none-match"), sent.get(b"if-modified-since")) for sent in self.sent(where)]


def at(time: datetime) -> str:
    """A time as HTTP writes it."""
    return time.strftime("%a, %d %b %Y %H:%M:%S GMT")
