"""How a section's feed stands, in words: in a few for a row, and all of it, fact by fact. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Literal

from globeterm.model import Counts, Feed, Found, Validators
from globeterm.rendering.dates import age, since

#: How a feed's address is known.
FOUND: Final[dict[Found, str]] = {
    "edition": "as the edition says",
    "menu": "found by its name in the site’s menu",
    "rest": "found by its name in the site’s REST API",
    "missing": "the site has no such section",
}

Mood = Literal["well", "fails", "gone", "new"]

_MINUTE: Final = 60
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A section, and what is known of its feed; ``feed`` is None for one that was never asked for.

    ``full`` of its stories have their whole text; ``depth`` is how far the section is indented.
    """

    key: str
    name: str
    address: str
    feed: Feed | None = None
    counts: Counts = field(default_factory=Counts)
    full: int = 0
    depth: int = 0

    @property
    def mood(self) -> Mood:
        """How the feed stands, in one word."""
        if self.feed is None:
            return "new"
        if self.feed.found == "missing" or self.feed.gone is not None:
            return "gone"
        if self.feed.failing_since is not None:
            return "fails"
        return "well" if self.feed.checked is not None else "new"


def standing(row: FeedRow, now: datetime) -> str:
    """How the feed stands, the important words first; why it fails is among the facts."""
    feed = row.feed
    if feed is None or row.mood == "new":
        return "never checked"
    if row.mood == "gone":
        return "gone for good" if feed.gone is not None else "not on the site"
    if feed.failing_since is not None:
        return f"fails {since(feed.failing_since, now)}"
    return f"checked {age(feed.checked, now)}" if feed.checked is not None else ""


def next_check(row: FeedRow, now: datetime) -> str:
    """When the feed is asked by itself, as in “in 54 min”; a time beyond a month is a wrong clock's (FLT-38)."""
    feed = row.feed
    if row.mood == "gone":
        return "never" if feed is not None and feed.gone is not None else "within the week"
    if feed is None or feed.due is None or feed.due <= now or feed.due - now > timedelta(days=31):
        return "now due"
    seconds = int((feed.due - now).total_seconds())
    if seconds < _HOUR:
        return f"in {max(1, seconds // _MINUTE)} min"
    return f"in {seconds // _HOUR} h" if seconds < _DAY else f"in {seconds // _DAY} d"


def stories(row: FeedRow) -> str:
    """How many stories are stored, and unread."""
    count = row.counts
    return f"{count.articles} · {count.unread} unread" if count.articles else "none yet"


def facts(row: FeedRow, now: datetime) -> Iterator[tuple[str, str]]:
    """All that is known of a feed: a name and a sentence each."""
    feed = row.feed
    yield "address", feed.address if feed is not None else row.address
    yield "found", FOUND[feed.found if feed is not None else "edition"]
    if feed is not None:
        yield from _checks(feed, now)
    yield "next check", f"{next_check(row, now)}, by itself; r asks now"
    if row.counts.articles:
        summaries = row.counts.articles - row.full
        text = f"{row.full} with full text" + (f", {summaries} as summary" if summaries else "")
        yield "stories", f"{row.counts.articles}, {row.counts.unread} of them unread; {text}"
    else:
        yield "stories", "none yet"
    if feed is not None and feed.checked is not None:
        yield "known by", validators_named(feed.validators)


def validators_named(validators: Validators) -> str:
    """What the server knows its answer by."""
    pairs = (("ETag", validators.etag), ("Last-Modified", validators.last_modified))
    return " and ".join(name for name, value in pairs if value is not None) or "no validators"


def _checks(feed: Feed, now: datetime) -> Iterator[tuple[str, str]]:
    """What came of asking: the last answer, the last news, since when it fails and why, and where it moves."""
    yield "last answer", age(feed.checked, now) if feed.checked is not None else "none yet"
    if feed.changed is not None:
        yield "last news", age(feed.changed, now)
    if feed.failing_since is not None:
        times = f"{feed.failures} times" if feed.failures > 1 else "once"
        yield "failing", f"{since(feed.failing_since, now)}, {times}: {feed.error or 'nobody knows why'}"
    if feed.gone is not None:
        yield "given up", f"{since(feed.gone, now)}, by the site’s own word; its stories stay"
    if feed.moved_from is not None:
        yield "moved", f"for good, from {feed.moved_from}"
