"""A look at a site, feed by feed, of which nothing is stored: what ``globeterm doctor`` tells of it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from globeterm.errors import (
    EXIT_INTERNAL,
    EXIT_OK,
    EXIT_UNREACHABLE,
    UNEXPECTED,
    BadInputError,
    GlobetermError,
    MissingPartError,
)
from globeterm.library.directory import CATEGORIES, Directory, Whereabouts, is_unknown, known_whereabouts, same_place
from globeterm.library.moving import moving
from globeterm.library.refusing import refusal
from globeterm.library.rounds import Round
from globeterm.library.tasks import read_feed, read_stories
from globeterm.library.weather import located, outlook_at
from globeterm.limits import EXAMINATION_SECONDS
from globeterm.model import Feed, Validators
from globeterm.web.resource import FetchError, Kind, Reload

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from globeterm.config import WeatherConfig
    from globeterm.edition import Edition, Section
    from globeterm.entry import Entry, ParsedFeed
    from globeterm.model import Found
    from globeterm.web.client import CachingClient
    from globeterm.web.resource import Resource
    from globeterm.workshop import Workshop


@dataclass(frozen=True, slots=True)
class FeedFinding:
    """What one section's feed answers now.

    ``status`` is None when nothing came, 304 when the server said that nothing has changed. ``full`` of the
    ``entries`` bring their whole text; both are None when the feed was not read. ``moves`` is where the address leads
    for good. ``exit_code`` is that of ``error``; when it ``is_told_to_wait`` the site asks for rest, until when the
    ``error`` says.
    """

    section: str
    key: str
    address: str
    found: Found
    status: int | None = None
    entries: int | None = None
    full: int | None = None
    validators: Validators = field(default_factory=Validators)
    moves: str | None = None
    error: str | None = None
    exit_code: int = EXIT_OK
    is_told_to_wait: bool = False


@dataclass(frozen=True, slots=True)
class RestFinding:
    """Whether the site's REST API answers; if not, ``why`` says what it does."""

    is_open: bool
    why: str = ""


class Examiner:
    """Asks every feed of an edition. ``feeds`` is what the library knows of them, by section key.

    Whatever a site does, nothing takes longer than ``seconds``.
    """

    def __init__(
        self,
        edition: Edition,
        feeds: Mapping[str, Feed],
        client: Callable[[], CachingClient],
        workshop: Workshop,
        *,
        now: Callable[[], datetime],
        seconds: float = EXAMINATION_SECONDS,
    ) -> None:
        self._edition = edition
        self._feeds = feeds
        self._client = client
        self._workshop = workshop
        self._now = now
        self._seconds = seconds
        self._directory = Directory(edition, client, workshop)
        self._round = Round()

    async def feeds(self) -> Sequence[FeedFinding]:
        """Ask the feeds of all sections, conditionally, and tell of each in the order of the edition."""
        return await asyncio.gather(*map(self._examined, self._edition.walk()))

    async def rest(self) -> RestFinding:
        """Ask whether the site's REST API is open."""
        try:
            async with asyncio.timeout(self._seconds):
                return await self._rest()
        except GlobetermError as error:
            return RestFinding(is_open=False, why=str(error))
        except TimeoutError:
            return RestFinding(is_open=False, why=self._too_late)

    async def weather(self, wanted: WeatherConfig) -> str | None:
        """Ask for the weather that a configuration wants; None when it is told, else why not."""
        try:
            async with asyncio.timeout(self._seconds):
                await self._weather(wanted)
        except GlobetermError as error:
            return str(error)
        except TimeoutError:
            return self._too_late
        return None

    async def _rest(self) -> RestFinding:
        resource = await self._client().get(self._edition.home + CATEGORIES, Kind.ANY, sponsor=self._edition.home)
        if resource.status != 200:
            return RestFinding(is_open=False, why=f"it answers {resource.status}")
        is_list = resource.body.lstrip().startswith(b"[")
        return RestFinding(is_list, "" if is_list else "it answers something else than a list")

    async def _weather(self, wanted: WeatherConfig) -> None:
        location = await located(wanted, self._client(), self._workshop)
        await outlook_at(location, wanted, self._client(), self._workshop)

    @property
    def _too_late(self) -> str:
        return f"there was no answer within {self._seconds:g} seconds"

    async def _examined(self, section: Section) -> FeedFinding:
        """Tell of one section; every failure is a finding."""
        plain = Feed(0, section.key, self._edition.feed_address(section))
        where = known_whereabouts(self._edition, section, self._feeds.get(section.key, plain), self._now())
        try:
            async with asyncio.timeout(self._seconds):
                return await self._looked_at(section, where)
        except (MissingPartError, ImportError):
            raise
        except FetchError as error:
            finding = _failed(section, where, str(error), error.exit_code)
            return replace(finding, status=error.status, is_told_to_wait=error.retry_after is not None)
        except GlobetermError as error:
            return _failed(section, where, str(error), error.exit_code)
        except TimeoutError:
            return _failed(section, where, self._too_late, EXIT_UNREACHABLE)
        except Exception:
            return _failed(section, where, f"the feed could not be examined: {UNEXPECTED}", EXIT_INTERNAL)

    async def _looked_at(self, section: Section, where: Whereabouts) -> FeedFinding:
        resource, parsed = await self._answer(where)
        if is_unknown(section, resource, parsed):
            where = await self._directory.find(section)
            if where.found == "missing":
                return FeedFinding(section.name, section.key, where.address, where.found, resource.status)
            resource, parsed = await self._answer(where)
        if parsed is None:
            raise refusal(where.address, resource)
        target = moving(resource)
        return FeedFinding(
            section.name,
            section.key,
            where.address,
            where.found,
            status=304 if resource.origin == "revalidated" else resource.status,
            entries=len(parsed.entries),
            full=await self._workshop.run(full_texts, parsed.entries, resource.final_url, what="the feed"),
            validators=resource.validators,
            moves=target if target is not None and not same_place(target, where.address) else None,
        )

    async def _answer(self, where: Whereabouts) -> tuple[Resource, ParsedFeed | None]:
        """What an address answers, and that read as a feed. Raises UnreachableError or BadInputError."""
        home = self._edition.home
        fetch = partial(self._client().get, where.address, Kind.FEED, reload=Reload.REVALIDATE, sponsor=home)
        resource = await self._round.ask(where.address, fetch)
        if resource.error is not None:
            raise FetchError(
                resource.error, where.address, resource.failure or "http", retry_after=resource.retry_after
            )
        if resource.status != 200:
            return resource, None
        try:
            return resource, await self._workshop.run(read_feed, resource, self._now(), what="the feed")
        except BadInputError:
            await self._client().forget(resource)
            raise


def full_texts(entries: Sequence[Entry], base: str) -> int:
    """Count the entries of the feed at ``base`` that bring their whole text; a task for the workshop."""
    return sum(story.document is not None for story in read_stories(entries, base))


def _failed(section: Section, where: Whereabouts, why: str, exit_code: int) -> FeedFinding:
    return FeedFinding(section.name, section.key, where.address, where.found, error=why, exit_code=exit_code)
