"""The library: what screens and commands ask, of one edition. Async; nothing here waits for the network but by name."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from globeterm.addresses import safe_url
from globeterm.edition import SAMPLE_HOME
from globeterm.errors import UnreachableError, UsageError
from globeterm.library.loading import load
from globeterm.library.urgency import Urgency
from globeterm.model import FRONT, SAVED, Counts, RefreshResult

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Sequence
    from datetime import datetime

    from globeterm.config import WeatherConfig
    from globeterm.content import Document
    from globeterm.edition import Page
    from globeterm.found import SearchResult, SiteResult
    from globeterm.library.examining import RestFinding
    from globeterm.library.front_page import FrontPages
    from globeterm.library.keeping import Keeper
    from globeterm.library.means import Means
    from globeterm.library.paging import Older, Pager
    from globeterm.library.pictures import Pictures
    from globeterm.library.searching import Searcher
    from globeterm.library.stories import Stories
    from globeterm.library.syncing import SyncOrder, SyncStep
    from globeterm.model import Article, Feed, Kept, Place, Session
    from globeterm.storage.standing import StandingStore
    from globeterm.storage.upkeep import Sizes
    from globeterm.weather import Forecast


class Library:
    """One edition's articles, documents and statuses, and the way to bring more.

    ``key`` names a list: a section's key, ``model.FRONT`` or ``model.SAVED``.
    """

    def __init__(self, means: Means) -> None:
        self.edition = means.edition
        self.offline = means.offline
        self._means = means
        self._stores = means.stores
        self._now = means.now
        self._rest: RestFinding | None = None

    @cached_property
    def _stories(self) -> Stories:
        from globeterm.library.stories import Stories  # noqa: PLC0415 - lists are painted first

        return Stories(self._means)

    @cached_property
    def pictures(self) -> Pictures:
        """The pictures of the edition's stories."""
        from globeterm.library.pictures import Pictures  # noqa: PLC0415 - lists are painted first

        return Pictures(self._means)

    @cached_property
    def _front_pages(self) -> FrontPages:
        from globeterm.library.front_page import FrontPages  # noqa: PLC0415 - lists are painted first

        return FrontPages(self._means)

    @cached_property
    def _standing(self) -> StandingStore:
        from globeterm.storage.standing import StandingStore  # noqa: PLC0415 - lists are painted first

        return StandingStore(self._stores.database)

    @cached_property
    def _pager(self) -> Pager:
        from globeterm.library.paging import Pager  # noqa: PLC0415 - what is stored needs none of the parsers

        return Pager(self._means)

    @cached_property
    def _searcher(self) -> Searcher:
        from globeterm.library.searching import Searcher  # noqa: PLC0415 - lists are painted first

        return Searcher(self._means)

    # --- lists ---

    async def counts(self) -> dict[str, Counts]:
        """Count articles and unread ones, by list key, the front page and Saved included."""
        return await self._stores.thread.run(self._stores.articles.counts, self.edition.home)

    async def headlines(
        self, key: str, *, limit: int = 100, unread: bool = False, saved: bool = False
    ) -> list[Article]:
        """Bring the newest articles of a list."""
        return await self._stores.thread.run(
            self._stores.articles.headlines, self.edition.home, key, limit=limit, unread=unread, saved=saved
        )

    async def outline(self, key: str) -> Sequence[int]:
        """Bring the ids of all the articles of a list, newest first."""
        return await self._stores.thread.run(self._stores.articles.outline, self.edition.home, key)

    async def articles(self, ids: Sequence[int]) -> list[Article]:
        """Bring some articles, in the order of their ids; an id that is not there is left out."""
        return await self._stores.thread.run(self._stores.articles.articles, ids)

    async def article(self, article_id: int) -> Article | None:
        """Bring one article."""
        return await self._stores.thread.run(self._stores.articles.get, article_id)

    async def find(self, ref: str) -> Article | None:
        """Bring an article by its id or its address; None when an address is not stored. Raises UsageError."""
        if ref.isascii() and ref.isdigit() and len(ref) < 19:
            article = await self.article(int(ref))
            if article is None:
                raise UsageError(f"no article has the id {ref}; globeterm list --json shows the ids")
            return article
        url = safe_url(ref)
        if url is None:
            raise UsageError(f"“{ref}” is neither the id nor the address of an article")
        return await self._stores.thread.run(self._stores.articles.by_address, self.edition.home, url)

    async def newest_before(self, key: str, time: datetime) -> int | None:
        """Bring the newest article of a list that was here at ``time``: what stands above it has come since."""
        return await self._stores.thread.run(self._standing.newest_before, self.edition.home, key, time)

    async def kept(self) -> Kept:
        """Tell how much of the edition is here, and when all of it was last brought."""
        return await self._stores.thread.run(self._standing.kept, self.edition.home)

    # --- search ---

    async def search(self, query: str, limit: int = 50) -> SearchResult | None:
        """Find stored stories, best first (``globeterm.query``); None when a later search has taken its place."""
        return await self._searcher.stored(query, limit)

    async def found_in(self, document: Document, result: SearchResult) -> tuple[str, ...]:
        """Tell how the words of a search are written in a story, the longest first."""
        return await self._searcher.forms_in(document, result)

    async def search_site(self, query: str, page: int = 1, *, keep: bool = True) -> SiteResult:
        """Ask the site's own search; what it finds is stored. Raises UnreachableError, BadInputError, StorageError.

        Without ``keep``, as where another globeterm holds the library, nothing is stored.
        """
        return await self._searcher.at_the_site(query, page, keep=keep)

    # --- stories ---

    async def document(self, article: Article) -> Document:
        """Bring an article's text, stored or from its page. Raises UnreachableError or BadInputError."""
        return await self._stories.of_article(article)

    async def furnished(self, article: Article) -> Document | None:
        """Bring an article's document with all that its page says beside the feed's text; None when that is no more.

        The page is asked for once, and again when the feed says that the article changed. Never raises for the web.
        """
        return None if self.offline else await self._stories.furnished(article)

    async def changes(self, article: Article) -> Document | None:
        """Bring a story with what was added to it and removed from it marked; None when it was never changed.

        It is compared with the version that the reader saw last, or else with the one before the present.
        """
        return await self._stories.changes(article)

    async def is_taken_down(self, article: Article) -> bool:
        """Tell whether the site has taken down the page of a story whose text is stored, as far as that is known."""
        return await self._stories.is_taken_down(article)

    async def page(self, page: Page) -> Document:
        """Bring one of the publication's own pages. Raises UnreachableError or BadInputError."""
        return await self._stories.of_page(page)

    async def story_at(self, url: str) -> Document:
        """Bring the story at an address that the reader typed, without storing it. Raises as ``document`` does."""
        return await self._stories.at(url)

    async def linked(self, url: str) -> Document:
        """Bring what a story links to and is no article, on behalf of the edition; stored like one of its pages.

        The front page is what it features and recommends. Raises as ``document`` does; a public edition never leads to
        a private address (SEC-13).
        """
        front = await self.front_page() if url.rstrip("/") == self.edition.home else None
        return front or await self._stories.of_address(url)

    async def front_page(self) -> Document | None:
        """Bring what the site’s front page features and recommends, as last seen; None when that is not known."""
        return await self._front_pages.document()

    async def forecast(self, wanted: WeatherConfig, *, ask: bool) -> Forecast | None:
        """Bring the weather as it was last told; to ``ask`` for it is done at most once an hour, and never offline.

        The sample edition has a weather of its own, and asks nobody.
        Raises UnreachableError and BadInputError.
        """
        from globeterm.library.weather import WeatherDesk  # noqa: PLC0415 - lists are painted first

        if self.edition.home == SAMPLE_HOME:
            wanted = replace(wanted, address=SAMPLE_HOME, places=SAMPLE_HOME)
        desk = WeatherDesk(wanted, self._means)
        return await desk.current() if ask and not self.offline else await desk.stored()

    async def place_at(self, url: str) -> Place:
        """Bring the place in what is read at an address that is no article's."""
        return await self._stores.thread.run(self._stores.statuses.place_at, url)

    async def keep_place_at(self, url: str, place: Place) -> None:
        """Keep the place in what is read at an address that is no article's."""
        await self._stores.thread.run(self._stores.statuses.keep_place_at, url, place, self._now())

    # --- refresh ---

    async def refresh(
        self, keys: Sequence[str] | None = None, *, urgency: Urgency = Urgency.DUE
    ) -> AsyncIterator[RefreshResult]:
        """Check the feeds of some sections, or of all, one result each as it finishes; offline none is asked.

        With all of them goes the site's front page, once any of them has answered.
        """
        sections = [section for section in self.edition.walk() if keys is None or section.key in keys]
        if self.offline:
            for section in sections:
                yield RefreshResult(section.name, self.edition.feed_address(section), "cached")
            return
        await load("globeterm.library.refreshing")
        from globeterm.library.refreshing import Refresher  # noqa: PLC0415 - what is stored needs none of the parsers

        refresher = Refresher(self._means)
        has_answer = False
        async for result in refresher.run(sections, urgency, is_named=keys is not None):
            has_answer |= result.status in ("new", "unchanged")
            yield result
        if keys is None and has_answer:
            await self._front_pages.check(urgency)

    async def older(self, key: str) -> Older:
        """Bring what is next behind a list's stories; behind the front page's, of every section.

        Raises UnreachableError or BadInputError when nothing can be had.
        """
        await load("globeterm.library.paging")
        from globeterm.library.paging import Older  # noqa: PLC0415 - what is stored needs none of the parsers

        if key == SAVED:
            return Older(0, is_end=True)
        if self.offline:
            raise UnreachableError("older stories can't be brought: globeterm is offline")
        keys = [section.key for section in self.edition.walk()] if key == FRONT else [key]
        before = (await self.counts()).get(key, Counts()).articles
        older = await self._pager.older(keys)
        return replace(older, new=(await self.counts()).get(key, Counts()).articles - before)

    async def sync(self, order: SyncOrder) -> AsyncGenerator[SyncStep, None]:
        """Bring all that is wanted for reading offline, step by step. Raises StorageError; nothing else stops it."""
        from globeterm.library.syncing import Syncer, offline_order  # noqa: PLC0415 - what is stored needs none of the parsers

        syncer = Syncer(
            self.edition,
            self._stores,
            refresh=partial(self.refresh, urgency=Urgency.STALE),
            pager=self._pager,
            stories=self._stories,
            pictures=self.pictures,
            keeper=self._keeper,
        )
        async for step in syncer.run(order if not self.offline else offline_order(order)):
            yield step
        if order.keys is None and not self.offline:
            await self._stores.thread.run(self._standing.synced, self.edition.home, self._now())

    # --- upkeep ---

    @cached_property
    def _keeper(self) -> Keeper:
        from globeterm.library.keeping import Keeper  # noqa: PLC0415 - lists are painted first

        return Keeper(self.edition.home, self._stores, now=self._now)

    async def sizes(self) -> Sizes:
        """Weigh the library file, by what is in it. Raises StorageError."""
        return await self._keeper.sizes()

    async def compact(self) -> int:
        """Give the library file's free room back to the disk; returns the bytes. Only for who holds the library.

        Raises StorageError.
        """
        return await self._keeper.compact()

    async def rest(self) -> RestFinding:
        """Tell whether the site's REST API is open. It is asked once; a failure is asked again."""
        if self._rest is not None:
            return self._rest
        from globeterm.library.examining import Examiner  # noqa: PLC0415 - asked for by who looks at the feeds

        means = self._means
        rest = await Examiner(self.edition, {}, means.client, means.workshop, now=means.now).rest()
        self._rest = rest if rest.is_open else None
        return rest

    async def feeds(self) -> tuple[Feed, ...]:
        """Bring the check history of every section's feed."""
        return await self._stores.thread.run(self._stores.feeds.feeds, self.edition.home)

    async def full_texts(self) -> dict[str, int]:
        """Count the stories of each list that have their whole text here, by list key."""
        return await self._stores.thread.run(self._stores.feeds.full_texts, self.edition.home)

    # --- the reader's own marks ---

    async def mark(self, ids: Sequence[int], *, read: bool) -> list[int]:
        """Mark articles read or unread; returns those that changed, so that undoing marks just these back."""
        return await self._stores.thread.run(self._stores.statuses.mark, ids, read, self._now())

    async def save(self, ids: Sequence[int], *, saved: bool) -> list[int]:
        """Save or unsave articles; returns those that changed."""
        return await self._stores.thread.run(self._stores.statuses.save, ids, saved, self._now())

    async def mark_list(self, key: str) -> list[int]:
        """Mark a whole list read; returns the articles that were unread."""
        return await self._stores.thread.run(self._stores.statuses.mark_list, self.edition.home, key, self._now())

    async def keep_place(self, article_id: int, place: Place) -> None:
        """Keep where the reader is in a story."""
        await self._stores.thread.run(self._stores.statuses.keep_place, article_id, place, self._now())

    async def session(self) -> Session:
        """Bring where the reader left the paper."""
        return await self._stores.thread.run(self._stores.sessions.get, self.edition.home)

    async def keep_session(self, session: Session) -> None:
        """Keep where the reader leaves the paper."""
        await self._stores.thread.run(self._stores.sessions.put, self.edition.home, session, self._now())
