import asyncio
import threading
from pathlib import Path

import pytest

from globeterm.errors import DiskFullError, UsageError
from globeterm.storage.database import Database, open_database
from globeterm.storage.thread import DatabaseThread

from .shelf import NOON


async def test_every_call_runs_on_one_thread_that_is_not_the_loops() -> None:
    """FLT-19: what is stored does not wait for a loop that a stalled terminal holds up."""
    thread = DatabaseThread()
    names = await asyncio.gather(*(thread.run(threading.get_ident) for _ in range(20)))
    assert len(set(names)) == 1
    assert names[0] != threading.get_ident()
    thread.close()


async def test_calls_run_in_order_and_close_waits_for_them(path: Path) -> None:
    thread = DatabaseThread()
    done: list[int] = []
    calls = [asyncio.ensure_future(thread.run(done.append, number)) for number in range(100)]
    await asyncio.sleep(0)  # the calls are handed over, none is awaited
    thread.close(lambda: done.append(-1))
    assert done == [*range(100), -1]
    await asyncio.gather(*calls)


async def test_an_error_comes_back_to_whoever_asked() -> None:
    thread = DatabaseThread()

    def fail(*, why: str) -> None:
        raise UsageError(why)

    with pytest.raises(UsageError, match="so it is"):
        await thread.run(fail, why="so it is")
    thread.close()
    thread.close()


async def test_what_goes_wrong_at_the_end_is_told_and_the_thread_has_ended() -> None:
    thread = DatabaseThread()
    with pytest.raises(ZeroDivisionError):
        thread.close(lambda: 1 // 0)
    with pytest.raises(RuntimeError):
        await thread.run(threading.get_ident)


async def test_a_library_is_opened_used_and_closed_there(path: Path) -> None:
    thread = DatabaseThread()
    database: Database = await thread.run(open_database, path, now=lambda: NOON)
    assert await thread.run(database.select, "SELECT count(*) FROM article") == [(0,)]
    thread.close(database.close)
    assert not path.with_name("library.sqlite-wal").exists()


@pytest.mark.parametrize("is_freed", [True, False])
async def test_flt_04_the_cache_goes_before_what_is_to_be_kept(is_freed: bool) -> None:
    """A call that found the disk full is made once more when there is room now."""
    thread, tried, freed = DatabaseThread(), [], []

    def store() -> str:
        tried.append(True)
        if len(tried) == 1 or not is_freed:
            raise DiskFullError("The disk is full.")
        return "stored"

    async def make_room() -> bool:
        freed.append(True)
        return is_freed

    with pytest.raises(DiskFullError):
        await thread.run(store)
    tried.clear()
    thread.make_room = make_room
    if is_freed:
        assert await thread.run(store) == "stored"
    else:
        with pytest.raises(DiskFullError):
            await thread.run(store)
    assert (len(tried), len(freed)) == (1 + is_freed, 1)
    thread.close()
