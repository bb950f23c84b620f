import shutil
import sqlite3
from pathlib import Path

import pytest

from globeterm.errors import DiskFullError, LibraryBusyError, LibraryFormatError, StorageError
from globeterm.storage.failures import is_about_writing, is_damage, storage_error, why_not_written

PATH = Path("/data/library.sqlite")


def sqlite_error(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("as SQLite says")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "kind", "exit_code", "words"),
    [
        (sqlite3.SQLITE_FULL, DiskFullError, 73, "disk is full: reading still works"),
        (sqlite3.SQLITE_READONLY, StorageError, 73, "read-only"),
        (sqlite3.SQLITE_READONLY_DBMOVED, StorageError, 73, "read-only"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, LibraryBusyError, 75, "try again"),
        (sqlite3.SQLITE_LOCKED, LibraryBusyError, 75, "try again"),
        (sqlite3.SQLITE_CORRUPT, LibraryFormatError, 65, "damaged"),
        (sqlite3.SQLITE_NOTADB, LibraryFormatError, 65, "damaged"),
        (sqlite3.SQLITE_CANTOPEN, StorageError, 73, "can't be opened"),
        (sqlite3.SQLITE_IOERR_READ, StorageError, 73, r"can't be read or written \(as SQLite says\)"),
    ],
)
def test_each_failure_is_a_sentence_and_an_exit_code(
    code: int, kind: type[StorageError], exit_code: int, words: str
) -> None:
    error = storage_error(sqlite_error(code), PATH)
    assert type(error) is kind
    assert error.exit_code == exit_code
    with pytest.raises(kind, match=words):
        raise error
    assert str(PATH) in str(error)
    assert str(error).endswith(".")


def test_an_error_that_is_not_sqlites_own_has_a_sentence_too() -> None:
    error = sqlite3.ProgrammingError("Cannot operate on a closed database.")
    assert "closed database" in str(storage_error(error, PATH))
    assert not is_damage(error)
    assert not is_about_writing(error)


def test_flt_04_a_disk_without_room_is_called_full_whatever_sqlite_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    assert why_not_written(error, tmp_path) == "disk I/O error"
    assert why_not_written(PermissionError(13, "Permission denied"), tmp_path / "gone") == "Permission denied"
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage._replace(free=0))
    assert why_not_written(error, tmp_path) == "the disk is full"
