"""When a feed is asked again: pure functions of what is known of it, the clock and a chance passed in.

All spans are seconds, all times aware. ``chance`` is a number from 0 to 1, the jitter: feeds that were checked
together drift apart (POL-11, POL-31).
"""

from datetime import UTC, datetime, timedelta
from typing import Final

from globeterm.model import Feed, Pace

MINUTE: Final = 60
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR

#: The least and the most time between two polls that nobody asked for (POL-11, POL-13).
INTERVAL: Final = 60 * MINUTE
CEILING: Final = DAY
#: The first rest after a failure; it doubles with each further one, up to the ceiling (POL-18).
FIRST_BACK_OFF: Final = 10 * MINUTE
#: The rest after an answer that keeps the program out: nobody lets it in meanwhile (POL-28).
SHUT_OUT: Final = DAY
#: No answer is trusted to send us away for longer (POL-20).
LONGEST_RETRY_AFTER: Final = 31 * DAY
#: From so many failures in a row on, a command waits for a feed's time as well (POL-21).
PATIENCE: Final = 5
#: How long after an answer a key asks conditionally, so that no impatience costs a site whole feeds (POL-10).
FLOOR: Final = 5 * MINUTE
#: How old the last unconditional request may be; far below the 8 days of POL-32.
WHOLE_AFTER: Final = 4 * HOUR
#: How much of a span the jitter adds at most.
JITTER: Final = 0.1
_NO_PACE: Final = Pace()


def next_check(
    now: datetime,
    chance: float,
    *,
    pace: Pace = _NO_PACE,
    max_age: int | None = None,
    conditional: bool = True,
    rested: int = 0,
) -> datetime:
    """When a feed that answered well is due again (POL-11 to POL-15).

    Not before an hour; not before the interval of its document's ``pace`` (ttl, sy:updatePeriod) and the answer's
    ``max_age`` have passed, the largest wins; but after a day at the latest, whatever they say. Then not in the hours
    and on the days that the document leaves out. A feed that gives no validators (``conditional`` is False) costs a
    whole body each time: it is asked half as often, and twice as rarely again when the same body came after it had
    ``rested`` for so many seconds (POL-12).
    """
    least = INTERVAL if conditional else 2 * max(INTERVAL, rested)
    wanted = max(least, pace.interval or 0, max_age or 0)
    return _within(_after(now, wanted, chance, CEILING), pace)


def next_attempt(
    now: datetime,
    chance: float,
    *,
    failures: int,
    retry_after: int | None = None,
    first: int = FIRST_BACK_OFF,
) -> datetime:
    """When a feed that failed is tried again (POL-16 to POL-21).

    ``failures`` counts the failures in a row, this one included. The rest is ``first`` seconds after the first of them,
    ten minutes when nothing else is known, doubled with each up to a day; never shorter than the answer's
    ``retry_after``, which is believed up to 31 days.
    """
    back_off = first * 2 ** min(max(failures, 1) - 1, 16)
    asked = timedelta(seconds=trusted_retry_after(retry_after) or 0)
    return max(_after(now, back_off, chance, CEILING), now + asked)


def trusted_retry_after(seconds: int | None) -> int | None:
    """A Retry-After within reason: nothing when it is negative, 31 days at most (POL-20)."""
    return None if seconds is None or seconds < 0 else min(seconds, LONGEST_RETRY_AFTER)


def is_due(feed: Feed, now: datetime) -> bool:
    """Whether a feed may be asked without the reader's asking.

    A clock that was wrong must not silence a feed: a check in the future, or a date due in more than 31 days, counts as
    due (FLT-38). One long sleep is one check, however many it missed (POL-37).
    """
    if feed.due is None or (feed.checked is not None and feed.checked > now):
        return True
    return feed.due <= now or feed.due > now + timedelta(seconds=LONGEST_RETRY_AFTER)


def backs_off(feed: Feed, now: datetime, *, after: int = 1) -> bool:
    """Whether a feed that failed ``after`` times in a row or more is to be left alone yet (POL-18, POL-21)."""
    return feed.failures >= after and not is_due(feed, now)


def has_rested(feed: Feed, now: datetime) -> bool:
    """Whether the reader's key may ask for a whole feed again: five minutes after the last answer (POL-10)."""
    return feed.checked is None or not timedelta(0) <= now - feed.checked < timedelta(seconds=FLOOR)


def wants_whole(feed: Feed, now: datetime) -> bool:
    """Whether a request should go out without validators, because a 304 may hide something (POL-32).

    A server that always answers 304, a scheduled article that goes live late: only a plain GET sees them.
    """
    return feed.whole is None or not timedelta(0) <= now - feed.whole < timedelta(seconds=WHOLE_AFTER)


def rest(feed: Feed) -> int:
    """For how many seconds a feed that never failed was left alone before it was due; 0 when that is not known."""
    if feed.checked is None or feed.due is None or feed.failures:
        return 0
    return max(0, int((feed.due - feed.checked).total_seconds()))


def may_be_fresh(feed: Feed, now: datetime) -> bool:
    """Whether an answer's own word of its freshness is still taken: for a day at most, said it 16 years (POL-14)."""
    return feed.checked is not None and timedelta(0) <= now - feed.checked < timedelta(seconds=CEILING)


def _within(due: datetime, pace: Pace) -> datetime:
    """The first time from ``due`` on that a pace leaves open; ``due`` itself when it leaves none."""
    at = due.astimezone(UTC)
    for _ in range(8 * 24):
        if at.hour not in pace.hours and at.weekday() not in pace.days:
            return at
        at = at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return due


def _after(now: datetime, span: int, chance: float, most: int) -> datetime:
    return now + timedelta(seconds=min(span * (1 + JITTER * chance), most))
