"""Y brings everything while the paper is read, and says how far it is."""

import asyncio
from collections.abc import AsyncGenerator

from textual.pilot import Pilot

from globeterm.config import Config, SyncConfig
from globeterm.errors import StorageError
from globeterm.library.keeping import Retention
from globeterm.library.syncing import SyncOrder, SyncStep
from globeterm.model import FRONT, RefreshResult

from .papers import FakeLibrary, make_app, make_article, press, running, settle, sheet_of, some_paper

STEPS = [
    SyncStep("sections", 5, 5),
    SyncStep("stories", 30, 12),
    SyncStep("stories", 30, 30),
    SyncStep("pictures", 9, 9, 2, 2),
    SyncStep("room", 0, 0),
]


async def test_it_says_what_it_came_to() -> None:
    paper = some_paper()
    paper.sync_steps = [*STEPS]
    async with running(make_app(paper)) as pilot:
        await press(pilot, "Y")
        assert sheet_of(pilot).note == "all 30 stories are here · 2 pictures are missing"
        paper.sync_steps = []
        await press(pilot, "Y")
        assert sheet_of(pilot).note == "there is nothing to bring"
    assert paper.sync_orders == [SyncOrder(), SyncOrder()]


async def test_the_configuration_says_what_is_brought() -> None:
    paper = some_paper()
    async with running(make_app(paper, config=Config(sync=SyncConfig(stories=20, pictures=False)))) as pilot:
        await press(pilot, "Y")
    assert paper.sync_orders == [SyncOrder(stories=20, pictures=False)]


class Slow(FakeLibrary):
    """A library whose sync waits before its last step."""

    may_end: asyncio.Event
    was_stopped = False

    async def sync(self, order: SyncOrder) -> AsyncGenerator[SyncStep, None]:
        self.sync_orders.append(order)
        yield SyncStep("stories", 30, 12)
        self.stored[31] = make_article(31)
        self.lists[FRONT] = [31, *self.lists[FRONT]]
        try:
            await self.may_end.wait()
        except asyncio.CancelledError:
            self.was_stopped = True
            raise
        yield SyncStep("stories", 30, 30)


async def test_how_far_it_is_stands_in_the_status_line_and_one_is_enough() -> None:
    paper = Slow([make_article(number) for number in range(1, 31)])
    paper.may_end = asyncio.Event()
    async with running(make_app(paper)) as pilot:
        await pilot.press("Y", "Y")
        await pilot.pause()
        assert sheet_of(pilot).note == "sync · stories · 12 of 30"
        assert len(paper.sync_orders) == 1
        paper.may_end.set()
        await press(pilot, "Y")
        assert 31 in sheet_of(pilot).headlines.ids


async def test_a_full_disk_is_said_and_the_next_may_begin() -> None:
    paper = some_paper()
    paper.sync_steps = [STEPS[0], StorageError("the disk is full")]
    async with running(make_app(paper)) as pilot:
        await press(pilot, "Y")
        assert sheet_of(pilot).note == "the disk is full"
        await press(pilot, "Y")
    assert len(paper.sync_orders) == 2


async def test_offline_it_says_why_not() -> None:
    paper = some_paper(offline=True)
    async with running(make_app(paper)) as pilot:
        await press(pilot, "Y")
        assert "offline" in sheet_of(pilot).note
    assert paper.sync_orders == []


AUTOMATIC = Config(sync=SyncConfig(auto=True, keep_days=30, max_mb=500))
QUIETLY = SyncOrder(feeds=False, gently=True, retention=Retention(30, 500_000_000))


async def test_it_begins_by_itself_after_a_refresh_if_that_is_wished() -> None:
    paper = some_paper()
    async with running(make_app(paper)) as pilot:
        await press(pilot, "R")
    assert paper.sync_orders == []
    paper.results = [RefreshResult("World", "https://paper.example/feed/", "unchanged")]
    paper.sync_steps = [*STEPS]
    async with running(make_app(paper, config=AUTOMATIC)) as pilot:
        assert paper.sync_orders == [QUIETLY]
        assert "stories are here" not in sheet_of(pilot).note
        await press(pilot, "R")
    assert paper.sync_orders == [QUIETLY, QUIETLY]


async def test_it_does_not_when_the_site_is_away_or_nothing_may_be_asked() -> None:
    paper = some_paper()
    paper.results = [RefreshResult("World", "https://paper.example/feed/", "failed", error="gone", exit_code=69)]
    async with running(make_app(paper, config=AUTOMATIC)):
        assert paper.sync_orders == []
    paper = some_paper(offline=True)
    async with running(make_app(paper, config=AUTOMATIC)) as pilot:
        await press(pilot, "R")
    assert paper.sync_orders == []


async def begun(paper: Slow, pilot: Pilot[None]) -> None:
    """Wait until a sync is under way."""
    for _ in range(500):
        if paper.sync_orders:
            return
        await pilot.pause()
    raise AssertionError


async def test_quietly_it_says_so_beside_how_the_paper_stands_until_the_reader_asks() -> None:
    paper = Slow([make_article(number) for number in range(1, 31)])
    paper.may_end = asyncio.Event()
    paper.results = [RefreshResult("World", "https://paper.example/feed/", "unchanged")]
    app = make_app(paper, config=AUTOMATIC)
    async with app.run_test(size=(120, 36)) as pilot:
        await begun(paper, pilot)
        await pilot.pause()
        assert sheet_of(pilot).standing.endswith("bringing 12 of 30")
        await pilot.press("Y")
        await pilot.pause()
        assert len(paper.sync_orders) == 1
        paper.may_end.set()
        await settle(pilot)
        assert "bringing" not in sheet_of(pilot).standing
        assert sheet_of(pilot).note == "all 30 stories are here"


async def test_it_stops_when_the_paper_is_left() -> None:
    paper = Slow([make_article(number) for number in range(1, 31)])
    paper.may_end = asyncio.Event()
    paper.results = [RefreshResult("World", "https://paper.example/feed/", "unchanged")]
    async with make_app(paper, config=AUTOMATIC).run_test(size=(120, 36)) as pilot:
        await begun(paper, pilot)
        await pilot.press("ctrl+q")
    assert paper.was_stopped


async def test_what_is_there_already_is_not_told_of() -> None:
    paper = some_paper()
    paper.results = [RefreshResult("World", "https://paper.example/feed/", "unchanged")]
    paper.sync_steps = [SyncStep("stories", 30, 30), SyncStep("pictures", 9, 8, 8), SyncStep("pictures", 9, 9, 9)]
    async with running(make_app(paper, config=AUTOMATIC)) as pilot:
        assert "bringing" not in sheet_of(pilot).standing
        await press(pilot, "Y")
        assert sheet_of(pilot).note == "all 30 stories are here · 9 pictures are missing"
