"""The cache file: whole answers by their exact address, and which sites asked to be left alone.

The file may be deleted, damaged or locked at any time: it is made again, or done without, and is never an error.
It holds nothing that the reader made. Its methods are synchronous and run on one thread at a time.
"""

import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, TypeVar

from globeterm.web.fields import Fields
from globeterm.web.retry import LONGEST_REST
from globeterm.web.stored import Stored

CACHE_BYTES: Final = 200 * 1024 * 1024
MEMORY_BYTES: Final = 32 * 1024 * 1024
BUSY_SECONDS: Final = 2.0
SLICE_BYTES: Final = 256 * 1024

#: "GTca": tells this program's cache from every other SQLite file.
APPLICATION_ID: Final = 0x47546361
FORMAT: Final = 1

_SCHEMA: Final = (
    """CREATE TABLE resources (
        url TEXT PRIMARY KEY, status INTEGER NOT NULL, reason TEXT NOT NULL, fields BLOB NOT NULL, sent BLOB NOT NULL,
        requested REAL NOT NULL, received REAL NOT NULL, size INTEGER NOT NULL, digest BLOB NOT NULL,
        body BLOB NOT NULL)""",
    "CREATE INDEX resources_by_age ON resources (received, url, size)",
    "CREATE TABLE redirects (url TEXT PRIMARY KEY, target TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE rests (key TEXT PRIMARY KEY, until REAL NOT NULL) WITHOUT ROWID",
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {FORMAT}",
)

T = TypeVar("T")


class ResourceCache:
    """The cache in one SQLite file of at most about ``limit`` bytes of bodies; the oldest go first."""

    def __init__(self, path: Path, *, limit: int = CACHE_BYTES, busy_seconds: float = BUSY_SECONDS) -> None:
        self._path = path
        self._limit = limit
        self._busy_seconds = busy_seconds
        self._open: sqlite3.Connection | None = None

    def find(self, url: str) -> Stored | None:
        """The stored answer for exactly ``url``; a damaged one is dropped."""
        row = self._run(lambda database: _found(database, url), None)
        if row is None:
            return None
        stored = _restored(url, row)
        if stored is None:
            self.forget(url)
        return stored

    def keep(self, stored: Stored) -> None:
        """Store an answer in the place of the one before, and make room for it."""
        size = len(stored.body)
        if size > self._limit // 4:
            self.forget(stored.url)
            return
        row = (
            stored.url,
            stored.status,
            stored.reason,
            _packed(stored.fields),
            _packed(stored.sent),
            stored.requested.timestamp(),
            stored.received.timestamp(),
            size,
            stored.digest,
        )
        self._write(lambda database: self._insert(database, row, stored.body))

    def validate(self, stored: Stored) -> None:
        """Store what a 304 said of an answer that is kept already: its fields and times."""
        row = (
            _packed(stored.fields),
            _packed(stored.sent),
            stored.requested.timestamp(),
            stored.received.timestamp(),
            stored.url,
        )
        self._write(lambda database: database.execute(_VALIDATE, row))

    def forget(self, url: str) -> None:
        """Drop the answer for ``url``, if there is one."""
        self._write(lambda database: database.execute("DELETE FROM resources WHERE url = ?", (url,)))

    def redirected(self, url: str, target: str) -> None:
        """Remember where ``url`` led, for the time when it can't be asked again."""
        self._write(lambda database: database.execute("INSERT OR REPLACE INTO redirects VALUES (?, ?)", (url, target)))

    def find_behind(self, url: str) -> Stored | None:
        """The stored answer for ``url``, or for the address that it last led to."""
        target = self._run(
            lambda database: database.execute("SELECT target FROM redirects WHERE url = ?", (url,)).fetchone(), None
        )
        return self.find(url) or (self.find(str(target[0])) if target is not None else None)

    def rest(self, key: str, until: datetime) -> None:
        """Remember that a host or an address, ``key``, is to be left alone."""
        self._write(
            lambda database: database.execute("INSERT OR REPLACE INTO rests VALUES (?, ?)", (key, until.timestamp()))
        )

    def resting(self, keys: Sequence[str], now: datetime) -> datetime | None:
        """Until when one of ``keys`` is to be left alone; None when they may all be asked.

        A rest that is longer than any that is ever stored comes from a clock that was wrong, and is over.
        """
        latest = (now + LONGEST_REST).timestamp()
        marks = ",".join("?" * len(keys))
        row = self._run(
            lambda database: database.execute(
                f"SELECT max(until) FROM rests WHERE key IN ({marks}) AND until > ? AND until <= ?",  # noqa: S608 - marks only
                (*keys, now.timestamp(), latest),
            ).fetchone(),
            None,
        )
        return _moment(row[0]) if row is not None and row[0] is not None else None

    def give_up(self) -> bool:
        """Delete the file, whose room is needed on a full disk, and go on in memory; whether there was one (FLT-04).

        Which sites asked to be left alone is remembered.
        """
        if not self._path.exists():
            return False
        none: list[tuple[str, float]] = []
        rests = self._run(lambda database: database.execute("SELECT key, until FROM rests").fetchall(), none)
        self._discard()
        self._open = self._in_memory()
        self._open.executemany("INSERT INTO rests VALUES (?, ?)", rests)
        return True

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        if self._open is not None:
            with suppress(sqlite3.Error):
                self._open.close()
            self._open = None

    def _insert(self, database: sqlite3.Connection, row: tuple[object, ...], body: bytes) -> None:
        """Store a row; its body goes in by slices, because SQLite makes two copies of a value that it is given."""
        number = database.execute(_KEEP, (*row, len(body))).lastrowid
        with database.blobopen("resources", "body", number or 0) as blob, memoryview(body) as whole:
            for start in range(0, len(body), SLICE_BYTES):
                blob.write(whole[start : start + SLICE_BYTES])
        if database.execute(_EVICT, (self._limit,)).rowcount:
            database.execute("DELETE FROM redirects WHERE target NOT IN (SELECT url FROM resources)")

    def _write(self, work: Callable[[sqlite3.Connection], object]) -> None:
        def transaction(database: sqlite3.Connection) -> None:
            database.execute("BEGIN IMMEDIATE")
            try:
                work(database)
                database.execute("COMMIT")
            finally:
                if database.in_transaction:
                    database.execute("ROLLBACK")

        self._run(transaction, None)

    def _run(self, work: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """Do ``work``; ``otherwise`` when the file is locked, full or out of reach. A damaged file is made again."""
        for _ in range(2):
            try:
                return work(self._database())
            except sqlite3.OperationalError:
                return otherwise
            except sqlite3.DatabaseError:
                self._discard()
        return otherwise

    def _database(self) -> sqlite3.Connection:
        if self._open is None:
            self._open = self._opened()
        return self._open

    def _opened(self) -> sqlite3.Connection:
        """The file, ready for use; a small database in memory when no file can be had. Raises when it is locked."""
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            for _ in range(2):
                os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
                self._path.chmod(0o600)
                database = _connected(str(self._path), self._busy_seconds)
                if _prepared(database):
                    return database
                database.close()
                self._discard()
        except (OSError, sqlite3.OperationalError) as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
                raise
        return self._in_memory()

    def _in_memory(self) -> sqlite3.Connection:
        self._limit = min(self._limit, MEMORY_BYTES)
        memory = _connected(":memory:", self._busy_seconds)
        _prepared(memory)
        return memory

    def _discard(self) -> None:
        self.close()
        for suffix in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):
                self._path.with_name(self._path.name + suffix).unlink()


_FIND: Final = (
    "SELECT rowid, status, reason, fields, sent, requested, received, size, digest FROM resources WHERE url = ?"
)
_KEEP: Final = "INSERT OR REPLACE INTO resources VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, zeroblob(?))"
_EVICT: Final = """
    DELETE FROM resources WHERE url IN (
        SELECT url FROM (SELECT url, sum(size) OVER (ORDER BY received DESC, url DESC) AS so_far FROM resources)
        WHERE so_far > ?)"""
_VALIDATE: Final = "UPDATE resources SET fields = ?, sent = ?, requested = ?, received = ? WHERE url = ?"


def _connected(name: str, busy_seconds: float) -> sqlite3.Connection:
    return sqlite3.connect(name, timeout=busy_seconds, isolation_level=None, check_same_thread=False)


def _prepared(database: sqlite3.Connection) -> bool:
    """Whether the file is this program's cache in this format; an empty one is made into it."""
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute("PRAGMA journal_size_limit = 16777216")
        database.execute("BEGIN IMMEDIATE")
        known = (_pragma(database, "application_id"), _pragma(database, "user_version"))
        empty = database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
        if empty and known == (0, 0):
            for statement in _SCHEMA:
                database.execute(statement)
            known = (APPLICATION_ID, FORMAT)
        database.execute("COMMIT")
    except sqlite3.OperationalError:
        database.close()
        raise
    except sqlite3.DatabaseError:
        return False
    return known == (APPLICATION_ID, FORMAT)


def _pragma(database: sqlite3.Connection, name: str) -> int:
    return int(database.execute(f"PRAGMA {name}").fetchone()[0])


def _found(database: sqlite3.Connection, url: str) -> tuple[Any, ...] | None:
    """The row of an address and its body, as they are at one moment; without a second copy of the body."""
    database.execute("BEGIN")
    try:
        row = database.execute(_FIND, (url,)).fetchone()
        if row is None:
            return None
        with database.blobopen("resources", "body", row[0], readonly=True) as blob:
            return *row[1:], blob.read()
    finally:
        if database.in_transaction:
            database.execute("ROLLBACK")


def _restored(url: str, row: tuple[Any, ...]) -> Stored | None:
    """The answer that a row holds, None when the row is damaged: a zeroed page opens without complaint (FLT-07)."""
    status, reason, fields, sent, requested, received, _, digest, body = row
    try:
        if sha256(body).digest() != digest:
            return None
        times = _moment(requested), _moment(received)
        return Stored(url, int(status), str(reason), _unpacked(fields), _unpacked(sent), *times, body, digest)
    except (AttributeError, OverflowError, TypeError, ValueError):
        return None


def _moment(timestamp: float) -> datetime:
    return datetime.fromtimestamp(timestamp, UTC)


def _packed(fields: Fields) -> bytes:
    """The fields as lines of a message: no name holds a colon, no value a line feed (RFC 9110, 5.1 and 5.5)."""
    return b"".join(name + b":" + value.replace(b"\n", b" ") + b"\n" for name, value in fields)


def _unpacked(packed: bytes) -> Fields:
    pairs = (line.partition(b":") for line in packed.split(b"\n") if line)
    return tuple((name, value) for name, _, value in pairs)
