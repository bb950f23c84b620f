"""The site's own front page: asked for with a refresh of everything, kept, and read like a story."""

from datetime import timedelta

import httpx
import pytest

from globeterm.content import Document, Link, More
from globeterm.library.service import Library
from globeterm.library.syncing import SyncOrder
from globeterm.library.urgency import Urgency
from globeterm.model import FRONT, PICKS, Kept
from tests.library.site import HOME, START, Bench, Clock, Site, item, rss
from tests.library.test_refresh import OPINION, STAGE, WORLD, refresh


def card(number: int, title: str = "") -> str:
    return (
        f"<article class='jeg_post'><h3 class='jeg_post_title'><a href='{HOME}/2025/06/story-{number}/'>"
        f"{title or f'Story {number}'}</a></h3></article>"
    )


def widget(name: str, *cards: str) -> str:
    title = f"<h3 class='jeg_block_title'><span>{name}</span></h3>"
    return f"<div class='widget'><div class='jeg_postblock'>{title}{''.join(cards)}</div></div>"


def home(*parts: str) -> bytes:
    return f"<!doctype html><html><body><div class='jeg_viewport'>{''.join(parts)}</div></body></html>".encode()


PAGE = home(
    f"<div class='jeg_heroblock'>{card(3)}{card(9, 'A Story That Is Not Here')}</div>",
    widget("Recommended", card(2), card(1)),
    widget("Opinion", card(4)),
)


@pytest.fixture
def published(site: Site) -> Site:
    """Stories in three sections, one of them in all of these, and a front page."""
    site.feed(WORLD, rss("World – The Paper", item(3), item(2), item(1)))
    site.feed(OPINION, rss("Opinion – The Paper", item(4), item(3)))
    site.feed(STAGE, rss("Stage – The Paper", item(3)))
    site.page("/", PAGE)
    return site


def titles(document: Document | None) -> dict[str, list[str]]:
    assert document is not None
    boxes = [block for block in document.blocks if isinstance(block, More)]
    return {box.title: [link.title for link in box.links] for box in boxes}


async def test_a_story_of_three_sections_is_one_row_of_the_front_page(library: Library, published: Site) -> None:
    await refresh(library)
    front = await library.headlines(FRONT)
    assert [article.title for article in front] == ["Story 4", "Story 3", "Story 2", "Story 1"]
    assert front[1].sections == ("World", "Opinion", "Stage")
    assert (await library.counts())[FRONT].articles == 4


async def test_twins_by_headline_and_time_are_one_row_though_their_ids_differ(library: Library, site: Site) -> None:
    site.feed(WORLD, rss("World – The Paper", item(3)))
    site.feed(OPINION, rss("Opinion – The Paper", item(3).replace("?p=3", "?p=77")))
    site.feed(STAGE, rss("Stage – The Paper", item(3).replace(f"{HOME}/2025/06/story-3/", f"{HOME}/2025/06/story-3")))
    await refresh(library)
    assert [article.sections for article in await library.headlines(FRONT)] == [("World", "Opinion", "Stage")]


async def test_the_front_page_says_what_it_features_and_recommends(library: Library, published: Site) -> None:
    assert await library.front_page() is None
    await refresh(library)
    document = await library.front_page()
    assert titles(document) == {
        "Featured": ["Story 3", "A Story That Is Not Here"],
        "Recommended": ["Story 2", "Story 1"],
        "Opinion": ["Story 4"],
    }
    assert document is not None
    assert (document.url, document.published) == (f"{HOME}/", START)
    featured = document.blocks[0]
    assert isinstance(featured, More)
    assert featured.links[0] == Link(
        "Story 3", f"{HOME}/2025/06/story-3/", ("Abena Fosu",), START - timedelta(days=30) + timedelta(hours=3)
    )
    assert (await library.counts())[PICKS].articles == 5


async def test_a_link_to_the_home_page_leads_there(library: Library, published: Site) -> None:
    await refresh(library)
    published.down = True
    assert await library.linked(f"{HOME}/") == await library.linked(HOME) == await library.front_page()


async def test_it_is_asked_for_no_more_often_than_a_feed_without_validators(
    library: Library, published: Site, clock: Clock
) -> None:
    """POL-11, POL-14: with a refresh of everything; of one section, never."""
    await refresh(library, "world")
    assert published.asked("/") == []
    for _ in range(3):
        await refresh(library, urgency=Urgency.DUE)
        await refresh(library, urgency=Urgency.STALE)
    assert len(published.asked("/")) == 1
    clock.pass_by(hours=1, minutes=59)
    await refresh(library, urgency=Urgency.STALE)
    assert len(published.asked("/")) == 1
    clock.pass_by(minutes=1)
    await refresh(library, urgency=Urgency.STALE)
    assert len(published.asked("/")) == 2


async def test_the_readers_key_asks_again_after_five_minutes(library: Library, published: Site, clock: Clock) -> None:
    """POL-10."""
    await refresh(library)
    await refresh(library, urgency=Urgency.WHOLE)
    assert len(published.asked("/")) == 1
    clock.pass_by(minutes=5)
    await refresh(library, urgency=Urgency.WHOLE)
    assert len(published.asked("/")) == 2


async def test_what_did_not_change_is_not_read_again(
    library: Library, published: Site, clock: Clock, bench: Bench
) -> None:
    await refresh(library)
    clock.pass_by(hours=3)
    await refresh(library)
    assert (len(published.asked("/")), bench.done.count("read_front_page")) == (2, 1)


async def test_validators_go_along(library: Library, published: Site, clock: Clock) -> None:
    published.answers["/"] = lambda request: httpx.Response(
        304 if request.headers.get("if-none-match") == '"1"' else 200,
        headers={"ETag": '"1"', "Content-Type": "text/html"},
        content=b"" if "if-none-match" in request.headers else PAGE,
    )
    await refresh(library)
    clock.pass_by(hours=1)
    await refresh(library)
    assert published.asked("/")[1].headers["if-none-match"] == '"1"'
    assert len(titles(await library.front_page())) == 3


async def test_a_page_that_says_nothing_leaves_what_was_known(library: Library, published: Site, clock: Clock) -> None:
    await refresh(library)
    published.page("/", b"<html><body><p>We will be back soon.</p></body></html>")
    clock.pass_by(hours=3)
    await refresh(library)
    published.answers["/"] = httpx.Response(404, content=b"no")
    clock.pass_by(hours=3)
    await refresh(library)
    assert len(titles(await library.front_page())) == 3


async def test_a_page_that_cannot_be_had_is_no_failure_and_rests(
    library: Library, published: Site, clock: Clock
) -> None:
    """POL-18: ten minutes, then twice as long; what the server wishes is heeded."""
    published.answers["/"] = httpx.Response(500)
    results = await refresh(library)
    assert {result.status for result in results.values()} == {"new"}
    for minutes, requests in ((9, 1), (1, 2), (19, 2), (1, 3)):
        clock.pass_by(minutes=minutes)
        await refresh(library, urgency=Urgency.WHOLE)
        assert len(published.asked("/")) == requests
    assert await library.front_page() is None


async def test_a_stale_copy_is_no_answer(library: Library, published: Site, clock: Clock) -> None:
    await refresh(library)
    published.answers["/"] = httpx.Response(500)
    clock.pass_by(hours=3)
    await refresh(library)
    document = await library.front_page()
    assert document is not None
    assert document.published == START


async def test_a_site_that_is_away_is_not_asked_for_its_front_page(library: Library, published: Site) -> None:
    published.down = True
    await refresh(library)
    assert published.asked("/") == []


async def test_stories_of_other_sites_are_left_out(library: Library, published: Site) -> None:
    elsewhere = card(7).replace(HOME, "https://elsewhere.example")
    published.page("/", home(widget("Recommended", elsewhere, card(2))))
    await refresh(library)
    assert titles(await library.front_page()) == {"Recommended": ["Story 2"]}


async def test_what_has_come_since_the_last_visit(library: Library, published: Site, clock: Clock) -> None:
    await refresh(library)
    left = clock()
    assert await library.newest_before(FRONT, left) == (await library.headlines(FRONT))[0].id
    clock.pass_by(hours=2)
    published.feed(WORLD, rss("World – The Paper", item(9), item(3), item(2), item(1)))
    await refresh(library)
    assert await library.newest_before(FRONT, left) == (await library.headlines(FRONT))[1].id


async def test_a_sync_of_everything_is_remembered(library: Library, published: Site, clock: Clock) -> None:
    async for _ in library.sync(SyncOrder(keys=["world"])):
        pass
    assert await library.kept() == Kept(None, 0)
    async for _ in library.sync(SyncOrder()):
        pass
    assert await library.kept() == Kept(clock(), 0)
    assert titles(await library.front_page())["Opinion"] == ["Story 4"]
    synced = clock()
    clock.pass_by(hours=1)
    library.offline = True
    async for _ in library.sync(SyncOrder()):
        pass
    assert (await library.kept()).synced == synced
