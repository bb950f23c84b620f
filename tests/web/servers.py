"""What the tests of the web talk to: a clock, a server of raw bytes, and a WordPress as far as conditional GET goes."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from globeterm.web.cache import ResourceCache
from globeterm.web.client import CachingClient

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
NEVER = timedelta(days=1)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, start: datetime = NOON) -> None:
        self.time = start

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **by: float) -> None:
        self.time += timedelta(**by)


def http_date(moment: datetime) -> str:
    return moment.strftime("%a, %d %b %Y %H:%M:%S GMT")


Headers = Mapping[str, str] | Iterable[tuple[str, str]] | Sequence[tuple[bytes, bytes]]


def reply(status: int = 200, headers: Headers = (), body: bytes = b"body") -> httpx.Response:
    """An answer as a network gives it: its body is a stream of raw bytes."""
    pairs = list(headers.items()) if isinstance(headers, Mapping) else list(headers)
    return httpx.Response(status, headers=pairs, stream=httpx.ByteStream(body))


Script = Callable[[httpx.Request], httpx.Response]


class Site:
    """A scripted site: answers by ``script`` and keeps every request."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return self.script(request)

    @property
    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self)

    def header(self, name: str) -> str | None:
        """A field of the newest request."""
        return self.requests[-1].headers.get(name)


def always(status: int = 200, headers: Headers = (), body: bytes = b"body") -> Script:
    return lambda _: reply(status, headers, body)


def in_turn(*answers: httpx.Response | Exception) -> Script:
    """A script that gives one answer after the other."""
    left = iter(answers)

    def script(_: httpx.Request) -> httpx.Response:
        answer = next(left)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return script


@asynccontextmanager
async def client_for(
    site: Site | httpx.AsyncBaseTransport, folder: Path, clock: Clock | None = None, **options: object
) -> AsyncIterator[CachingClient]:
    transport = site.transport if isinstance(site, Site) else site
    client = CachingClient(
        ResourceCache(folder / "cache.sqlite"),
        transport,
        now=clock or Clock(),
        **options,  # type: ignore[arg-type]
    )
    try:
        yield client
    finally:
        await client.aclose()


class WordPress:
    """A WordPress feed behind nginx with gzip: the table of conditional answers that was measured.

    Both validators must agree, entity tags are compared as text with the strong form; with ``Accept-Encoding: gzip``
    the tag goes out weak.
    """

    def __init__(self, body: bytes = b"<rss/>", apache: bool = False) -> None:
        self.body = body
        self.apache = apache
        self.etag = '"8d65000035f52d55b2aef0678147c413"'
        self.modified = datetime(2025, 6, 18, 1, 11, 35, tzinfo=UTC)
        self.statuses: list[int] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        response = self.answer(request)
        self.statuses.append(response.status_code)
        return response

    def answer(self, request: httpx.Request) -> httpx.Response:
        validators = {"Last-Modified": http_date(self.modified), "ETag": self.etag}
        if self.unchanged(request.headers.get("If-None-Match"), request.headers.get("If-Modified-Since")):
            return reply(304, validators, b"")
        headers = {"Content-Type": "application/rss+xml; charset=UTF-8", "Vary": "Accept-Encoding", **validators}
        if "gzip" not in request.headers.get("Accept-Encoding", ""):
            return reply(200, headers, self.body)
        headers["ETag"] = f'{self.etag[:-1]}-gzip"' if self.apache else f"W/{self.etag}"
        return reply(200, {**headers, "Content-Encoding": "gzip"}, gzip.compress(self.body))

    def unchanged(self, tag: str | None, since: str | None) -> bool:
        if tag is None and since is None:
            return False
        return (tag is None or tag == self.etag) and (since is None or self.not_after(since))

    def not_after(self, since: str) -> bool:
        try:
            asked = datetime.strptime(since, "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=UTC)
        except ValueError:
            return False
        return self.modified <= asked


Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class RawServer:
    """A server on 127.0.0.1 that says exactly the bytes it is told to."""

    def __init__(self, talk: Talk | bytes, host: str = "127.0.0.1") -> None:
        self.talk = talk
        self.host = host
        self.heads: list[bytes] = []
        self.port = 0

    @property
    def home(self) -> str:
        return f"http://{self.host}:{self.port}"

    async def __aenter__(self) -> "RawServer":
        self._server = await asyncio.start_server(self._serve, self.host, 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            self.heads.append(await reader.readuntil(b"\r\n\r\n"))
            if isinstance(self.talk, bytes):
                writer.write(self.talk)
                await writer.drain()
            else:
                await self.talk(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()


def message(body: bytes = b"hello", *headers: bytes, status: bytes = b"200 OK") -> bytes:
    """A whole HTTP/1.1 answer, closed after it."""
    lines = [b"HTTP/1.1 " + status, b"Content-Length: %d" % len(body), b"Connection: close", *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body
