"""Bringing the whole paper for reading offline, while it is read: because the reader says so, or quietly by itself."""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from textual.message import Message

from globeterm.ui.listing import NewsStored

if TYPE_CHECKING:
    from datetime import datetime

    from globeterm.config import SyncConfig
    from globeterm.library.service import Library
    from globeterm.library.syncing import SyncOrder, SyncStep
    from globeterm.ui.desk import Desk

#: How often it is said how far a sync is, and how often what it brought is shown: keys come first.
SAID: Final = timedelta(seconds=0.2)
SHOWN: Final = timedelta(seconds=2)


@dataclass(eq=False, repr=False)
class Bringing(Message):
    """A quiet sync is so far, in words; none when it is over."""

    words: str


class Syncing:
    """Syncs the library that is read; how far it is stands in the status line."""

    def __init__(self, desk: Desk, config: SyncConfig) -> None:
        self._desk = desk
        self._config = config
        self._is_under_way = False
        self._is_quiet = False
        self._said: datetime | None = None
        self._shown: datetime | None = None

    def start(self) -> None:
        """Begin, as the reader wishes; a sync that goes on quietly is told of from now on."""
        if self._desk.library.offline:
            self._desk.tell("the paper is read offline, as you asked; start it without --offline to sync")
        else:
            self._is_quiet = False
            self._begin()

    def follow(self, library: Library) -> None:
        """Bring, quietly, what a refresh of ``library`` has made known, if the configuration says so."""
        is_wanted = self._config.auto and library is self._desk.library and not library.offline
        if is_wanted and not self._is_under_way:
            self._is_quiet = True
            self._begin()

    def bringing(self, message: Bringing) -> None:
        """Let the desk's condition say how far a quiet sync is."""
        self._desk.condition = replace(self._desk.condition, bringing=message.words)

    def _begin(self) -> None:
        if not self._is_under_way:
            self._is_under_way = True
            self._desk.work("sync", self._sync, self._desk.library)

    async def _sync(self, library: Library) -> None:
        last: dict[str, SyncStep] = {}
        try:
            async with aclosing(library.sync(self._order())) as steps:
                async for step in steps:
                    self._tell(step, is_first=step.phase not in last)
                    last[step.phase] = step
        finally:
            self._is_under_way = False
            self._desk.post(Bringing(""))
            self._desk.post(NewsStored())
        if not self._is_quiet:
            self._desk.tell(_outcome(last))

    def _order(self) -> SyncOrder:
        """What to bring. After a refresh the feeds need not be asked, and nothing is in a hurry."""
        from globeterm.library.keeping import Retention  # noqa: PLC0415 - imported when it is asked for
        from globeterm.library.syncing import SyncOrder  # noqa: PLC0415 - imported when it is asked for

        config, quiet = self._config, self._is_quiet
        return SyncOrder(
            stories=config.stories,
            pictures=config.pictures,
            retention=Retention.of(config),
            feeds=not quiet,
            gently=quiet,
        )

    def _tell(self, step: SyncStep, *, is_first: bool) -> None:
        """Say how far a phase is, and show what came, both from time to time and at a phase's ends."""
        now = self._desk.now()
        is_end = is_first or step.done == step.wanted
        if is_end or _is_over(self._said, now, SAID):
            self._said = now
            if not self._is_quiet:
                self._desk.tell(f"sync · {step.phase} · {step.done} of {step.wanted}")
            elif step.done < step.wanted:
                self._desk.post(Bringing(f"bringing {step.done} of {step.wanted}"))
        if is_first or _is_over(self._shown, now, SHOWN):
            self._shown = now
            self._desk.post(NewsStored())


def _is_over(since: datetime | None, now: datetime, span: timedelta) -> bool:
    return since is None or not timedelta(0) <= now - since < span


def _outcome(last: dict[str, SyncStep]) -> str:
    """What a sync came to, in a few words."""
    words: list[str] = []
    for phase in ("stories", "pictures"):
        step = last.get(phase)
        if step is not None and step.wanted:
            missing = step.wanted - step.done + step.failed
            are = "is" if missing == 1 else "are"
            what = phase if missing != 1 else {"stories": "story", "pictures": "picture"}[phase]
            words.append(f"{missing} {what} {are} missing" if missing else f"all {step.wanted} {phase} are here")
    return " · ".join(words) or "there is nothing to bring"
