"""The workshop: the one helper process in which untrusted bytes are parsed, with limits of time and memory.

A feed of 1 MB can cost a parser minutes (SEC-07), and only a process can be stopped. The process is started at the
first task and retired when there has been nothing to do for a while, so an idle workshop costs nothing.

A task's limit is of the processor's time, kept by the system: an honest page is not refused because the machine is
busy with something else. The limit by the clock behind it is for a process that waits or has no share of the processor.
"""

import asyncio
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar, TypeVarTuple, cast

from globeterm.confinement import HAS_LIMITS, limit_processor, limit_task, settle_in
from globeterm.errors import BadInputError, GlobetermError, MissingPartError
from globeterm.limits import PARSE_CLOCK_SECONDS, PARSE_MEMORY_BYTES, PARSE_SECONDS

if TYPE_CHECKING:
    from pebble import ProcessPool

Result = TypeVar("Result")
Arguments = TypeVarTuple("Arguments")

#: How long the process is kept without a task, in seconds.
REST_SECONDS: Final = 60.0
#: How long its start may take; it does not count as a task's time.
START_SECONDS: Final = 20.0

_HUNGRY: Final = "is too expensive to read: it needs too much memory"
_CRASHED: Final = "is too expensive to read: the process that reads it was ended by it"
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
    """The system starts no process, so no input is to blame; its text says why."""


class Workshop:
    """Runs functions in the helper process, one after the other; used by one event loop.

    ``seconds`` is how much of the processor's time a task may take, ``clock`` how many seconds it may last in all,
    ``memory`` how many bytes of data the process may have meanwhile, ``rest`` how many seconds an idle process is kept.
    """

    def __init__(
        self,
        *,
        seconds: float = PARSE_SECONDS,
        clock: float = PARSE_CLOCK_SECONDS,
        memory: int = PARSE_MEMORY_BYTES,
        rest: float = REST_SECONDS,
    ) -> None:
        self._seconds = seconds
        self._clock = clock if HAS_LIMITS else min(clock, seconds)
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
        """One task whose turn has come. One that lacks memory, or fell over it, gets another chance in a new process.

        What the tasks before it have left behind may be what it lacked.
        """
        outcome = await self._attempt(fn, args, memory)
        if outcome.failure in {_HUNGRY, _CRASHED} and self._is_used:
            self._retire()
            return await self._attempt(fn, args, memory)
        self._is_used = True
        return outcome

    async def _attempt(self, fn: Callable[..., object], args: tuple[object, ...], memory: int) -> Outcome:
        """Run a task once; after any end but an ordinary one, the next finds a fresh process."""
        if self._closed:
            return Outcome(failure=f"was not read: {_CLOSING}")
        parcel = list(args)
        try:
            pool = await self._opened()
            async with asyncio.timeout(self._clock):
                job = pool.schedule(perform, (fn, parcel, self._seconds, memory))
                outcome: Outcome = await asyncio.wrap_future(job)
        except ProcessStartError as error:
            return Outcome(failure=f"can't be read: the process that reads it does not start ({error})")
        except TimeoutError:
            self._retire()
            return Outcome(failure=_took_more_than(self._clock))
        except (asyncio.CancelledError, ImportError):
            self._retire()
            raise
        except Exception as error:
            self._retire()
            return Outcome(failure=_took_more_than(self._seconds) if _was_out_of_time(error) else _CRASHED)
        finally:
            parcel.clear()  # the pool remembers its last task until the next one, and a document may be large
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


def perform(fn: Callable[..., object], args: Sequence[object], seconds: float, memory: int | None = None) -> Outcome:
    """Run a task inside the process, within its limits: every exception is a value."""
    limit_processor(seconds)
    limit_task(memory)
    try:
        return Outcome(value=fn(*args))
    except (GlobetermError, ImportError) as error:  # what is missing is no fault of the input (FLT-45)
        told = error if isinstance(error, GlobetermError) else MissingPartError(error)
        return Outcome(error=type(told), arguments=told.args, attributes=tuple(vars(told).items()))
    except MemoryError:
        return Outcome(failure=_HUNGRY)
    except RecursionError:
        return Outcome(failure="is too expensive to read: it is nested too deeply")
    except Exception:  # what a parser raises on hostile bytes can't be listed (SEC-08)
        return Outcome(failure="can't be read: it is damaged, and the parser gave up on it")


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


def _took_more_than(seconds: float) -> str:
    return f"is too expensive to read: it took more than {seconds:g} s"


def _was_out_of_time(error: Exception) -> bool:
    return HAS_LIMITS and getattr(error, "exitcode", None) == -signal.SIGXCPU


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
