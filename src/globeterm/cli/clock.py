"""The time: as the library keeps it, and as the reader's clock shows it."""

import time
from datetime import UTC, datetime, timedelta, tzinfo


class LocalZone(tzinfo):
    """The system's own time zone, with summer time where a moment has it, not where the present one does (FLT-38).

    Two times of one zone object are compared by their clocks alone, so each time has one of its own.
    """

    def utcoffset(self, when: datetime | None, /) -> timedelta | None:
        """The offset of a time by this clock; of the hour that comes twice, ``fold`` tells which."""
        if when is None:
            return None
        return timedelta(seconds=time.localtime(when.replace(tzinfo=None).timestamp()).tm_gmtoff)

    def dst(self, when: datetime | None, /) -> timedelta | None:  # noqa: ARG002 - tzinfo's signature
        """Not told: the offset has it in."""
        return None

    def tzname(self, when: datetime | None, /) -> str | None:
        """As in "CEST"."""
        return None if when is None else when.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, when: datetime, /) -> datetime:
        """The time by this clock of a moment that is given as UTC."""
        moment = when.replace(tzinfo=UTC)
        shown = moment.astimezone().replace(tzinfo=self)
        return shown if shown.replace(tzinfo=None).timestamp() == moment.timestamp() else shown.replace(fold=1)


def utc_now() -> datetime:
    """The time as the library keeps it."""
    return datetime.now(UTC)


def local_now() -> datetime:
    """The time, in the reader's own time zone."""
    return utc_now().astimezone(LocalZone())
