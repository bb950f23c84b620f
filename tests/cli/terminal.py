"""A real terminal with the program in it, and what is left of it at the end."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress

#: Modes of a terminal by their numbers: alternate screen, mouse, focus, pasting.
ALTERNATE, MOUSE, FOCUS, PASTE, CURSOR = 1049, 1000, 1004, 2004, 25
_MODE = re.compile(rb"\x1b\[\?([\d;]+)([hl])")

SECONDS = 20.0


class Terminal:
    """A terminal of so many columns and lines; its settings are noted before the program starts."""

    def __init__(
        self,
        *argv: str,
        size: tuple[int, int] = (120, 30),
        environment: Mapping[str, str] | None = None,
        program: Sequence[str] = (sys.executable, "-m", "globeterm"),
    ) -> None:
        self.out = b""
        self.file, other = pty.openpty()
        self.resize(*size)
        self.before = termios.tcgetattr(other)
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self.file)
            os.login_tty(other)
            given = {name: value for name, value in os.environ.items() if name != "COLUMNS"} | (environment or {})
            os.execve(program[0], [*program, *argv], given)
        os.close(other)

    def resize(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self.file, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def wait_for(self, words: bytes, times: int = 1) -> None:
        """Read until the words have come so often; fails when they don't, or when the program ends without them."""
        end = time.monotonic() + SECONDS
        while self.out.count(words) < times:
            ready, _, _ = select.select([self.file], [], [], end - time.monotonic())
            assert ready, self.out[-2000:]
            self.out += os.read(self.file, 65536)

    def press(self, keys: bytes) -> None:
        os.write(self.file, keys)

    def signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def left_on(self) -> set[int]:
        """The modes that were switched on and not off again, the cursor's apart."""
        modes: dict[int, bool] = {}
        for numbers, way in _MODE.findall(self.out):
            modes |= dict.fromkeys(map(int, numbers.split(b";")), way == b"h")
        assert modes.get(CURSOR, True), "the cursor is hidden"
        return {number for number, is_on in modes.items() if is_on} & {ALTERNATE, MOUSE, FOCUS, PASTE, 1003, 1006}

    def end(self, keys: bytes = b"") -> int:
        """Read to the end, pressing ``keys`` now and then; the exit code, -9 when it took too long."""
        deadline = time.monotonic() + SECONDS
        with suppress(OSError):
            while time.monotonic() < deadline:
                ready, _, _ = select.select([self.file], [], [], 0.2)
                if not ready:
                    self.press(keys)
                elif part := os.read(self.file, 65536):
                    self.out += part
                else:
                    break
        return self.wait()

    def wait(self) -> int:
        """The exit code, when nothing is read any more; what does not end is killed."""
        alarm = threading.Timer(SECONDS, os.kill, (self.pid, signal.SIGKILL))
        alarm.start()
        _, status = os.waitpid(self.pid, 0)
        alarm.cancel()
        return os.waitstatus_to_exitcode(status)
