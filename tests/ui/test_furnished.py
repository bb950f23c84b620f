"""What an article's page says beside the feed's text comes after it, and moves nothing."""

from dataclasses import replace

from globeterm.content import Link

from .papers import make_app, make_document, press, running, some_paper, story_of


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
