"""A full disk: the cache goes before anything that the reader wants kept (FLT-04)."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from globeterm.cli import composition
from globeterm.errors import DiskFullError
from globeterm.storage.database import open_database
from globeterm.storage.statuses import StatusStore

from .conftest import NOON, Program
from .test_faults import a_call


@pytest.fixture
def cached(stocked: Program) -> Path:
    """A cache with something in it."""
    cache = stocked.home / "cache" / "cache.sqlite"
    assert stocked("refresh", "stage", "--edition", "sample").code == 0
    assert cache.exists()
    return cache


@pytest.fixture
def full(cached: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A disk that takes no mark while the cache is there."""
    save = StatusStore.save

    def on_full_disk(self: StatusStore, ids: Sequence[int], saved: bool, now: datetime) -> list[int]:
        if cached.exists():
            raise DiskFullError("The disk is full: reading still works.")
        return save(self, ids, saved, now)

    monkeypatch.setattr(StatusStore, "save", on_full_disk)
    return cached


def test_flt_04_a_mark_is_stored_in_the_room_of_the_cache(stocked: Program, full: Path) -> None:
    assert stocked("save", "3").code == 0
    assert not full.exists()
    assert stocked("list", "--saved").out != ""


def test_flt_04_where_the_cache_is_not_what_fills_the_disk_that_is_said(
    stocked: Program, full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("globeterm.cli.room.give_up_cache", lambda paths: False)
    shown = stocked("save", "3")
    assert (shown.code, shown.err) == (73, "globeterm: The disk is full: reading still works.\n")


@pytest.mark.parametrize("is_used", [True, False])
async def test_flt_04_the_readers_marks_get_the_room_of_the_cache(stocked: Program, full: Path, is_used: bool) -> None:
    async with composition.open_library(a_call(stocked)) as library:
        if is_used:
            library._means.client()
        assert await library.save([3], saved=True) == [3]
    assert not await asyncio.to_thread(full.exists)


async def test_flt_04_the_reader_of_papers_too(stocked: Program, full: Path) -> None:
    async with composition.open_papers(a_call(stocked)) as (library, _):
        assert await library.save([3], saved=True) == [3]


def test_flt_04_a_library_that_opens_for_reading_alone_gets_the_room_first(
    stocked: Program, cached: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Callable[[], bool]] = []

    def opening(path: Path, *, make_room: Callable[[], bool], **others: object) -> object:
        given.append(make_room)
        return open_database(path, **others)  # type: ignore[arg-type]

    monkeypatch.setattr("globeterm.cli.stored.open_database", opening)
    monkeypatch.setattr(composition, "open_database", opening)
    assert stocked("save", "3").code == 0
    assert stocked("refresh", "stage", "--edition", "sample").code == 0
    assert [make_room() for make_room in given] == [True, False]
    assert not cached.exists()


def test_the_library_is_there_for_reading_meanwhile(stocked: Program, full: Path) -> None:
    with closing(open_database(stocked.home / "data" / "library.sqlite", now=lambda: NOON)) as database:
        assert database.select("SELECT count(*) FROM article") != [(0,)]
