"""A sync: what makes the whole paper readable offline, in four phases, each resumed where it was stopped.

There is no record of a sync: what is left to do is what is not stored. So it may be killed at any moment.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal

from globeterm.content import Picture
from globeterm.errors import EXIT_PARTLY, GlobetermError, UnreachableError
from globeterm.library.crowd import Crowd, Task
from globeterm.library.keeping import Retention
from globeterm.limits import CONNECTIONS
from globeterm.model import FRONT
from globeterm.storage.intake import NOTHING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from globeterm.content import Document
    from globeterm.edition import Edition, Section
    from globeterm.library.keeping import Keeper
    from globeterm.library.paging import Pager
    from globeterm.library.pictures import Pictures
    from globeterm.library.stores import Stores
    from globeterm.library.stories import Stories
    from globeterm.model import Article, Feed, RefreshResult
    from globeterm.storage.intake import Saved
    from globeterm.storage.pictures import Wish

Phase = Literal["sections", "older stories", "stories", "pictures", "room"]

#: How many articles are looked at in one piece.
_SOME: Final = 200


@dataclass(frozen=True, slots=True)
class SyncOrder:
    """What to bring: the sections of ``keys`` or all of them, ``pages`` older pages of each behind the newest one.

    ``stories`` is how many of the newest stories of each list are brought in full, None for all of them. What
    ``retention`` does not keep any longer is given up in the end. Without ``feeds`` these are not asked, for they have
    just been; ``gently`` brings one piece after the other, and is in nobody's way.
    """

    keys: Sequence[str] | None = None
    pages: int = 0
    stories: int | None = None
    pictures: bool = True
    retention: Retention = field(default_factory=Retention)
    feeds: bool = True
    gently: bool = False


@dataclass(frozen=True, slots=True)
class SyncStep:
    """How far a phase is: ``done`` of ``wanted`` pieces, ``failed`` of these in vain. Each phase begins with a step.

    ``error`` says what went wrong with the piece that was just done, ``errors`` how often anything has; a story whose
    page could not be read, but whose text is here, did not fail. ``resting`` of the failed ones were in vain before,
    and were not asked for this time. ``result`` is what a section's feed brought; with older stories it has another
    result in that phase, in place of the first.
    """

    phase: Phase
    wanted: int
    done: int = 0
    failed: int = 0
    errors: int = 0
    resting: int = 0
    error: str = ""
    result: RefreshResult | None = None

    def after(self, *, failed: bool, error: str = "", result: RefreshResult | None = None) -> SyncStep:
        """The next step, once one more piece has ended so."""
        errors = self.errors + (failed or bool(error))
        return replace(self, done=self.done + 1, failed=self.failed + failed, errors=errors, error=error, result=result)


class Syncer:
    """Brings what is not stored. ``refresh`` checks the feeds of some sections, or of all."""

    def __init__(
        self,
        edition: Edition,
        stores: Stores,
        *,
        refresh: Callable[[Sequence[str] | None], AsyncIterator[RefreshResult]],
        pager: Pager,
        stories: Stories,
        pictures: Pictures,
        keeper: Keeper,
    ) -> None:
        self._edition = edition
        self._stores = stores
        self._refresh = refresh
        self._pager = pager
        self._stories = stories
        self._pictures = pictures
        self._keeper = keeper
        self._crowd = Crowd(CONNECTIONS)

    async def run(self, order: SyncOrder) -> AsyncIterator[SyncStep]:
        """Yield every step. Raises StorageError when nothing can be stored any more; what came until then is kept."""
        results: dict[str, RefreshResult] = {}
        self._crowd = Crowd(1 if order.gently else CONNECTIONS)
        if order.feeds:
            async for step in self._sections(order, results):
                yield step
        if order.feeds and order.pages:
            async for step in self._older(order, results):
                yield step
        ids = await self._ids(order)
        async for step in self._texts(ids):
            yield step
        if order.pictures:
            async for step in self._illustrations(ids):
                yield step
        if order.retention != Retention():
            thinned = await self._keeper.thin(order.retention)
            yield SyncStep("room", thinned.stories, thinned.stories)

    async def _sections(self, order: SyncOrder, results: dict[str, RefreshResult]) -> AsyncIterator[SyncStep]:
        """Check the feeds; ``results`` are theirs by the names of the sections."""
        yield (step := SyncStep("sections", len(self._wanted(order))))
        async for result in self._refresh(order.keys):
            results[result.section] = result
            error = f"{result.section}: {result.error}" if result.error is not None else ""
            yield (step := step.after(failed=result.status == "failed", error=error, result=result))

    async def _older(self, order: SyncOrder, results: dict[str, RefreshResult]) -> AsyncIterator[SyncStep]:
        """Go back in the sections whose newest page could be had."""
        feeds = {
            feed.section: feed for feed in await self._stores.thread.run(self._stores.feeds.feeds, self._edition.home)
        }
        tasks = [
            Task((section.name, feeds[section.key]), section.name, feeds[section.key].address)
            for section in self._wanted(order)
            if section.key in feeds and results[section.name].status != "failed"
        ]

        async def go_back(item: tuple[str, Feed]) -> None:
            name, feed = item
            async for saved in self._pager.back(feed, order.pages + 1):
                results[name] = with_older(results[name], saved)

        yield (step := SyncStep("older stories", len(tasks)))
        async for outcome in self._crowd.work(tasks, go_back):
            result = results[outcome.item[0]]
            if outcome.failed:
                result = replace(result, status="failed", error=outcome.error or result.error, exit_code=EXIT_PARTLY)
            yield (step := step.after(failed=outcome.failed, error=outcome.error, result=result))

    async def _texts(self, ids: Sequence[int]) -> AsyncIterator[SyncStep]:
        """Bring the texts that are missing, with what their pages say."""
        lacking = await self._stores.thread.run(self._stores.documents.lacking, ids)
        articles = await self._stores.thread.run(self._stores.articles.articles, lacking)
        tasks = [Task(article, f"“{article.title}”", article.url) for article in articles]
        yield (step := SyncStep("stories", len(ids), len(ids) - len(articles)))
        async for outcome in self._crowd.work(tasks, self._whole):
            is_missing = outcome.failed and outcome.item.offline != "full"
            yield (step := step.after(failed=is_missing, error=outcome.error))

    async def _whole(self, article: Article) -> None:
        """Bring a story's text with what its pages say. Raises UnreachableError when some of it can't be had."""
        document = await self._stories.of_article(article)
        document = await self._stories.whole(article) or document
        if await self._stores.thread.run(self._stores.documents.lacking, (article.id,)):
            raise UnreachableError("not all of its pages could be had")
        await self._pictures.list_of({article.id: document})

    async def _illustrations(self, ids: Sequence[int]) -> AsyncIterator[SyncStep]:
        """Bring the pictures that are missing, but for those that are known not to be had."""
        await self._look_at(ids)
        wishes = await self._pictures.wanted(ids)
        vain = sum(wish.is_vain and not wish.is_here for wish in wishes)
        tasks = [Task(wish, wish.url, wish.url) for wish in wishes if not wish.is_here and not wish.is_vain]

        async def bring(wish: Wish) -> None:
            for article_id in wish.articles:
                await self._pictures.bring(Picture(wish.url), article_id)

        yield (step := SyncStep("pictures", len(wishes), len(wishes) - len(tasks), failed=vain, resting=vain))
        async for outcome in self._crowd.work(tasks, bring):
            yield (step := step.after(failed=outcome.failed, error=outcome.error))

    async def _look_at(self, ids: Sequence[int]) -> None:
        """Learn which pictures are shown by stories that were stored without anybody looking."""
        unlisted = await self._stores.thread.run(self._stores.pictures.unlisted, ids)
        for start in range(0, len(unlisted), _SOME):
            some = unlisted[start : start + _SOME]
            shown: dict[int, Document] = {}
            for article in await self._stores.thread.run(self._stores.articles.articles, some):
                with suppress(GlobetermError):
                    shown[article.id] = await self._stories.of_article(article)
            await self._pictures.list_of(shown)

    async def _ids(self, order: SyncOrder) -> list[int]:
        """The articles that are wanted in full, each once; none that was given up to make room."""
        every = order.keys is None and order.stories is None
        keys = (FRONT,) if every else tuple(section.key for section in self._wanted(order))
        wanted: dict[int, None] = {}
        for key in keys:
            outline = await self._stores.thread.run(self._stores.articles.outline, self._edition.home, key)
            wanted |= dict.fromkeys(outline[: order.stories])
        return await self._stores.thread.run(self._stores.documents.kept, list(wanted))

    def _wanted(self, order: SyncOrder) -> list[Section]:
        return [section for section in self._edition.walk() if order.keys is None or section.key in order.keys]


def offline_order(order: SyncOrder) -> SyncOrder:
    """What of an order can be done offline: nothing is asked for, and nothing given up that could not come back."""
    return replace(order, pages=0, retention=Retention())


def with_older(result: RefreshResult, saved: Saved) -> RefreshResult:
    """A section's result together with what an older page brought."""
    if saved == NOTHING:
        return result
    new, updated, joined = result.new + saved.new, result.updated + saved.updated, result.joined + saved.joined
    return replace(result, status="new", new=new, updated=updated, joined=joined)
