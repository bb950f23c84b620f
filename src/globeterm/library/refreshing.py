"""A refresh: check feeds, store what changed. Outcomes are values; one bad feed never stops the others."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from globeterm.errors import EXIT_INTERNAL, EXIT_OK, EXIT_PARTLY, GlobetermError, UnreachableError
from globeterm.feeds.changes import changes
from globeterm.feeds.schedule import has_rested, is_due, next_attempt, next_check, wants_whole
from globeterm.library.directory import Directory, Whereabouts, is_unknown, known_whereabouts, same_place
from globeterm.library.entries import make_ready
from globeterm.library.paging import Pager, with_newest_page
from globeterm.library.tasks import read_feed
from globeterm.library.urgency import Urgency
from globeterm.model import Feed, FeedCheck, RefreshResult, Validators
from globeterm.storage.intake import NOTHING
from globeterm.web.resource import FetchError, Kind, Reload, Resource

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from datetime import datetime

    from globeterm.edition import Edition, Section
    from globeterm.entry import ParsedFeed
    from globeterm.library.stores import Stores
    from globeterm.model import RefreshStatus
    from globeterm.web.client import CachingClient
    from globeterm.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Answer:
    """What a feed's address gave; ``parsed`` is None when its document is the one whose entries are stored already."""

    resource: Resource
    parsed: ParsedFeed | None


class Refresher:
    """Checks the feeds of one edition. ``chance`` gives numbers from 0 to 1 that spread the next checks (POL-11)."""

    def __init__(
        self,
        edition: Edition,
        stores: Stores,
        client: Callable[[], CachingClient],
        workshop: Workshop,
        *,
        now: Callable[[], datetime],
        chance: Callable[[], float],
    ) -> None:
        self._edition = edition
        self._stores = stores
        self._client = client
        self._workshop = workshop
        self._now = now
        self._chance = chance
        self._pager = Pager(edition, stores, client, workshop, now=now)

    async def run(self, sections: Sequence[Section], urgency: Urgency) -> AsyncIterator[RefreshResult]:
        """Yield one result per section as it finishes. What is cancelled on the way is asked again next time."""
        directory = Directory(self._edition, self._client, self._workshop)
        checks = [asyncio.create_task(self._check(section, urgency, directory)) for section in sections]
        try:
            for check in asyncio.as_completed(checks):
                yield await check
        finally:
            for check in checks:
                check.cancel()

    async def _check(self, section: Section, urgency: Urgency, directory: Directory) -> RefreshResult:
        """Check one section's feed; every failure becomes its result and is stored with the feed (FLT-39)."""
        feed = await self._feed(section)
        if urgency is Urgency.DUE and not is_due(feed, self._now()):
            return RefreshResult(section.name, feed.address, "cached")
        try:
            return await self._checked(section, feed, urgency, directory)
        except GlobetermError as error:
            return await self._failed(section, str(error), error)
        except Exception as error:
            return await self._failed(section, f"{section.name} could not be checked: {error!r}", error)

    async def _feed(self, section: Section) -> Feed:
        """Bring the stored feed of a section, at the address where it is to be asked now."""
        stores, home = self._stores, self._edition.home
        configured = self._edition.feed_address(section)
        feed = await stores.thread.run(stores.feeds.ensure, home, section.key, section.name, configured)
        whereabouts = known_whereabouts(self._edition, section, feed, self._now())
        if (feed.address, feed.found) == (whereabouts.address, whereabouts.found):
            return feed
        return await self._moved(feed, whereabouts)

    async def _moved(self, feed: Feed, whereabouts: Whereabouts) -> Feed:
        at = self._now()
        await self._stores.thread.run(
            self._stores.feeds.set_address, feed.id, whereabouts.address, whereabouts.found, at
        )
        return replace(feed, address=whereabouts.address, found=whereabouts.found, found_at=at, digest=None)

    async def _checked(self, section: Section, feed: Feed, urgency: Urgency, directory: Directory) -> RefreshResult:
        """Ask a feed, look its section up by name if the site does not know the address, and store what came."""
        if feed.found == "missing" and urgency is not Urgency.WHOLE:
            return self._missing(section, feed)
        answer = await self._ask(feed, urgency)
        if is_unknown(section, answer.resource, answer.parsed):
            whereabouts = await directory.find(section)
            if whereabouts.found == "missing":
                feed = await self._moved(feed, whereabouts)
                # The digest of an answer that is no section's must not stand for entries that are stored.
                await self._record(feed, replace(self._success(answer.resource), digest=None))
                return self._missing(section, feed)
            if not same_place(whereabouts.address, feed.address):
                feed = await self._moved(feed, whereabouts)
                answer = await self._ask(feed, urgency)
        return await self._without_gap(feed, answer, await self._store(section, feed, answer))

    async def _ask(self, feed: Feed, urgency: Urgency) -> Answer:
        """Get a feed's document and read it, unless it is the one that was read last time."""
        resource = await self._client().get(
            feed.address, Kind.FEED, reload=self._reload(feed, urgency), sponsor=self._edition.home
        )
        if resource.error is not None:
            raise FetchError(resource.error, feed.address, "http", retry_after=resource.retry_after)
        if resource.status == 404 or resource.digest == feed.digest:
            return Answer(resource, None)
        if resource.status != 200:
            raise UnreachableError(f"{feed.address} answered {resource.status} {resource.reason}")
        return Answer(resource, await self._workshop.run(read_feed, resource, self._now(), what="the feed"))

    def _reload(self, feed: Feed, urgency: Urgency) -> Reload:
        """Choose how to ask: without validators for the reader, unless just asked (POL-10), and at times (POL-32)."""
        if wants_whole(feed, self._now()) or (urgency is Urgency.WHOLE and has_rested(feed, self._now())):
            return Reload.WHOLE
        return Reload.WHEN_STALE if urgency is Urgency.STALE else Reload.REVALIDATE

    async def _store(self, section: Section, feed: Feed, answer: Answer) -> RefreshResult:
        """Store the entries and what the check taught in one transaction (FLT-01)."""
        if answer.resource.status == 404:
            raise UnreachableError(f"{feed.address} answered 404: the site does not know this address any more")
        if answer.parsed is None:
            await self._record(feed, self._success(answer.resource))
            status: RefreshStatus = "cached" if answer.resource.origin == "cache" else "unchanged"
            return RefreshResult(section.name, feed.address, status)
        stores = self._stores
        known = await stores.thread.run(stores.articles.known, feed.id)
        news = changes(answer.parsed.entries, known)
        stories = await make_ready(self._workshop, (*news.new, *news.updated), feed.address)
        check = self._success(answer.resource, answer.parsed.interval)
        newest = await stores.thread.run(stores.feeds.archives.newest, feed.id)
        meets = len(news.new) < len(answer.parsed.entries) or not known or not news.new
        before = await self._pager.archive(feed)
        archive = with_newest_page(before, answer.parsed, meets=meets, newest=newest)
        saved = await stores.thread.run(
            stores.articles.save, feed.id, stories, check, self._now(), archive=archive if archive != before else None
        )
        status = "unchanged" if saved == NOTHING else "new"
        lost = _lost(answer.parsed.lost)
        code = EXIT_OK if lost is None else EXIT_PARTLY
        return RefreshResult(section.name, feed.address, status, saved.new, saved.updated, lost, saved.joined, code)

    async def _without_gap(self, feed: Feed, answer: Answer, result: RefreshResult) -> RefreshResult:
        """Close the gap behind the newest page, if one is open; what can't be had now comes with the next refresh."""
        entries = answer.parsed.entries if answer.parsed is not None else ()
        try:
            between = await self._pager.close_gap(feed, frozenset(entry.id for entry in entries))
        except GlobetermError as error:
            sentence = result.error or f"older stories are still missing: {error}"
            return replace(result, error=sentence, exit_code=result.exit_code or EXIT_PARTLY)
        if between == NOTHING:
            return result
        new, joined = result.new + between.new, result.joined + between.joined
        return replace(result, status="new", new=new, updated=result.updated + between.updated, joined=joined)

    def _success(self, resource: Resource, interval: int | None = None) -> FeedCheck:
        at = self._now()
        asked_whole = resource.origin == "network" and not any(
            name.lower() in ("if-none-match", "if-modified-since") for name, _ in resource.requests[-1].headers
        )
        conditional = resource.validators != Validators()
        due = next_check(at, self._chance(), interval=interval, max_age=resource.max_age, conditional=conditional)
        return FeedCheck(at, due, resource.validators, resource.digest, whole=asked_whole)

    async def _record(self, feed: Feed, check: FeedCheck) -> None:
        await self._stores.thread.run(self._stores.feeds.record, feed.id, check)

    async def _failed(self, section: Section, sentence: str, error: Exception) -> RefreshResult:
        feed = await self._feed(section)
        at = self._now()
        retry_after = error.retry_after if isinstance(error, FetchError) else None
        due = next_attempt(at, self._chance(), failures=feed.failures + 1, retry_after=retry_after)
        await self._record(feed, FeedCheck(at, due, error=sentence))
        exit_code = error.exit_code if isinstance(error, GlobetermError) else EXIT_INTERNAL
        return RefreshResult(section.name, feed.address, "failed", error=sentence, exit_code=exit_code)

    def _missing(self, section: Section, feed: Feed) -> RefreshResult:
        sentence = f"{self._edition.name} has no section named {section.name} any more"
        return RefreshResult(section.name, feed.address, "unchanged", error=sentence)


def _lost(sentences: Sequence[str]) -> str | None:
    """Say in one sentence what of a feed could not be read; the entries that could are stored all the same."""
    if not sentences:
        return None
    others = f" (and {len(sentences) - 1} more)" if len(sentences) > 1 else ""
    return f"not all of it could be read: {sentences[0]}{others}"
