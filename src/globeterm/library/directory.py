"""Finding a section at a site whose addresses are not the edition's: by name, in the site's menu or REST API."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from globeterm.addresses import origin, safe_url, same_address
from globeterm.content import Link
from globeterm.errors import BadInputError, UnreachableError
from globeterm.feeds.menu import feed_of, same_name
from globeterm.library.tasks import read_categories, read_menu
from globeterm.web.resource import Kind

if TYPE_CHECKING:
    from datetime import datetime

    from globeterm.edition import Edition, Section
    from globeterm.entry import ParsedFeed
    from globeterm.model import Feed, Found
    from globeterm.web.client import CachingClient
    from globeterm.web.resource import Resource
    from globeterm.workshop import Workshop

#: How long an address that was found by name is believed before the edition's own is tried again.
FOUND_FOR: Final = timedelta(days=7)
Lookup = Callable[[], Awaitable[tuple[Link, ...]]]
CATEGORIES: Final = "/wp-json/wp/v2/categories?per_page=100&orderby=count&order=desc&_fields=name,link"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a section's feed is, and how that is known; with ``found == "missing"`` the site has no such section."""

    address: str
    found: Found


def known_whereabouts(edition: Edition, section: Section, feed: Feed, now: datetime) -> Whereabouts:
    """Say where to ask for a section now: where it was found within the week, else where the edition says.

    A feed that moved from there for good is asked where it moved to (POL-23).
    """
    if feed.found != "edition" and feed.found_at is not None and timedelta(0) <= now - feed.found_at < FOUND_FOR:
        return Whereabouts(feed.address, feed.found)
    configured = edition.feed_address(section)
    return Whereabouts(feed.address if feed.moved_from == configured else configured, "edition")


def is_unknown(section: Section, resource: Resource, parsed: ParsedFeed | None) -> bool:
    """Whether the site does not know the feed's address (wordpress.md 2).

    A site says so by 404, or, as WordPress does for a section that never was, by a feed without items that bears the
    bare name of the site, where an empty section's bears the section's name first.
    """
    if resource.status == 404:
        return True
    return parsed is not None and not parsed.entries and not _names(parsed.title, section.name)


class Directory:
    """What one site's menu and REST API say of its sections; asked at most once in the life of this object."""

    def __init__(self, edition: Edition, client: Callable[[], CachingClient], workshop: Workshop) -> None:
        self._edition = edition
        self._client = client
        self._workshop = workshop
        self._asked = asyncio.Lock()
        self._menu: tuple[Link, ...] | None = None
        self._categories: tuple[Link, ...] | None = None

    async def find(self, section: Section) -> Whereabouts:
        """Look a section up by its name. Raises UnreachableError when neither menu nor REST API could be read."""
        async with self._asked:
            lookups: tuple[tuple[Found, Lookup], ...] = (("menu", self._from_menu), ("rest", self._from_rest))
            reasons: list[UnreachableError] = []
            for found, lookup in lookups:
                try:
                    address = self._match(section, await lookup())
                except UnreachableError as error:
                    reasons.append(error)
                    continue
                if address is not None:
                    return Whereabouts(address, found)
            if reasons:
                raise reasons[0]
            return Whereabouts(self._edition.feed_address(section), "missing")

    def _match(self, section: Section, links: tuple[Link, ...]) -> str | None:
        """Find the feed of the first link of that name on the site itself; a menu may lead elsewhere too."""
        for link in links:
            if same_name(link.title, section.name) and _site(link.url) == _site(self._edition.home):
                return safe_url(feed_of(link.url))
        return None

    async def _from_menu(self) -> tuple[Link, ...]:
        if self._menu is None:
            self._menu = await self._links(self._edition.home + "/", Kind.PAGE, read_menu)
        return self._menu

    async def _from_rest(self) -> tuple[Link, ...]:
        if self._categories is None:
            self._categories = await self._links(self._edition.home + CATEGORIES, Kind.ANY, read_categories)
        return self._categories

    async def _links(self, url: str, kind: Kind, read: Callable[[Resource], tuple[Link, ...]]) -> tuple[Link, ...]:
        resource = await self._client().get(url, kind, sponsor=self._edition.home)
        if resource.status != 200:
            return ()
        try:
            return await self._workshop.run(read, resource, what="the site's menu")
        except BadInputError:
            return ()


def same_place(one: str, other: str) -> bool:
    """Whether two feed addresses are one, however they are spelt."""
    return same_address(one) == same_address(other)


def _names(title: str, name: str) -> bool:
    """Whether a feed's title names the section: "Stage – The Globe Post" does, "The Globe Post" does not."""
    return same_name(title[: len(name)], name)


def _site(address: str) -> str:
    """The host and port of an address; with and without "www." it is one site."""
    return same_address(origin(address)).removeprefix("www.")
