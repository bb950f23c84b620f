"""What may be given up, and what never."""

from datetime import datetime

import pytest

from globeterm.document.codec import to_json
from globeterm.errors import StorageError
from globeterm.model import Place
from globeterm.storage.pictures import PictureStore, StoredPicture, Vain
from globeterm.storage.retention import RetentionStore
from globeterm.storage.upkeep import Upkeep

from .shelf import HOME, NOON, Shelf, minutes, story
from .test_versions import document

LATER = NOON + minutes(600)


@pytest.fixture
def kept(shelf: Shelf) -> RetentionStore:
    """Stories a to e, the newest first, each with a text, a picture of its own, and one that all of them show."""
    texts = {name: to_json(document(name)) for name in "abcde"}
    shelf.save([story(name, text=texts[name], published=NOON - minutes(at)) for at, name in enumerate("abcde")])
    pictures = PictureStore(shelf.database)
    for name in "abcde":
        for url in (f"{HOME}/{name}.png", f"{HOME}/shared.png"):
            pictures.put(StoredPicture(url, 9, 9, b"x" * 5000), shelf.id_of(name), NOON)
    return RetentionStore(shelf.database)


def read(shelf: Shelf, names: str, at: datetime = NOON) -> None:
    shelf.statuses.mark([shelf.id_of(name) for name in names], True, at)


def named(shelf: Shelf, ids: list[int]) -> str:
    found = [shelf.articles.get(number) for number in ids]
    return "".join(article.title[-1] for article in found if article is not None)


def test_the_oldest_that_were_read_come_first(shelf: Shelf, kept: RetentionStore) -> None:
    assert kept.candidates(HOME, "text", LATER, 9) == []
    read(shelf, "bde")
    assert named(shelf, kept.candidates(HOME, "text", LATER, 9)) == "edb"
    assert named(shelf, kept.candidates(HOME, "pictures", LATER, 2)) == "ed"
    assert kept.candidates("https://other.example", "text", LATER, 9) == []


def test_unread_and_saved_stories_are_never_among_them(shelf: Shelf, kept: RetentionStore) -> None:
    read(shelf, "abcde")
    shelf.statuses.save([shelf.id_of("d")], True, NOON)
    shelf.statuses.mark([shelf.id_of("e")], False, NOON)
    assert named(shelf, kept.candidates(HOME, "text", LATER, 9)) == "cba"


def test_what_was_read_later_stays(shelf: Shelf, kept: RetentionStore) -> None:
    read(shelf, "ab", NOON)
    read(shelf, "cd", NOON + minutes(10))
    shelf.statuses.keep_place(shelf.id_of("b"), Place(1), NOON + minutes(10))
    assert named(shelf, kept.candidates(HOME, "text", NOON + minutes(10), 9)) == "a"


def test_pictures_go_with_the_last_story_that_shows_them(shelf: Shelf, kept: RetentionStore) -> None:
    read(shelf, "ab")
    kept.give_up([shelf.id_of("a"), shelf.id_of("b")], "pictures")
    pictures = PictureStore(shelf.database)
    assert pictures.get(f"{HOME}/a.png") is None
    assert pictures.get(f"{HOME}/shared.png") is not None
    assert shelf.text_of(shelf.id_of("a")) is not None
    assert kept.candidates(HOME, "pictures", LATER, 9) == []
    assert named(shelf, kept.candidates(HOME, "text", LATER, 9)) == "ba"


def test_the_headline_stays_and_is_found(shelf: Shelf, kept: RetentionStore) -> None:
    read(shelf, "a")
    number = shelf.id_of("a")
    kept.give_up([number], "text")
    article = shelf.articles.get(number)
    assert article is not None
    assert (article.title, article.offline, article.read) == ("Headline a", "summary", True)
    assert shelf.titles("world") == list("abcde")
    assert shelf.text_of(number) is None
    assert shelf.count("unindexed") == 0


def test_what_was_given_up_is_not_lacking_until_it_is_wanted_again(shelf: Shelf, kept: RetentionStore) -> None:
    """Unread again, saved, or opened, so that its page was brought."""
    read(shelf, "abc")
    numbers = [shelf.id_of(name) for name in "abc"]
    shelf.documents.put_pages(numbers[0], None, None, NOON)
    kept.give_up(numbers, "text")
    assert shelf.documents.lacking(numbers) == []
    shelf.statuses.mark(numbers[:1], False, LATER)
    shelf.statuses.save(numbers[1:2], True, LATER)
    assert shelf.documents.lacking(numbers) == numbers[:2]
    shelf.documents.put(numbers[2], to_json(document("c")), 1, "page", LATER)
    assert named(shelf, kept.candidates(HOME, "text", LATER + minutes(1), 9)) == "c"


def test_what_is_thinned_out_wishes_for_no_pictures(shelf: Shelf, kept: RetentionStore) -> None:
    pictures, number = PictureStore(shelf.database), shelf.id_of("a")
    read(shelf, "a")
    pictures.list_of({number: [f"{HOME}/a.png"]})
    assert [wish.is_here for wish in pictures.wanted([number], NOON)] == [True]
    kept.give_up([number], "pictures")
    assert pictures.wanted([number], NOON) == []
    assert pictures.unlisted([number]) == []
    pictures.keep_all([number])
    assert kept.candidates(HOME, "pictures", LATER, 9) == []


def test_flt_04_a_disk_that_is_full_is_said(shelf: Shelf) -> None:
    shelf.database._connection.execute("BEGIN")
    with pytest.raises(StorageError, match="VACUUM"):
        shelf.database.vacuum()
    shelf.database._connection.execute("ROLLBACK")


def test_flt_07_a_time_that_is_none_rests_no_picture(shelf: Shelf) -> None:
    pictures = PictureStore(shelf.database)
    pictures.put_vain(f"{HOME}/a.png", Vain("gone", 1, NOON, LATER))
    assert pictures.vain(f"{HOME}/a.png") == Vain("gone", 1, NOON, LATER)
    with shelf.database.write() as connection:
        connection.execute("UPDATE vain SET again_at = 9223372036854775807")
    assert pictures.vain(f"{HOME}/a.png") is None


def test_the_library_is_weighed_and_made_smaller(shelf: Shelf, kept: RetentionStore) -> None:
    upkeep = Upkeep(shelf.database)
    pictures = PictureStore(shelf.database)
    for number in range(200):
        pictures.put(StoredPicture(f"{HOME}/{number}.png", 9, 9, b"x" * 20_000), shelf.id_of("a"), NOON)
    before = upkeep.sizes()
    assert before.pictures == 6 * 5000 + 200 * 20_000
    assert 0 < before.articles < before.pictures
    assert before.documents > 0
    assert before.search > 0
    assert upkeep.used() <= before.file
    read(shelf, "a")
    kept.give_up([shelf.id_of("a")], "pictures")
    after = upkeep.sizes()
    assert after.free > 3_500_000
    assert after.pictures == 5 * 5000
    assert upkeep.compact() > 3_500_000
    assert upkeep.sizes().free == 0
    assert upkeep.sizes().file < 1_000_000
    assert shelf.titles("world") == list("abcde")
    assert shelf.database.select("PRAGMA quick_check") == [("ok",)]
    assert upkeep.compact() == 0
