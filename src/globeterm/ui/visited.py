"""The list of headlines with the mark of the last visit: what has come since stands above a rule."""

from collections.abc import Sequence
from typing import Final

from rich.text import Text
from textual.reactive import reactive, var
from textual.strip import Strip

from globeterm.model import Article
from globeterm.rendering.cells import width
from globeterm.ui.endless import EndlessList
from globeterm.ui.ink import inked

NEW: Final = "New since your last visit"
EARLIER: Final = "Earlier"


class VisitedList(EndlessList, inherit_bindings=False):
    """Headlines; those above ``earlier`` are new. The rule takes the blank line between two rows, and none moves."""

    earlier: reactive[int | None] = reactive[int | None](None)
    """The newest article that was here at the end of the last visit; None when that is not known."""

    band: var[str] = var("")
    """What is above on the screen: news, or what was here before; empty when there is no difference."""

    news: var[int] = var(0)
    """How many rows have come since the last visit."""

    def begin(self, articles: Sequence[Article], *, chosen: int | None = None) -> None:
        """Show another list, from its top; what is new in it is not known yet."""
        self.set_reactive(VisitedList.earlier, None)
        super().begin(articles, chosen=chosen)
        self._look()

    def extend(self, ids: Sequence[int]) -> None:
        """Take the whole outline of the list, as it is now."""
        super().extend(ids)
        self._look()

    def watch_earlier(self) -> None:
        """Say what is above."""
        self._look()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Say what is above now."""
        super().watch_scroll_y(old_value, new_value)
        self._look_at(new_value)

    def _look(self) -> None:
        self.news = self._window.position(self.earlier) or 0
        self._look_at(self.scroll_y)

    def _look_at(self, scroll_y: float) -> None:
        top = round(scroll_y) // self.row_lines
        self.band = "" if not self.news else NEW if top < self.news else EARLIER

    def render_line(self, y: int) -> Strip:
        """One line of the list, in widget coordinates."""
        position, line = divmod(y + self.scroll_offset.y, self.row_lines)
        if self._notice is None and line == self.row_lines - 1 and self.news and position == self.news - 1:
            columns = self.scrollable_content_region.width
            return inked(ruled(EARLIER, columns), columns, self.rich_style, self._ink, self.app.console)
        return super().render_line(y)


def ruled(name: str, columns: int) -> Text:
    """A small heading with a rule to the end of the line."""
    text = Text("  ").append(name.upper(), "list.band")
    room = columns - width(name) - 4
    return text.append(f" {'─' * room}", "list.edge") if room > 0 else text
