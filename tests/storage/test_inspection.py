"""A library file looked at, in each state it may be in, and not changed by that (FLT-05, FLT-07, FLT-08 to FLT-11)."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from globeterm.storage.database import open_database
from globeterm.storage.inspection import Inspection, has_wal_fault, inspect, sqlite_version
from globeterm.storage.schema import MIGRATIONS

NOW = datetime(2025, 6, 17, 12, 0, tzinfo=UTC)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A new library, closed well."""
    path = tmp_path / "library.sqlite"
    open_database(path, now=lambda: NOW).close()
    return path


def around(path: Path) -> dict[str, bytes]:
    """All that stands in the file's folder."""
    return {found.name: found.read_bytes() for found in path.parent.iterdir()}


def test_a_sound_library_is_left_as_it_is(library: Path) -> None:
    before = around(library)
    assert inspect(library) == Inspection("sound", len(MIGRATIONS))
    assert around(library) == before


def test_while_it_is_written_to(library: Path) -> None:
    database = open_database(library, now=lambda: NOW)
    with database.write() as connection:
        connection.execute("INSERT INTO edition (home) VALUES ('https://paper.example')")
    try:
        assert inspect(library).state == "sound"
    finally:
        database.close()


def test_no_file_and_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    assert inspect(path) == Inspection("absent")
    path.touch()
    assert inspect(path) == Inspection("empty")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 0")
        connection.execute("VACUUM")
    assert inspect(path) == Inspection("empty")


def test_flt_09_10_an_older_and_a_newer_format(library: Path) -> None:
    assert inspect(library, (*MIGRATIONS, "")) == Inspection("older", len(MIGRATIONS))
    assert inspect(library, MIGRATIONS[:-1]) == Inspection("newer", len(MIGRATIONS))


def test_flt_11_a_foreign_file(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE holidays (day TEXT)")
    assert inspect(path) == Inspection("foreign")


def test_flt_07_garbage(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    path.write_bytes(b"no database at all" * 500)
    assert inspect(path) == Inspection("damaged", None, "file is not a database")


def test_flt_07_a_zeroed_page_which_opening_does_not_tell(library: Path) -> None:
    with closing(sqlite3.connect(library)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'article'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        connection.execute("PRAGMA journal_mode = DELETE")
    with library.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(bytes(size))
    assert inspect(library).state == "damaged"


def test_flt_07_what_only_the_check_tells(library: Path) -> None:
    database = open_database(library, now=lambda: NOW)
    with database.write() as connection:
        connection.executemany("INSERT INTO edition (home) VALUES (?)", ((f"{n:0200}",) for n in range(400)))
    database.close()
    with closing(sqlite3.connect(library)) as connection:
        (leaf,) = connection.execute(
            "SELECT pageno FROM dbstat WHERE name = 'edition' AND pagetype = 'leaf' LIMIT 1 OFFSET 5"
        ).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        connection.execute("PRAGMA journal_mode = DELETE")
    with library.open("r+b") as file:
        file.seek((leaf - 1) * size)
        file.write(bytes(size))
    found = inspect(library)
    assert (found.state, found.format) == ("damaged", len(MIGRATIONS))
    assert str(leaf) in found.said


def test_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert inspect(tmp_path / "file" / "library.sqlite").state == "unreadable"
    folder = tmp_path / "library.sqlite"
    folder.mkdir()
    assert inspect(folder).state == "unreadable"


@pytest.mark.parametrize(
    ("version", "fault"),
    [
        ((3, 6, 23), False),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 60, 0), False),
    ],
)
def test_flt_02_which_sqlite_has_the_fault(version: tuple[int, int, int], fault: bool) -> None:
    assert has_wal_fault(version) is fault


def test_the_version_is_that_of_the_module() -> None:
    assert sqlite_version() == sqlite3.sqlite_version_info
