"""Work in a crowd: bounded, every outcome told, and a silent host is left alone (POL-16, POL-22)."""

import asyncio
from contextlib import aclosing

import pytest

from globeterm.errors import UNEXPECTED, BadInputError, GlobetermError, MissingPartError, StorageError, UnreachableError
from globeterm.library.crowd import PATIENCE, Crowd, Outcome, Task
from globeterm.limits import CONNECTIONS
from globeterm.web.resource import FailureKind, FetchError

HERE = "https://paper.example/a/"
THERE = "https://pictures.example/a.jpg"


def tasks(count: int, address: str | None = HERE) -> list[Task[int]]:
    return [Task(number, f"Story {number}", address) for number in range(count)]


def silence(kind: FailureKind = "network", retry_after: int | None = None) -> FetchError:
    return FetchError("There is no way to paper.example.", HERE, kind, retry_after=retry_after)


async def outcomes(crowd: Crowd, some: list[Task[int]], error: Exception | None = None) -> list[Outcome[int]]:
    async def do(item: int) -> None:
        if error is not None:
            raise error

    return [outcome async for outcome in crowd.work(some, do)]


async def test_no_more_are_under_way_than_there_are_connections() -> None:
    under_way, most = 0, 0
    may_end = asyncio.Event()

    async def do(item: int) -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        if under_way == CONNECTIONS:
            may_end.set()
        await may_end.wait()
        under_way -= 1

    ended = [outcome.item async for outcome in Crowd().work(tasks(3 * CONNECTIONS), do)]
    assert (most, sorted(ended)) == (CONNECTIONS, list(range(3 * CONNECTIONS)))


async def test_nothing_to_do_is_done_at_once() -> None:
    assert await outcomes(Crowd(), []) == []


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (BadInputError("there is no story on the page"), "Story 0: there is no story on the page"),
        (UnreachableError("a answered 404"), "Story 0: a answered 404"),
        (ZeroDivisionError("unforeseen"), f"Story 0: {UNEXPECTED}"),
    ],
)
async def test_flt_39_each_failure_is_told_and_stops_no_other(error: Exception, sentence: str) -> None:
    told = await outcomes(Crowd(), tasks(2 * CONNECTIONS), error)
    assert [outcome.failed for outcome in told] == [True] * 2 * CONNECTIONS
    assert sentence in [outcome.error for outcome in told]
    assert "" not in [outcome.error for outcome in told]


@pytest.mark.parametrize("error", [silence(), silence("timeout"), silence("offline")])
async def test_pol_22_a_silent_host_is_left_alone(error: FetchError) -> None:
    crowd = Crowd()
    told = await outcomes(crowd, tasks(40), error)
    assert len(told) == 40
    assert all(outcome.failed for outcome in told)
    assert PATIENCE <= sum(outcome.error != "" for outcome in told) <= PATIENCE + CONNECTIONS
    assert await outcomes(crowd, tasks(1)) == [Outcome(0, failed=True)]
    assert await outcomes(crowd, tasks(1, THERE)) == [Outcome(0)]
    assert await outcomes(crowd, tasks(1, None)) == [Outcome(0)]


async def test_pol_16_a_host_that_asks_for_it_is_left_alone_at_once() -> None:
    crowd = Crowd()
    await outcomes(crowd, tasks(1), silence("http", 600))
    assert await outcomes(crowd, tasks(1)) == [Outcome(0, failed=True)]


@pytest.mark.parametrize("address", [HERE, None])
async def test_only_silences_in_a_row_count(address: str | None) -> None:
    crowd = Crowd()
    for _ in range(PATIENCE - 1):
        await outcomes(crowd, tasks(1), silence())
    await outcomes(crowd, tasks(1))
    some: list[GlobetermError] = [silence(), silence("http"), silence("too large"), BadInputError("no story")]
    for error in some:
        assert (await outcomes(crowd, tasks(1, address), error))[0].error != ""
    assert await outcomes(crowd, tasks(1)) == [Outcome(0)]


@pytest.mark.parametrize("error", [ImportError(name="pebble"), MissingPartError(ImportError(name="lxml"))])
async def test_flt_45_a_library_that_is_missing_ends_it_all(error: Exception) -> None:
    with pytest.raises(type(error)):
        await outcomes(Crowd(), tasks(40), error)


async def test_flt_04_a_full_disk_ends_it_all() -> None:
    with pytest.raises(StorageError, match="disk full"):
        await outcomes(Crowd(), tasks(40), StorageError("disk full"))


async def test_what_is_stopped_leaves_nothing_running() -> None:
    ended = asyncio.Event()

    async def do(item: int) -> None:
        if item == 0:
            return
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    async with aclosing(Crowd().work(tasks(2), do)) as told:
        assert await anext(told) == Outcome(0)
    assert ended.is_set()
