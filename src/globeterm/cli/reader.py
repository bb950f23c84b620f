"""The reader: the screens over the library, and the terminal given back whatever ends it (FLT-12 to FLT-14)."""

import argparse
import asyncio
import gc
import os
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack, suppress
from functools import partial
from types import FrameType
from typing import Final, TextIO

from globeterm.cli.call import Call
from globeterm.cli.output import is_utf8
from globeterm.cli.signals import listen
from globeterm.config import GRAPHICS
from globeterm.errors import EXIT_OK, EXIT_SIGNAL
from globeterm.program import NAME

#: How long a terminal that takes nothing any more may keep the reader from ending.
PATIENCE_SECONDS: Final = 2.0

#: How long a thread waits for its turn: Textual writes to the terminal on one, and a frame should not wait 5 ms.
SWITCH_SECONDS: Final = 0.0005

#: How many frames there may be in a second. Textual's own 60 let a key wait 16 ms for the next one.
FRAMES: Final = 120

#: When the start is over. Until then the garbage collector would only find that nothing is garbage.
STARTED_SECONDS: Final = 1.0

#: The size of a terminal that does not say its own, in columns and lines.
FALLBACK: Final = (80, 24)

_USELESS: Final = frozenset({"", "dumb", "unknown"})


def read_paper(call: Call) -> int:
    """Open the reader; without a terminal that can show it, do as ``list`` does, with a hint."""
    reason = why_no_screen(call.environment, stdin=_is_terminal(sys.stdin), stderr=_is_terminal(sys.stderr))
    if reason is None:
        if call.arguments.no_color:
            os.environ["NO_COLOR"] = "1"
        os.environ.setdefault("TEXTUAL_FPS", str(FRAMES))
        give_size(sys.stderr)
        gc.disable()
        sys.setswitchinterval(SWITCH_SECONDS)
        return asyncio.run(_read(call))
    return _read_as_list(call, reason)


def _is_terminal(stream: TextIO | None) -> bool:
    """Whether a stream leads to a terminal; one that was closed before the program began is None (FLT-13)."""
    return stream is not None and stream.isatty()


def _read_as_list(call: Call, reason: str) -> int:
    from globeterm.cli.lists import show_headlines
    from globeterm.cli.parser import DEFAULT_COUNT

    call.output.message(f"{reason}; these are the headlines, and '{NAME} read ID' shows a story")
    plain = argparse.Namespace(section=None, count=DEFAULT_COUNT, unread=False, saved=False, json=False)
    return show_headlines(
        Call(argparse.Namespace(**vars(plain) | vars(call.arguments)), call.output, call.environment, call.now)
    )


def why_no_screen(environment: Mapping[str, str], *, stdin: bool, stderr: bool) -> str | None:
    """Why the reader can't be shown, or None. Textual reads keys from stdin and draws on stderr (FLT-12, FLT-13)."""
    if not stdin or not stderr:
        return "the reader needs a terminal for its keys and its screen"
    if sys.platform != "win32" and environment.get("TERM", "") in _USELESS:
        return f"the reader can't draw on a terminal of the kind TERM={environment.get('TERM', '')!r}"
    return None


def give_size(screen: TextIO) -> None:
    """Give a size to a terminal that says it has none, as a serial line: Textual and Rich would guess two (FLT-22).

    What it says later counts as ever. Where that can't be done, nothing is.
    """
    with suppress(OSError, ValueError):
        terminal = screen.fileno()
        size = os.get_terminal_size(terminal)
        if not (size.columns and size.lines):
            import fcntl
            import struct
            import termios

            columns, lines = size.columns or FALLBACK[0], size.lines or FALLBACK[1]
            fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))


async def _read(call: Call) -> int:
    from globeterm.cli.composition import open_papers
    from globeterm.ui.asking import this_terminal  # which answers in a thread, while the program gets ready
    from globeterm.ui.terminal import Graphics

    loop = asyncio.get_running_loop()
    wanted = call.config.reader.graphics
    chosen = None if wanted == GRAPHICS[0] else Graphics(wanted)
    asked = loop.run_in_executor(None, this_terminal, call.environment, chosen)
    async with AsyncExitStack() as opened:
        opening = asyncio.create_task(opened.enter_async_context(open_papers(call)))
        await asyncio.sleep(0)
        from globeterm.cli.screen import GuardedApp  # while the library's thread opens its file

        paper, sample = await opening
        app = GuardedApp(
            paper,
            sample,
            config=call.config,
            now=call.now,
            terminal=await asked,
            notice=" ".join(call.told),
            ascii_only=not is_utf8(sys.stderr),
        )
        app.report = partial(_report, call)
        ended_by = end_on_signals(app.exit, loop)
        loop.call_later(STARTED_SECONDS, _collect_from_now_on)
        await app.run_async()
    if ended_by:
        return EXIT_SIGNAL + ended_by[0]
    if app.failure is not None:
        raise app.failure
    return EXIT_OK


def _report(call: Call, error: BaseException) -> str:
    """Write down a failure that the paper goes on after; one sentence for its status line."""
    from globeterm.cli.crash import sentence_for, write_report

    return sentence_for(error, write_report(error, call.paths, call.now(), call.secrets))


def _collect_from_now_on() -> None:
    """Let the collector work again: what the start made stays for good and need never be looked through."""
    gc.freeze()
    gc.enable()


def end_on_signals(end: Callable[[], object], loop: asyncio.AbstractEventLoop) -> list[int]:
    """Let four signals end the screen in order, and the process by force when the terminal holds it up.

    The list that is returned gets the signal's number. A handler of the loop would never run while the terminal is
    stalled, so it is one of the interpreter's (FLT-14).
    """
    ended_by: list[int] = []

    def handle(number: int, _frame: FrameType | None) -> None:
        ended_by.append(number)
        force = threading.Timer(PATIENCE_SECONDS, os._exit, (EXIT_SIGNAL + number,))
        force.daemon = True
        force.start()
        with suppress(RuntimeError):  # the loop has ended already
            loop.call_soon_threadsafe(end)

    listen(("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"), handle)
    return ended_by
