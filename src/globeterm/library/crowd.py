"""Many pieces of work at once, but never more than a few, and none for a site that has stopped answering (POL-22)."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from globeterm.addresses import host
from globeterm.errors import UNEXPECTED, GlobetermError, MissingPartError, StorageError
from globeterm.limits import CONNECTIONS
from globeterm.web.resource import FetchError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

T = TypeVar("T")

#: After how many failures in a row a host is left alone for the rest of the work.
PATIENCE: Final = 3
_SILENCES: Final = frozenset({"unreached", "network", "timeout", "offline"})


@dataclass(frozen=True, slots=True)
class Task(Generic[T]):
    """A piece of work on ``item``: ``name`` is what people call it, ``address`` what is to be asked for it, if any."""

    item: T
    name: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """How the task on ``item`` ended. ``error`` is why it failed; empty when that was said of others on its host."""

    item: T
    failed: bool = False
    error: str = ""


class Crowd:
    """Works through tasks, so many at a time: the client's own limits a host may be below that."""

    def __init__(self, workers: int = CONNECTIONS) -> None:
        self._workers = workers
        self._silences: dict[str, int] = {}

    async def work(self, tasks: Sequence[Task[T]], do: Callable[[T], Awaitable[object]]) -> AsyncIterator[Outcome[T]]:
        """Yield how each task ended, as they end. What no other task would be spared ends them all: it is raised.

        That is StorageError, for nothing can be stored, and MissingPartError or ImportError, for nothing can be read.
        """
        outcomes: asyncio.Queue[Outcome[T] | Exception] = asyncio.Queue()
        pending = iter(tasks)

        async def worker() -> None:
            for task in pending:
                outcomes.put_nowait(await self._outcome(task, do))

        workers = [asyncio.create_task(worker()) for _ in range(min(self._workers, len(tasks)))]
        try:
            for _ in tasks:
                outcome = await outcomes.get()
                if isinstance(outcome, Exception):
                    raise outcome
                yield outcome
        finally:
            for one in workers:
                one.cancel()
            await asyncio.gather(*workers, return_exceptions=True)

    async def _outcome(self, task: Task[T], do: Callable[[T], Awaitable[object]]) -> Outcome[T] | Exception:
        name = host(task.address) if task.address is not None else ""
        if self._silences.get(name, 0) >= PATIENCE:
            return Outcome(task.item, failed=True)
        try:
            await do(task.item)
        except (StorageError, MissingPartError, ImportError) as error:
            return error
        except GlobetermError as error:
            self._note(name, error)
            return Outcome(task.item, failed=True, error=f"{task.name}: {error}")
        except Exception:
            return Outcome(task.item, failed=True, error=f"{task.name}: {UNEXPECTED}")
        self._silences.pop(name, None)
        return Outcome(task.item)

    def _note(self, name: str, error: GlobetermError) -> None:
        """Count a host's silences in a row; one that asks to be left alone is left alone at once (POL-16)."""
        if not name or not isinstance(error, FetchError):
            return
        if error.retry_after is not None:
            self._silences[name] = PATIENCE
        elif error.kind in _SILENCES:
            self._silences[name] = self._silences.get(name, 0) + 1
