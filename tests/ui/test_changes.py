"""D shows what was changed in the open story, and Esc leads back to it (FLT-36)."""

from globeterm.content import Change, Document, Paragraph, Span

from .papers import NOW, make_app, make_article, press, running, sheet_of, some_paper, text_of


def para(text: str) -> Paragraph:
    return Paragraph((Span(text),))


CHANGES = Document(
    "https://paper.example/2025/06/story-1/",
    "The Paper",
    (
        para("It begins as it did."),
        Change("removed", (para("The cuts stand."),)),
        Change("added", (para("The cuts are off."),)),
    ),
    standfirst="What changed: 1 paragraph was added, 1 paragraph was removed.",
)


async def test_what_changed_is_shown_in_words_and_back_is_the_story() -> None:
    paper = some_paper()
    paper.stored[1] = make_article(1, revised=NOW)
    paper.changed[1] = CHANGES
    async with running(make_app(paper)) as pilot:
        await press(pilot, "enter", "D")
        shown = text_of(pilot)
        assert "− removed" in shown
        assert "+ added" in shown
        assert shown.index("The cuts stand.") < shown.index("The cuts are off.")
        await press(pilot, "right_square_bracket", "escape")
        shown = text_of(pilot)
        assert "− removed" not in shown
        assert "updated 17 June 2025, 12:00" in shown
        assert sheet_of(pilot).crew.reading.article is not None


async def test_a_story_that_did_not_change_says_so() -> None:
    async with running(make_app(some_paper())) as pilot:
        await press(pilot, "D")
        assert sheet_of(pilot).note == "open a story first; what changed in it is shown then"
        await press(pilot, "enter", "D")
        assert sheet_of(pilot).note == "this story has not changed since it was stored"
