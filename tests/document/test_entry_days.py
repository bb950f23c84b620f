"""The day that a story bears on its site."""

from datetime import UTC, date, datetime

import pytest

from globeterm.document.times import site_day

LATE: datetime = datetime(2025, 5, 31, 1, 56, 45, tzinfo=UTC)


@pytest.mark.parametrize(
    ("published", "address", "day"),
    [
        (LATE, "https://theglobepost.com/2025/05/30/sea-wall/", date(2025, 5, 30)),
        (LATE, "https://theglobepost.com/2025/05/31/sea-wall/", date(2025, 5, 31)),
        (LATE, "https://theglobepost.com/2024/01/02/rewritten/", date(2025, 5, 31)),
        (LATE, "https://theglobepost.com/sea-wall/", date(2025, 5, 31)),
        (None, "https://theglobepost.com/2025/05/30/sea-wall/", None),
    ],
)
def test_the_address_has_the_local_day(published: datetime | None, address: str, day: date | None) -> None:
    assert site_day(published, address) == day
