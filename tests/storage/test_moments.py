from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from globeterm.storage.moments import moment, stored


@given(st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=-5, minutes=-30))])))
def test_a_time_comes_back_as_it_went_in(at: datetime) -> None:
    back = moment(stored(at))
    assert back == at
    assert back is not None
    assert back.tzinfo is UTC


def test_no_time_stays_none() -> None:
    assert stored(None) is None
    assert moment(None) is None


def test_flt_07_a_time_that_is_in_no_calendar_is_none() -> None:
    assert moment(2**62) is None
    assert moment("soon") is None  # type: ignore[arg-type]


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(TypeError):
        stored(datetime(2019, 11, 18))  # noqa: DTZ001
