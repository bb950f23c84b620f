import os
import subprocess
import sys
from pathlib import Path

import pytest

from globeterm.errors import LibraryBusyError, StorageError
from globeterm.storage.lock import LibraryLock, holder

HOLDER = """
import sys
from pathlib import Path
from globeterm.storage.lock import LibraryLock, holder
lock = LibraryLock(Path(sys.argv[1]))
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""


def test_flt_03_the_second_is_told_the_pid_and_a_crash_frees_the_lock(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        lock = LibraryLock(tmp_path)
        with pytest.raises(LibraryBusyError, match=rf"PID {holder.pid}\)") as caught:
            lock.acquire()
        assert caught.value.exit_code == 75
        lock.release()
        holder.kill()
        holder.wait()
        with lock:
            assert (tmp_path / "library.lock").read_text() == str(os.getpid())


def test_flt_03_a_released_lock_can_be_taken_again(tmp_path: Path) -> None:
    first, second = LibraryLock(tmp_path / "state"), LibraryLock(tmp_path / "state")
    with first, pytest.raises(LibraryBusyError, match=rf"PID {os.getpid()}"):
        second.acquire()
    with second:
        pass
    assert (tmp_path / "state").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "state" / "library.lock").stat().st_mode & 0o777 == 0o600


def test_flt_03_a_holder_that_has_not_written_its_pid_yet_is_no_riddle(tmp_path: Path) -> None:
    with LibraryLock(tmp_path):
        (tmp_path / "library.lock").write_bytes(b"")
        with pytest.raises(LibraryBusyError, match=r"^Another globeterm holds the library"):
            LibraryLock(tmp_path).acquire()


def test_flt_06_a_state_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    with pytest.raises(StorageError, match="can't be made") as caught:
        LibraryLock(tmp_path / "state").acquire()
    assert caught.value.exit_code == 73


def test_flt_03_who_holds_the_lock_can_be_asked_without_taking_it(tmp_path: Path) -> None:
    assert holder(tmp_path) is None
    with LibraryLock(tmp_path):
        assert holder(tmp_path) == os.getpid()
    assert holder(tmp_path) is None
    (tmp_path / "library.lock").write_text("12345")  # as a process leaves it that was killed
    assert holder(tmp_path) is None


def test_flt_04_a_full_disk_takes_a_lock_but_no_pid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "pwrite", full)
    with LibraryLock(tmp_path), pytest.raises(LibraryBusyError):
        LibraryLock(tmp_path).acquire()
