"""A picture is asked for once, made small, and there for good with its story (POL-34, SEC-17)."""

import asyncio
import io
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from PIL import Image

from globeterm.content import Picture
from globeterm.errors import BadInputError, GlobetermError, StorageError, UnreachableError
from globeterm.library.means import Means
from globeterm.library.service import Library
from globeterm.library.stores import Stores
from globeterm.limits import PICTURE_BYTES
from globeterm.model import Article
from globeterm.pictures.fitting import Box
from globeterm.storage.pictures import StoredPicture
from globeterm.web.cache import ResourceCache
from globeterm.web.client import CachingClient
from globeterm.web.reach import REACH, Reach
from globeterm.workshop import Workshop
from tests.library.site import HOME, Bench, Clock, Site, item, rss
from tests.library.test_refresh import WORLD, refresh

STRIKE = "/wp-content/uploads/2025/06/strike.png"
PICTURE = Picture(f"{HOME}{STRIKE}", "A crane at rest")
BOX, CELL = Box(30, 8), (10, 20)


def png() -> httpx.Response:
    body = io.BytesIO()
    Image.new("RGB", (400, 200), (10, 120, 200)).save(body, "PNG")
    return httpx.Response(200, headers={"Content-Type": "image/png"}, content=body.getvalue())


@pytest.fixture
async def article(library: Library, site: Site) -> Article:
    site.feed(WORLD, rss("World – The Paper", item(1)))
    await refresh(library, "world")
    site.answers[STRIKE] = png()
    (article,) = await library.headlines("world")
    return article


async def test_pol_34_a_picture_is_asked_for_once_and_kept(library: Library, site: Site, article: Article) -> None:
    assert await library.pictures.stored([PICTURE.url]) == frozenset()
    brought = await library.pictures.bring(PICTURE, article.id)
    assert (brought.url, brought.width, brought.height) == (PICTURE.url, 400, 200)
    assert await library.pictures.stored([PICTURE.url]) == {PICTURE.url}
    site.down = True
    assert await library.pictures.bring(PICTURE, article.id) == await library.pictures.bring(PICTURE) == brought
    assert len(site.asked(STRIKE)) == 1


async def test_it_is_asked_for_as_a_picture_without_cookies_or_referrer(
    library: Library, site: Site, article: Article
) -> None:
    await library.pictures.bring(PICTURE, article.id)
    (request,) = site.asked(STRIKE)
    assert request.headers["Accept"].startswith("image/")
    assert not {"cookie", "referer"} & set(request.headers)


async def test_many_who_want_one_picture_ask_once(library: Library, site: Site, bench: Bench, article: Article) -> None:
    """SEC-17: and it is decoded once, in the workshop."""
    brought = await asyncio.gather(*[library.pictures.bring(PICTURE, article.id) for _ in range(8)])
    assert len(set(brought)) == 1
    assert len(site.asked(STRIKE)) == 1
    assert bench.done.count("prepare_picture") == 1


async def test_who_gives_up_leaves_the_picture_to_the_next(library: Library, site: Site, article: Article) -> None:
    first = asyncio.create_task(library.pictures.bring(PICTURE, article.id))
    second = asyncio.create_task(library.pictures.bring(PICTURE, article.id))
    await asyncio.sleep(0)
    first.cancel()
    assert (await second).width == 400
    assert first.cancelled()


async def test_what_can_not_be_had_is_a_sentence_and_not_asked_for_again_at_once(
    library: Library, site: Site, clock: Clock
) -> None:
    site.answers[STRIKE] = httpx.Response(404)
    for _ in range(3):
        with pytest.raises(GlobetermError, match="answered 404"):
            await library.pictures.bring(PICTURE)
    assert len(site.asked(STRIKE)) == 1
    clock.pass_by(hours=1)
    site.answers[STRIKE] = png()
    assert (await library.pictures.bring(PICTURE)).width == 400


async def test_what_is_gone_for_good_is_asked_for_ever_more_rarely(
    library: Library, site: Site, clock: Clock, stores: Stores
) -> None:
    """POL-34: an hour, a day, a week, a month; the library remembers it, and a clock that was wrong rests nothing."""
    site.answers[STRIKE] = httpx.Response(410)
    for hours, asked in ((0, 1), (0.9, 1), (0.1, 2), (23, 2), (1, 3), (24 * 7, 4), (24 * 29, 4), (24, 5), (24 * 30, 6)):
        clock.pass_by(hours=hours)
        with pytest.raises(GlobetermError, match="answered 410"):
            await library.pictures.bring(PICTURE)
        assert len(site.asked(STRIKE)) == asked
    clock.pass_by(hours=-24 * 100)
    with pytest.raises(GlobetermError):
        await library.pictures.bring(PICTURE)
    assert len(site.asked(STRIKE)) == 7
    site.answers[STRIKE] = png()
    clock.pass_by(days=40)
    assert (await library.pictures.bring(PICTURE)).width == 400
    assert await stores.thread.run(stores.pictures.vain, PICTURE.url) is None


@pytest.mark.parametrize("status", [408, 429, 500, 503])
async def test_what_may_be_had_soon_is_not_remembered(
    status: int, library: Library, site: Site, stores: Stores
) -> None:
    site.answers[STRIKE] = httpx.Response(status)
    with pytest.raises(UnreachableError):
        await library.pictures.bring(PICTURE)
    assert await stores.thread.run(stores.pictures.vain, PICTURE.url) is None


async def test_sec_17_what_is_too_large_is_remembered(library: Library, site: Site, stores: Stores) -> None:
    site.answers[STRIKE] = httpx.Response(200, content=bytes(PICTURE_BYTES + 1))
    with pytest.raises(UnreachableError):
        await library.pictures.bring(PICTURE)
    vain = await stores.thread.run(stores.pictures.vain, PICTURE.url)
    assert vain is not None
    assert vain.times == 1


async def test_no_connection_is_a_sentence(library: Library, site: Site) -> None:
    site.down = True
    for _ in range(2):
        with pytest.raises(UnreachableError):
            await library.pictures.bring(PICTURE)


async def test_sec_17_what_is_no_picture_is_a_sentence(library: Library, site: Site, bench: Bench) -> None:
    site.answers[STRIKE] = httpx.Response(200, headers={"Content-Type": "image/png"}, content=b"\x1b]0;x\x07" * 9)
    for _ in range(2):
        with pytest.raises(BadInputError, match="no PNG"):
            await library.pictures.bring(PICTURE)
    assert bench.done == ["prepare_picture"]


async def test_sec_13_it_is_fetched_on_the_papers_behalf(library: Library, site: Site, article: Article) -> None:
    """So that a public paper's picture never comes from a private host; the transport decides that."""
    await library.pictures.bring(PICTURE, article.id)
    (request,) = site.asked(STRIKE)
    assert request.extensions[REACH] == Reach(private=False, sponsor="paper.example")


async def test_offline_nothing_is_asked_and_what_is_here_is_shown(
    library: Library, means: Means, article: Article
) -> None:
    def never() -> CachingClient:
        raise AssertionError

    offline = Library(replace(means, client=never, offline=True))
    with pytest.raises(UnreachableError, match="not brought"):
        await offline.pictures.bring(PICTURE, article.id)
    brought = await library.pictures.bring(PICTURE, article.id)
    assert await offline.pictures.bring(PICTURE, article.id) == brought


async def test_a_library_that_can_not_be_written_to_still_shows(
    library: Library, stores: Stores, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StorageError("The disk is full")

    monkeypatch.setattr(type(stores.pictures), "put", full)
    assert (await library.pictures.bring(PICTURE, article.id)).width == 400
    monkeypatch.undo()
    monkeypatch.setattr(type(stores.pictures), "keep_with", full)
    await library.pictures.bring(PICTURE)
    assert (await library.pictures.bring(PICTURE, article.id)).width == 400


async def test_a_stored_picture_is_made_into_what_terminals_show(library: Library, article: Article) -> None:
    picture = await library.pictures.bring(PICTURE, article.id)
    pixels = await library.pictures.half_blocks(picture, BOX)
    assert (pixels.width, pixels.height) == (30, 16)
    assert (await library.pictures.png(picture, BOX, CELL)).startswith(b"\x89PNG")
    assert len(await library.pictures.png_rows(picture, BOX, CELL)) == 8
    assert len(await library.pictures.sixel_rows(picture, BOX, CELL)) == 8


async def test_a_stored_picture_that_is_damaged_is_a_sentence(library: Library) -> None:
    with pytest.raises(BadInputError):
        await library.pictures.half_blocks(StoredPicture(PICTURE.url, 4, 4, b"broken"), BOX)


async def test_in_the_workshop_it_is_the_same(
    means: Means, site: Site, clock: Clock, tmp_path: Path, article: Article
) -> None:
    client = CachingClient(ResourceCache(tmp_path / "another.sqlite"), site.transport(), now=clock)
    workshop = Workshop()
    library = Library(replace(means, client=lambda: client, workshop=workshop))
    try:
        picture = await library.pictures.bring(PICTURE, article.id)
        assert len((await library.pictures.half_blocks(picture, BOX)).rgb) == 30 * 16 * 3
    finally:
        await workshop.aclose()
        await client.aclose()
