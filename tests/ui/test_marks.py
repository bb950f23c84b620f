"""The reader's own marks by keys: read, saved, all read, undone; and taking a story out of the paper."""

from collections.abc import Sequence

import pytest

from globeterm import opening
from globeterm.errors import DiskFullError
from globeterm.model import FRONT
from globeterm.ui.marking import Marked
from globeterm.ui.reader import StoryPane

from .papers import (
    FakeLibrary,
    Recorder,
    lines_of,
    make_app,
    make_article,
    press,
    running,
    settle,
    sheet_of,
    some_paper,
)


async def test_a_story_on_screen_for_a_moment_is_read_and_not_one_under_the_cursor():
    paper = some_paper()
    async with running(make_app(paper)) as pilot:
        await press(pilot, "j", "enter")
        assert not paper.stored[2].read
        sheet = sheet_of(pilot)
        sheet.crew.story.post_message(StoryPane.Displayed(sheet.crew.story, 2))
        await settle(pilot)
        assert paper.stored[2].read
        assert sheet.detail == "29 unread"
        row = next(line[25:65] for line in lines_of(pilot) if "A Town Counts" in line[25:65])
        assert "●" not in row
        sheet.crew.story.post_message(StoryPane.Displayed(sheet.crew.story, 2))
        sheet.crew.story.post_message(StoryPane.Displayed(sheet.crew.story, None))
        await settle(pilot)
        await press(pilot, "U")
        assert sheet.note == "nothing to undo"


async def test_saving_marks_the_row_fills_saved_and_can_be_undone():
    paper = some_paper()
    said = Recorder(Marked)
    app = make_app(paper)
    async with app.run_test(size=(120, 36), message_hook=said) as pilot:
        await settle(pilot)
        sheet = sheet_of(pilot)
        await press(pilot, "s")
        assert (paper.stored[1].saved, sheet.note) == (True, "saved")
        assert any("★" in line for line in lines_of(pilot))
        assert ("Saved", 1) in [(row.name, row.count) for row in sheet.section_rows]
        await press(pilot, "s")
        assert (paper.stored[1].saved, sheet.note) == (False, "taken out of Saved")
        await press(pilot, "U", "U")
        assert not paper.stored[1].saved
        await press(pilot, "U")
        assert sheet.note == "nothing to undo"
    assert said.names == ["Marked"] * 4


async def test_a_story_taken_out_of_saved_leaves_that_list_and_comes_back():
    paper = some_paper(5)
    for number in (2, 4):
        paper.stored[number] = make_article(number, saved=True)
    async with running(make_app(paper)) as pilot:
        await press(pilot, "1", "G", "k", "k", "enter")
        headlines = sheet_of(pilot).headlines
        assert list(headlines.ids) == [2, 4]
        await press(pilot, "s")
        assert (list(headlines.ids), headlines.chosen) == ([4], 4)
        await press(pilot, "U")
        assert list(headlines.ids) == [2, 4]


async def test_read_and_unread_by_a_key_in_list_and_story():
    paper = some_paper()
    async with running(make_app(paper)) as pilot:
        await press(pilot, "m")
        assert paper.stored[1].read
        await press(pilot, "m")
        assert not paper.stored[1].read
        await press(pilot, "enter", "m", "s")
        assert (paper.stored[1].read, paper.stored[1].saved) == (True, True)
        await press(pilot, "m", "s")
        assert (paper.stored[1].read, paper.stored[1].saved) == (False, False)


async def test_what_was_marked_by_hand_is_not_marked_again_by_being_on_screen():
    paper = some_paper()
    async with running(make_app(paper)) as pilot:
        story = sheet_of(pilot).crew.story
        await press(pilot, "enter", "m", "m")
        story.post_message(StoryPane.Displayed(story, 1))
        await settle(pilot)
        assert not paper.stored[1].read
        await press(pilot, "J", "K")
        story.post_message(StoryPane.Displayed(story, 1))
        await settle(pilot)
        assert paper.stored[1].read


async def test_all_read_and_undone_leaves_what_was_read_before():
    paper = some_paper(6)
    paper.stored[3] = make_article(3, read=True)
    async with running(make_app(paper)) as pilot:
        sheet = sheet_of(pilot)
        await press(pilot, "A")
        assert sheet.note == "5 stories of Front page marked read · U undoes it"
        assert all(article.read for article in paper.stored.values())
        assert sheet.detail == "all read"
        await press(pilot, "A")
        assert sheet.note == "nothing unread in Front page"
        await press(pilot, "U")
        assert [article.id for article in paper.stored.values() if article.read] == [3]
        assert (sheet.detail, sheet.note) == ("5 unread", "undone: 5 stories of Front page marked read")


async def test_one_story_all_read():
    async with running(make_app(some_paper(1))) as pilot:
        await press(pilot, "A")
        assert sheet_of(pilot).note.startswith("1 story of Front page")


async def test_without_a_story_there_is_nothing_to_mark():
    async with running(make_app(FakeLibrary(lists={FRONT: []}))) as pilot:
        for key in ("s", "m", "o", "y"):
            await press(pilot, key)
        assert sheet_of(pilot).note == "this story has no address"
        await press(pilot, "s")
        assert sheet_of(pilot).note == "no story is chosen"
        await press(pilot, "enter", "J", "n", "j", "G")
        assert sheet_of(pilot).pane == "headlines"


async def test_the_address_is_copied_in_list_and_story():
    async with running(make_app(some_paper())) as pilot:
        await press(pilot, "y")
        assert pilot.app.clipboard == "https://paper.example/2025/06/story-1/"
        await press(pilot, "j", "enter", "y")
        assert pilot.app.clipboard == "https://paper.example/2025/06/story-2/"
        assert sheet_of(pilot).note == "address copied: https://paper.example/2025/06/story-2/"


async def test_an_address_that_is_not_of_the_web_is_neither_opened_nor_copied():
    """SEC-03."""
    async with running(make_app(FakeLibrary([make_article(1, url="javascript:alert(1)")]))) as pilot:
        await press(pilot, "y")
        assert sheet_of(pilot).note == "this address is not copied: only http and https addresses are"
        await press(pilot, "o")
        assert sheet_of(pilot).note == "this address is not opened: only http and https addresses are"
        assert pilot.app.clipboard == ""


@pytest.mark.parametrize(
    ("opener", "note"),
    [
        (opening.Opener(("browser", "https://x")), "opened in the web browser: paper.example"),
        (opening.Opener(("w3m", "https://x"), in_terminal=True), "w3m needs the terminal, and this one can't be lent"),
        (opening.NoOpener("no program was found"), "no program was found"),
    ],
)
async def test_the_browser_opens_the_story(monkeypatch: pytest.MonkeyPatch, opener: object, note: str):
    """SEC-03: a browser that needs the terminal gets it, or is not started."""
    started: list[object] = []
    monkeypatch.setattr("globeterm.ui.browsing.find_opener", lambda address: opener)
    monkeypatch.setattr("globeterm.ui.browsing.start", started.append)
    async with running(make_app(some_paper())) as pilot:
        await press(pilot, "o")
        assert sheet_of(pilot).note == note
    assert started == ([opener] if note.startswith("opened") else [])


async def test_nothing_is_opened_when_the_reader_is_served_to_a_browser(monkeypatch: pytest.MonkeyPatch):
    """SEC-21."""
    monkeypatch.setattr("globeterm.ui.app.GlobeApp.is_web", property(lambda self: True))
    async with running(make_app(some_paper())) as pilot:
        await press(pilot, "o")
        assert "nothing is opened from here" in sheet_of(pilot).note


async def test_flt_04_on_a_full_disk_marks_wait_for_room(monkeypatch: pytest.MonkeyPatch):
    """They are kept in memory in their order, told of, and stored when there is room, at the latest on leaving."""
    paper, free = some_paper(), []
    stored = type(paper).save

    async def save(library: FakeLibrary, ids: Sequence[int], *, saved: bool) -> list[int]:
        if not free:
            raise DiskFullError("The disk is full: reading still works.")
        return await stored(library, ids, saved=saved)

    monkeypatch.setattr(type(paper), "save", save)
    async with running(make_app(paper)) as pilot:
        sheet = sheet_of(pilot)
        await press(pilot, "s")
        assert sheet.note == "the disk is full: reading still works, a mark waits until there is room"
        await press(pilot, "j", "s", "m")
        assert "3 marks wait" in sheet.note
        sheet._minute()
        await settle(pilot)
        assert not any(article.saved or article.read for article in paper.stored.values())
        free.append(True)
        sheet._minute()
        await settle(pilot)
        assert [number for number, article in paper.stored.items() if article.saved] == [1, 2]
        assert paper.stored[2].read
        free.clear()
        await press(pilot, "j", "s")
        free.append(True)
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert paper.stored[3].saved
