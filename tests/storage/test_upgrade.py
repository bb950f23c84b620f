"""Bringing an older library up to date (FLT-10)."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from globeterm.errors import StorageError
from globeterm.storage.database import open_database
from globeterm.storage.schema import MIGRATIONS

from .shelf import NOON, Shelf, story

NEXT = (*MIGRATIONS, "ALTER TABLE article ADD COLUMN mood TEXT;", "UPDATE article SET mood = 'calm';")


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


@pytest.fixture
def older(shelf: Shelf, path: Path) -> Path:
    shelf.save([story("a"), story("b")])
    shelf.database.close()
    return path


def test_flt_10_an_older_library_is_copied_then_upgraded(older: Path) -> None:
    with closing(open_database(older, now=lambda: NOON, migrations=NEXT)) as database:
        assert database.select("SELECT mood FROM article") == [("calm",), ("calm",)]
        assert database.select("PRAGMA foreign_keys") == [(1,)]
        assert database.notice is None
    copy = older.with_name(f"library.sqlite.v{len(MIGRATIONS)}")
    assert (version_of(older), version_of(copy)) == (len(NEXT), len(MIGRATIONS))
    assert copy.stat().st_mode & 0o777 == 0o600
    copied = Shelf(copy)
    assert copied.titles("world") == ["a", "b"]
    copied.database.close()


def test_flt_10_a_copy_that_was_cut_off_is_made_again(older: Path) -> None:
    older.with_name(f"library.sqlite.v{len(MIGRATIONS)}.part").write_bytes(b"half")
    open_database(older, now=lambda: NOON, migrations=NEXT).close()
    assert version_of(older.with_name(f"library.sqlite.v{len(MIGRATIONS)}")) == len(MIGRATIONS)


def test_flt_10_a_step_that_leaves_orphans_is_taken_back(older: Path) -> None:
    step = "DELETE FROM edition;"
    with pytest.raises(StorageError, match="belongs to no edition"):
        open_database(older, now=lambda: NOON, migrations=(*MIGRATIONS, step))
    assert version_of(older) == len(MIGRATIONS)
    assert Shelf(older).titles("world") == ["a", "b"]


KILLED = """
import os, signal, sqlite3, sys
from datetime import UTC, datetime
from pathlib import Path
from globeterm.storage import upgrade
from globeterm.storage.database import open_database
from globeterm.storage.schema import MIGRATIONS

class Connection(sqlite3.Connection):
    def execute(self, query, *parameters):
        if query == "COMMIT":
            os.kill(os.getpid(), signal.SIGKILL)
        return super().execute(query, *parameters)

sqlite3_connect = sqlite3.connect
sqlite3.connect = lambda *given, **named: sqlite3_connect(*given, factory=Connection, **named)
steps = (*MIGRATIONS, "UPDATE article SET title = 'gone'; CREATE TABLE more (x);")
open_database(Path(sys.argv[1]), now=lambda: datetime.now(UTC), migrations=steps)
"""


def test_flt_10_kill_9_inside_the_upgrade_leaves_the_old_format_whole(older: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(older)], capture_output=True, env=os.environ, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert version_of(older) == len(MIGRATIONS)
    shelf = Shelf(older)
    assert shelf.database.notice is None
    assert shelf.titles("world") == ["a", "b"]
    shelf.database.close()
    open_database(older, now=lambda: NOON, migrations=NEXT).close()
    assert version_of(older) == len(NEXT)
