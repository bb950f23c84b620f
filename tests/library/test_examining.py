"""A look at a site of which nothing is stored: every state that a feed may be in."""

from dataclasses import replace
from typing import TYPE_CHECKING, cast

import httpx
import pytest

from globeterm.errors import EXIT_BAD_INPUT, EXIT_INTERNAL, EXIT_OK, EXIT_UNREACHABLE
from globeterm.library.directory import CATEGORIES
from globeterm.library.examining import Examiner, FeedFinding
from globeterm.library.service import Library
from globeterm.model import Feed, Validators
from globeterm.web.client import CachingClient
from tests.library.site import EDITION, HOME, Bench, Clock, Site, item, page, rss

if TYPE_CHECKING:
    from globeterm.workshop import Workshop

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
    assert (world.error, world.status, world.exit_code) == ("it answers 403 Forbidden", 403, EXIT_UNREACHABLE)
    assert (opinion.status, opinion.exit_code) == (None, EXIT_BAD_INPUT)
    assert "web page, not a feed" in (opinion.error or "")
    assert (stage.status, stage.exit_code) == (None, EXIT_UNREACHABLE)


async def test_a_stale_answer_is_no_answer_of_the_site(examiner: Examiner, site: Site) -> None:
    await examiner.feeds()
    site.down = True
    world = (await examiner.feeds())[0]
    assert world.exit_code == EXIT_UNREACHABLE
    assert world.error


async def test_flt_39_a_fault_of_our_own_is_told_too(examiner: Examiner, bench: Bench) -> None:
    def broken(fn: object, args: object) -> bool:
        raise ZeroDivisionError

    bench.refuses = broken
    world = (await examiner.feeds())[0]
    assert (world.error, world.exit_code) == ("the feed could not be examined (ZeroDivisionError)", EXIT_INTERNAL)


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
