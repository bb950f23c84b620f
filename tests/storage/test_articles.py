import sqlite3
from array import array
from dataclasses import replace

import pytest

from globeterm.entry import Known
from globeterm.errors import StorageError
from globeterm.limits import ENTRIES_PER_FEED
from globeterm.model import FRONT, SAVED, Counts
from globeterm.storage.intake import Saved

from .shelf import HOME, NOON, Shelf, check, minutes, story


def test_flt_01_entries_and_validators_are_stored_together_or_not_at_all(shelf: Shelf) -> None:
    feed = shelf.feed()
    broken = replace(story("b"), title=None)  # type: ignore[arg-type]
    with pytest.raises(StorageError):
        shelf.articles.save(feed.id, [broken, story("a")], check(), NOON)
    assert shelf.count("article") == shelf.count("entry") == shelf.count("placement") == 0
    assert shelf.feeds.find(HOME, "world") == feed
    unstorable = replace(check(), digest=object())  # type: ignore[arg-type]
    with pytest.raises(StorageError):
        shelf.articles.save(feed.id, [story("a")], unstorable, NOON)
    assert shelf.count("article") == shelf.count("entry") == shelf.count("placement") == 0
    assert shelf.articles.save(feed.id, [story("a")], check(), NOON) == Saved(1, 0)
    found = shelf.feeds.find(HOME, "world")
    assert found is not None
    assert (found.validators.etag, found.digest) == (b'"1"', b"digest")


def test_known_says_enough_to_tell_new_from_changed(shelf: Shelf) -> None:
    shelf.save([story("b", published=None), story("a")])
    feed = shelf.feed()
    assert shelf.articles.known(feed.id) == {
        "a": Known(shelf.id_of("a"), "a", "Headline a", f"{HOME}/a/", NOON, story("a").digest),
        "b": Known(shelf.id_of("b"), "b", "Headline b", f"{HOME}/b/", None, story("b").digest),
    }
    assert shelf.articles.known(shelf.feed("europe").id) == {}


def test_known_is_bounded_and_save_still_knows_the_rest(shelf: Shelf) -> None:
    stories = [story(str(number)) for number in range(ENTRIES_PER_FEED + 10)]
    shelf.save(stories)
    known = shelf.articles.known(shelf.feed().id)
    assert len(known) == ENTRIES_PER_FEED
    assert "0" in known
    assert str(ENTRIES_PER_FEED + 9) not in known
    assert shelf.save([story(str(ENTRIES_PER_FEED + 9))]) == Saved(0, 0)


def test_counts_of_an_edition_that_was_never_opened(shelf: Shelf) -> None:
    assert shelf.articles.counts(HOME) == {FRONT: Counts(), SAVED: Counts()}


def test_counts_by_list(shelf: Shelf) -> None:
    shelf.save([story(name) for name in "cba"], "world")
    shelf.save([story(name) for name in "dc"], "europe")
    shelf.feed("sport", "Sport")
    shelf.statuses.mark([shelf.id_of("c"), shelf.id_of("a")], True, NOON)
    shelf.statuses.save([shelf.id_of("c"), shelf.id_of("d")], True, NOON)
    assert shelf.articles.counts(HOME) == {
        FRONT: Counts(4, 2),
        "world": Counts(3, 1),
        "europe": Counts(2, 1),
        "sport": Counts(0, 0),
        SAVED: Counts(2, 1),
    }


def test_outlines_are_newest_first_and_can_be_narrowed(shelf: Shelf) -> None:
    shelf.save([story(name, published=NOON - minutes(number)) for number, name in enumerate("abcd")])
    shelf.statuses.mark([shelf.id_of("a"), shelf.id_of("b")], True, NOON)
    shelf.statuses.save([shelf.id_of("b"), shelf.id_of("c")], True, NOON)
    outline = shelf.articles.outline(HOME, "world")
    assert outline == array("q", [shelf.id_of(name) for name in "abcd"])
    assert shelf.titles("world", unread=True) == ["c", "d"]
    assert shelf.titles("world", saved=True) == ["b", "c"]
    assert shelf.titles(SAVED) == shelf.titles(SAVED, saved=True) == shelf.titles(FRONT, saved=True) == ["b", "c"]
    assert shelf.titles(SAVED, unread=True) == ["c"]
    assert len(shelf.articles.headlines(HOME, "world", limit=2)) == 2
    assert shelf.articles.outline(HOME, "nowhere") == array("q")
    assert shelf.articles.outline("https://nobody.example", FRONT) == array("q")


def test_articles_come_in_the_order_that_is_asked_for(shelf: Shelf) -> None:
    shelf.save([story(name) for name in "abc"])
    a, b, c = (shelf.id_of(name) for name in "abc")
    assert [article.id for article in shelf.articles.articles([b, 999, c, a, b])] == [b, c, a, b]
    assert shelf.articles.articles([]) == []
    assert shelf.articles.get(999) is None


def test_by_address_finds_the_newest_however_the_address_is_spelt(shelf: Shelf) -> None:
    shelf.save([story("2", url=f"{HOME}/live/"), story("1", url=f"{HOME}/live/")])
    found = shelf.articles.by_address(HOME, "http://PAPER.example/live#now")
    assert found is not None
    assert found.title == "Headline 2"
    assert shelf.articles.by_address(HOME, f"{HOME}/nothing/") is None


READS = {
    "outline": lambda shelf: shelf.articles.outline(HOME, "world"),
    "unread outline": lambda shelf: shelf.articles.outline(HOME, FRONT, unread=True),
    "saved outline": lambda shelf: shelf.articles.outline(HOME, SAVED),
    "saved unread outline": lambda shelf: shelf.articles.outline(HOME, SAVED, unread=True),
    "headlines": lambda shelf: shelf.articles.headlines(HOME, FRONT, limit=100),
    "counts": lambda shelf: shelf.articles.counts(HOME),
    "known": lambda shelf: shelf.articles.known(1),
    "by address": lambda shelf: shelf.articles.by_address(HOME, HOME),
    "session": lambda shelf: shelf.sessions.get(HOME),
    "page": lambda shelf: shelf.documents.page_get(HOME),
}


@pytest.mark.parametrize("read", READS.values(), ids=READS.keys())
def test_every_list_is_read_by_an_index_and_no_list_reads_a_body(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, read: object
) -> None:
    queries: list[tuple[str, object]] = []
    select = shelf.database.select
    shelf.save([story("a"), story("b")])

    def record(query: str, parameters: tuple[object, ...] = ()) -> list[object]:
        queries.append((query, parameters))
        return select(query, parameters)

    monkeypatch.setattr(shelf.database, "select", record)
    assert callable(read)
    read(shelf)
    assert queries
    for query, parameters in queries:
        with sqlite3.connect(shelf.path) as connection:
            plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}", parameters)]
        steps = [step for step in plan if not step.startswith("SCAN json_each")]
        assert not [step for step in steps if "SCAN" in step or "TEMP B-TREE" in step], query
        assert not [step for step in steps if "document" in step], query


@pytest.mark.parametrize(
    ("narrowing", "index"),
    [({"unread": True}, "placement_unread"), ({"saved": True}, "placement_saved")],
)
def test_narrowed_lists_use_the_index_that_holds_nothing_else(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, narrowing: dict[str, bool], index: str
) -> None:
    plans: list[str] = []
    select = shelf.database.select

    def explain(query: str, parameters: tuple[object, ...] = ()) -> list[object]:
        plans.extend(row[3] for row in select(f"EXPLAIN QUERY PLAN {query}", parameters))
        return select(query, parameters)

    monkeypatch.setattr(shelf.database, "select", explain)
    shelf.articles.outline(HOME, FRONT, **narrowing)
    assert [plan for plan in plans if "placement" in plan and index in plan]
