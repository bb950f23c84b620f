"""The line at the bottom of the page in which words to be found are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult

#: The most characters that are looked for.
LONGEST: Final = 200


class FindBar(Horizontal):
    """Looks as the words are typed; Enter keeps what was found, Escape gives up, and so does going elsewhere."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "give_up", show=False)]

    def __init__(self, *, look: Callable[[str], str], keep: Callable[[], None], give_up: Callable[[], None]) -> None:
        """``look`` is given the words after each key, and says what was found in a few words of our own."""
        super().__init__()
        self._look = look
        self._keep = keep
        self._give_up = give_up
        self.input = Input(placeholder="words to find in this story", max_length=LONGEST, compact=True)

    def compose(self) -> ComposeResult:
        """A mark, the words, what was found."""
        yield Static(Content("/"), id="find-mark")
        yield self.input
        yield Static(id="find-result")

    def on_mount(self) -> None:
        """The keys go to the words."""
        self.input.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for what is there now."""
        event.stop()
        self.query_one("#find-result", Static).update(Content(self._look(event.value)))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The words are whole."""
        event.stop()
        self._keep()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """A click or a key went elsewhere: what was found stays."""
        event.stop()
        if self.is_attached and self.screen.is_active:
            self._keep()

    def action_give_up(self) -> None:
        """End it."""
        self._give_up()
