"""A refresh: check feeds, store what changed. Outcomes are values; one bad feed never stops the others."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from globeterm.errors import (
    EXIT_INTERNAL,
    EXIT_OK,
    EXIT_PARTLY,
    EXIT_UNREACHABLE,
    UNEXPECTED,
    BadInputError,
    GlobetermError,
    MissingPartError,
    StorageError,
    UnreachableError,
)
from globeterm.feeds.changes import changes
from globeterm.feeds.schedule import (
    FIRST_BACK_OFF,
    PATIENCE,
    SHUT_OUT,
    backs_off,
    has_rested,
    is_due,
    may_be_fresh,
    next_attempt,
    next_check,
    rest,
    wants_whole,
)
from globeterm.library.directory import Directory, Whereabouts, is_unknown, known_whereabouts, same_place
from globeterm.library.emptiness import EmptyFeedError, emptied, is_told, refuse_nothing
from globeterm.library.entries import make_ready
from globeterm.library.moving import follow, moving
from globeterm.library.paging import Pager, with_newest_page
from globeterm.library.refusing import backing_off, refusal
from globeterm.library.rounds import OF_THE_HOST, Round
from globeterm.library.tasks import read_feed
from globeterm.library.urgency import Urgency
from globeterm.limits import FEEDS_IN_MEMORY
from globeterm.model import Feed, FeedCheck, RefreshResult, Validators
from globeterm.storage.intake import NOTHING
from globeterm.web.resource import FetchError, Kind, Reload, Resource

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from globeterm.edition import Section
    from globeterm.entry import ParsedFeed
    from globeterm.library.means import Means
    from globeterm.model import RefreshStatus


@dataclass(frozen=True, slots=True)
class Answer:
    """What a feed's address gave; ``parsed`` is None when its document is the one whose entries are stored already."""

    resource: Resource
    parsed: ParsedFeed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trip:
    """What the checks of one refresh share."""

    urgency: Urgency
    directory: Directory
    round: Round
    is_named: bool
    room: asyncio.Semaphore


class Refresher:
    """Checks the feeds of one edition. ``chance`` gives numbers from 0 to 1 that spread the next checks (POL-11)."""

    def __init__(self, means: Means) -> None:
        self._edition = means.edition
        self._stores = means.stores
        self._client = means.client
        self._workshop = means.workshop
        self._now = means.now
        self._chance = means.chance
        self._pager = Pager(means)

    async def run(
        self, sections: Sequence[Section], urgency: Urgency, *, is_named: bool = False
    ) -> AsyncIterator[RefreshResult]:
        """Yield one result per section as it finishes. What is cancelled on the way is asked again next time.

        ``is_named``: the reader named these sections.
        """
        directory = Directory(self._edition, self._client, self._workshop)
        room = asyncio.Semaphore(FEEDS_IN_MEMORY)
        trip = _Trip(urgency=urgency, directory=directory, round=Round(), is_named=is_named, room=room)
        checks = [asyncio.create_task(self._check(section, trip)) for section in sections]
        try:
            for check in asyncio.as_completed(checks):
                yield await check
        finally:
            for check in checks:
                check.cancel()

    async def _check(self, section: Section, trip: _Trip) -> RefreshResult:
        """Check one section's feed; every failure becomes its result and is stored with the feed (FLT-39)."""
        feed = await self._feed(section)
        left_alone = self._left_alone(section, feed, trip)
        if left_alone is not None:
            return left_alone
        try:
            return await self._checked(section, feed, trip)
        except (StorageError, MissingPartError, ImportError):  # no fault of the feed, nor better with others (FLT-04)
            raise
        except EmptyFeedError as error:
            return await self._emptied(section, feed, error)
        except GlobetermError as error:
            return await self._failed(section, str(error), error)
        except Exception as error:
            return await self._failed(section, f"{section.name} could not be checked: {UNEXPECTED}", error)

    def _left_alone(self, section: Section, feed: Feed, trip: _Trip) -> RefreshResult | None:
        """What is told of a feed that is not asked now; None when it is.

        One that its site has given up is asked again only when the reader names it and insists (POL-27), one that fails
        when its rest is over (POL-18), or a command insists for it has not failed often (POL-21).
        """
        now, urgency = self._now(), trip.urgency
        told = RefreshResult(section.name, feed.address, "cached")
        if feed.gone is not None and not (trip.is_named and urgency is Urgency.WHOLE):
            return replace(told, status="unchanged", error=feed.error)
        if urgency is Urgency.STALE and backs_off(feed, now, after=PATIENCE):
            return replace(told, status="failed", error=backing_off(feed, now), exit_code=EXIT_UNREACHABLE)
        if urgency is Urgency.DUE:
            return None if is_due(feed, now) else told
        return told if urgency is Urgency.AGAIN and backs_off(feed, now) else None

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

    async def _checked(self, section: Section, feed: Feed, trip: _Trip) -> RefreshResult:
        """Ask a feed, look its section up by name if the site does not know the address, and store what came."""
        if feed.found == "missing" and trip.urgency is not Urgency.WHOLE:
            return self._missing(section, feed)
        answer = await self._ask(feed, trip)
        if is_unknown(section, answer.resource, answer.parsed):
            if backs_off(feed, self._now()) and not (trip.is_named and trip.urgency is Urgency.WHOLE):
                raise UnreachableError(f"{feed.address} is not known to its site; soon it is looked up anew")
            whereabouts = await trip.directory.find(section)
            if whereabouts.found == "missing":
                feed = await self._moved(feed, whereabouts)
                # The digest of an answer that is no section's must not stand for entries that are stored.
                await self._record(feed, replace(self._success(feed, answer), digest=None, validators=Validators()))
                return self._missing(section, feed)
            if not same_place(whereabouts.address, feed.address):
                feed = await self._moved(feed, whereabouts)
                answer = await self._ask(feed, trip)
        result = await self._without_gap(feed, answer, await self._store(section, feed, answer))
        flagged = await follow(self._edition, self._stores, section, feed, answer.resource)
        if flagged is None or result.error is not None:
            return result
        return replace(result, error=flagged, exit_code=EXIT_PARTLY)

    async def _ask(self, feed: Feed, trip: _Trip) -> Answer:
        """Get a feed's document and read it, unless it is the one that was read last time; few at once (SEC-07)."""
        async with trip.room:
            return await self._brought(feed, trip)

    async def _brought(self, feed: Feed, trip: _Trip) -> Answer:
        resource = await trip.round.ask(feed.address, partial(self._fetch, feed, trip.urgency))
        refuse_nothing(feed, resource)
        if resource.status not in (200, 304, 404):
            raise refusal(feed.address, resource)
        if resource.status != 200 or resource.digest == feed.digest:
            return Answer(resource, None)
        try:
            parsed = await self._workshop.run(read_feed, resource, self._now(), what="the feed")
        except BadInputError:
            await self._client().forget(resource)
            raise
        return Answer(replace(resource, body=b""), parsed)

    async def _fetch(self, feed: Feed, urgency: Urgency) -> Resource:
        """Get what a feed's address answers now. Raises FetchError, also where a stale answer could stand in."""
        known = feed.validators if feed.digest is not None else Validators()
        resource = await self._client().get(
            feed.address, Kind.FEED, reload=self._reload(feed, urgency), sponsor=self._edition.home, known=known
        )
        if resource.error is not None:
            raise FetchError(resource.error, feed.address, resource.failure or "http", retry_after=resource.retry_after)
        return resource

    def _reload(self, feed: Feed, urgency: Urgency) -> Reload:
        """Choose how to ask: without validators for the reader, unless just asked (POL-10), and at times (POL-32)."""
        now = self._now()
        whole = wants_whole(feed, now)
        if urgency is Urgency.STALE and may_be_fresh(feed, now):
            return Reload.WHOLE_WHEN_STALE if whole else Reload.WHEN_STALE
        return Reload.WHOLE if whole or (urgency is Urgency.WHOLE and has_rested(feed, now)) else Reload.REVALIDATE

    async def _store(self, section: Section, feed: Feed, answer: Answer) -> RefreshResult:
        """Store the entries and what the check taught in one transaction (FLT-01)."""
        if answer.resource.status == 404:
            raise UnreachableError(f"{feed.address} answered 404: the site does not know this address any more")
        if answer.parsed is None:
            if answer.resource.origin == "cache":
                return RefreshResult(section.name, feed.address, "cached")
            await self._record(feed, self._success(feed, answer))
            return RefreshResult(section.name, feed.address, "unchanged")
        stores = self._stores
        known = await stores.thread.run(stores.articles.known, feed.id)
        if known and not answer.parsed.entries:
            await self._client().forget(answer.resource)
            raise emptied(feed)
        news = changes(answer.parsed.entries, known)
        stories = await make_ready(self._workshop, (*news.new, *news.updated), feed.address)
        check = self._success(feed, answer)
        newest = await stores.thread.run(stores.feeds.archives.newest, feed.id)
        meets = len(news.new) < len(answer.parsed.entries) or not known or not news.new
        before = await self._pager.archive(feed)
        archive = with_newest_page(before, answer.parsed, meets=meets, newest=newest)
        saved = await stores.thread.run(
            stores.articles.save, feed.id, stories, check, self._now(), archive=archive if archive != before else None
        )
        status: RefreshStatus = "unchanged" if saved == NOTHING else "new"
        lost = _lost(answer.parsed.lost)
        code = EXIT_OK if lost is None else EXIT_PARTLY
        return RefreshResult(section.name, feed.address, status, saved.new, saved.updated, lost, saved.joined, code)

    async def _without_gap(self, feed: Feed, answer: Answer, result: RefreshResult) -> RefreshResult:
        """Close the gap behind the newest page, if one is open; what can't be had now comes with the next refresh."""
        entries = answer.parsed.entries if answer.parsed is not None else ()
        try:
            between = await self._pager.close_gap(feed, frozenset(entry.id for entry in entries))
        except StorageError:
            raise
        except GlobetermError as error:
            sentence = result.error or f"older stories are still missing: {error}"
            return replace(result, error=sentence, exit_code=result.exit_code or EXIT_PARTLY)
        if between == NOTHING:
            return result
        new, joined = result.new + between.new, result.joined + between.joined
        return replace(result, status="new", new=new, updated=result.updated + between.updated, joined=joined)

    def _success(self, feed: Feed, answer: Answer) -> FeedCheck:
        """What a good answer taught of ``feed``, which is as it was before."""
        resource = answer.resource
        at = resource.fetched if resource.origin == "cache" else self._now()
        pace = answer.parsed.pace if answer.parsed is not None else None
        asked_whole = resource.origin == "network" and not any(
            name.lower() in ("if-none-match", "if-modified-since") for name, _ in resource.requests[-1].headers
        )
        conditional = resource.validators != Validators()
        due = next_check(
            at,
            self._chance(),
            pace=pace or feed.pace,
            max_age=resource.max_age,
            conditional=conditional,
            rested=rest(feed) if answer.parsed is None else 0,
        )
        digest = resource.digest if resource.status == 200 else None
        return FeedCheck(at, due, resource.validators, digest, whole=asked_whole, pace=pace, moving=moving(resource))

    async def _record(self, feed: Feed, check: FeedCheck) -> None:
        await self._stores.thread.run(self._stores.feeds.record, feed.id, check)

    async def _emptied(self, section: Section, feed: Feed, error: EmptyFeedError) -> RefreshResult:
        """Count an answer without entries; only after some is it a failure that is told (FLT-27)."""
        if is_told(feed):
            return await self._failed(section, str(error), error)
        await self._record(feed, replace(self._failure(feed, str(error), error), told=False))
        return RefreshResult(section.name, feed.address, "unchanged")

    async def _failed(self, section: Section, sentence: str, error: Exception) -> RefreshResult:
        feed = await self._feed(section)
        await self._record(feed, self._failure(feed, sentence, error))
        exit_code = error.exit_code if isinstance(error, GlobetermError) else EXIT_INTERNAL
        told = isinstance(error, FetchError) and error.retry_after is not None
        return RefreshResult(
            section.name, feed.address, "failed", error=sentence, exit_code=exit_code, is_told_to_wait=told
        )

    def _failure(self, feed: Feed, sentence: str, error: Exception) -> FeedCheck:
        """What a failure taught: a host that can't be reached or wants to rest is no fault of the feed (POL-22)."""
        at, status, retry_after, is_own = self._now(), None, None, True
        if isinstance(error, FetchError):
            status, retry_after, is_own = error.status, error.retry_after, error.kind not in OF_THE_HOST
        due = next_attempt(
            at,
            self._chance(),
            failures=feed.failures + 1 if is_own else 1,
            retry_after=retry_after,
            first=SHUT_OUT if status in (401, 403) else FIRST_BACK_OFF,
        )
        if not is_own and retry_after is not None:
            due = at + timedelta(seconds=retry_after)
        if not is_own and feed.due is not None and backs_off(feed, at):
            due = max(due, feed.due)
        return FeedCheck(at, due, error=sentence, gone=status == 410, own=is_own)

    def _missing(self, section: Section, feed: Feed) -> RefreshResult:
        sentence = f"{self._edition.name} has no section named {section.name} any more"
        return RefreshResult(section.name, feed.address, "unchanged", error=sentence)


def _lost(sentences: Sequence[str]) -> str | None:
    """Say in one sentence what of a feed could not be read; the entries that could are stored all the same."""
    if not sentences:
        return None
    others = f" (and {len(sentences) - 1} more)" if len(sentences) > 1 else ""
    return f"not all of it could be read: {sentences[0]}{others}"
