"""A section whose address the site does not know is found by its name, for a week; one it no longer has says so."""

import json

import httpx
import pytest

from globeterm.library.service import Library
from globeterm.library.urgency import Urgency
from tests.library.site import HOME, Clock, Site, item, rss
from tests.library.test_refresh import OPINION, STAGE, WORLD, refresh

MENU = "<html><body><ul class='jeg_main_menu'>{}</ul></body></html>"
CATEGORIES = "/wp-json/wp/v2/categories"


def menu(**rows: str) -> bytes:
    return MENU.format("".join(f"<li><a href='{path}'>{name}</a></li>" for name, path in rows.items())).encode()


@pytest.fixture
def moved(site: Site) -> Site:
    """World lives at /category/planet/ now; the old address is a WordPress's 200 with the bare title of the site."""
    site.feed(WORLD, rss("The Paper"))
    site.feed("/category/planet/feed/", rss("World – The Paper", item(2), item(1)))
    site.page("/", menu(Planet="/planet/", World="/category/planet/"))
    return site


async def test_found_in_the_menu(library: Library, moved: Site) -> None:
    result = (await refresh(library, "world"))["World"]
    assert (result.status, result.new, result.url) == ("new", 2, f"{HOME}/category/planet/feed/")
    (feed,) = await library.feeds()
    assert (feed.address, feed.found) == (result.url, "menu")


async def test_found_by_rest_where_the_menu_does_not_name_it(library: Library, moved: Site) -> None:
    moved.page("/", menu(About="/about-us/"))
    rows = [{"name": "World", "link": f"{HOME}/category/planet/", "slug": "planet"}]
    moved.answers[CATEGORIES] = httpx.Response(200, content=json.dumps(rows))
    assert (await refresh(library, "world"))["World"].new == 2
    assert [feed.found for feed in await library.feeds()] == ["rest"]


async def test_a_404_is_looked_up_too(library: Library, moved: Site) -> None:
    del moved.answers[WORLD]
    assert (await refresh(library, "world"))["World"].new == 2


async def test_what_was_found_is_kept_for_a_week(library: Library, moved: Site, clock: Clock) -> None:
    await refresh(library, "world")
    clock.pass_by(days=6)
    await refresh(library, "world")
    assert (len(moved.asked("/")), len(moved.asked(WORLD))) == (1, 1)
    clock.pass_by(days=2)
    await refresh(library, "world")
    assert (len(moved.asked("/")), len(moved.asked(WORLD))) == (2, 2)
    assert len(await library.headlines("world")) == 2


async def test_an_empty_section_is_no_unknown_one(library: Library, site: Site) -> None:
    site.feed(STAGE, rss("Stage – The Paper"))
    result = (await refresh(library, "opinion/stage"))["Stage"]
    assert (result.status, result.error, site.asked("/")) == ("unchanged", None, [])


async def test_an_empty_section_with_another_title_is_where_the_menu_says(library: Library, site: Site) -> None:
    site.feed(STAGE, rss("Theatre – The Paper"))
    site.page("/", menu(Stage="/category/opinion/stage/"))
    result = (await refresh(library, "opinion/stage"))["Stage"]
    assert (result.status, result.error) == ("unchanged", None)
    assert [feed.found for feed in await library.feeds()] == ["edition"]


async def test_a_section_that_is_gone_says_so(library: Library, moved: Site, clock: Clock) -> None:
    moved.page("/", menu(Planet="/planet/"))
    for urgency in (Urgency.STALE, Urgency.DUE):
        clock.pass_by(hours=3)
        result = (await refresh(library, "world", urgency=urgency))["World"]
        assert (result.status, result.error) == ("unchanged", "The Paper has no section named World any more")
    assert [feed.found for feed in await library.feeds()] == ["missing"]
    assert len(moved.asked(WORLD)) == 1
    moved.page("/", menu(World="/category/planet/"))
    assert (await refresh(library, "world", urgency=Urgency.WHOLE))["World"].new == 2


async def test_a_row_that_leads_elsewhere_is_not_the_section(library: Library, moved: Site) -> None:
    moved.page("/", menu(World="https://elsewhere.example/world/"))
    assert (await refresh(library, "world"))["World"].error is not None


async def test_a_site_that_can_not_be_asked_is_a_failure_and_not_a_loss(library: Library, moved: Site) -> None:
    moved.answers["/"] = moved.answers[CATEGORIES] = httpx.Response(503)
    result = (await refresh(library, "world"))["World"]
    assert result.status == "failed"
    assert [feed.found for feed in await library.feeds()] == ["edition"]


async def test_a_menu_that_can_not_be_read_leaves_the_rest(library: Library, moved: Site, bench: object) -> None:
    bench.refuses = lambda fn, args: fn.__name__ == "read_menu"  # type: ignore[attr-defined]
    rows = [{"name": "World", "link": f"{HOME}/category/planet/"}]
    moved.answers[CATEGORIES] = httpx.Response(200, content=json.dumps(rows))
    assert (await refresh(library, "world"))["World"].new == 2


async def test_a_known_address_that_breaks_is_a_failure(library: Library, moved: Site) -> None:
    """The menu names the address, and the address is a 404: no loop, one sentence."""
    del moved.answers["/category/planet/feed/"]
    result = (await refresh(library, "world"))["World"]
    assert (result.status, "404" in (result.error or "")) == ("failed", True)


async def test_the_menu_is_asked_once_for_all_sections(library: Library, site: Site) -> None:
    site.page("/", menu(World="/a/", Opinion="/b/", Stage="/c/"))
    for name in "abc":
        site.feed(f"/{name}/feed/", rss("x", item(ord(name))))
    results = await refresh(library, "world", "opinion", "opinion/stage")
    assert {result.new for result in results.values()} == {1}
    assert (len(site.asked("/")), len(site.asked(OPINION))) == (1, 1)


async def test_rest_is_asked_once_too_and_www_is_the_same_site(library: Library, site: Site) -> None:
    rows = [{"name": name, "link": f"https://www.paper.example/{name}/"} for name in ("World", "Opinion")]
    site.answers[CATEGORIES] = httpx.Response(200, content=json.dumps(rows))
    results = await refresh(library, "world", "opinion")
    assert {result.url for result in results.values()} == {
        "https://www.paper.example/World/feed/",
        "https://www.paper.example/Opinion/feed/",
    }
    assert len(site.asked(CATEGORIES)) == 1
