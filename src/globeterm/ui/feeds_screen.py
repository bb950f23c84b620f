"""The feeds of the paper, over the paper: how each section stands with its site, and all that is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region, Spacing
from textual.screen import ModalScreen
from textual.widgets import Static

from globeterm.errors import StorageError
from globeterm.model import Counts
from globeterm.ui.browsing import copy_address, open_in_browser
from globeterm.ui.condition import in_words
from globeterm.ui.feed_table import FeedTable
from globeterm.ui.feed_words import FeedRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from textual.app import ComposeResult

    from globeterm.edition import Edition, Section
    from globeterm.library.service import Library
    from globeterm.model import Feed
    from globeterm.ui.desk import Desk

#: The keys, on the line at the foot of the page, the longest that fits.
FEET: Final = (
    "⏎ all of it · n p those that fail · r ask it · R ask all · y copy · o browser · q back",
    "⏎ all of it · n fails · r R ask · y copy · o open · q back",
    "⏎ more · n fails · r ask · q back",
    "r ask · q back",
)
#: The lines that the keys take, with the blank one above them.
FOOT: Final = 2
#: The columns of the page at most, its frame included.
WIDEST: Final = 110
#: How many sections a page is.
STEP: Final = 8
#: Seconds between two looks at what a refresh has stored meanwhile.
LOOK: Final = 2.0


class FeedsScreen(ModalScreen[None]):
    """A table of the feeds of ``paper``; ``refresh`` asks the site for one section, or for everything when given None.

    ``weather`` says how the weather stands.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape,backspace,F", "dismiss", "Back", show=False),
        Binding("ctrl+c", "app.help_quit", show=False),
        Binding("j,down", "move(1)", show=False),
        Binding("k,up", "move(-1)", show=False),
        Binding("space,pagedown,ctrl+d", f"move({STEP})", show=False),
        Binding("b,pageup,ctrl+u", f"move({-STEP})", show=False),
        Binding("g,home", "move(-10000)", show=False),
        Binding("G,end", "move(10000)", show=False),
        Binding("enter,l,right", "unfold", show=False),
        Binding("n", "fault(1)", show=False),
        Binding("p", "fault(-1)", show=False),
        Binding("r", "ask", show=False),
        Binding("R", "ask_all", show=False),
        Binding("y", "copy", show=False),
        Binding("o", "browse", show=False),
    ]

    def __init__(
        self,
        desk: Desk,
        paper: Library,
        refresh: Callable[[str | None], None],
        *,
        weather: Callable[[datetime], str],
        chosen: str,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._paper = paper
        self._refresh_feeds = refresh
        self._weather = weather
        self._rest = "not asked"
        self._table = FeedTable(now=desk.now, chosen=chosen)
        self._shown: Sequence[FeedRow] = ()

    def compose(self) -> ComposeResult:
        """The title, how the paper stands, and the table, in a page that scrolls over its keys."""
        with VerticalScroll(id="feeds", can_focus=False):
            yield Static(Content(f"The feeds of {self._paper.edition.name}"), id="feeds-title")
            yield Static(Content(""), id="feeds-standing")
            yield self._table
            yield Static(Content(""), id="feeds-foot")

    def on_mount(self) -> None:
        """Bring the rows, and again when a refresh may have changed them; ask once for what no refresh asks for."""
        self._look()
        self.set_interval(LOOK, self._look)
        if not self._paper.offline and self._desk.condition.failing_since is None:
            self.run_worker(self._ask_rest(), group="rest", exit_on_error=False)

    def on_resize(self) -> None:
        """Name as many keys as there is room for, where they are always in sight."""
        room = min(WIDEST, self.size.width) - 8
        foot = next((keys for keys in FEET if cell_len(keys) <= room), FEET[-1])
        self.query_one("#feeds-foot", Static).update(Content(foot))

    def action_move(self, step: int) -> None:
        """Choose another section, once all of the chosen one has been seen."""
        if abs(step) > STEP or not self._scrolls(step):
            self._table.move(step)

    def action_unfold(self) -> None:
        """Show all of the chosen feed, or its line alone."""
        self._table.toggle()

    def action_fault(self, step: int) -> None:
        """Choose the next section, or the one before, with which something is amiss."""
        if not self._table.move_to_fault(step):
            self._tell("nothing is amiss with any other feed")

    def action_ask(self) -> None:
        """Ask the site for the chosen section."""
        if self._table.chosen is not None:
            self._refresh_feeds(self._table.chosen.key)
            self._look()

    def action_ask_all(self) -> None:
        """Ask the site for every section."""
        self._refresh_feeds(None)
        self._look()

    def action_copy(self) -> None:
        """Copy the address of the chosen feed."""
        if self._table.chosen is not None:
            self._tell(copy_address(self.app, self._table.chosen.address_now))

    def action_browse(self) -> None:
        """Open the chosen feed in the web browser, to see whether that is let in."""
        if self._table.chosen is not None:
            self._tell(open_in_browser(self.app, self._table.chosen.address_now, instead="y copies the address"))

    def on_feed_table_moved(self) -> None:
        """Keep the chosen row on screen."""
        self.call_after_refresh(self._scroll_to_chosen)

    def _look(self) -> None:
        self.run_worker(self._bring(), group="feeds", exclusive=True, exit_on_error=False)

    async def _bring(self) -> None:
        library, now = self._paper, self._desk.now()
        self._tell(in_words(self._desk.condition, now))
        self._table.tell(self._services(now))
        try:
            feeds = {feed.section: feed for feed in await library.feeds()}
            rows = rows_of(library.edition, await library.counts(), feeds, await library.full_texts())
        except StorageError as error:
            self._tell(str(error))
            return
        if rows != self._shown:
            self._shown = rows
            self._table.show(rows)
        else:
            self._table.refresh()

    async def _ask_rest(self) -> None:
        rest = await self._paper.rest()
        self._rest = "open: sections can be found by their names" if rest.is_open else f"closed: {rest.why}"
        self._table.tell(self._services(self._desk.now()))

    def _services(self, now: datetime) -> tuple[tuple[str, str], ...]:
        """How what is no section's stands."""
        return ("REST API", self._rest), ("weather", self._weather(now))

    def _tell(self, sentence: str) -> None:
        """Say something on the line below the title; after a while the paper's own standing takes its place."""
        self.query_one("#feeds-standing", Static).update(Content(sentence))

    def _scrolls(self, step: int) -> bool:
        """Scroll where the chosen section goes on beyond the page in that direction; whether it does."""
        page = self.query_one("#feeds", VerticalScroll)
        first, end = (self._table.virtual_region.y + line for line in self._table.span())
        above = page.scroll_offset.y - first
        below = end - page.scroll_offset.y - page.scrollable_content_region.height + FOOT
        left = below if step > 0 else above
        if left <= 0:
            return False
        page.scroll_relative(y=min(step, left) if step > 0 else max(step, -left), animate=False)
        return True

    def _scroll_to_chosen(self) -> None:
        first, end = self._table.span()
        page = self.query_one("#feeds", VerticalScroll)
        top = self._table.virtual_region.y + first
        page.scroll_to_region(Region(0, top, 1, max(1, end - first)), spacing=Spacing(0, 0, FOOT, 0), animate=False)


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
