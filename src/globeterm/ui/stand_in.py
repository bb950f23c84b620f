"""The built-in sample edition: what is read instead of a paper that is empty and can't be had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from globeterm.model import FRONT, Counts

if TYPE_CHECKING:
    from collections.abc import Callable

    from globeterm.library.service import Library
    from globeterm.ui.desk import Desk
    from globeterm.ui.listing import Counted
    from globeterm.ui.refreshing import Refreshed, Refreshing


class StandIn:
    """Says which library is read: ``paper``, or what ``sample`` builds while the paper has nothing to read.

    ``read`` makes the screen read another library; its second argument names the paper that it stands in for.
    """

    def __init__(
        self,
        paper: Library,
        sample: Callable[[], Library],
        *,
        desk: Desk,
        refreshing: Refreshing,
        read: Callable[[Library, str | None], None],
    ) -> None:
        self._paper = paper
        self._build = sample
        self._built: Library | None = None
        self._desk = desk
        self._refreshing = refreshing
        self._read = read

    @property
    def is_read(self) -> bool:
        """Whether the sample is read now."""
        return self._desk.library is not self._paper

    def refresh(self, key: str | None) -> None:
        """Ask the site for one list, or for all of them; while the sample is read, always the paper’s, for all."""
        self._refreshing.start(self._paper, None if self.is_read else key)

    def counted(self, message: Counted) -> None:
        """Step in when the counts show a paper that is empty and can't be had."""
        condition = self._desk.condition
        is_empty = not message.counts.get(FRONT, Counts()).articles
        cannot_be_had = condition.failing_since is not None or condition.is_offline
        if message.is_verdict and is_empty and cannot_be_had and not self.is_read:
            self._step_in()

    def refreshed(self, message: Refreshed) -> None:
        """Give way to the paper when its site was asked and has answered."""
        if message.library is not self._paper or not self.is_read:
            return
        name = self._paper.edition.name
        if message.has_answer:
            self._read(self._paper, None)
            self._desk.tell(f"{name} answers again")
        else:
            self._desk.tell(f"{name} still can’t be reached")

    def _step_in(self) -> None:
        self._built = self._built or self._build()
        self._read(self._built, self._paper.edition.name)
        self._refreshing.start(self._built, by_clock=True)
