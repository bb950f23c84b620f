"""A site of a few addresses, scripted by a test, and what a library over it needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx

from globeterm.edition import Edition, Page, Section
from globeterm.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Callable

HOME = "https://paper.example"
START = datetime(2025, 6, 18, 12, 0, tzinfo=UTC)

EDITION = Edition(
    name="The Paper",
    home=HOME,
    sections=(
        Section("World", "world", "/category/world/feed/", "world"),
        Section(
            "Opinion",
            "opinion",
            "/category/opinion/feed/",
            "opinion",
            (Section("Stage", "stage", "/category/opinion/stage/feed/", "opinion/stage"),),
        ),
    ),
    pages=(Page("About Us", "/about-us/"),),
)

#: A paragraph long enough to be a story's.
TEXT = "The harbour board met for nine hours on Tuesday and adjourned without naming a successor to its chair. " * 4


def item(number: int, *, title: str | None = None, content: str = TEXT, summary: str = "In short.") -> str:
    """A feed's entry: the higher its number, the newer."""
    published = (START - timedelta(days=30) + timedelta(hours=number)).strftime("%a, %d %b %Y %H:%M:%S +0000")
    full = f"<content:encoded><![CDATA[<p>{content}</p><p>{content}</p>]]></content:encoded>" if content else ""
    return (
        f"<item><title>{title or f'Story {number}'}</title><link>{HOME}/2025/06/story-{number}/</link>"
        f"<dc:creator><![CDATA[Abena Fosu]]></dc:creator><pubDate>{published}</pubDate>"
        f'<guid isPermaLink="false">{HOME}/?p={number}</guid>'
        f"<description><![CDATA[{summary}]]></description>{full}</item>"
    )


def rss(title: str, *items: str) -> bytes:
    """A feed document."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>{title}</title><link>{HOME}</link>{''.join(items)}</channel></rss>"
    ).encode()


def page(headline: str, *paragraphs: str) -> bytes:
    """An article's page."""
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f"<!doctype html><html><head><title>{headline} – The Paper</title></head><body><nav><a href='/'>Home</a></nav>"
        f"<h1 class='jeg_post_title'>{headline}</h1><div class='entry-content'><div class='content-inner'>{body}"
        "</div></div></body></html>"
    ).encode()


@dataclass(slots=True)
class Site:
    """Answers by path; a path that is not there is a 404, and while ``down`` nothing answers."""

    answers: dict[str, httpx.Response | Callable[[httpx.Request], httpx.Response]] = field(default_factory=dict)
    requests: list[httpx.Request] = field(default_factory=list)
    down: bool = False

    def feed(self, path: str, document: bytes, **headers: str) -> None:
        """Answer a path with a feed."""
        self._put(path, document, {"Content-Type": "application/rss+xml; charset=UTF-8", **headers})

    def page(self, path: str, document: bytes) -> None:
        """Answer a path with a page."""
        self._put(path, document, {"Content-Type": "text/html; charset=UTF-8"})

    def asked(self, path: str) -> list[httpx.Request]:
        """The requests that came for a path."""
        return [request for request in self.requests if request.url.path == path]

    def transport(self) -> httpx.MockTransport:
        """The site, as a client's transport."""
        return httpx.MockTransport(self._answer)

    def _put(self, path: str, document: bytes, headers: dict[str, str]) -> None:
        self.answers[path] = lambda request: httpx.Response(200, headers=headers, content=document)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if self.down:
            raise httpx.ConnectError("no route to the site")
        answer = self.answers.get(request.url.path, httpx.Response(404, content=b"no"))
        return answer if isinstance(answer, httpx.Response) else answer(request)


@dataclass(slots=True)
class Clock:
    """A clock that stands still until a test moves it."""

    time: datetime = START

    def __call__(self) -> datetime:
        return self.time

    def pass_by(self, **span: float) -> None:
        """Let time pass."""
        self.time += timedelta(**span)


class Bench:
    """The workshop's work done in this very process, so that tests see into it. ``refuses`` stands for its limits."""

    def __init__(self) -> None:
        self.refuses: Callable[[Callable[..., Any], tuple[Any, ...]], bool] = lambda fn, args: False
        self.done: list[str] = []

    async def run(self, fn: Callable[..., Any], *args: Any, what: str, memory: int | None = None) -> Any:
        self.done.append(fn.__name__)
        if self.refuses(fn, args):
            raise BadInputError(f"{what} is too expensive to read")
        return fn(*args)

    async def aclose(self) -> None:
        """Nothing is left over."""
