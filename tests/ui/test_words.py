"""The words of status line, empty lists and sidebar, without a screen."""

from datetime import timedelta

import pytest

from globeterm.model import FRONT, SAVED, Counts, Feed
from globeterm.ui.condition import Condition, in_words, of_feeds
from globeterm.ui.empty import empty_list
from globeterm.ui.notice import Notice, set_notice
from globeterm.ui.tree import detail, list_keys, name_of, rows

from .papers import EDITION, NOW

TWO_MINUTES_AGO = NOW - timedelta(minutes=2)
AN_HOUR_AGO = NOW - timedelta(hours=1)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (Condition(), "not checked yet · r asks the site"),
        (Condition(checked=TWO_MINUTES_AGO), "online · checked 2 min ago"),
        (Condition(checking="World", done=3, total=13), "checking World · 3 of 13"),
        (Condition(checked=TWO_MINUTES_AGO, failing_since=AN_HOUR_AGO), "offline since 11:00 · checked 2 min ago"),
        (Condition(failing_since=AN_HOUR_AGO), "offline since 11:00 · never checked"),
        (Condition(is_offline=True, checked=TWO_MINUTES_AGO), "offline, as you asked · checked 2 min ago"),
        (
            Condition(instead_of="The Globe Post"),
            "The Globe Post can’t be reached; this is the built-in sample edition. r tries the paper again.",
        ),
    ],
)
def test_the_status_line_says_how_the_paper_stands(condition: Condition, words: str):
    """FLT-24: one line, since when, and what to press."""
    assert in_words(condition, NOW) == words


def feed(key: str, **changes: object) -> Feed:
    return Feed(1, key, f"https://paper.example/{key}/feed/", **changes)  # type: ignore[arg-type]


def test_the_paper_is_offline_only_when_no_feed_answers():
    fine = feed("world", checked=TWO_MINUTES_AGO)
    broken = feed("business", checked=AN_HOUR_AGO, failing_since=TWO_MINUTES_AGO)
    missing = feed("opinion", found="missing")
    assert of_feeds(()) == (None, None)
    assert of_feeds((fine, broken)) == (TWO_MINUTES_AGO, None)
    assert of_feeds((broken, missing)) == (AN_HOUR_AGO, TWO_MINUTES_AGO)


def test_the_sidebar_marks_what_is_gone_and_what_alone_fails():
    feeds = (feed("world", failing_since=NOW), feed("business", found="missing"), feed("national", checked=NOW))
    states = {row.key: row.state for row in rows(EDITION, {}, feeds)}
    assert (states["world"], states["business"], states["national"]) == ("fails", "gone", "")


def test_when_nothing_can_be_reached_no_single_row_says_so():
    feeds = tuple(feed(section.key, failing_since=NOW) for section in EDITION.walk())
    assert {row.state for row in rows(EDITION, {}, feeds)} == {""}


def test_the_sidebar_is_front_page_tree_saved_pages():
    counts = {FRONT: Counts(9, 4), SAVED: Counts(5, 1), "opinion/stage": Counts(2, 2)}
    shown = [(row.kind, row.name, row.depth, row.count) for row in rows(EDITION, counts, ())]
    assert shown[0] == ("list", "Front page", 0, 4)
    assert ("list", "Stage", 1, 2) in shown
    assert shown[-4:] == [("rule", "", 0, 0), ("list", "Saved", 0, 5), ("rule", "", 0, 0), ("page", "About Us", 0, 0)]


def test_every_list_has_a_name():
    assert [name_of(EDITION, key) for key in list_keys(EDITION)] == [
        "Front page",
        "National",
        "World",
        "Business",
        "Opinion",
        "Stage",
        "Saved",
    ]
    assert name_of(EDITION, "unknown") == "unknown"


@pytest.mark.parametrize(
    ("counts", "key", "feeds", "above", "words"),
    [
        (Counts(9, 3), "world", (), 0, "3 unread"),
        (Counts(9, 3), "world", (), 2, "↑ 2 new · 3 unread"),
        (Counts(9, 0), "world", (), 0, "all read"),
        (Counts(), "world", (), 0, ""),
        (Counts(5, 2), SAVED, (), 0, "5 saved"),
        (Counts(), SAVED, (), 0, ""),
        (Counts(9, 3), "world", (feed("world", found="missing"),), 0, "gone from the site"),
    ],
)
def test_the_head_of_a_list(counts: Counts, key: str, feeds: tuple[Feed, ...], above: int, words: str):
    assert detail(counts, key, feeds, above) == words


def test_an_empty_list_says_why_and_what_to_press():
    failing = feed("world", failing_since=AN_HOUR_AGO, error="paper.example can’t be reached")
    titles = {
        "saved": empty_list(EDITION, SAVED, (), Condition(), NOW),
        "gone": empty_list(EDITION, "world", (feed("world", found="missing"),), Condition(), NOW),
        "asking": empty_list(EDITION, "world", (), Condition(checking="World", total=5), NOW),
        "offline": empty_list(EDITION, "world", (), Condition(is_offline=True), NOW),
        "failing": empty_list(EDITION, "world", (failing,), Condition(failing_since=AN_HOUR_AGO), NOW),
        "front": empty_list(EDITION, FRONT, (failing,), Condition(), NOW),
        "none": empty_list(EDITION, "world", (), Condition(), NOW),
    }
    assert titles["saved"].lines == ("Press s on a story to keep it here for good.",)
    assert titles["gone"].lines[0] == "The Globe Post has no section of this name any more."
    assert titles["asking"].lines == ("Asking paper.example for the newest stories …",)
    assert titles["offline"].lines[0] == "The paper is read offline, as you asked."
    assert titles["failing"] == Notice(
        "World could not be had", ("Paper.example can’t be reached, since 11:00.", "r tries again.")
    )
    assert titles["front"].title == "Front page could not be had"
    assert titles["none"].lines == ("r asks the site for news.",)


def test_a_notice_stands_in_the_middle_and_never_wider_than_its_pane():
    for width in range(1, 60):
        lines = set_notice(Notice("A title of some words", ("One sentence that is rather long for it.",)), width, 20)
        assert width < 12 or all(line.cell_len <= width for line in lines)
