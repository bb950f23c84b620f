import time
from datetime import UTC, datetime, timedelta

import pytest

from globeterm.feeds.dates import moment, plausible, written_moment
from globeterm.feeds.parse import parse_feed

NOW = datetime(2025, 6, 20, 12, tzinfo=UTC)


def published(said):
    body = f"<rss version='2.0'><channel><item><title>x</title><pubDate>{said}</pubDate></item></channel></rss>"
    return parse_feed(body.encode(), address="https://example.org/", content_type=None, now=NOW).entries[0].published


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Sat, 31 May 2025 01:56:45 +0000", datetime(2025, 5, 31, 1, 56, 45, tzinfo=UTC)),
        ("Sat, 31 May 2025 01:56:45 -0400", datetime(2025, 5, 31, 5, 56, 45, tzinfo=UTC)),
        ("2025-05-31T01:56:45+02:00", datetime(2025, 5, 30, 23, 56, 45, tzinfo=UTC)),
        ("20250531", datetime(2025, 5, 31, tzinfo=UTC)),
        ("", None),
        ("yesterday", None),
        ("1700000000", None),
        ("1700000000000", None),
        ("031204", datetime(2003, 12, 4, tzinfo=UTC)),
        ("2003335", datetime(2003, 12, 1, tzinfo=UTC)),
        ("99999", None),
        ("2025-05-31 09:30:00 UTC", datetime(2025, 5, 31, 9, 30, tzinfo=UTC)),
        ("20250531T093000Z", datetime(2025, 5, 31, 9, 30, tzinfo=UTC)),
        ("2025-05-31T09:30:00+02:00 or so", datetime(2025, 5, 31, 7, 30, tzinfo=UTC)),
        ("2025/05/31 09:30", datetime(2025, 5, 31, 9, 30, tzinfo=UTC)),
        ("2025-05-31T09:xx:00Z", datetime(2025, 5, 31, tzinfo=UTC)),
        ("2025-05-31T12:35:9+01:00", datetime(2025, 5, 31, 11, 35, 9, tzinfo=UTC)),
        ("2025-05-31T12:35:005Z", datetime(2025, 5, 31, 12, 35, 5, tzinfo=UTC)),
        ("2025-xx-31", None),
        ("2025-13-01T00:00:00Z", None),
        ("05-12-2024", None),
        ("25-12-2024", datetime(2024, 12, 25, tzinfo=UTC)),
        ("Thu, 05 Dec 2024 9:30 PM +0000", datetime(2024, 12, 5, 21, 30, tzinfo=UTC)),
        ("2025-06-01, 13:99 or so", datetime(2025, 6, 1, tzinfo=UTC)),
        ("10000-01-01", None),
        ("0000-00-00", None),
        ("0000-00-00T00:00:00Z", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("Fri, 31 Dec 9999 23:59:59 GMT", None),
        ("Sat, 21 Jun 2025 11:00:00 GMT", datetime(2025, 6, 21, 11, tzinfo=UTC)),
        ("Sat, 21 Jun 2025 13:00:00 GMT", None),
    ],
)
def test_a_date_is_true_or_none(said, read):
    """FLT-33: between 1995 and tomorrow, so that no story of the future pins the top."""
    assert published(said) == read


def test_a_date_that_no_calendar_has_is_none():
    """FLT-33: timegm raises on it."""
    assert moment("0000-00-00", time.struct_time((0, 0, 0, 0, 0, 0, 0, 1, 0)), NOW) is None
    assert moment("x", time.struct_time((10**6, 1, 1, 0, 0, 0, 0, 1, 0)), NOW) is None
    assert moment("x", {"tm_year": 2025}, NOW) is None


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("2025-06-01T10:00:00Z", datetime(2025, 6, 1, 10, tzinfo=UTC)),
        ("2025-06-01T10:00:00.5+01:00", datetime(2025, 6, 1, 9, 0, 0, 500_000, tzinfo=UTC)),
        (" 2025-06-01 ", datetime(2025, 6, 1, tzinfo=UTC)),
        ("Sun, 01 Jun 2025 10:00:00 GMT", datetime(2025, 6, 1, 10, tzinfo=UTC)),
        ("soon", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("", None),
        (1_700_000_000, None),
        (None, None),
    ],
)
def test_written_dates(said, read):
    """FLT-33"""
    assert written_moment(said, NOW) == read


def test_flt_38_a_clock_that_was_never_set_makes_no_date_untrue():
    never_set = datetime(1970, 1, 1, 0, 5, tzinfo=UTC)
    for true in (datetime(1995, 1, 1, tzinfo=UTC), NOW, datetime(2100, 1, 1, tzinfo=UTC)):
        assert plausible(true, never_set) == true
    assert plausible(datetime(9999, 12, 31, tzinfo=UTC), never_set) is None
    assert plausible(datetime(1994, 12, 31, tzinfo=UTC), never_set) is None


def test_the_bounds_themselves_are_true():
    first = datetime(1995, 1, 1, tzinfo=UTC)
    last = NOW + timedelta(days=1)
    second = timedelta(seconds=1)
    assert (plausible(first, NOW), plausible(last, NOW)) == (first, last)
    assert (plausible(first - second, NOW), plausible(last + second, NOW)) == (None, None)
