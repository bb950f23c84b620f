"""The library file, opened: the only way to read or change it. Made and used on one thread (FLT-01 to FLT-11)."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from globeterm.errors import LibraryBusyError, StorageError
from globeterm.storage.claim import Claim, beside
from globeterm.storage.failures import FULL, damaged, is_about_writing, is_damage, storage_error, why_not_written
from globeterm.storage.mounts import MOUNTS, is_remote
from globeterm.storage.schema import MIGRATIONS
from globeterm.storage.upgrade import check, connect, format_of, keep_copy, make_private, upgrade
from globeterm.text import clean_line

#: How long a write waits for another process's, in milliseconds.
BUSY_TIMEOUT: Final = 5000


class Database:
    """An open library. ``notice`` is a sentence that the reader should see, or None."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        *,
        claim: Claim | None = None,
        notice: str | None = None,
    ) -> None:
        self.path = path
        self.notice = None if notice is None else clean_line(notice)
        self.read_only = claim is None
        self._connection = connection
        self._claim = claim
        self._sound = True

    def select(self, query: str, parameters: Sequence[object] = ()) -> list[Any]:
        """Bring all the rows of a query. Raises StorageError."""
        try:
            return self._connection.execute(query, parameters).fetchall()
        except sqlite3.Error as error:
            raise self._failure(error) from error

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """Change the library in one transaction: all of the block, or, when it raises, nothing. Raises StorageError."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise self._failure(error) from error

    @contextmanager
    def watched(self, is_over: Callable[[], bool], steps: int) -> Iterator[None]:
        """Ask ``is_over`` every so many steps of SQLite's machine; once it says so, a query raises StorageError."""
        self._connection.set_progress_handler(is_over, steps)
        try:
            yield
        finally:
            self._connection.set_progress_handler(None, 0)

    def vacuum(self) -> None:
        """Write the file anew without its free room. Raises StorageError, as when the disk has no room for the copy."""
        try:
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            raise self._failure(error) from error

    def close(self) -> None:
        """Close the file. May be called twice."""
        self._connection.close()
        if self._claim is not None:
            self._claim.release(well=self._sound)
            self._claim = None

    def _failure(self, error: sqlite3.Error) -> StorageError:
        self._sound = self._sound and not is_damage(error)
        return storage_error(error, self.path)


def open_database(
    path: Path,
    *,
    now: Callable[[], datetime],
    migrations: Sequence[str] = MIGRATIONS,
    mounts: Path = MOUNTS,
    make_room: Callable[[], bool] | None = None,
) -> Database:
    """Open the library at ``path``, made when it is not there, upgraded when it is older, mended when it is damaged.

    Where nothing can be written it is opened for reading; a full disk is tried once more if ``make_room`` can free
    some of it. Raises LibraryFormatError for a newer or foreign file, LibraryBusyError when another process stands in
    the way, and StorageError when there can be no library.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        make_private(path)
        claim = Claim(path)
        return _open_claimed(path, claim, now, migrations, mounts)
    except (sqlite3.Error, OSError) as error:
        if isinstance(error, sqlite3.Error) and not is_about_writing(error):
            raise storage_error(error, path) from error
        reason = why_not_written(error, path.parent)
    if reason == FULL and make_room is not None and make_room():
        return open_database(path, now=now, migrations=migrations, mounts=mounts)
    return _open_for_reading(path, reason, migrations)


def _open_claimed(
    path: Path, claim: Claim, now: Callable[[], datetime], migrations: Sequence[str], mounts: Path
) -> Database:
    with ExitStack() as undo:
        undo.callback(claim.abandon)
        remote = is_remote(path.parent, mounts)
        notices = ["The library is on a network folder: never use it from two machines at once."] if remote else []
        if claim.sole:
            notices += _make_whole(path, claim, now, migrations)
        connection = undo.enter_context(closing(connect(path)))
        _prepare(connection, "DELETE" if remote else "WAL")
        if format_of(connection, path, len(migrations)) < len(migrations):
            message = f"Another globeterm uses the older library {path}: close it, then start again to upgrade it."
            raise LibraryBusyError(message)
        claim.share()
        undo.pop_all()
    return Database(connection, path, claim=claim, notice=" ".join(notices) or None)


def _prepare(connection: sqlite3.Connection, journal: str) -> None:
    """Set what SQLite does not keep in the file, and the journal's kind, which it keeps."""
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")
    connection.execute(f"PRAGMA journal_mode = {journal}")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _make_whole(path: Path, claim: Claim, now: Callable[[], datetime], migrations: Sequence[str]) -> list[str]:
    """Make, check, upgrade or mend the file while nobody else has it open; returns what the reader should know."""
    trusted = claim.ended_well()
    try:
        with closing(connect(path)) as connection:
            version = format_of(connection, path, len(migrations))
            if not claim.saw_damage() and (trusted or check(connection)):
                if 0 < version < len(migrations):
                    keep_copy(connection, path, version)
                if version < len(migrations):
                    upgrade(connection, migrations, version)
                return []
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
    from globeterm.storage.mending import mend  # noqa: PLC0415 - few files are ever damaged

    notice = mend(path, migrations, now()).notice()
    claim.mended()
    return [notice]


def _open_for_reading(path: Path, reason: str, migrations: Sequence[str]) -> Database:
    """Open a library that can't be written to, as far as SQLite can (FLT-05).

    Without its log's shared memory SQLite reads a file only when told that nobody changes it. So it may be told so only
    when the log is empty: what stands there is not in the file yet.
    """
    impossible = StorageError(
        f"The library {path} can't be made or opened: {reason}. Choose another folder with --home."
    )
    try:
        path.stat()
        log = beside(path, "-wal")
        logged = log.exists() and log.stat().st_size > 0
    except OSError as error:
        raise impossible from error
    for options in ("mode=ro",) if logged else ("mode=ro", "mode=ro&immutable=1"):
        try:
            with ExitStack() as undo:
                connection = undo.enter_context(closing(connect(path, options)))
                if format_of(connection, path, len(migrations)) < len(migrations):
                    raise impossible
                undo.pop_all()
        except sqlite3.Error as error:
            if is_damage(error):
                raise damaged(path) from error
        else:
            notice = f"Marks and new stories are not saved ({reason}): the library {path} can only be read."
            return Database(connection, path, notice=notice)
    raise impossible
