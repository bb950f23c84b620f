"""What ``doctor`` says of the site: each section's feed as it is known, and, online, as it answers now."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from globeterm.addresses import host
from globeterm.cli.call import Call
from globeterm.cli.clock import utc_now
from globeterm.cli.composition import open_web
from globeterm.cli.doctor.check import Check, Group
from globeterm.cli.doctor.library import Holdings
from globeterm.edition import Edition
from globeterm.library.examining import Examiner, FeedFinding, RestFinding
from globeterm.model import Counts, Feed, Found
from globeterm.rendering.dates import age, since
from globeterm.ui.feed_words import FOUND, validators_named

#: What the library holds of a section, what it knows of the feed, and what that answers; None for what is not known.
Stand = tuple[Counts | None, Feed | None, FeedFinding | None]


def ask_site(call: Call, edition: Edition, holdings: Holdings) -> tuple[Sequence[FeedFinding], RestFinding]:
    """Ask the site for every feed, and whether its REST API is open; nothing is stored but in the cache."""
    return asyncio.run(_asked(call, edition, holdings))


async def _asked(call: Call, edition: Edition, holdings: Holdings) -> tuple[Sequence[FeedFinding], RestFinding]:
    async with open_web(call, edition) as (clients, workshop):
        examiner = Examiner(edition, holdings.feeds, clients.client, workshop, now=utc_now)
        return await examiner.feeds(), await examiner.rest()


def tell_site(
    edition: Edition,
    holdings: Holdings,
    findings: Sequence[FeedFinding] | None,
    rest: RestFinding | None,
    now: datetime,
) -> Group:
    """Say how each section stands; without ``findings`` the site was not asked."""
    network = _network(edition, findings)
    found = {finding.key: finding for finding in findings or ()} if network.state != "fault" else {}
    checks = [
        _section(
            section.name,
            edition.feed_address(section),
            (holdings.counts.get(section.key), holdings.feeds.get(section.key), found.get(section.key)),
            now,
        )
        for section in edition.walk()
    ]
    return Group(
        f"Site · {edition.name} · {edition.home}",
        (network, *checks, *([_rest(rest)] if rest is not None and network.state != "fault" else [])),
    )


def _network(edition: Edition, findings: Sequence[FeedFinding] | None) -> Check:
    """One word on the site as a whole, so that a site that is away is no wall of faults (FLT-24)."""
    name = host(edition.home)
    if findings is None:
        return Check("network", "not asked, as you wished (--offline)")
    failed = [finding for finding in findings if finding.error is not None]
    if len(failed) < len(findings) or not failed:
        return Check("network", f"{name} answers")
    if len({finding.error for finding in failed}) > 1:
        return Check("network", f"{name}: no feed can be had; why stands beside each", "note")
    advice = "What is stored can be read; try again when the network is back."
    return Check("network", failed[0].error or "", "fault", advice, code=failed[0].exit_code)


def _section(name: str, configured: str, stand: Stand, now: datetime) -> Check:
    """One section: what is stored, what its feed answers, and where that is."""
    counts, feed, finding = stand
    address, found = _whereabouts(configured, feed, finding)
    said = [_stored(counts)] if counts is not None and counts.articles else []
    more = (" · ".join((_below_home(address), FOUND[found], *_history(feed, finding, now))),)
    if found == "missing":
        return Check(name, " · ".join([*said, "the site has no such section"]), "note", more=more)
    if finding is not None:
        said.append(_now(finding))
    says = " · ".join(said) or "nothing is stored yet"
    if finding is not None and finding.error is not None:
        return Check(name, says, "fault", _advice(finding), more, finding.exit_code)
    return Check(name, says, more=more)


def _whereabouts(configured: str, feed: Feed | None, finding: FeedFinding | None) -> tuple[str, Found]:
    known = finding if finding is not None else feed
    return (known.address, known.found) if known is not None else (configured, "edition")


def _stored(counts: Counts) -> str:
    return f"{counts.articles} {'story' if counts.articles == 1 else 'stories'}, {counts.unread} unread"


def _now(finding: FeedFinding) -> str:
    """What a feed answers now, in words."""
    if finding.error is not None:
        return finding.error.rstrip(".")
    said = "answers 304, nothing new" if finding.status == 304 else f"answers {finding.status}"
    entries, full = finding.entries or 0, finding.full or 0
    if not entries:
        return f"{said} · the feed is empty"
    text = "full texts" if full == entries else "summaries" if not full else f"{full} of {entries} with full text"
    return f"{said} · {entries} {'entry' if entries == 1 else 'entries'}, {text}"


def _history(feed: Feed | None, finding: FeedFinding | None, now: datetime) -> Iterator[str]:
    """When the library asked last, since when that fails, and what the server knows its answer by."""
    if feed is not None and feed.checked is not None:
        yield f"checked {age(feed.checked, now)}"
    if feed is not None and feed.failing_since is not None:
        times = f"{feed.failures} times" if feed.failures > 1 else "once"
        is_said = finding is not None and finding.error == feed.error
        why = "" if is_said or feed.error is None else f": {feed.error.rstrip('.')}"
        yield f"failing {since(feed.failing_since, now)}, {times}{why}"
    if finding is not None and finding.error is None:
        yield validators_named(finding.validators)
    elif feed is not None and feed.checked is not None:
        yield validators_named(feed.validators)


def _advice(finding: FeedFinding) -> str:
    match finding.status:
        case 401 | 403:
            return "The site does not let this program in; look whether a web browser gets there."
        case 404 | 410:
            return "Give its address in an edition file (see README)."
        case None if "web page" in (finding.error or ""):
            return "Log in to the network if it asks for that; else the address is no feed's."
        case _:
            return "What is stored can be read; it is asked again by itself."


def _rest(rest: RestFinding) -> Check:
    if rest.is_open:
        return Check("REST API", "open: sections can be found by their names")
    return Check("REST API", f"closed, which is no fault: {rest.why.rstrip('.')}")


def _below_home(address: str) -> str:
    """The path of an address, which is enough where the host is named already."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path or address
