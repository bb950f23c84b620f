"""What the reader did to statuses, so that it can be taken back, the last thing first. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

DEEPEST: Final = 100

Mark = Literal["read", "saved"]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing done: the articles whose ``mark`` became ``value`` by it (only those that changed), and its words."""

    mark: Mark
    value: bool
    ids: tuple[int, ...]
    words: str

    def opposite(self) -> "Change":
        """What undoes it."""
        return Change(self.mark, not self.value, self.ids, f"undone: {self.words}")


class UndoStack:
    """The last changes. One that changed nothing is not kept."""

    def __init__(self) -> None:
        self._changes: list[Change] = []

    def __len__(self) -> int:
        return len(self._changes)

    def did(self, mark: Mark, ids: Sequence[int], words: str, *, value: bool) -> None:
        """Remember a change; the oldest is forgotten beyond ``DEEPEST``."""
        if ids:
            self._changes.append(Change(mark, value, tuple(ids), words))
            del self._changes[:-DEEPEST]

    def take(self) -> Change | None:
        """The last change, which is then forgotten; None when there is nothing left to take back."""
        return self._changes.pop() if self._changes else None
