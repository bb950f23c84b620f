"""The table of the feeds: a line a section, and below the opened ones all that is known of them."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, ClassVar, Final

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from globeterm.rendering.cells import shortened, width
from globeterm.ui.feed_words import facts, next_check, remark, standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from textual.events import Click
    from textual.geometry import Size

    from globeterm.ui.feed_words import FeedRow

#: The widest each column gets, and the least width of the page at which it is there at all.
NAMES: Final = 26
STANDING: Final = 20
NEXT: Final = 15
WITH_NEXT: Final = 62
WITH_STORIES: Final = 74
#: Below this each section takes two lines: its name, and how it stands.
TWO_LINES: Final = 38
_FACTS: Final = 12


class FeedTable(Widget):
    """Shows rows; the chosen one is marked, and what is opened shows its facts."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "feeds--head",
        "feeds--name",
        "feeds--well",
        "feeds--fails",
        "feeds--gone",
        "feeds--new",
        "feeds--fact",
        "feeds--detail",
        "feeds--chosen",
    }

    class Moved(Message):
        """The chosen row changed: its lines should be on screen."""

    def __init__(self, *, now: Callable[[], datetime], chosen: str) -> None:
        super().__init__()
        self._now = now
        self._rows: Sequence[FeedRow] = ()
        self._services: Sequence[tuple[str, str]] = ()
        self._chosen_key = chosen
        self._opened: frozenset[str] = frozenset()

    @property
    def chosen(self) -> FeedRow | None:
        """The chosen row."""
        return self._rows[self._chosen] if self._rows else None

    def show(self, rows: Sequence[FeedRow]) -> None:
        """Show other rows; the chosen one stays chosen."""
        self._rows = rows
        self.refresh(layout=True)

    def tell(self, services: Sequence[tuple[str, str]]) -> None:
        """Say below the rows how what is no section's stands: a name and a sentence each."""
        if services != self._services:
            self._services = services
            self.refresh(layout=True)

    def move(self, step: int) -> None:
        """Choose another row, the first or last one where there is none further."""
        if self._rows:
            self._choose(max(0, min(len(self._rows) - 1, self._chosen + step)))

    def move_to_fault(self, step: int) -> bool:
        """Choose the next row with which something is amiss, round the ends; False when there is no other."""
        count = len(self._rows)
        for index in ((self._chosen + step * away) % count for away in range(1, count)):
            if self._rows[index].is_amiss:
                self._choose(index)
                return True
        return False

    def toggle(self) -> None:
        """Open the chosen row, or close it."""
        if self._rows:
            self._opened ^= {self._rows[self._chosen].key}
            self.refresh(layout=True)
            self.post_message(self.Moved())

    def span(self) -> tuple[int, int]:
        """The first line of the chosen row and the line behind its last."""
        lines = [number for number, (index, _) in enumerate(self._lines(self.size.width)) if index == self._chosen]
        return (lines[0], lines[-1] + 1) if lines else (0, 1)

    def on_click(self, event: Click) -> None:
        """Choose the row that is clicked on; a click on the chosen one opens it."""
        owners = [index for index, _ in self._lines(self.size.width)]
        index = owners[event.y] if event.y < len(owners) else None
        if index is None:
            return
        if index == self._chosen:
            self.toggle()
        else:
            self._choose(index)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's method
        """As many lines as the rows take at that width."""
        return sum(1 for _ in self._lines(width))

    def render(self) -> Content:
        """Set the rows."""
        return Content("\n").join(line for _, line in self._lines(self.size.width))

    @property
    def _chosen(self) -> int:
        keys = [row.key for row in self._rows]
        return keys.index(self._chosen_key) if self._chosen_key in keys else 0

    def _choose(self, index: int) -> None:
        self._chosen_key = self._rows[index].key
        self.refresh()
        self.post_message(self.Moved())

    def _lines(self, columns: int) -> Iterator[tuple[int | None, Content]]:
        """Every line, and the index of the row that it belongs to."""
        now = self._now()
        names = min(NAMES, max((width(row.name) + 2 * row.depth for row in self._rows), default=0))
        if columns >= TWO_LINES:
            yield None, _head(names, columns)
        for index, row in enumerate(self._rows):
            for line in _row(row, names, columns, now):
                yield index, self._marked(line, columns) if index == self._chosen else line
            if row.key in self._opened:
                for line in _pairs(facts(row, now), columns):
                    yield index, line
                yield index, Content()
        yield None, Content()
        for line in _pairs(self._services, columns, indent=1):
            yield None, line

    def _marked(self, line: Content, columns: int) -> Content:
        """The chosen row's line, in its full width."""
        filled = line + Content(" " * max(0, columns - line.cell_length))
        return filled.stylize_before(self.get_visual_style("feeds--chosen"))


def _head(names: int, columns: int) -> Content:
    cells = ["section".ljust(names), "standing".ljust(STANDING)]
    cells += ["next check".ljust(NEXT)] if columns >= WITH_NEXT else []
    cells += ["stories, or why it fails"] if columns >= WITH_STORIES else []
    return Content.styled(" " + "  ".join(cells), ".feeds--head")


def _row(row: FeedRow, names: int, columns: int, now: datetime) -> Iterator[Content]:
    """A section's line, or two of them where there is little room."""
    style = f".feeds--{row.mood}"
    name = "  " * row.depth + row.name
    if columns < TWO_LINES:
        yield Content.styled(" " + shortened(name, columns - 1), ".feeds--name")
        yield Content.styled("   " + shortened(standing(row, now), columns - 3), style)
        return
    cell = shortened(name, names)
    line = Content.styled(f" {cell}{' ' * (names - width(cell))}  ", ".feeds--name")
    line += Content.styled(standing(row, now).ljust(STANDING), style)
    if columns >= WITH_NEXT:
        line += Content.styled("  " + next_check(row, now).ljust(NEXT), ".feeds--detail")
    if columns >= WITH_STORIES:
        line += Content.styled("  " + shortened(remark(row), columns - line.cell_length - 2), ".feeds--detail")
    yield line


def _pairs(pairs: Iterable[tuple[str, str]], columns: int, indent: int = 3) -> Iterator[Content]:
    """Names, each with a sentence wrapped beside it; below it where there is little room."""
    beside = columns >= 3 * _FACTS
    behind = indent + (_FACTS if beside else 2)
    for name, sentence in pairs:
        if not beside:
            yield Content.styled(f"{' ' * indent}{name}", ".feeds--fact")
        lines = textwrap.wrap(sentence, max(4, columns - behind - 1)) or [""]
        for number, line in enumerate(lines):
            front = f"{' ' * indent}{name:<{_FACTS}}" if beside and number == 0 else " " * behind
            yield Content.styled(front, ".feeds--fact") + Content.styled(line, ".feeds--detail")
