"""One reader at a time: who may refresh the library and write marks (FLT-03). Looking into it needs no lock."""

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from globeterm.errors import LibraryBusyError, StorageError


def holder(folder: Path) -> int | None:
    """The PID of the process that has the lock in the state ``folder``; None when nobody has it."""
    try:
        file = os.open(folder / "library.lock", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        named = os.pread(file, 20, 0).decode("ascii", "replace")
        if not named.isdigit():  # which the lock's holder writes first and takes out last
            return None
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return int(named)
    finally:
        os.close(file)
    return None


class LibraryLock:
    """A lock in the state ``folder``, held by the process whose PID the file names; the kernel frees it on a crash."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "library.lock"
        self._file: int | None = None

    def acquire(self) -> None:
        """Take the lock. Raises LibraryBusyError naming the PID that has it, StorageError when there can be no lock."""
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            message = f"The lock {self._path} can't be made ({error.strerror}): choose another folder with --home."
            raise StorageError(message) from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.pread(file, 20, 0).decode("ascii", "replace")
            os.close(file)
            who = f" (PID {holder})" if holder.isdigit() else ""
            raise LibraryBusyError(
                f"Another globeterm{who} holds the library: close it first, then try again."
            ) from error
        os.ftruncate(file, 0)
        with suppress(OSError):  # a full disk does not take even this (FLT-04)
            os.pwrite(file, str(os.getpid()).encode("ascii"), 0)
        self._file = file

    def release(self) -> None:
        """Give the lock back, if it is held."""
        if self._file is not None:
            os.ftruncate(self._file, 0)
            os.close(self._file)
            self._file = None

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
