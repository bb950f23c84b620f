from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from globeterm.feeds import schedule
from globeterm.feeds.interval import poll_interval, skipped_days, skipped_hours
from globeterm.model import Feed, Pace

NOW = datetime(2025, 6, 20, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def check(chance=0.0, **said):
    return schedule.next_check(NOW, chance, **said) - NOW


def attempt(failures, chance=0.0, **said):
    return schedule.next_attempt(NOW, chance, failures=failures, **said) - NOW


@pytest.mark.parametrize(
    ("said", "wait"),
    [
        ({}, HOUR),
        ({"pace": Pace(60)}, HOUR),
        ({"pace": Pace(2 * 3600)}, 2 * HOUR),
        ({"max_age": 43_200}, 12 * HOUR),
        ({"pace": Pace(7200), "max_age": 10_800}, 3 * HOUR),
        ({"max_age": 0}, HOUR),
        ({"max_age": 16 * 365 * 86_400}, DAY),
        ({"pace": Pace(7 * 86_400)}, DAY),
        ({"conditional": False}, 2 * HOUR),
        ({"conditional": False, "rested": 7200}, 4 * HOUR),
        ({"conditional": False, "rested": 80_000}, DAY),
        ({"conditional": True, "rested": 7200}, HOUR),
        ({"pace": Pace(hours=frozenset({13, 14}))}, 3 * HOUR),
        ({"pace": Pace(hours=frozenset({14}))}, HOUR),
        ({"pace": Pace(days=frozenset({4}))}, 12 * HOUR),
        ({"pace": Pace(days=frozenset({4, 5}), hours=frozenset({0, 1}))}, 38 * HOUR),
        ({"pace": Pace(hours=frozenset(range(24)))}, HOUR),
        ({"pace": Pace(days=frozenset(range(7)))}, HOUR),
        ({"pace": Pace(3 * 3600, frozenset({15})), "max_age": 7200}, 4 * HOUR),
    ],
)
def test_the_next_check_after_a_good_answer(said, wait):
    """POL-11 to POL-15: an hour at least, a day at most, the largest wish between them."""
    assert check(**said) == wait


def test_chance_spreads_the_checks():
    """POL-11, POL-31"""
    assert check(1.0) == HOUR * 1.1
    assert attempt(1, 1.0) == 11 * MINUTE
    assert check(1.0, max_age=10**9) == DAY


@pytest.mark.parametrize(
    ("failures", "wait"),
    [
        (0, 10 * MINUTE),
        (1, 10 * MINUTE),
        (2, 20 * MINUTE),
        (5, 160 * MINUTE),
        (8, 1280 * MINUTE),
        (9, DAY),
        (10**6, DAY),
    ],
)
def test_failures_back_off(failures, wait):
    """POL-18, POL-21"""
    assert attempt(failures) == wait


@pytest.mark.parametrize(
    ("said", "wait"),
    [
        ({"retry_after": 3600}, HOUR),
        ({"retry_after": 5}, 10 * MINUTE),
        ({"retry_after": -1}, 10 * MINUTE),
        ({"retry_after": 10**12}, 31 * DAY),
        ({"first": 86_400}, DAY),
    ],
)
def test_an_answer_may_ask_for_more_rest(said, wait):
    """POL-16, POL-17, POL-19, POL-20"""
    assert attempt(1, **said) == wait


@given(
    st.floats(0, 1),
    st.integers(0, 10**6),
    st.none() | st.integers(-(10**12), 10**12),
    st.none() | st.integers(0, 10**12),
    st.none() | st.integers(1, 10**12),
)
def test_no_answer_brings_a_check_too_soon_or_too_late(chance, failures, retry_after, max_age, interval):
    """POL-11, POL-13, POL-18, POL-20"""
    assert HOUR <= check(chance, max_age=max_age, pace=Pace(interval)) <= DAY
    assert 10 * MINUTE <= attempt(failures, chance, retry_after=retry_after) <= 31 * DAY


def feed(**said):
    return Feed(id=1, section="world", address="https://x.org/feed/", **said)


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ({}, True),
        ({"checked": NOW - HOUR}, True),
        ({"checked": NOW - HOUR, "due": NOW}, True),
        ({"checked": NOW - HOUR, "due": NOW + MINUTE}, False),
        ({"checked": NOW, "due": NOW + HOUR}, False),
        ({"checked": NOW - 3 * DAY, "due": NOW - 3 * DAY + HOUR}, True),
        ({"checked": NOW - HOUR, "due": NOW + 32 * DAY}, True),
        ({"checked": NOW + HOUR, "due": NOW + 2 * HOUR}, True),
    ],
)
def test_what_is_due(said, due):
    """FLT-38, POL-37: a clock that was wrong silences no feed, a long sleep is one check."""
    assert schedule.is_due(feed(**said), NOW) is due


def test_a_feed_that_failed_at_its_first_check_rests_too():
    """POL-18: it has no answer yet, only a date."""
    assert not schedule.is_due(feed(due=NOW + 10 * MINUTE, failures=1, failing_since=NOW), NOW)


@pytest.mark.parametrize(
    ("checked", "rested"),
    [(None, True), (NOW - 5 * MINUTE, True), (NOW - 4 * MINUTE, False), (NOW, False), (NOW + MINUTE, True)],
)
def test_the_key_waits_five_minutes(checked, rested):
    """POL-10"""
    assert schedule.has_rested(feed(checked=checked), NOW) is rested


@pytest.mark.parametrize(
    ("whole", "wanted"),
    [(None, True), (NOW - 4 * HOUR, True), (NOW - 3 * HOUR, False), (NOW - 8 * DAY, True), (NOW + HOUR, True)],
)
def test_a_whole_answer_is_wanted_every_few_hours(whole, wanted):
    """POL-32"""
    assert schedule.wants_whole(feed(whole=whole), NOW) is wanted


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ({}, None),
        ({"ttl": "60"}, 3600),
        ({"period": "\n\thourly\t"}, 3600),
        ({"period": "daily", "frequency": " 4 "}, 21_600),
        ({"period": "weekly", "frequency": "0"}, 604_800),
        ({"ttl": "180", "period": "Hourly", "frequency": "1"}, 10_800),
        ({"ttl": "-5", "period": "never", "frequency": "x"}, None),
        ({"ttl": "9" * 40}, None),
        ({"ttl": "²"}, None),
    ],
)
def test_what_a_document_asks_for(said, seconds):
    """POL-15"""
    assert poll_interval(**said) == seconds


@pytest.mark.parametrize(
    ("body", "hours", "days"),
    [
        (b"<rss/>", set(), set()),
        (b"<skipHours><hour>1</hour>\n<hour> 23 </hour></skipHours>", {1, 23}, set()),
        (b"<SKIPHOURS><HOUR>24</HOUR><hour>25</hour><hour>-1</hour><hour>x</hour></SKIPHOURS>", {0}, set()),
        (b"<skipDays><day>Saturday</day><day>sunday</day><day>Someday</day></skipDays>", set(), {5, 6}),
        (b"<skipHours><hour>1</hour><skipDays><day>Monday</day></skipDays>", set(), {0}),
        (b"<skipHours>" + b" " * 5000 + b"<hour>1</hour></skipHours>", set(), set()),
    ],
)
def test_the_hours_and_days_that_a_document_leaves_out(body, hours, days):
    """POL-15: skipHours and skipDays."""
    assert (skipped_hours(body), skipped_days(body)) == (hours, days)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ({}, 0),
        ({"checked": NOW, "due": NOW + HOUR}, 3600),
        ({"checked": NOW, "due": NOW + HOUR, "failures": 1}, 0),
        ({"checked": NOW, "due": NOW - HOUR}, 0),
        ({"due": NOW}, 0),
    ],
)
def test_how_long_a_feed_rested(said, seconds):
    """POL-12"""
    assert schedule.rest(feed(**said)) == seconds


@pytest.mark.parametrize(
    ("checked", "may"), [(None, False), (NOW - DAY, False), (NOW - 23 * HOUR, True), (NOW + HOUR, False)]
)
def test_no_word_of_freshness_is_taken_for_more_than_a_day(checked, may):
    """POL-14"""
    assert schedule.may_be_fresh(feed(checked=checked), NOW) is may
