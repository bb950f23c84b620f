"""Y brings everything while the paper is read, and says how far it is."""

import asyncio
from collections.abc import AsyncGenerator

from globeterm.config import Config, SyncConfig
from globeterm.errors import StorageError
from globeterm.library.syncing import SyncOrder, SyncStep
from globeterm.model import FRONT

from .papers import FakeLibrary, make_app, make_article, press, running, sheet_of, some_paper

STEPS = [
    SyncStep("sections", 5, 5),
    SyncStep("stories", 30, 12),
    SyncStep("stories", 30, 30),
    SyncStep("pictures", 9, 9, 2, 2),
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

    async def sync(self, order: SyncOrder) -> AsyncGenerator[SyncStep, None]:
        self.sync_orders.append(order)
        yield SyncStep("stories", 30, 12)
        self.stored[31] = make_article(31)
        self.lists[FRONT] = [31, *self.lists[FRONT]]
        await self.may_end.wait()
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
