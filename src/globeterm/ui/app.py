"""The app: the paper's screen, its themes, the gate at the paint, and what the terminal asks for."""

from __future__ import annotations

import os
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import App
from textual.filter import Monochrome, NoColor

from globeterm.commands import COMMANDS, configured
from globeterm.ui.first import FirstPage, first_page
from globeterm.ui.gate import Colourless, PaintGate
from globeterm.ui.late import LateAnswer
from globeterm.ui.paper import PaperScreen
from globeterm.ui.stylesheets import stylesheets
from globeterm.ui.terminal import NO_PICTURES, Graphics
from globeterm.ui.themes import DARK, OWN, PLAIN, paper_variables

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual import events
    from textual.command import Provider
    from textual.screen import Screen

    from globeterm.config import Config
    from globeterm.library.service import Library
    from globeterm.ui.plates import Press
    from globeterm.ui.terminal import PictureTerminal

#: Seconds within which a second Ctrl+C leaves the paper (FLT-15).
TWICE: Final = 2.0


def _commands_provider() -> type[Provider]:
    from globeterm.ui.palette import PaperCommands  # noqa: PLC0415 - imported when the palette opens

    return PaperCommands


class GlobeApp(App[None]):
    """The reader of one edition. ``sample`` builds the library that stands in when the paper can't be had at all.

    ``notice`` is what the reader should know of the library; with ``ascii_only`` nothing else is painted (FLT-21).
    """

    TITLE = "globeterm"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_commands_provider}
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self,
        paper: Library,
        sample: Callable[[], Library],
        *,
        config: Config,
        now: Callable[[], datetime],
        terminal: PictureTerminal = NO_PICTURES,
        notice: str = "",
        ascii_only: bool = False,
    ) -> None:
        super().__init__(css_path=[str(path) for path in stylesheets()])
        self._paper = paper
        self._sample = sample
        self._config = config
        self._now = now
        self._terminal = terminal
        self._notice = notice
        self._commands = configured(config.keys)
        self._first = FirstPage()
        self._asked_to_leave = -TWICE
        self._late = LateAnswer() if terminal.silent else None
        self._filters[:] = [kept for kept in self._filters if not isinstance(kept, (Monochrome, NoColor))]
        self.is_colourless = bool(os.environ.get("NO_COLOR"))
        if self.is_colourless:
            self._filters.append(Colourless())
        self._filters.append(PaintGate())
        if ascii_only:
            from globeterm.ui.ascii import AsciiPaint  # noqa: PLC0415 - where the terminal shows no more

            self._filters.append(AsciiPaint())
        if terminal.graphics is Graphics.KITTY:
            from globeterm.ui.placeholders import PlaceholderColours  # noqa: PLC0415 - where the terminal has them

            self._filters.append(PlaceholderColours())
        for theme in OWN:
            self.register_theme(theme)
        self.set_keymap({command.id: ",".join(command.keys) for command in self._commands if command not in COMMANDS})
        self._take_theme(config.reader.theme)

    def get_css_variables(self) -> dict[str, str]:
        """Textual's variables of the theme, and the paper's own beside them."""
        variables = super().get_css_variables()
        variables |= paper_variables(variables, ansi=self.current_theme.ansi)
        self.theme_variables = variables
        return variables

    async def on_load(self) -> None:
        """Bring the first page, so that it is painted in the first frame; what was typed before comes first of all."""
        first = await first_page(self._paper)
        self._first = replace(first, trouble=" ".join(filter(None, (self._notice, first.trouble))))
        self._take_theme(self._first.session.theme or self._config.reader.theme)
        if self._terminal.typed:
            self._type(self._terminal.typed)

    def _type(self, typed: str) -> None:
        """Take as keys what the reader typed while the terminal was asked what it can show (FLT-41)."""
        from textual._xterm_parser import XTermParser  # noqa: PLC0415 - nearly never needed

        parser = XTermParser()
        for event in (*parser.feed(typed), *parser.feed("")):
            self.post_message(event)

    async def on_event(self, event: events.Event) -> None:
        """Every event but a terminal's answer that comes too late to be of use (FLT-41)."""
        if self._late is None or not self._late.takes(event):
            await super().on_event(event)

    def get_default_screen(self) -> Screen[None]:
        """The paper."""
        return PaperScreen(
            self._paper,
            self._sample,
            self._first,
            commands=self._commands,
            config=self._config,
            press=self._press,
            size=self.size,
            now=self._now,
            broken=self.broken,
        )

    def action_help_quit(self) -> None:
        """Ctrl+C: say how to leave, and leave when it is pressed twice (FLT-15)."""
        if monotonic() - self._asked_to_leave < TWICE:
            self.exit()
            return
        self._asked_to_leave = monotonic()
        if isinstance(self.screen, PaperScreen):
            self.screen.tell("q leaves the paper, step by step; ^c again leaves it at once")

    def broken(self, error: BaseException) -> str:
        """One sentence on a failure that nobody expected and that the paper goes on after."""
        return f"something went wrong inside globeterm ({type(error).__name__}); the paper goes on"

    def _press(self) -> Press:
        from globeterm.ui.plates import Press  # noqa: PLC0415 - imported when the first page stands

        return Press(self._terminal, send=self.send)

    def send(self, sequence: str) -> None:
        """Send a sequence that is no part of what is painted to the terminal, such as a picture's data."""
        if self._driver is not None and not self.is_headless:
            self._driver.write(sequence)

    async def action_quit(self) -> None:
        """Ctrl+Q, on every screen: leave the paper by its own way out, which keeps the place in the story first."""
        paper = self.screen_stack[0]
        if isinstance(paper, PaperScreen):
            paper.action_do("quit")

    def _take_theme(self, name: str | None) -> None:
        """Take a theme before anything is painted; one that is not known gives way to the paper's own."""
        wanted = name if name in self.available_themes else DARK.name
        if self.is_colourless:
            wanted = PLAIN.name
        if wanted != self.theme:
            self.set_reactive(App.theme, wanted)
            self._watch_theme_before_start()

    def _watch_theme_before_start(self) -> None:
        theme = self.current_theme
        self.set_class(theme.dark, "-dark-mode", update=False)
        self.set_class(not theme.dark, "-light-mode", update=False)
        self._refresh_truecolor_filter(self.ansi_theme)
        self.stylesheet.set_variables(self.get_css_variables())
