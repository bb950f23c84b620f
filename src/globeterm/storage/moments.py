"""Times as the library file holds them: microseconds since 1970 in UTC, so that they come back as they went in."""

from datetime import UTC, datetime, timedelta
from typing import Final, overload

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


@overload
def stored(moment: datetime) -> int: ...
@overload
def stored(moment: None) -> None: ...
@overload
def stored(moment: datetime | None) -> int | None: ...
def stored(moment: datetime | None) -> int | None:
    """Write an aware time as the file holds it; a naive one is a TypeError."""
    return None if moment is None else (moment - _EPOCH) // _MICROSECOND


def moment(value: int | None) -> datetime | None:
    """Read a time as the file holds it; None when a damaged file holds one that is in no calendar."""
    try:
        return None if value is None else _EPOCH + timedelta(microseconds=value)
    except (OverflowError, TypeError):
        return None
