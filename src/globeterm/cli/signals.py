"""Signals that ask the program to end, and who hears them (FLT-14)."""

import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import FrameType

Hear = Callable[[int, FrameType | None], object]


def listen(names: Sequence[str], hear: Hear) -> None:
    """Give the signals with these names to ``hear``, but for those that this platform lacks or ``nohup`` has silenced.

    Outside of the main thread, where Python takes no handlers, nothing is changed.
    """
    for name in names:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            with suppress(ValueError):
                signal.signal(number, hear)
