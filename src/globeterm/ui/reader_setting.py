"""Sets a story in slices, so that the event loop is never held: the first screens at once, the rest bit by bit."""

from collections.abc import Iterator
from time import perf_counter
from typing import Final

from globeterm.rendering.galley import Galley
from globeterm.rendering.setblock import SetBlock

#: How long one slice may hold the loop, in seconds: the first, which the reader waits for, and each of the others.
FIRST_SLICE: Final = 0.010
NEXT_SLICE: Final = 0.004


class Setting:
    """A story being set: ``galley`` grows with each slice until ``done``."""

    def __init__(self, blocks: Iterator[SetBlock]) -> None:
        self.galley = Galley()
        self.done = False
        self._blocks = blocks

    def advance(self, seconds: float) -> None:
        """Set more blocks until the time is over or the story ends; at least one."""
        end = perf_counter() + seconds
        for block in self._blocks:
            self.galley.add(block)
            if perf_counter() >= end:
                return
        self.done = True

    def reaches(self, key: tuple[int, int], lines: int) -> bool:
        """Whether the line of ``key`` and so many lines under it are set, or all there are."""
        return self.done or (self.galley.covers(key) and len(self.galley) >= self.galley.line_of(key) + lines)
