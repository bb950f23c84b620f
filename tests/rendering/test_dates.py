"""Dates and ages as people say them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from globeterm.rendering.dates import age, clock, day_month, long_date, short_date, since, weekday, weekday_date

NOW = datetime(2025, 6, 17, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-3600, "just now"),
        (0, "just now"),
        (59, "just now"),
        (60, "1 min ago"),
        (150, "2 min ago"),
        (3599, "59 min ago"),
        (3600, "1 hour ago"),
        (7300, "2 hours ago"),
        (86400, "1 day ago"),
        (86400 * 29, "29 days ago"),
        (86400 * 31, "1 month ago"),
        (86400 * 364, "12 months ago"),
        (86400 * 365, "1 year ago"),
        (86400 * 800, "2 years ago"),
    ],
)
def test_ages(seconds: int, words: str) -> None:
    assert age(NOW - timedelta(seconds=seconds), NOW) == words


@given(st.datetimes(timezones=st.just(UTC)))
def test_flt_38_no_age_is_negative(when: datetime) -> None:
    assert "-" not in age(when, NOW)


def test_dates_get_shorter_as_they_come_nearer() -> None:
    assert short_date(NOW.replace(hour=9, minute=5), NOW) == "09:05"
    assert short_date(NOW - timedelta(days=1), NOW) == "16 Jun"
    assert short_date(datetime(2019, 11, 18, tzinfo=UTC), NOW) == "18 Nov 2019"
    assert since(NOW - timedelta(days=1), NOW) == "since 16 Jun"
    assert long_date(datetime(2019, 11, 18, tzinfo=UTC), NOW) == "18 November 2019"
    assert weekday_date(NOW, NOW) == "Tuesday 17 June 2025"
    assert day_month(NOW, NOW) == "Tue 17 Jun"
    assert weekday(NOW.date()) == "Tue"


def test_the_time_zone_of_now_counts() -> None:
    tokyo = NOW.astimezone(timezone(timedelta(hours=9)))
    when = datetime(2025, 6, 16, 15, 30, tzinfo=UTC)
    assert clock(when, tokyo) == "00:30"
    assert short_date(when, tokyo) == "00:30"
    assert long_date(when, tokyo) == "17 June 2025"
    assert long_date(when, NOW) == "16 June 2025"
