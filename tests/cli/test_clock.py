"""The reader's clock, in zones with summer time."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from globeterm.cli.clock import LocalZone, local_now, utc_now
from globeterm.rendering.dates import long_date, short_date

Place = Callable[[str], None]


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """Moves the system to a time zone."""

    def move(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield move
    monkeypatch.undo()
    time.tzset()


def there(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of UTC on the reader's clock."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC).astimezone(LocalZone())


def test_flt_38_a_winter_evening_stays_on_its_day_in_summer(place: Place) -> None:
    """With the summer's offset half past eleven in the evening of 14 January would be on the 15th."""
    place("CET-1CEST,M3.5.0,M10.5.0/3")
    summer = there(2026, 7, 1, 12)
    assert (summer.hour, summer.tzname(), summer.utcoffset()) == (14, "CEST", timedelta(hours=2))
    winter = datetime(2026, 1, 14, 22, 30, tzinfo=UTC)
    assert long_date(winter, summer) == "14 January 2026"
    assert short_date(winter, there(2026, 1, 14, 22, 50)) == "23:30"


def test_flt_38_the_hour_that_comes_twice_is_two_hours(place: Place) -> None:
    """From 2:30 to 2:30 of the night in which summer time ends."""
    place("CET-1CEST,M3.5.0,M10.5.0/3")
    first, second = there(2026, 10, 25, 0, 30), there(2026, 10, 25, 1, 30)
    assert (first.hour, first.fold, second.hour, second.fold) == (2, 0, 2, 1)
    assert second - first == timedelta(hours=1)


@pytest.mark.parametrize(
    ("zone", "clock"), [("NST3:30NDT,M3.2.0,M11.1.0", "09:30"), ("<+0545>-5:45", "17:45"), ("<+14>-14", "02:00")]
)
def test_zones_of_half_hours_and_of_tomorrow(zone: str, clock: str, place: Place) -> None:
    place(zone)
    assert f"{there(2026, 7, 1, 12):%H:%M}" == clock


def test_now_is_now() -> None:
    assert abs(local_now() - utc_now()) < timedelta(minutes=1)
    assert LocalZone().utcoffset(None) is LocalZone().dst(None) is LocalZone().tzname(None) is None
