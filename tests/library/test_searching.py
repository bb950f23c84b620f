"""Search through the library: as one types, and by the site's own search."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from threading import Event
from typing import Any

import httpx
import pytest

from globeterm.content import Document, Paragraph, Span
from globeterm.errors import BadInputError, StorageError, UnreachableError
from globeterm.found import SearchResult, SiteHit, SiteResult
from globeterm.library.means import Means
from globeterm.library.service import Library
from globeterm.library.stores import Stores
from globeterm.model import FRONT
from globeterm.storage.search import SearchStore
from tests.library.site import HOME, Site, item, rss
from tests.library.test_refresh import WORLD, refresh


@pytest.fixture
async def told(library: Library, site: Site) -> Site:
    """The library has two stories, and the site knows a third."""
    site.feed(WORLD, rss("World – The Paper", item(1, title="Sea Wall"), item(2, title="Harbour Board")))
    await refresh(library, "world")
    site.feed("/", rss("Search", item(1, title="Sea Wall"), item(7, title="The Old Sea", summary="Of the sea.")))
    return site


async def titles(library: Library, query: str) -> list[str]:
    result = await library.search(query)
    assert result is not None
    return [hit.article.title for hit in result.hits]


async def test_what_is_stored_is_found_and_no_web_is_asked(library: Library, told: Site) -> None:
    told.down = True
    assert await titles(library, "sea wal") == ["Sea Wall"]
    assert set(await titles(library, "adjourned successor")) == {"Sea Wall", "Harbour Board"}
    assert await library.search("nothing of it") == SearchResult("nothing of it")


async def test_a_story_tells_how_it_has_the_words_that_were_found(library: Library, told: Site) -> None:
    document = Document(HOME, "The Séa Wall", (Paragraph((Span("A sea, the SEAS; walls."),)),))
    result = SearchResult("sea", instead=(("sea", "walls"),))
    assert await library.found_in(document, result) == ("walls", "SEA", "Séa", "sea")


async def test_an_older_library_is_indexed_before_the_first_search(
    library: Library, told: Site, stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds = iter([True, True, False])
    monkeypatch.setattr(SearchStore, "catch_up", lambda self: next(rounds))
    assert await titles(library, "sea") == ["Sea Wall"]
    assert list(rounds) == []


async def test_flt_05_a_library_that_can_not_be_written_is_searched(
    library: Library, told: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: SearchStore) -> bool:
        raise StorageError("The disk is full.")

    monkeypatch.setattr(SearchStore, "catch_up", refuse)
    assert await titles(library, "sea") == ["Sea Wall"]


async def slow_first(monkeypatch: pytest.MonkeyPatch) -> tuple[Event, Event, list[bool]]:
    """Let the first search wait on the database's thread; what it is told of being wanted is kept."""
    begun, go, wanted = Event(), Event(), list[bool]()
    find = SearchStore.find

    def wait(self: SearchStore, *args: Any, is_wanted: Callable[[], bool]) -> SearchResult | None:
        if not begun.is_set():
            begun.set()
            go.wait(10)
            wanted.append(is_wanted())
            return None
        return find(self, *args, is_wanted=is_wanted)

    monkeypatch.setattr(SearchStore, "find", wait)
    return begun, go, wanted


async def test_a_later_search_takes_the_place_of_an_earlier_one(
    library: Library, told: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go, wanted = await slow_first(monkeypatch)
    first = asyncio.create_task(library.search("har"))
    await asyncio.to_thread(begun.wait, 10)
    second = asyncio.create_task(library.search("sea"))
    await asyncio.sleep(0)
    go.set()
    assert await first is None
    assert wanted == [False]
    result = await second
    assert result is not None
    assert result.total == 1


async def test_a_search_that_is_cancelled_is_not_wanted_any_more(
    library: Library, told: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go, wanted = await slow_first(monkeypatch)
    first = asyncio.create_task(library.search("har"))
    await asyncio.to_thread(begun.wait, 10)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    go.set()
    await library.counts()
    assert wanted == [False]


async def test_the_site_is_asked_in_its_own_language(library: Library, told: Site) -> None:
    found = await library.search_site('sea "old town" -rain author:fosu')
    (request,) = told.asked("/")
    assert dict(request.url.params) == {"s": 'sea "old town" -rain', "feed": "rss2"}
    known, unknown = found.hits
    assert found.is_end
    assert known.article is not None
    assert (known.title, known.article.title, known.is_new) == ("Sea Wall", "Sea Wall", False)
    assert unknown.article is not None
    assert unknown == SiteHit(
        title="The Old Sea",
        url=f"{HOME}/2025/06/story-7/",
        authors=("Abena Fosu",),
        published=unknown.published,
        sections=(),
        summary="Of the sea.",
        snippet=unknown.snippet,
        title_marks=((8, 11),),
        article=unknown.article,
        is_new=True,
    )
    assert [unknown.snippet.text[start:end] for start, end in unknown.snippet.marks] == ["sea"]


async def test_what_the_site_finds_is_a_story_like_any_other(library: Library, told: Site) -> None:
    entry = item(7, title="The Old Sea").replace("</item>", "<category>World</category></item>")
    told.feed("/", rss("Search", entry))
    (hit,) = (await library.search_site("sea")).hits
    assert hit.article is not None
    assert await titles(library, "old sea") == ["The Old Sea"]
    assert hit.article.id in await library.outline(FRONT)
    assert hit.article.id in await library.outline("world")
    assert await library.save([hit.article.id], saved=True) == [hit.article.id]
    again = (await library.search_site("sea")).hits
    assert [(one.article, one.is_new) for one in again] == [(replace(hit.article, saved=True), False)]


async def test_a_feed_that_tells_of_a_find_later_makes_no_second_story(library: Library, told: Site) -> None:
    """FLT-32."""
    (hit,) = [one for one in (await library.search_site("sea")).hits if one.is_new]
    told.feed(WORLD, rss("World – The Paper", item(7, title="The Old Sea"), item(1, title="Sea Wall")))
    await refresh(library, "world")
    assert await titles(library, "old sea") == ["The Old Sea"]
    assert hit.article is not None
    assert hit.article.id in await library.outline("world")


async def test_a_find_says_nothing_new_of_a_story_that_a_feed_told_of(library: Library, told: Site) -> None:
    told.feed("/", rss("Search", item(1, title="Sea Wall", summary="Otherwise.")))
    (hit,) = (await library.search_site("sea")).hits
    assert hit.article is not None
    assert hit.article.summary != "Otherwise."


async def test_nothing_is_stored_that_is_only_to_be_looked_at(library: Library, told: Site) -> None:
    hits = (await library.search_site("sea", keep=False)).hits
    assert [hit.article is None for hit in hits] == [False, True]
    assert await titles(library, "old sea") == []


async def test_the_site_is_asked_page_by_page(library: Library, told: Site) -> None:
    told.feed("/", rss("Search", *(item(number, title=f"Sea {number}") for number in range(20, 30))))
    assert not (await library.search_site("sea")).is_end
    told.answers["/"] = httpx.Response(404, content=b"no")
    assert await library.search_site("sea", 2) == SiteResult()
    assert dict(told.asked("/")[-1].url.params) == {"s": "sea", "feed": "rss2", "paged": "2"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("sea unread:no", []),
        ("sea unread:", ["Sea Wall", "The Old Sea"]),
        ("sea saved:", []),
        ("sea saved:no after:2025", ["Sea Wall", "The Old Sea"]),
        ("sea after:2026", []),
        ("sea before:2025", []),
        ("sea before:2026", ["Sea Wall", "The Old Sea"]),
    ],
)
async def test_what_the_site_was_not_asked_is_looked_at_here(
    library: Library, told: Site, query: str, found: list[str]
) -> None:
    assert [hit.title for hit in (await library.search_site(query)).hits] == found


async def test_a_story_of_the_sites_without_a_time_is_in_no_period(library: Library, site: Site) -> None:
    named = "<category>World</category><category>ships</category>"
    bare = f"<item><title>Sea</title><link>{HOME}/sea/</link><guid>x</guid>{named}</item>"
    nowhere = "<item><title>Sea of Nowhere</title><guid isPermaLink='false'>y</guid><description>.</description></item>"
    site.feed("/", rss("Search", bare, nowhere))
    (hit,) = (await library.search_site("sea")).hits
    assert (hit.title, hit.sections) == ("Sea", ("World",))
    assert (await library.search_site("sea before:2030")).hits == ()
    assert (await library.search_site("sea after:1990")).hits == ()


async def test_nothing_that_a_site_understands_is_asked_of_none(library: Library, site: Site) -> None:
    assert await library.search_site("author:fosu unread:") == SiteResult()
    assert site.requests == []


async def test_a_site_that_can_not_be_asked_is_a_sentence(library: Library, site: Site, means: Means) -> None:
    site.answers["/"] = httpx.Response(404, content=b"no")
    with pytest.raises(UnreachableError, match="404"):
        await library.search_site("sea")
    site.page("/", b"<html><body>No feed</body></html>")
    with pytest.raises(BadInputError):
        await library.search_site("seas")
    site.down = True
    with pytest.raises(UnreachableError):
        await library.search_site("sea")
    offline = Library(replace(means, offline=True))
    with pytest.raises(UnreachableError, match="connection"):
        await offline.search_site("sea")
