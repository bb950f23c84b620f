"""Pictures in the library file: kept with the articles that show them."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from globeterm.errors import StorageError
from globeterm.storage.database import open_database
from globeterm.storage.intake import Intake
from globeterm.storage.pictures import PictureStore, StoredPicture
from globeterm.storage.schema import MIGRATIONS

from .shelf import HOME, NOON, Shelf, feed_of_old, minutes, story

URL = f"{HOME}/wp-content/uploads/2019/11/strike.jpg"
PICTURE = StoredPicture(URL, 1200, 600, b"\xff\xd8 a picture")


@pytest.fixture
def pictures(shelf: Shelf) -> PictureStore:
    shelf.save([story("a"), story("b")])
    return PictureStore(shelf.database)


def test_a_picture_comes_back_as_it_went_in(shelf: Shelf, pictures: PictureStore) -> None:
    assert pictures.get(URL) is None
    pictures.put(PICTURE, shelf.id_of("a"), NOON)
    assert pictures.get(URL) == PICTURE
    assert pictures.get(URL.replace("https", "http")) == PICTURE
    assert pictures.get(f"{URL}?resize=2") is None


def test_it_is_known_which_pictures_are_here(pictures: PictureStore) -> None:
    pictures.put(PICTURE, None, NOON)
    assert pictures.has([URL, f"{HOME}/other.png"]) == {URL}
    assert pictures.has([]) == frozenset()


def test_a_newer_picture_takes_the_place_of_the_older(shelf: Shelf, pictures: PictureStore) -> None:
    pictures.put(PICTURE, shelf.id_of("a"), NOON)
    newer = StoredPicture(URL, 10, 20, b"newer")
    pictures.put(newer, shelf.id_of("a"), NOON + minutes(1))
    assert pictures.get(URL) == newer
    assert (shelf.count("picture"), shelf.count("illustration")) == (1, 1)


def test_a_picture_goes_with_the_last_article_that_shows_it(shelf: Shelf, pictures: PictureStore) -> None:
    a, b = shelf.id_of("a"), shelf.id_of("b")
    pictures.put(PICTURE, a, NOON)
    pictures.keep_with(URL, b)
    pictures.keep_with(URL, b)
    assert shelf.count("illustration") == 2
    for article, left in ((a, 1), (b, 0)):
        with shelf.database.write() as connection:
            for table in ("entry", "placement", "status", "document"):
                connection.execute(f"DELETE FROM {table} WHERE article_id = ?", (article,))
            connection.execute("DELETE FROM article WHERE id = ?", (article,))
        assert shelf.count("picture") == left


def test_a_picture_of_no_article_stays(shelf: Shelf, pictures: PictureStore) -> None:
    pictures.put(PICTURE, None, NOON)
    assert (shelf.count("picture"), shelf.count("illustration")) == (1, 0)


def test_a_picture_and_its_article_are_stored_together_or_not_at_all(shelf: Shelf, pictures: PictureStore) -> None:
    with pytest.raises(StorageError):
        pictures.put(PICTURE, 999, NOON)
    assert pictures.get(URL) is None


def test_to_know_that_it_is_kept_nothing_is_written(shelf: Shelf, pictures: PictureStore) -> None:
    pictures.put(PICTURE, shelf.id_of("a"), NOON)
    before = shelf.database.select("SELECT total_changes()")
    pictures.keep_with(URL, shelf.id_of("a"))
    assert shelf.database.select("SELECT total_changes()") == before


def test_flt_10_a_library_without_pictures_is_upgraded(path: Path) -> None:
    path.parent.mkdir()
    with closing(open_database(path, now=lambda: NOON, migrations=MIGRATIONS[:1])) as old:
        assert old.select("PRAGMA user_version") == [(1,)]
        feed_id = feed_of_old(old)
        with old.write() as connection:
            Intake(connection, feed_id, NOON).take([story("a")])
    shelf = Shelf(path)
    assert shelf.database.select("PRAGMA user_version") == [(len(MIGRATIONS),)]
    assert shelf.database.notice is None
    assert shelf.titles("world") == ["a"]
    pictures = PictureStore(shelf.database)
    pictures.put(PICTURE, shelf.id_of("a"), NOON)
    assert pictures.get(URL) == PICTURE
    shelf.database.close()
    with closing(sqlite3.connect(path.with_name("library.sqlite.v1"))) as copy:
        assert copy.execute("SELECT home FROM edition").fetchall() == [(HOME,)]


def damage(path: Path) -> None:
    """Spoil an index, and let the file look as if its program had been killed."""
    with closing(sqlite3.connect(path)) as connection:
        ((root,),) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entry_feed'").fetchall()
    with path.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 4096)
    path.with_name("library.sqlite-wal").write_bytes(b"")


def test_flt_07_pictures_are_saved_out_of_a_damaged_library(path: Path) -> None:
    shelf = Shelf(path)
    shelf.save([story(str(number)) for number in range(200)])
    PictureStore(shelf.database).put(PICTURE, shelf.id_of("150"), NOON)
    shelf.database.close()
    damage(path)
    mended = Shelf(path)
    assert mended.database.notice is not None
    assert PictureStore(mended.database).get(URL) == PICTURE
    assert mended.count("illustration") == 1


def test_flt_07_a_damaged_library_without_pictures_is_mended(path: Path) -> None:
    path.parent.mkdir()
    with closing(open_database(path, now=lambda: NOON, migrations=MIGRATIONS[:1])) as old:
        feed_id = feed_of_old(old)
        with old.write() as connection:
            Intake(connection, feed_id, NOON).take([story("a")])
    damage(path)
    mended = Shelf(path)
    assert mended.titles("world") == ["a"]
    assert PictureStore(mended.database).get(URL) is None
