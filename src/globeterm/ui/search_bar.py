"""The line at the bottom of the page in which one searches all that is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from globeterm.limits import QUERY_LENGTH

if TYPE_CHECKING:
    from typing import Protocol

    from textual import events
    from textual.app import ComposeResult

    class Searching(Protocol):
        """What the line tells of."""

        def look(self, words: str) -> None:
            """Other words stand in the line."""

        def to_results(self) -> None:
            """The words are whole."""

        def stop_typing(self) -> None:
            """The reader went elsewhere."""

        def leave(self) -> None:
            """The reader gives up."""

        def spelling(self, words: str) -> str | None:
            """The words as they may have been meant."""

        def earlier(self) -> str:
            """The words that were looked for before."""


class SearchBar(Horizontal):
    """Looks at each key. Enter and Down go to the results; Escape clears the words, and an empty line ends it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "clear", show=False),
        Binding("down", "to_results", show=False),
        Binding("up", "earlier", show=False),
        Binding("tab", "spelling", show=False),
    ]

    def __init__(self, searching: Searching, words: str) -> None:
        super().__init__()
        self._searching = searching
        self.input = Input(words, placeholder="search all that is stored", max_length=QUERY_LENGTH, compact=True)

    def compose(self) -> ComposeResult:
        """A mark, the words, what to press."""
        yield Static(Content("/"), classes="search-mark")
        yield self.input
        yield Static(Content("⏎ results  Esc clear"), classes="search-keys")

    def on_mount(self) -> None:
        """The keys go to the words."""
        self.input.select_on_focus = False
        self.input.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for what is there now."""
        event.stop()
        self._searching.look(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The words are whole."""
        event.stop()
        self._searching.to_results()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """A click or a key went elsewhere: what was found stays."""
        event.stop()
        if self.is_attached and self.screen.is_active:
            self._searching.stop_typing()

    def action_to_results(self) -> None:
        """Go to what is found."""
        self._searching.to_results()

    def action_clear(self) -> None:
        """Clear the words; without any, leave."""
        if self.input.value:
            self.input.value = ""
        else:
            self._searching.leave()

    def action_earlier(self) -> None:
        """Take the words that were looked for before, in an empty line."""
        if not self.input.value:
            self._put(self._searching.earlier())

    def action_spelling(self) -> None:
        """Take the words as they may have been meant; where they are as they should be, go to the results."""
        meant = self._searching.spelling(self.input.value)
        if meant is None:
            self._searching.to_results()
        else:
            self._put(meant)

    def _put(self, words: str) -> None:
        self.input.value = words
        self.input.cursor_position = len(words)
