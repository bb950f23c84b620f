"""Asks for the command that an open story is given to, and in which form."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

if TYPE_CHECKING:
    from textual.app import ComposeResult

#: The longest command, in characters.
LONGEST: Final = 1000
#: With fewer rows than this the command alone is shown.
LOW: Final = 12


class Piped(NamedTuple):
    """What was asked for: a command, and whether it gets Markdown rather than plain text."""

    command: str
    is_markdown: bool


class PipeScreen(ModalScreen[Piped | None]):
    """Asks where to pipe the story with this headline; gives None when it is left without an answer."""

    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-high")]  # noqa: RUF012 - as its base declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", show=False),
        Binding("ctrl+c", "app.help_quit", show=False),
        Binding("tab", "change_form", show=False, priority=True),
    ]

    def __init__(self, headline: str) -> None:
        super().__init__()
        self._headline = headline
        self._is_markdown = False

    def compose(self) -> ComposeResult:
        """The headline, the command, the form."""
        with Vertical(id="pipe"):
            yield Static(Content("Pipe to a command"), id="pipe-title")
            yield Static(Content(self._headline), id="pipe-headline")
            yield Input(placeholder="less", max_length=LONGEST, compact=True)
            yield Static(self._form(), id="pipe-form")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the command."""
        event.stop()
        self.dismiss(Piped(event.value, self._is_markdown))

    def action_change_form(self) -> None:
        """Change between plain text and Markdown."""
        self._is_markdown = not self._is_markdown
        self.query_one("#pipe-form", Static).update(self._form())

    def _form(self) -> Content:
        now, other = ("Markdown", "plain text") if self._is_markdown else ("plain text", "Markdown")
        return Content(f"Enter gives it {now}, Tab changes to {other}")
