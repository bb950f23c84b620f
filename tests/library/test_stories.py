"""A story once opened is there for good; what the page lacks, the feed says."""

from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from globeterm.content import Document, paragraphs
from globeterm.edition import Page
from globeterm.errors import BadInputError, UnreachableError, UsageError
from globeterm.library.service import Library
from globeterm.library.stores import Stores
from globeterm.model import FRONT, Article, Place, Session
from tests.library.site import HOME, START, TEXT, Clock, Site, item, page, rss
from tests.library.test_refresh import WORLD, refresh

STORY = "/2025/06/story-1/"
ABOUT = Page("About Us", "/about-us/")


async def only(library: Library) -> Article:
    (article,) = await library.headlines("world")
    return article


def text(document: Document) -> list[str]:
    return [paragraph.strip() for paragraph in paragraphs(document.blocks)]


@pytest.fixture
async def told(library: Library, site: Site) -> Site:
    """The site has one story, of which its feed brings the summary."""
    site.feed(WORLD, rss("World – The Paper", item(1, content="")))
    site.page(STORY, page("Headline of the Page", TEXT + "First.", TEXT + "Second."))
    await refresh(library, "world")
    return site


async def test_the_feeds_text_needs_no_page(library: Library, site: Site) -> None:
    site.feed(WORLD, rss("World – The Paper", item(1)))
    await refresh(library, "world")
    document = await library.document(await only(library))
    assert (document.source, text(document)) == ("feed", [TEXT.strip()] * 2)
    assert site.asked(STORY) == []


async def test_a_page_is_brought_once_and_kept(library: Library, told: Site) -> None:
    document = await library.document(await only(library))
    assert text(document) == [TEXT + "First.", TEXT + "Second."]
    assert (document.title, document.authors) == ("Story 1", ("Abena Fosu",))
    assert document.published == START - timedelta(days=30) + timedelta(hours=1)
    article = await only(library)
    assert (article.offline, article.minutes) == ("full", 1)
    told.down = True
    assert await library.document(article) == document
    assert len(told.asked(STORY)) == 1


async def test_an_edited_story_is_read_again_where_that_can_be(library: Library, told: Site, clock: Clock) -> None:
    await library.document(await only(library))
    clock.pass_by(hours=2)
    told.feed(WORLD, rss("World – The Paper", item(1, content="", summary="Another summary.")))
    told.page(STORY, page("Headline of the Page", TEXT + "Corrected."))
    await refresh(library, "world")
    told.down = True
    assert text(await library.document(await only(library)))[0].endswith("First.")
    told.down = False
    assert text(await library.document(await only(library))) == [TEXT + "Corrected."]


async def test_a_feed_without_a_charset_is_read(library: Library, site: Site) -> None:
    site.answers[WORLD] = httpx.Response(200, headers={"Content-Type": "text/xml"}, content=rss("World", item(1)))
    await refresh(library, "world")
    assert (await only(library)).title == "Story 1"


async def test_a_page_that_can_not_be_had_is_a_sentence(library: Library, told: Site) -> None:
    article = await only(library)
    told.down = True
    with pytest.raises(UnreachableError):
        await library.document(article)
    told.down = False
    told.answers[STORY] = httpx.Response(410, content=b"gone")
    with pytest.raises(UnreachableError, match="410"):
        await library.document(article)
    told.page(STORY, b"<html><body></body></html>")
    with pytest.raises(BadInputError):
        await library.document(article)


async def test_a_story_without_address_and_text_says_so(library: Library, site: Site) -> None:
    site.feed(WORLD, rss("World – The Paper", "<item><title>Only a headline</title><guid>x</guid></item>"))
    await refresh(library, "world")
    with pytest.raises(BadInputError, match="no address"):
        await library.document(await only(library))


async def test_a_page_of_the_publication_is_kept_for_a_day(library: Library, site: Site, clock: Clock) -> None:
    with pytest.raises(UnreachableError):
        await library.page(ABOUT)
    site.page("/about-us/", page("About Us", TEXT))
    assert text(await library.page(ABOUT)) == [TEXT.strip()]
    await library.page(ABOUT)
    assert len(site.asked("/about-us/")) == 2
    clock.pass_by(days=2)
    site.page("/about-us/", page("About Us", TEXT + "More."))
    assert text(await library.page(ABOUT)) == [TEXT + "More."]
    clock.pass_by(days=2)
    site.answers["/about-us/"] = httpx.Response(410)
    assert text(await library.page(ABOUT)) == [TEXT + "More."]


async def test_any_address_is_read_like_a_story_and_not_stored(library: Library, site: Site, stores: Stores) -> None:
    site.page("/elsewhere/", page("Elsewhere", TEXT))
    document = await library.story_at(f"{HOME}/elsewhere/")
    assert (document.title, text(document)) == ("Elsewhere", [TEXT.strip()])
    assert (await library.counts()).get(FRONT) is None or (await library.counts())[FRONT].articles == 0


async def test_an_article_is_found_by_id_and_address(library: Library, told: Site) -> None:
    article = await only(library)
    assert await library.find(str(article.id)) == article
    assert await library.find(f"{HOME}{STORY}#more") == article
    assert await library.find(f"{HOME}/nowhere/") is None
    for ref in ("999", "javascript:alert(1)", "9" * 40, ""):
        with pytest.raises(UsageError):
            await library.find(ref)


async def test_marks_change_what_they_say_and_tell_what_changed(library: Library, told: Site) -> None:
    article = await only(library)
    assert await library.mark([article.id], read=True) == [article.id]
    assert await library.mark([article.id], read=True) == []
    assert await library.save([article.id], saved=True) == [article.id]
    await library.keep_place(article.id, Place(3, 14))
    kept = await only(library)
    assert (kept.read, kept.saved, kept.place) == (True, True, Place(3, 14))
    assert await library.mark([article.id], read=False) == [article.id]
    assert await library.mark_list("world") == [article.id]
    assert list(await library.outline("world")) == [article.id]
    assert await library.articles([article.id, 999]) == [await only(library)]


async def test_the_session_comes_back_with_the_end_of_the_visit(library: Library, clock: Clock) -> None:
    assert await library.session() == Session()
    session = Session("world", None, "globe-light", pictures=False)
    await library.keep_session(session)
    assert await library.session() == replace(session, left=clock())


async def test_what_a_story_links_to_is_read_on_behalf_of_the_edition_and_kept(library: Library, site: Site) -> None:
    url = f"{HOME}/older-story/"
    with pytest.raises(UnreachableError):
        await library.linked(url)
    site.page("/older-story/", page("An Older Story", TEXT))
    document = await library.linked(url)
    assert (document.title, document.url, text(document)) == ("An Older Story", url, [TEXT.strip()])
    assert (await library.place_at(url), await library.find(url)) == (Place(), None)
    await library.keep_place_at(url, Place(4, 2))
    site.down = True
    assert (await library.linked(url), await library.place_at(url)) == (document, Place(4, 2))
