"""The feeds of the paper, over the paper: how each section stands with its site, and all that is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.widgets import Static

from globeterm.errors import StorageError
from globeterm.model import Counts
from globeterm.ui.condition import in_words
from globeterm.ui.feed_table import FeedTable
from globeterm.ui.feed_words import FeedRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from textual.app import ComposeResult

    from globeterm.edition import Edition, Section
    from globeterm.model import Feed
    from globeterm.ui.desk import Desk

FOOT: Final = "⏎ all of it · r asks the section · R asks all · q back"
#: Seconds between two looks at what a refresh has stored meanwhile.
LOOK: Final = 2.0


class FeedsScreen(ModalScreen[None]):
    """A table of the feeds; ``refresh`` asks the site for one section, or for everything when given None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape,backspace,F", "dismiss", "Back", show=False),
        Binding("ctrl+c", "app.help_quit", show=False),
        Binding("j,down", "move(1)", show=False),
        Binding("k,up", "move(-1)", show=False),
        Binding("space,pagedown,ctrl+d", "move(8)", show=False),
        Binding("b,pageup,ctrl+u", "move(-8)", show=False),
        Binding("g,home", "move(-10000)", show=False),
        Binding("G,end", "move(10000)", show=False),
        Binding("enter,l,right", "unfold", show=False),
        Binding("r", "ask", show=False),
        Binding("R", "ask_all", show=False),
    ]

    def __init__(self, desk: Desk, refresh: Callable[[str | None], None], *, chosen: str) -> None:
        super().__init__()
        self._desk = desk
        self._refresh_feeds = refresh
        self._table = FeedTable(now=desk.now, chosen=chosen)
        self._shown: Sequence[FeedRow] = ()

    def compose(self) -> ComposeResult:
        """The title, how the paper stands, the table in a page that scrolls, and the keys."""
        edition = self._desk.library.edition
        with VerticalScroll(id="feeds", can_focus=False):
            yield Static(Content(f"The feeds of {edition.name}"), id="feeds-title")
            yield Static(Content(""), id="feeds-standing")
            yield self._table
            yield Static(Content(FOOT), id="feeds-foot")

    def on_mount(self) -> None:
        """Bring the rows, and again when a refresh may have changed them."""
        self._look()
        self.set_interval(LOOK, self._look)

    def action_move(self, step: int) -> None:
        """Choose another section."""
        self._table.move(step)

    def action_unfold(self) -> None:
        """Show all of the chosen feed, or its line alone."""
        self._table.toggle()

    def action_ask(self) -> None:
        """Ask the site for the chosen section."""
        if self._table.chosen is not None:
            self._refresh_feeds(self._table.chosen.key)

    def action_ask_all(self) -> None:
        """Ask the site for every section."""
        self._refresh_feeds(None)

    def on_feed_table_moved(self) -> None:
        """Keep the chosen row on screen."""
        self.call_after_refresh(self._scroll_to_chosen)

    def _look(self) -> None:
        self.run_worker(self._bring(), group="feeds", exclusive=True, exit_on_error=False)

    async def _bring(self) -> None:
        library, now = self._desk.library, self._desk.now()
        self.query_one("#feeds-standing", Static).update(Content(in_words(self._desk.condition, now)))
        try:
            feeds = {feed.section: feed for feed in await library.feeds()}
            rows = rows_of(library.edition, await library.counts(), feeds, await library.full_texts())
        except StorageError as error:
            self.query_one("#feeds-standing", Static).update(Content(str(error)))
            return
        if rows != self._shown:
            self._shown = rows
            self._table.show(rows)
        else:
            self._table.refresh()

    def _scroll_to_chosen(self) -> None:
        first, end = self._table.span()
        page = self.query_one("#feeds", VerticalScroll)
        top = self._table.virtual_region.y + first
        page.scroll_to_region(Region(0, top, 1, max(1, end - first)), animate=False)


def rows_of(
    edition: Edition, counts: Mapping[str, Counts], feeds: Mapping[str, Feed], full: Mapping[str, int]
) -> tuple[FeedRow, ...]:
    """The rows of an edition, in the order of the sidebar; ``full`` counts stories with their whole text."""
    return tuple(
        FeedRow(
            section.key,
            section.name,
            edition.feed_address(section),
            feeds.get(section.key),
            counts.get(section.key, Counts()),
            full.get(section.key, 0),
            depth,
        )
        for depth, section in _walk(edition.sections)
    )


def _walk(sections: tuple[Section, ...], depth: int = 0) -> Iterator[tuple[int, Section]]:
    for section in sections:
        yield depth, section
        yield from _walk(section.sections, depth + 1)
