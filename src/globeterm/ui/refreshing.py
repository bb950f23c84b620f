"""Asking the site what is new: at the start, every hour, and when the reader says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.message import Message

from globeterm.library.urgency import Urgency
from globeterm.model import FRONT, SAVED, RefreshResult
from globeterm.ui.condition import Condition, is_sample, of_feeds, trouble_of, wish_of
from globeterm.ui.tree import name_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from globeterm.library.service import Library
    from globeterm.model import Feed, Kept
    from globeterm.ui.desk import Desk


@dataclass(eq=False, repr=False)
class Checking(Message):
    """A refresh of ``total`` feeds begins with ``name``."""

    name: str
    total: int


@dataclass(eq=False, repr=False)
class Checked(Message):
    """One feed was checked; ``done`` of them so far."""

    result: RefreshResult
    done: int


@dataclass(eq=False, repr=False)
class Refreshed(Message):
    """A refresh of ``library`` is over."""

    library: Library
    results: tuple[RefreshResult, ...]

    @property
    def has_answer(self) -> bool:
        """Whether the site answered for any feed."""
        return any(result.status in ("new", "unchanged") and result.error is None for result in self.results)

    @property
    def all_failed(self) -> bool:
        """Whether not one feed could be had."""
        return bool(self.results) and all(result.status == "failed" for result in self.results)


class Refreshing:
    """Starts refreshes, and keeps the desk's condition true."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def start(self, library: Library, key: str | None = None, *, by_clock: bool = False) -> None:
        """Refresh one list, or everything; a list that is no section is everything. The clock asks only what is due."""
        if library.offline:
            if not by_clock:
                self._desk.tell("the paper is read offline, as you asked; start it without --offline to refresh")
            return
        keys = None if key in (None, FRONT, SAVED) else [key]
        self._desk.work("refresh", self._refresh, library, keys, Urgency.DUE if by_clock else Urgency.WHOLE)

    def again(self, library: Library) -> None:
        """Refresh everything, because the site can be reached again."""
        self._desk.work("refresh", self._refresh, library, None, Urgency.AGAIN)

    def checking(self, message: Checking) -> None:
        """A refresh begins."""
        self._desk.condition = replace(self._desk.condition, checking=message.name, done=0, total=message.total)

    def checked(self, message: Checked) -> None:
        """One feed was checked."""
        self._desk.condition = replace(self._desk.condition, checking=message.result.section, done=message.done)

    def refreshed(self, message: Refreshed) -> None:
        """A refresh is over: say what it brought, or what went wrong, in a few words."""
        self._desk.condition = replace(self._desk.condition, checking=None)
        self._desk.tell(_outcome(message))

    def stopped(self) -> None:
        """A refresh ended before its end."""
        self._desk.condition = replace(self._desk.condition, checking=None)

    def stands_in(self, name: str | None) -> None:
        """The sample stands in for the paper of that name, or no more."""
        library = self._desk.library
        self._desk.condition = Condition(
            is_offline=library.offline,
            instead_of=name,
            is_sample=is_sample(library.edition),
            wish=self._desk.condition.wish if name is not None else "",
        )

    def heard(self, feeds: Collection[Feed], kept: Kept) -> None:
        """Take when the site last answered from the checks of the feeds, and how much of the paper is here."""
        checked, failing_since = of_feeds(feeds)
        names = {section.key: section.name for section in self._desk.library.edition.walk()}
        self._desk.condition = replace(
            self._desk.condition,
            checked=checked,
            failing_since=failing_since,
            trouble=trouble_of(feeds, names),
            kept=kept,
            wish=wish_of(feeds) if self._desk.condition.instead_of is None else self._desk.condition.wish,
        )

    async def _refresh(self, library: Library, keys: Sequence[str] | None, urgency: Urgency) -> None:
        names = [name_of(library.edition, key) for key in keys or [section.key for section in library.edition.walk()]]
        if not names:
            return
        self._desk.post(Checking(names[0], len(names)))
        results: list[RefreshResult] = []
        async for result in library.refresh(keys, urgency=urgency):
            results.append(result)
            self._desk.post(Checked(result, len(results)))
        self._desk.post(Refreshed(library, tuple(results)))


def _outcome(message: Refreshed) -> str:
    """What a refresh brought, in a few words; a site that is away altogether tells itself, or the condition does."""
    failed = [result for result in message.results if result.status == "failed"]
    new = sum(result.new for result in message.results)
    words = [f"{new} new"] if new else []
    if failed and (len(message.results) == 1 or not message.all_failed):
        what = failed[0].section if len(failed) == 1 else f"{len(failed)} sections"
        words.append(f"{what} could not be had: {failed[0].error}")
    elif waiting := next((result.error for result in failed if result.is_told_to_wait), None):
        words.append(waiting)
    return " · ".join(words)
