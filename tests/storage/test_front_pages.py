"""The front pages in the library file."""

import pytest

from globeterm.content import FrontGroup, FrontPage, Link
from globeterm.model import FRONT, PICKS, Counts, Feed, FeedCheck
from globeterm.storage.front_pages import FrontPageStore

from .shelf import HOME, NOON, Shelf, minutes, story

PAGE = FrontPage(
    (
        FrontGroup("", (Link("A “quoted” headline", f"{HOME}/a/"),), "lead"),
        FrontGroup("Recommended", (Link("B", f"{HOME}/b/"), Link("C", f"{HOME}/c/")), "recommended"),
        FrontGroup("Sport", (), "other"),
    )
)
ADDRESS = f"{HOME}/"


@pytest.fixture
def pages(shelf: Shelf) -> FrontPageStore:
    return FrontPageStore(shelf.database)


def test_nothing_is_known_of_a_page_that_was_never_asked_for(shelf: Shelf, pages: FrontPageStore) -> None:
    assert pages.get(HOME) == FrontPage()
    assert pages.history(HOME, ADDRESS) == Feed(0, FRONT, ADDRESS)
    assert PICKS not in shelf.articles.counts(HOME)


def test_a_page_comes_back_with_the_history_of_its_checks(shelf: Shelf, pages: FrontPageStore) -> None:
    pages.put(HOME, FeedCheck(NOON, NOON + minutes(60), digest=b"1"), PAGE)
    assert pages.get(HOME) == PAGE
    assert pages.history(HOME, ADDRESS) == Feed(
        0, FRONT, ADDRESS, digest=b"1", checked=NOON, due=NOON + minutes(60), failures=0
    )
    assert shelf.articles.counts(HOME)[PICKS] == Counts(3)
    assert pages.get("https://other.example") == FrontPage()


def test_a_check_without_news_and_a_failure_leave_the_page_as_it_was(pages: FrontPageStore) -> None:
    pages.put(HOME, FeedCheck(NOON, NOON, digest=b"1"), PAGE)
    pages.put(HOME, FeedCheck(NOON, NOON + minutes(10), error="no answer"))
    pages.put(HOME, FeedCheck(NOON, NOON + minutes(20), error="no answer"))
    history = pages.history(HOME, ADDRESS)
    assert (history.failures, history.due, history.checked) == (2, NOON + minutes(20), NOON)
    pages.put(HOME, FeedCheck(NOON + minutes(30), NOON + minutes(90), digest=b"1"))
    history = pages.history(HOME, ADDRESS)
    assert (history.failures, history.checked) == (0, NOON + minutes(30))
    assert pages.get(HOME) == PAGE


def test_a_page_that_fails_at_once_rests_too(pages: FrontPageStore) -> None:
    pages.put(HOME, FeedCheck(NOON, NOON + minutes(10), error="no answer"))
    assert (pages.history(HOME, ADDRESS).failures, pages.history(HOME, ADDRESS).checked) == (1, None)


def test_stories_are_found_by_any_spelling_of_their_address(shelf: Shelf, pages: FrontPageStore) -> None:
    shelf.save([story("a"), story("b")])
    urls = ["http://paper.example/a#top", f"{HOME}/b", f"{HOME}/elsewhere/"]
    assert pages.at_addresses(HOME, urls) == {
        "paper.example/a": shelf.id_of("a"),
        "paper.example/b": shelf.id_of("b"),
    }
    assert pages.at_addresses("https://other.example", urls) == {}


@pytest.mark.parametrize("text", ["", "3", "[3]", '[["lead"]]', '[["lead", "x", [["one"]]]]'])
def test_flt_07_a_damaged_page_is_an_empty_one(shelf: Shelf, pages: FrontPageStore, text: str) -> None:
    pages.put(HOME, FeedCheck(NOON, NOON), PAGE)
    with shelf.database.write() as connection:
        connection.execute("UPDATE front_page SET groups = ?", (text,))
    assert pages.get(HOME) == FrontPage()
