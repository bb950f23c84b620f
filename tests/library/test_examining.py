"""A look at a site of which nothing is stored: every state that a feed may be in."""

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import httpx
import pytest

from globeterm.config import WeatherConfig
from globeterm.errors import EXIT_BAD_INPUT, EXIT_INTERNAL, EXIT_OK, EXIT_UNREACHABLE, UNEXPECTED
from globeterm.library.directory import CATEGORIES
from globeterm.library.examining import Examiner, FeedFinding, RestFinding
from globeterm.library.service import Library
from globeterm.model import Feed, Validators
from globeterm.web.client import CachingClient
from tests.library.site import EDITION, HOME, Bench, Clock, Site, item, page, rss

if TYPE_CHECKING:
    from globeterm.workshop import Workshop

FORECASTS, PLACES = "/v1/forecast", "/v1/search"
REST = httpx.URL(HOME + CATEGORIES).path


@pytest.fixture
def examiner(client: CachingClient, clock: Clock, bench: Bench, site: Site) -> Examiner:
    """An examiner of a site with three feeds, the first with a full text and a summary."""
    site.feed("/category/world/feed/", rss("World – The Paper", item(1), item(2, content="")), ETag='"w1"')
    site.feed("/category/opinion/feed/", rss("Opinion – The Paper"))
    site.feed("/category/opinion/stage/feed/", rss("Stage – The Paper", item(3)))
    return Examiner(EDITION, {}, lambda: client, cast("Workshop", bench), now=clock)


def by_key(findings: "list[FeedFinding] | tuple[FeedFinding, ...]") -> dict[str, FeedFinding]:
    return {finding.key: finding for finding in findings}


async def test_feeds_that_answer(examiner: Examiner) -> None:
    world, opinion, stage = await examiner.feeds()
    assert world == FeedFinding(
        "World",
        "world",
        f"{HOME}/category/world/feed/",
        "edition",
        status=200,
        entries=2,
        full=1,
        validators=Validators(b'"w1"', None),
    )
    assert (opinion.status, opinion.entries, opinion.full) == (200, 0, 0)
    assert (stage.section, stage.entries, stage.full) == ("Stage", 1, 1)


async def test_the_second_time_nothing_is_brought_again(examiner: Examiner, site: Site) -> None:
    await examiner.feeds()
    site.answers["/category/world/feed/"] = lambda request: httpx.Response(
        304 if request.headers.get("If-None-Match") == '"w1"' else 200
    )
    world = (await examiner.feeds())[0]
    assert (world.status, world.entries, world.full) == (304, 2, 1)


async def test_a_section_that_is_found_by_name_and_one_that_is_not(examiner: Examiner, site: Site) -> None:
    menu = page("Home", "text").replace(b"<nav>", b"<nav><a href='/the-world/'>World</a>")
    site.page("/", menu)
    site.answers["/category/world/feed/"] = httpx.Response(404)
    site.answers["/category/opinion/stage/feed/"] = httpx.Response(404)
    site.feed("/the-world/feed/", rss("World – The Paper", item(1)))
    found = by_key(await examiner.feeds())
    assert (found["world"].address, found["world"].found) == (f"{HOME}/the-world/feed/", "menu")
    assert (found["world"].status, found["world"].entries) == (200, 1)
    assert (found["opinion/stage"].found, found["opinion/stage"].status) == ("missing", 404)
    assert found["opinion/stage"].exit_code == EXIT_OK


async def test_what_was_found_within_the_week_is_asked_there(
    client: CachingClient, clock: Clock, bench: Bench, site: Site
) -> None:
    site.feed("/w/feed/", rss("World – The Paper", item(1)))
    feed = Feed(1, "world", f"{HOME}/w/feed/", found="rest", found_at=clock())
    examiner = Examiner(
        replace(EDITION, sections=EDITION.sections[:1]),
        {"world": feed},
        lambda: client,
        cast("Workshop", bench),
        now=clock,
    )
    (world,) = await examiner.feeds()
    assert (world.address, world.found, world.entries) == (f"{HOME}/w/feed/", "rest", 1)


async def test_flt_25_39_each_failure_is_told_and_the_other_feeds_finish(examiner: Examiner, site: Site) -> None:
    site.answers["/category/world/feed/"] = httpx.Response(403)
    site.page("/category/opinion/feed/", page("Log in", "Please log in to this network."))
    site.answers["/category/opinion/stage/feed/"] = httpx.Response(503)
    world, opinion, stage = await examiner.feeds()
    assert (world.status, world.exit_code, world.is_told_to_wait) == (403, EXIT_UNREACHABLE, False)
    assert (world.error or "").startswith("paper.example does not let globeterm read this feed (403 Forbidden)")
    assert (opinion.status, opinion.exit_code) == (None, EXIT_BAD_INPUT)
    assert "web page, not a feed" in (opinion.error or "")
    assert (stage.status, stage.exit_code, stage.is_told_to_wait) == (503, EXIT_UNREACHABLE, False)


async def test_pol_16_a_site_that_asks_for_rest_is_told_and_left_alone(examiner: Examiner, site: Site) -> None:
    site.answers["/category/world/feed/"] = httpx.Response(429, headers={"Retry-After": "3600"})
    world = (await examiner.feeds())[0]
    assert (world.status, world.is_told_to_wait) == (429, True)
    assert "wait until" in (world.error or "")
    asked = len(site.requests)
    assert all(finding.is_told_to_wait for finding in await examiner.feeds())
    assert len(site.requests) == asked


async def test_pol_22_a_site_that_cannot_be_reached_is_asked_once(examiner: Examiner, site: Site) -> None:
    site.down = True
    assert {finding.exit_code for finding in await examiner.feeds()} == {EXIT_UNREACHABLE}
    assert len(site.requests) == 1


async def test_pol_23_where_a_feed_moves_to_for_good(examiner: Examiner, site: Site) -> None:
    there = f"{HOME}/new/feed/"
    site.answers["/category/world/feed/"] = httpx.Response(301, headers={"Location": there})
    site.feed("/new/feed/", rss("World – The Paper", item(1)))
    world, opinion, _ = await examiner.feeds()
    assert (world.address, world.moves, opinion.moves) == (f"{HOME}/category/world/feed/", there, None)


async def test_flt_26_nothing_takes_longer_than_its_time(
    client: CachingClient, bench: Bench, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def silent(*_: object, **__: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(client, "get", silent)
    examiner = Examiner(EDITION, {}, lambda: client, cast("Workshop", bench), now=clock, seconds=0.01)
    late = "there was no answer within 0.01 seconds"
    assert {(finding.error, finding.exit_code) for finding in await examiner.feeds()} == {(late, EXIT_UNREACHABLE)}
    assert await examiner.rest() == RestFinding(is_open=False, why=late)
    assert await examiner.weather(WeatherConfig()) == late


@pytest.mark.parametrize(
    ("place", "answers", "why"),
    [
        ("New York", {FORECASTS: '{"current": {"temperature_2m": 4}}'}, None),
        ("new york", {FORECASTS: "{}"}, "the weather service gave an answer that can't be read"),
        ("New York", {FORECASTS: 500}, "weather.example answers with an error (500 Internal Server Error)"),
        ("Oslo", {PLACES: '{"results": []}'}, "the weather service knows no place named Oslo"),
    ],
)
async def test_why_there_is_no_weather(
    examiner: Examiner, site: Site, place: str, answers: dict[str, str | int], why: str | None
) -> None:
    for path, answer in answers.items():
        is_status = isinstance(answer, int)
        site.answers[path] = httpx.Response(answer) if is_status else httpx.Response(200, content=str(answer))
    wanted = WeatherConfig(place=place, address="https://weather.example", places="https://weather.example")
    said = await examiner.weather(wanted)
    assert said is why if why is None else (said or "").startswith(why)


async def test_a_stale_answer_is_no_answer_of_the_site(examiner: Examiner, site: Site) -> None:
    await examiner.feeds()
    site.down = True
    world = (await examiner.feeds())[0]
    assert world.exit_code == EXIT_UNREACHABLE
    assert world.error


async def test_flt_45_a_library_that_is_missing_is_no_fault_of_a_feed(
    examiner: Examiner, site: Site, bench: Bench
) -> None:
    def missing(fn: object, args: object) -> bool:
        raise ImportError(name="pebble")

    site.feed("/category/world/feed/", rss("World – The Paper", item(1)))
    bench.refuses = missing
    with pytest.raises(ImportError):
        await examiner.feeds()


async def test_flt_39_a_fault_of_our_own_is_told_too(examiner: Examiner, bench: Bench) -> None:
    def broken(fn: object, args: object) -> bool:
        raise ZeroDivisionError

    bench.refuses = broken
    world = (await examiner.feeds())[0]
    assert (world.error, world.exit_code) == (f"the feed could not be examined: {UNEXPECTED}", EXIT_INTERNAL)


@pytest.mark.parametrize(
    ("answer", "is_open", "why"),
    [
        (httpx.Response(200, content=b" [] "), True, ""),
        (httpx.Response(200, content=b"<html>"), False, "it answers something else than a list"),
        (httpx.Response(401), False, "it answers 401"),
        (httpx.Response(503), False, "paper.example"),
    ],
)
async def test_whether_the_rest_api_is_open(
    examiner: Examiner, site: Site, answer: httpx.Response, is_open: bool, why: str
) -> None:
    site.answers[REST] = answer
    rest = await examiner.rest()
    assert rest.is_open is is_open
    assert rest.why.startswith(why)


async def test_the_library_counts_full_texts(library: Library, site: Site) -> None:
    site.feed("/category/world/feed/", rss("World – The Paper", item(1), item(2, content="")))
    async for _ in library.refresh(["world"]):
        pass
    assert (await library.full_texts())["world"] == 1


async def test_the_library_asks_once_whether_the_rest_api_is_open(library: Library, site: Site) -> None:
    site.answers[REST] = httpx.Response(401)
    assert not (await library.rest()).is_open
    site.answers[REST] = httpx.Response(200, content=b"[]")
    assert (await library.rest()).is_open
    asked = len(site.requests)
    assert (await library.rest()).is_open
    assert len(site.requests) == asked
