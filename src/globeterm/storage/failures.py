"""What SQLite says went wrong, as one sentence for people: what, and what next (FLT-04, FLT-05, FLT-07)."""

import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Final

from globeterm.errors import DiskFullError, LibraryBusyError, LibraryFormatError, StorageError

_DAMAGE: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_WRITING: Final = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR)

#: What SQLite needs to open a library, in bytes.
_NO_ROOM: Final = 100_000
FULL: Final = "the disk is full"


def result_code(error: sqlite3.Error) -> int:
    """Tell SQLite's primary result code; SQLITE_ERROR when the error is not SQLite's own."""
    return int(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)) & 0xFF


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is broken, rather than the disk, the folder or the moment."""
    return result_code(error) in _DAMAGE


def is_about_writing(error: sqlite3.Error) -> bool:
    """Whether reading may still work: the disk is full, or the folder is not ours to write to."""
    return result_code(error) in _WRITING


def why_not_written(error: Exception, folder: Path) -> str:
    """Why nothing can be written to a folder: SQLite calls a full disk an I/O error when it opens a file (FLT-04)."""
    if isinstance(error, sqlite3.Error) and result_code(error) == sqlite3.SQLITE_FULL:
        return FULL
    with suppress(OSError):
        if shutil.disk_usage(folder).free < _NO_ROOM:
            return FULL
    return getattr(error, "strerror", None) or str(error)


def storage_error(error: sqlite3.Error, path: Path) -> StorageError:
    """Make the error to raise instead of ``error``; its exit code depends on why."""
    match result_code(error):
        case sqlite3.SQLITE_FULL:
            return DiskFullError(
                f"The disk is full: reading still works, but {path} can't take anything until there is room."
            )
        case sqlite3.SQLITE_READONLY:
            return StorageError(f"Marks are not saved, stories can be read: the library {path} is read-only.")
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return LibraryBusyError(f"Another program is writing to the library {path}: try again in a moment.")
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return damaged(path)
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return StorageError(f"The library {path} can't be opened: check that you may read and write its folder.")
        case _:
            return StorageError(
                f"The library {path} can't be read or written ({error}): check the disk, then try again."
            )


def damaged(path: Path) -> LibraryFormatError:
    """Make the error of a file that turned out to be broken while it was in use."""
    return LibraryFormatError(
        f"The library {path} is damaged: close every globeterm and start it again, and it saves what can still be read."
    )
