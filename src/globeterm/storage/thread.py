"""The one thread on which the library file is opened, used and closed: SQLite blocks no loop, and never itself."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from globeterm.errors import DiskFullError

P = ParamSpec("P")
T = TypeVar("T")


class DatabaseThread:
    """Runs calls one after the other, in the order in which they were asked for.

    ``make_room`` frees room on a full disk and tells whether it could: then a call that needed it is made once more,
    for the cache goes before anything that is to be kept (FLT-04).
    """

    def __init__(self) -> None:
        self.make_room: Callable[[], Awaitable[bool]] | None = None
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="database")

    async def run(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run ``call`` on the thread. When the waiting task is cancelled, a call that has not begun is not made."""
        loop, bound = asyncio.get_running_loop(), partial(call, *args, **kwargs)
        try:
            return await loop.run_in_executor(self._executor, bound)
        except DiskFullError:
            if self.make_room is None or not await self.make_room():
                raise
        return await loop.run_in_executor(self._executor, bound)

    def close(self, last: Callable[[], object] | None = None) -> None:
        """Finish what was asked for, then ``last`` (such as ``Database.close``), and end the thread."""
        end = None if last is None else self._executor.submit(last)
        self._executor.shutdown()
        if end is not None:
            end.result()
