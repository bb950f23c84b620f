"""Finding words in the open story, as they are typed, and what of it the status line says."""

from dataclasses import replace

from globeterm.content import Paragraph, Span

from .papers import lines_of, make_app, make_article, make_document, press, running, sheet_of, some_paper


def found_paper():
    paper = some_paper()
    story = make_document(make_article(1), 30)
    ferry = Paragraph((Span("The ferry left; another ferry came. [b]no markup[/b]"),))
    paper.documents[1] = replace(story, blocks=(*story.blocks[:15], ferry, *story.blocks[15:], ferry))
    return paper


def bottom(pilot) -> str:
    return lines_of(pilot)[-1]


async def test_what_is_typed_is_found_at_once_and_enter_keeps_it():
    async with running(make_app(found_paper()), (100, 30)) as pilot:
        sheet = sheet_of(pilot)
        await press(pilot, "enter", "slash", *"ferry")
        assert "/ ferry" in bottom(pilot)
        assert "1 of 4" in bottom(pilot)
        pane = sheet.crew.story
        assert any("ferry left" in pane.render_line(y).text for y in range(pane.size.height))
        await press(pilot, "enter")
        assert sheet.pane == "story"
        assert "“ferry” 1 of 4" in bottom(pilot)
        await press(pilot, "n", "n")
        assert "“ferry” 3 of 4" in bottom(pilot)
        await press(pilot, "p", "p", "p")
        assert "“ferry” 4 of 4" in bottom(pilot)
        at = pane.scroll_offset.y
        await press(pilot, "escape")
        assert (sheet.found, sheet.pane, pane.scroll_offset.y) == ("", "story", at)
        await press(pilot, "n")
        assert sheet.headlines.opened == 2


async def test_escape_while_typing_returns_to_the_line_where_it_began():
    async with running(make_app(found_paper()), (100, 30)) as pilot:
        sheet = sheet_of(pilot)
        await press(pilot, "enter", "j", "slash", *"ferry")
        assert sheet.crew.story.scroll_offset.y > 1
        await press(pilot, "escape")
        assert (sheet.crew.story.scroll_offset.y, sheet.crew.story.finding, sheet.pane) == (1, "", "story")
        assert "%" in bottom(pilot)


async def test_words_that_are_not_there_are_said_to_be_absent():
    async with running(make_app(found_paper()), (100, 30)) as pilot:
        sheet = sheet_of(pilot)
        await press(pilot, "enter", "slash", *"[b]x")
        assert "no match" in bottom(pilot)
        await press(pilot, "enter")
        assert sheet.note == "“[b]x” is not in this story"
        assert not sheet.crew.story.finding
        await press(pilot, "slash", "enter")
        assert (sheet.found, sheet.pane) == ("", "story")


async def test_foreign_words_are_no_markup():
    """SEC-02."""
    async with running(make_app(found_paper()), (100, 30)) as pilot:
        await press(pilot, "enter", "slash", *"[b]no", "enter")
        assert "“[b]no” 1 of 2" in bottom(pilot)


async def test_going_elsewhere_keeps_what_was_found():
    async with running(make_app(found_paper()), (100, 30)) as pilot:
        sheet = sheet_of(pilot)
        await press(pilot, "enter", "slash", *"ferry", "tab")
        assert sheet.crew.story.finding == "ferry"
        assert "/ ferry" not in bottom(pilot)


async def test_another_story_begins_with_nothing_found():
    async with running(make_app(found_paper()), (100, 30)) as pilot:
        sheet = sheet_of(pilot)
        await press(pilot, "enter", "slash", *"ferry", "enter", "J")
        assert (sheet.found, sheet.headlines.opened) == ("", 2)
        await press(pilot, "n")
        assert sheet.headlines.opened == 3


async def test_without_a_story_there_is_nothing_to_find_in():
    async with running(make_app(some_paper())) as pilot:
        sheet = sheet_of(pilot)
        await press(pilot, "slash")
        assert (sheet.note, sheet.pane) == ("", "headlines")
        sheet.action_do("find")
        await press(pilot)
        assert sheet.note == "no story is open to find words in"


async def test_the_status_line_tells_how_far_the_story_is_read():
    async with running(make_app(found_paper()), (140, 30)) as pilot:
        await press(pilot, "enter")
        assert "min left" in bottom(pilot)
        assert "? help" in bottom(pilot)
        assert sheet_of(pilot).standing in bottom(pilot)
        await press(pilot, "G")
        assert "100 %" in bottom(pilot)
        assert "min left" not in bottom(pilot)
        await press(pilot, "2")
        assert "100 %" not in bottom(pilot)


async def test_in_a_narrow_terminal_help_is_named_unless_something_is_to_be_said():
    for size in ((60, 20), (40, 12), (20, 5)):
        async with running(make_app(found_paper()), size) as pilot:
            for key in ("j", "enter", "1"):
                await press(pilot, key)
                assert "? help" in bottom(pilot), size
            await press(pilot, "3", "s")
            assert bottom(pilot).startswith(" saved")
