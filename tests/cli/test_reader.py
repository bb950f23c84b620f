"""The reader: where it can be shown, how it ends, and the terminal given back (FLT-12, FLT-13, FLT-14, SEC-20)."""

import asyncio
import fcntl
import io
import os
import pty
import select
import signal
import struct
import sys
import termios
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from globeterm.cli import reader
from globeterm.cli.screen import GuardedApp
from globeterm.storage.lock import LibraryLock

from .conftest import Outcome, Program

Pilot = Callable[[Any], Awaitable[None]]

LEFT_ALTERNATE_SCREEN = b"\x1b[?1049l"
MOUSE_OFF = b"\x1b[?1000l"
CURSOR_ON = b"\x1b[?25h"


@pytest.mark.parametrize(
    ("environment", "stdin", "stderr", "beginning"),
    [
        ({"TERM": "xterm"}, True, True, None),
        ({"TERM": "xterm"}, False, True, "the reader needs a terminal"),
        ({"TERM": "xterm"}, True, False, "the reader needs a terminal"),
        ({"TERM": "dumb"}, True, True, "the reader can't draw on a terminal of the kind TERM='dumb'"),
        ({"TERM": "unknown"}, True, True, "the reader can't draw"),
        ({}, True, True, "the reader can't draw on a terminal of the kind TERM=''"),
    ],
)
def test_flt_12_13_the_reader_knows_where_it_cannot_be_shown(
    environment: dict[str, str], stdin: bool, stderr: bool, beginning: str | None
) -> None:
    """FLT-12, FLT-13."""
    reason = reader.why_no_screen(environment, stdin=stdin, stderr=stderr)
    assert (reason is None) if beginning is None else (reason or "").startswith(beginning)


def test_flt_12_on_windows_the_kind_of_terminal_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert reader.why_no_screen({}, stdin=True, stderr=True) is None


def test_flt_13_without_a_terminal_it_is_a_list_with_a_hint(stocked: Program) -> None:
    shown, listed = stocked.alone(), stocked("list")
    assert shown.code == 0
    assert shown.out == listed.out
    assert shown.err.startswith("the reader needs a terminal for its keys and its screen; these are the headlines")
    assert stocked().out == listed.out


def test_flt_12_a_dumb_terminal_gets_the_list_and_a_hint(stocked: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = stocked("list")
    monkeypatch.setenv("TERM", "dumb")
    for stream in (sys.stdin, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    shown = stocked()
    assert (shown.code, shown.out) == (0, listed.out)
    assert "these are the headlines, and 'globeterm read ID' shows a story" in shown.err


@pytest.fixture
def on_screen(monkeypatch: pytest.MonkeyPatch) -> Callable[[Pilot], None]:
    """Makes the reader believe in a terminal and plays a pilot's part on its screen."""

    def play(pilot: Pilot) -> None:
        original = GuardedApp.run_async

        async def run_async(self: GuardedApp) -> None:
            await original(self, headless=True, size=(100, 30), auto_pilot=pilot)

        monkeypatch.setattr(GuardedApp, "run_async", run_async)
        for stream in (sys.stdin, sys.stderr):
            monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)

    return play


def played(globe: Program, monkeypatch: pytest.MonkeyPatch, *argv: str) -> Outcome:
    """The reader, in this process, its keys from a stream that passes for a terminal."""
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys, "stdin", terminal)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    return globe(*argv, "--edition", "sample", "--offline")


def test_the_reader_opens_and_ends_with_0(
    globe: Program, monkeypatch: pytest.MonkeyPatch, on_screen: Callable[[Pilot], None]
) -> None:
    async def leave(pilot: Any) -> None:
        await pilot.press("ctrl+q")

    on_screen(leave)
    monkeypatch.setenv("NO_COLOR", "")
    shown = played(globe, monkeypatch, "--no-color")
    assert (shown.code, shown.out) == (0, "")
    assert os.environ["NO_COLOR"] == "1"
    with LibraryLock(globe.home / "state"):
        assert played(globe, monkeypatch).code == 75


def test_flt_40_an_unknown_theme_is_78_before_anything_is_shown(
    globe: Program, monkeypatch: pytest.MonkeyPatch, on_screen: Callable[[Pilot], None], tmp_path: Path
) -> None:
    async def leave(pilot: Any) -> None:
        raise AssertionError("nothing should be shown")

    on_screen(leave)
    config = tmp_path / "mine.toml"
    config.write_text("[reader]\ntheme = 'globe-drak'\n")
    shown = played(globe, monkeypatch, "--config", str(config))
    assert shown.code == 78
    assert shown.err == f"globeterm: {config}:2: unknown theme 'globe-drak'; did you mean 'globe-dark'?\n"


def test_the_keys_of_the_configuration_work(
    globe: Program, monkeypatch: pytest.MonkeyPatch, on_screen: Callable[[Pilot], None], tmp_path: Path
) -> None:
    async def leave(pilot: Any) -> None:
        await pilot.press("x")

    on_screen(leave)
    config = tmp_path / "mine.toml"
    config.write_text("[keys]\nquit = 'x'\n")
    assert played(globe, monkeypatch, "--config", str(config)).code == 0


def test_sec_20_a_failure_on_the_screen_is_70_and_one_line(
    globe: Program, monkeypatch: pytest.MonkeyPatch, on_screen: Callable[[Pilot], None]
) -> None:
    def fail() -> None:
        secret = "hunter2"  # noqa: F841
        raise RuntimeError("boom")

    async def break_it(pilot: Any) -> None:
        pilot.app.call_later(fail)
        await pilot.pause()

    on_screen(break_it)
    shown = played(globe, monkeypatch)
    report = globe.home / "state" / "crash.log"
    assert shown.code == 70
    assert (
        shown.err == f"globeterm: something went wrong inside globeterm (RuntimeError); the details are in {report}\n"
    )
    assert "boom" in report.read_text()


def test_sec_20_an_error_that_draws_itself_is_not_drawn(
    globe: Program, monkeypatch: pytest.MonkeyPatch, on_screen: Callable[[Pilot], None]
) -> None:
    class DrawnError(Exception):
        def __rich__(self) -> str:
            return "hunter2"

    def fail() -> None:
        raise DrawnError

    async def break_it(pilot: Any) -> None:
        pilot.app.call_later(fail)
        await pilot.pause()

    on_screen(break_it)
    shown = played(globe, monkeypatch)
    assert shown.code == 70
    assert "hunter2" not in shown.err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_flt_14_a_signal_ends_the_reader_in_order(
    globe: Program, monkeypatch: pytest.MonkeyPatch, on_screen: Callable[[Pilot], None], number: signal.Signals
) -> None:
    async def kill(pilot: Any) -> None:
        os.kill(os.getpid(), number)
        await pilot.pause()

    timers: list[tuple[float, object, tuple[int, ...]]] = []

    class Timer:
        daemon = False

        def __init__(self, seconds: float, end: object, arguments: tuple[int, ...]) -> None:
            self.wanted = (seconds, end, arguments)

        def start(self) -> None:
            assert self.daemon
            timers.append(self.wanted)

    monkeypatch.setattr(threading, "Timer", Timer)
    on_screen(kill)
    assert played(globe, monkeypatch).code == 128 + number
    assert timers == [(2.0, os._exit, (128 + number,))]


def test_flt_14_a_signal_after_the_end_does_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "PATIENCE_SECONDS", 3600.0)
    loop = asyncio.new_event_loop()
    loop.close()
    ended_by = reader.end_on_signals(lambda: None, loop)
    os.kill(os.getpid(), signal.SIGTERM)
    assert ended_by == [signal.SIGTERM]


def test_flt_14_on_a_platform_without_sighup(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(signal, "SIGHUP")
    loop = asyncio.new_event_loop()
    assert reader.end_on_signals(lambda: None, loop) == []
    loop.close()


class Terminal:
    """A terminal of 120 by 30 with the reader in it."""

    def __init__(self, *argv: str) -> None:
        self.out = b""
        self.pid, self._file = pty.fork()
        if self.pid == 0:
            os.environ.pop("COLUMNS", None)
            os.execv(sys.executable, [sys.executable, "-m", "globeterm", *argv])
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 120, 0, 0))

    def wait_for(self, words: bytes) -> None:
        """Read until the words have come; fails after 20 seconds, or when the reader ends without them."""
        while words not in self.out:
            ready, _, _ = select.select([self._file], [], [], 20)
            assert ready, self.out[-2000:]
            self.out += os.read(self._file, 65536)

    def press(self, keys: bytes) -> None:
        os.write(self._file, keys)

    def end(self) -> int:
        """Read to the end; the exit code."""
        try:
            while part := os.read(self._file, 65536):
                self.out += part
        except OSError:
            pass
        _, status = os.waitpid(self.pid, 0)
        os.close(self._file)
        return os.waitstatus_to_exitcode(status)


@pytest.mark.parametrize(
    ("end", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130), (None, 0)]
)
def test_flt_14_46_the_terminal_is_given_back(stocked: Program, end: signal.Signals | None, code: int) -> None:
    terminal = Terminal("--home", str(stocked.home), "--offline")
    terminal.wait_for(b"Harbour")
    if end is None:
        terminal.press(b"\x11")
    else:
        os.kill(terminal.pid, end)
    assert terminal.end() == code
    ending = terminal.out[terminal.out.rindex(LEFT_ALTERNATE_SCREEN) - 200 :]
    assert MOUSE_OFF in ending
    assert CURSOR_ON in ending


def test_flt_03_while_the_reader_runs_lists_and_stories_can_be_read(stocked: Program) -> None:
    terminal = Terminal("--home", str(stocked.home), "--offline")
    terminal.wait_for(b"Harbour")
    try:
        assert stocked("list").code == 0
        assert stocked("sections").code == 0
        assert stocked("read", "3").code == 0
        shown = stocked("save", "3")
        assert shown.code == 75
        assert str(terminal.pid) in shown.err
    finally:
        terminal.press(b"\x11")
        assert terminal.end() == 0
