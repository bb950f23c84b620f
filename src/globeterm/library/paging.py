"""Older pages of a feed: an archive without a floor, and gaps that are closed rather than hidden.

A feed that names its next page is followed (RFC 5005, 3); every other is asked for ``?paged=N``, as WordPress answers
it (wordpress.md 2). A feed does not say which page is its last: the one behind it is a 404, has no entries, or, where
the site knows no pages at all, shows the same entries again.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from globeterm.errors import BadInputError, GlobetermError, UnreachableError
from globeterm.feeds.changes import changes
from globeterm.library.entries import make_ready
from globeterm.library.tasks import read_feed
from globeterm.storage.archive import Archive, Gap
from globeterm.storage.intake import NOTHING, Saved
from globeterm.web.resource import Kind, Reload

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from globeterm.entry import ParsedFeed
    from globeterm.library.means import Means
    from globeterm.model import Feed

#: How many pages a refresh fetches by itself to close a gap; the rest follows with the next one, or by scrolling.
GAP_PAGES: Final = 5
#: How many pages are looked through, at a scroll to the end, for one story that is not stored.
LOOKED_THROUGH: Final = 20
_PAST_THE_END: Final = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class Older:
    """What going back in a list brought: how many stories more it has, and whether there is nothing older."""

    new: int
    is_end: bool


@dataclass(frozen=True, slots=True)
class Step:
    """What one page brought, how far back the feed is stored now, and which entries the page showed."""

    saved: Saved
    archive: Archive
    shown: frozenset[str] = frozenset()


class Pager:
    """Brings older pages of an edition's feeds, one at a time, in the order in which the site has them."""

    def __init__(self, means: Means) -> None:
        self._edition = means.edition
        self._stores = means.stores
        self._client = means.client
        self._workshop = means.workshop
        self._now = means.now

    async def older(self, keys: Sequence[str]) -> Older:
        """Bring what is next behind the stored stories of each of some sections.

        Raises UnreachableError or BadInputError when no section's page can be had.
        """
        feeds = [feed for feed in await self._feeds() if feed.section in keys]
        outcomes = await asyncio.gather(*map(self._older, feeds), return_exceptions=True)
        found = [outcome for outcome in outcomes if isinstance(outcome, Older)]
        for outcome in outcomes:
            if isinstance(outcome, BaseException) and not (found and isinstance(outcome, GlobetermError)):
                raise outcome
        is_end = 0 < len(found) == len(outcomes) and all(one.is_end for one in found)
        return Older(sum(one.new for one in found), is_end)

    async def close_gap(self, feed: Feed, newest: frozenset[str]) -> Saved:
        """Fetch what is missing between a feed's newest page and what was stored before, GAP_PAGES at the most.

        ``newest`` are the entries of that page. Raises UnreachableError or BadInputError; what came before is stored.
        """
        archive, before, total = await self.archive(feed), newest, NOTHING
        for _ in range(GAP_PAGES):
            if archive.gap is None:
                break
            step = await self.step(feed, archive, before)
            archive, before, total = step.archive, step.shown, added(total, step.saved)
        return total

    async def back(self, feed: Feed, pages: int) -> AsyncIterator[Saved]:
        """Yield what each page brings until the newest ``pages`` of a feed are stored, or all there are.

        Raises UnreachableError or BadInputError.
        """
        archive, before = await self.archive(feed), frozenset[str]()
        while archive.pages < pages and not archive.is_whole:
            step = await self.step(feed, archive, before)
            archive, before = step.archive, step.shown
            yield step.saved

    async def archive(self, feed: Feed) -> Archive:
        """Tell how far back a feed is stored."""
        return await self._stores.thread.run(self._stores.feeds.archives.get, feed.id, feed.address)

    async def step(self, feed: Feed, archive: Archive, before: frozenset[str] = frozenset()) -> Step:
        """Bring the page behind ``archive``; one that shows just the entries ``before`` is no page of its own.

        Raises UnreachableError or BadInputError.
        """
        parsed = await self._page(feed, archive)
        stores, entries = self._stores, parsed.entries if parsed is not None else ()
        news = changes(entries, await stores.thread.run(stores.articles.known, feed.id))
        shown = frozenset(entry.id for entry in (*news.new, *news.updated, *news.unchanged))
        if parsed is None or not shown or shown == before:
            after = replace(archive, ended=True, gap=None)
        else:
            after = await self._behind(feed, archive, shown, parsed.next)
        stories = await make_ready(self._workshop, (*news.new, *news.updated), feed.address)
        saved = await stores.thread.run(
            stores.feeds.archives.save, feed.id, stories, self._now(), before=archive, after=after
        )
        return Step(saved, after, shown)

    async def _older(self, feed: Feed) -> Older:
        """Go back until there is something that is not stored yet, or the end."""
        if feed.found == "missing":
            return Older(0, is_end=True)
        archive, before = await self.archive(feed), frozenset[str]()
        for _ in range(LOOKED_THROUGH):
            if archive.is_whole:
                return Older(0, is_end=True)
            step = await self.step(feed, archive, before)
            archive, before = step.archive, step.shown
            if brought := step.saved.new + step.saved.joined:
                return Older(brought, archive.is_whole)
        return Older(0, is_end=False)

    async def _feeds(self) -> Sequence[Feed]:
        """Bring the feeds whose newest page has been read."""
        feeds = await self._stores.thread.run(self._stores.feeds.feeds, self._edition.home)
        return [feed for feed in feeds if feed.checked is not None]

    async def _page(self, feed: Feed, archive: Archive) -> ParsedFeed | None:
        """Bring the page behind what is stored; None past the end."""
        address = archive.following or paged(feed.address, archive.pages + 1)
        resource = await self._client().get(address, Kind.FEED, reload=Reload.REVALIDATE, sponsor=self._edition.home)
        if resource.error is not None:
            raise UnreachableError(resource.error)
        if resource.status in _PAST_THE_END:
            return None
        if resource.status != 200:
            raise UnreachableError(f"{address} answered {resource.status} {resource.reason}")
        try:
            return await self._workshop.run(read_feed, resource, self._now(), what="the feed")
        except BadInputError:
            await self._client().forget(resource)
            raise

    async def _behind(self, feed: Feed, archive: Archive, shown: frozenset[str], following: str | None) -> Archive:
        """Tell how far back the feed is stored with a page of the entries ``shown``, which names the ``following`` one.

        A page that meets what was stored before a gap closes it. What was stored then reached down to the last of the
        gap's pages, counted from the newest story of that time, which may not have been seen itself: other stories were
        published between two pages. As stories come it only gets further down, so as many pages are whole at least.
        """
        archives, gap = self._stores.feeds.archives, archive.gap
        if gap is not None and await self._stores.thread.run(archives.meets, feed.id, gap, tuple(shown)):
            return Archive(max(archive.pages + 1, gap.pages), gap.following, archive.ended)
        if following is None and archive.following is not None:
            return Archive(archive.pages + 1, ended=True)
        return replace(archive, pages=archive.pages + 1, following=following)


def paged(address: str, number: int) -> str:
    """The address of a WordPress feed's page, counted from 1."""
    return f"{address}{'&' if '?' in address else '?'}paged={number}"


def added(one: Saved, other: Saved) -> Saved:
    """Two savings as one."""
    return Saved(one.new + other.new, one.updated + other.updated, one.joined + other.joined)


def with_newest_page(archive: Archive, parsed: ParsedFeed, *, meets: bool, newest: int) -> Archive:
    """Tell how far back a feed is stored once its newest page is, before anything behind that was asked for.

    ``meets``: the page shows an entry that was stored, the last of which has the number ``newest``, or there was none.
    If not, a gap opens, above one that is open already.
    """
    if not meets:
        gap = archive.gap or Gap(newest, archive.pages, archive.following)
        return Archive(1, parsed.next, archive.ended, gap)
    return replace(archive, following=parsed.next) if archive.pages == 1 else archive
