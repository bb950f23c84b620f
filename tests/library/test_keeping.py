"""What is kept for how long: everything for ever, unless the reader says otherwise; unread and saved always."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from globeterm.config import SyncConfig
from globeterm.library.keeping import Keeper, Retention, Thinned
from globeterm.library.syncing import SyncOrder, SyncStep
from globeterm.model import FRONT
from globeterm.storage.pictures import StoredPicture
from tests.library.site import HOME, item, rss
from tests.library.test_pictures import png
from tests.library.test_syncing import INSIDE, LEAD, OPINION, STAGE, WORLD, story_page, synced

if TYPE_CHECKING:
    from globeterm.library.service import Library
    from globeterm.library.stores import Stores
    from tests.library.site import Clock, Site

WEEK = Retention(days=7)


def pages(site: Site, *numbers: int) -> None:
    """Stories with a picture of their own and one that all of them share."""
    for number in numbers:
        lead = f"/wp-content/uploads/{number}.png"
        site.page(f"/2025/06/story-{number}/", story_page(number).replace(LEAD.encode(), lead.encode()))
        site.answers[lead] = png()
    site.answers[INSIDE] = png()


@pytest.fixture
async def brought(library: Library, site: Site) -> Library:
    site.feed(WORLD, rss("World – The Paper", *(item(number) for number in (4, 3, 2, 1))))
    site.feed(OPINION, rss("Opinion – The Paper"))
    site.feed(STAGE, rss("Stage – The Paper"))
    pages(site, 1, 2, 3, 4)
    await synced(library)
    return library


async def offline(library: Library) -> str:
    """The numbers of the stories whose texts are here, newest first, with a dot where the own picture is here too."""
    words = ""
    for article in await library.headlines(FRONT):
        number = article.title[-1]
        if article.offline == "full":
            picture = f"{HOME}/wp-content/uploads/{number}.png"
            words += number + ("." if await library.pictures.stored([picture]) else "")
    return words


async def ids(library: Library, *numbers: int) -> list[int]:
    found = {int(article.title[-1]): article.id for article in await library.headlines(FRONT)}
    return [found[number] for number in numbers]


def test_the_configuration_counts_in_days_and_millions_of_bytes() -> None:
    assert Retention.of(SyncConfig()) == Retention(None, None)
    assert Retention.of(SyncConfig(keep_days=30, max_mb=5)) == Retention(30, 5_000_000)


async def test_without_a_word_everything_is_kept(brought: Library, clock: Clock) -> None:
    await brought.mark(await ids(brought, 1, 2, 3, 4), read=True)
    clock.pass_by(days=5000)
    assert "room" not in await synced(brought)
    assert await offline(brought) == "4.3.2.1."


async def test_what_was_read_long_ago_goes_and_stays_away(brought: Library, site: Site, clock: Clock) -> None:
    await brought.mark(await ids(brought, 2, 1), read=True)
    clock.pass_by(days=6)
    await brought.mark(await ids(brought, 4), read=True)
    assert (await synced(brought, SyncOrder(retention=WEEK)))["room"] == SyncStep("room", 0, 0)
    clock.pass_by(days=2)
    assert (await synced(brought, SyncOrder(retention=WEEK)))["room"] == SyncStep("room", 2, 2)
    assert await offline(brought) == "4.3."
    site.requests.clear()
    steps = await synced(brought, SyncOrder(retention=WEEK))
    assert [request.url.path for request in site.requests if "story" in request.url.path] == []
    assert (steps["room"].done, steps["stories"].wanted, steps["pictures"].wanted) == (0, 2, 3)
    assert (await brought.kept()).missing == 0
    assert [article.title for article in await brought.headlines(FRONT)] == [f"Story {n}" for n in (4, 3, 2, 1)]


async def test_unread_and_saved_stories_are_never_dropped(brought: Library, clock: Clock) -> None:
    await brought.mark(await ids(brought, 1, 2, 3), read=True)
    await brought.save(await ids(brought, 1), saved=True)
    clock.pass_by(days=400)
    await synced(brought, SyncOrder(retention=Retention(days=1, most_bytes=1)))
    assert await offline(brought) == "4.1."


async def test_what_is_marked_unread_or_saved_comes_again(brought: Library, clock: Clock) -> None:
    wanted = await ids(brought, 1, 2)
    await brought.mark(wanted, read=True)
    clock.pass_by(days=8)
    await synced(brought, SyncOrder(retention=WEEK))
    await brought.mark(wanted[:1], read=False)
    await brought.save(wanted[1:], saved=True)
    await synced(brought, SyncOrder(retention=WEEK))
    assert await offline(brought) == "4.3.2.1."


async def test_a_library_that_is_too_large_loses_the_oldest_pictures_first_then_texts(
    stores: Stores, brought: Library, clock: Clock
) -> None:
    keeper = Keeper(HOME, stores, now=clock)
    await brought.mark(await ids(brought, 1, 2, 3), read=True)
    for number in (1, 2, 3):
        large = StoredPicture(f"{HOME}/wp-content/uploads/{number}.png", 9, 9, b"x" * 50_000)
        await stores.thread.run(stores.pictures.put, large, None, clock())
    clock.pass_by(minutes=1)
    used = await stores.thread.run(keeper._upkeep.used)
    assert await keeper.thin(Retention(most_bytes=used)) == Thinned()
    one, two, three = await ids(brought, 1, 2, 3)
    assert await keeper.thin(Retention(most_bytes=used - 1)) == Thinned(frozenset({one}))
    assert await offline(brought) == "4.3.2.1"
    thinned = await keeper.thin(Retention(most_bytes=1))
    assert thinned == Thinned(frozenset({two, three}), frozenset({one, two, three}))
    assert thinned.stories == 3
    assert await offline(brought) == "4."


async def test_offline_nothing_is_given_up(brought: Library, clock: Clock) -> None:
    """It could not come back."""
    await brought.mark(await ids(brought, 1), read=True)
    clock.pass_by(days=8)
    brought.offline = True
    assert "room" not in await synced(brought, SyncOrder(retention=WEEK))
    assert await offline(brought) == "4.3.2.1."


async def test_the_library_is_weighed_and_made_smaller(brought: Library) -> None:
    sizes = await brought.sizes()
    assert 0 < sizes.pictures < sizes.file
    assert await brought.compact() >= 0
    assert (await brought.sizes()).free == 0
