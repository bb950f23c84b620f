"""How the paper stands with the site and what of it is here, in words for the status line. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from globeterm.edition import SAMPLE_HOME, Edition
from globeterm.model import Feed, Kept
from globeterm.rendering.dates import age, since

APART: Final = " · "


@dataclass(frozen=True, slots=True)
class Condition:
    """What is being fetched, when the site last answered, and since when it does not.

    ``checking`` names the section asked last while a refresh runs, with how many of ``total`` are ``done``.
    ``bringing`` tells how far a sync is that nobody asked for. ``trouble`` is a sentence on those sections that alone
    can't be had. ``is_offline``: the reader asked for no network at all. ``instead_of`` is the edition that could not
    be reached when the sample stands in for it. ``kept`` is how much of the paper is here. ``wish`` is what the site
    itself asks for, as in "asks us to wait until 15:20".
    """

    checking: str | None = None
    done: int = 0
    total: int = 0
    bringing: str = ""
    checked: datetime | None = None
    failing_since: datetime | None = None
    trouble: str = ""
    is_offline: bool = False
    instead_of: str | None = None
    is_sample: bool = False
    kept: Kept | None = None
    wish: str = ""


def is_sample(edition: Edition) -> bool:
    """Whether an edition is the built-in one, which no network is asked for."""
    return edition.home == SAMPLE_HOME


def of_feeds(feeds: Collection[Feed]) -> tuple[datetime | None, datetime | None]:
    """When any feed last answered, and since when none does (None while some do). What the site lacks is not asked."""
    checked = max((feed.checked for feed in feeds if feed.checked is not None), default=None)
    asked = [feed.failing_since for feed in feeds if feed.found != "missing"]
    failing = [began for began in asked if began is not None]
    return checked, min(failing) if failing and len(failing) == len(asked) else None


def wish_of(feeds: Collection[Feed]) -> str:
    """What the site asks for, when that is why no feed can be had (POL-16); empty when it is not."""
    asked = [feed for feed in feeds if feed.found != "missing" and feed.gone is None]
    is_wish = bool(asked) and all(feed.failing_since is not None and feed.wish for feed in asked)
    return asked[-1].wish if is_wish else ""


def trouble_of(feeds: Collection[Feed], names: Mapping[str, str]) -> str:
    """What is wrong with single sections while others answer; ``names`` are theirs by key, in the sidebar's order."""
    failing = {feed.section: feed for feed in feeds if feed.failing_since is not None and feed.section in names}
    if not failing or of_feeds(feeds)[1] is not None:
        return ""
    if len(failing) > 1:
        return f"{len(failing)} sections failed"
    ((key, feed),) = failing.items()
    return f"{names[key]} failed: {feed.error}" if feed.error else f"{names[key]} failed"


def in_words(condition: Condition, now: datetime, *, brief: bool = False) -> str:
    """The condition as one line, the important words first; ``brief`` for a narrow screen."""
    if condition.checking is not None:
        if condition.is_sample:
            return f"opening the sample edition · {condition.done} of {condition.total}"
        return f"checking {condition.checking} · {condition.done} of {condition.total}"
    if condition.instead_of is not None:
        why = f"{condition.instead_of} {condition.wish or 'can’t be reached'}"
        if brief:
            return f"sample edition: {why}"
        return f"{why}; this is the built-in sample edition. r tries the paper again."
    state, checked = _state(condition, now, brief=brief)
    if condition.bringing:
        return APART.join(filter(None, (state, condition.trouble, condition.bringing)))
    here = _here(condition, now, brief=brief)
    if here and (brief or condition.trouble):
        checked = ""
    return APART.join(filter(None, (state, condition.trouble, checked, *here)))


def _state(condition: Condition, now: datetime, *, brief: bool) -> tuple[str, str]:
    """How the paper stands with its site, and when that last answered."""
    checked = f"checked {age(condition.checked, now)}" if condition.checked is not None else ""
    if condition.is_sample:
        return "sample edition" if brief else "the built-in sample edition", ""
    if condition.is_offline:
        return "offline, as you asked", checked or "never checked"
    if condition.failing_since is not None and condition.wish:
        return f"the site {condition.wish}", checked or "never checked"
    if condition.failing_since is not None:
        return f"offline {since(condition.failing_since, now)}", checked or "never checked"
    return ("online", checked) if checked else ("not checked yet", "r asks the site")


def _here(condition: Condition, now: datetime, *, brief: bool) -> list[str]:
    """When all of the paper was brought, and how many stories are not here."""
    kept = condition.kept
    if kept is None:
        return []
    words = [f"synced {age(kept.synced, now)}"] if kept.synced is not None else []
    if kept.missing:
        stories = "" if brief else " story" if kept.missing == 1 else " stories"
        words.append(f"{kept.missing}{stories} not here")
    elif kept.synced is not None:
        words.append("all here")
    return words
