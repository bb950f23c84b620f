"""The sidebar: the section tree with what is unread in it, Saved, and the publication's own pages."""

from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.events import Click, Resize
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from globeterm.rendering.cells import shortened
from globeterm.ui.ink import component, inked
from globeterm.ui.tree import Row


class SectionTree(ScrollView, can_focus=True, inherit_bindings=False):
    """One line a row. ``current`` is the list that the headlines show, ``chosen`` the row under the cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "section--name",
        "section--unread",
        "section--count",
        "section--gone",
        "section--page",
        "section--current",
        "section--edge",
        "section--rule",
        "section--chosen",
        "section--chosen-focus",
    }

    rows: reactive[tuple[Row, ...]] = reactive[tuple[Row, ...]]((), repaint=False)
    """The rows to show."""

    current: reactive[str] = reactive("")
    """The key of the list that is shown."""

    chosen: reactive[str] = reactive("")
    """The key of the row under the cursor."""

    @dataclass(eq=False, repr=False)
    class Chosen(Message):
        """Another row is under the cursor."""

        row: Row

        def can_replace(self, message: Message) -> bool:
            """Only the last of a burst of moves counts."""
            return isinstance(message, SectionTree.Chosen)

    @dataclass(eq=False, repr=False)
    class Opened(Message):
        """The reader opens a row."""

        row: Row

    # --- moving ---

    def down(self) -> None:
        """Choose the next row."""
        self._step(1)

    def up(self) -> None:
        """Choose the row before."""
        self._step(-1)

    def top(self) -> None:
        """Choose the first row."""
        self._step(-len(self.rows))

    def bottom(self) -> None:
        """Choose the last row."""
        self._step(len(self.rows))

    def half_down(self) -> None:
        """Choose a row half a pane further down."""
        self._step(max(1, self.size.height // 2))

    def half_up(self) -> None:
        """Choose a row half a pane further up."""
        self._step(-max(1, self.size.height // 2))

    def page_down(self) -> None:
        """Choose a row a pane further down."""
        self._step(max(1, self.size.height - 1))

    def page_up(self) -> None:
        """Choose a row a pane further up."""
        self._step(-max(1, self.size.height - 1))

    def open(self) -> None:
        """Open the row under the cursor."""
        row = next((row for row in self.rows if row.key == self.chosen), None)
        if row is not None:
            self.post_message(self.Opened(row))

    def _step(self, by: int) -> None:
        keys = [row.key for row in self.rows if row.kind != "rule"]
        if keys:
            start = keys.index(self.chosen) if self.chosen in keys else 0
            self._choose(keys[max(0, min(start + by, len(keys) - 1))])

    def _choose(self, key: str) -> None:
        if key == self.chosen:
            return
        self.chosen = key
        self.post_message(self.Chosen(next(row for row in self.rows if row.key == key)))

    # --- what changes ---

    def watch_rows(self) -> None:
        """Make room for the rows."""
        self._fit()
        self.refresh()

    def watch_current(self, current: str) -> None:
        """The cursor follows the list that is shown."""
        self.chosen = current

    def watch_chosen(self) -> None:
        """Keep the row on screen, and the real cursor on it (CNV-10)."""
        line = next((line for line, row in enumerate(self.rows) if row.key == self.chosen), None)
        height = self.scrollable_content_region.height
        if line is None or not height:
            return
        if line < self.scroll_offset.y:
            self.scroll_to(y=line, animate=False, force=True)
        elif line >= self.scroll_offset.y + height:
            self.scroll_to(y=line - height + 1, animate=False, force=True)
        if self.has_focus:
            self.app.cursor_position = self.content_region.offset + Offset(0, line - self.scroll_offset.y)

    def on_resize(self, event: Resize) -> None:
        """Fit the rows to the pane."""
        self._fit()
        self.watch_chosen()
        event.prevent_default()

    def on_click(self, event: Click) -> None:
        """Choose and open the row under the pointer."""
        line = event.y + self.scroll_offset.y
        if line < len(self.rows) and self.rows[line].kind != "rule":
            self.chosen = self.rows[line].key
            self.post_message(self.Opened(self.rows[line]))

    def _fit(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, len(self.rows))

    # --- painting ---

    def render_line(self, y: int) -> Strip:
        """One line of the sidebar, in widget coordinates; blank until there are rows, after the first frame."""
        ground = self.rich_style
        if not self.rows:
            return Strip.blank(self.size.width, ground)
        width = self.scrollable_content_region.width - self.has_edge
        line = y + self.scroll_offset.y
        row = self.rows[line] if line < len(self.rows) else None
        base = ground
        if row is not None and row.key == self.chosen and row.kind != "rule":
            name = "section--chosen-focus" if self.has_focus else "section--chosen"
            base += self.get_component_rich_style(name, partial=True)
        text = Text() if row is None else _set_row(row, width, is_current=row.key == self.current)
        strip = inked(text, width, base, self._ink, self.app.console)
        if not self.has_edge:
            return strip
        edge = Text("┤" if row is not None and row.kind == "rule" else "│", "section.rule")
        return Strip.join([strip, inked(edge, 1, ground, self._ink, self.app.console)])

    @property
    def has_edge(self) -> bool:
        """Whether another pane stands beside this one, so that a line parts them."""
        return self.region.right < self.screen.size.width

    def _ink(self, name: str) -> Style:
        return self.get_component_rich_style(component(name), partial=True, default=Style.null())


def _set_row(row: Row, width: int, *, is_current: bool) -> Text:
    """A row in ``width`` columns: a mark for the list that is shown, the name, and its count at the right end."""
    if row.kind == "rule":
        return Text("─" * width, "section.rule")
    tail = row.state if row.state == "gone" else f"{'! ' if row.state else ''}{row.count or row.hint}"
    indent = 2 * row.depth
    name = shortened(row.name, max(1, width - indent - len(tail) - 3))
    text = Text("▌" if is_current else " ", "section.edge")
    text.append(" " * indent + name, _name_style(row, is_current=is_current))
    text.append(" " * max(1, width - text.cell_len - len(tail) - 1))
    text.append(tail, "section.gone" if row.state == "gone" else "section.count")
    return text


def _name_style(row: Row, *, is_current: bool) -> str:
    if is_current:
        return "section.current"
    if row.state == "gone":
        return "section.gone"
    if row.kind == "page":
        return "section.page"
    return "section.unread" if row.count else "section.name"
