"""Refreshing: what is said, what moves (nothing), and the sample that stands in."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

import pytest

from globeterm.library.urgency import Urgency
from globeterm.model import FRONT, Feed, RefreshResult
from globeterm.ui.refreshing import Checked, Checking, Refreshed

from .papers import (
    EDITION,
    NOW,
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
    text_of,
)

ADDRESS = "https://paper.example/feed/"


def news(paper: FakeLibrary, *numbers: int) -> None:
    """Store stories as a refresh would: at the top of the front page and of World."""
    paper.stored.update({number: make_article(number) for number in numbers})
    paper.lists[FRONT] = [*numbers, *paper.lists[FRONT]]
    paper.lists["world"] = [*numbers, *paper.lists["world"]]


def all_failed(paper: FakeLibrary) -> None:
    """The site can't be reached: as the library says it, and as it stores it."""
    sentence = "paper.example can’t be reached"
    paper.results = [RefreshResult(s.name, ADDRESS, "failed", error=sentence) for s in paper.edition.walk()]
    paper.checks = tuple(
        Feed(n, s.key, ADDRESS, failing_since=NOW, error=sentence) for n, s in enumerate(paper.edition.walk())
    )


def answers(paper: FakeLibrary) -> None:
    """The site answers that nothing is new."""
    paper.results = [RefreshResult(s.name, ADDRESS, "unchanged") for s in paper.edition.walk()]
    paper.checks = tuple(Feed(n, s.key, ADDRESS, checked=NOW) for n, s in enumerate(paper.edition.walk()))


async def test_the_site_is_asked_after_the_stored_paper_is_painted():
    paper = some_paper()
    answers(paper)
    said = Recorder(Checking, Checked, Refreshed)
    async with make_app(paper).run_test(size=(120, 36), message_hook=said) as pilot:
        await settle(pilot)
        assert sheet_of(pilot).standing == "online · checked just now"
    assert said.names == ["Checking", *["Checked"] * 5, "Refreshed"]
    assert paper.refreshed == [None]


async def test_r_asks_for_the_section_and_R_for_everything():  # noqa: N802 - the keys' names
    paper = some_paper()
    async with running(make_app(paper)) as pilot:
        await press(pilot, "1", "j", "j", "enter", "r", "R")
        await press(pilot, "1", "g", "r")
    assert paper.refreshed == [None, ("world",), None, None]


async def test_a_refresh_moves_neither_list_nor_choice_nor_story():
    paper = some_paper(60)
    async with running(make_app(paper)) as pilot:
        sheet = sheet_of(pilot)
        await press(pilot, *["j"] * 12, "enter", "space")
        rows_before = [line[25:65] for line in lines_of(pilot)[4:-2]]
        story_before = [line[68:] for line in lines_of(pilot)[2:-2]]
        paper.on_refresh = lambda: news(paper, 101, 102, 103) if 101 not in paper.stored else None
        paper.results = [RefreshResult("World", ADDRESS, "new", new=3)]
        await press(pilot, "R")
        assert [line[25:65] for line in lines_of(pilot)[4:-2]] == rows_before
        assert [line[68:] for line in lines_of(pilot)[2:-2]] == story_before
        assert (sheet.headlines.chosen, sheet.headlines.opened, sheet.pane) == (13, 13, "story")
        assert sheet.note == "3 new"
        assert sheet.detail == "↑ 3 new · 63 unread"
        await press(pilot, "2", "g")
        assert (sheet.headlines.chosen, sheet.detail) == (101, "63 unread")


async def test_at_the_top_too_new_stories_come_above_what_is_on_screen():
    paper = some_paper()
    async with running(make_app(paper)) as pilot:
        before = lines_of(pilot)[4:-2]
        paper.on_refresh = lambda: news(paper, 101) if 101 not in paper.stored else None
        paper.results = [RefreshResult("World", ADDRESS, "new", new=1)]
        await press(pilot, "R")
        assert [line[25:65] for line in lines_of(pilot)[4:-2]] == [line[25:65] for line in before]
        assert sheet_of(pilot).headlines.chosen == 1
        await press(pilot, "k")
        assert sheet_of(pilot).headlines.chosen == 101


async def test_an_empty_list_is_filled_from_its_top():
    paper = FakeLibrary(lists={"world": []})
    paper.on_refresh = lambda: news(paper, 1, 2) if 1 not in paper.stored else None
    paper.results = [RefreshResult("World", ADDRESS, "new", new=2)]
    paper.checks = (Feed(1, "world", ADDRESS, checked=NOW),)
    async with running(make_app(paper)) as pilot:
        assert sheet_of(pilot).headlines.chosen == 1
        assert sheet_of(pilot).detail == "2 unread"
        assert "(1)" in text_of(pilot)


async def test_a_story_that_changed_is_set_again():
    paper = some_paper(5)
    async with running(make_app(paper)) as pilot:
        paper.stored[1] = make_article(1, title="Corrected")
        paper.results = [RefreshResult("World", ADDRESS, "new", updated=1)]
        await press(pilot, "r")
        assert "Corrected" in text_of(pilot)


async def test_offline_is_one_line_and_what_is_stored_stays():
    """FLT-24."""
    paper = some_paper()
    all_failed(paper)
    async with running(make_app(paper)) as pilot:
        sheet = sheet_of(pilot)
        assert sheet.standing == "offline since 12:00 · never checked"
        assert sheet.note == ""
        assert sheet.edition == "The Globe Post"
        assert "(1)" in text_of(pilot)


async def test_pol_16_a_site_that_asks_for_rest_says_until_when():
    paper = some_paper()
    sentence = "paper.example asks us to wait until 14:20."
    paper.results = [
        RefreshResult(section.name, ADDRESS, "failed", error=sentence, is_told_to_wait=True)
        for section in paper.edition.walk()
    ]
    async with running(make_app(paper)) as pilot:
        assert sheet_of(pilot).note == sentence


async def test_what_alone_could_not_be_had_is_named():
    paper = some_paper()
    answers(paper)
    paper.results[1] = RefreshResult("World", ADDRESS, "failed", error="got a web page, not a feed")
    async with running(make_app(paper)) as pilot:
        assert sheet_of(pilot).note == "World could not be had: got a web page, not a feed"
        paper.results[2] = RefreshResult("Business", ADDRESS, "failed", error="timed out")
        await press(pilot, "R")
        assert sheet_of(pilot).note == "2 sections could not be had: got a web page, not a feed"


async def test_a_lone_section_that_was_asked_and_could_not_be_had_is_named():
    paper = some_paper()
    answers(paper)
    async with running(make_app(paper)) as pilot:
        paper.results = [RefreshResult("World", ADDRESS, "failed", error="paper.example can’t be reached")]
        await press(pilot, "1", "j", "j", "enter", "r")
        await settle(pilot)
        assert sheet_of(pilot).note == "World could not be had: paper.example can’t be reached"


async def test_a_section_the_site_no_longer_has_says_so():
    paper = some_paper()
    answers(paper)
    paper.checks = (replace(paper.checks[0], found="missing"), *paper.checks[1:])
    async with running(make_app(paper)) as pilot:
        assert any("National" in line and "gone" in line for line in lines_of(pilot))
        await press(pilot, "1", "j")
        assert "National is gone" in text_of(pilot)
        assert "The Globe Post has no section" in text_of(pilot)


async def test_a_reader_who_wants_no_network_is_told_and_none_is_used():
    paper = some_paper(offline=True)
    async with running(make_app(paper)) as pilot:
        assert sheet_of(pilot).standing == "offline, as you asked · never checked"
        await press(pilot, "r")
        assert "without --offline" in sheet_of(pilot).note
    assert paper.refreshed == []


class Waiting(FakeLibrary):
    """A site that answers only when it is let."""

    def __init__(self) -> None:
        super().__init__([make_article(number) for number in range(1, 31)])
        self.may_answer = asyncio.Event()

    async def refresh(
        self, keys: Sequence[str] | None = None, *, urgency: object = None
    ) -> AsyncIterator[RefreshResult]:
        yield RefreshResult("World", ADDRESS, "unchanged")
        await self.may_answer.wait()
        yield RefreshResult("Business", ADDRESS, "unchanged")


async def test_no_key_waits_for_the_network():
    paper = Waiting()
    async with make_app(paper).run_test(size=(120, 36)) as pilot:
        for _ in range(5):
            await pilot.pause()
        sheet = sheet_of(pilot)
        assert sheet.standing == "checking World · 1 of 5"
        await pilot.press("j", "j", "enter")
        await pilot.pause()
        await pilot.pause()
        assert (sheet.headlines.chosen, sheet.pane) == (3, "story")
        paper.may_answer.set()
        await settle(pilot)
        assert "checking" not in sheet.standing


async def test_a_refresh_that_breaks_says_so():
    class Broken(FakeLibrary):
        async def refresh(
            self, keys: Sequence[str] | None = None, *, urgency: object = None
        ) -> AsyncIterator[RefreshResult]:
            yield RefreshResult("World", ADDRESS, "unchanged")
            raise RuntimeError("unforeseen")

    async with running(make_app(Broken([make_article(1)]))) as pilot:
        assert sheet_of(pilot).note == "something went wrong inside globeterm (RuntimeError); the paper goes on"
        assert "checking" not in sheet_of(pilot).standing


def sample_edition() -> FakeLibrary:
    sample = FakeLibrary([make_article(7)], edition=replace(EDITION, name="The Sample", home="https://sample.example"))
    answers(sample)
    return sample


async def test_the_sample_stands_in_for_an_empty_paper_that_cannot_be_reached_and_says_so():
    paper, sample = FakeLibrary(), sample_edition()
    all_failed(paper)
    async with running(make_app(paper, sample), (140, 36)) as pilot:
        sheet = sheet_of(pilot)
        assert (sheet.edition, sheet.aside) == ("The Sample", "instead of The Globe Post")
        assert sheet.standing == (
            "The Globe Post can’t be reached; this is the built-in sample edition. r tries the paper again."
        )
        assert "THE SAMPLE  instead of The Globe Post" in lines_of(pilot)[0]
        assert "(7)" in text_of(pilot)
        await press(pilot, "enter")
        assert sheet.headlines.opened == 7
        await press(pilot, "r")
        assert sheet.note == "The Globe Post still can’t be reached"
        assert sheet.edition == "The Sample"
        answers(paper)
        paper.lists["world"] = []
        news(paper, 2)
        await press(pilot, "R")
        assert (sheet.edition, sheet.aside) == ("The Globe Post", "")
        assert sheet.note == "The Globe Post answers again"
        assert "(2)" in text_of(pilot)
    assert sample.refreshed == [None]
    assert paper.kept_session.section == FRONT


async def test_an_empty_paper_whose_site_answers_is_no_reason_for_the_sample():
    paper = FakeLibrary()
    answers(paper)
    async with running(make_app(paper)) as pilot:
        assert sheet_of(pilot).edition == "The Globe Post"
        assert "No story here yet" in text_of(pilot)


async def test_an_empty_paper_read_offline_opens_the_sample():
    async with running(make_app(FakeLibrary(offline=True), sample_edition())) as pilot:
        assert sheet_of(pilot).edition == "The Sample"


async def test_flt_17_the_clock_asks_only_what_is_due_however_long_the_reader_slept(monkeypatch: pytest.MonkeyPatch):
    """Hours that went by while it was suspended are one refresh, and of what is due alone: no burst."""
    paper, asked = some_paper(), []
    refresh = type(paper).refresh

    def noted(library: FakeLibrary, keys: object = None, *, urgency: object = None) -> object:
        asked.append(urgency)
        return refresh(library, keys, urgency=urgency)

    monkeypatch.setattr(type(paper), "refresh", noted)
    async with running(make_app(paper)) as pilot:
        sheet_of(pilot)._hour()
        await settle(pilot)
        await press(pilot, "R")
    assert asked == [Urgency.DUE, Urgency.DUE, Urgency.WHOLE]


async def test_the_clock_asks_every_hour(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("globeterm.ui.paper.HOURLY", 0.01)
    paper = some_paper()
    async with running(make_app(paper)) as pilot:
        while len(paper.refreshed) < 3:
            await settle(pilot)
    assert set(paper.refreshed) == {None}
