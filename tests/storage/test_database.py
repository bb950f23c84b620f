"""Opening the library file, whatever it is, and what each failure says."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from globeterm.errors import DiskFullError, LibraryBusyError, LibraryFormatError, StorageError
from globeterm.program import VERSION
from globeterm.storage.schema import MIGRATIONS

from .shelf import HOME, NOON, Shelf, check, opened, story

if TYPE_CHECKING:
    import subprocess


def ended_badly(path: Path) -> bool:
    """Whether the next start would look through the whole file."""
    return path.with_name("library.sqlite-wal").exists()


# --- whose file it is ---


def test_flt_02_a_new_library_is_private_and_well_set(path: Path) -> None:
    """SEC-18."""
    database = opened(path)
    assert database.notice is None
    assert not database.read_only
    assert path.parent.stat().st_mode & 0o777 == 0o700
    for file in path.parent.iterdir():
        assert file.stat().st_mode & 0o777 == 0o600, file
    settings = {
        "journal_mode": "wal",
        "synchronous": 1,
        "foreign_keys": 1,
        "user_version": len(MIGRATIONS),
        "application_id": int.from_bytes(b"GLbt", "big"),
    }
    for name, value in settings.items():
        assert database.select(f"PRAGMA {name}") == [(value,)]
    database.close()
    database.close()
    assert {file.name for file in path.parent.iterdir()} == {"library.sqlite", "library.sqlite-open"}


def test_flt_08_an_empty_file_is_a_new_library(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    with closing(opened(path)) as database:
        assert database.notice is None
        assert database.select("SELECT count(*) FROM article") == [(0,)]


@pytest.mark.parametrize(
    "script",
    [
        "CREATE TABLE theirs (x)",
        "PRAGMA application_id = 77",
        "PRAGMA user_version = 1",
        "CREATE TABLE article (id); PRAGMA user_version = 99",
    ],
)
def test_flt_11_another_programs_file_is_refused_and_left_alone(path: Path, script: str) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as theirs:
        theirs.executescript(script)
    before = path.read_bytes()
    with pytest.raises(LibraryFormatError, match="belongs to another program") as caught:
        opened(path)
    assert caught.value.exit_code == 65
    assert path.read_bytes() == before


def test_flt_09_a_newer_library_is_refused_and_both_versions_are_named(shelf: Shelf, path: Path) -> None:
    shelf.save([story("a")])
    with shelf.database.write() as connection:
        connection.execute("PRAGMA user_version = 41")
    shelf.database.close()
    before = path.read_bytes()
    with pytest.raises(LibraryFormatError) as caught:
        opened(path)
    assert "format 41" in str(caught.value)
    assert f"globeterm {VERSION} knows formats up to {len(MIGRATIONS)}" in str(caught.value)
    assert caught.value.exit_code == 65
    assert path.read_bytes() == before
    assert {file.name for file in path.parent.iterdir()} == {"library.sqlite", "library.sqlite-open"}


# --- failures in use ---


def test_flt_04_on_a_full_disk_reading_still_works_and_nothing_is_half_stored(shelf: Shelf) -> None:
    shelf.save([story("a")])
    ((pages,),) = shelf.database.select("PRAGMA page_count")
    shelf.database.select(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFullError, match="The disk is full: reading still works") as caught:
        shelf.save([story(str(number), text="x" * 5000 + str(number)) for number in range(500)])
    assert caught.value.exit_code == 73
    assert shelf.titles("world") == ["a"]
    shelf.database.select("PRAGMA max_page_count = 100000")
    assert shelf.save([story("b")]).new == 1


def test_flt_01_a_block_that_raises_changes_nothing(shelf: Shelf) -> None:
    def interrupted() -> None:
        with shelf.database.write() as connection:
            connection.execute("INSERT INTO edition (home) VALUES ('x')")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert shelf.count("edition") == 0


def test_a_transaction_that_has_ended_by_itself_is_not_ended_again(shelf: Shelf) -> None:
    """SQLite rolls back by itself where it can't go on; what failed is told, and the next block works."""
    with pytest.raises(StorageError), shelf.database.write() as connection:
        connection.executescript("ROLLBACK; SELECT no_such_function()")
    with shelf.database.write() as connection:
        assert connection.in_transaction


def test_a_query_that_fails_is_a_storage_error(shelf: Shelf) -> None:
    with pytest.raises(StorageError, match="no such table"):
        shelf.database.select("SELECT * FROM nowhere")


def test_flt_03_a_library_that_another_program_writes_to_for_long_is_busy(shelf: Shelf, path: Path) -> None:
    shelf.database.select("PRAGMA busy_timeout = 0")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryBusyError) as caught:
            shelf.save([story("a")])
    assert caught.value.exit_code == 75
    assert shelf.save([story("a")]).new == 1


def test_a_migration_that_cannot_be_made_is_a_storage_error_and_leaves_the_old_format(shelf: Shelf, path: Path) -> None:
    shelf.save([story("a")])
    shelf.database.close()
    with pytest.raises(StorageError, match="syntax error"):
        opened(path, migrations=(*MIGRATIONS, "CREATE nonsense;"))
    assert Shelf(path).titles("world") == ["a"]


def test_flt_01_07_a_start_after_a_good_end_does_not_look_through_the_whole_file(
    shelf: Shelf, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check costs 0.2 s for 437 MB: only an end that was none is worth it."""
    shelf.save([story("a")])
    shelf.database.close()
    looked: list[object] = []
    monkeypatch.setattr("globeterm.storage.database.check", lambda connection: looked.append(connection) or True)
    Shelf(path).database.close()
    assert looked == []
    path.with_name("library.sqlite-open").write_bytes(b"as a process leaves it that was killed")
    Shelf(path).database.close()
    assert len(looked) == 1


# --- two at once ---


def test_flt_03_who_reads_before_writing_is_not_overtaken(shelf: Shelf, path: Path) -> None:
    """A transaction that is deferred until its first write would fail there at once (SQLITE_BUSY_SNAPSHOT)."""
    with shelf.database.write() as connection:
        assert connection.execute("SELECT count(*) FROM edition").fetchone() == (0,)
        with (
            closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other,
            suppress(sqlite3.OperationalError),
        ):
            other.execute("INSERT INTO edition (home) VALUES ('theirs')")
        connection.execute("INSERT INTO edition (home) VALUES ('ours')")
    assert shelf.database.select("SELECT home FROM edition") == [("ours",)]


def test_flt_03_two_processes_read_and_write_one_library_without_alarm(
    elsewhere: "subprocess.Popen[str]", path: Path
) -> None:
    shelf = Shelf(path)
    assert shelf.database.notice is None
    assert shelf.titles("world") == ["elsewhere"]
    assert shelf.save([story("here")]).new == 1
    shelf.database.close()
    elsewhere.communicate("")
    with closing(opened(path)) as database:
        assert database.notice is None


def test_flt_01_a_library_whose_process_was_killed_is_whole_at_the_next_start(
    elsewhere: "subprocess.Popen[str]", path: Path
) -> None:
    elsewhere.kill()
    elsewhere.wait()
    assert ended_badly(path)
    shelf = Shelf(path)
    assert shelf.database.notice is None
    assert shelf.titles("world") == ["elsewhere"]
    shelf.database.close()
    assert not ended_badly(path)


def test_flt_10_a_library_in_use_is_not_upgraded_under_its_reader(
    elsewhere: "subprocess.Popen[str]", path: Path
) -> None:
    with pytest.raises(LibraryBusyError, match="close it, then start again") as caught:
        opened(path, migrations=(*MIGRATIONS, "CREATE TABLE more (x);"))
    assert caught.value.exit_code == 75
    assert Shelf(path).titles("world") == ["elsewhere"]


def test_flt_07_a_library_in_use_is_not_mended_under_its_reader(elsewhere: "subprocess.Popen[str]", path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"garbage" * 20)
    for journal in ("library.sqlite-wal", "library.sqlite-shm"):
        path.with_name(journal).unlink()
    with pytest.raises(LibraryFormatError, match="close every globeterm"):
        opened(path)


# --- network folders ---


def test_flt_42_on_a_network_folder_there_is_no_shared_memory_and_a_warning(path: Path, tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"box:/export {tmp_path} nfs4 rw 0 0\n")
    database = opened(path, mounts=mounts)
    assert database.select("PRAGMA journal_mode") == [("delete",)]
    assert database.notice is not None
    assert "network folder" in database.notice
    database.close()


def test_a_feed_can_be_checked_right_after_opening(path: Path) -> None:
    shelf = Shelf(path)
    shelf.feeds.record(shelf.feed().id, check())
    assert [feed.checked for feed in shelf.feeds.feeds(HOME)] == [NOON]
    shelf.database.close()
