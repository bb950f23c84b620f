"""An archive without a floor: older pages come as they are wanted, in the site's order, and gaps are closed."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx
import pytest

from globeterm.errors import GlobetermError, StorageError, UnreachableError
from globeterm.library.paging import GAP_PAGES, LOOKED_THROUGH, Older, paged
from globeterm.library.urgency import Urgency
from globeterm.model import FRONT, SAVED, RefreshResult
from globeterm.storage.archive import ArchiveStore
from tests.library.site import HOME, item, rss

if TYPE_CHECKING:
    from globeterm.library.service import Library
    from tests.library.site import Clock, Site

WORLD = "/category/world/feed/"
SIZE = 3


@dataclass
class Wordpress:
    """A section's feed as WordPress gives it, ``SIZE`` stories a page, the newest first."""

    title: str
    newest: int
    numbers: list[int] = field(default_factory=list)
    down: bool = False
    knows_pages: bool = True

    def __post_init__(self) -> None:
        self.publish(self.newest)

    def publish(self, newest: int) -> None:
        self.numbers = list(range(newest, 0, -1))

    def __call__(self, request: httpx.Request) -> httpx.Response:
        number = int(request.url.params.get("paged", 1)) if self.knows_pages else 1
        if self.down and number > 1:
            return httpx.Response(503)
        shown = [item(one) for one in self.numbers[(number - 1) * SIZE : number * SIZE]]
        kind = {"Content-Type": "application/rss+xml; charset=UTF-8"}
        return httpx.Response(200 if shown else 404, headers=kind, content=rss(self.title, *shown))


@dataclass
class Busy(Wordpress):
    """A section in which stories are published between one request and the next, and one or the other fails."""

    dice: random.Random = field(default_factory=random.Random)
    is_calm: bool = False

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if not self.is_calm:
            self.publish(self.numbers[0] + self.dice.choice((0, 0, 1, 1, 2, 5)))
            if self.dice.random() < 0.1:
                return httpx.Response(503)
        return super().__call__(request)


@dataclass
class Chained:
    """A feed whose pages name the next one (RFC 5005), by the number of the entry before."""

    newest: int
    loops: bool = False

    def __call__(self, request: httpx.Request) -> httpx.Response:
        first = int(request.url.params.get("before", self.newest + 1)) - 1
        last = max(first - SIZE + 1, 1)
        entries = "".join(
            f"<entry><id>{HOME}/?p={number}</id><title>Story {number}</title><link href='{HOME}/story-{number}/'/>"
            f"<updated>2025-06-01T{number:02}:00:00Z</updated><summary>Text.</summary></entry>"
            for number in range(first, last - 1, -1)
        )
        following = first + 1 if self.loops else last
        link = f"<link rel='next' href='{HOME}{WORLD}?before={following}'/>" if last > 1 or self.loops else ""
        feed = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>World</title><id>world</id>{link}{entries}</feed>"
        return httpx.Response(200, headers={"Content-Type": "application/atom+xml"}, content=feed)


async def refresh(library: Library, *keys: str) -> RefreshResult:
    results = [result async for result in library.refresh(keys or ("world",), urgency=Urgency.WHOLE)]
    return results[0]


async def numbers(library: Library, key: str = "world") -> list[int]:
    """The stories of a list, in its order."""
    return [int(article.title.removeprefix("Story ")) for article in await library.headlines(key, limit=1000)]


async def to_the_end(library: Library, key: str = "world") -> list[int]:
    """Go back until there is nothing older; returns what each step brought."""
    steps = [await library.older(key)]
    while not steps[-1].is_end:
        steps.append(await library.older(key))
    return [step.new for step in steps]


def pages_asked(site: Site) -> list[str]:
    return [request.url.params.get("paged", "") for request in site.asked(WORLD)]


def down_from(newest: int) -> list[int]:
    return list(range(newest, 0, -1))


async def test_every_story_comes_once_and_in_order(library: Library, site: Site) -> None:
    """wordpress.md 2: the page behind the last is a 404 that holds a feed."""
    site.answers[WORLD] = Wordpress("World – The Paper", 8)
    await refresh(library)
    assert await library.older("world") == Older(3, is_end=False)
    assert await numbers(library) == [8, 7, 6, 5, 4, 3]
    assert await to_the_end(library) == [2, 0]
    assert await numbers(library) == await numbers(library, FRONT) == down_from(8)
    asked = len(site.requests)
    assert await library.older("world") == Older(0, is_end=True)
    assert len(site.requests) == asked


async def test_a_section_of_just_full_pages_ends_too(library: Library, site: Site) -> None:
    site.answers[WORLD] = Wordpress("World – The Paper", 6)
    await refresh(library)
    assert await to_the_end(library) == [3, 0]
    assert pages_asked(site) == ["", "2", "3"]


async def test_stories_that_came_meanwhile_leave_no_hole(library: Library, site: Site) -> None:
    site.answers[WORLD] = world = Wordpress("World – The Paper", 9)
    await refresh(library)
    world.publish(11)
    await refresh(library)
    assert await library.older("world") == Older(1, is_end=False)
    assert await to_the_end(library) == [3, 2, 0]
    assert await numbers(library) == down_from(11)


async def test_pages_that_are_stored_already_are_passed_over(library: Library, site: Site) -> None:
    """As many stories came as two pages hold: what is behind the first page is stored, what is older is brought."""
    site.answers[WORLD] = world = Wordpress("World – The Paper", 9)
    await refresh(library)
    await library.older("world")
    for newest in (11, 13, 15):
        world.publish(newest)
        await refresh(library)
    assert pages_asked(site) == ["", "2", "", "", ""]
    assert await library.older("world") == Older(3, is_end=False)
    assert pages_asked(site)[5:] == ["3", "4", "5"]


@pytest.mark.parametrize("seed", range(30))
async def test_whatever_is_published_between_two_pages_none_is_lost_and_none_is_there_twice(
    seed: int, library: Library, site: Site, clock: Clock
) -> None:
    """The pages shift while they are asked for, refreshes come between, and some requests fail."""
    dice = random.Random(seed)
    site.answers[WORLD] = world = Busy("World – The Paper", dice.randrange(1, 30), dice=dice)
    for _ in range(dice.randrange(3, 25)):
        clock.pass_by(hours=1)
        if dice.random() < 0.4:
            await refresh(library)
        else:
            with suppress(GlobetermError):
                await library.older("world")
        shown = await numbers(library)
        assert shown == sorted(set(shown), reverse=True)
    world.is_calm = True
    for _ in range(world.numbers[0] // SIZE // GAP_PAGES + 2):
        clock.pass_by(hours=1)
        await refresh(library)
    await to_the_end(library)
    assert await numbers(library) == down_from(world.numbers[0])


async def test_feeds_that_name_their_next_page_are_followed(library: Library, site: Site) -> None:
    """RFC 5005: nothing is asked for behind the page that names none."""
    site.answers[WORLD] = Chained(7)
    await refresh(library)
    assert await library.older("world") == Older(3, is_end=False)
    assert await library.older("world") == Older(1, is_end=True)
    assert await numbers(library) == down_from(7)
    assert len(site.requests) == 3


async def test_a_feed_that_leads_in_a_circle_has_an_end(library: Library, site: Site) -> None:
    site.answers[WORLD] = Chained(7, loops=True)
    await refresh(library)
    assert await to_the_end(library) == [0]
    assert len(site.requests) <= 4


async def test_a_site_that_knows_no_pages_has_an_end(library: Library, site: Site) -> None:
    site.answers[WORLD] = Wordpress("World – The Paper", 3, knows_pages=False)
    await refresh(library)
    assert await library.older("world") == Older(0, is_end=True)
    assert await numbers(library) == [3, 2, 1]


async def test_a_gap_behind_the_newest_page_is_closed(library: Library, site: Site) -> None:
    site.answers[WORLD] = world = Wordpress("World – The Paper", 9)
    await refresh(library)
    await library.older("world")
    world.publish(17)
    result = await refresh(library)
    assert (result.status, result.new, result.error) == ("new", 8, None)
    assert await numbers(library) == list(range(17, 3, -1))
    assert pages_asked(site) == ["", "2", "", "2", "3"]
    assert await to_the_end(library) == [1, 2, 0]
    assert pages_asked(site)[5:] == ["4", "5", "6", "7"]
    assert await numbers(library) == down_from(17)


async def test_a_gap_is_closed_where_pages_name_the_next(library: Library, site: Site) -> None:
    site.answers[WORLD] = world = Chained(9)
    await refresh(library)
    world.newest = 16
    assert (await refresh(library)).new == 7
    assert await numbers(library) == list(range(16, 6, -1))
    assert await to_the_end(library) == [3, 3]
    assert await numbers(library) == down_from(16)


async def test_a_gap_that_is_wide_is_closed_bit_by_bit(library: Library, site: Site) -> None:
    """A gap that stays is known, also when another opens above it; going back goes through it."""
    site.answers[WORLD] = world = Wordpress("World – The Paper", 3)
    await refresh(library)
    world.publish(60)
    assert (await refresh(library)).new == SIZE * (GAP_PAGES + 1)
    assert await numbers(library) == [*range(60, 42, -1), 3, 2, 1]
    world.publish(70)
    assert (await refresh(library)).new == 10
    assert await numbers(library) == [*range(70, 42, -1), 3, 2, 1]
    assert (await refresh(library)).status == "new"
    assert sum(await to_the_end(library)) > 0
    assert await numbers(library) == down_from(70)


async def test_a_gap_is_still_known_after_a_failure(library: Library, site: Site) -> None:
    """The feed itself is unchanged the next time: the gap is remembered with the entries above it."""
    site.answers[WORLD] = world = Wordpress("World – The Paper", 3)
    await refresh(library)
    world.publish(9)
    world.down = True
    result = await refresh(library)
    assert (result.status, result.new) == ("new", 3)
    assert (result.error or "").startswith("older stories are still missing: ")
    world.down = False
    assert (await refresh(library)).new == 3
    assert await numbers(library) == down_from(9)


async def test_flt_04_a_gap_that_finds_no_room_stops_the_refresh(
    library: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.answers[WORLD] = world = Wordpress("World – The Paper", 3)
    await refresh(library)
    world.publish(9)

    def full(*_: object, **__: object) -> None:
        raise StorageError("The disk is full")

    monkeypatch.setattr(ArchiveStore, "save", full)
    with pytest.raises(StorageError, match="full"):
        await refresh(library)


async def test_a_site_without_pages_closes_a_gap_with_one_request(library: Library, site: Site) -> None:
    site.answers[WORLD] = world = Wordpress("World – The Paper", 3, knows_pages=False)
    await refresh(library)
    world.publish(9)
    assert (await refresh(library)).new == 3
    assert pages_asked(site) == ["", "", "2"]


async def test_the_end_in_a_gap_closes_it(library: Library, site: Site) -> None:
    """What was stored before is on the site no more."""
    site.answers[WORLD] = world = Wordpress("World – The Paper", 3)
    await refresh(library)
    world.numbers = [9, 8, 7, 6]
    assert (await refresh(library)).new == 4
    asked = len(site.requests)
    assert await library.older("world") == Older(0, is_end=True)
    assert len(site.requests) == asked


async def test_a_chain_that_ends_in_a_gap_closes_it(library: Library, site: Site) -> None:
    site.answers[WORLD] = Wordpress("World – The Paper", 30)
    await refresh(library)
    site.answers[WORLD] = Chained(7)
    assert (await refresh(library)).new == 7
    assert await library.older("world") == Older(0, is_end=True)


async def test_looking_for_something_older_has_a_limit(library: Library, site: Site) -> None:
    """Pages that hold nothing new are looked through, but not for ever."""
    number = 0

    def answer(request: httpx.Request) -> httpx.Response:
        nonlocal number
        number = number + 1 if "paged" in request.url.params else 0
        return httpx.Response(200, content=rss("World – The Paper", item(3 if number % 2 else 2), item(1)))

    site.feed(WORLD, rss("World – The Paper", item(3), item(2), item(1)))
    await refresh(library)
    site.answers[WORLD] = answer
    assert await library.older("world") == Older(0, is_end=False)
    assert len(site.requests) == 1 + LOOKED_THROUGH


async def test_the_front_page_goes_back_in_every_section(library: Library, site: Site) -> None:
    site.answers[WORLD] = Wordpress("World – The Paper", 8)
    site.answers["/category/opinion/feed/"] = Wordpress("Opinion – The Paper", 4)
    site.answers["/category/opinion/stage/feed/"] = Wordpress("Stage – The Paper", 1)
    await refresh(library, "world", "opinion", "opinion/stage")
    assert await library.older(FRONT) == Older(1, is_end=False)
    assert (await to_the_end(library, FRONT))[-1] == 0
    assert await numbers(library, FRONT) == await numbers(library) == down_from(8)
    assert await library.older(SAVED) == Older(0, is_end=True)


async def test_one_section_that_fails_is_no_end_and_stops_no_other(library: Library, site: Site) -> None:
    site.answers[WORLD] = world = Wordpress("World – The Paper", 8)
    site.answers["/category/opinion/feed/"] = Wordpress("Opinion – The Paper", 4)
    await refresh(library, "world", "opinion")
    world.down = True
    await library.older(FRONT)
    assert await library.older(FRONT) == Older(0, is_end=False)
    with pytest.raises(UnreachableError):
        await library.older("world")
    assert await numbers(library) == [8, 7, 6]


@pytest.mark.parametrize("answer", [httpx.Response(403, content=b"no"), httpx.Response(500)])
async def test_a_page_that_is_refused_is_no_end(library: Library, site: Site, answer: httpx.Response) -> None:
    site.answers[WORLD] = Wordpress("World – The Paper", 3)
    await refresh(library)
    site.answers[WORLD] = answer
    with pytest.raises(UnreachableError):
        await library.older("world")
    site.answers[WORLD] = Wordpress("World – The Paper", 3)
    assert await library.older("world") == Older(0, is_end=True)


async def test_an_old_answer_does_for_no_page(library: Library, site: Site) -> None:
    """The page in the cache is another one by now: entries have moved on."""
    site.answers[WORLD] = world = Wordpress("World – The Paper", 9)
    await refresh(library)
    await library.older("world")
    world.publish(20)
    world.down = True
    result = await refresh(library)
    assert (result.new, "503" in (result.error or "")) == (3, True)
    assert await numbers(library) == [20, 19, 18, 9, 8, 7, 6, 5, 4]


async def test_a_section_that_the_site_does_not_have_has_nothing_older(library: Library, site: Site) -> None:
    site.feed(WORLD, rss("The Paper"))
    site.page("/", b"<html><body><nav class='jeg_main_menu'></nav></body></html>")
    assert "no section named World" in ((await refresh(library)).error or "")
    assert await library.older("world") == Older(0, is_end=True)


async def test_nothing_is_older_than_what_was_never_asked_for(library: Library, site: Site) -> None:
    assert await library.older(FRONT) == Older(0, is_end=False)
    assert await library.older("no-such-section") == Older(0, is_end=False)
    assert site.requests == []


async def test_offline_nothing_older_can_be_had(library: Library, site: Site) -> None:
    library.offline = True
    with pytest.raises(UnreachableError, match="offline"):
        await library.older("world")


def test_the_page_of_an_address_that_asks_already() -> None:
    assert paged(f"{HOME}/?feed=rss2", 2) == f"{HOME}/?feed=rss2&paged=2"
