"""The cache file: it may be deleted, damaged, locked or foreign at any time, and is never an error."""

import sqlite3
import stat
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from globeterm.web.cache import APPLICATION_ID, SLICE_BYTES, ResourceCache
from globeterm.web.stored import Stored

from .servers import NOON

URL = "http://h/feed/"


def answer(body: bytes = b"body", url: str = URL, minutes: int = 0) -> Stored:
    moment = NOON + timedelta(minutes=minutes)
    fields = ((b"etag", b'"caf\xe9: \x80"'), (b"vary", b""), (b"date", b"a: b"))
    return Stored(url, 200, "OK", fields, ((b"Accept", b"*/*"),), moment, moment, body, sha256(body).digest())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "cache.sqlite"


@pytest.fixture
def cache(path: Path) -> ResourceCache:
    return ResourceCache(path)


def test_an_answer_comes_back_as_it_was_byte_for_byte(cache: ResourceCache, path: Path) -> None:
    """SEC-15, POL-08: also after a restart."""
    cache.keep(answer())
    assert cache.find(URL) == answer()
    cache.close()
    assert ResourceCache(path).find(URL) == answer()
    assert cache.find("http://h/feed") is None


def test_only_the_owner_may_read_it(cache: ResourceCache, path: Path) -> None:
    """SEC-18."""
    cache.keep(answer())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert all(stat.S_IMODE(other.stat().st_mode) == 0o600 for other in path.parent.iterdir())


def test_a_newer_answer_takes_the_place_of_the_older(cache: ResourceCache) -> None:
    cache.keep(answer(b"old"))
    cache.keep(answer(b"new"))
    assert cache.find(URL) == answer(b"new")


def test_a_validation_changes_fields_and_times_only(cache: ResourceCache) -> None:
    cache.keep(answer())
    later = replace(answer(minutes=5), fields=((b"etag", b'"2"'),))
    cache.validate(later)
    assert cache.find(URL) == later
    cache.validate(answer(url="http://h/other"))
    assert cache.find("http://h/other") is None


def test_forgotten_is_forgotten(cache: ResourceCache) -> None:
    cache.keep(answer())
    cache.forget(URL)
    assert cache.find(URL) is None


def test_the_oldest_make_room(path: Path) -> None:
    cache = ResourceCache(path, limit=100)
    for minute in (3, 1, 2, 5):
        cache.keep(answer(bytes(25), f"http://h/{minute}", minute))
    cache.redirected("http://h/a", "http://h/1")
    cache.redirected("http://h/b", "http://h/3")
    cache.keep(answer(bytes(25), "http://h/6", 6))
    cache.keep(answer(bytes(25), "http://h/7", 7))
    assert [minute for minute in range(8) if cache.find(f"http://h/{minute}")] == [3, 5, 6, 7]
    assert cache.find_behind("http://h/a") is None
    assert cache.find_behind("http://h/b") == cache.find("http://h/3")


def test_several_small_ones_make_room_for_a_large_one(path: Path) -> None:
    cache = ResourceCache(path, limit=100)
    for minute in range(10):
        cache.keep(answer(bytes(10), f"http://h/{minute}", minute))
    cache.keep(answer(bytes(25), "http://h/10", 10))
    assert [minute for minute in range(11) if cache.find(f"http://h/{minute}")] == [3, 4, 5, 6, 7, 8, 9, 10]


def test_flt_04_a_full_disk_is_done_without(cache: ResourceCache) -> None:
    cache.keep(answer())
    cache._database().execute("PRAGMA max_page_count = 8")
    cache.keep(answer(bytes(100_000), "http://h/big"))
    assert cache.find("http://h/big") is None
    assert cache.find(URL) == answer()


def test_flt_04_the_file_is_given_up_where_its_room_is_needed(cache: ResourceCache, path: Path) -> None:
    """What comes then is kept in memory, and who asked to be left alone still is."""
    assert not cache.give_up()
    assert not path.exists()
    cache.keep(answer())
    cache.rest("h", NOON + timedelta(hours=1))
    assert cache.give_up()
    assert list(path.parent.iterdir()) == []
    assert cache.find(URL) is None
    assert cache.resting(["h"], NOON) == NOON + timedelta(hours=1)
    cache.keep(answer())
    assert cache.find(URL) == answer()
    assert not cache.give_up()
    assert list(path.parent.iterdir()) == []


def test_a_write_that_fails_is_undone(cache: ResourceCache) -> None:
    def half(database: sqlite3.Connection) -> None:
        database.execute("DELETE FROM resources")
        database.execute("DELETE FROM nowhere")

    cache.keep(answer())
    cache._write(half)
    assert cache.find(URL) == answer()


def test_what_would_push_out_too_much_is_not_kept(path: Path) -> None:
    cache = ResourceCache(path, limit=100)
    cache.keep(answer(b"small"))
    cache.keep(answer(bytes(26)))
    assert cache.find(URL) is None


def test_where_an_address_led_is_remembered(cache: ResourceCache) -> None:
    cache.keep(answer())
    cache.redirected("http://h/old", URL)
    assert cache.find_behind("http://h/old") == answer()
    assert cache.find_behind(URL) == answer()
    assert cache.find_behind("http://h/none") is None


def test_pol_16_a_rest_is_kept_and_ends(cache: ResourceCache, path: Path) -> None:
    until = NOON + timedelta(hours=1)
    cache.rest("h", until)
    cache.rest("http://h/a", NOON + timedelta(hours=2))
    cache.close()
    again = ResourceCache(path)
    assert again.resting(("h", "http://h/b"), NOON) == until
    assert again.resting(("h", "http://h/a"), NOON) == NOON + timedelta(hours=2)
    assert again.resting(("other", "http://other/"), NOON) is None
    assert again.resting(("h",), until) is None


def test_flt_38_a_rest_from_a_wrong_clock_is_over(cache: ResourceCache) -> None:
    cache.rest("h", NOON + timedelta(days=32))
    assert cache.resting(("h",), NOON) is None


def test_a_file_deleted_under_way_is_no_error(cache: ResourceCache, path: Path) -> None:
    cache.keep(answer())
    for file in path.parent.iterdir():
        file.unlink()
    cache.keep(answer(b"more"))
    assert cache.find(URL) == answer(b"more")
    cache.close()
    cache.keep(answer(b"again"))
    assert ResourceCache(path).find(URL) == answer(b"again")


def make(path: Path, *statements: str) -> None:
    path.parent.mkdir(exist_ok=True)
    with sqlite3.connect(path) as database:
        for statement in statements:
            database.execute(statement)
    database.close()


@pytest.mark.parametrize(
    "statements",
    [
        ("CREATE TABLE theirs (x)", "PRAGMA application_id = 7"),
        ("CREATE TABLE resources (x)",),
        ("CREATE TABLE theirs (x)", f"PRAGMA application_id = {APPLICATION_ID}", "PRAGMA user_version = 99"),
    ],
)
def test_a_foreign_older_or_newer_file_is_made_again(path: Path, statements: tuple[str, ...]) -> None:
    """FLT-44: a cache of another format is dropped."""
    make(path, *statements)
    cache = ResourceCache(path)
    cache.keep(answer())
    cache.close()
    assert ResourceCache(path).find(URL) == answer()


@pytest.mark.parametrize("content", [b"", b"not a database, but long enough to be looked at" * 50])
def test_flt_07_flt_08_an_empty_file_or_garbage_is_made_again(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    cache = ResourceCache(path)
    cache.keep(answer())
    cache.close()
    assert ResourceCache(path).find(URL) == answer()


def test_flt_07_a_file_damaged_inside_is_made_again(cache: ResourceCache, path: Path) -> None:
    cache.keep(answer(bytes(100_000)))
    cache.close()
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    damaged = ResourceCache(path)
    assert damaged.find(URL) is None
    damaged.keep(answer())
    assert damaged.find(URL) == answer()


@pytest.mark.parametrize(
    "damage",
    ["body = x'00'", "digest = x'00'", "received = 1e300", "received = 'soon'", "fields = 'a'", "body = 'text'"],
)
def test_flt_07_a_damaged_row_is_dropped(cache: ResourceCache, path: Path, damage: str) -> None:
    cache.keep(answer())
    make(path, f"UPDATE resources SET {damage}")
    assert cache.find(URL) is None
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT count(*) FROM resources").fetchone() == (0,)
    database.close()


def test_a_folder_that_can_not_be_made_means_a_cache_in_memory(tmp_path: Path) -> None:
    """FLT-06."""
    (tmp_path / "file").write_bytes(b"")
    cache = ResourceCache(tmp_path / "file" / "cache.sqlite")
    cache.keep(answer())
    assert cache.find(URL) == answer()
    assert ResourceCache(tmp_path).find(URL) is None


def test_flt_03_a_locked_file_is_done_without_and_used_again_later(path: Path) -> None:
    first = ResourceCache(path, busy_seconds=0)
    first.keep(answer())
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    first.keep(answer(b"lost"))
    second = ResourceCache(path, busy_seconds=0)
    assert second.find(URL) is None
    assert first.find(URL) == answer()
    other.execute("ROLLBACK")
    other.close()
    assert second.find(URL) == answer()


def test_pol_38_two_at_once_see_each_other(path: Path) -> None:
    one, two = ResourceCache(path), ResourceCache(path)
    one.keep(answer(b"1"))
    two.keep(answer(b"2", "http://h/2"))
    assert (two.find(URL), one.find("http://h/2")) == (answer(b"1"), answer(b"2", "http://h/2"))


def test_a_file_that_is_damaged_again_and_again_is_given_up(
    cache: ResourceCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> sqlite3.Connection:
        raise sqlite3.DatabaseError("malformed")

    monkeypatch.setattr(cache, "_database", broken)
    assert cache.find(URL) is None


def test_a_foreign_file_that_can_not_be_removed_is_left_alone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(path, "CREATE TABLE theirs (x)")

    def refuse(_: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", refuse)
    cache = ResourceCache(path)
    cache.keep(answer())
    assert cache.find(URL) == answer()
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == [("theirs",)]
    database.close()


def test_closing_twice_is_fine(cache: ResourceCache) -> None:
    cache.close()
    cache.keep(answer())
    cache.close()
    cache.close()


def test_sec_07_a_large_body_is_neither_kept_nor_found_by_way_of_a_second_copy(
    cache: ResourceCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SEC-07: SQLite makes two copies of a value that it is given, and one of what it gives; it gets slices."""
    body = bytes(range(256)) * (4 * SLICE_BYTES // 256)
    largest: list[int] = []

    class Watched(sqlite3.Connection):
        def execute(self, query: str, values: Sequence[Any] = (), /) -> sqlite3.Cursor:
            largest.extend(len(value) for value in values if isinstance(value, bytes))
            return super().execute(query, values)

    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Watched))
    cache.keep(answer(body))
    assert cache.find(URL) == answer(body)
    assert max(largest) < SLICE_BYTES
