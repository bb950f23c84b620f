"""How a section's feed stands, in words: in a few for a row, and all of it, fact by fact. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Literal

from globeterm.addresses import host
from globeterm.model import Counts, Feed, Found, Validators
from globeterm.rendering.dates import age, short_date, since
from globeterm.text import clean_line

#: How a feed's address is known.
FOUND: Final[dict[Found, str]] = {
    "edition": "as the edition says",
    "menu": "found by its name in the site’s menu",
    "rest": "found by its name in the site’s REST API",
    "missing": "the site has no such section",
}

Mood = Literal["well", "fails", "gone", "new"]

#: What a failure's sentence says, and what to do then; the first that fits counts.
_ADVICE: Final = (
    (("web page",), "Log in to the network if it asks for that; else look up the feed’s address."),
    (("wait until",), "Nothing: the site asks for rest, and is asked again then."),
    (("wants a password", "does not let"), "Look whether a web browser is let in; the site may shut programs out."),
    (("given this feed up", "404"), "Look up the section’s new address, and give it in an edition file."),
    (("certificate",), "Look at this computer’s clock first; then wait until the site mends it."),
    (("offline", "unknown here"), "Look at this computer’s network; what is stored can be read."),
)
#: How much is shown of a validator.
_SHOWN: Final = 80

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
    def address_now(self) -> str:
        """Where the feed is asked for."""
        return self.feed.address if self.feed is not None else self.address

    @property
    def is_amiss(self) -> bool:
        """Whether there is something to be done about it."""
        return self.mood in ("fails", "gone")

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
        return f"{'rests' if feed.wish else 'fails'} {since(feed.failing_since, now)}"
    return f"checked {age(feed.checked, now)}" if feed.checked is not None else ""


def next_check(row: FeedRow, now: datetime) -> str:
    """When the feed is asked by itself, as in “in 54 min”; a time beyond a month is a wrong clock's (FLT-38)."""
    feed = row.feed
    if row.mood == "gone":
        return "never" if feed is not None and feed.gone is not None else "within the week"
    if feed is None or not is_waiting(feed, now) or feed.due is None:
        return "now due"
    seconds = int((feed.due - now).total_seconds())
    if seconds < _HOUR:
        return f"in {max(1, seconds // _MINUTE)} min"
    return f"in {seconds // _HOUR} h" if seconds < _DAY else f"in {seconds // _DAY} d"


def is_waiting(feed: Feed, now: datetime) -> bool:
    """Whether the feed is left alone for a while yet."""
    return feed.due is not None and timedelta(0) < feed.due - now <= timedelta(days=31)


def stories(row: FeedRow) -> str:
    """How many stories are stored, and unread; of a feed that answers and has none, that it is empty (FLT-27)."""
    count = row.counts
    if count.articles:
        return f"{count.articles} · {count.unread} unread"
    return "none: it is empty" if row.mood == "well" else "none yet"


def remark(row: FeedRow) -> str:
    """The least that is to be said beside a feed's standing: why it fails, else what is stored of it."""
    if row.mood == "fails" and row.feed is not None and row.feed.error:
        return row.feed.error.removeprefix(f"{host(row.address_now)} ").rstrip(".")
    return stories(row)


def facts(row: FeedRow, now: datetime) -> Iterator[tuple[str, str]]:
    """All that is known of a feed: a name and a sentence each."""
    feed = row.feed
    yield "address", row.address_now
    yield "found", found_in_words(feed)
    if feed is not None:
        yield from _checks(feed, now)
    yield "next check", _next_in_full(row, now)
    yield "stories", _stories_in_full(row)
    if feed is not None and feed.checked is not None:
        yield "known by", validators_in_full(feed.validators)


def found_in_words(feed: Feed | None) -> str:
    """How the feed's address is known, with the one that it has left for good (POL-23)."""
    if feed is not None and feed.moved_from is not None:
        return f"it moved here for good, from {feed.moved_from}"
    return FOUND[feed.found if feed is not None else "edition"]


def failing_in_words(feed: Feed, now: datetime) -> str:
    """Since when a feed fails, and how often; empty when it does not."""
    if feed.failing_since is None:
        return ""
    return f"{since(feed.failing_since, now)}, {f'{feed.failures} times' if feed.failures > 1 else 'once'}"


def advice(sentence: str) -> str:
    """What to do about the failure that a sentence tells of."""
    for words, what in _ADVICE:
        if any(word in sentence for word in words):
            return what
    return "What is stored can be read; it is asked again by itself."


def validators_named(validators: Validators) -> str:
    """What the server knows its answer by."""
    return " and ".join(name for name, _ in _given(validators)) or "no validators"


def validators_in_full(validators: Validators) -> str:
    """What the server knows its answer by, word for word."""
    given = (f"{name} {clean_line(value.decode('latin-1'), _SHOWN)}" for name, value in _given(validators))
    return ", ".join(given) or "no validators: the whole feed is sent each time"


def _given(validators: Validators) -> Iterator[tuple[str, bytes]]:
    for name, value in (("ETag", validators.etag), ("Last-Modified", validators.last_modified)):
        if value is not None:
            yield name, value


def _checks(feed: Feed, now: datetime) -> Iterator[tuple[str, str]]:
    """What came of asking: the last good answer, the last news, since when it fails and why, and what to do."""
    yield "last answer", age(feed.checked, now) if feed.checked is not None else "none yet"
    if feed.changed is not None:
        yield "last news", age(feed.changed, now)
    if feed.failing_since is not None and feed.gone is None:
        error = feed.error or "nobody knows why"
        yield "resting" if feed.wish else "failing", f"{failing_in_words(feed, now)}: {error}"
        yield "what to do", advice(error)
    if feed.gone is not None:
        yield "given up", f"{since(feed.gone, now)}, by the site’s own word; its stories stay"
        yield "what to do", advice(feed.error or "")
    if feed.moving is not None:
        yield "moving", f"to {feed.moving}; the next answer from there settles it"


def _next_in_full(row: FeedRow, now: datetime) -> str:
    feed, when = row.feed, next_check(row, now)
    if feed is not None and feed.wish and feed.due is not None and is_waiting(feed, now):
        return f"{when}, {_at(feed.due, now)}; not before, by the site’s own wish"
    if feed is None or not is_waiting(feed, now) or feed.due is None or row.mood == "gone":
        return f"{when}; r asks now" if when != "now due" else "as soon as the paper is refreshed; r asks now"
    why = ", for it backs off while that fails" if feed.failing_since is not None else ", by itself"
    return f"{when}, {_at(feed.due, now)}{why}; r asks now"


def _stories_in_full(row: FeedRow) -> str:
    count = row.counts
    if not count.articles:
        return "none: the feed is empty" if row.mood == "well" else "none yet"
    summaries = count.articles - row.full
    text = f"{row.full} with full text" + (f", {summaries} as summary" if summaries else "")
    return f"{count.articles}, {count.unread} of them unread; {text}"


def _at(due: datetime, now: datetime) -> str:
    """As in “at 14:02”, “on 18 Nov”."""
    said = short_date(due, now)
    return f"at {said}" if ":" in said else f"on {said}"
