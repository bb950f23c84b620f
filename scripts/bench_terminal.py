"""A program in a terminal of its own, timed from outside."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from types import TracebackType
from typing import Self

COLUMNS, ROWS = 120, 36
PATIENCE = 20.0
#: So long nothing comes: the screen is at rest, in seconds.
REST = 0.4

_ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=]*[a-zA-Z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]|\x1b[=>]")
#: Textual brackets each frame in synchronized output where the terminal has it; this one says that it has.
_ASKS_FOR_SYNC = b"\x1b[?2026$p"
_HAS_SYNC = b"\x1b[?2026;2$y"
_FRAME_ENDS = b"\x1b[?2026l"


class Terminal:
    """A command on a pseudo terminal of 120 × 36 cells. Raises TimeoutError when it shows nothing for long."""

    def __init__(self, command: list[str]) -> None:
        self._command = command

    def __enter__(self) -> Self:
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
            os.execvpe(self._command[0], self._command, environment)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        os.kill(self._pid, signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and os.waitpid(self._pid, os.WNOHANG)[0] == 0:
            self._read(0.02)
        os.close(self._fd)

    def wait_for(self, mark: str) -> None:
        """Read until the text ``mark`` has been printed."""
        seen = b""
        wanted = mark.encode()
        while wanted not in _ESCAPES.sub(b"", seen):
            came = self._read(PATIENCE)
            if not came:
                raise TimeoutError(f"{mark!r} did not come; the end of what did: {seen[-400:]!r}")
            seen += came

    def wait_for_rest(self) -> None:
        """Read until nothing comes any more."""
        while self._read(REST):
            pass

    def time_until(self, key: str, mark: str) -> float:
        """Press a key and return the seconds until the text ``mark`` has been printed."""
        started = time.perf_counter()
        os.write(self._fd, key.encode())
        self.wait_for(mark)
        return time.perf_counter() - started

    def press(self, key: str) -> float:
        """Press a key and return the seconds until the end of the next frame."""
        while self._read(0.01):
            pass
        started = time.perf_counter()
        os.write(self._fd, key.encode())
        seen = b""
        while _FRAME_ENDS not in seen:
            came = self._read(PATIENCE)
            if not came:
                raise TimeoutError(f"the key {key!r} shows nothing")
            seen += came
        return time.perf_counter() - started

    def _read(self, seconds: float) -> bytes:
        ready, _, _ = select.select([self._fd], [], [], seconds)
        if not ready:
            return b""
        try:
            came = os.read(self._fd, 65536)
        except OSError:
            return b""
        if _ASKS_FOR_SYNC in came:
            os.write(self._fd, _HAS_SYNC)
        return came
