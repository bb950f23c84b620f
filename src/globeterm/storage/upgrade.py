"""Whose a library file is, and bringing an older one up to date (FLT-08 to FLT-11)."""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from globeterm.errors import LibraryFormatError
from globeterm.program import VERSION
from globeterm.storage.claim import beside
from globeterm.storage.schema import APPLICATION_ID

#: No other program's file has all of these: one that has is a library whose header was damaged (FLT-07).
_OWN: Final = frozenset({"edition", "list", "feed", "article", "entry", "placement", "status"})


def connect(path: Path, options: str = "mode=rw") -> sqlite3.Connection:
    """Open a SQLite file that exists; transactions are begun and ended by hand.

    A letter that was damaged is read as U+FFFD: it must not take the whole list along.
    """
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?{options}", uri=True, isolation_level=None)
    connection.text_factory = _text
    return connection


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace")


def format_of(connection: sqlite3.Connection, path: Path, newest: int) -> int:
    """Tell how many steps of the schema a file has had; 0 when it is new.

    Raises LibraryFormatError when it is another program's or a newer program's, and changes nothing either way.
    """
    (owner,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    tables = _tables(connection)
    if owner != APPLICATION_ID and tables >= _OWN:
        raise _damage("the header is not that of a library")
    if owner != APPLICATION_ID and (owner or version or tables):
        message = f"{path} belongs to another program: move it away, or choose another folder with --home."
        raise LibraryFormatError(message)
    if version > newest:
        message = (
            f"The library {path} has format {version}, and globeterm {VERSION} knows formats up to {newest}: "
            "use the newer globeterm that wrote it. Nothing was changed."
        )
        raise LibraryFormatError(message)
    return int(version)


def _tables(connection: sqlite3.Connection) -> set[str]:
    """Name what a file holds. Raises DatabaseError; its own sentence may quote a damaged name, which is no text."""
    try:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    except UnicodeDecodeError as error:
        raise _damage("malformed database schema") from error


def _damage(said: str) -> sqlite3.DatabaseError:
    damage = sqlite3.DatabaseError(said)
    damage.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return damage


def upgrade(connection: sqlite3.Connection, migrations: Sequence[str], version: int) -> None:
    """Take the steps that a file lacks, in one transaction: a crash leaves the old format whole (FLT-10)."""
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        connection.executescript(
            f"BEGIN IMMEDIATE; {' '.join(migrations[version:])}"
            f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {len(migrations)};"
        )
        if (broken := connection.execute("PRAGMA foreign_key_check").fetchone()) is not None:
            raise sqlite3.IntegrityError(f"a row of {broken[0]} belongs to no {broken[2]}")
        connection.execute("COMMIT")
    except sqlite3.Error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("PRAGMA foreign_keys = ON")


def keep_copy(connection: sqlite3.Connection, path: Path, version: int) -> Path:
    """Copy a library before it is upgraded; ``VACUUM INTO`` sees what is still in the write-ahead log."""
    copy, part = beside(path, f".v{version}"), beside(path, f".v{version}.part")
    part.unlink(missing_ok=True)
    make_private(part)
    try:
        connection.execute("VACUUM INTO ?", (str(part),))
    except sqlite3.Error:
        part.unlink()  # half a copy would keep a full disk full (FLT-04)
        raise
    return part.replace(copy)


def make_private(path: Path) -> None:
    """Make an empty file that only its owner can read, if it is not there yet; SQLite's journals inherit its mode."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))


def check(connection: sqlite3.Connection) -> bool:
    """Whether the whole file is sound; opening it and even writing to it does not tell (FLT-07)."""
    return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))


def build(path: Path, migrations: Sequence[str]) -> None:
    """Make a new, empty library at ``path``."""
    make_private(path)
    with closing(connect(path)) as connection:
        upgrade(connection, migrations, 0)
