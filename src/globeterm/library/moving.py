"""Feeds that move for good: a new address is kept once it has proved itself (POL-23 to POL-26)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from globeterm.library.directory import same_place

if TYPE_CHECKING:
    from globeterm.edition import Edition, Section
    from globeterm.library.stores import Stores
    from globeterm.model import Feed
    from globeterm.web.resource import Resource


def moving(resource: Resource) -> str | None:
    """Where a good answer says that its address has moved for good; only what the site said just now counts."""
    return resource.permanent if resource.origin in ("network", "revalidated") else None


async def follow(edition: Edition, stores: Stores, section: Section, feed: Feed, resource: Resource) -> str | None:
    """Keep the new address of a feed when its redirects were permanent in two polls and led to a feed in both.

    ``feed`` is as it was before this poll, ``resource`` what was read as a feed. An address where another section is,
    or where several lead, is not taken: it may be an error page (POL-26). Returns the sentence that says so.
    """
    target = moving(resource)
    if target is None or same_place(target, feed.address):
        return None
    known = await stores.thread.run(stores.feeds.feeds, edition.home)
    there = [other for other in known if other.section != feed.section and _leads_to(other, target)]
    if there:
        return f"this section leads to the same feed as {_name(edition, there[0])} now; its own address is kept"
    if feed.moving == target:
        await stores.thread.run(stores.feeds.move, feed.id, target, edition.feed_address(section))
    return None


def _leads_to(feed: Feed, target: str) -> bool:
    return same_place(feed.address, target) or (feed.moving is not None and same_place(feed.moving, target))


def _name(edition: Edition, feed: Feed) -> str:
    return next((section.name for section in edition.walk() if section.key == feed.section), feed.section)
