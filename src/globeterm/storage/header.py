"""The first hundred bytes of a library file, without which SQLite reads nothing of it, made again (FLT-07).

The file format is https://www.sqlite.org/fileformat2.html, 1.3.
"""

import shutil
from pathlib import Path
from typing import Final

from globeterm.storage.upgrade import make_private

_MAGIC: Final = b"SQLite format 3\x00"
_LENGTH: Final = 100
#: What the first page holds behind the header: a page of a table, a leaf or not.
_TABLE_PAGES: Final = (0x05, 0x0D)
#: Where the header says how many pages there are, and where its list of free pages begins and how long it is.
_PAGES: Final = slice(28, 32)
_FREE: Final = slice(32, 40)
#: SQLite believes the number of pages when these two are equal.
_CHANGES: Final = slice(24, 28)
_VALID_FOR: Final = slice(92, 96)


def write_with_header(path: Path, pattern: Path, copy: Path) -> bool:
    """Copy the file at ``path`` with a header like that of ``pattern``, a library of this program.

    Returns False, and makes no copy, when its header is whole or what stands behind it is no table.
    """
    with path.open("rb") as file:
        start = file.read(_LENGTH + 1)
    if len(start) <= _LENGTH or start.startswith(_MAGIC) or start[_LENGTH] not in _TABLE_PAGES:
        return False
    with pattern.open("rb") as file:
        header = bytearray(file.read(_LENGTH))
    size = int.from_bytes(header[16:18], "big")
    header[_PAGES] = (path.stat().st_size // size).to_bytes(4, "big")
    header[_FREE] = bytes(8)
    header[_VALID_FOR] = header[_CHANGES]
    make_private(copy)
    shutil.copyfile(path, copy)
    with copy.open("r+b") as file:
        file.write(header)
    return True
