"""Bringing the whole paper for reading offline, while it is read."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING

from globeterm.ui.listing import NewsStored

if TYPE_CHECKING:
    from globeterm.config import SyncConfig
    from globeterm.library.service import Library
    from globeterm.library.syncing import SyncStep
    from globeterm.ui.desk import Desk


class Syncing:
    """Syncs the library that is read; how far it is stands in the status line."""

    def __init__(self, desk: Desk, config: SyncConfig) -> None:
        self._desk = desk
        self._config = config
        self._is_under_way = False

    def start(self) -> None:
        """Begin, unless a sync is under way."""
        if self._desk.library.offline:
            self._desk.tell("the paper is read offline, as you asked; start it without --offline to sync")
        elif not self._is_under_way:
            self._is_under_way = True
            self._desk.work("sync", self._sync, self._desk.library)

    async def _sync(self, library: Library) -> None:
        from globeterm.library.syncing import SyncOrder  # noqa: PLC0415 - imported when it is asked for

        order = SyncOrder(stories=self._config.stories, pictures=self._config.pictures)
        last: dict[str, SyncStep] = {}
        try:
            async with aclosing(library.sync(order)) as steps:
                async for step in steps:
                    if step.phase not in last:
                        self._desk.post(NewsStored())
                    last[step.phase] = step
                    self._desk.tell(f"sync · {step.phase} · {step.done} of {step.wanted}")
        finally:
            self._is_under_way = False
            self._desk.post(NewsStored())
        self._desk.tell(_outcome(last))


def _outcome(last: dict[str, SyncStep]) -> str:
    """What a sync came to, in a few words."""
    words: list[str] = []
    for phase in ("stories", "pictures"):
        step = last.get(phase)
        if step is not None and step.wanted:
            missing = step.wanted - step.done + step.failed
            words.append(f"{missing} {phase} are missing" if missing else f"all {step.wanted} {phase} are here")
    return " · ".join(words) or "there is nothing to bring"
