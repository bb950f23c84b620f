"""The list of headlines without a floor: near its end it wishes for older ones, and has a line below the last row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rich.text import Text
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive, var
from textual.strip import Strip

from globeterm.model import Article
from globeterm.ui.headlines import HeadlineList
from globeterm.ui.ink import inked

#: How many rows before the last one the reader is near the end.
CLOSE: Final = 3
#: Lines that words below the last row take, with the blank one above them.
TAIL: Final = 2
#: The words while older stories are on their way.
COMING: Final = "bringing older stories …"


class EndlessList(HeadlineList, inherit_bindings=False):
    """Headlines that go on. ``wishes`` counts how often the reader has come near the end."""

    wishes: var[int] = var(0)
    """How often the reader has come near the end of the list."""

    tail: reactive[str] = reactive("", repaint=False)
    """Words below the last row: what is being brought, or why nothing is."""

    @dataclass(eq=False, repr=False)
    class Tail(Message, bubble=False):
        """Other words stand below the last row."""

        words: str

    def on_endless_list_tail(self, message: Tail) -> None:
        """Set the words."""
        self.tail = message.words

    def begin(self, articles: Sequence[Article], *, chosen: int | None = None) -> None:
        """Show another list, from its top; nothing is known of its end."""
        self.set_reactive(EndlessList.tail, "")
        super().begin(articles, chosen=chosen)

    def extend(self, ids: Sequence[int]) -> None:
        """Take the whole outline of the list, as it is now; older stories that were coming are here."""
        if self.tail == COMING and len(ids) > len(self.ids):
            self.set_reactive(EndlessList.tail, "")
        super().extend(ids)

    def watch_tail(self) -> None:
        """Make room for the words below the last row; nothing moves, unless the last row is where the reader is."""
        is_last = len(self.ids) > 0 and self.chosen == self.ids[-1]
        self._fit()
        if self.tail and is_last:
            self.scroll_to(y=self.virtual_size.height, animate=False, force=True)
        self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Wish for more when the last rows come on screen by scrolling down, and not as the chosen row does."""
        super().watch_scroll_y(old_value, new_value)
        last = (round(new_value) + self.size.height) // self.row_lines
        if new_value > old_value and self._is_near_end(last) and not self._is_near_end(self._position_of_chosen):
            self._wish()

    def _choose_at(self, position: int) -> None:
        super()._choose_at(position)
        if self._is_near_end(position):
            self._wish()

    @property
    def _position_of_chosen(self) -> int:
        return self._window.position(self.chosen) or 0

    def _is_near_end(self, position: int) -> bool:
        return position + CLOSE > len(self.ids)

    def _wish(self) -> None:
        if len(self.ids):
            self.wishes += 1

    def _fit(self) -> None:
        super()._fit()
        if self.tail and len(self.ids):
            self.virtual_size = Size(self.virtual_size.width, self.virtual_size.height + TAIL)

    def render_line(self, y: int) -> Strip:
        """One line of the list, in widget coordinates."""
        below = y + self.scroll_offset.y - (len(self.ids) * self.row_lines - 1)
        if self._notice is None and self.tail and below == TAIL - 1:
            width = self.scrollable_content_region.width
            return inked(Text(f"  {self.tail}", "headline.meta"), width, self.rich_style, self._ink, self.app.console)
        return super().render_line(y)
