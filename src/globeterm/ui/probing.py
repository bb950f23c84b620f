"""Noticing that the site can be reached again: now and then one of its feeds is asked, quietly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from textual.message import Message

from globeterm.library.urgency import Urgency

if TYPE_CHECKING:
    from datetime import datetime

    from globeterm.library.service import Library
    from globeterm.ui.desk import Desk

#: How long after a failure, and after each further one, the site is asked; the last of them goes on (POL-18).
RESTS: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 15))


@dataclass(eq=False, repr=False)
class Answered(Message):
    """The site of the paper answers again."""

    library: Library


class Probing:
    """Asks the paper's site whether it is back, one feed at a time, each time another."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._paper = desk.library
        self._tries = 0
        self._next: datetime | None = None

    def tick(self) -> None:
        """A minute has gone by. A time further off than any rest was told by a clock that was wrong (FLT-38)."""
        condition, now = self._desk.condition, self._desk.now()
        is_away = condition.failing_since is not None or condition.instead_of is not None
        if not is_away or self._paper.offline:
            self._tries, self._next = 0, None
        elif self._next is None:
            self._next = now + RESTS[0]
        elif condition.checking is None and not timedelta(0) < self._next - now <= RESTS[-1]:
            self._tries += 1
            self._next = now + RESTS[min(self._tries, len(RESTS) - 1)]
            self._desk.work("probe", self._probe)

    async def _probe(self) -> None:
        sections = list(self._paper.edition.walk())
        section = sections[self._tries % len(sections)]
        async for result in self._paper.refresh([section.key], urgency=Urgency.AGAIN):
            if result.status in ("new", "unchanged") and result.error is None:
                self._desk.post(Answered(self._paper))
