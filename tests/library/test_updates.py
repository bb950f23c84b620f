"""When the site changes a story, the new text is stored, and the reader can see what was changed (FLT-36)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from globeterm.content import Change, paragraphs
from globeterm.library.syncing import SyncOrder
from globeterm.model import Place
from tests.library.site import TEXT, item, page, rss
from tests.library.test_refresh import WORLD, refresh

if TYPE_CHECKING:
    from globeterm.library.service import Library
    from globeterm.model import Article
    from tests.library.site import Clock, Site

STORY = "/2025/06/story-1/"
EDITS = 12
FOOTER = "<p>The post <a href='/x'>Story 1</a> appeared first on <a href='/'>{}</a>.</p>"


async def told(library: Library, site: Site, clock: Clock, content: str, *, footer: str = "") -> Article:
    """The feed tells the story with this text, an hour after the last time."""
    clock.pass_by(hours=1)
    entry = item(1, content=content).replace("]]></content:encoded>", f"{footer}]]></content:encoded>")
    site.feed(WORLD, rss("World – The Paper", entry))
    await refresh(library, "world")
    (article,) = await library.headlines("world")
    return article


async def changed(library: Library, article: Article) -> list[tuple[str, str]] | None:
    document = await library.changes(article)
    if document is None:
        return None
    marks = [block for block in document.blocks if isinstance(block, Change)]
    return [(mark.kind, text) for mark in marks for text in paragraphs(mark.blocks)]


async def test_flt_36_a_story_that_is_edited_twelve_times(library: Library, site: Site, clock: Clock) -> None:
    article = await told(library, site, clock, f"Before.</p><p>{TEXT}")
    await library.mark([article.id], read=True)
    await library.save([article.id], saved=True)
    await library.keep_place(article.id, Place(1, 20))
    for edit in range(1, EDITS + 1):
        article = await told(library, site, clock, f"Edit {edit}.</p><p>{TEXT}")
        assert article.revised == clock()
    assert (article.read, article.saved, article.place) == (True, True, Place(1, 20))
    assert await changed(library, article) == [
        ("removed", "Before."),
        ("added", f"Edit {EDITS}."),
        ("removed", "Before."),
        ("added", f"Edit {EDITS}."),
    ]


async def test_a_footer_that_changes_is_no_update(library: Library, site: Site, clock: Clock) -> None:
    await told(library, site, clock, TEXT, footer=FOOTER.format("The Paper"))
    article = await told(library, site, clock, TEXT, footer=FOOTER.format("The Paper, Now Weekly"))
    assert article.revised is None
    assert await changed(library, article) is None


async def test_a_summary_that_changes_is_no_update_while_the_story_says_the_same(
    library: Library, site: Site, clock: Clock
) -> None:
    """Its page is asked for again, as the feed says that it was edited; the text is what it was."""
    site.page(STORY, page("Story 1", TEXT, TEXT))
    site.feed(WORLD, rss("World – The Paper", item(1, content="")))
    for summary in ("In short.", "In other words."):
        clock.pass_by(hours=1)
        site.feed(WORLD, rss("World – The Paper", item(1, content="", summary=summary)))
        async for _ in library.sync(SyncOrder(("world",))):
            pass
    (article,) = await library.headlines("world")
    assert len(site.asked(STORY)) == 2
    assert (article.summary, article.revised) == ("In other words.", None)
    clock.pass_by(hours=1)
    site.page(STORY, page("Story 1", TEXT, TEXT, "And " + TEXT))
    site.feed(WORLD, rss("World – The Paper", item(1, content="", summary="At length.")))
    async for _ in library.sync(SyncOrder(("world",))):
        pass
    (article,) = await library.headlines("world")
    assert article.revised == clock()
    assert await changed(library, article) == [("added", ("And " + TEXT).strip())]
