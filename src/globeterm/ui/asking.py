"""Asking the terminal, and tmux, before the app starts: with a limit, and so that no answer is ever taken for keys.

The first question is one that every terminal answers. Only one that has answered it is asked the rest, so a terminal
that keeps silent costs one limit, and what it may still say late is one short answer, which ``late.LateAnswer`` takes
out of the keys (FLT-41, CNV-09).
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from time import monotonic
from typing import Final

from globeterm.ui.terminal import (
    ASK_ALL,
    ASK_WHETHER,
    Answers,
    Graphics,
    PictureTerminal,
    Size,
    Tmux,
    picture_terminal,
    read_answers,
)

#: How long a terminal may take to answer, in seconds; over a network it has more.
PATIENCE: Final = 0.1
PATIENCE_AFAR: Final = 0.4
#: What tmux is given to say how it is set, in seconds.
TMUX_PATIENCE: Final = 0.3

_MOST: Final = 4096


def this_terminal(env: Mapping[str, str], chosen: Graphics | None = None) -> PictureTerminal:
    """Decide how pictures are shown on the terminal that this program runs on; before the app starts.

    ``chosen`` is the reader's own choice, None to find out. On no terminal at all there are no pictures.
    """
    reader, writer = sys.__stdin__, sys.__stdout__
    if reader is None or writer is None or not (reader.isatty() and writer.isatty()):
        return PictureTerminal(Graphics.NONE)
    patience = PATIENCE_AFAR if "SSH_CONNECTION" in env else PATIENCE
    return picture_terminal(
        env,
        chosen=chosen,
        is_unicode=writer.encoding.lower().replace("-", "") == "utf8",
        ask=partial(ask_terminal, reader.fileno(), writer.fileno(), patience=patience),
        ask_tmux=ask_tmux,
        cell=cell_size(writer.fileno()),
    )


def ask_terminal(reader: int, writer: int, *, patience: float = PATIENCE) -> Answers:
    """Ask the terminal behind two file descriptors what it can show; no longer than twice ``patience``.

    Without ``whole`` in the result it kept silent, and ``late.LateAnswer`` should listen to the keys. What was typed
    meanwhile is in ``rest``. On what is no terminal, or no POSIX system, nothing is asked.
    """
    if sys.platform == "win32" or not (os.isatty(reader) and os.isatty(writer)):
        return Answers(whole=True)
    with _unechoed(reader):
        first = _asked(reader, writer, ASK_WHETHER, patience)
        if not first.whole:
            return first
        second = _asked(reader, writer, ASK_ALL, patience)
        return replace(second if second.whole else first, rest=first.rest + second.rest)


def ask_tmux() -> Tmux:
    """Ask tmux whether it lets sequences through to the terminal around it; a tmux that fails lets nothing through."""
    command = ("tmux", "display-message", "-p", "#{allow-passthrough} #{client_termname} #{client_termtype}")
    try:
        told = subprocess.run(command, capture_output=True, text=True, timeout=TMUX_PATIENCE, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return Tmux(passes=False, outer="")
    passes, _, said = told.stdout.rstrip("\n").partition(" ")
    outer, _, name = said.partition(" ")
    return Tmux(passes not in ("", "0", "off"), outer, name)


def cell_size(terminal: int) -> Size | None:
    """The size of a cell in pixels as the system knows it; None where it does not, as over many a network."""
    if sys.platform == "win32":
        return None
    import fcntl  # noqa: PLC0415 - not there on every platform
    import struct  # noqa: PLC0415
    import termios  # noqa: PLC0415

    try:
        told = fcntl.ioctl(terminal, termios.TIOCGWINSZ, bytes(8))
    except OSError:
        return None
    rows, columns, width, height = struct.unpack("HHHH", told)
    return (width // columns, height // rows) if rows and columns and width >= columns and height >= rows else None


def _asked(reader: int, writer: int, question: str, patience: float) -> Answers:
    """Write a question and read until its last answer is there or the time is over."""
    import select  # noqa: PLC0415 - not needed where nothing is asked

    os.write(writer, question.encode("ascii"))
    end = monotonic() + patience
    given = b""
    while len(given) < _MOST and (left := end - monotonic()) > 0 and select.select([reader], [], [], left)[0]:
        more = os.read(reader, _MOST)
        given += more
        if not more or read_answers(given.decode("utf-8", "replace")).whole:
            break
    return read_answers(given.decode("utf-8", "replace"))


@contextmanager
def _unechoed(terminal: int) -> Iterator[None]:
    """Let what comes from the terminal be read at once, as it is, and not be shown; everything is put back after."""
    import termios  # noqa: PLC0415 - not there on every platform

    before = termios.tcgetattr(terminal)
    quiet = termios.tcgetattr(terminal)
    quiet[0] &= ~termios.ICRNL
    quiet[3] &= ~(termios.ICANON | termios.ECHO)
    termios.tcsetattr(terminal, termios.TCSANOW, quiet)
    try:
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSANOW, before)
