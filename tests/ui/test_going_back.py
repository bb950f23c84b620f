"""A list without a floor: older headlines come as the reader comes near its end, and nothing moves."""

import pytest

from globeterm.errors import UnreachableError
from globeterm.model import FRONT, SAVED

from .papers import FakeLibrary, lines_of, make_app, press, running, settle, sheet_of, some_paper, text_of

PAGES = [[31, 32, 33, 34], [35, 36]]


@pytest.fixture
def paper() -> FakeLibrary:
    paper = some_paper(30)
    paper.older_pages = {FRONT: [list(page) for page in PAGES]}
    return paper


def rows(pilot: object) -> list[str]:
    """What stands in the list's pane."""
    return [line[25:65] for line in lines_of(pilot)[4:-2]]  # type: ignore[arg-type]


async def test_g_brings_older_stories_until_the_first(paper: FakeLibrary) -> None:
    async with running(make_app(paper)) as pilot:
        assert paper.older_asked == []
        await press(pilot, "G")
        headlines = sheet_of(pilot).headlines
        assert (list(headlines.ids)[-4:], headlines.chosen) == ([31, 32, 33, 34], 30)
        assert "older" not in text_of(pilot)
        await press(pilot, "G")
        assert list(headlines.ids)[-2:] == [35, 36]
        await press(pilot, "G")
        assert headlines.chosen == 36
        assert rows(pilot)[-1].strip() == "that was the first story"
        assert "(36)" in text_of(pilot)
        assert paper.older_asked == [FRONT] * 3


async def test_nothing_moves_when_older_stories_come(paper: FakeLibrary) -> None:
    async with running(make_app(paper)) as pilot:
        headlines = sheet_of(pilot).headlines
        await press(pilot, *["j"] * 27)
        assert (headlines.chosen, paper.older_asked) == (28, [])
        headlines.scroll_end(animate=False, force=True)
        await pilot.pause()
        before = rows(pilot)
        await press(pilot, "j")
        assert (headlines.chosen, paper.older_asked) == (29, [FRONT])
        assert [line[2:] for line in rows(pilot)] == [line[2:] for line in before]
        assert headlines.ids[-1] == 34


async def test_scrolling_with_the_wheel_brings_them_too(paper: FakeLibrary) -> None:
    async with running(make_app(paper)) as pilot:
        headlines = sheet_of(pilot).headlines
        headlines.scroll_to(y=40, animate=False, force=True)
        await settle(pilot)
        assert paper.older_asked == []
        headlines.scroll_end(animate=False, force=True)
        await settle(pilot)
        assert paper.older_asked == [FRONT]
        assert headlines.chosen == 1
        headlines.scroll_to(y=headlines.scroll_y - 1, animate=False, force=True)
        await settle(pilot)
        assert paper.older_asked == [FRONT]


async def test_while_they_come_a_quiet_row_says_so(paper: FakeLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    """The row is there until they are; a wish meanwhile asks for nothing."""
    import asyncio

    may_come = asyncio.Event()
    older = paper.older

    async def slowly(key: str) -> object:
        await may_come.wait()
        return await older(key)

    monkeypatch.setattr(paper, "older", slowly)
    async with running(make_app(paper)) as pilot:
        await pilot.press("G", "G", "j")
        await pilot.pause()
        assert rows(pilot)[-1].strip() == "bringing older stories …"
        assert "(30)" in text_of(pilot)
        may_come.set()
        await settle(pilot)
        assert "bringing" not in text_of(pilot)
        assert paper.older_asked == [FRONT]


async def test_a_failure_is_said_and_the_site_left_alone_for_a_while(paper: FakeLibrary) -> None:
    paper.older_pages[FRONT].insert(0, UnreachableError("There is no way to paper.example"))
    async with running(make_app(paper)) as pilot:
        await press(pilot, "G")
        assert rows(pilot)[-1].strip() == "older stories could not be brought"
        assert "There is no way to paper.example" in text_of(pilot)
        await press(pilot, "G", "j")
        assert paper.older_asked == [FRONT]
        sheet_of(pilot).crew.going_back._failed_at = None
        await press(pilot, "G")
        assert sheet_of(pilot).headlines.ids[-1] == 34


async def test_a_page_of_nothing_new_is_no_end(paper: FakeLibrary) -> None:
    paper.older_pages[FRONT].insert(0, [])
    async with running(make_app(paper)) as pilot:
        await press(pilot, "G")
        assert "stories" not in "".join(rows(pilot)[-2:])
        await press(pilot, "G")
        assert sheet_of(pilot).headlines.ids[-1] == 34


async def test_another_list_begins_without_words_and_saved_has_no_older_ones(paper: FakeLibrary) -> None:
    paper.older_pages[FRONT] = []
    async with running(make_app(paper)) as pilot:
        await press(pilot, "G")
        assert "that was the first story" in text_of(pilot)
        await press(pilot, "s")
        sheet_of(pilot)._show_list(SAVED)
        await settle(pilot)
        assert "that was the first story" not in text_of(pilot)
        await press(pilot, "G", "j")
        assert paper.older_asked == [FRONT]


async def test_what_comes_for_a_list_that_is_left_says_nothing_in_another(
    paper: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    import asyncio

    may_come = asyncio.Event()
    older = paper.older

    async def slowly(key: str) -> object:
        if key == FRONT:
            await may_come.wait()
        return await older(key)

    monkeypatch.setattr(paper, "older", slowly)
    async with running(make_app(paper)) as pilot:
        await pilot.press("G")
        await pilot.pause()
        sheet_of(pilot)._show_list("world")
        await pilot.pause()
        may_come.set()
        await settle(pilot)
        assert "older" not in text_of(pilot)
        await press(pilot, "G")
        assert "that was the first story" in text_of(pilot)


async def test_an_empty_list_wishes_for_nothing() -> None:
    paper = some_paper(0)
    async with running(make_app(paper)) as pilot:
        await press(pilot, "G", "j")
        assert paper.older_asked == []
