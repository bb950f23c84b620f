"""``doctor --json``: the same that it prints, and the site's feeds and the sizes by keys of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from globeterm.cli.doctor.check import Group, count, reportable
from globeterm.cli.doctor.library import Holdings
from globeterm.cli.doctor.site import Answers
from globeterm.cli.records import Record, time
from globeterm.library.examining import FeedFinding
from globeterm.model import Validators
from globeterm.program import VERSION


def record(
    groups: Sequence[Group],
    holdings: Holdings,
    answers: Answers | None,
    *,
    at: datetime,
    environment: Mapping[str, str],
) -> Record:
    """Make the document; ``feeds``, ``rest`` and ``weather`` are null when the site was not asked."""
    return {
        "version": VERSION,
        "at": time(at),
        "faults": count(groups, "fault"),
        "notes": count(groups, "note"),
        "checks": [
            {
                "group": reportable(group.title, environment),
                "name": check.name,
                "state": check.state,
                "says": reportable(check.says, environment),
                "more": [reportable(fact, environment) for fact in check.more],
                "advice": reportable(check.advice, environment) or None,
            }
            for group in groups
            for check in group.checks
        ],
        "feeds": None if answers is None else [_feed(finding, holdings, environment) for finding in answers.feeds],
        "rest": None if answers is None else {"open": answers.rest.is_open, "error": answers.rest.why or None},
        "weather": None
        if answers is None or answers.wanted is None
        else {"place": answers.wanted.place, "error": answers.no_weather},
        "sizes": None if holdings.sizes is None else {**asdict(holdings.sizes), "cache": holdings.cache},
    }


def _feed(finding: FeedFinding, holdings: Holdings, environment: Mapping[str, str]) -> Record:
    """One section's feed: as it answers now, and what the library knows of it."""
    feed, counts = holdings.feeds.get(finding.key), holdings.counts.get(finding.key)
    return {
        "section": finding.section,
        "url": reportable(finding.address, environment),
        "found": finding.found,
        "status": finding.status,
        "entries": finding.entries,
        "full": finding.full,
        "error": finding.error,
        "waiting": finding.is_told_to_wait,
        "moves": finding.moves,
        "etag": _written(finding.validators, "etag"),
        "last_modified": _written(finding.validators, "last_modified"),
        "articles": counts.articles if counts is not None else 0,
        "unread": counts.unread if counts is not None else 0,
        "checked": time(feed.checked) if feed is not None else None,
        "changed": time(feed.changed) if feed is not None else None,
        "due": time(feed.due) if feed is not None else None,
        "failures": feed.failures if feed is not None else 0,
        "failing_since": time(feed.failing_since) if feed is not None else None,
        "last_error": feed.error if feed is not None else None,
        "moved_from": feed.moved_from if feed is not None else None,
        "gone": time(feed.gone) if feed is not None else None,
    }


def _written(validators: Validators, name: str) -> str | None:
    value: bytes | None = getattr(validators, name)
    return None if value is None else value.decode("utf-8", "replace")
