"""Folders in which nothing can be made or written, and disks that are full (FLT-04 to FLT-06)."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from globeterm.errors import LibraryFormatError, StorageError
from globeterm.storage.schema import MIGRATIONS
from globeterm.storage.upgrade import keep_copy

from .shelf import NOON, Shelf, opened, story


def test_flt_06_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(StorageError, match=r"can't be made or opened.*--home") as caught:
        opened(tmp_path / "data" / "library.sqlite")
    assert caught.value.exit_code == 73


def test_flt_06_a_library_that_is_a_folder(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(StorageError, match="Is a directory") as caught:
        opened(path)
    assert caught.value.exit_code == 73


@pytest.fixture
def read_only(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder in which the kernel lets nothing be opened for writing, whoever asks."""
    real = os.open

    def refuse(name: Path, flags: int, *mode: int) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR):
            raise OSError(30, "Read-only file system")
        return real(name, flags, *mode)

    monkeypatch.setattr(os, "open", refuse)


def test_flt_05_a_read_only_library_is_read_and_says_that_marks_are_not_saved(
    shelf: Shelf, path: Path, request: pytest.FixtureRequest
) -> None:
    shelf.save([story("a")])
    shelf.database.close()
    request.getfixturevalue("read_only")
    again = Shelf(path)
    assert again.database.read_only
    assert again.database.notice is not None
    assert "Marks and new stories are not saved (Read-only file system)" in again.database.notice
    assert again.titles("world") == ["a"]
    with pytest.raises(StorageError, match="read-only"):
        again.statuses.mark([again.id_of("a")], True, NOON)
    again.database.close()


def test_flt_05_a_read_only_library_that_somebody_writes_to_is_read_through_its_log(
    elsewhere: "subprocess.Popen[str]", path: Path, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("read_only")
    assert Shelf(path).titles("world") == ["elsewhere"]


@pytest.mark.usefixtures("read_only")
def test_flt_05_nothing_can_be_made_where_nothing_can_be_written(path: Path) -> None:
    path.parent.mkdir()
    with pytest.raises(StorageError, match="Read-only file system"):
        opened(path)


def test_flt_05_a_read_only_library_of_an_older_format_cannot_be_upgraded(
    shelf: Shelf, path: Path, request: pytest.FixtureRequest
) -> None:
    shelf.database.close()
    request.getfixturevalue("read_only")
    with pytest.raises(StorageError, match="can't be made or opened"):
        opened(path, migrations=(*MIGRATIONS, "CREATE TABLE more (x);"))


def test_flt_05_a_read_only_library_that_is_damaged_says_so(path: Path, request: pytest.FixtureRequest) -> None:
    path.parent.mkdir()
    path.write_bytes(b"garbage" * 1000)
    request.getfixturevalue("read_only")
    with pytest.raises(LibraryFormatError, match="damaged"):
        opened(path)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_flt_05_another_users_library_is_read(shelf: Shelf, path: Path) -> None:
    shelf.save([story("a")])
    shelf.database.close()
    reading = (
        "import os, sys\nfrom pathlib import Path\nfrom storage.shelf import Shelf\n"
        "os.setgid(65534); os.setuid(65534)\n"
        "shelf = Shelf(Path(sys.argv[1])); print(shelf.titles('world'), shelf.database.read_only)"
    )
    folder = Path("/tmp") / f"globeterm-{os.getpid()}"
    folder.mkdir(mode=0o755)
    try:
        copy = shutil.copy(path, folder / "library.sqlite")
        Path(copy).chmod(0o644)
        environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
        command = [sys.executable, "-c", reading, str(copy)]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        assert done.stdout == "['a'] True\n", done.stderr
        assert [file.name for file in folder.iterdir()] == ["library.sqlite"]
        Path(copy).chmod(0o600)
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        assert "StorageError: The library" in done.stderr
    finally:
        shutil.rmtree(folder)


def test_flt_04_when_the_logs_index_cannot_be_made_the_library_is_read(shelf: Shelf, path: Path) -> None:
    shelf.save([story("a")])
    shelf.database.close()
    path.with_name("library.sqlite-shm").mkdir()
    again = Shelf(path)
    assert again.titles("world") == ["a"]
    with pytest.raises(StorageError, match="Marks are not saved"):
        again.save([story("b")])
    again.database.close()


def test_flt_04_when_the_log_cannot_be_made_there_is_one_sentence(shelf: Shelf, path: Path) -> None:
    shelf.database.close()
    path.with_name("library.sqlite-wal").mkdir()
    with pytest.raises(StorageError, match="unable to open database file") as caught:
        opened(path)
    assert caught.value.exit_code == 73


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, of 400 KB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_flt_04_a_library_on_a_full_disk_opens_for_reading(full_disk: Path) -> None:
    path = full_disk / "data" / "library.sqlite"
    shelf = Shelf(path)
    shelf.save([story("a")])
    shelf.database.close()
    with (full_disk / "ballast").open("wb", buffering=0) as ballast, suppress(OSError):
        while True:
            ballast.write(b"x" * 512)
    again = Shelf(path)
    assert again.titles("world") == ["a"]
    with pytest.raises(StorageError, match="Marks are not saved"):
        again.save([story("b")])
    again.database.close()
    with pytest.raises(StorageError, match="full"):
        opened(full_disk / "other" / "library.sqlite")
    (full_disk / "ballast").unlink()
    well = Shelf(path)
    assert well.save([story("b")]).new == 1
    well.database.close()


def test_flt_05_a_library_whose_log_cannot_be_read_along_is_not_opened_without_it(
    path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """Told that nobody changes the file, SQLite would leave out what only the log has, or call the file malformed."""
    path.parent.mkdir()
    path.touch()
    log = path.with_name("library.sqlite-wal")
    log.write_bytes(b"something")
    request.getfixturevalue("read_only")
    asked: list[str] = []

    def unable(_path: Path, options: str) -> sqlite3.Connection:
        asked.append(options)
        error = sqlite3.OperationalError("unable to open database file")
        error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
        raise error

    monkeypatch.setattr("globeterm.storage.database.connect", unable)
    with pytest.raises(StorageError):
        opened(path)
    assert asked == ["mode=ro"]
    os.truncate(log, 0)
    with pytest.raises(StorageError):
        opened(path)
    assert asked == ["mode=ro", "mode=ro", "mode=ro&immutable=1"]


def test_flt_04_half_a_copy_does_not_keep_a_full_disk_full(shelf: Shelf, path: Path) -> None:
    """The copy before an upgrade may be what fills the disk."""
    shelf.save([story(str(number), text="x" * 5000) for number in range(50)])
    shelf.database.close()
    copy = path.with_name(f"library.sqlite.v{len(MIGRATIONS)}.part")

    class Full(sqlite3.Connection):
        def execute(self, query: str, *given: Any) -> sqlite3.Cursor:
            if query.startswith("VACUUM INTO"):
                copy.write_bytes(b"half")
                error = sqlite3.OperationalError("database or disk is full")
                error.sqlite_errorcode = sqlite3.SQLITE_FULL
                raise error
            return super().execute(query, *given)

    with (
        closing(sqlite3.connect(path, factory=Full, isolation_level=None)) as connection,
        pytest.raises(sqlite3.OperationalError),
    ):
        keep_copy(connection, path, len(MIGRATIONS))
    assert not copy.exists()


def test_flt_04_the_cache_goes_first_when_the_library_cannot_be_opened(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage, freed = shutil.disk_usage(path.parent.parent), []
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage._replace(free=0))
    real = os.open

    def full(name: Path, flags: int, *mode: int) -> int:
        if flags & os.O_CREAT and not freed:
            raise OSError(28, "No space left on device")
        return real(name, flags, *mode)

    def make_room() -> bool:
        freed.append(True)
        return True

    monkeypatch.setattr(os, "open", full)
    with pytest.raises(StorageError, match="the disk is full"):
        opened(path)
    with closing(opened(path, make_room=make_room)) as database:
        assert not database.read_only
