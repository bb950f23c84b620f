"""A network that wants a login answers for every address (FLT-25): nothing of it stays, and all is as it was after."""

from collections.abc import Callable

import httpx
import pytest

from globeterm.config import WeatherConfig
from globeterm.content import plain
from globeterm.errors import BadInputError, GlobetermError, UnreachableError
from globeterm.library.service import Library
from globeterm.library.syncing import SyncOrder
from globeterm.library.urgency import Urgency
from globeterm.model import FRONT
from globeterm.web.client import CachingClient
from globeterm.web.resource import FetchError
from tests.library.site import TEXT, Clock, Site, item, page, rss
from tests.library.test_front_page import card, home, widget
from tests.library.test_pictures import PICTURE, STRIKE, png
from tests.library.test_refresh import OPINION, STAGE, WORLD, refresh
from tests.library.test_weather import FORECAST

TERMS = "Guests of this hotel may use the network once they have agreed to what is written here and below. " * 6
LOGIN = (
    f"<!doctype html><title>Hotel Wi-Fi</title><h1>Welcome to the hotel</h1><article><p>{TERMS}</p></article>"
    "<form action='/login'><input name='room'><button>Connect</button></form>"
).encode()
ASKS_FOR_LOGIN = {"Content-Type": "text/html", "ETag": '"portal"', "Cache-Control": "max-age=99999"}
STORY = "/2025/06/story-1/"


def in_place(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, headers=ASKS_FOR_LOGIN, content=LOGIN)


def by_redirect(request: httpx.Request) -> httpx.Response:
    if request.url.host == "portal.example":
        return httpx.Response(200, headers=ASKS_FOR_LOGIN, content=LOGIN.replace(b"<form", b"<div"))
    return httpx.Response(302, headers={"Location": f"https://portal.example/login?from={request.url}"})


@pytest.fixture
def told(site: Site) -> Site:
    """A whole site: feeds, a story whose text is on its page alone, a picture, a front page, the weather."""
    site.feed(WORLD, rss("World – The Paper", item(2), item(1, content="")), ETag='"w"')
    site.feed(OPINION, rss("Opinion – The Paper", item(3)), ETag='"o"')
    site.feed(STAGE, rss("Stage – The Paper", item(3)), ETag='"s"')
    for number in (1, 2, 3):
        site.page(f"/2025/06/story-{number}/", page(f"Story {number}", TEXT, TEXT))
    site.page("/", home(widget("Opinion", card(3))))
    site.page("/about-us/", page("About Us", TEXT, TEXT))
    site.answers[STRIKE] = png()
    site.answers[FORECAST] = httpx.Response(200, json={"current": {"temperature_2m": 39.1}})
    return site


async def everything(library: Library) -> list[str]:
    """Ask for all there is, and tell what failed."""
    failures = [str(result.error) async for result in library.refresh(urgency=Urgency.WHOLE) if result.error]
    asked = [library.pictures.bring(PICTURE), library.forecast(WeatherConfig(), ask=True)]
    asked += [library.page(page) for page in library.edition.pages]
    async for step in library.sync(SyncOrder(feeds=False, pictures=False)):
        failures += [step.error] if step.error else []
    for one in asked:
        try:
            await one
        except GlobetermError as error:
            failures.append(str(error))
    return failures


@pytest.mark.parametrize("portal", [in_place, by_redirect])
@pytest.mark.parametrize("before", [True, False])
async def test_flt_25_nothing_of_a_portal_stays(
    library: Library, told: Site, clock: Clock, portal: Callable[[httpx.Request], httpx.Response], before: bool
) -> None:
    paper = dict(told.answers)
    if before:
        assert await everything(library) == []
        clock.pass_by(days=2)
    shown = [article.title for article in await library.headlines(FRONT)]
    told.answers = dict.fromkeys([*paper, "/login"], portal)
    failures = await everything(library)
    assert len(failures) >= 3
    assert all("page" in failure or "weather" in failure for failure in failures), failures
    assert [article.title for article in await library.headlines(FRONT)] == shown
    told.answers = paper
    clock.pass_by(minutes=11)
    assert await everything(library) == []
    assert await library.pictures.stored([PICTURE.url]) == {PICTURE.url}
    for article in await library.headlines(FRONT):
        document = await library.document(article)
        assert "hotel" not in str(document).lower()
        assert TEXT.strip() in plain(document.blocks[0].spans)  # type: ignore[union-attr]
    assert "hotel" not in str(await library.page(library.edition.pages[0])).lower()


async def test_flt_25_a_portal_on_a_private_address_is_no_reason_to_give_a_picture_up(
    library: Library, told: Site, client: CachingClient, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(url: str, *_: object, **__: object) -> None:
        raise FetchError("a private address", "https://10.0.0.1/login", "refused")

    with monkeypatch.context() as patched:
        patched.setattr(client, "get", refused)
        with pytest.raises(UnreachableError):
            await library.pictures.bring(PICTURE)
    clock.pass_by(minutes=6)
    assert (await library.pictures.bring(PICTURE)).url == PICTURE.url


async def test_flt_25_older_pages_and_searches_keep_nothing_of_a_portal(library: Library, told: Site) -> None:
    await refresh(library, "world")
    paper = dict(told.answers)
    told.answers = dict.fromkeys(paper, in_place)
    for ask in (library.older("world"), library.search_site("harbour")):
        with pytest.raises(BadInputError, match="web page, not a feed"):
            await ask
    told.answers = paper
    await library.older("world")
    assert '"portal"' not in {request.headers.get("If-None-Match") for request in told.asked(WORLD)}
    told.feed("/", rss("Search – The Paper", item(9)))
    assert [hit.title for hit in (await library.search_site("harbour")).hits] == ["Story 9"]
