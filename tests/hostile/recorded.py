"""The whole program with its reader on a screen that keeps what it is sent: visited key by key, without a wait."""

import io
import sys
from collections.abc import Sequence
from typing import Any

import pytest
from textual.drivers.headless_driver import HeadlessDriver

from globeterm.cli.screen import GuardedApp
from tests.cli.conftest import Program
from tests.ui.papers import settle

from .terminal import ANY_PLACE_OR_COLOUR, SEQUENCE

KEYS = {"\r": "enter", "\x1b": "escape", "\x04": "ctrl+d"}


class Recorded:
    """All that the reader has sent to its screen, and the code it ended with."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.code: int | None = None

    @property
    def out(self) -> str:
        """What was sent."""
        return "".join(self.parts)

    @property
    def text(self) -> str:
        """What was sent, without the sequences."""
        return SEQUENCE.sub("", self.out)

    @property
    def sequences(self) -> set[str]:
        """Each sequence that was sent, but those of places and colours."""
        return {one for one in SEQUENCE.findall(self.out) if not ANY_PLACE_OR_COLOUR.fullmatch(one)}


def visit(globe: Program, keys: Sequence[str], *argv: str) -> Recorded:
    """Run the reader, press keys, each once what the one before does is done, and leave it."""
    recorded = Recorded()

    class Screen(HeadlessDriver):
        is_headless = False

        def write(self, data: str) -> None:
            recorded.parts.append(data)

    async def press(pilot: Any) -> None:
        await settle(pilot)
        for key in keys:
            await pilot.press(KEYS.get(key, key))
            await settle(pilot)
        await pilot.press("ctrl+q")

    original = GuardedApp.run_async

    async def run_async(self: GuardedApp) -> None:
        self.driver_class = Screen
        await original(self, size=(120, 36), auto_pilot=press)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(GuardedApp, "run_async", run_async)
        patched.setattr(sys, "stdin", io.StringIO())
        for stream in (sys.stdin, sys.stderr):
            patched.setattr(stream, "isatty", lambda: True, raising=False)
        recorded.code = globe(*argv).code
    return recorded
