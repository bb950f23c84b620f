"""What the parts of the paper's screen share: the library that is read now, its workers, and a way to say something.

Work is done in named workers, one at a time in each group, which never touch a widget: they post messages (FLT-39).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, Literal, ParamSpec

from textual.message import Message

from globeterm.errors import GlobetermError, MissingPartError
from globeterm.ui.condition import Condition, is_sample

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from datetime import datetime

    from globeterm.library.service import Library

P = ParamSpec("P")

Group = Literal[
    "list",
    "outline",
    "rows",
    "counts",
    "front",
    "weather",
    "probe",
    "news",
    "story",
    "unread",
    "marks",
    "refresh",
    "keep",
    "browser",
    "pictures",
    "illustrations",
    "older",
    "sync",
    "search",
    "site",
    "found",
]

#: Groups whose workers don't replace one another: what they store must not be lost.
KEPT: Final = frozenset({"marks", "keep", "illustrations"})


@dataclass(eq=False, repr=False)
class Trouble(Message):
    """Something failed; one sentence for the reader."""

    sentence: str


class Desk:
    """The library that is read now, how it stands with its site, and the screen's workers.

    ``run_worker`` is the screen's own; ``post`` gives the screen a message; ``tell`` puts a
    few words into the status line. ``now`` tells local time.
    """

    def __init__(
        self,
        library: Library,
        *,
        run_worker: Callable[..., object],
        post: Callable[[Message], object],
        tell: Callable[[str], None],
        now: Callable[[], datetime],
    ) -> None:
        self.library = library
        self.condition = Condition(is_offline=library.offline, is_sample=is_sample(library.edition))
        self.post = post
        self.tell = tell
        self.now = now
        self._run_worker = run_worker

    def work(
        self, group: Group, function: Callable[P, Coroutine[object, object, object]], *args: P.args, **kwargs: P.kwargs
    ) -> None:
        """Start a function in a worker, in place of the one of its group; what it raises becomes a ``Trouble``."""
        self._run_worker(
            partial(self._guarded, partial(function, *args, **kwargs)),
            name=group,
            group=group,
            exclusive=group not in KEPT,
            exit_on_error=False,
        )

    async def _guarded(self, function: Callable[[], Coroutine[object, object, object]]) -> None:
        try:
            await function()
        except GlobetermError as error:
            self.post(Trouble(str(error)))
        except ImportError as error:
            self.post(Trouble(str(MissingPartError(error))))
