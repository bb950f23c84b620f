from dataclasses import replace

import pytest

from globeterm.errors import StorageError
from globeterm.model import FRONT, Feed, FeedCheck, Validators

from .shelf import HOME, NOON, Shelf, check, minutes, story


def feed_of(shelf: Shelf, key: str = "world") -> Feed:
    feed = shelf.feeds.find(HOME, key)
    assert feed is not None
    return feed


def test_a_section_gets_its_feed_once(shelf: Shelf) -> None:
    assert shelf.feeds.find(HOME, "world") is None
    feed = shelf.feed()
    assert feed == Feed(feed.id, "world", f"{HOME}/category/world/feed/")
    assert shelf.feed() == feed == shelf.feeds.find(HOME, "world")
    assert shelf.count("list") == 2


def test_feeds_come_in_the_order_of_the_edition_and_editions_are_kept_apart(shelf: Shelf) -> None:
    for key in ("world", "opinion/stage", "business"):
        shelf.feed(key)
    shelf.feed("world", home="http://127.0.0.1:8080")
    assert [feed.section for feed in shelf.feeds.feeds(HOME)] == ["world", "opinion/stage", "business"]
    assert [feed.address for feed in shelf.feeds.feeds("http://127.0.0.1:8080")] == [
        "http://127.0.0.1:8080/category/world/feed/"
    ]
    assert shelf.feeds.feeds("https://nobody.example") == ()


def test_full_texts_are_counted_by_section(shelf: Shelf) -> None:
    shelf.save([story("1", text="{}"), story("2")])
    shelf.save([story("1", text="{}")], "business")
    shelf.save([story("3")], "national")
    assert shelf.feeds.full_texts(HOME) == {FRONT: 1, "world": 1, "business": 1}
    assert shelf.feeds.full_texts("https://nobody.example") == {}


def test_a_section_that_is_called_otherwise_now_is_called_so_in_every_article(shelf: Shelf) -> None:
    shelf.save([story("a")])
    shelf.feeds.ensure(HOME, "world", "The World", feed_of(shelf).address)
    assert shelf.articles.headlines(HOME, FRONT, limit=1)[0].sections == ("The World",)


def test_an_edition_that_moves_a_feed_starts_it_afresh(shelf: Shelf) -> None:
    feed = shelf.feed()
    shelf.feeds.record(feed.id, replace(check(), whole=True))
    moved = shelf.feeds.ensure(HOME, "world", "World", f"{HOME}/world.xml")
    assert moved == Feed(feed.id, "world", f"{HOME}/world.xml", checked=NOON)


def test_what_was_found_elsewhere_stays_whatever_the_edition_says(shelf: Shelf) -> None:
    feed = shelf.feed()
    shelf.feeds.set_address(feed.id, f"{HOME}/topics/world/feed/", "menu", NOON)
    assert shelf.feeds.ensure(HOME, "world", "World", f"{HOME}/other/") == feed_of(shelf)
    assert shelf.feeds.ensure(HOME, "world", "Worlds", f"{HOME}/other/") == feed_of(shelf)
    assert (feed_of(shelf).address, feed_of(shelf).found, feed_of(shelf).found_at) == (
        f"{HOME}/topics/world/feed/",
        "menu",
        NOON,
    )


def test_validators_of_another_address_are_forgotten(shelf: Shelf) -> None:
    feed = shelf.feed()
    shelf.feeds.record(feed.id, replace(check(), whole=True))
    shelf.feeds.set_address(feed.id, feed.address, "missing", NOON)
    same = feed_of(shelf)
    assert (same.validators.etag, same.digest, same.whole, same.found) == (b'"1"', b"digest", NOON, "missing")
    shelf.feeds.set_address(feed.id, f"{HOME}/elsewhere/", "rest", NOON)
    other = feed_of(shelf)
    assert (other.validators, other.digest, other.whole) == (Validators(), None, None)
    assert other.due == NOON + minutes(60)


def test_sec_15_validators_come_back_as_the_very_bytes(shelf: Shelf) -> None:
    feed = shelf.feed()
    odd = Validators(b'W/"caf\xe9\x00"', b"Mon, 18 Nov 2019 12:00 GMT")
    shelf.feeds.record(feed.id, replace(check(), validators=odd))
    assert feed_of(shelf).validators == odd


def test_pol_04_to_07_an_answer_without_a_body_keeps_the_digest_and_drops_a_dropped_validator(shelf: Shelf) -> None:
    feed = shelf.feed()
    shelf.feeds.record(feed.id, replace(check(), validators=Validators(b"a", b"b"), whole=True))
    later = NOON + minutes(5)
    shelf.feeds.record(feed.id, FeedCheck(later, later + minutes(60), Validators(None, b"c")))
    found = feed_of(shelf)
    assert (found.validators, found.digest) == (Validators(None, b"c"), b"digest")
    assert (found.checked, found.due, found.whole, found.changed) == (later, later + minutes(60), NOON, None)


def test_pol_21_a_failure_keeps_what_the_last_answer_taught_and_a_success_resets_it(shelf: Shelf) -> None:
    feed = shelf.feed()
    shelf.feeds.record(feed.id, check())
    for number in (1, 2, 3):
        shelf.feeds.record(feed.id, check(NOON + minutes(number), etag=None, error=f"failure {number}"))
    failing = feed_of(shelf)
    assert (failing.failures, failing.failing_since, failing.error) == (3, NOON + minutes(1), "failure 3")
    assert (failing.checked, failing.validators.etag, failing.digest) == (NOON, b'"1"', b"digest")
    assert failing.due == NOON + minutes(63)
    shelf.feeds.record(feed.id, check(NOON + minutes(9)))
    well = feed_of(shelf)
    assert (well.failures, well.failing_since, well.error) == (0, None, None)


def test_changed_is_the_last_check_that_brought_something(shelf: Shelf) -> None:
    shelf.save([story("a")])
    shelf.save([story("a")], now=NOON + minutes(60))
    assert (feed_of(shelf).changed, feed_of(shelf).checked) == (NOON, NOON + minutes(60))


def test_an_unknown_way_of_finding_is_refused(shelf: Shelf) -> None:
    with pytest.raises(StorageError):
        shelf.feeds.set_address(shelf.feed().id, HOME, "guess", NOON)  # type: ignore[arg-type]
