"""The way back: what was open before, the last thing first. Pure."""

from typing import Final, Generic, TypeVar

T = TypeVar("T")

#: How many steps back are remembered.
DEEPEST: Final = 100


class History(Generic[T]):
    """The stops of a way, each of which can be gone back to once."""

    def __init__(self) -> None:
        self._stops: list[T] = []

    def __len__(self) -> int:
        return len(self._stops)

    @property
    def stops(self) -> tuple[T, ...]:
        """The way, from its beginning."""
        return tuple(self._stops)

    def leave(self, stop: T) -> None:
        """Go on from a stop; the first of all is forgotten beyond ``DEEPEST``."""
        self._stops.append(stop)
        del self._stops[:-DEEPEST]

    def back(self) -> T | None:
        """The last stop, which is then no part of the way any more; None at its beginning."""
        return self._stops.pop() if self._stops else None

    def clear(self) -> None:
        """Begin another way."""
        self._stops.clear()
