"""What becomes of the stories of a feed: new ones, known ones, edited ones, and one story in several sections."""

from datetime import UTC, datetime

import pytest

from globeterm.model import FRONT, Article, Place
from globeterm.storage.intake import Saved

from .shelf import HOME, NOON, Shelf, check, minutes, story


def only(shelf: Shelf) -> Article:
    (article,) = shelf.articles.headlines(HOME, FRONT, limit=10)
    return article


def test_new_stories_stand_in_their_section_and_on_the_front_page_as_the_feed_has_them(shelf: Shelf) -> None:
    stories = [story("c", published=NOON), story("b", published=NOON - minutes(5)), story("a", published=None)]
    assert shelf.save(stories) == Saved(3, 0)
    article = shelf.articles.headlines(HOME, "world", limit=10)[0]
    assert article == Article(
        article.id,
        "Headline c",
        f"{HOME}/c/",
        ("Ada Brandt",),
        NOON,
        sections=("World",),
        tags=("harbour",),
        summary="What happened.",
    )
    assert shelf.titles("world") == shelf.titles(FRONT) == ["c", "a", "b"]


def test_equal_times_keep_the_order_of_the_feed(shelf: Shelf) -> None:
    shelf.save([story(name) for name in "dcba"])
    shelf.save([story(name) for name in "fe"])
    assert shelf.titles("world") == list("fedcba")


def test_flt_35_the_same_again_in_any_order_is_nothing_new(shelf: Shelf) -> None:
    stories = [story(name) for name in "dcba"]
    shelf.save(stories)
    assert shelf.save(stories[::-1]) == Saved(0, 0)
    assert shelf.titles("world") == list("dcba")


def test_flt_27_a_feed_that_comes_back_empty_deletes_nothing(shelf: Shelf) -> None:
    shelf.save([story("a"), story("b")])
    assert shelf.save([]) == Saved(0, 0)
    assert shelf.titles("world") == ["a", "b"]


def test_flt_37_one_item_with_a_constant_id_is_updated(shelf: Shelf) -> None:
    shelf.save([story("a"), story("b")])
    assert shelf.save([story("a", title="Another")]) == Saved(0, 1)
    assert shelf.titles("world") == ["Another", "b"]


def test_flt_36_an_edited_story_keeps_its_marks_and_its_place_twelve_times(shelf: Shelf) -> None:
    shelf.save([story("a", text='{"v": 0}')])
    number = only(shelf).id
    shelf.statuses.mark([number], True, NOON)
    shelf.statuses.save([number], True, NOON)
    shelf.statuses.keep_place(number, Place(4, 20), NOON)
    for turn in range(1, 13):
        edited = story("a", words=str(turn), updated=NOON + minutes(turn), text=f'{{"v": {turn}}}')
        assert shelf.save([edited], now=NOON + minutes(turn)) == Saved(0, 1)
    article = only(shelf)
    assert (article.read, article.saved, article.place) == (True, True, Place(4, 20))
    assert article.updated == NOON + minutes(12)
    assert shelf.text_of(number) == '{"v": 12}'
    assert shelf.articles.counts(HOME)[FRONT].unread == 0


@pytest.mark.parametrize("published", [NOON - minutes(600), NOON + minutes(600), None])
def test_flt_34_a_date_that_changes_moves_nothing(shelf: Shelf, published: datetime | None) -> None:
    shelf.save([story("b", published=NOON), story("a", published=NOON - minutes(5))])
    shelf.statuses.mark([shelf.id_of("a")], True, NOON)
    assert shelf.save([story("a", words="dated anew", published=published)]) == Saved(0, 1)
    assert shelf.titles("world") == ["b", "a"]
    assert shelf.titles("world", unread=True) == ["b"]
    article = shelf.articles.get(shelf.id_of("a"))
    assert article is not None
    assert article.published == NOON - minutes(5)


def test_flt_33_a_story_without_a_date_is_as_old_as_its_first_sight(shelf: Shelf) -> None:
    shelf.save([story("dated", published=NOON + minutes(10))])
    shelf.save([story("undated", published=None)], now=NOON + minutes(20))
    shelf.save([story("undated", words="now dated", published=NOON - minutes(500))], now=NOON + minutes(30))
    assert shelf.titles("world") == ["undated", "dated"]
    assert shelf.articles.headlines(HOME, "world", limit=1)[0].published == NOON - minutes(500)


def test_flt_33_a_story_of_the_future_does_not_pin_the_top(shelf: Shelf) -> None:
    tomorrow = NOON + minutes(20 * 60)
    shelf.save([story("future", published=tomorrow), story("first", published=NOON)])
    shelf.save([story("later", published=NOON + minutes(5))], now=NOON + minutes(5))
    assert shelf.titles("world") == ["later", "future", "first"]
    assert shelf.articles.headlines(HOME, "world", limit=2)[1].published == tomorrow


def test_flt_38_under_a_clock_that_was_never_set_stories_stand_by_their_own_times(shelf: Shelf) -> None:
    never_set = datetime(1970, 1, 1, tzinfo=UTC)
    shelf.save([story("old", published=NOON - minutes(60)), story("new", published=NOON)], now=never_set)
    assert shelf.titles("world") == ["new", "old"]


def test_an_edit_that_says_less_loses_nothing_that_was_said(shelf: Shelf) -> None:
    shelf.save([story("a", text='{"v": 1}', updated=NOON)])
    shelf.save([story("a", url=None, title="A", words="x")])
    article = only(shelf)
    assert (article.title, article.url, article.updated, article.minutes) == ("A", f"{HOME}/a/", NOON, 3)
    assert article.offline == "full"
    assert shelf.articles.by_address(HOME, f"{HOME}/a/") == article


def test_an_edit_that_moves_a_story_is_found_at_the_new_address(shelf: Shelf) -> None:
    shelf.save([story("a")])
    shelf.save([story("a", words="x", url=f"{HOME}/b/")])
    assert shelf.articles.by_address(HOME, f"{HOME}/b/") == only(shelf)
    assert shelf.articles.by_address(HOME, f"{HOME}/a/") is None


# --- texts ---


def test_a_full_text_from_the_feed_is_there_at_once(shelf: Shelf) -> None:
    shelf.save([story("full", text='{"v": 1}'), story("summary")])
    full, summary = shelf.articles.headlines(HOME, FRONT, limit=2)
    assert (full.offline, full.minutes) == ("full", 3)
    assert (summary.offline, summary.minutes) == ("summary", None)
    assert shelf.text_of(full.id) == '{"v": 1}'
    assert shelf.documents.get(summary.id) is None


def test_a_summary_never_takes_the_place_of_a_text_from_the_page(shelf: Shelf) -> None:
    shelf.save([story("a")])
    number = only(shelf).id
    shelf.documents.put(number, '{"page": 1}', 7, "page", NOON)
    assert not shelf.is_outdated(number)
    shelf.save([story("a", words="edited")], now=NOON + minutes(1))
    assert shelf.text_of(number) == '{"page": 1}'
    assert (only(shelf).minutes, only(shelf).offline) == (7, "full")
    assert shelf.is_outdated(number)
    shelf.documents.put(number, '{"page": 2}', 8, "page", NOON + minutes(2))
    assert not shelf.is_outdated(number)


def test_a_full_text_that_changed_takes_the_place_of_an_older_one(shelf: Shelf) -> None:
    shelf.save([story("a", text='{"v": 1}')])
    number = only(shelf).id
    assert shelf.save([story("a", text='{"v": 2}')], now=NOON + minutes(1)) == Saved(0, 1)
    assert shelf.text_of(number) == '{"v": 2}'
    assert not shelf.is_outdated(number)


# --- one story in several sections (FLT-32) ---


def test_flt_32_a_story_of_two_sections_is_one_article(shelf: Shelf) -> None:
    shelf.save([story("a")], "world")
    assert shelf.save([story("a")], "europe") == Saved(0, 0, joined=1)
    assert only(shelf).sections == ("World", "Europe")
    assert shelf.titles("world") == shelf.titles("europe") == ["a"]


def test_sections_stand_in_the_order_of_the_edition_whichever_came_first(shelf: Shelf) -> None:
    for key in ("world", "europe", "sport"):
        shelf.feed(key, key.title())
    for key in ("sport", "world", "europe"):
        shelf.save([story("a")], key)
    assert only(shelf).sections == ("World", "Europe", "Sport")


def test_a_story_that_was_read_in_one_section_is_read_in_the_next(shelf: Shelf) -> None:
    shelf.save([story("a")], "world")
    shelf.statuses.mark([only(shelf).id], True, NOON)
    shelf.statuses.save([only(shelf).id], True, NOON)
    shelf.save([story("a")], "europe")
    assert shelf.titles("europe", unread=True) == []
    assert shelf.titles("europe", saved=True) == ["a"]


def test_flt_32_addresses_are_one_however_they_are_spelt(shelf: Shelf) -> None:
    shelf.save([story("a", url="https://paper.example/caf%C3%A9/")], "world")
    shelf.save([story("a", url="http://paper.example/caf%c3%a9")], "europe")
    assert shelf.count("article") == 1


def test_flt_32_one_entry_id_at_two_addresses_is_two_stories(shelf: Shelf) -> None:
    shelf.save([story("1", url=f"{HOME}/one/")], "world")
    assert shelf.save([story("1", url=f"{HOME}/other/")], "europe") == Saved(1, 0)
    assert shelf.count("article") == 2


def test_flt_32_one_entry_id_without_an_address_is_two_stories(shelf: Shelf) -> None:
    shelf.save([story("1", url=None)], "world")
    assert shelf.save([story("1", url=None)], "europe") == Saved(1, 0)


def test_flt_32_another_entry_id_joins_by_address_headline_and_time_together(shelf: Shelf) -> None:
    one = {"url": f"{HOME}/one/", "title": "One"}
    shelf.save([story("guid", **one)], "world")
    assert shelf.save([story("link", **one)], "europe").new == 0
    assert shelf.save([story("later", **one, published=NOON + minutes(60))], "sport") == Saved(1, 0)
    assert shelf.save([story("never", **one, published=None)], "europe") == Saved(1, 0)
    assert shelf.save([story("headline", url=f"{HOME}/two/", title="One")], "sport") == Saved(1, 0)
    assert shelf.save([story("address", url=f"{HOME}/one/", title="Two")], "sport") == Saved(1, 0)


def test_flt_32_two_entries_of_one_feed_are_two_stories_however_alike(shelf: Shelf) -> None:
    alike = {"url": f"{HOME}/live/", "title": "Live"}
    assert shelf.save([story("2", **alike), story("1", **alike)], "world") == Saved(2, 0)
    assert shelf.save([story(name, **alike) for name in "213"], "europe") == Saved(1, 0, joined=2)
    assert shelf.save([story("4", **alike)], "europe") == Saved(1, 0)
    assert shelf.articles.counts(HOME)["europe"].articles == 4


def test_flt_32_of_two_entries_with_one_id_the_newer_counts_at_every_poll(shelf: Shelf) -> None:
    twice = [story("a", title="Newer"), story("b"), story("a", title="Older")]
    assert shelf.save(twice) == Saved(2, 0)
    assert shelf.save(twice) == Saved(0, 0)
    assert "Newer" in shelf.titles("world")


def test_feeds_that_tell_one_story_in_two_ways_do_not_quarrel(shelf: Shelf) -> None:
    shelf.save([story("a", words="as World tells it")], "world")
    assert shelf.save([story("a", words="as Europe tells it")], "europe") == Saved(0, 1, joined=1)
    assert shelf.save([story("a", words="as World tells it")], "world") == Saved(0, 0)
    assert shelf.save([story("a", words="as Europe tells it")], "europe") == Saved(0, 0)


def test_an_edit_that_two_feeds_bring_is_one_edit(shelf: Shelf) -> None:
    for key in ("world", "europe"):
        shelf.save([story("a")], key)
    assert shelf.save([story("a", words="edited")], "world") == Saved(0, 1)
    assert shelf.save([story("a", words="edited")], "europe") == Saved(0, 0)


def test_editions_never_share_an_article(shelf: Shelf) -> None:
    shelf.save([story("a")])
    mirror = "http://127.0.0.1:8080"
    feed = shelf.feed(home=mirror)
    assert shelf.articles.save(feed.id, [story("a")], check(), NOON) == Saved(1, 0)
    assert len(shelf.articles.outline(mirror, FRONT)) == 1
    assert only(shelf).sections == ("World",)
    assert shelf.articles.by_address(mirror, f"{HOME}/a/") != only(shelf)
