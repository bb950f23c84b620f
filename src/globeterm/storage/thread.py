"""The one thread on which the library file is opened, used and closed: SQLite blocks no loop, and never itself."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class DatabaseThread:
    """Runs calls one after the other, in the order in which they were asked for."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="database")

    async def run(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run ``call`` on the thread. When the waiting task is cancelled, a call that has not begun is not made."""
        return await asyncio.get_running_loop().run_in_executor(self._executor, partial(call, *args, **kwargs))

    def close(self, last: Callable[[], object] | None = None) -> None:
        """Finish what was asked for, then ``last`` (such as ``Database.close``), and end the thread."""
        end = None if last is None else self._executor.submit(last)
        self._executor.shutdown()
        if end is not None:
            end.result()
