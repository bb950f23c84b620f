"""The first page of a library file, without which SQLite reads nothing of it, made again (FLT-07).

It holds the header and the root of the schema's tree. The schema itself, with the roots of all tables, stands in
leaves behind it, which are known by what they hold. The file format is https://www.sqlite.org/fileformat2.html, 1.3,
1.6 and 2.6.
"""

import shutil
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from globeterm.storage.upgrade import make_private

_MAGIC: Final = b"SQLite format 3\x00"
_LENGTH: Final = 100
_INNER: Final = 0x05
_LEAF: Final = 0x0D
#: Where the header says how many pages there are, and where its list of free pages begins and how long it is.
_PAGES: Final = slice(28, 32)
_FREE: Final = slice(32, 40)
#: SQLite believes the number of pages when these two are equal.
_CHANGES: Final = slice(24, 28)
_VALID_FOR: Final = slice(92, 96)
#: What the first column of the schema's table says, and its five columns' types: text, text, text, a number, text.
_KINDS: Final = (b"table", b"index", b"trigger", b"view")
_COLUMNS: Final = 5


def write_with_first_page(path: Path, pattern: Path, copy: Path) -> bool:
    """Copy the file at ``path`` with a first page made anew, its header like that of ``pattern``, a whole library.

    Returns False, and makes no copy, where nothing of its schema is found.
    """
    with pattern.open("rb") as file:
        header = bytearray(file.read(_LENGTH))
    size = int.from_bytes(header[16:18], "big")
    with path.open("rb") as file:
        first = file.read(size)
    leaves = dict(_leaves(path, size))
    if leaves:
        root = _root(leaves, size)
    elif len(first) == size and not first.startswith(_MAGIC) and first[_LENGTH] in (_INNER, _LEAF):
        root = first[_LENGTH:]
    else:
        return False
    header[_PAGES] = (path.stat().st_size // size).to_bytes(4, "big")
    header[_FREE] = bytes(8)
    header[_VALID_FOR] = header[_CHANGES]
    make_private(copy)
    shutil.copyfile(path, copy)
    with copy.open("r+b") as file:
        file.write(header + root)
    return True


def _leaves(path: Path, size: int) -> Iterator[tuple[int, int]]:
    """Find the leaves of the schema's tree: the number of the last row in each, and the page's number."""
    with path.open("rb") as file:
        number = 0
        while len(page := file.read(size)) == size:
            number += 1
            if number > 1 and page[0] == _LEAF:
                try:
                    last = _last_of_schema(page)
                except (IndexError, struct.error):
                    continue
                if last is not None:
                    yield last, number


def _last_of_schema(page: bytes) -> int | None:
    """The number of the last row of a leaf; None when its first row is none of the schema's."""
    (cells,) = struct.unpack_from(">H", page, 3)
    starts = struct.unpack_from(f">{cells}H", page, 8)
    _, at = _number(page, starts[0])
    _, at = _number(page, at)
    length, types = _number(page, at)
    kind, after = _number(page, types)
    text = page[at + length : at + length + max(0, kind - 13) // 2]
    for _ in range(_COLUMNS - 1):
        _, after = _number(page, after)
    if text not in _KINDS or after != at + length:
        return None
    _, at = _number(page, starts[-1])
    return _number(page, at)[0]


def _root(leaves: dict[int, int], size: int) -> bytes:
    """The root of a tree over leaves, as it stands behind the header: the number of each one's last row leads to it."""
    *before, (_, rightmost) = sorted(leaves.items())
    cells = [page.to_bytes(4, "big") + _written(last) for last, page in before]
    starts, end = [], size
    for cell in cells:
        end -= len(cell)
        starts.append(end)
    front = struct.pack(">BHHHBI", _INNER, 0, len(cells), end, 0, rightmost) + struct.pack(f">{len(cells)}H", *starts)
    return front.ljust(end - _LENGTH, b"\0") + b"".join(reversed(cells))


def _number(page: bytes, at: int) -> tuple[int, int]:
    """Read a number of variable length (1.6), below 2^56, and where it ends."""
    value = 0
    while page[at] & 0x80:
        value, at = value << 7 | page[at] & 0x7F, at + 1
    return value << 7 | page[at], at + 1


def _written(value: int) -> bytes:
    """The same number, written."""
    written = [value & 0x7F]
    while value := value >> 7:
        written.append(value & 0x7F | 0x80)
    return bytes(reversed(written))
