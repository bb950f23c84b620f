"""Writing files so that each is there as a whole or not at all, and none outside of its folder (SEC-18)."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from globeterm.errors import StorageError


@contextmanager
def written(target: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of ``target`` when the block ends well. Raises StorageError, exit 73.

    The folder is made when it is not there. When the block fails, all is as it was before.
    """
    if target.is_dir():
        raise StorageError(f"{target} is a folder; say which file to write")
    make_folder(target.parent)
    part = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        raise StorageError(f"{target} can't be written: {error.strerror}") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make a folder, and those it stands in, if they are not there. Raises StorageError, exit 73."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"the folder {folder} can't be made: {error.strerror}") from error


class Folder:
    """A folder that files are written into, and none beside it. Raises StorageError where that can't be."""

    def __init__(self, path: Path) -> None:
        make_folder(path)
        self._path = path
        self._root = path.resolve()

    def write(self, name: str, body: bytes) -> None:
        """Write a whole file; ``name`` may begin with the names of folders below this one."""
        target = self._path / name
        if not (target.parent.resolve() / target.name).is_relative_to(self._root) or ".." in target.parts[-2:]:
            raise StorageError(f"{name} would be written outside of {self._path}")
        with written(target) as file:
            file.write(body)
