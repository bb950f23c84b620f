"""A process's claim on the library file: who has it open, and whether the last one closed it well.

Each process that has the file open holds a shared lock on a note beside it; the kernel takes the lock back however the
process ends. Whoever gets the lock alone is the only one there, and may check, upgrade or mend the file; the others
wait for it. The last one to close writes the file's size and time into the note; one that met damage writes that. So
the file ended badly, or was touched by somebody else, when nobody has it open and the note does not fit or a journal
was left behind (FLT-07). Two processes at once are no false alarm, and a start after a good end costs no check.
"""

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

_JOURNALS: Final = ("-wal", "-journal")
_DAMAGED: Final = b"damaged"


def beside(path: Path, suffix: str) -> Path:
    """Name the file that SQLite, or this program, keeps beside ``path``."""
    return path.with_name(path.name + suffix)


class Claim:
    """A lock on ``path``'s note, exclusive until ``share`` when ``sole``, shared otherwise.

    Raises OSError when the note can't be written, as in a read-only folder. Waits while another process checks the
    file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._note = os.open(beside(path, "-open"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self.sole = self._alone()
        if not self.sole:
            fcntl.flock(self._note, fcntl.LOCK_SH)

    def ended_well(self) -> bool:
        """Whether the file is as the last process left it, and that one closed it."""
        if any(beside(self._path, suffix).exists() for suffix in _JOURNALS):
            return False
        return os.pread(self._note, 100, 0) == self._state()

    def saw_damage(self) -> bool:
        """Whether a process met damage in the file, which SQLite's check need not find, and nobody has mended it."""
        return os.pread(self._note, 100, 0) == _DAMAGED

    def mended(self) -> None:
        """Take back that there is damage."""
        os.ftruncate(self._note, 0)

    def share(self) -> None:
        """Let others in: the file is whole and of this program's format."""
        fcntl.flock(self._note, fcntl.LOCK_SH)

    def release(self, *, well: bool) -> None:
        """Give the claim back; ``well``: the file was closed and no damage was seen in it."""
        if not well:
            self._note_down(_DAMAGED)
        elif self._alone() and not self.saw_damage():
            self._note_down(self._state())
        self.abandon()

    def abandon(self) -> None:
        """Give the claim back and let the note say what it said: the file was not used."""
        os.close(self._note)

    def _note_down(self, state: bytes) -> None:
        """Write into the note; where a full disk takes nothing, the next start checks the file (FLT-04)."""
        os.ftruncate(self._note, 0)
        with suppress(OSError):
            os.pwrite(self._note, state, 0)

    def _alone(self) -> bool:
        try:
            fcntl.flock(self._note, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _state(self) -> bytes:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return b"none"
        return b"%d %d" % (found.st_size, found.st_mtime_ns)
