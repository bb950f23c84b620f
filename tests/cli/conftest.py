"""The program as a script uses it: in this process or in one of its own, over a fake site on a real socket."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from globeterm.__main__ import main
from globeterm.cli import composition
from globeterm.content import Document, Heading, Link, More, Paragraph, Picture, Span
from globeterm.document.codec import to_json
from globeterm.entry import Story
from globeterm.model import FeedCheck
from globeterm.pictures.preparing import prepare_picture
from globeterm.sample.paper import open_paper
from globeterm.sample.site import SampleSite
from globeterm.storage.articles import ArticleStore
from globeterm.storage.database import open_database
from globeterm.storage.documents import DocumentStore
from globeterm.storage.feeds import FeedStore
from globeterm.web.slots import Spacing

GLOBE_POST = "https://theglobepost.com"
NOON = datetime(2019, 11, 18, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Outcome:
    """What a call of the program came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Program:
    """The program with a home folder of its own."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home = home
        self._capsys = capsys

    def __call__(self, *argv: str) -> Outcome:
        """Run it in this process."""
        code = main(["--home", str(self.home), *argv])
        captured = self._capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    def start(
        self, *argv: str, environment: Mapping[str, str] | None = None, **keywords: Any
    ) -> "subprocess.Popen[bytes]":
        """Start it in a process of its own, with nothing on stdin."""
        keywords = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | keywords
        return subprocess.Popen(
            [sys.executable, "-m", "globeterm", "--home", str(self.home), *argv],
            env={**os.environ, **(environment or {})},
            **keywords,
        )

    def alone(self, *argv: str, environment: Mapping[str, str] | None = None) -> Outcome:
        """Run it in a process of its own."""
        with self.start(*argv, environment=environment) as process:
            out, err = process.communicate(timeout=60)
        return Outcome(process.returncode, out.decode(), err.decode())


@pytest.fixture(autouse=True)
def quiet_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A terminal of 80 columns in UTC, no browser, no home folder of anybody, and signal handlers put back."""
    for name in (
        "NO_COLOR",
        "FORCE_COLOR",
        "GLOBETERM_HOME",
        "BROWSER",
        "DISPLAY",
        "WAYLAND_DISPLAY",
        "SSH_CONNECTION",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))
    time.tzset()
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)
    monkeypatch.undo()
    time.tzset()


_SMALL: list[Any] = []


def _small_picture(body: bytes) -> Any:
    if not _SMALL:
        _SMALL.append(prepare_picture(body))
    return _SMALL[0]


class Bench:
    """The workshop's work done in this very process; what the workshop itself is worth is tested where it is made."""

    async def run(self, fn: Callable[..., Any], *args: Any, what: str, memory: int | None = None) -> Any:
        """Do a task; of pictures only the first is made small, all others are it."""
        return _small_picture(*args) if fn is prepare_picture else fn(*args)

    async def aclose(self) -> None:
        """Nothing is left over."""


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No process for every run of the program in this one, and no pause between two requests to the test's own site."""

    async def turn(self: Spacing, host: str) -> None:
        pass

    monkeypatch.setattr(composition, "Workshop", Bench)
    monkeypatch.setattr(Spacing, "turn", turn)


@pytest.fixture
def globe(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Program:
    """The program, with nothing stored."""
    return Program(tmp_path / "home", capsys)


def story(number: int, **changes: Any) -> Story:
    """A story of the library; the first is the newest."""
    plain = Story(
        entry_id=f"story-{number}",
        title=f"Harbour Strike Enters Day {number}",
        url=f"{GLOBE_POST}/2019/11/18/harbour-strike-{number}/",
        authors=("Abena Fosu",),
        published=NOON - timedelta(days=number),
        updated=None,
        tags=("ports",),
        summary="Dockers say they will stay out.",
        minutes=None,
        digest=bytes([number]),
        document=None,
    )
    return replace(plain, **changes)


DOCUMENT = Document(
    url=f"{GLOBE_POST}/2019/11/18/harbour-strike-1/",
    title="Harbour Strike Enters Day 1",
    blocks=(
        Paragraph((Span("Dockers walked out on "), Span("Monday", link="https://union.example/"), Span("."))),
        Heading(2, (Span("What they want"),)),
        Paragraph(
            (Span("More pay and "), Span("fewer", strong=True), Span(" hours.")),
        ),
        More("More on the Subject", (Link("Last Year’s Strike", f"{GLOBE_POST}/2018/strike/"),)),
    ),
    authors=("Abena Fosu",),
    published=NOON - timedelta(days=1),
    sections=("World",),
    tags=("ports",),
    picture=Picture("https://theglobepost.com/a.jpg", "A quay", "The quay on Monday.", "AFP"),
    author_note="Abena Fosu writes on work.",
    related=(Link("A Port Reopens", f"{GLOBE_POST}/2019/port/", ("Staff Writer",), NOON),),
    previous=Link("Before", f"{GLOBE_POST}/before/"),
)


def stock(home: Path, stories: Mapping[str, Sequence[Story]], *, at: datetime = NOON) -> None:
    """Put stories into the library, by section key and name ("world World")."""
    database = open_database(home / "data" / "library.sqlite", now=lambda: at)
    try:
        for section, some in stories.items():
            key, _, name = section.partition(" ")
            feed = FeedStore(database).ensure(GLOBE_POST, key, name, f"{GLOBE_POST}/category/{key}/feed/")
            ArticleStore(database).save(feed.id, some, FeedCheck(at, at), at)
    finally:
        database.close()


@pytest.fixture
def stocked(globe: Program) -> Program:
    """The program with three stories in its library, the first with its text, whose page has been read."""
    first = story(1, document=to_json(DOCUMENT), minutes=4)
    stock(globe.home, {"world World": [first, story(2), story(3)], "business Business": [story(3)]})
    database = open_database(globe.home / "data" / "library.sqlite", now=lambda: NOON)
    article = ArticleStore(database).by_address(GLOBE_POST, DOCUMENT.url)
    assert article is not None
    DocumentStore(database).put_pages(article.id, None, None, NOON)
    database.close()
    return globe


@contextmanager
def serving(answer: Any) -> Iterator[str]:
    """Serve ``answer(method, url, headers)`` on a real socket; yields the address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            given = answer("GET", self.path, dict(self.headers.items()))
            self.send_response_only(given.status)
            for name, value in given.headers:
                self.send_header(name, value)
            if given.status != 304:
                self.send_header("Content-Length", str(len(given.body)))
            self.end_headers()
            self.wfile.write(given.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Site:
    """A site on a real socket. ``broken`` paths answer 500, ``gone`` ones 404."""

    address: str = ""
    paper: SampleSite | None = None
    broken: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def answer(self, method: str, url: str, headers: Mapping[str, str]) -> Any:
        assert self.paper is not None
        given = self.paper.answer(method, url, headers)
        if url.startswith(self.gone) and self.gone:
            return replace(given, status=404, body=b"")
        return replace(given, status=500, body=b"") if url.startswith(self.broken) and self.broken else given


@pytest.fixture
def site() -> Iterator[Site]:
    """The sample paper as a real site."""
    site = Site()
    with serving(site.answer) as address:
        site.address = address
        site.paper = SampleSite(replace(open_paper(), home=address))
        yield site
