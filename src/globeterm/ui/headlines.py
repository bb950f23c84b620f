"""The list of headlines: a virtual list of any length, of which only the rows on screen are ever set.

It knows ids and the rows that were brought; what it misses it asks for with ``RowsNeeded``. The chosen row is an id,
not a position, so that a refresh moves neither the list nor the choice.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from rich.style import Style
from rich.text import Text
from textual.events import Click, Resize
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from globeterm.model import Article
from globeterm.rendering.headline import set_headline
from globeterm.ui.ink import component, inked
from globeterm.ui.notice import Notice, set_notice
from globeterm.ui.window import Window

#: Lines of a row: a headline of two lines and its byline, and a blank one between rows.
ROW: Final = 4
#: How many rows around those on screen are asked for together, and how near the edge of them asks again.
AHEAD: Final = 60
NEAR: Final = 15
STRIPS_KEPT: Final = 400

_EDGE: Final = "▌"


class HeadlineList(ScrollView, can_focus=True, inherit_bindings=False):
    """The headlines of one list. ``chosen`` is the row under the cursor, ``opened`` the one being read: ids."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "headline--title",
        "headline--title-unread",
        "headline--unread",
        "headline--meta",
        "headline--saved",
        "headline--offline",
        "list--chosen",
        "list--chosen-focus",
        "list--edge",
        "list--edge-focus",
        "list--opened",
        "list--band",
        "notice--title",
        "notice--line",
    }

    chosen: reactive[int | None] = reactive[int | None](None, repaint=False)
    """The id of the row under the cursor."""

    opened: reactive[int | None] = reactive[int | None](None, repaint=False)
    """The id of the article that is open in the story's pane."""

    @dataclass(eq=False, repr=False)
    class Chosen(Message):
        """Another row is under the cursor."""

        article_id: int

    @dataclass(eq=False, repr=False)
    class Opened(Message):
        """The reader opens a row."""

        article_id: int

    @dataclass(eq=False, repr=False)
    class RowsNeeded(Message):
        """Rows come on screen that have not been brought."""

        ids: list[int]

        def can_replace(self, message: Message) -> bool:
            """The newest wish counts: it holds whatever of an older one is still wanted."""
            return isinstance(message, HeadlineList.RowsNeeded)

    #: How many lines a row takes, with the blank one below it.
    row_lines = ROW

    def __init__(self, *, now: Callable[[], datetime], id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._now = now
        self._window = Window()
        self._notice: Notice | None = None
        self._strips: dict[tuple[int, int, str], list[Strip]] = {}

    # --- what it shows ---

    @property
    def ids(self) -> Sequence[int]:
        """Every id of the list, newest first."""
        return self._window.ids

    def article(self, article_id: int | None) -> Article | None:
        """The row of an article, if it has been brought."""
        return None if article_id is None else self._window.row(article_id)

    def held(self, ids: Iterable[int]) -> list[int]:
        """Those of ``ids`` whose rows have been brought."""
        return self._window.held(ids)

    def keep_near(self) -> list[int]:
        """Forget the rows that are far from those on screen; returns the ids of those that are kept."""
        first, last = self._on_screen
        self._window.forget_rows_outside(first - AHEAD, last + AHEAD)
        return self._window.held(self.ids[max(0, first - AHEAD) : last + AHEAD])

    def neighbour(self, article_id: int | None, step: int) -> int | None:
        """The id that stands ``step`` rows after an article (before it when negative); None beyond the ends."""
        position = self._window.position(article_id)
        if position is None:
            return self.ids[0] if len(self.ids) and step > 0 else None
        target = position + step
        return self.ids[target] if 0 <= target < len(self.ids) else None

    def begin(self, articles: Sequence[Article], *, chosen: int | None = None) -> None:
        """Show another list, from its top; its outline follows with ``extend``."""
        self._window.clear()
        self._strips.clear()
        self._window.put(articles)
        self._window.outline([article.id for article in articles])
        self._notice = None
        self._fit()
        self.set_reactive(HeadlineList.chosen, chosen if self._window.position(chosen) is not None else None)
        if self.chosen is None and articles:
            self.set_reactive(HeadlineList.chosen, articles[0].id)
        self.scroll_to(y=0, animate=False, force=True)
        self._reveal()
        self.refresh()

    def extend(self, ids: Sequence[int]) -> None:
        """Take the whole outline of the list, as it is now. What is on screen stays where it is."""
        top, inside = divmod(round(self.scroll_y), self.row_lines)
        anchor = self._window.survivor(top, ids) if top or inside else None
        position = self._window.position(self.chosen)
        if position is not None:
            self.set_reactive(HeadlineList.chosen, self._window.survivor(position, ids))
        elif len(ids):
            self.set_reactive(HeadlineList.chosen, ids[0])
        first = self._window.survivor(0, ids) if anchor is None else None
        moved_by = 0 if first is None else list(ids).index(first)
        self._window.outline(ids)
        self._fit()
        if anchor is not None:
            self.scroll_to(y=(self._window.position(anchor) or 0) * self.row_lines + inside, animate=False, force=True)
        elif moved_by:
            self.scroll_to(y=moved_by * self.row_lines, animate=False, force=True)
        self.refresh()
        self._ask()

    def put(self, articles: Iterable[Article]) -> None:
        """Take rows that were brought, or brought again; only those that differ and are on screen are painted."""
        differing = set(self._window.put(articles))
        self._strips = {key: strips for key, strips in self._strips.items() if key[0] not in differing}
        top = self.scroll_offset.y // self.row_lines
        for position, article_id in enumerate(self.ids[top : top + self.size.height], top):
            if article_id in differing:
                self.refresh_lines(position * self.row_lines, self.row_lines)

    def show_notice(self, notice: Notice | None) -> None:
        """Show words in place of rows; None shows rows again."""
        if notice != self._notice:
            self._notice = notice
            self.refresh()

    def repaint_all(self) -> None:
        """Set every row again: the day is another one, or the colours are."""
        self._strips.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        """Drop what was painted in the old colours."""
        super().notify_style_update()
        self._strips.clear()

    # --- moving ---

    def down(self) -> None:
        """Choose the next row."""
        self._step(1)

    def up(self) -> None:
        """Choose the row before."""
        self._step(-1)

    def top(self) -> None:
        """Choose the first row."""
        self._choose_at(0)

    def bottom(self) -> None:
        """Choose the last row."""
        self._choose_at(len(self.ids) - 1)

    def half_down(self) -> None:
        """Choose a row half a screen further down."""
        self._step(max(1, self._rows_shown // 2))

    def half_up(self) -> None:
        """Choose a row half a screen further up."""
        self._step(-max(1, self._rows_shown // 2))

    def page_down(self) -> None:
        """Choose a row a screen further down."""
        self._step(max(1, self._rows_shown - 1))

    def page_up(self) -> None:
        """Choose a row a screen further up."""
        self._step(-max(1, self._rows_shown - 1))

    def choose(self, article_id: int) -> None:
        """Choose an article's row and bring it on screen."""
        if self._window.position(article_id) is not None:
            self.chosen = article_id

    @property
    def _rows_shown(self) -> int:
        return max(1, (self.size.height + 1) // self.row_lines)

    @property
    def _on_screen(self) -> tuple[int, int]:
        """The positions of the first row on screen, and of the one after the last."""
        first = round(self.scroll_y) // self.row_lines
        return first, first + self.size.height // self.row_lines + 2

    def _step(self, by: int) -> None:
        self._choose_at((self._window.position(self.chosen) or 0) + by)

    def _choose_at(self, position: int) -> None:
        if len(self.ids):
            self.chosen = self.ids[max(0, min(position, len(self.ids) - 1))]

    def watch_chosen(self, old: int | None, new: int | None) -> None:
        """Repaint the two rows, keep the chosen one on screen, and say so."""
        self._repaint(old)
        self._repaint(new)
        self._reveal()
        if new is not None:
            self.post_message(self.Chosen(new))

    def watch_opened(self, old: int | None, new: int | None) -> None:
        """Repaint the two rows."""
        self._repaint(old)
        self._repaint(new)

    def watch_has_focus(self, has_focus: bool) -> None:
        """Repaint the chosen row: it tells where the keys go."""
        super().watch_has_focus(has_focus)
        self._repaint(self.chosen)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for the rows that come on screen."""
        super().watch_scroll_y(old_value, new_value)
        self._ask()

    def _reveal(self) -> None:
        """Scroll no further than needed to have the chosen row whole on screen, and the real cursor on it (CNV-10)."""
        position = self._window.position(self.chosen)
        height = self.scrollable_content_region.height
        if position is None or not height:
            return
        first, last = position * self.row_lines, position * self.row_lines + self.row_lines - 1
        if first < self.scroll_offset.y or height < self.row_lines:
            self.scroll_to(y=first, animate=False, force=True)
        elif last > self.scroll_offset.y + height:
            self.scroll_to(y=last - height, animate=False, force=True)
        if self.has_focus:
            self.app.cursor_position = self.content_region.offset + Offset(0, first - self.scroll_offset.y)

    def _ask(self) -> None:
        first, last = self._on_screen
        if self._window.missing(first - NEAR, last + NEAR):
            self.post_message(self.RowsNeeded(self._window.missing(first - AHEAD, last + AHEAD)))

    def on_click(self, event: Click) -> None:
        """Choose and open the row under the pointer."""
        position = (event.y + self.scroll_offset.y) // self.row_lines
        if self._notice is None and position < len(self.ids):
            self.chosen = self.ids[position]
            self.post_message(self.Opened(self.ids[position]))

    # --- painting ---

    def on_resize(self, event: Resize) -> None:
        """Set the rows for the new width; the chosen one stays on screen (FLT-23)."""
        self._fit()
        self._reveal()
        self._ask()
        event.prevent_default()

    def _fit(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, max(0, len(self.ids) * self.row_lines - 1))

    def _repaint(self, article_id: int | None) -> None:
        position = self._window.position(article_id)
        if position is not None:
            self.refresh_lines(position * self.row_lines, self.row_lines)

    def render_line(self, y: int) -> Strip:
        """One line of the list, in widget coordinates."""
        width = self.scrollable_content_region.width
        if self._notice is not None:
            lines = set_notice(self._notice, width, self.size.height)
            text = lines[y] if y < len(lines) else Text()
            return inked(text, width, self.rich_style, self._ink, self.app.console)
        position, line = divmod(y + self.scroll_offset.y, self.row_lines)
        if position >= len(self.ids) or line == self.row_lines - 1:
            return Strip.blank(width, self.rich_style)
        return self._row(self.ids[position], width)[line]

    def _row(self, article_id: int, width: int) -> list[Strip]:
        """The strips of a row, set once for each width and state."""
        state = self._state(article_id)
        key = (article_id, width, state)
        strips = self._strips.get(key)
        if strips is None:
            article = self._window.row(article_id)
            if article is None:
                return [Strip.blank(width, self.rich_style)] * (self.row_lines - 1)
            if len(self._strips) >= STRIPS_KEPT:
                self._strips.clear()
            strips = self._strips[key] = self._set(article, width, state)
        return strips

    def _state(self, article_id: int) -> str:
        if article_id == self.chosen:
            return "chosen-focus" if self.has_focus else "chosen"
        return "opened" if article_id == self.opened else "plain"

    def _set(self, article: Article, width: int, state: str) -> list[Strip]:
        base, edge = self.rich_style, Text("  ")
        if state != "plain":
            base += self.get_component_rich_style(f"list--{state}", partial=True)
            edge = Text(f"{_EDGE} ", f"list.{'edge-focus' if state == 'chosen-focus' else 'edge'}")
        lines = self._lines(article, max(1, width - 3))
        return [inked(edge + line, width, base, self._ink, self.app.console) for line in lines]

    def _lines(self, article: Article, columns: int) -> Sequence[Text]:
        return set_headline(article, columns, now=self._now())

    def _ink(self, name: str) -> Style:
        return self.get_component_rich_style(component(name), partial=True, default=Style.null())
