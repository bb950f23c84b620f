"""The words of status line, empty lists and sidebar, without a screen."""

from dataclasses import replace
from datetime import timedelta

import pytest

from globeterm.edition import SAMPLE_HOME
from globeterm.model import FRONT, SAVED, Counts, Feed, Kept
from globeterm.ui.condition import Condition, in_words, is_sample, of_feeds, trouble_of, wish_of
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


HERE = Kept(NOW - timedelta(hours=2), 0)
SOME = Kept(NOW - timedelta(hours=2), 3)


@pytest.mark.parametrize(
    ("condition", "words", "brief"),
    [
        (
            Condition(checked=TWO_MINUTES_AGO, kept=SOME),
            "online · checked 2 min ago · synced 2 hours ago · 3 stories not here",
            "online · synced 2 hours ago · 3 not here",
        ),
        (
            Condition(checked=TWO_MINUTES_AGO, kept=HERE),
            "online · checked 2 min ago · synced 2 hours ago · all here",
            "online · synced 2 hours ago · all here",
        ),
        (
            Condition(checked=TWO_MINUTES_AGO, kept=Kept(None, 1)),
            "online · checked 2 min ago · 1 story not here",
            "online · 1 not here",
        ),
        (Condition(checked=TWO_MINUTES_AGO, kept=Kept()), "online · checked 2 min ago", "online · checked 2 min ago"),
        (
            Condition(checked=TWO_MINUTES_AGO, trouble="World failed: no feed", kept=SOME),
            "online · World failed: no feed · synced 2 hours ago · 3 stories not here",
            "online · World failed: no feed · synced 2 hours ago · 3 not here",
        ),
        (
            Condition(checked=AN_HOUR_AGO, failing_since=AN_HOUR_AGO, kept=SOME),
            "offline since 11:00 · checked 1 hour ago · synced 2 hours ago · 3 stories not here",
            "offline since 11:00 · synced 2 hours ago · 3 not here",
        ),
        (
            Condition(is_sample=True, checked=NOW, kept=Kept(None, 4)),
            "the built-in sample edition · 4 stories not here",
            "sample edition · 4 not here",
        ),
        (
            Condition(is_sample=True, checking="World", done=3, total=13),
            "opening the sample edition · 3 of 13",
            "opening the sample edition · 3 of 13",
        ),
        (
            Condition(instead_of="The Globe Post"),
            "The Globe Post can’t be reached; this is the built-in sample edition. r tries the paper again.",
            "sample edition: The Globe Post can’t be reached",
        ),
    ],
)
def test_the_status_line_says_what_is_here_in_more_words_and_in_fewer(condition: Condition, words: str, brief: str):
    assert (in_words(condition, NOW), in_words(condition, NOW, brief=True)) == (words, brief)


def feed(key: str, **changes: object) -> Feed:
    return Feed(1, key, f"https://paper.example/{key}/feed/", **changes)  # type: ignore[arg-type]


def test_the_paper_is_offline_only_when_no_feed_answers():
    fine = feed("world", checked=TWO_MINUTES_AGO)
    broken = feed("business", checked=AN_HOUR_AGO, failing_since=TWO_MINUTES_AGO)
    missing = feed("opinion", found="missing")
    assert of_feeds(()) == (None, None)
    assert of_feeds((fine, broken)) == (TWO_MINUTES_AGO, None)
    assert of_feeds((broken, missing)) == (AN_HOUR_AGO, TWO_MINUTES_AGO)


def test_sections_that_fail_alone_are_named_and_many_of_them_are_counted():
    names = {section.key: section.name for section in EDITION.walk()}
    fine, silent = feed("national", checked=NOW), feed("business", failing_since=NOW)
    broken = feed("world", failing_since=NOW, error="got a web page, not a feed")
    former = feed("sport", failing_since=NOW, error="of a section that the edition had before")
    assert trouble_of((fine, broken), names) == "World failed: got a web page, not a feed"
    assert trouble_of((fine, silent), names) == "Business failed"
    assert trouble_of((fine, broken, silent), names) == "2 sections failed"
    assert trouble_of((fine, former), names) == ""
    assert trouble_of((broken,), names) == ""
    assert trouble_of((), names) == ""


def test_the_sample_edition_asks_nobody_and_says_so():
    sample = replace(EDITION, home=SAMPLE_HOME)
    assert (is_sample(sample), is_sample(EDITION)) == (True, False)
    opening = Condition(checking="World", total=5, is_sample=True)
    assert empty_list(sample, "world", (), opening, NOW).lines == ("Opening the sample edition …",)


def test_the_sidebar_marks_what_is_gone_and_what_alone_fails():
    feeds = (feed("world", failing_since=NOW), feed("business", found="missing"), feed("national", checked=NOW))
    states = {row.key: row.state for row in rows(EDITION, {}, feeds)}
    assert (states["world"], states["business"], states["national"]) == ("fails", "gone", "")


def test_when_nothing_can_be_reached_no_single_row_says_so():
    feeds = tuple(feed(section.key, failing_since=NOW) for section in EDITION.walk())
    assert {row.state for row in rows(EDITION, {}, feeds)} == {""}


def test_the_sidebar_is_front_page_tree_saved_pages():
    counts = {FRONT: Counts(9, 4), SAVED: Counts(5, 1), "opinion/stage": Counts(2, 2)}
    made = rows(EDITION, counts, (), "/")
    shown = [(row.kind, row.name, row.depth, row.count) for row in made]
    assert shown[0] == ("list", "Front page", 0, 4)
    assert ("list", "Stage", 1, 2) in shown
    assert shown[-5:-1] == [
        ("rule", "", 0, 0),
        ("list", "Saved", 0, 5),
        ("search", "Search", 0, 0),
        ("rule", "", 0, 0),
    ]
    assert shown[-1] == ("page", "About Us", 0, 0)
    assert [row.hint for row in made if row.hint] == ["/"]


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


RESTING = Feed(
    1, "world", "https://a.example/", failing_since=AN_HOUR_AGO, error="a.example asks us to wait until 15:20."
)


def test_pol_16_a_site_that_asks_for_rest_is_not_offline():
    """What, until when, and since when it was last heard."""
    assert wish_of([RESTING, replace(RESTING, id=2, section="opinion")]) == "asks us to wait until 15:20"
    waits = Condition(checked=TWO_MINUTES_AGO, failing_since=AN_HOUR_AGO, wish=RESTING.wish)
    assert in_words(waits, NOW) == "the site asks us to wait until 15:20 · checked 2 min ago"
    instead = Condition(instead_of="The Globe Post", wish=RESTING.wish)
    assert in_words(instead, NOW, brief=True) == "sample edition: The Globe Post asks us to wait until 15:20"


@pytest.mark.parametrize("changes", [{"error": "no such host"}, {"failing_since": None, "error": None}])
def test_pol_16_a_wish_counts_when_it_is_why_no_feed_can_be_had(changes: dict[str, None]):
    assert wish_of([RESTING, replace(RESTING, **changes)]) == ""
    assert wish_of([]) == ""
