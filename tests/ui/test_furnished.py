"""What an article's page says beside the feed's text comes after it, and moves nothing."""

from dataclasses import replace

from globeterm.content import Link

from .papers import make_app, make_document, press, running, sheet_of, some_paper, story_of


async def test_the_author_note_and_the_related_stories_come_after_the_text():
    paper = some_paper()
    article = paper.stored[1]
    document = make_document(article, paragraphs=1)
    paper.documents[article.id] = document
    paper.richer[article.id] = replace(
        document,
        author_note="With Contributions by AFP",
        related=(Link("A Port Reopens", "https://paper.example/port/"),),
    )
    async with running(make_app(paper), size=(120, 60)) as pilot:
        await press(pilot, "1", "j", "j", "enter", "enter")
        shown = story_of(pilot)
    assert f"{article.title}, paragraph 1." in shown
    assert "With Contributions by AFP" in shown
    assert "A Port Reopens" in shown


async def test_a_story_that_the_site_took_down_is_there_and_that_is_said():
    """Unpublished: what was stored stays."""
    paper = some_paper()
    paper.taken_down.add(1)
    async with running(make_app(paper), size=(120, 40)) as pilot:
        await press(pilot, "1", "j", "j", "enter", "enter")
        assert f"{paper.stored[1].title}, paragraph 1." in story_of(pilot)
        assert sheet_of(pilot).note == "the site has taken this story down; what was stored of it is here"
