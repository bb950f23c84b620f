"""The program on a pseudo terminal of its own, and what it sends there, taken apart."""

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time
from pathlib import Path
from typing import Self

PATIENCE = 30.0

#: ESC with all that belongs to it: CSI, the strings (OSC, DCS, APC, PM, SOS), and the short ones.
SEQUENCE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-Z\\-~]", re.DOTALL)
#: Where the cursor goes, and colours: there are too many of them to compare.
ANY_PLACE_OR_COLOUR = re.compile(r"\x1b\[\d+;\d+H|\x1b\[[0-9;]*m")


class Terminal:
    """The reader on a terminal of 120 by 36; ``out`` is all that it has sent."""

    def __init__(self, *argv: str) -> None:
        self._argv = argv
        self.out = b""

    def __enter__(self) -> Self:
        self.pid, self._file = pty.fork()
        if self.pid == 0:
            for name in ("COLUMNS", "LINES", "NO_COLOR"):
                os.environ.pop(name, None)
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LANG="C.UTF-8")
            os.execv(sys.executable, [sys.executable, "-m", "globeterm", *self._argv])
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
        return self

    def __exit__(self, *_: object) -> None:
        os.write(self._file, b"\x11")
        end = time.monotonic() + PATIENCE
        while self._came(max(0.0, end - time.monotonic())):
            pass
        _, status = os.waitpid(self.pid, 0)
        os.close(self._file)
        self.code = os.waitstatus_to_exitcode(status)

    def wait_for(self, words: str) -> None:
        """Read until the words have come since the last key."""
        start = len(self.out)
        while words not in SEQUENCE.sub("", self.out[start:].decode("utf-8", "replace")):
            assert self._came(PATIENCE), self.out[-2000:]

    def press(self, *keys: str) -> None:
        """Press keys, each once the screen has come to rest."""
        for key in keys:
            os.write(self._file, key.encode())
            self.rest()

    def rest(self, quiet: float = 0.25) -> None:
        """Read until nothing has come for a while."""
        while self._came(quiet):
            pass

    def answer_time(self, key: str, patience: float = 1.0) -> float:
        """How many seconds pass until a key changes the screen."""
        self.rest(0.05)
        began = time.perf_counter()
        os.write(self._file, key.encode())
        self._came(patience)
        return time.perf_counter() - began

    def _came(self, patience: float) -> bool:
        if not select.select([self._file], [], [], patience)[0]:
            return False
        try:
            part = os.read(self._file, 65536)
        except OSError:
            return False
        self.out += part
        return bool(part)

    @property
    def text(self) -> str:
        """What was sent, without the sequences."""
        return SEQUENCE.sub("", self.out.decode("utf-8", "surrogateescape"))

    @property
    def sequences(self) -> set[str]:
        """Each sequence that was sent, but those of places and colours."""
        found = SEQUENCE.findall(self.out.decode("utf-8", "surrogateescape"))
        return {one for one in found if not ANY_PLACE_OR_COLOUR.fullmatch(one)}


def family(pid: int) -> list[int]:
    """A process and all that it has started."""
    found = [pid]
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [one for child in thread.read_text().split() for one in family(int(child))]
        except OSError:
            continue
    return found


def megabytes(pid: int) -> float:
    """The memory that a process and all that it has started take up."""
    total = 0
    for one in family(pid):
        try:
            status = Path(f"/proc/{one}/status").read_text()
        except OSError:
            continue
        found = re.search(r"VmRSS:\s+(\d+)", status)
        total += int(found[1]) if found is not None else 0
    return total / 1024
