"""The sheet with its lists: which one is shown, its rows as they come, and what is known of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from globeterm.ui.desk import Desk
from globeterm.ui.listing import ListBegun, Listing, Outlined, RowsBrought
from globeterm.ui.sheet import Known, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from textual.geometry import Size

    from globeterm.commands import Command
    from globeterm.library.service import Library
    from globeterm.model import Counts, Feed
    from globeterm.ui.first import FirstPage
    from globeterm.ui.headlines import HeadlineList


class ListSheet(Sheet):
    """Shows one list of a library at a time, beginning with that of its ``first`` page."""

    def __init__(
        self,
        paper: Library,
        first: FirstPage,
        *,
        commands: Sequence[Command],
        size: Size,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(commands=commands, size=size, now=now)
        self._first = first
        self._now = now
        self._counts: Mapping[str, Counts] = first.counts
        self._feeds: tuple[Feed, ...] = ()
        self._desk = Desk(paper, run_worker=self.run_worker, post=self.post_message, tell=self.tell, now=now)
        self._listing = Listing(self._desk, self.headlines, left=first.session.left)

    def on_mount(self) -> None:
        """Paint what is stored, and nothing else before it."""
        first = self._first
        self.key = self._listing.key = first.session.section
        self.headlines.begin(first.articles, chosen=first.session.article)
        self.show_list(self._known, self._now())
        self.tell(first.trouble, insists=True)

    def _show(self) -> None:
        """Show what is known now."""
        self.show(self._known, self._now())

    @property
    def _known(self) -> Known:
        desk, listing = self._desk, self._listing
        return Known(
            desk.library.edition,
            listing.key,
            self._counts,
            self._feeds,
            desk.condition,
            listing.came_above,
            listing.head,
        )

    def on_list_begun(self, message: ListBegun) -> None:
        """Show the newest headlines of the list."""
        self._listing.begun(message)
        self._show()

    def on_outlined(self, message: Outlined) -> None:
        """Take the outline of the list."""
        self._listing.outlined(message)
        self._show()

    def on_rows_brought(self, message: RowsBrought) -> None:
        """Show rows that were asked for."""
        self._listing.brought(message)

    def on_headline_list_rows_needed(self, event: HeadlineList.RowsNeeded) -> None:
        """Bring rows that come on screen."""
        self._listing.bring(event.ids)

    def on_headline_list_chosen(self, event: HeadlineList.Chosen) -> None:
        """At the first row nothing is above unseen any more."""
        if self._listing.came_above and event.article_id == self.headlines.ids[0]:
            self._listing.seen_from_top()
            self._show()

    def on_news_stored(self) -> None:
        """Show what was stored meanwhile."""
        self._listing.reload()
        self._listing.recount()
