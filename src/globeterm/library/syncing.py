"""A sync: what makes the whole paper readable offline, in four phases, each resumed where it was stopped.

There is no record of a sync: what is left to do is what is not stored. So it may be killed at any moment.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from globeterm.addresses import same_address
from globeterm.content import illustrations
from globeterm.errors import EXIT_PARTLY, GlobetermError, UnreachableError
from globeterm.library.crowd import Crowd, Task
from globeterm.model import FRONT
from globeterm.storage.intake import NOTHING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from globeterm.content import Document, Picture
    from globeterm.edition import Edition, Section
    from globeterm.library.paging import Pager
    from globeterm.library.pictures import Pictures
    from globeterm.library.stores import Stores
    from globeterm.library.stories import Stories
    from globeterm.model import Article, Feed, RefreshResult
    from globeterm.storage.intake import Saved

Phase = Literal["sections", "older stories", "stories", "pictures"]

#: How many articles are looked at in one piece.
_SOME: Final = 200


@dataclass(frozen=True, slots=True)
class SyncOrder:
    """What to bring: the sections of ``keys`` or all of them, ``pages`` older pages of each behind the newest one.

    ``stories`` is how many of the newest stories of each list are brought in full, None for all of them.
    """

    keys: Sequence[str] | None = None
    pages: int = 0
    stories: int | None = None
    pictures: bool = True


@dataclass(frozen=True, slots=True)
class SyncStep:
    """How far a phase is: ``done`` of ``wanted`` pieces, ``failed`` of these in vain. Each phase begins with a step.

    ``error`` says what went wrong with the piece that was just done, ``errors`` how often anything has; a story whose
    page could not be read, but whose text is here, did not fail. ``result`` is what a section's feed brought; with
    older stories it has another result in that phase, in place of the first.
    """

    phase: Phase
    wanted: int
    done: int = 0
    failed: int = 0
    errors: int = 0
    error: str = ""
    result: RefreshResult | None = None

    def after(self, *, failed: bool, error: str = "", result: RefreshResult | None = None) -> SyncStep:
        """The next step, once one more piece has ended so."""
        errors = self.errors + (failed or bool(error))
        return replace(self, done=self.done + 1, failed=self.failed + failed, errors=errors, error=error, result=result)


@dataclass(frozen=True, slots=True)
class Illustration:
    """A picture, and the articles that show it."""

    picture: Picture
    articles: set[int]


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
    ) -> None:
        self._edition = edition
        self._stores = stores
        self._refresh = refresh
        self._pager = pager
        self._stories = stories
        self._pictures = pictures
        self._crowd = Crowd()

    async def run(self, order: SyncOrder) -> AsyncIterator[SyncStep]:
        """Yield every step. Raises StorageError when nothing can be stored any more; what came until then is kept."""
        results: dict[str, RefreshResult] = {}
        async for step in self._sections(order, results):
            yield step
        if order.pages:
            async for step in self._older(order, results):
                yield step
        ids = await self._ids(order)
        shown: dict[str, Illustration] = {}
        async for step in self._texts(ids, shown):
            yield step
        if order.pictures:
            async for step in self._illustrations(ids, shown):
                yield step

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

    async def _texts(self, ids: Sequence[int], shown: dict[str, Illustration]) -> AsyncIterator[SyncStep]:
        """Bring the texts that are missing, with what their pages say, and learn which pictures are ``shown``."""
        lacking = await self._stores.thread.run(self._stores.documents.lacking, ids)
        articles = await self._stores.thread.run(self._stores.articles.articles, lacking)
        tasks = [Task(article, f"“{article.title}”", article.url) for article in articles]

        async def bring(article: Article) -> None:
            _collect(article.id, await self._whole(article), shown)

        yield (step := SyncStep("stories", len(ids), len(ids) - len(articles)))
        async for outcome in self._crowd.work(tasks, bring):
            is_missing = outcome.failed and outcome.item.offline != "full"
            yield (step := step.after(failed=is_missing, error=outcome.error))

    async def _whole(self, article: Article) -> Document:
        """Bring a story's text with what its pages say. Raises UnreachableError when some of it can't be had."""
        document = await self._stories.of_article(article)
        document = await self._stories.whole(article) or document
        if await self._stores.thread.run(self._stores.documents.lacking, (article.id,)):
            raise UnreachableError("not all of its pages could be had")
        return document

    async def _illustrations(self, ids: Sequence[int], shown: dict[str, Illustration]) -> AsyncIterator[SyncStep]:
        """Bring the pictures that are missing; one that is here is kept with every article that shows it."""
        await self._look_at(ids, shown)
        stored = await self._pictures.stored([one.picture.url for one in shown.values()])
        missing = [one for one in shown.values() if one.picture.url not in stored]
        tasks = [Task(one, one.picture.url, one.picture.url) for one in missing]

        async def bring(one: Illustration) -> None:
            for article_id in one.articles:
                await self._pictures.bring(one.picture, article_id)

        yield (step := SyncStep("pictures", len(shown), len(shown) - len(missing)))
        async for outcome in self._crowd.work(tasks, bring):
            yield (step := step.after(failed=outcome.failed, error=outcome.error))

    async def _look_at(self, ids: Sequence[int], shown: dict[str, Illustration]) -> None:
        """Learn which pictures are shown by the stories that were here before."""
        seen = {article_id for one in shown.values() for article_id in one.articles}
        others = [article_id for article_id in ids if article_id not in seen]
        for start in range(0, len(others), _SOME):
            some = others[start : start + _SOME]
            for article in await self._stores.thread.run(self._stores.articles.articles, some):
                if article.offline == "full":
                    with suppress(GlobetermError):
                        _collect(article.id, await self._stories.of_article(article), shown)

    async def _ids(self, order: SyncOrder) -> list[int]:
        """The articles that are wanted in full, each once."""
        every = order.keys is None and order.stories is None
        keys = (FRONT,) if every else tuple(section.key for section in self._wanted(order))
        wanted: dict[int, None] = {}
        for key in keys:
            outline = await self._stores.thread.run(self._stores.articles.outline, self._edition.home, key)
            wanted |= dict.fromkeys(outline[: order.stories])
        return list(wanted)

    def _wanted(self, order: SyncOrder) -> list[Section]:
        return [section for section in self._edition.walk() if order.keys is None or section.key in order.keys]


def with_older(result: RefreshResult, saved: Saved) -> RefreshResult:
    """A section's result together with what an older page brought."""
    if saved == NOTHING:
        return result
    new, updated, joined = result.new + saved.new, result.updated + saved.updated, result.joined + saved.joined
    return replace(result, status="new", new=new, updated=updated, joined=joined)


def _collect(article_id: int, document: Document, shown: dict[str, Illustration]) -> None:
    """Add a story's pictures to those that are ``shown``, each once, by its address."""
    for picture in illustrations(document):
        shown.setdefault(same_address(picture.url), Illustration(picture, set())).articles.add(article_id)
