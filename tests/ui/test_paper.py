"""The paper on its screen, driven by keys and the mouse: what opens, where the keys go, what comes back."""

from dataclasses import replace

import pytest
from textual.geometry import Offset

from globeterm.errors import BadInputError, StorageError, UnreachableError
from globeterm.model import FRONT, SAVED, Article, Place, Session
from globeterm.ui.headlines import HeadlineList
from globeterm.ui.reader import StoryPane
from globeterm.ui.reading import StoryBrought, StoryComing
from globeterm.ui.sections import SectionTree

from .papers import (
    FakeLibrary,
    Recorder,
    lines_of,
    make_app,
    make_article,
    make_document,
    press,
    running,
    settle,
    sheet_of,
    some_paper,
    story_of,
    text_of,
)


async def test_the_first_frame_shows_the_stored_paper():
    app = make_app(some_paper())
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        shown = text_of(pilot)
    assert "THE GLOBE POST" in shown
    assert "Tuesday 17 June 2025" in shown
    assert "Rare Harbour Strike Ends After" in shown
    assert "30 unread" in shown


async def test_world_newest_article_first_paragraph_next_and_back_by_keys():
    said = Recorder(SectionTree.Opened, StoryComing, StoryBrought)
    app = make_app(some_paper())
    async with app.run_test(size=(120, 36), message_hook=said) as pilot:
        await settle(pilot)
        await press(pilot, "1", "j", "j", "enter")
        sheet = sheet_of(pilot)
        assert (sheet.key, sheet.heading, sheet.pane) == ("world", "World", "headlines")
        await press(pilot, "enter")
        assert sheet.pane == "story"
        assert "Rare Harbour Strike Ends After Eleven Days (1), paragraph 1." in story_of(pilot)
        await press(pilot, "J")
        assert sheet.headlines.opened == 3
        assert "(3), paragraph 1" in story_of(pilot)
        await press(pilot, "K")
        assert sheet.headlines.opened == 1
        await press(pilot, "q")
        assert sheet.pane == "headlines"
    opened = ["StoryComing", "StoryBrought"]
    assert said.names == ["SectionTree.Opened", *opened * 3]


async def test_enter_in_the_list_opens_the_chosen_story():
    async with running(make_app(some_paper())) as pilot:
        await press(pilot, "j", "j", "enter")
        assert sheet_of(pilot).headlines.opened == 3


async def test_back_is_one_step_at_a_time_and_then_out():
    async with running(make_app(some_paper())) as pilot:
        sheet = sheet_of(pilot)
        await press(pilot, "enter", "z")
        assert sheet.has_class("-only-story")
        await press(pilot, "escape")
        assert (sheet.has_class("-only-story"), sheet.pane) == (False, "story")
        await press(pilot, "backspace")
        assert sheet.pane == "headlines"
        await press(pilot, "q")
        assert sheet.pane == "sections"
        await pilot.press("q")
        await pilot.pause()
        assert not pilot.app.is_running or pilot.app._exit


async def test_panes_are_changed_by_tab_letters_arrows_and_digits():
    async with running(make_app(some_paper())) as pilot:
        sheet = sheet_of(pilot)
        seen = []
        for key in ("tab", "tab", "tab", "shift+tab", "h", "l", "3", "1", "2", "left", "left"):
            await press(pilot, key)
            seen.append(sheet.pane)
        assert seen == [
            "story",
            "sections",
            "headlines",
            "sections",
            "sections",
            "headlines",
            "story",
            "sections",
            "headlines",
            "sections",
            "sections",
        ]


async def test_right_in_the_list_opens_the_chosen_story_when_none_is_open():
    async with running(make_app(some_paper())) as pilot:
        await press(pilot, "l")
        assert (sheet_of(pilot).pane, sheet_of(pilot).headlines.opened) == ("story", 1)
        await press(pilot, "h", "j", "l")
        assert sheet_of(pilot).headlines.opened == 1


async def test_a_section_shows_its_list_as_soon_as_it_is_under_the_cursor():
    paper = some_paper()
    async with running(make_app(paper)) as pilot:
        await press(pilot, "1", "j", "j")
        assert (sheet_of(pilot).key, sheet_of(pilot).pane) == ("world", "sections")
        assert list(sheet_of(pilot).headlines.ids) == paper.lists["world"]
        await press(pilot, "G", "k", "k")
        assert sheet_of(pilot).key == SAVED
        assert "Nothing saved yet" in text_of(pilot)
        await press(pilot, "g", "space", "b", "ctrl+d", "ctrl+u", "k")
        assert sheet_of(pilot).key == FRONT


async def test_moving_in_the_list():
    async with running(make_app(some_paper(60))) as pilot:
        headlines = sheet_of(pilot).headlines
        at = []
        for key in ("G", "g", "space", "b", "ctrl+d", "ctrl+u", "k", "down", "end", "home", "pagedown", "up"):
            await press(pilot, key)
            at.append(headlines.chosen)
        assert at[:2] == [60, 1]
        assert at[2:8] == [7, 1, 4, 1, 1, 2]
        assert at[8:10] == [60, 1]


async def test_the_mouse_chooses_opens_and_scrolls():
    async with running(make_app(some_paper())) as pilot:
        sheet = sheet_of(pilot)
        await pilot.click("#headlines", offset=(5, 5))
        await settle(pilot)
        assert (sheet.headlines.chosen, sheet.headlines.opened, sheet.pane) == (2, 2, "story")
        await pilot.click("#sections", offset=(5, 2))
        await settle(pilot)
        assert (sheet.key, sheet.pane) == ("world", "headlines")
        await pilot.click("#sections", offset=(5, 6))
        await settle(pilot)
        assert sheet.key == "world"
        sheet.headlines.scroll_to(y=8, animate=False)
        await settle(pilot)
        assert "(1)" not in text_of(pilot).replace("(1),", "")


async def test_a_story_that_must_be_brought_says_so_and_then_stands_there():
    paper = some_paper()
    async with running(make_app(paper)) as pilot:
        await press(pilot, "j", "j", "enter")
        assert "(3), paragraph 1" in story_of(pilot)


@pytest.mark.parametrize(
    "error", [UnreachableError("paper.example can’t be reached"), BadInputError("the page holds no story")]
)
async def test_a_story_that_cannot_be_had_says_why_and_shows_what_there_is(error: Exception):
    paper = some_paper()
    paper.documents[1] = error  # type: ignore[assignment]
    async with running(make_app(paper)) as pilot:
        await press(pilot, "enter")
        shown = " ".join(text_of(pilot).split())
        assert str(error)[1:] in shown
        assert "What story 1 is about." in shown
        assert "Enter tries again" in shown
        paper.documents.clear()
        await press(pilot, "2", "enter")
        assert "(1), paragraph 1" in story_of(pilot)


async def test_a_story_that_is_gone_from_the_library_says_so():
    paper = some_paper()
    async with running(make_app(paper)) as pilot:
        del paper.stored[1]
        await press(pilot, "enter")
        assert "this story is not in the library any more" in sheet_of(pilot).note


async def test_the_pages_of_the_publication_open_like_stories():
    paper = some_paper()
    paper.pages["/about-us/"] = replace(make_document(make_article(1)), url="", title="About Us")
    async with running(make_app(paper)) as pilot:
        await press(pilot, "1", "G", "enter")
        sheet = sheet_of(pilot)
        assert sheet.pane == "story"
        assert "About Us" in text_of(pilot)
        assert sheet.headlines.opened is None
        assert sheet.crew.reading.address == "https://paper.example/about-us/"


async def test_a_page_that_cannot_be_had_says_so():
    async with running(make_app(some_paper())) as pilot:
        await press(pilot, "1", "G", "enter")
        assert "/about-us/ can’t be reached" in text_of(pilot)


async def test_next_and_previous_unread_go_round_the_list():
    paper = some_paper(6)
    for number in (2, 3, 5):
        paper.stored[number] = make_article(number, read=True)
    async with running(make_app(paper)) as pilot:
        headlines = sheet_of(pilot).headlines
        opened = []
        for key in ("n", "n", "n", "n", "p", "p"):
            await press(pilot, key)
            opened.append(headlines.opened)
        assert opened == [1, 4, 6, 1, 6, 4]


async def test_when_nothing_else_is_unread_that_is_said():
    paper = some_paper(3)
    paper.stored.update({number: make_article(number, read=True) for number in (1, 2, 3)})
    async with running(make_app(paper)) as pilot:
        await press(pilot, "n")
        assert sheet_of(pilot).note == "no other unread story in this list"


async def test_the_ends_of_the_list_are_said():
    async with running(make_app(some_paper(1))) as pilot:
        await press(pilot, "J")
        assert sheet_of(pilot).note == "this is the last story of the list"
        await press(pilot, "K")
        assert sheet_of(pilot).note == "this is the first story of the list"


async def test_space_pages_through_a_story_and_then_opens_the_next_unread():
    async with running(make_app(some_paper())) as pilot:
        await press(pilot, "enter")
        headlines = sheet_of(pilot).headlines
        for _ in range(30):
            await press(pilot, "space")
            if headlines.opened != 1:
                break
        assert headlines.opened == 2
        await press(pilot, "j", "k", "G", "g", "ctrl+d", "ctrl+u", "b", "right_square_bracket", "left_square_bracket")
        assert headlines.opened == 2


async def test_a_link_inside_the_paper_opens_here_and_back_leads_to_where_it_stood():
    async with running(make_app(some_paper())) as pilot:
        await press(pilot, "enter")
        sheet = sheet_of(pilot)
        url = make_article(5).url
        assert url is not None
        sheet.crew.story.post_message(StoryPane.LinkChosen(sheet.crew.story, url, "text"))
        await settle(pilot)
        assert sheet.headlines.opened == 5
        await press(pilot, "q")
        assert (sheet.headlines.opened, sheet.pane) == (1, "story")
        await press(pilot, "q")
        assert sheet.pane == "headlines"


async def test_the_place_is_kept_and_brought_back():
    paper = some_paper()
    async with running(make_app(paper)) as pilot:
        sheet = sheet_of(pilot)
        await press(pilot, "j", "enter")
        sheet.crew.story.post_message(StoryPane.PlaceChanged(sheet.crew.story, 2, "", Place(4, 10)))
        await settle(pilot)
    assert paper.places == [(2, Place(4, 10))]
    assert (paper.kept_session.section, paper.kept_session.article) == (FRONT, 2)


async def test_the_session_comes_back_section_article_and_place():
    paper = some_paper(session=Session(section="world", article=9, theme="globe-light"))
    paper.stored[9] = make_article(9, place=Place(6, 0), read=True)
    async with running(make_app(paper)) as pilot:
        sheet = sheet_of(pilot)
        assert (sheet.key, sheet.headlines.chosen, sheet.headlines.opened) == ("world", 9, 9)
        assert sheet.pane == "headlines"
        assert "(9), paragraph 7" in story_of(pilot)
        assert pilot.app.theme == "globe-light"


async def test_an_article_beyond_the_first_screenful_comes_back_too():
    paper = some_paper(300, session=Session(article=250))
    async with running(make_app(paper)) as pilot:
        assert sheet_of(pilot).headlines.chosen == 250
        assert any("(250)" in line[25:68] for line in lines_of(pilot))


async def test_a_section_that_the_edition_no_longer_has_gives_way_to_the_front_page():
    async with running(make_app(some_paper(session=Session(section="sports", article=2)))) as pilot:
        assert sheet_of(pilot).key == FRONT


async def test_a_library_that_cannot_be_read_says_so():
    class Broken(FakeLibrary):
        async def session(self) -> Session:
            raise StorageError("the library can’t be read: disk I/O error")

    async with running(make_app(Broken())) as pilot:
        assert "disk I/O error" in text_of(pilot)


async def test_a_worker_that_breaks_says_so_and_takes_nothing_with_it():
    class Broken(FakeLibrary):
        async def article(self, article_id: int) -> Article | None:
            raise RuntimeError("a secret of the story")

    async with running(make_app(Broken([make_article(1)]))) as pilot:
        await press(pilot, "enter")
        assert sheet_of(pilot).note == "something went wrong inside globeterm (RuntimeError); the paper goes on"
        await press(pilot, "1")
        assert sheet_of(pilot).pane == "sections"


async def test_keys_and_clicks_before_the_first_page_stands_wait_or_do_nothing():
    async with running(make_app(some_paper())) as pilot:
        sheet = sheet_of(pilot)
        crew, sheet._crew = sheet._crew, None
        sheet.on_headline_list_opened(HeadlineList.Opened(3))
        sheet.on_section_tree_opened(SectionTree.Opened(sheet.section_rows[2]))
        with pytest.raises(RuntimeError, match="not painted yet"):
            sheet.crew.panes.left()
        sheet.action_do("down")
        sheet._crew = crew
        sheet.refresh()
        await settle(pilot)
        assert (sheet.headlines.chosen, sheet.headlines.opened, sheet.key) == (2, None, FRONT)


@pytest.mark.parametrize("size", [(1, 1), (19, 5), (20, 4)])
async def test_a_terminal_that_is_too_small_says_so_and_keeps_running(size: tuple[int, int]):
    """FLT-22."""
    async with running(make_app(some_paper()), size) as pilot:
        await press(pilot, "j", "enter", "q")
        assert size[0] < 10 or "terminal too small" in text_of(pilot)


async def test_in_the_smallest_terminal_one_pane_is_seen_at_a_time():
    """FLT-22: 20×5 works."""
    async with running(make_app(some_paper()), (20, 5)) as pilot:
        assert "Rare" in text_of(pilot)
        await press(pilot, "enter")
        assert "(1)" in text_of(pilot) or "WORLD" in text_of(pilot)
        await press(pilot, "1")
        assert "Front page" in text_of(pilot)


async def test_three_panes_when_wide_two_when_medium_one_when_narrow():
    async with running(make_app(some_paper()), (140, 30)) as pilot:
        await press(pilot, "enter")

        def seen() -> list[bool]:
            sheet = sheet_of(pilot)
            return [bool(pane.region) for pane in (sheet.sections, sheet.headlines, sheet.crew.story)]

        assert seen() == [True, True, True]
        await pilot.resize_terminal(100, 30)
        await settle(pilot)
        assert seen() == [False, True, True]
        await press(pilot, "1")
        assert seen() == [True, True, False]
        await pilot.resize_terminal(60, 30)
        await settle(pilot)
        assert seen() == [True, False, False]
        await press(pilot, "3")
        assert seen() == [False, False, True]


async def test_the_selection_survives_a_storm_of_resizes():
    """FLT-23."""
    async with running(make_app(some_paper(200))) as pilot:
        await press(pilot, *["j"] * 20)
        for width in range(200, 20, -17):
            await pilot.resize_terminal(width, 10 + width % 30)
        await settle(pilot)
        headlines = sheet_of(pilot).headlines
        assert headlines.chosen == 21
        await pilot.resize_terminal(120, 30)
        await settle(pilot)
        top = headlines.scroll_offset.y
        assert top <= 80 <= top + headlines.size.height


async def test_only_the_story():
    async with running(make_app(some_paper())) as pilot:
        await press(pilot, "enter", "z")
        sheet = sheet_of(pilot)
        assert (sheet.sections.display, sheet.query_one("#list").display) == (False, False)
        await press(pilot, "z")
        assert sheet.sections.display


async def test_the_lines_between_the_panes_meet_the_rules():
    async with running(make_app(some_paper())) as pilot:
        lines = lines_of(pilot)
        top, first, bottom = lines[1], lines[2], lines[-2]
        assert [i for i, sign in enumerate(top) if sign == "┬"] == [i for i, sign in enumerate(first) if sign == "│"]
        assert top.replace("┬", "┴") == bottom


async def test_the_real_cursor_stands_on_the_chosen_row():
    """CNV-10: screen readers and magnifiers follow it."""
    async with running(make_app(some_paper())) as pilot:
        await press(pilot, "j")
        headlines = sheet_of(pilot).headlines
        assert pilot.app.cursor_position == headlines.content_region.offset + Offset(0, 4)
        await press(pilot, "1", "j")
        assert pilot.app.cursor_position == sheet_of(pilot).sections.content_region.offset + Offset(0, 1)
