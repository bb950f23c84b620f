"""A library in memory with the methods of the real one, and the apps that the screens' tests drive."""

from __future__ import annotations

from array import array
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING

from textual.worker import WorkerCancelled, WorkerFailed

from globeterm.config import Config
from globeterm.content import Document, Paragraph, Span, plain
from globeterm.edition import Edition, Page, Section
from globeterm.errors import GlobetermError, UnreachableError
from globeterm.found import Hit, SearchResult, SiteResult, Snippet
from globeterm.library.examining import RestFinding
from globeterm.library.paging import Older
from globeterm.model import FRONT, PICKS, SAVED, Article, Counts, Feed, Kept, Place, RefreshResult, Session
from globeterm.ui.app import GlobeApp
from globeterm.ui.paper import PaperScreen

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence

    from textual.message import Message
    from textual.pilot import Pilot

    from globeterm.config import WeatherConfig
    from globeterm.library.syncing import SyncOrder, SyncStep
    from globeterm.weather import Forecast

NOW = datetime(2025, 6, 17, 12, 0, tzinfo=UTC)

EDITION = Edition(
    name="The Globe Post",
    home="https://paper.example",
    sections=(
        Section("National", "national", "/category/national/feed/", "national"),
        Section("World", "world", "/category/world/feed/", "world"),
        Section("Business", "business", "/category/business/feed/", "business"),
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

TITLES = (
    "Ministry Defends Cuts After Leak of Minutes",
    "Rare Harbour Strike Ends After Eleven Days",
    "A Town Counts Its Bridges, and Finds One Too Many",
    "Grain Prices Fall as the Northern Ports Reopen",
    "The Last Ferry Pilot of the Lower Delta",
    "Court Orders New Vote in Three Districts",
)


def make_article(number: int, **changes: object) -> Article:
    """Article ``number``: the higher, the older."""
    article = Article(
        id=number,
        title=f"{TITLES[number % len(TITLES)]} ({number})",
        url=f"https://paper.example/2025/06/story-{number}/",
        authors=("Abena Fosu",) if number % 2 else ("Staff Writer", "AFP"),
        published=NOW - timedelta(hours=5 * number),
        sections=("World",),
        summary=f"What story {number} is about.",
        minutes=3 + number % 5,
        offline="full" if number % 3 else "summary",
    )
    return replace(article, **changes)  # type: ignore[arg-type]


def make_document(article: Article, paragraphs: int = 12) -> Document:
    """A story of some paragraphs that name the article."""
    text = "The ministry on Monday vowed it would keep the cuts, whatever the minutes say of them. " * 3
    blocks = tuple(Paragraph((Span(f"{article.title}, paragraph {n}. {text}"),)) for n in range(1, paragraphs + 1))
    return Document(url=article.url or "", title=article.title, blocks=blocks, published=article.published)


class FakeLibrary:
    """The real one's methods over dictionaries. ``lists`` is ids by list key, newest first.

    ``results`` answers refreshes, and may store something first by ``on_refresh``.
    """

    def __init__(
        self,
        articles: Sequence[Article] = (),
        lists: Mapping[str, Sequence[int]] | None = None,
        *,
        edition: Edition = EDITION,
        offline: bool = False,
        session: Session | None = None,
    ) -> None:
        self.edition = edition
        self.offline = offline
        self.stored = {article.id: article for article in articles}
        self.lists = {FRONT: [article.id for article in articles], **(lists or {})}
        self.kept_session = session or Session()
        self.checks: tuple[Feed, ...] = ()
        self.documents: dict[int, Document | GlobetermError] = {}
        self.pages: dict[str, Document | GlobetermError] = {}
        self.richer: dict[int, Document] = {}
        self.changed: dict[int, Document] = {}
        self.results: list[RefreshResult] = []
        self.on_refresh: Callable[[], None] = lambda: None
        self.refreshed: list[tuple[str, ...] | None] = []
        self.older_pages: dict[str, list[list[int] | GlobetermError]] = {}
        self.older_asked: list[str] = []
        self.sync_steps: list[SyncStep | GlobetermError] = []
        self.sync_orders: list[SyncOrder] = []
        self.places: list[tuple[int, Place]] = []
        self.page_places: dict[str, Place] = {}
        self.row_calls: list[tuple[int, ...]] = []
        self.taken_down: set[int] = set()
        self.searched: list[str] = []
        self.search_results: dict[str, SearchResult] = {}
        self.site_asked: list[tuple[str, int]] = []
        self.on_site: list[SiteResult | GlobetermError] = []
        self.kept_here = Kept()
        self.rest_api = RestFinding(is_open=True)
        self.came_since: set[int] = set()
        self.front: Document | None = None
        self.picks = 0
        self.told: Forecast | None = None
        self.told_before: Forecast | None = None
        self.weather_asked: list[bool] = []
        self.closed = False

    def ids(self, key: str) -> list[int]:
        if key == SAVED:
            return [article.id for article in self.stored.values() if article.saved]
        return list(self.lists.get(key, ()))

    async def counts(self) -> dict[str, Counts]:
        keys = (FRONT, SAVED, *(section.key for section in self.edition.walk()))
        counts = {
            key: Counts(len(self.ids(key)), sum(not self.stored[i].read for i in self.ids(key) if i in self.stored))
            for key in keys
        }
        return counts | ({PICKS: Counts(self.picks)} if self.picks else {})

    async def headlines(self, key: str, *, limit: int = 100, unread: bool = False) -> list[Article]:
        return await self.articles(self.ids(key)[:limit])

    async def outline(self, key: str) -> Sequence[int]:
        return array("q", self.ids(key))

    async def articles(self, ids: Sequence[int]) -> list[Article]:
        self.row_calls.append(tuple(ids))
        return [self.stored[article_id] for article_id in ids if article_id in self.stored]

    async def article(self, article_id: int) -> Article | None:
        return self.stored.get(article_id)

    async def find(self, ref: str) -> Article | None:
        return next((article for article in self.stored.values() if article.url == ref), None)

    async def document(self, article: Article) -> Document:
        document = self.documents.get(article.id) or make_document(article)
        if isinstance(document, GlobetermError):
            raise document
        return document

    async def is_taken_down(self, article: Article) -> bool:
        return article.id in self.taken_down

    async def furnished(self, article: Article) -> Document | None:
        return self.richer.get(article.id)

    async def linked(self, url: str) -> Document:
        address = url.removeprefix(self.edition.home)
        document = self.pages.get(address) or UnreachableError(f"{address} can’t be reached")
        if isinstance(document, GlobetermError):
            raise document
        return document if document.url.startswith("https:") else replace(document, url=url)

    async def place_at(self, url: str) -> Place:
        return self.page_places.get(url, Place())

    async def changes(self, article: Article) -> Document | None:
        return self.changed.get(article.id)

    async def keep_place_at(self, url: str, place: Place) -> None:
        self.page_places[url] = place

    async def search(self, query: str, limit: int = 50) -> SearchResult | None:
        """All words of a query are in the title; ``instead`` and ``near`` are those of ``search_results``."""
        self.searched.append(query)
        if query in self.search_results:
            return self.search_results[query]
        words = query.lower().split()
        hits = [
            Hit(article, Snippet(article.summary), _places(article.title, words))
            for article in self.stored.values()
            if all(word in article.title.lower() for word in words)
        ]
        return SearchResult(query, len(hits), tuple(hits[:limit]))

    async def found_in(self, document: Document, result: SearchResult) -> tuple[str, ...]:
        text = document.title.lower() + " ".join(plain(block.spans) for block in document.blocks).lower()  # type: ignore[union-attr]
        return tuple(word for word in result.query.lower().split() if word in text)

    async def search_site(self, query: str, page: int = 1) -> SiteResult:
        """Each page is what the site finds, or why it can't be asked; what is found is stored."""
        self.site_asked.append((query, page))
        result = self.on_site.pop(0) if self.on_site else SiteResult()
        if isinstance(result, GlobetermError):
            raise result
        self.stored.update({hit.article.id: hit.article for hit in result.hits if hit.article is not None})
        return result

    async def refresh(
        self, keys: Sequence[str] | None = None, *, urgency: object = None
    ) -> AsyncIterator[RefreshResult]:
        self.refreshed.append(None if keys is None else tuple(keys))
        self.on_refresh()
        for result in list(self.results):
            yield result

    async def older(self, key: str) -> Older:
        """Each page is the ids that it brings, or why it can't be had; behind the last there is nothing."""
        self.older_asked.append(key)
        pages = self.older_pages.get(key, [])
        page = pages.pop(0) if pages else []
        if isinstance(page, GlobetermError):
            raise page
        self.stored.update({number: make_article(number) for number in page})
        self.lists[key] = [*self.lists[key], *page]
        return Older(len(page), is_end=not pages)

    async def sync(self, order: SyncOrder) -> AsyncGenerator[SyncStep, None]:
        self.sync_orders.append(order)
        for step in self.sync_steps:
            if isinstance(step, GlobetermError):
                raise step
            yield step

    async def feeds(self) -> tuple[Feed, ...]:
        return self.checks

    async def rest(self) -> RestFinding:
        return self.rest_api

    async def kept(self) -> Kept:
        return self.kept_here

    async def newest_before(self, key: str, time: datetime) -> int | None:
        return next((i for i in self.ids(key) if i not in self.came_since), None)

    async def front_page(self) -> Document | None:
        return self.front

    async def forecast(self, wanted: WeatherConfig, *, ask: bool) -> Forecast | None:
        self.weather_asked.append(ask)
        return self.told if ask else self.told_before

    async def full_texts(self) -> dict[str, int]:
        return {
            key: sum(self.stored[i].offline == "full" for i in self.ids(key) if i in self.stored) for key in self.lists
        }

    async def mark(self, ids: Sequence[int], *, read: bool) -> list[int]:
        changed = [article_id for article_id in ids if self.stored[article_id].read != read]
        self.stored.update({i: replace(self.stored[i], read=read) for i in changed})
        return changed

    async def save(self, ids: Sequence[int], *, saved: bool) -> list[int]:
        changed = [article_id for article_id in ids if self.stored[article_id].saved != saved]
        self.stored.update({i: replace(self.stored[i], saved=saved) for i in changed})
        return changed

    async def mark_list(self, key: str) -> list[int]:
        return await self.mark(self.ids(key), read=True)

    async def keep_place(self, article_id: int, place: Place) -> None:
        self.places.append((article_id, place))
        self.stored[article_id] = replace(self.stored[article_id], place=place)

    async def session(self) -> Session:
        return self.kept_session

    async def keep_session(self, session: Session) -> None:
        self.kept_session = session

    async def aclose(self) -> None:
        self.closed = True


def _places(title: str, words: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Where words stand in a title."""
    found = ((title.lower().find(word), len(word)) for word in words)
    return tuple(sorted((start, start + length) for start, length in found if start >= 0))


def some_paper(count: int = 30, **options: object) -> FakeLibrary:
    """A paper of some stories: World has every other of them, Business every fifth, the rest none."""
    articles = [make_article(number) for number in range(1, count + 1)]
    lists = {"world": [a.id for a in articles if a.id % 2], "business": [a.id for a in articles if a.id % 5 == 0]}
    return FakeLibrary(articles, lists, **options)  # type: ignore[arg-type]


def make_app(paper: FakeLibrary, sample: FakeLibrary | None = None, *, config: Config | None = None) -> GlobeApp:
    """The app over a library in memory, at noon of 17 June 2025."""
    stand_in = sample or FakeLibrary(edition=replace(EDITION, name="Sample", home="https://sample.example"))
    return GlobeApp(paper, lambda: stand_in, config=config or Config(), now=lambda: NOW)  # type: ignore[arg-type, return-value]


async def settle(pilot: Pilot[None]) -> None:
    """Until every worker has ended and every message has been handled; stories count as read only when told to."""
    quiet = 0
    while quiet < 5:
        await pilot.pause(0)
        crew = sheet_of(pilot)._crew
        if crew is not None:
            crew.story._displayed_after = 3600.0
        unfinished = [worker for worker in pilot.app.workers if not worker.is_finished]
        quiet = 0 if unfinished else quiet + 1
        for worker in unfinished:
            with suppress(WorkerCancelled, WorkerFailed):
                await worker.wait()


@asynccontextmanager
async def running(app: GlobeApp, size: tuple[int, int] = (120, 36)) -> AsyncIterator[Pilot[None]]:
    """The app on a screen of that size, its first page painted and all that follows done."""
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield pilot


async def until(pilot: Pilot[None], reached: Callable[[], object], seconds: float = 60) -> None:
    """Until something holds; the limit only says when to give up."""
    end = monotonic() + seconds
    while not reached():
        assert monotonic() < end, "it did not happen"
        await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, and wait until what they do is done."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def sheet_of(pilot: Pilot[None]) -> PaperScreen:
    """The paper's screen, whatever stands over it."""
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, PaperScreen)
    return screen


def lines_of(pilot: Pilot[None]) -> list[str]:
    """What stands on the screen, line by line."""
    return ["".join(segment.text for segment in strip) for strip in pilot.app.screen._compositor.render_strips()]


def text_of(pilot: Pilot[None]) -> str:
    """What stands on the screen."""
    return "\n".join(lines_of(pilot))


def story_of(pilot: Pilot[None]) -> str:
    """What stands in the story's pane, with single blanks."""
    pane = sheet_of(pilot).crew.story
    columns = slice(pane.region.x, pane.region.right - 1)
    return " ".join(" ".join(line[columns] for line in lines_of(pilot)[pane.region.y : pane.region.bottom]).split())


class Recorder:
    """Notes messages of some classes in the order in which they are handled, each once."""

    def __init__(self, *classes: type[Message]) -> None:
        self._classes = classes
        self.messages: list[Message] = []

    def __call__(self, message: Message) -> None:
        if isinstance(message, self._classes) and not any(message is seen for seen in self.messages):
            self.messages.append(message)

    @property
    def names(self) -> list[str]:
        return [type(message).__qualname__ for message in self.messages]
