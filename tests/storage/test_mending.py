"""A damaged library is moved aside, and what can be read of it is saved (FLT-07)."""

import random
import sqlite3
import struct
from contextlib import closing
from pathlib import Path

import pytest

from globeterm.errors import LibraryFormatError
from globeterm.model import FRONT, Place, Session
from globeterm.storage import mending

from .shelf import HOME, NOON, Shelf, story

STORIES = 300
PAGE = 4096


def fill(path: Path) -> None:
    """A library of some hundred stories in two sections, every third read, every tenth saved."""
    shelf = Shelf(path)
    names = [str(number) for number in range(STORIES)]
    shelf.save([story(name, text=f'{{"text": "{"word " * 50}{name}"}}') for name in names], "world")
    shelf.save([story(name, text=f'{{"text": "{"word " * 50}{name}"}}') for name in names[::2]], "europe")
    shelf.statuses.mark([shelf.id_of(name) for name in names[::3]], True, NOON)
    shelf.statuses.save([shelf.id_of(name) for name in names[::10]], True, NOON)
    shelf.statuses.keep_place(shelf.id_of("7"), Place(3, 4), NOON)
    shelf.documents.page_put(f"{HOME}/about/", "{}", NOON)
    shelf.sessions.put(HOME, Session("world", shelf.id_of("7")), NOON)
    shelf.database.close()


def zero(path: Path, page: int) -> None:
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(b"\0" * PAGE)


def pages_of(path: Path, name: str) -> list[int]:
    """The pages of a table's or an index's tree, its root first (sqlite.org/fileformat2, 1.6)."""
    with closing(sqlite3.connect(path)) as connection:
        ((root,),) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchall()
    body, pages = path.read_bytes(), [root]
    for number in pages:
        page = body[(number - 1) * PAGE : number * PAGE]
        if page[0] in (2, 5):  # an inner page: its cells begin with the page below them, the last one stands apart
            (cells,) = struct.unpack_from(">H", page, 3)
            starts = struct.unpack_from(f">{cells}H", page, 12)
            pages += [struct.unpack_from(">I", page, start)[0] for start in (*starts, 8)]
    return pages


def kept(path: Path) -> list[str]:
    return sorted(file.name for file in path.parent.iterdir() if "corrupt" in file.name)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("whole") / "library.sqlite"
    fill(path)
    return path.read_bytes()


@pytest.fixture
def filled(path: Path, whole: bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(mending, "PROBED", 1000)
    path.parent.mkdir()
    path.write_bytes(whole)
    return path


def mended(path: Path) -> Shelf:
    shelf = Shelf(path)
    assert shelf.database.notice is not None
    assert "The library was damaged" in shelf.database.notice
    assert "library.sqlite.corrupt-2019-11-18" in shelf.database.notice
    assert shelf.database.select("PRAGMA quick_check") == [("ok",)]
    assert shelf.database.select("PRAGMA foreign_key_check") == []
    assert not shelf.database.read_only
    return shelf


def is_consistent(shelf: Shelf) -> None:
    counts = shelf.articles.counts(HOME)
    for key in (FRONT, "world", "europe"):
        assert counts[key].articles == len(shelf.articles.outline(HOME, key))
        assert counts[key].unread == len(shelf.articles.outline(HOME, key, unread=True))
    for article in shelf.articles.headlines(HOME, FRONT, limit=STORIES):
        assert article.read is (int(article.title.split()[1]) % 3 == 0)
        assert article.saved is (int(article.title.split()[1]) % 10 == 0)


def test_flt_07_garbage_is_moved_aside_and_the_reader_is_told(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"this is no database " * 1000)
    shelf = mended(path)
    assert shelf.articles.counts(HOME)[FRONT].articles == 0
    assert (path.parent / "library.sqlite.corrupt-2019-11-18").read_bytes() == b"this is no database " * 1000
    shelf.database.close()
    again = Shelf(path)
    assert again.database.notice is None
    again.database.close()
    path.write_bytes(b"garbage again " * 1000)
    Shelf(path).database.close()
    assert kept(path) == ["library.sqlite.corrupt-2019-11-18", "library.sqlite.corrupt-2019-11-18-1"]


def test_flt_07_a_log_goes_with_the_file_that_it_belongs_to(path: Path) -> None:
    """Beside the new library it would be taken for that one's."""
    path.parent.mkdir()
    path.write_bytes(b"this is no database " * 1000)
    path.with_name("library.sqlite-journal").write_bytes(bytes(600))  # SQLite itself takes away what it can read
    mended(path).database.close()
    assert kept(path) == ["library.sqlite.corrupt-2019-11-18", "library.sqlite.corrupt-2019-11-18-journal"]


def test_flt_07_a_library_cut_in_half_gives_back_what_is_in_the_first_half(filled: Path, whole: bytes) -> None:
    filled.write_bytes(whole[: len(whole) // PAGE // 2 * PAGE])
    shelf = mended(filled)
    assert 10 < shelf.count("article") <= STORIES
    is_consistent(shelf)
    shelf.database.close()


@pytest.mark.parametrize(
    ("table", "least"),
    [
        ("article", STORIES - 30),
        ("entry", STORIES),
        ("placement", STORIES),
        ("placement_unread", STORIES),
        ("status", STORIES),
        ("document", STORIES),
        ("sqlite_autoindex_entry_1", STORIES),
    ],
)
def test_flt_07_a_zeroed_leaf_costs_no_more_than_stood_in_it(filled: Path, table: str, least: int) -> None:
    zero(filled, pages_of(filled, table)[-2 if table == "article" else -1])
    shelf = mended(filled)
    assert shelf.count("article") >= least
    if table != "status":
        is_consistent(shelf)
    if table in ("placement", "placement_unread", "sqlite_autoindex_entry_1"):
        assert shelf.count("document") == shelf.count("article") == STORIES
        assert shelf.count("status") == len({*range(0, STORIES, 3), *range(0, STORIES, 10), 7})
    shelf.database.close()


@pytest.mark.parametrize("table", ["edition", "list", "feed"])
def test_flt_07_a_small_table_that_is_lost_takes_nothing_along(filled: Path, table: str) -> None:
    zero(filled, pages_of(filled, table)[0])
    shelf = mended(filled)
    assert len(shelf.articles.outline(HOME, FRONT)) == STORIES
    is_consistent(shelf)
    feed = shelf.feed("world", "World")
    assert feed.address == f"{HOME}/category/world/feed/"
    assert shelf.articles.headlines(HOME, "world", limit=1)[0].sections[0] == "World"
    assert shelf.save([story("7", text=f'{{"text": "{"word " * 50}7"}}')]).new == 0
    shelf.database.close()


def test_flt_07_when_both_copies_of_the_editions_are_lost_the_library_is_new(filled: Path) -> None:
    zero(filled, pages_of(filled, "edition")[0])
    zero(filled, pages_of(filled, "sqlite_autoindex_edition_1")[0])
    shelf = mended(filled)
    assert shelf.count("article") == 0
    shelf.database.close()


def test_flt_07_the_place_the_page_and_the_session_are_saved_too(filled: Path) -> None:
    zero(filled, pages_of(filled, "placement")[-1])
    shelf = mended(filled)
    article = shelf.articles.by_address(HOME, f"{HOME}/7/")
    assert article is not None
    assert article.place == Place(3, 4)
    assert article.sections == ("World",)
    assert shelf.sessions.get(HOME) == Session("world", article.id, left=NOON)
    assert shelf.documents.page_get(f"{HOME}/about/") is not None
    shelf.database.close()


def test_flt_07_rows_behind_the_damage_are_read_from_the_end(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mending, "PROBED", 0)
    zero(filled, pages_of(filled, "article")[3])
    shelf = mended(filled)
    assert STORIES - 30 <= shelf.count("article") < STORIES
    is_consistent(shelf)
    shelf.database.close()


def test_flt_07_probing_behind_the_last_readable_row_ends(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mending, "PROBED", 50)
    pages = pages_of(filled, "article")
    zero(filled, pages[1])
    zero(filled, pages[-1])
    shelf = mended(filled)
    assert shelf.count("article") > 0
    shelf.database.close()


def test_flt_07_a_header_that_is_lost_takes_nothing_along(filled: Path) -> None:
    shelf = Shelf(filled)
    counts = {table: shelf.count(table) for table in ("article", "status", "document", "entry")}
    assert counts["status"]
    shelf.database.close()
    with filled.open("r+b") as file:
        file.write(bytes(100))
    shelf = mended(filled)
    assert {table: shelf.count(table) for table in counts} == counts
    shelf.database.close()
    assert not filled.with_name("library.sqlite.remade").exists()


@pytest.mark.parametrize("scribble", [bytes(PAGE), bytes(100) + b"\x02", b"\xff" * PAGE, b"no database " * 300])
def test_flt_07_a_first_page_that_is_lost_takes_nothing_along(filled: Path, scribble: bytes) -> None:
    """The leaves of the schema are known by what they hold."""
    shelf = Shelf(filled)
    counts = {table: shelf.count(table) for table in ("article", "status", "document", "entry", "list")}
    shelf.database.close()
    with filled.open("r+b") as file:
        file.write(scribble)
    shelf = mended(filled)
    assert {table: shelf.count(table) for table in counts} == counts
    is_consistent(shelf)
    shelf.database.close()
    assert len(list(filled.parent.iterdir())) == 3  # the library, its note, and the damaged file


def test_flt_07_a_library_whose_header_names_another_owner_is_not_given_up(filled: Path) -> None:
    """Its tables tell whose it is."""
    with filled.open("r+b") as file:
        file.seek(68)  # the application's id (sqlite.org/fileformat2, 1.3)
        file.write(b"ELSE")
    shelf = mended(filled)
    assert shelf.count("article") == STORIES
    is_consistent(shelf)
    shelf.database.close()


def test_flt_07_a_kill_9_while_mending_leaves_a_library_to_be_mended(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever of the last steps it comes before."""
    zero(filled, pages_of(filled, "placement")[-1])

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    for step in ("replace", "rename"):
        with monkeypatch.context() as patched:
            patched.setattr(Path, step, killed)
            filled.with_name("library.sqlite-wal").touch()
            with pytest.raises(KeyboardInterrupt):
                Shelf(filled)
        assert filled.exists()
    shelf = mended(filled)
    assert shelf.count("article") == STORIES
    shelf.database.close()


def test_flt_07_on_a_disk_without_links_the_damaged_file_is_moved(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unable(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    zero(filled, pages_of(filled, "placement")[-1])
    monkeypatch.setattr(Path, "hardlink_to", unable)
    shelf = mended(filled)
    assert shelf.count("article") == STORIES
    shelf.database.close()
    assert kept(filled) == ["library.sqlite.corrupt-2019-11-18"]


def test_flt_04_07_a_disk_that_is_too_full_to_mend_a_library_is_not_made_fuller(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zero(filled, pages_of(filled, "sqlite_autoindex_entry_1")[-1])

    def full(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(mending, "_salvage", full)
        shelf = Shelf(filled)
        assert shelf.database.read_only
        assert "not saved (the disk is full)" in str(shelf.database.notice)
        assert len(shelf.titles("world")) == STORIES
        shelf.database.close()
    left = {file.name.removeprefix("library.sqlite") for file in filled.parent.iterdir()}
    assert left <= {"", "-open", "-wal", "-shm"}
    mended(filled).database.close()


@pytest.mark.parametrize("start", [b"", bytes(100), bytes(100) + b"\x02", bytes(5000)])
def test_flt_07_a_file_that_has_no_page_is_set_aside(filled: Path, start: bytes) -> None:
    filled.write_bytes(start)
    if start:
        mended(filled).database.close()
    else:
        Shelf(filled).database.close()


def test_flt_07_damage_that_is_met_in_use_is_mended_at_the_next_start(filled: Path) -> None:
    shelf = Shelf(filled)
    page = pages_of(filled, "document")[-1]
    shelf.database.close()
    shelf = Shelf(filled)
    zero(filled, page)
    shelf.database.select("PRAGMA cache_size = 0")
    with pytest.raises(LibraryFormatError, match="close every globeterm and start it again"):
        shelf.database.select("SELECT sum(length(body)) FROM document")
    shelf.database.close()
    assert filled.with_name("library.sqlite-open").read_bytes() == b"damaged"
    mended(filled).database.close()


def test_flt_07_damage_that_the_check_does_not_find_is_mended_once_it_was_met(filled: Path) -> None:
    """A table like FTS5's list of words lets SQLite's check leave out the list of free pages."""
    Shelf(filled).database.close()
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        (size,) = connection.execute("PRAGMA page_count").fetchone()
    with filled.open("r+b") as file:
        file.seek(32)  # where the list of free pages begins, and how many they are: all of it beyond the file
        file.write((size + 7).to_bytes(4, "big") + (3).to_bytes(4, "big"))
    shelf = Shelf(filled)
    with pytest.raises(LibraryFormatError), shelf.database.write() as connection:
        connection.executemany("INSERT INTO edition (home) VALUES (?)", ((f"{n:0400}",) for n in range(100)))
    shelf.database.close()
    shelf = mended(filled)
    with shelf.database.write() as connection:
        connection.executemany("INSERT INTO edition (home) VALUES (?)", ((f"{n:0400}",) for n in range(100)))
    shelf.database.close()


def test_flt_07_what_stands_in_the_log_is_saved_and_a_leftover_of_mending_is_no_hindrance(filled: Path) -> None:
    filled.with_name("library.sqlite.new").write_bytes(b"half")
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("UPDATE article SET title = 'Headline 7 in the log' WHERE title = 'Headline 7'")
        connection.commit()
        log = filled.with_name("library.sqlite-wal").read_bytes()
        memory = filled.with_name("library.sqlite-shm").read_bytes()
        page = pages_of(filled, "placement")[-1]
        main = filled.read_bytes()
    filled.write_bytes(main)
    filled.with_name("library.sqlite-wal").write_bytes(log)
    filled.with_name("library.sqlite-shm").write_bytes(memory)
    zero(filled, page)
    shelf = mended(filled)
    article = shelf.articles.by_address(HOME, f"{HOME}/7/")
    assert article is not None
    assert article.title == "Headline 7 in the log"
    shelf.database.close()


def test_flt_07_words_that_were_scribbled_over_are_read_as_far_as_they_can_be(filled: Path) -> None:
    body = filled.read_bytes()
    for word, scribble in (
        (b"Headline 7", b"Headli\xff\xfe 7"),
        (b'["Ada Brandt"]', b'["Ada Brandt",'),
        (b"What", b"\xc3hat"),
    ):
        assert word in body
        body = body.replace(word, scribble)
    filled.write_bytes(body)
    shelf = Shelf(filled)
    article = shelf.articles.by_address(HOME, f"{HOME}/7/")
    assert article is not None
    assert (article.title, article.authors, article.summary[1:]) == ("Headli\ufffd\ufffd 7", (), "hat happened.")
    assert len(shelf.articles.headlines(HOME, FRONT, limit=1000)) == STORIES
    shelf.database.close()


def test_flt_07_whatever_is_broken_there_is_a_library_afterwards(
    tmp_path: Path, whole: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mending, "PROBED", 1000)
    dice = random.Random(7)
    for turn in range(12):
        path = tmp_path / str(turn) / "library.sqlite"
        path.parent.mkdir()
        broken = bytearray(whole)
        for _ in range(turn + 1):
            start = dice.randrange(100, len(broken) - 500)
            broken[start : start + 500] = dice.randbytes(500)
        path.write_bytes(broken)
        shelf = Shelf(path)
        assert shelf.database.select("PRAGMA quick_check") == [("ok",)]
        assert shelf.articles.counts(HOME)[FRONT].articles == len(shelf.articles.outline(HOME, FRONT))
        shelf.database.close()
