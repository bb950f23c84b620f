"""A damaged library: what can be read goes into a new file row by row, and the damaged one is kept (FLT-07)."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any, Final

from globeterm.storage.claim import beside
from globeterm.storage.header import write_with_first_page
from globeterm.storage.upgrade import build, connect

#: Parents before their children. ``placement`` is made again, and ``status`` after it, so that the marks are set.
_BEFORE: Final = ("edition", "list", "feed", "article", "entry")
_AFTER: Final = (
    "status",
    "document",
    "former",
    "page",
    "page_place",
    "session",
    "picture",
    "illustration",
    "vain",
    "archive",
    "front_page",
    "weather",
)

_JOURNALS: Final = ("-wal", "-shm", "-journal")

#: How many row numbers are tried one by one behind the last row that a scan could reach.
PROBED: Final = 100_000

#: A page lost from a small table would take all that hangs on it along; its keys stand in an index too, and the names
#: and addresses come back with the next refresh.
_PARENTS: Final = (
    (
        "SELECT id, home FROM edition INDEXED BY sqlite_autoindex_edition_1",
        "INSERT OR IGNORE INTO edition (id, home) VALUES (?, ?)",
    ),
    (
        "SELECT id, edition_id, key, key FROM list INDEXED BY sqlite_autoindex_list_1",
        "INSERT OR IGNORE INTO list (id, edition_id, key, name) VALUES (?, ?, ?, ?)",
    ),
)
_COMPLETE: Final = (
    "INSERT OR IGNORE INTO list (edition_id, key, name) SELECT id, '@front', '' FROM edition",
    "INSERT OR IGNORE INTO feed (id, address) SELECT id, '' FROM list WHERE key <> '@front'",
    "UPDATE list SET articles = 0, unread = 0",
)
_PLACE: Final = (
    "INSERT OR IGNORE INTO placement (list_id, sorted_at, article_id, unread, saved) "
    "SELECT list.id, sorted_at, article.id, 1, 0 FROM article JOIN list USING (edition_id) WHERE key = '@front'",
    "INSERT OR IGNORE INTO placement (list_id, sorted_at, article_id, unread, saved) "
    "SELECT feed_id, sorted_at, article.id, 1, 0 FROM entry JOIN article ON article.id = article_id",
)
_SELECT: Final = "SELECT rowid, {columns} FROM {table}"
_INSERT: Final = "INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})"
_DELETE: Final = "DELETE FROM {table} WHERE rowid = ?"


@dataclass(frozen=True, slots=True)
class Salvage:
    """What came out of a damaged library, and where it is kept."""

    kept: Path
    stories: int
    marks: int

    def notice(self) -> str:
        """Say it to the reader."""
        return (
            f"The library was damaged: {self.stories} stories and the marks on {self.marks} of them were saved, "
            f"and the damaged file is kept as {self.kept.name}."
        )


def mend(path: Path, migrations: Sequence[str], now: datetime) -> Salvage:
    """Put a new library in the place of the damaged one at ``path``; a crash on the way leaves that where it was."""
    new, remade = beside(path, ".new"), beside(path, ".remade")
    _remove(new, remade)
    try:
        build(new, migrations)
        sources = [path]
        if not _has_schema(path) and write_with_first_page(path, new, remade):
            sources.append(remade)
        with closing(connect(new)) as whole:
            stories, marks = _salvage(sources, whole)
    except BaseException:
        _remove(new, remade)  # on a full disk it would be in the way (FLT-04)
        raise
    _remove(remade)
    kept = _free_name(path, now)
    _keep(path, kept)
    for journal in _JOURNALS:
        with suppress(FileNotFoundError):
            beside(path, journal).rename(beside(kept, journal))
    new.replace(path)
    return Salvage(kept, stories, marks)


def _remove(*files: Path) -> None:
    for file in files:
        for one in (file, *(beside(file, journal) for journal in _JOURNALS)):
            one.unlink(missing_ok=True)


def _keep(path: Path, kept: Path) -> None:
    """Give the damaged file its new name as well, so that there always is a library; where that can't be, move it."""
    try:
        kept.hardlink_to(path)
    except OSError:
        path.rename(kept)


def _has_schema(path: Path) -> bool:
    """Whether a damaged file still names all of the tables that are read."""
    with closing(connect(path)) as damaged, suppress(sqlite3.DatabaseError):
        damaged.execute("PRAGMA writable_schema = ON")
        named = {name for (name,) in damaged.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        return named.issuperset((*_BEFORE, *_AFTER))
    return False


def _free_name(path: Path, now: datetime) -> Path:
    names = (beside(path, f".corrupt-{now:%Y-%m-%d}{f'-{number}' if number else ''}") for number in count())
    return next(name for name in names if not name.exists())


def _salvage(sources: Sequence[Path], whole: sqlite3.Connection) -> tuple[int, int]:
    """Copy every readable row of a damaged file, or of its copies; returns the numbers of stories and of statuses."""
    whole.execute("PRAGMA foreign_keys = OFF")
    whole.execute("BEGIN IMMEDIATE")
    with ExitStack() as opened:
        copies = [opened.enter_context(closing(connect(source))) for source in sources]
        for damaged in copies:
            with suppress(sqlite3.DatabaseError):
                damaged.execute("PRAGMA writable_schema = ON")  # a file that is too short is refused without it
        for table in _BEFORE:
            _copy(copies, whole, table)
        for select, insert in _PARENTS:
            for damaged in copies:
                with suppress(sqlite3.DatabaseError):
                    whole.executemany(insert, damaged.execute(select))
        for statement in _COMPLETE:
            whole.execute(statement)
        _drop_orphans(whole)
        for statement in _PLACE:
            whole.execute(statement)
        for table in _AFTER:
            _copy(copies, whole, table)
    _drop_orphans(whole)
    whole.execute("UPDATE document SET listed = 0")
    whole.execute("UPDATE unindexed SET late = 1")
    whole.execute("COMMIT")
    (stories,) = whole.execute("SELECT count(*) FROM article").fetchone()
    (marks,) = whole.execute("SELECT count(*) FROM status").fetchone()
    return stories, marks


def _copy(copies: Sequence[sqlite3.Connection], whole: sqlite3.Connection, table: str) -> None:
    """Copy the rows of one table, each once."""
    for damaged in copies:
        _copy_from(damaged, whole, table)


def _copy_from(damaged: sqlite3.Connection, whole: sqlite3.Connection, table: str) -> None:
    """Copy the rows of one table, by the columns that both files know."""
    ours = [name for _, name, *_ in whole.execute(f"PRAGMA table_info({table})")]
    try:
        theirs = {name for _, name, *_ in damaged.execute(f"PRAGMA table_info({table})")}
    except sqlite3.DatabaseError:
        return
    columns = ", ".join(name for name in ours if name in theirs)
    if not columns:
        return
    marks = ", ".join("?" for name in ours if name in theirs)
    insert = _INSERT.format(table=table, columns=columns, marks=marks)
    for row in _readable(damaged, table, columns):
        whole.execute(insert, row)


def _readable(damaged: sqlite3.Connection, table: str, columns: str) -> Iterator[tuple[Any, ...]]:
    """Yield rows from the front to the first damage, from the back to the last, then one by one what is between."""
    select = _SELECT.format(table=table, columns=columns)
    low, high = 0, None
    try:
        for number, *row in damaged.execute(f"{select} ORDER BY rowid"):
            yield tuple(row)
            low = number
        return
    except sqlite3.DatabaseError:
        pass
    with suppress(sqlite3.DatabaseError):
        for number, *row in damaged.execute(f"{select} WHERE rowid > ? ORDER BY rowid DESC", (low,)):
            yield tuple(row)
            high = number
    for number in range(low + 1, high if high is not None else low + PROBED):
        with suppress(sqlite3.DatabaseError):
            for _, *row in damaged.execute(f"{select} WHERE rowid = ?", (number,)):
                yield tuple(row)


def _drop_orphans(whole: sqlite3.Connection) -> None:
    """Delete what belongs to a row that was lost; the feed brings such a story again."""
    while orphans := whole.execute("PRAGMA foreign_key_check").fetchall():
        for table, number, *_ in orphans:
            whole.execute(_DELETE.format(table=table), (number,))
