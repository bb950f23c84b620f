"""The feed's text at once, what the page says beside it once, and articles of several pages."""

import httpx
import pytest

from globeterm.content import More, paragraphs
from globeterm.document.codec import to_json
from globeterm.errors import BadInputError, StorageError, UnreachableError
from globeterm.library.service import Library
from globeterm.library.stores import Stores
from globeterm.model import Article
from globeterm.storage.documents import DocumentStore
from globeterm.web.resource import Resource
from tests.library.site import HOME, TEXT, Bench, Clock, Site, item, rss
from tests.library.test_refresh import WORLD, refresh
from tests.library.test_stories import only, text

STORY = "/2025/06/story-1/"
BOX = (
    "<div class='jnews_inline_related_post_wrapper'><div class='jnews_inline_related_post'><h3 class='jeg_block_title'>"
    "<span>More on<strong> the Subject</strong></span></h3><h3 class='jeg_post_title'><a href='/ports/'>Ports</a></h3>"
    "</div></div>"
)


def page(*parts: str, pages: tuple[int, ...] = ()) -> bytes:
    """An article's page in the markup of the theme, of paragraphs and whatever else."""
    links = "".join(f"<a href='{HOME}{STORY}{number}/'>{number}</a>" for number in pages)
    body = "".join(part if part.startswith("<") else f"<p>{part}</p>" for part in parts)
    return (
        "<!doctype html><html><body class='single'><h1 class='jeg_post_title'>Headline of the Page</h1>"
        f"<div class='entry-content'><div class='content-inner'>{body}<div class='jeg_pagelinks'>{links}</div></div>"
        "</div><p class='jeg_author_desc'>With Contributions by AFP</p></body></html>"
    ).encode()


def said(*names: str) -> list[str]:
    return [f"{TEXT}{name}." for name in names]


@pytest.fixture
async def told(library: Library, site: Site) -> Site:
    """The site has one story, of which its feed brings the text; its page has a box in it and a note below."""
    site.feed(WORLD, rss("World – The Paper", item(1)))
    site.page(STORY, page(TEXT, BOX, TEXT))
    await refresh(library, "world")
    return site


async def test_the_page_comes_after_the_text_once_and_is_kept(library: Library, told: Site) -> None:
    article = await only(library)
    document = await library.document(article)
    assert (document.source, document.author_note, told.asked(STORY)) == ("feed", "", [])
    richer = await library.furnished(article)
    assert richer is not None
    assert text(richer) == text(document)
    assert isinstance(richer.blocks[1], More)
    assert (richer.title, richer.author_note) == ("Story 1", "With Contributions by AFP")
    assert await library.furnished(article) is None
    told.down = True
    assert await library.document(article) == richer
    assert len(told.asked(STORY)) == 1


async def test_flt_36_an_edit_brings_the_page_again_and_loses_nothing_meanwhile(
    library: Library, told: Site, clock: Clock
) -> None:
    await library.furnished(await only(library))
    clock.pass_by(hours=2)
    told.feed(WORLD, rss("World – The Paper", item(1, content=f"{TEXT}Corrected.")))
    told.page(STORY, page(f"{TEXT}Corrected.", f"{TEXT}Corrected.").replace(b"by AFP", b"by Reuters"))
    await refresh(library, "world")
    article = await only(library)
    told.down = True
    assert await library.furnished(article) is None
    document = await library.document(article)
    assert (text(document)[0], document.author_note) == (f"{TEXT}Corrected.", "With Contributions by AFP")
    told.down = False
    richer = await library.furnished(article)
    assert richer is not None
    assert richer.author_note == "With Contributions by Reuters"
    assert len(told.asked(STORY)) == 3


@pytest.mark.parametrize("answer", [httpx.Response(404), httpx.Response(200, html="<html><body></body></html>")])
async def test_a_page_that_says_nothing_is_not_asked_for_again(
    library: Library, told: Site, answer: httpx.Response
) -> None:
    told.answers[STORY] = answer
    article = await only(library)
    document = await library.document(article)
    assert await library.furnished(article) is None
    assert await library.furnished(article) is None
    assert len(told.asked(STORY)) == 1
    assert await library.document(article) == document


@pytest.mark.parametrize(("status", "gone"), [(404, True), (410, True), (403, False)])
async def test_a_story_that_was_taken_down_stays_and_that_is_known(
    library: Library, told: Site, clock: Clock, status: int, gone: bool
) -> None:
    """Unpublished: the page is gone, the stored text is not, and a page that comes back ends it."""
    article = await only(library)
    assert await library.is_taken_down(article) is False
    document = await library.document(article)
    told.answers[STORY] = httpx.Response(status)
    assert await library.furnished(article) is None
    assert await library.is_taken_down(article) is gone
    assert await library.document(article) == document
    clock.pass_by(hours=2)
    told.feed(WORLD, rss("World – The Paper", item(1, content=f"{TEXT}Corrected.")))
    told.page(STORY, page(TEXT, BOX, TEXT))
    await refresh(library, "world")
    article = await only(library)
    assert await library.furnished(article) is not None
    assert await library.is_taken_down(article) is False


async def test_a_story_without_a_text_that_was_taken_down_says_so(library: Library, site: Site) -> None:
    site.feed(WORLD, rss("World", item(1, content="")))
    await refresh(library, "world")
    article = await only(library)
    with pytest.raises(UnreachableError, match=r"paper\.example has no such page any more \(404 Not Found\)"):
        await library.document(article)
    assert await library.is_taken_down(article) is False
    assert await only(library) == article


async def test_a_page_that_can_not_be_had_is_asked_for_the_next_time(library: Library, told: Site) -> None:
    told.down = True
    assert await library.furnished(await only(library)) is None
    told.down = False
    assert await library.furnished(await only(library)) is not None


async def test_a_page_with_nothing_more_is_no_news(library: Library, told: Site) -> None:
    told.page(STORY, page(TEXT, TEXT).replace(b"With Contributions by AFP", b""))
    assert await library.furnished(await only(library)) is None
    assert len(told.asked(STORY)) == 1


async def test_without_a_text_an_address_or_a_network_nothing_is_brought(
    library: Library, site: Site, stores: Stores
) -> None:
    site.feed(WORLD, rss("World", item(1, content="")))
    await refresh(library, "world")
    article = await only(library)
    assert await library.furnished(article) is None
    library.offline = True
    assert await library.furnished(article) is None
    library.offline = False
    await stores.thread.run(stores.documents.put, article.id, "{}", 1, "feed", article.published)
    assert await library.furnished(Article(article.id, "No address", None)) is None
    assert site.asked(STORY) == []


async def test_a_library_that_can_not_be_written_to_still_shows_the_page(
    library: Library, told: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StorageError("the disk is full")

    monkeypatch.setattr(DocumentStore, "put_pages", refuse)
    richer = await library.furnished(await only(library))
    assert richer is not None
    assert richer.author_note


async def test_an_article_of_several_pages_is_one_story(library: Library, told: Site) -> None:
    told.page(STORY, page(TEXT, TEXT, *said("First"), BOX, pages=(2,)))
    told.page(f"{STORY}2/", page(*said("Second"), BOX, pages=(1, 3)))
    told.page(f"{STORY}3/", page(*said("Third"), pages=(1, 2)))
    article = await only(library)
    richer = await library.furnished(article)
    assert richer is not None
    assert text(richer)[-2:] == said("Second", "Third")
    assert sum(isinstance(block, More) for block in richer.blocks) == 1
    assert (await only(library)).minutes == 2
    told.down = True
    assert await library.document(article) == richer
    told.down = False
    assert text(await library.story_at(HOME + STORY)) == [TEXT.strip()] * 2 + said("First", "Second", "Third")
    assert text(await library.linked(HOME + STORY))[-1:] == said("Third")


async def test_an_article_whose_second_page_is_missing_is_shown_and_asked_for_again(
    library: Library, site: Site
) -> None:
    site.feed(WORLD, rss("World", item(1, content="")))
    site.page(STORY, page(*said("First"), pages=(2,)))
    await refresh(library, "world")
    article = await only(library)
    assert text(await library.document(article)) == said("First")
    assert (await only(library)).offline == "summary"
    site.page(f"{STORY}2/", page(*said("Second")))
    assert text(await library.document(article)) == said("First", "Second")
    assert (await only(library)).offline == "full"


async def test_pages_that_are_not_stored_whole_are_asked_for_again(library: Library, told: Site) -> None:
    told.page(STORY, page(TEXT, BOX, TEXT, pages=(2,)))
    assert await library.furnished(await only(library)) is not None
    told.page(f"{STORY}2/", page(*said("Second")))
    richer = await library.furnished(await only(library))
    assert richer is not None
    assert text(richer)[-1:] == said("Second")


async def test_a_second_page_that_is_none_ends_the_story(library: Library, told: Site, bench: Bench) -> None:
    told.page(STORY, page(TEXT, BOX, TEXT, pages=(2, 3)))
    told.page(f"{STORY}2/", page(TEXT, BOX, TEXT, pages=(2, 3)))
    richer = await library.furnished(await only(library))
    assert richer is not None
    assert len(text(richer)) == 2
    assert not told.asked(f"{STORY}3/")
    told.page("/elsewhere/", page(*said("First")).replace(b"jeg_pagelinks'>", b"page-links'><a href='2/'>2</a>"))
    told.page("/elsewhere/2/", page(*said("Second")))

    def is_second(_: object, args: tuple[object, ...]) -> bool:
        return isinstance(args[0], Resource) and args[0].url.endswith("/2/")

    bench.refuses = is_second
    assert text(await library.story_at(f"{HOME}/elsewhere/")) == said("First")


async def test_a_damaged_text_is_one_sentence(library: Library, told: Site, stores: Stores, clock: Clock) -> None:
    article = await only(library)
    await stores.thread.run(stores.documents.put, article.id, "{}", 1, "feed", clock())
    with pytest.raises(BadInputError, match="damaged"):
        await library.document(article)


async def test_a_story_of_another_kind_of_failure_says_why(library: Library, told: Site) -> None:
    told.down = True
    with pytest.raises(UnreachableError):
        await library.story_at(HOME + STORY)


async def test_what_is_read_has_no_word_twice(library: Library, told: Site) -> None:
    richer = await library.furnished(await only(library))
    assert richer is not None
    assert list(paragraphs(richer.blocks)) == [TEXT.strip()] * 2
    assert to_json(richer).count("More on the Subject") == 1
