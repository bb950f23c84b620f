"""After a sync the paper is here: every story with its furniture and its pictures; a second one asks for news."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import httpx
import pytest

from globeterm.content import Document, Figure, ListBlock, Paragraph, Picture, Quote, illustrations
from globeterm.errors import StorageError
from globeterm.library.syncing import SyncOrder, SyncStep
from globeterm.model import FRONT
from tests.library.site import HOME, TEXT, item, page, rss
from tests.library.test_paging import Wordpress, down_from, numbers
from tests.library.test_pictures import png

if TYPE_CHECKING:
    from globeterm.library.service import Library
    from globeterm.library.stores import Stores
    from tests.library.site import Clock, Site

WORLD = "/category/world/feed/"
OPINION = "/category/opinion/feed/"
STAGE = "/category/opinion/stage/feed/"
LEAD = "/wp-content/uploads/lead.png"
INSIDE = "/wp-content/uploads/inside.png"
EVERYTHING = SyncOrder()


def story_page(number: int) -> bytes:
    """A story's page: what the feed says, and a lead picture and a figure that all stories share."""
    figure = f"<figure><img src='{HOME}{INSIDE}' alt='A quay' width='800' height='400'></figure>"
    lead = (
        f"<div class='jeg_featured featured_image'><a href='{HOME}{LEAD}'><div class='thumbnail-container'>"
        f"<img class='wp-post-image' src='{HOME}{LEAD}' alt='A crane' width='800' height='400'></div></a></div>"
    )
    whole = page(f"Story {number}", TEXT, TEXT).decode()
    return (
        whole.replace("<div class='entry-content'>", f"{lead}<div class='entry-content'>")
        .replace("</p></div></div>", f"</p>{figure}</div></div>")
        .encode()
    )


@pytest.fixture
def published(site: Site) -> Site:
    """Three sections, one with three pages; the opinions' feed has summaries alone."""
    site.answers[WORLD] = Wordpress("World – The Paper", 8)
    site.feed(OPINION, rss("Opinion – The Paper", item(21, content=""), item(20, content=""), item(8)), ETag='"one"')
    site.feed(STAGE, rss("Stage – The Paper"), ETag='"one"')
    for number in (*range(1, 9), 20, 21):
        site.page(f"/2025/06/story-{number}/", story_page(number))
    site.answers[LEAD] = site.answers[INSIDE] = png()
    return site


async def synced(library: Library, order: SyncOrder = EVERYTHING) -> dict[str, SyncStep]:
    """The last step of each phase."""
    return {step.phase: step async for step in library.sync(order)}


def sums(steps: dict[str, SyncStep]) -> dict[str, tuple[int, int, int]]:
    return {phase: (step.wanted, step.done, step.failed) for phase, step in steps.items()}


async def test_everything_is_here_afterwards(library: Library, published: Site) -> None:
    steps = await synced(library)
    assert sums(steps) == {"sections": (3, 3, 0), "stories": (5, 5, 0), "pictures": (2, 2, 0)}
    published.down = True
    articles = await library.headlines(FRONT)
    assert [article.offline for article in articles] == ["full"] * 5
    for article in articles:
        document = await library.document(article)
        assert [paragraph.spans[0].text.strip() for paragraph in document.blocks if isinstance(paragraph, Paragraph)]
        pictures = [picture.url for picture in illustrations(document)]
        assert pictures == [HOME + LEAD, HOME + INSIDE]
        assert await library.pictures.stored(pictures) == set(pictures)


async def test_a_second_sync_asks_for_no_page_and_no_picture(library: Library, published: Site, clock: Clock) -> None:
    """POL-34: the feeds alone are asked, conditionally."""
    await synced(library, SyncOrder(pages=9))
    first = Counter(request.url.raw_path for request in published.requests)
    assert set(first.values()) == {1}
    published.requests.clear()
    clock.pass_by(hours=1)
    assert sums(await synced(library, SyncOrder(pages=9))) == {
        "sections": (3, 3, 0),
        "older stories": (3, 3, 0),
        "stories": (10, 10, 0),
        "pictures": (2, 2, 0),
    }
    assert sorted(request.url.path for request in published.requests) == [OPINION, STAGE, WORLD]
    assert "If-None-Match" in published.asked(OPINION)[0].headers


async def test_only_a_story_that_the_feed_changes_is_asked_for_again(
    library: Library, published: Site, clock: Clock
) -> None:
    await synced(library)
    published.requests.clear()
    clock.pass_by(hours=1)
    published.feed(OPINION, rss("Opinion – The Paper", item(21, content="", summary="Mended."), item(20, content="")))
    steps = await synced(library)
    pages = [request.url.path for request in published.requests if "story" in request.url.path]
    assert pages == ["/2025/06/story-21/"]
    assert sums(steps)["stories"] == (5, 5, 0)


async def test_each_phase_tells_how_far_it_is(library: Library, published: Site) -> None:
    steps = [step async for step in library.sync(EVERYTHING)]
    for phase, wanted in (("sections", 3), ("stories", 5), ("pictures", 2)):
        assert [step.done for step in steps if step.phase == phase] == list(range(wanted + 1))
    assert {step.result.section for step in steps if step.result is not None} == {"World", "Opinion", "Stage"}


async def test_older_pages_are_a_phase_of_their_own(library: Library, published: Site) -> None:
    """What one order has brought is not asked for by the next."""
    steps = [step async for step in library.sync(SyncOrder(("world",), pages=1))]
    (older,) = [step.result for step in steps if step.phase == "older stories" and step.result is not None]
    assert (older.section, older.status, older.new) == ("World", "new", 6)
    assert await numbers(library) == [8, 7, 6, 5, 4, 3]
    await synced(library, SyncOrder(("world",), pages=1))
    assert await numbers(library) == [8, 7, 6, 5, 4, 3]
    assert sums(await synced(library, SyncOrder(("world",), pages=99)))["stories"] == (8, 8, 0)
    assert await numbers(library) == down_from(8)


async def test_an_older_page_that_can_not_be_had_is_a_failure_of_its_section(library: Library, published: Site) -> None:
    published.answers[WORLD] = world = Wordpress("World – The Paper", 8)
    world.down = True
    step = (await synced(library, SyncOrder(("world",), pages=2)))["older stories"]
    assert (step.failed, step.errors) == (1, 1)
    assert step.result is not None
    assert (step.result.status, step.result.new) == ("failed", 3)
    assert step.error.startswith("World: ")


async def test_a_section_that_fails_is_not_gone_back_in(library: Library, published: Site) -> None:
    published.answers[WORLD] = httpx.Response(500)
    steps = await synced(library, SyncOrder(pages=1))
    assert sums(steps)["sections"] == (3, 3, 1)
    assert sums(steps)["older stories"] == (2, 2, 0)


async def test_a_story_that_can_not_be_had_is_told_and_stops_no_other(library: Library, published: Site) -> None:
    """FLT-39: the next sync asks for it again."""
    page_21 = published.answers.pop("/2025/06/story-21/")
    steps = [step async for step in library.sync(EVERYTHING)]
    (error,) = [step.error for step in steps if step.error]
    assert error.startswith("“Story 21”: ")
    assert "404" in error
    assert sums({step.phase: step for step in steps})["stories"] == (5, 5, 1)
    published.answers["/2025/06/story-21/"] = page_21
    assert sums(await synced(library))["stories"] == (5, 5, 0)


async def test_a_page_that_fails_leaves_the_feeds_text(library: Library, published: Site) -> None:
    """The story is complete, what its page says beside it is asked for with the next sync."""
    published.answers["/2025/06/story-8/"] = httpx.Response(503)
    step = (await synced(library))["stories"]
    assert (step.wanted, step.done, step.failed, step.errors) == (5, 5, 0, 1)
    assert all(article.offline == "full" for article in await library.headlines(FRONT))
    published.page("/2025/06/story-8/", story_page(8))
    step = (await synced(library))["stories"]
    assert (step.failed, step.errors) == (0, 0)


async def test_a_story_of_pages_that_break_off_is_not_whole(library: Library, published: Site) -> None:
    first = story_page(21).decode()
    links = f"<div class='page-links'><a class='post-page-numbers' href='{HOME}/2025/06/story-21/2/'>2</a></div>"
    published.page("/2025/06/story-21/", first.replace("</p><figure>", f"</p>{links}<figure>").encode())
    published.answers["/2025/06/story-21/2/"] = httpx.Response(503)
    steps = [step async for step in library.sync(EVERYTHING)]
    assert [step.error for step in steps if step.error] == ["“Story 21”: not all of its pages could be had"]


async def test_a_picture_that_can_not_be_had_is_told(library: Library, published: Site) -> None:
    published.answers[INSIDE] = httpx.Response(404)
    step = (await synced(library))["pictures"]
    assert (step.wanted, step.done, step.failed) == (2, 2, 1)


async def test_pictures_are_brought_if_they_are_wanted(library: Library, published: Site) -> None:
    assert "pictures" not in await synced(library, SyncOrder(pictures=False))
    assert published.asked(LEAD) == []
    assert sums(await synced(library))["pictures"] == (2, 2, 0)


async def test_the_newest_stories_of_each_section_may_be_enough(library: Library, published: Site) -> None:
    steps = await synced(library, SyncOrder(stories=1, pictures=False))
    assert sums(steps)["stories"] == (2, 2, 0)
    assert [article.offline for article in await library.headlines("opinion")] == ["full", "summary", "full"]


async def test_pol_22_a_site_that_is_gone_is_not_asked_for_every_story(library: Library, published: Site) -> None:
    async for step in library.sync(SyncOrder(pictures=False)):
        if step.phase == "sections" and step.done == step.wanted:
            published.down = True
            published.requests.clear()
    articles = await library.headlines(FRONT)
    assert [article.title for article in articles if article.offline == "summary"] == ["Story 21", "Story 20"]
    published.requests.clear()
    steps = await synced(library)
    assert sums(steps)["stories"] == (5, 5, 2)
    assert sums(steps)["sections"] == (3, 3, 3)


async def test_offline_a_sync_tells_what_is_missing(library: Library, published: Site) -> None:
    async for _ in library.refresh(("opinion",)):
        pass
    library.offline = True
    published.requests.clear()
    steps = await synced(library, SyncOrder(("opinion",), pages=3))
    assert "older stories" not in steps
    assert {step.result.status for step in steps.values() if step.result is not None} == {"cached"}


async def test_flt_04_a_full_disk_stops_it(
    library: Library, published: Site, stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    def put(*args: object) -> None:
        raise StorageError("the disk is full")

    monkeypatch.setattr("globeterm.storage.documents.DocumentStore.put", put)
    with pytest.raises(StorageError, match="the disk is full"):
        await synced(library)


def test_every_picture_of_a_story_is_found() -> None:
    lead, first, second, third = (Picture(f"{HOME}/{number}.png") for number in range(4))
    blocks = (
        Paragraph(()),
        Figure(first),
        Quote((Paragraph(()), Figure(second))),
        ListBlock(False, ((Figure(third),), ())),
    )
    assert list(illustrations(Document(HOME, "Story", blocks, picture=lead))) == [lead, first, second, third]
    assert list(illustrations(Document(HOME, "Story", ()))) == []


async def test_pol_34_a_picture_that_can_not_be_had_is_told_once_and_not_asked_for_again(
    library: Library, published: Site, clock: Clock
) -> None:
    published.answers[INSIDE] = httpx.Response(404)
    published.answers[LEAD] = httpx.Response(200, headers={"Content-Type": "image/svg+xml"}, content=b"<svg/>")
    step = (await synced(library))["pictures"]
    assert (step.wanted, step.done, step.failed, step.errors, step.resting) == (2, 2, 2, 2, 0)
    published.requests.clear()
    step = (await synced(library))["pictures"]
    assert (step.wanted, step.done, step.failed, step.errors, step.resting) == (2, 2, 2, 0, 2)
    assert published.asked(INSIDE) == published.asked(LEAD) == []
    clock.pass_by(hours=1)
    published.answers[INSIDE] = png()
    step = (await synced(library))["pictures"]
    assert (step.failed, step.errors, step.resting) == (1, 1, 0)


async def test_a_second_sync_reads_no_stored_text(
    library: Library, published: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a story shows is kept when it is stored, and asked again when its text changes."""
    await synced(library)

    def get(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("globeterm.storage.documents.DocumentStore.get", get)
    assert sums(await synced(library))["pictures"] == (2, 2, 0)


async def test_a_picture_that_a_changed_story_shows_is_brought(library: Library, published: Site, clock: Clock) -> None:
    await synced(library)
    clock.pass_by(hours=1)
    other = "/wp-content/uploads/other.png"
    published.answers[other] = png()
    published.feed(OPINION, rss("Opinion – The Paper", item(21, content="", summary="Mended.")))
    published.page("/2025/06/story-21/", story_page(21).replace(INSIDE.encode(), other.encode()))
    assert sums(await synced(library))["pictures"] == (3, 3, 0)
    assert len(published.asked(other)) == 1


async def test_a_picture_that_is_here_is_kept_with_a_new_story_that_shows_it(
    library: Library, published: Site, stores: Stores
) -> None:
    await synced(library, SyncOrder(("opinion",)))
    await synced(library)
    ((count,),) = await stores.thread.run(stores.database.select, "SELECT count(*) FROM illustration")
    assert count == 10


async def test_many_stories_are_looked_at_in_pieces(
    library: Library, published: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture that stories of several pieces show is one picture, kept with all of them."""
    monkeypatch.setattr("globeterm.library.pictures._SOME", 2)
    assert sums(await synced(library))["pictures"] == (2, 2, 0)
    ids = [article.id for article in await library.headlines(FRONT)]
    assert [sorted(wish.articles) for wish in await library.pictures.wanted(ids)] == [sorted(ids)] * 2
    assert (len(published.asked(LEAD)), len(published.asked(INSIDE))) == (1, 1)


async def test_gently_the_feeds_are_not_asked_and_one_thing_comes_after_the_other(
    library: Library, published: Site
) -> None:
    async for _ in library.refresh():
        pass
    published.requests.clear()
    steps = await synced(library, SyncOrder(pages=3, feeds=False, gently=True))
    assert sums(steps) == {"stories": (5, 5, 0), "pictures": (2, 2, 0)}
    assert not {request.url.path for request in published.requests} & {WORLD, OPINION, STAGE}
