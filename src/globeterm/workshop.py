"""The workshop: the one helper process in which untrusted bytes are parsed, with limits of time and memory.

A feed of 1 MB can cost a parser minutes (SEC-07), and only a process can be stopped. The process is started at the
first task and retired when there has been nothing to do for a while, so an idle workshop costs nothing.
"""

import asyncio
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NoReturn, TypeVar, TypeVarTuple, cast

from globeterm.errors import BadInputError, GlobetermError
from globeterm.limits import PARSE_MEMORY_BYTES, PARSE_SECONDS, PICTURE_MEMORY_BYTES

if TYPE_CHECKING:
    from pebble import ProcessPool

Result = TypeVar("Result")
Arguments = TypeVarTuple("Arguments")

#: How long the process is kept without a task, in seconds.
REST_SECONDS: Final = 60.0
#: How long its start may take; it does not count as a task's time.
START_SECONDS: Final = 20.0

#: What a system without the limit of data counts instead: address space, of which the program's own code is a part.
CODE_BYTES: Final = 512 * 1024 * 1024

_HUNGRY: Final = "is too expensive to read: it needs too much memory"
_CLOSING: Final = "the program is closing"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a task came to: its value, or the expected error it raised, or why it failed otherwise.

    An error travels as class, arguments and attributes, so that its constructor need not take its own ``args``.
    """

    value: object = None
    error: type[GlobetermError] | None = None
    arguments: tuple[object, ...] = ()
    attributes: tuple[tuple[str, object], ...] = ()
    failure: str | None = None

    def raise_if_failed(self, what: str) -> None:
        """Raise what the task raised; a failure nobody expects becomes a BadInputError whose subject is ``what``."""
        if self.error is not None:
            raised = self.error.__new__(self.error)
            raised.args = self.arguments
            vars(raised).update(self.attributes)
            raise raised
        if self.failure is not None:
            raise BadInputError(f"{what} {self.failure}")


class ProcessStartError(Exception):
    """The system starts no process, so no input is to blame; its text says why. Never leaves this module."""


class Workshop:
    """Runs functions in the helper process, one after the other; used by one event loop.

    ``seconds`` is the time limit of a task, ``memory`` how many bytes of data the process may have meanwhile, ``rest``
    how many seconds an idle process is kept.
    """

    def __init__(
        self, *, seconds: float = PARSE_SECONDS, memory: int = PARSE_MEMORY_BYTES, rest: float = REST_SECONDS
    ) -> None:
        self._seconds = seconds
        self._memory = memory
        self._rest = rest
        self._turn = asyncio.Lock()
        self._closed = False
        self._pool: ProcessPool | None = None
        self._is_used = False
        self._resting: asyncio.TimerHandle | None = None
        self._jobs: set[asyncio.Task[Outcome]] = set()
        self._leaving: set[asyncio.Future[None]] = set()

    async def run(
        self, fn: Callable[[*Arguments], Result], *args: *Arguments, what: str, memory: int | None = None
    ) -> Result:
        """Run ``fn(*args)``, both of which must pickle, and return its result.

        ``what`` names the input in an error's sentence ("the feed"); ``memory`` is a limit of this task's own, up to
        ``PICTURE_MEMORY_BYTES``. GlobetermErrors come back as themselves; a crash,
        a time-out, too much memory and any other exception become a BadInputError. A cancelled call leaves the queue;
        a task that has begun goes on to its end, and nobody hears of it.
        """
        await self._turn.acquire()
        job = asyncio.create_task(self._work(fn, args, memory or self._memory))
        self._jobs.add(job)
        job.add_done_callback(self._give_back)
        try:
            outcome = await asyncio.shield(job)
        except asyncio.CancelledError:
            if self._closed and job.cancelled():
                raise BadInputError(f"{what} was not read: {_CLOSING}") from None
            raise
        outcome.raise_if_failed(what)
        return cast("Result", outcome.value)

    async def start(self) -> None:
        """Start the process ahead of its first task; without this, that task does it (about 0.1 s)."""
        async with self._turn:
            await self._opened()

    async def aclose(self) -> None:
        """Stop the process and what it is doing; nothing of it is left, and later tasks are refused."""
        self._closed = True
        jobs = list(self._jobs)
        for job in jobs:
            job.cancel()
        await asyncio.gather(*jobs, return_exceptions=True)
        self._retire()
        await asyncio.gather(*self._leaving)

    def _give_back(self, job: asyncio.Task[Outcome]) -> None:
        self._jobs.discard(job)
        self._turn.release()

    async def _work(self, fn: Callable[..., object], args: tuple[object, ...], memory: int) -> Outcome:
        """One task whose turn has come. One that lacks memory gets another chance in a process of its own.

        What the tasks before it have left behind may be what it lacked.
        """
        outcome = await self._attempt(fn, args, memory)
        if outcome.failure == _HUNGRY and self._is_used:
            self._retire()
            return await self._attempt(fn, args, memory)
        self._is_used = True
        return outcome

    async def _attempt(self, fn: Callable[..., object], args: tuple[object, ...], memory: int) -> Outcome:
        """Run a task once; after any end but an ordinary one, the next finds a fresh process."""
        if self._closed:
            return Outcome(failure=f"was not read: {_CLOSING}")
        try:
            pool = await self._opened()
            async with asyncio.timeout(self._seconds):
                job = pool.schedule(perform, (fn, args, self._seconds, memory))
                outcome: Outcome = await asyncio.wrap_future(job)
        except ProcessStartError as error:
            return Outcome(failure=f"can't be read: the process that reads it does not start ({error})")
        except TimeoutError:
            self._retire()
            return Outcome(failure=f"is too expensive to read: it took more than {self._seconds:g} s")
        except asyncio.CancelledError:
            self._retire()
            raise
        except Exception:
            self._retire()
            return Outcome(failure="is too expensive to read: the process that reads it was ended by it")
        self._resting = asyncio.get_running_loop().call_later(self._rest, self._retire)
        return outcome

    async def _opened(self) -> "ProcessPool":
        """The pool, awake; opened in a thread, because starting a process takes longer than a frame."""
        self._wake()
        if self._pool is None:
            self._is_used = False
            if self._leaving:  # two processes at once could take twice the memory
                await asyncio.wait(self._leaving)
            opening = asyncio.get_running_loop().run_in_executor(None, _open_pool, self._memory)
            try:
                self._pool = await asyncio.shield(opening)
            except asyncio.CancelledError:
                self._pool = await opening
                raise
        return self._pool

    def _wake(self) -> None:
        if self._resting is not None:
            self._resting.cancel()
            self._resting = None

    def _retire(self) -> None:
        """Let the process go; its end is waited for in a thread, where it holds nothing up."""
        self._wake()
        pool, self._pool = self._pool, None
        if pool is not None:
            leaving = asyncio.get_running_loop().run_in_executor(None, _close_pool, pool)
            self._leaving.add(leaving)
            leaving.add_done_callback(self._leaving.discard)


def prepare() -> None:
    """Make sure that processes can be started later, from inside a running screen.

    multiprocessing starts its resource tracker with the first process and hands it stderr; a screen has put an object
    without a file descriptor there, and the start fails.
    """
    from multiprocessing import resource_tracker  # noqa: PLC0415 not needed before there is something to parse

    with redirect_stderr(sys.__stderr__):
        resource_tracker.ensure_running()


def perform(fn: Callable[..., object], args: tuple[object, ...], seconds: float, memory: int | None = None) -> Outcome:
    """Run a task inside the process: every exception is a value, and the processor's time is bounded as well."""
    _limit_processor(seconds)
    _limit_task(memory)
    try:
        return Outcome(value=fn(*args))
    except GlobetermError as error:
        return Outcome(error=type(error), arguments=error.args, attributes=tuple(vars(error).items()))
    except MemoryError:
        return Outcome(failure=_HUNGRY)
    except RecursionError:
        return Outcome(failure="is too expensive to read: it is nested too deeply")
    except Exception as error:  # what a parser raises on hostile bytes can't be listed (SEC-08)
        return Outcome(failure=f"can't be read: the parser gave up on it ({type(error).__name__})")


def settle_in(memory: int) -> None:
    """Prepare the process for its life: quiet, limited, and gone when its parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Pebble's own handler runs Python code, which waits for a regular expression to end; the default one does not.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _silence()
    _limit_memory(memory)
    threading.Thread(target=_follow_parent, name="parent watch", daemon=True).start()


def _open_pool(memory: int) -> "ProcessPool":
    """A pool whose process is there and waits for a task; raises ProcessStartError."""
    import multiprocessing  # noqa: PLC0415 not needed before there is something to parse

    from pebble import ProcessPool  # noqa: PLC0415

    prepare()
    # "spawn": a fork of a process with threads can hang, and a fork server would stay behind.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPool(max_workers=1, initializer=settle_in, initargs=(memory,), context=context)
    try:
        with _interrupts_held():
            started = pool.schedule(_ready)
        started.result(START_SECONDS)
    except Exception as error:
        _close_pool(pool)
        raise ProcessStartError(type(error).__name__) from error
    return pool


def _ready() -> None:
    """The first task of every pool: scheduling one is what starts the process."""


def _close_pool(pool: "ProcessPool") -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Block SIGINT in what is started meanwhile: ctrl+c is for the program, not for a helper that is still booting."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _silence() -> None:
    """Keep a parser's warnings off the screen: the terminal belongs to the parent."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _limit_memory(memory: int) -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 not there on every platform

        most_data = max(memory, PICTURE_MEMORY_BYTES)
        for kind, bound in ((resource.RLIMIT_DATA, most_data), (resource.RLIMIT_AS, most_data + CODE_BYTES)):
            _, most = resource.getrlimit(kind)
            limit = bound if most == resource.RLIM_INFINITY else min(bound, most)
            resource.setrlimit(kind, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_task(memory: int | None) -> None:
    """Bound the data of the task that begins, below what the process was allowed at its start."""
    if sys.platform != "win32" and memory is not None:
        import resource  # noqa: PLC0415 not there on every platform

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(
            resource.RLIMIT_DATA, (memory if most == resource.RLIM_INFINITY else min(memory, most), most)
        )


def _limit_processor(seconds: float) -> None:
    """End the process in the midst of a task that a vanished parent can no longer stop."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 not there on every platform

        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        limit = int(time.process_time() + seconds) + 2
        resource.setrlimit(resource.RLIMIT_CPU, (limit if most == resource.RLIM_INFINITY else min(limit, most), most))


def _follow_parent() -> NoReturn:
    """Wait for the parent's end, even for its kill -9, and end as well."""
    from multiprocessing import parent_process  # noqa: PLC0415 only in the helper process

    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(0)
