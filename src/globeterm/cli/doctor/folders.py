"""What ``doctor`` says of the four folders: whether they can be used, by this user alone, and on what disk (FLT-42)."""

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from globeterm.cli.doctor.check import Check, Group
from globeterm.errors import EXIT_CANNOT_CREATE
from globeterm.paths import HOME_VARIABLE, Paths
from globeterm.program import NAME
from globeterm.rendering.dates import age
from globeterm.storage.mounts import is_remote

#: How many bytes a disk needs to have left.
ROOM: Final = 20_000_000

_ELSEWHERE: Final = f"Choose another folder with --home DIR or {HOME_VARIABLE}."
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


def look_at_folders(paths: Paths, now: datetime) -> Group:
    """Look at the folders, at the files that are the reader's alone, and for what a crash has left."""
    folders = [_folder("config", paths.config, is_written=False)]
    folders += [
        _folder(name, folder, is_written=True)
        for name, folder in (("data", paths.data), ("cache", paths.cache), ("state", paths.state))
    ]
    files = [
        check
        for name, file in (("library file", paths.library_file), ("cache file", paths.cache_file))
        if (check := _private(name, file)) is not None
    ]
    return Group("Folders", (*folders, *files, _disk(paths.data), *_crash(paths.crash_file, now)))


def size_in_words(count: int) -> str:
    """A number of bytes as people read it: "812 bytes", "3.4 MB", "120 MB"."""
    if count < 1000:
        return f"{count} bytes"
    size = float(count)
    for unit in ("kB", "MB", "GB"):
        size /= 1000
        if size < 999.5 or unit == "GB":
            return f"{size:.1f} {unit}" if size < 10 else f"{size:.0f} {unit}"
    raise AssertionError


def _folder(name: str, folder: Path, *, is_written: bool) -> Check:
    try:
        mode = folder.stat().st_mode
    except FileNotFoundError:
        return _not_there(name, folder, is_written=is_written)
    except OSError as error:
        return _fault(name, f"{folder} can't be looked at: {error.strerror}")
    wrong = _wrong_with(folder, mode, is_written=is_written)
    return _fault(name, wrong) if wrong else _checked(name, folder, stat.S_IMODE(mode), is_written=is_written)


def _wrong_with(folder: Path, mode: int, *, is_written: bool) -> str:
    """Why a folder can't be used; empty when it can."""
    if not stat.S_ISDIR(mode):
        return f"{folder} is a file, and no folder"
    if not os.access(folder, os.R_OK | os.X_OK):
        return f"{folder} can't be read by this user"
    if is_written and not os.access(folder, os.W_OK):
        return f"{folder} can't be written to: nothing new is kept there"
    return ""


def _checked(name: str, folder: Path, mode: int, *, is_written: bool) -> Check:
    """A folder that can be used, and what might be better about it."""
    if is_written and is_remote(folder):
        says = f"{folder} is on a network file system"
        return Check(name, says, "note", "Never use it from two machines at once; a local folder is faster and safer.")
    if is_written and mode & _OTHERS:
        return Check(
            name, f"{folder} is open to other users of this computer (mode {mode:04o})", "note", f"chmod 700 {folder}"
        )
    return Check(name, str(folder))


def _not_there(name: str, folder: Path, *, is_written: bool) -> Check:
    """A folder is made when something is first put into it, if the one above lets us."""
    above = next(parent for parent in folder.parents if parent.exists())
    if is_written and not (above.is_dir() and os.access(above, os.W_OK | os.X_OK)):
        return _fault(name, f"{folder} is not there and can't be made: {above} can't be written to")
    return Check(name, f"{folder} (not there yet)")


def _fault(name: str, says: str) -> Check:
    return Check(name, says, "fault", _ELSEWHERE, code=EXIT_CANNOT_CREATE)


def _private(name: str, file: Path) -> Check | None:
    """A word on a file that others can read; the reader's statuses say what they read."""
    try:
        mode = stat.S_IMODE(file.stat().st_mode)
    except OSError:
        return None
    if not mode & _OTHERS:
        return None
    return Check(name, f"{file} is open to other users of this computer (mode {mode:04o})", "note", f"chmod 600 {file}")


def _crash(file: Path, now: datetime) -> Iterator[Check]:
    """A word on the report of a failure that nobody expected, which holds no values and no passwords (SEC-20)."""
    with suppress(OSError):
        at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
        says = f"something failed inside {NAME} {age(at, now)}: {file}"
        yield Check("crash", says, "note", "Send that file with a bug report; then delete it.")


def _disk(folder: Path) -> Check:
    try:
        free = shutil.disk_usage(next(place for place in (folder, *folder.parents) if place.exists())).free
    except OSError as error:
        return Check("disk", f"how full it is can't be told: {error.strerror}", "note")
    if free >= ROOM:
        return Check("disk", f"{size_in_words(free)} are free")
    says = f"only {size_in_words(free)} are free: what is stored can be read, new stories may not be kept"
    return Check(
        "disk", says, "fault", "Delete something else first; the cache folder may go too.", code=EXIT_CANNOT_CREATE
    )
