"""How the paper stands with the site, in words for the status line. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from globeterm.model import Feed
from globeterm.rendering.dates import age, since


@dataclass(frozen=True, slots=True)
class Condition:
    """What is being fetched, when the site last answered, and since when it does not.

    ``checking`` names the section asked last while a refresh runs, with how many of ``total`` are ``done``.
    ``is_offline``: the reader asked for no network at all. ``instead_of`` is the edition that could not be reached
    when the sample stands in for it.
    """

    checking: str | None = None
    done: int = 0
    total: int = 0
    checked: datetime | None = None
    failing_since: datetime | None = None
    is_offline: bool = False
    instead_of: str | None = None


def of_feeds(feeds: Collection[Feed]) -> tuple[datetime | None, datetime | None]:
    """When any feed last answered, and since when none does (None while some do). What the site lacks is not asked."""
    checked = max((feed.checked for feed in feeds if feed.checked is not None), default=None)
    asked = [feed.failing_since for feed in feeds if feed.found != "missing"]
    failing = [began for began in asked if began is not None]
    return checked, min(failing) if failing and len(failing) == len(asked) else None


def in_words(condition: Condition, now: datetime) -> str:
    """The condition as one line, the important words first."""
    if condition.checking is not None:
        return f"checking {condition.checking} · {condition.done} of {condition.total}"
    if condition.instead_of is not None:
        return f"{condition.instead_of} can’t be reached; this is the built-in sample edition. r tries the paper again."
    checked = f"checked {age(condition.checked, now)}" if condition.checked is not None else "never checked"
    if condition.is_offline:
        return f"offline, as you asked · {checked}"
    if condition.failing_since is not None:
        return f"offline {since(condition.failing_since, now)} · {checked}"
    return f"online · {checked}" if condition.checked is not None else "not checked yet · r asks the site"
