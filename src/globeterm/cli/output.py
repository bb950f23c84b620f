"""What the commands print: data on stdout, messages on stderr, through the text gate, no wider than the terminal."""

import io
import json
import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TextIO

from globeterm.errors import StorageError
from globeterm.rendering.wrap import wrapped
from globeterm.text import BAD, clean_block

Style = Literal["plain", "strong", "faint"]

NARROWEST: Final = 20

_SGR: Final = {"strong": "\x1b[1m", "faint": "\x1b[2m"}
_RESET: Final = "\x1b[0m"

#: What typographic characters become where only ASCII can be printed (FLT-21).
_ASCII: Final = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "‘": "'",
        "’": "'",
        "–": "-",
        "—": "--",
        "…": "...",
        "·": "|",
        "•": "*",
        "●": "*",
        "›": ">",
        "→": "->",
        "←": "<-",
        "↑": "^",
        "↓": "v",
        "─": "-",
        "│": "|",
        "\u00a0": " ",
    }
)


@dataclass(frozen=True, slots=True)
class Output:
    """Where a command prints to. ``width`` is in columns; ``colour`` and ``ascii`` say what may be printed."""

    stdout: TextIO
    stderr: TextIO
    width: int
    colour: bool
    ascii: bool

    def data(self, text: str = "", *, style: Style = "plain", indent: int = 0, first: str = "") -> None:
        """Print one paragraph of data, wrapped; its first line begins with ``first``, the others are indented.

        Where the indent would take more than half of the width, ``first`` has a line of its own.
        """
        if indent > self.width // 2:
            if first.strip():
                self.data(first.strip())
            first, indent = "", 2
        room = self.width - indent
        line = self.printable(BAD.sub("", text))
        for number, (start, end) in enumerate(wrapped(line, room)):
            front = self.printable(first).ljust(indent) if number == 0 else " " * indent
            self.write(f"{front}{self.styled(line[start:end], style)}".rstrip() + "\n")

    def message(self, text: str) -> None:
        """Print one sentence for people on stderr; where that takes nothing, nobody is there to be told (FLT-18)."""
        try:
            self.stderr.write(self.printable(BAD.sub("", text)) + "\n")
        except OSError:
            drop(self.stderr)

    def json(self, document: object) -> None:
        """Print one JSON document, every text in it through the gate once more."""
        text = json.dumps(_gated(document), ensure_ascii=self.ascii, indent=2)
        self.write(text + "\n")

    def write(self, text: str, *, last: bool = False) -> None:
        """Write text that is fit to be printed. Raises StorageError when stdout takes no more, BrokenPipeError."""
        try:
            self.stdout.write(text)
            if last:
                self.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            drop(self.stdout)
            raise StorageError(f"the output can't be written: {error.strerror}") from error

    def styled(self, text: str, style: Style) -> str:
        """``text`` in a style, where styles may be printed."""
        return f"{_SGR[style]}{text}{_RESET}" if self.colour and text and style in _SGR else text

    def printable(self, text: str) -> str:
        """``text`` as this terminal can print it."""
        return text.translate(_ASCII) if self.ascii else text


def standard_output(environment: Mapping[str, str], *, no_color: bool = False) -> Output:
    """Take this process's own stdout and stderr, and make them fit for any text (FLT-21, CNV-02)."""
    sys.stdout, sys.stderr = _open(sys.stdout), _open(sys.stderr)
    is_utf8 = _prepare(sys.stdout)
    _prepare(sys.stderr)
    is_coloured = wants_colour(environment, is_terminal=sys.stdout.isatty())
    return Output(
        stdout=sys.stdout,
        stderr=sys.stderr,
        width=max(NARROWEST, shutil.get_terminal_size().columns),
        colour=is_coloured and not no_color,
        ascii=not is_utf8,
    )


def wants_colour(environment: Mapping[str, str], *, is_terminal: bool) -> bool:
    """Whether styles may be printed: NO_COLOR, then FORCE_COLOR, then a terminal that is not dumb (CNV-02)."""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return is_terminal and environment.get("TERM", "dumb") != "dumb"


def drop(stream: TextIO) -> None:
    """Send what is still to be printed nowhere, after the reader of a pipe has gone or the disk is full (FLT-20)."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, stream.fileno())
    except (OSError, ValueError):
        return
    finally:
        os.close(nowhere)


def _open(stream: TextIO | None) -> TextIO:
    """The stream, or one that leads nowhere for one that was closed before the program began (FLT-13)."""
    return stream if stream is not None else Path(os.devnull).open("w", encoding="utf-8")


def _prepare(stream: TextIO) -> bool:
    """Let a stream print "?" for what it can't, instead of failing; whether it can print everything."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    return is_utf8(stream)


def is_utf8(stream: TextIO) -> bool:
    """Whether a stream takes any text."""
    encoding = (stream.encoding or "utf-8").lower().replace("_", "-")
    return encoding in {"utf-8", "utf8"}


def _gated(value: object) -> object:
    match value:
        case str():
            return clean_block(value)
        case dict():
            return {key: _gated(one) for key, one in value.items()}
        case list() | tuple():
            return [_gated(one) for one in value]
        case _:
            return value
