from globeterm.model import FRONT, Place

from .shelf import HOME, NOON, Shelf, minutes, story


def test_a_mark_returns_what_it_changed_so_that_it_can_be_undone(shelf: Shelf) -> None:
    shelf.save([story(name) for name in "abc"])
    a, b, c = (shelf.id_of(name) for name in "abc")
    assert shelf.statuses.mark([b], True, NOON) == [b]
    changed = shelf.statuses.mark([c, b, a, c, 999], True, NOON)
    assert changed == [c, a]
    assert shelf.titles(FRONT, unread=True) == []
    assert shelf.statuses.mark(changed, False, NOON) == [c, a]
    assert shelf.titles(FRONT, unread=True) == ["a", "c"]
    assert shelf.statuses.mark([], True, NOON) == []


def test_saving_and_reading_are_two_marks(shelf: Shelf) -> None:
    shelf.save([story("a")])
    a = shelf.id_of("a")
    assert shelf.statuses.save([a], True, NOON) == [a]
    assert shelf.statuses.save([a], True, NOON) == []
    assert shelf.statuses.mark([a], True, NOON) == [a]
    article = shelf.articles.get(a)
    assert article is not None
    assert (article.read, article.saved) == (True, True)
    assert shelf.statuses.save([a], False, NOON) == [a]
    assert shelf.titles(FRONT, saved=True) == []
    assert shelf.titles(FRONT, unread=True) == []


def test_each_mark_keeps_the_time_of_its_own_change(shelf: Shelf) -> None:
    shelf.save([story("a")])
    a = shelf.id_of("a")
    shelf.statuses.mark([a], True, NOON)
    shelf.statuses.save([a], True, NOON + minutes(1))
    shelf.statuses.keep_place(a, Place(2, 7), NOON + minutes(2))
    shelf.statuses.mark([a], True, NOON + minutes(3))
    times = shelf.database.select("SELECT saved_at - read_at, place_at - read_at FROM status")
    assert times == [(60_000_000, 120_000_000)]


def test_a_whole_list_is_marked_and_only_what_was_unread_comes_back(shelf: Shelf) -> None:
    shelf.save([story(name) for name in "abc"], "world")
    shelf.save([story("d")], "europe")
    shelf.statuses.mark([shelf.id_of("b")], True, NOON)
    assert shelf.statuses.mark_list(HOME, "world", NOON) == [shelf.id_of("a"), shelf.id_of("c")]
    assert shelf.titles(FRONT, unread=True) == ["d"]
    assert shelf.statuses.mark_list(HOME, FRONT, NOON) == [shelf.id_of("d")]
    assert shelf.statuses.mark_list(HOME, FRONT, NOON) == []


def test_a_place_comes_back_with_the_article(shelf: Shelf) -> None:
    shelf.save([story("a")])
    a = shelf.id_of("a")
    for place in (Place(3, 14), Place(9, 0)):
        shelf.statuses.keep_place(a, place, NOON)
        article = shelf.articles.get(a)
        assert article is not None
        assert (article.place, article.read) == (place, False)
    shelf.statuses.keep_place(999, Place(1, 1), NOON)
    assert shelf.count("status") == 1


def test_a_place_is_kept_by_address_for_what_is_no_article(shelf: Shelf) -> None:
    url = f"{HOME}/about-us/"
    assert shelf.statuses.place_at(url) == Place()
    for place in (Place(3, 14), Place(-1, 2)):
        shelf.statuses.keep_place_at(url, place, NOON)
        assert shelf.statuses.place_at(f"{HOME}/about-us#team") == place
    assert shelf.count("page_place") == 1
