"""The few ways to share a story, in a small list over the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, Literal

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

if TYPE_CHECKING:
    from textual.app import ComposeResult

Channel = Literal["copy", "mail", "facebook", "x"]

#: The ways, with the key of each and its name.
CHANNELS: Final[tuple[tuple[Channel, str, str], ...]] = (
    ("copy", "y", "Copy the address"),
    ("mail", "m", "Mail"),
    ("facebook", "f", "Facebook"),
    ("x", "x", "X"),
)
#: With fewer rows than this the ways alone are shown.
LOW: Final = 12


class ShareScreen(ModalScreen[Channel | None]):
    """Asks how to share the story with this headline; gives None when it is left without an answer."""

    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-high")]  # noqa: RUF012 - as its base declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape,backspace,S", "dismiss", show=False),
        Binding("ctrl+c", "app.help_quit", show=False),
        Binding("j", "move('down')", show=False),
        Binding("k", "move('up')", show=False),
        *(Binding(key, f"choose('{channel}')", show=False) for channel, key, _ in CHANNELS),
    ]

    def __init__(self, headline: str) -> None:
        super().__init__()
        self._headline = headline

    def compose(self) -> ComposeResult:
        """The headline, and the ways."""
        with Vertical(id="share"):
            yield Static(Content("Share"), id="share-title")
            yield Static(Content(self._headline), id="share-headline")
            yield OptionList(*(Option(_row(key, name), id=channel) for channel, key, name in CHANNELS), compact=True)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the chosen way."""
        event.stop()
        chosen = next(channel for channel, _, _ in CHANNELS if channel == event.option_id)
        self.dismiss(chosen)

    def action_choose(self, channel: Channel) -> None:
        """Take a way by its key."""
        self.dismiss(channel)

    def action_move(self, where: Literal["up", "down"]) -> None:
        """Go to another way."""
        ways = self.query_one(OptionList)
        if where == "down":
            ways.action_cursor_down()
        else:
            ways.action_cursor_up()


def _row(key: str, name: str) -> Content:
    return Content.styled(key, "bold $accent") + Content(f"  {name}")
