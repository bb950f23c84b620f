"""``doctor --json``: the same that it prints, and the site's feeds and the sizes by keys of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from globeterm.cli.doctor.check import Group, count, homely
from globeterm.cli.doctor.library import Holdings
from globeterm.cli.records import Record, time
from globeterm.library.examining import FeedFinding, RestFinding
from globeterm.model import Validators
from globeterm.program import VERSION


def record(
    groups: Sequence[Group],
    holdings: Holdings,
    findings: Sequence[FeedFinding] | None,
    rest: RestFinding | None,
    *,
    at: datetime,
    environment: Mapping[str, str],
) -> Record:
    """Make the document; ``feeds`` and ``rest`` are null when the site was not asked."""
    return {
        "version": VERSION,
        "at": time(at),
        "faults": count(groups, "fault"),
        "notes": count(groups, "note"),
        "checks": [
            {
                "group": homely(group.title, environment),
                "name": check.name,
                "state": check.state,
                "says": homely(check.says, environment),
                "more": [homely(fact, environment) for fact in check.more],
                "advice": homely(check.advice, environment) or None,
            }
            for group in groups
            for check in group.checks
        ],
        "feeds": None if findings is None else [_feed(finding, holdings) for finding in findings],
        "rest": None if rest is None else {"open": rest.is_open, "error": rest.why or None},
        "sizes": None if holdings.sizes is None else {**asdict(holdings.sizes), "cache": holdings.cache},
    }


def _feed(finding: FeedFinding, holdings: Holdings) -> Record:
    """One section's feed: as it answers now, and what the library knows of it."""
    feed, counts = holdings.feeds.get(finding.key), holdings.counts.get(finding.key)
    return {
        "section": finding.section,
        "url": finding.address,
        "found": finding.found,
        "status": finding.status,
        "entries": finding.entries,
        "full": finding.full,
        "error": finding.error,
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
    }


def _written(validators: Validators, name: str) -> str | None:
    value: bytes | None = getattr(validators, name)
    return None if value is None else value.decode("utf-8", "replace")
