"""The time: as the library keeps it, and as the reader's clock shows it."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """The time as the library keeps it."""
    return datetime.now(UTC)


def local_now() -> datetime:
    """The time, in the reader's own time zone."""
    return utc_now().astimezone()
