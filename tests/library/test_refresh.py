"""A refresh brings what a site published, once, politely, and never loses what was there."""

import asyncio
from collections import Counter
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from globeterm.errors import DiskFullError, MissingPartError
from globeterm.library import refreshing
from globeterm.library.entries import STORIES_PER_TASK
from globeterm.library.service import Library
from globeterm.library.stores import Stores
from globeterm.library.tasks import read_feed
from globeterm.library.urgency import Urgency
from globeterm.model import FRONT, RefreshResult
from tests.library.site import HOME, Bench, Clock, Site, item, rss

WORLD = "/category/world/feed/"
OPINION = "/category/opinion/feed/"
STAGE = "/category/opinion/stage/feed/"


async def refresh(library: Library, *keys: str, urgency: Urgency = Urgency.STALE) -> dict[str, RefreshResult]:
    return {result.section: result async for result in library.refresh(keys or None, urgency=urgency)}


@pytest.fixture
def published(site: Site) -> Site:
    site.feed(WORLD, rss("World – The Paper", item(3), item(2)), ETag='"one"')
    site.feed(OPINION, rss("Opinion – The Paper", item(5), item(4), item(3)), ETag='"one"')
    site.feed(STAGE, rss("Stage – The Paper", item(5)), ETag='"one"')
    return site


async def test_brings_each_section_in_the_order_of_the_site(library: Library, published: Site) -> None:
    results = await refresh(library)
    assert {name: (result.status, result.new + result.joined) for name, result in results.items()} == {
        "World": ("new", 2),
        "Opinion": ("new", 3),
        "Stage": ("new", 1),
    }
    assert sum(result.new for result in results.values()) == 4
    opinion = await library.headlines("opinion")
    assert [article.title for article in opinion] == ["Story 5", "Story 4", "Story 3"]
    assert [article.offline for article in opinion] == ["full"] * 3
    front = await library.headlines(FRONT)
    assert [article.title for article in front] == ["Story 5", "Story 4", "Story 3", "Story 2"]
    assert (await library.article(front[2].id)) == front[2]
    assert set(front[2].sections) == {"World", "Opinion"}
    counts = await library.counts()
    assert (counts[FRONT].articles, counts["world"].articles, counts["opinion/stage"].unread) == (4, 2, 1)


async def test_asks_conditionally_and_takes_a_304_for_unchanged(
    library: Library, published: Site, clock: Clock, bench: Bench
) -> None:
    """POL-02, POL-04: the second poll carries the validator, and nothing is parsed."""
    await refresh(library, "world")
    published.answers[WORLD] = httpx.Response(304, headers={"ETag": '"one"'})
    bench.done.clear()
    result = (await refresh(library, "world"))["World"]
    assert (result.status, bench.done) == ("unchanged", [])
    assert published.asked(WORLD)[-1].headers["If-None-Match"] == '"one"'


async def test_the_same_bytes_are_not_parsed_again(
    library: Library, published: Site, clock: Clock, bench: Bench
) -> None:
    """POL-33: always 200, same body."""
    await refresh(library, "world")
    bench.done.clear()
    clock.pass_by(minutes=6)
    assert (await refresh(library, "world", urgency=Urgency.WHOLE))["World"].status == "unchanged"
    assert bench.done == []


async def test_the_reader_asks_without_validators_but_not_all_the_time(
    library: Library, published: Site, clock: Clock
) -> None:
    """POL-10: the key always goes out; minutes after an answer it does so conditionally."""
    await refresh(library, "world")
    clock.pass_by(minutes=6)
    await refresh(library, "world", urgency=Urgency.WHOLE)
    await refresh(library, "world", urgency=Urgency.WHOLE)
    conditional = ["If-None-Match" in request.headers for request in published.asked(WORLD)]
    assert conditional == [False, False, True]


async def test_every_few_hours_a_feed_is_asked_whole(library: Library, published: Site, clock: Clock) -> None:
    """POL-32: a server that always answers 304 can't hide its news for ever."""
    await refresh(library, "world")
    clock.pass_by(hours=5)
    await refresh(library, "world")
    assert "If-None-Match" not in published.asked(WORLD)[-1].headers


async def test_the_clock_asks_only_what_is_due(library: Library, published: Site, clock: Clock) -> None:
    """POL-09, POL-11: started ten times in five minutes, one request an address; after an hour, the next."""
    for _ in range(10):
        await refresh(library, urgency=Urgency.DUE)
        clock.pass_by(seconds=30)
    assert Counter(request.url.path for request in published.requests) == {"/": 1, WORLD: 1, OPINION: 1, STAGE: 1}
    results = await refresh(library, urgency=Urgency.DUE)
    assert {result.status for result in results.values()} == {"cached"}
    clock.pass_by(hours=1)
    await refresh(library, urgency=Urgency.DUE)
    assert Counter(request.url.path for request in published.requests) == {"/": 1, WORLD: 2, OPINION: 2, STAGE: 2}


async def test_a_fresh_feed_is_not_asked_by_a_command(library: Library, site: Site) -> None:
    """POL-13: max-age is honoured."""
    site.feed(WORLD, rss("World – The Paper", item(1)), **{"Cache-Control": "max-age=43200"})
    await refresh(library, "world")
    assert (await refresh(library, "world"))["World"].status == "cached"
    assert len(site.asked(WORLD)) == 1


async def test_an_edited_story_is_updated_and_stays_read(library: Library, published: Site) -> None:
    """FLT-36: its marks are kept, and there is no double."""
    await refresh(library, "world")
    before = (await library.headlines("world"))[0]
    await library.mark([before.id], read=True)
    published.feed(WORLD, rss("World – The Paper", item(3, title="Story 3, mended"), item(2)))
    result = (await refresh(library, "world"))["World"]
    assert (result.status, result.new, result.updated) == ("new", 0, 1)
    after = await library.headlines("world")
    assert [article.title for article in after] == ["Story 3, mended", "Story 2"]
    assert (after[0].id, after[0].read) == (before.id, True)


async def test_one_bad_feed_never_stops_the_others(library: Library, published: Site) -> None:
    """FLT-25, FLT-39: a captive portal's page is a failure with a sentence, and nothing is lost by it."""
    await refresh(library)
    published.page(WORLD, b"<html><body><h1>Welcome to the hotel</h1></body></html>")
    published.feed(OPINION, rss("Opinion – The Paper", item(6), item(5), item(4), item(3)))
    results = await refresh(library)
    assert (results["World"].status, results["Opinion"].new) == ("failed", 1)
    assert "not a feed" in (results["World"].error or "")
    assert len(await library.headlines("world")) == 2
    world = next(feed for feed in await library.feeds() if feed.section == "world")
    assert (world.failures, world.error) == (1, results["World"].error)
    assert world.failing_since is not None


async def test_what_nobody_expected_is_a_sentence_too(library: Library, published: Site, bench: Bench) -> None:
    """FLT-39: whatever one feed raises, only that one fails."""

    def explode(fn: Any, args: Any) -> bool:
        if fn.__name__ == "read_feed" and "world" in args[0].url:
            raise ZeroDivisionError("by nothing")
        return False

    bench.refuses = explode
    results = await refresh(library, "world", "opinion")
    assert (results["World"].status, results["Opinion"].status) == ("failed", "new")
    assert "World could not be checked" in (results["World"].error or "")


async def test_flt_45_a_library_that_is_missing_is_no_fault_of_a_feed(
    library: Library, published: Site, bench: Bench
) -> None:
    def missing(fn: Any, args: Any) -> bool:
        raise MissingPartError(ImportError(name="feedparser"))

    bench.refuses = missing
    with pytest.raises(MissingPartError, match="feedparser can't be loaded"):
        await refresh(library)
    assert [feed.failing_since for feed in await library.feeds()] == [None] * 3


async def test_without_a_network_everything_is_as_it_was(library: Library, published: Site) -> None:
    """FLT-24: a failure each, and the lists as they were."""
    await refresh(library)
    published.down = True
    results = await refresh(library)
    assert {result.status for result in results.values()} == {"failed"}
    assert len(await library.headlines(FRONT)) == 4


EMPTY = {
    "nothing": httpx.Response(200, content=b" \n"),
    "204": httpx.Response(204),
    "no items": httpx.Response(200, content=rss("World – The Paper"), headers={"ETag": '"empty"'}),
}


@pytest.mark.parametrize("answer", EMPTY.values(), ids=EMPTY)
async def test_flt_27_an_empty_feed_is_told_after_some_times_and_its_entries_stay(
    library: Library, published: Site, clock: Clock, answer: httpx.Response
) -> None:
    await refresh(library, "world")
    before = await library.headlines("world")
    published.answers[WORLD] = answer
    results = []
    for _ in range(3):
        clock.pass_by(minutes=20)
        results.append((await refresh(library, "world"))["World"])
    assert [result.status for result in results] == ["unchanged", "unchanged", "failed"]
    assert [result.error for result in results[:2]] == [None, None]
    assert (results[2].error or "").startswith("the feed is empty, 3 times in a row; what was stored stays")
    assert await library.headlines("world") == before
    world = next(feed for feed in await library.feeds() if feed.section == "world")
    assert (world.failures, world.failing_since, world.error) == (3, clock(), results[2].error)
    published.feed(WORLD, rss("World – The Paper", item(4), item(3)), ETag='"two"')
    assert (await refresh(library, "world"))["World"].new == 1
    assert {request.headers.get("If-None-Match") for request in published.asked(WORLD)[1:]} <= {'"one"', None}


async def test_flt_27_a_feed_that_was_always_empty_says_so_at_once(library: Library, site: Site) -> None:
    site.answers[WORLD] = httpx.Response(200, content=b"")
    result = (await refresh(library, "world"))["World"]
    assert (result.status, result.exit_code) == ("failed", 65)
    assert (result.error or "").startswith("the feed is empty: ")


@pytest.mark.parametrize("status", [403, 410])
async def test_an_error_status_is_a_failure(library: Library, site: Site, status: int) -> None:
    site.answers[WORLD] = httpx.Response(status, content=b"no")
    result = (await refresh(library, "world"))["World"]
    assert (result.status, str(status) in (result.error or "")) == ("failed", True)


async def test_retry_after_is_kept(library: Library, site: Site, clock: Clock) -> None:
    """POL-16: nothing is asked before the hour is over."""
    site.answers[WORLD] = httpx.Response(429, headers={"Retry-After": "7200"})
    await refresh(library, "world")
    for _ in range(2):
        clock.pass_by(minutes=59)
        assert (await refresh(library, "world", urgency=Urgency.WHOLE))["World"].status == "failed"
    assert len(site.asked(WORLD)) == 1


async def test_an_entry_that_can_not_be_read_costs_no_other(library: Library, site: Site, bench: Bench) -> None:
    """SEC-08: the fifth of ten is poisoned; it is stored by its headline, the others whole."""
    site.feed(WORLD, rss("World – The Paper", *(item(number) for number in range(10, 0, -1))))

    def refuse(fn: Any, args: Any) -> bool:
        return fn.__name__ == "read_stories" and any(entry.title == "Story 5" for entry in args[0])

    bench.refuses = refuse
    assert (await refresh(library, "world"))["World"].new == 10
    stored = {article.title: article.offline for article in await library.headlines("world")}
    assert [title for title, offline in stored.items() if offline == "summary"] == ["Story 5"]


async def test_what_a_broken_feed_still_holds_is_stored_and_the_rest_is_told(library: Library, site: Site) -> None:
    """FLT-26: a document that breaks off keeps its whole entries."""
    whole = rss("World – The Paper", item(2), item(1))
    site.feed(WORLD, whole[: whole.rindex(b"<guid")])
    result = (await refresh(library, "world"))["World"]
    assert (result.status, result.new, result.exit_code) == ("new", 1, 1)
    assert "not all of it" in (result.error or "")


async def test_a_long_feed_is_read_in_parts(library: Library, site: Site, bench: Bench) -> None:
    items = [item(number, content="") for number in range(STORIES_PER_TASK + 1, 0, -1)]
    site.feed(WORLD, rss("World – The Paper", *items))
    assert (await refresh(library, "world"))["World"].new == STORIES_PER_TASK + 1
    assert bench.done.count("read_stories") == 2


async def test_feeds_do_not_pile_up_before_the_workshop(
    library: Library, published: Site, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SEC-07: no document is asked for while as many as may be held wait to be read."""
    monkeypatch.setattr(refreshing, "FEEDS_IN_MEMORY", 1)
    asked_when_read: list[int] = []

    def counts(fn: Callable[..., object], args: tuple[object, ...]) -> bool:
        if fn is read_feed:
            asked_when_read.append(len(published.requests))
        return False

    bench.refuses = counts
    await refresh(library)
    assert asked_when_read == [1, 2, 3]


async def test_a_refresh_that_is_left_stops_asking(library: Library, published: Site) -> None:
    results = library.refresh(urgency=Urgency.STALE)
    first = await anext(results)
    await results.aclose()  # type: ignore[attr-defined]
    assert first.status == "new"


async def test_offline_asks_nothing(library: Library, published: Site) -> None:
    library.offline = True
    results = await refresh(library)
    assert {(result.status, result.url.startswith(HOME)) for result in results.values()} == {("cached", True)}
    assert published.requests == []


async def test_flt_04_a_full_disk_stops_a_refresh_and_is_no_fault_of_the_feeds(
    library: Library, published: Site, stores: Stores, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is stored can be read, and the next refresh brings the rest."""
    await refresh(library, "world")

    def full(*_: object, **__: object) -> None:
        raise DiskFullError("The disk is full: reading still works.")

    published.requests.clear()
    clock.pass_by(hours=9)
    with monkeypatch.context() as patched:
        patched.setattr(stores.articles, "save", full)
        with pytest.raises(DiskFullError, match="reading still works"):
            await refresh(library, urgency=Urgency.WHOLE)
    assert [feed.error for feed in await library.feeds()] == [None, None, None]
    assert len(await library.headlines("world")) == 2
    assert (await refresh(library))["Opinion"].status == "new"


async def test_flt_01_a_304_hides_nothing_after_a_refresh_that_was_killed(
    library: Library, published: Site, stores: Stores, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cache has the answer and its validators, the library nothing of it: the digests differ, so it is read."""

    def killed(*_: object, **__: object) -> None:
        raise asyncio.CancelledError

    await refresh(library, "world")
    published.feed(WORLD, rss("World – The Paper", item(6), item(3), item(2)), ETag='"two"')
    clock.pass_by(hours=1)
    with monkeypatch.context() as patched:
        patched.setattr(stores.articles, "save", killed)
        with pytest.raises(asyncio.CancelledError):
            await refresh(library, "world")
    published.answers[WORLD] = httpx.Response(304, headers={"ETag": '"two"'})
    clock.pass_by(hours=1)
    assert (await refresh(library, "world"))["World"].new == 1
    assert published.requests[-1].headers["If-None-Match"] == '"two"'
