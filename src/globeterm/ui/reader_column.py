"""One long column of set lines, painted line by line and set in slices; its top stays in place when it is set anew."""

from __future__ import annotations

import asyncio
from bisect import bisect_left, bisect_right
from itertools import chain
from typing import TYPE_CHECKING, ClassVar, Final

from rich.style import Style
from textual.cache import LRUCache
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from globeterm.rendering.galley import Galley
from globeterm.rendering.setblock import HEAD, SetBlock
from globeterm.ui.ink import component, inked
from globeterm.ui.reader_setting import FIRST_SLICE, NEXT_SLICE, Setting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.text import Text
    from textual import events
    from textual.selection import Selection

    Key = tuple[int, int]
    Maker = Callable[[int], Iterator[SetBlock]]

#: The key of a story's first line.
TOP: Final[tuple[int, int]] = (HEAD, 0)

STRIPS_KEPT: Final = 1024
#: The column's height is told to the screen again when it has grown by this factor: each time costs a layout.
GROWTH: Final = 2
#: Lines of the page before that stay on screen when a page is turned.
OVERLAP: Final = 2


class SetColumn(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows what a maker of set blocks gives for the width there is, and asks it again when the width changes."""

    ALLOW_SELECT: ClassVar[bool] = True

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - as all widgets
        super().__init__(id=id, classes=classes)
        self._make: Maker | None = None
        self._setting: Setting | None = None
        self._galley = Galley()
        self._top: Key = TOP
        self._width = 0
        self._held = False
        self._below = 0
        self._to_last: int | None = None
        self._is_same = False
        self._strips: LRUCache[int, Strip] = LRUCache(STRIPS_KEPT)
        self._paper: Style | None = None

    # --- what the story's own widget adds ---

    def overlaid(self, text: Text, line: int) -> Text:  # noqa: ARG002 - for those who need it
        """The line with what is to be marked in it now."""
        return text

    def moved(self) -> None:
        """Another line is at the top, or there are more lines."""

    def presented(self) -> None:
        """A newly set column is on screen."""

    def waits(self) -> bool:
        """Whether what is on screen should stay there a moment longer, though there are lines to take its place."""
        return False

    # --- setting ---

    @property
    def is_set(self) -> bool:
        """Whether all lines are there."""
        return self._setting is not None and self._setting.done and self._setting.galley is self._galley

    def lay(self, make: Maker | None, top: Key = TOP, below: int = 0) -> None:
        """Show other blocks, with the line of ``top`` at the top; nothing at all without a maker.

        Of several lines with that key it is the one so many ``below`` the first.
        """
        self._make = make
        self._top = top
        self._below = below
        self._is_same = False
        if make is None:
            self._setting = None
            self._galley = Galley()
            self._repaint()
            self.virtual_size = Size(0, 0)
        else:
            self._set_anew()

    def _set_anew(self) -> None:
        """Begin to set; what is on screen stays there until the line at the top is set."""
        self._width = self.scrollable_content_region.width
        if self._make is None or self._width < 1:
            return
        setting = Setting(self._make(self._width))
        self._setting = setting
        setting.advance(FIRST_SLICE)
        self._take(setting)
        if not setting.done:
            self.run_worker(self._go_on(setting), name="setting", group="setting", exit_on_error=False)

    async def _go_on(self, setting: Setting) -> None:
        """Set the rest in slices, with room for keys between them, until it is done or another setting began."""
        while not setting.done:
            await asyncio.sleep(0)
            if setting is not self._setting:
                return
            setting.advance(NEXT_SLICE)
            self._take(setting)

    def _take(self, setting: Setting) -> None:
        """Put what has been set so far on screen, as soon as it reaches below the line at the top."""
        fresh = setting.galley is not self._galley
        if fresh and (not setting.reaches(self._top, 2 * max(1, self.size.height)) or self.waits()):
            return
        lines = len(setting.galley)
        if not fresh and not setting.done and lines < GROWTH * self.virtual_size.height:
            return
        self._held = True
        top = self._line_of_top(setting.galley) if fresh else 0
        self._galley = setting.galley
        self.virtual_size = Size(self._width, lines)
        if fresh:
            if not self._is_same:
                self._to_last = _to_last(setting.galley, self._top, top)
            self._is_same = True
            self._repaint()
            self.go_to(top)
        self._held = False
        if fresh:
            self.presented()
        self.moved()

    def _line_of_top(self, galley: Galley) -> int:
        """Where the line at the top stands in another galley.

        Of lines with one key, as a picture's, it is as far from the last as it was when the reader came there, whatever
        was left of the picture meanwhile; the first stays the first.
        """
        first = galley.line_of(self._top)
        last = _lines_of(galley, self._top).stop - 1
        if not self._is_same:
            return max(first, min(first + self._below, last))
        return first if self._to_last is None else max(first, last - self._to_last)

    def on_resize(self, event: events.Resize) -> None:
        """Set for the new width; the paragraph at the top stays there."""
        del event
        self._fit()

    def on_show(self, event: events.Show) -> None:
        """Set what came while the column was hidden."""
        del event
        self._fit()

    def _fit(self) -> None:
        if self.scrollable_content_region.width != self._width:
            self._set_anew()
        else:
            self.moved()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember which line is at the top now, unless the room only grew under the last lines."""
        super().watch_scroll_y(old_value, new_value)
        if self._held or round(old_value) == round(new_value) or self.max_scroll_y == new_value < old_value:
            return
        self._top = self._galley.key_at(round(new_value))
        self._to_last = _to_last(self._galley, self._top, round(new_value))
        self.moved()

    @property
    def below(self) -> int:
        """How far the line at the top is below the first one with its key."""
        return max(0, self.scroll_offset.y - self._galley.line_of(self._top))

    # --- moving ---

    @property
    def at_end(self) -> bool:
        """Whether the last line is on screen."""
        return self.scroll_offset.y >= self.max_scroll_y

    def go_to(self, line: int) -> None:
        """Put a line at the top, or as near as the end lets it come; at once, scroll bar or not."""
        self.scroll_to(y=line, animate=False, force=True)

    def scroll_lines(self, count: int) -> None:
        """Scroll so many lines down, or up when negative."""
        self.go_to(self.scroll_offset.y + count)

    def page_down(self) -> bool:
        """Turn the page; False when the end was on screen already."""
        if self.at_end and self.is_set:
            return False
        self.scroll_lines(self._page)
        return True

    @property
    def _page(self) -> int:
        return max(1, self.size.height - OVERLAP)

    def action_down(self) -> None:
        """Scroll one line down."""
        self.scroll_lines(1)

    def action_up(self) -> None:
        """Scroll one line up."""
        self.scroll_lines(-1)

    def action_page_down(self) -> None:
        """Turn the page."""
        self.page_down()

    def action_page_up(self) -> None:
        """Turn a page back."""
        self.scroll_lines(-self._page)

    def action_half_down(self) -> None:
        """Scroll half a page down."""
        self.scroll_lines(max(1, self.size.height // 2))

    def action_half_up(self) -> None:
        """Scroll half a page up."""
        self.scroll_lines(-max(1, self.size.height // 2))

    def action_top(self) -> None:
        """Go to the head of the story."""
        self.go_to(0)

    def action_bottom(self) -> None:
        """Go to the end of the story."""
        self.go_to(len(self._galley))

    def action_next_heading(self) -> None:
        """Put the next heading at the top."""
        self._to_heading(first for first in self._galley.headings if first > self.scroll_offset.y)

    def action_previous_heading(self) -> None:
        """Put the heading before at the top; the head of the story before the first."""
        before = (first for first in reversed(self._galley.headings) if first < self.scroll_offset.y)
        self._to_heading(chain(before, [0]))

    def _to_heading(self, lines: Iterator[int]) -> None:
        line = next(lines, None)
        if line is not None:
            self.go_to(line)

    # --- painting ---

    def render_line(self, y: int) -> Strip:
        """Paint one line of the pane."""
        line = self.scroll_offset.y + y
        width = self.size.width
        if line >= len(self._galley):
            return Strip.blank(width, self.rich_style)
        strip = self._strips.get(line)
        if strip is None or strip.cell_length != width:
            strip = self._painted(line, width)
            self._strips[line] = strip
        return strip

    def _painted(self, line: int, width: int) -> Strip:
        text = self.overlaid(self._galley.lines[line], line)
        selection = self.text_selection
        span = selection.get_span(line) if selection is not None else None
        if span is not None:
            text = text.copy()
            start, end = span
            text.stylize(
                self.screen.get_component_rich_style("screen--selection"), start, len(text) if end < 0 else end
            )
        if self._paper is None:
            self._paper = self.rich_style
        return inked(text, width, self._paper, self._ink, self.app.console).apply_offsets(0, line)

    def _ink(self, name: str) -> Style:
        return self.get_component_rich_style(component(name), partial=True, default=Style.null())

    def _repaint(self) -> None:
        self._strips.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        """The theme or a pseudo class changed: every line is painted anew."""
        super().notify_style_update()
        self._paper = None
        self._strips.clear()

    # --- selecting with the mouse ---

    def selection_updated(self, selection: Selection | None) -> None:
        """Another piece of the text is selected."""
        del selection
        self._repaint()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text without margins and bars."""
        start, end = selection
        last = len(self._galley) - 1
        if last < 0:
            return None
        from_line = (start.y, start.x) if start is not None else (0, 0)
        to_line = (end.y, end.x) if end is not None else (last, len(self._galley.lines[last].plain))
        return self._galley.text_between(from_line, to_line), "\n"


def _to_last(galley: Galley, key: Key, line: int) -> int | None:
    """How far a line is from the last one with its key; None for the first of them."""
    lines = _lines_of(galley, key)
    return lines.stop - 1 - line if line > lines.start else None


def _lines_of(galley: Galley, key: Key) -> range:
    """All lines that have a key."""
    return range(bisect_left(galley.keys, key), bisect_right(galley.keys, key))
