"""The help: every command with its keys, from the one table."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widget import Widget

from globeterm.commands import Command, by_group, shown_keys
from globeterm.rendering.cells import width

TITLE: Final = "What the keys do"
FOOT: Final = "The mouse works too: click to open, turn the wheel to scroll. Keys can be changed in config.toml."

#: The least columns in which a sentence is set beside its keys.
READABLE: Final = 20


class KeyTable(Widget):
    """The commands in groups: keys at the left, a sentence at the right that is wrapped beside them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys--title", "keys--group", "keys--key", "keys--help"}

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = commands

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's method
        """As many lines as the table takes at that width."""
        return sum(1 for _ in self._lines(width))

    def render(self) -> Content:
        """Set the table."""
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, columns: int) -> Iterator[Content]:
        keys = max((width(shown_keys(command)) for command in self._commands), default=0)
        yield Content.styled(TITLE, ".keys--title")
        for group, members in by_group(self._commands):
            yield Content()
            yield Content.styled(group, ".keys--group")
            for command in members:
                yield from _entry(command, keys, columns)
        yield Content()
        yield from (_help(line) for line in textwrap.wrap(FOOT, max(10, columns)))


class HelpScreen(ModalScreen[None]):
    """A page over the paper that is scrolled like a story and left by the keys that lead back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape,backspace,question_mark,f1", "dismiss", "Back", show=False),
        Binding("ctrl+c", "app.help_quit", show=False),
        Binding("j,down", "scroll('down')", show=False),
        Binding("k,up", "scroll('up')", show=False),
        Binding("space,pagedown,ctrl+d", "scroll('page_down')", show=False),
        Binding("b,pageup,ctrl+u", "scroll('page_up')", show=False),
        Binding("g,home", "scroll('home')", show=False),
        Binding("G,end", "scroll('end')", show=False),
    ]

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = commands

    def compose(self) -> ComposeResult:
        """The table, in a page that scrolls."""
        with VerticalScroll(id="help", can_focus=False):
            yield KeyTable(self._commands)

    def action_scroll(self, where: str) -> None:
        """Scroll the page."""
        page = self.query_one("#help", VerticalScroll)
        scroll = {
            "down": page.scroll_down,
            "up": page.scroll_up,
            "page_down": page.scroll_page_down,
            "page_up": page.scroll_page_up,
            "home": page.scroll_home,
            "end": page.scroll_end,
        }[where]
        scroll(animate=False)


def _entry(command: Command, keys: int, columns: int) -> Iterator[Content]:
    """A command's lines: its keys, and its help beside them; below them where there is no room for that."""
    shown = Content.styled(shown_keys(command), ".keys--key")
    beside = columns - keys - 2
    if beside < READABLE:
        yield shown
        yield from (_help(f"  {line}") for line in textwrap.wrap(command.help, max(4, columns - 2)))
        return
    for number, line in enumerate(textwrap.wrap(command.help, beside)):
        first = shown if number == 0 else Content()
        yield first + Content(" " * (keys + 2 - first.cell_length)) + _help(line)


def _help(line: str) -> Content:
    return Content.styled(line, ".keys--help")
