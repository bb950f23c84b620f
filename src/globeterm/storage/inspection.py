"""A library file looked at without a change to it: whose it is, of which format, and whether it is sound (FLT-07)."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from globeterm.errors import LibraryFormatError
from globeterm.storage.claim import beside
from globeterm.storage.failures import is_damage
from globeterm.storage.schema import APPLICATION_ID, MIGRATIONS
from globeterm.storage.upgrade import connect, format_of

State = Literal["absent", "empty", "sound", "older", "newer", "foreign", "damaged", "unreadable"]

Version = tuple[int, int, int]

_WAL_FAULT: Final[tuple[tuple[Version, Version], ...]] = (
    ((3, 7, 0), (3, 44, 6)),
    ((3, 45, 0), (3, 50, 7)),
    ((3, 51, 0), (3, 51, 3)),
)


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a library file is. ``format`` is None when it can't be told; ``said`` is what SQLite complained of."""

    state: State
    format: int | None = None
    said: str = ""


def inspect(path: Path, migrations: Sequence[str] = MIGRATIONS) -> Inspection:
    """Look at the library at ``path``, also while another process writes to it."""
    try:
        if path.stat().st_size == 0:
            return Inspection("empty")
        with closing(connect(path, _options(path))) as connection:
            return _inspected(connection, path, migrations)
    except FileNotFoundError:
        return Inspection("absent")
    except OSError as error:
        return Inspection("unreadable", said=error.strerror or str(error))
    except sqlite3.Error as error:
        return Inspection("damaged" if is_damage(error) else "unreadable", said=str(error))


def has_wal_fault(version: Version) -> bool:
    """Whether a SQLite may damage a file that two processes write to at once (fixed in 3.51.3, 3.50.7 and 3.44.6)."""
    return any(first <= version < fixed for first, fixed in _WAL_FAULT)


def sqlite_version() -> Version:
    """The version of SQLite that this Python is linked with."""
    return sqlite3.sqlite_version_info


def _options(path: Path) -> str:
    """How to open a file so that nothing is written beside it; only a log that is there has to be read along."""
    return "mode=ro" if beside(path, "-wal").exists() else "mode=ro&immutable=1"


def _inspected(connection: sqlite3.Connection, path: Path, migrations: Sequence[str]) -> Inspection:
    try:
        version = format_of(connection, path, len(migrations))
    except LibraryFormatError:
        (owner,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        return Inspection("newer", version) if owner == APPLICATION_ID else Inspection("foreign")
    (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if said != "ok":
        return Inspection("damaged", version, str(said).splitlines()[-1])
    if version == 0:
        return Inspection("empty")
    return Inspection("sound" if version == len(migrations) else "older", version)
