"""What ``doctor`` says of the site: each section's feed as it is known, and, online, as it answers now."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from globeterm.addresses import host
from globeterm.cli.call import Call
from globeterm.cli.clock import utc_now
from globeterm.cli.composition import is_sample, open_web
from globeterm.cli.doctor.check import APART, Check, Group
from globeterm.cli.doctor.library import Holdings
from globeterm.config import WeatherConfig
from globeterm.edition import Edition
from globeterm.library.examining import Examiner, FeedFinding, RestFinding
from globeterm.model import Counts, Feed
from globeterm.program import NAME
from globeterm.rendering.dates import age, since
from globeterm.ui.feed_words import (
    FOUND,
    FeedRow,
    advice,
    failing_in_words,
    is_waiting,
    next_check,
    validators_named,
)

#: What tells other programs to ask somebody else for the web.
PROXIES: Final = ("ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY")


@dataclass(frozen=True, slots=True)
class Answers:
    """What the site answered: of each feed, of its REST API; and why there is no weather, None when there is.

    ``wanted`` is the weather that was asked for; None when none was.
    """

    feeds: Sequence[FeedFinding]
    rest: RestFinding
    wanted: WeatherConfig | None = None
    no_weather: str | None = None


@dataclass(frozen=True, slots=True)
class Stand:
    """All that is known of one section: what the library holds, what it knows of the feed, and what that answers."""

    configured: str
    counts: Counts | None = None
    feed: Feed | None = None
    finding: FeedFinding | None = None


def ask_site(call: Call, edition: Edition, holdings: Holdings) -> Answers:
    """Ask the site for every feed, and whether its REST API is open, and for the weather, all within a time limit.

    Nothing is stored but in the cache, so that a site's wish to be left alone is heeded by what is asked next.
    """
    wanted = call.config.weather if call.config.weather.enabled and not is_sample(edition) else None
    return asyncio.run(_asked(call, edition, holdings, wanted))


async def _asked(call: Call, edition: Edition, holdings: Holdings, wanted: WeatherConfig | None) -> Answers:
    async with open_web(call, edition) as (clients, workshop):
        examiner = Examiner(edition, holdings.feeds, clients.client, workshop, now=utc_now)
        feeds, rest = await asyncio.gather(examiner.feeds(), examiner.rest())
        return Answers(feeds, rest, wanted, await examiner.weather(wanted) if wanted is not None else None)


def tell_site(
    edition: Edition, holdings: Holdings, answers: Answers | None, now: datetime, environment: Mapping[str, str]
) -> Group:
    """Say how each section stands; without ``answers`` the site was not asked."""
    network = _network(edition, answers)
    is_away = network.state == "fault"
    found = {finding.key: finding for finding in answers.feeds} if answers is not None and not is_away else {}
    checks = [network, *_proxy(environment)]
    for section in edition.walk():
        counts, feed = holdings.counts.get(section.key), holdings.feeds.get(section.key)
        stand = Stand(edition.feed_address(section), counts, feed, found.get(section.key))
        checks.append(tell_section(section.name, edition.home, stand, now))
    if answers is not None and not is_away:
        checks += [_rest(answers.rest), *_weather(answers)]
    return Group(f"Site{APART}{edition.name}{APART}{edition.home}", tuple(checks))


def _network(edition: Edition, answers: Answers | None) -> Check:
    """One word on the site as a whole, so that a site that is away is no wall of faults (FLT-24, FLT-25)."""
    name = host(edition.home)
    if answers is None:
        return Check("network", "not asked, as you wished (--offline)")
    failed = [finding for finding in answers.feeds if finding.error is not None]
    if len(failed) < len(answers.feeds) or not failed:
        return Check("network", f"{name} answers")
    if len({finding.error for finding in failed}) > 1 and any(finding.status is not None for finding in failed):
        return Check("network", f"{name}: no feed can be had; why stands beside each", "note")
    sentence = failed[0].error or ""
    if failed[0].is_told_to_wait:
        return Check("network", sentence, "note", advice(sentence))
    return Check("network", sentence, "fault", advice(sentence), code=failed[0].exit_code)


def _proxy(environment: Mapping[str, str]) -> Iterator[Check]:
    """A word on proxies, for who wonders why the network can't be reached; their addresses may hold passwords."""
    named = [name for name in PROXIES if environment.get(name) or environment.get(name.lower())]
    if named:
        says = f"{' and '.join(named)} {'is' if len(named) == 1 else 'are'} set, and not used: {NAME} asks sites itself"
        yield Check("proxy", says, "note", "Where the web is reached by a proxy alone, read what is stored.")


def tell_section(name: str, home: str, stand: Stand, now: datetime) -> Check:
    """One section: what its feed answers, what is stored of it, and where it is."""
    answer, here = list(_answer(stand)), list(_here(stand, now))
    where = APART.join(_where(stand, home))
    more = (APART.join(here), where) if answer else (where,)
    verdict = _verdict(stand)
    return replace(verdict, name=name, says=APART.join(answer or here), more=more)


def _verdict(stand: Stand) -> Check:
    """Whether that is well, and what to do about it. What the site has decided is no fault of this machine."""
    feed, finding = stand.feed, stand.finding
    error = finding.error if finding is not None else feed.error if feed is not None else None
    if (finding.found if finding is not None else feed.found if feed is not None else "edition") == "missing":
        return Check("", "", "note", "If it has another name there now, give its address in an edition file (README).")
    if error is None:
        return Check("", "")
    is_final = finding.status == 410 if finding is not None else feed is not None and feed.gone is not None
    if finding is None or is_final or finding.is_told_to_wait:
        return Check("", "", "note", advice(error))
    return Check("", "", "fault", advice(error), code=finding.exit_code)


def _answer(stand: Stand) -> Iterator[str]:
    """What a feed answers now, in words; nothing when it was not asked."""
    finding = stand.finding
    if finding is None:
        return
    if finding.found == "missing":
        yield "the site has no such section"
        return
    if finding.error is not None:
        yield finding.error.rstrip(".")
        return
    yield "answers 304, nothing new" if finding.status == 304 else f"answers {finding.status}"
    entries, full = finding.entries or 0, finding.full or 0
    if not entries:
        yield "the feed is empty"
        return
    text = "full texts" if full == entries else "summaries" if not full else f"{full} of {entries} with full text"
    yield f"{entries} {'entry' if entries == 1 else 'entries'}, {text}"


def _here(stand: Stand, now: datetime) -> Iterator[str]:
    """What is stored, when the library asked last with success, since when that fails, and when it asks again."""
    counts, feed, finding = stand.counts, stand.feed, stand.finding
    if counts is None or not counts.articles:
        yield "nothing is stored yet"
    else:
        yield f"{counts.articles} {'story' if counts.articles == 1 else 'stories'} here, {counts.unread} unread"
    if feed is None:
        return
    if feed.gone is not None:
        yield f"given up {since(feed.gone, now)}"
    elif failing := failing_in_words(feed, now):
        is_said = finding is not None and _same(finding.error, feed.error)
        yield f"failing {failing}" + ("" if is_said or feed.error is None else f": {feed.error.rstrip('.')}")
        yield f"last good check {age(feed.checked, now)}" if feed.checked is not None else "no good check yet"
    elif feed.checked is not None:
        yield f"checked {age(feed.checked, now)}"
    if feed.gone is None and is_waiting(feed, now):
        yield f"next check {next_check(FeedRow('', '', '', feed), now)}"


def _where(stand: Stand, home: str) -> Iterator[str]:
    """Where the feed is, how that is known, where it moves to, and what the server knows its answer by."""
    feed, finding = stand.feed, stand.finding
    known = finding if finding is not None else feed
    address = known.address if known is not None else stand.configured
    yield _below(home, address)
    if feed is not None and feed.moved_from is not None and feed.address == address:
        yield f"moved for good from {_below(home, feed.moved_from)}"
    elif known is None or known.found != "missing":
        yield FOUND[known.found if known is not None else "edition"]
    if finding is not None and finding.moves is not None:
        yield f"moves for good to {_below(home, finding.moves)}"
    if known is None or known.found == "missing":
        return
    if finding is not None and finding.error is None:
        yield validators_named(finding.validators)
    elif feed is not None and feed.checked is not None:
        yield validators_named(feed.validators)


def _rest(rest: RestFinding) -> Check:
    if rest.is_open:
        return Check("REST API", "open: sections can be found by their names")
    return Check("REST API", f"closed, which is no fault: {rest.why.rstrip('.')}")


def _weather(answers: Answers) -> Iterator[Check]:
    wanted, why = answers.wanted, answers.no_weather
    if wanted is None:
        return
    if why is None:
        yield Check("weather", f"{host(wanted.address)} tells that of {wanted.place}")
        return
    yield Check("weather", why.rstrip("."), "note", "The masthead goes without; [weather] enabled = false asks nobody.")


def _same(one: str | None, other: str | None) -> bool:
    """Whether two sentences say the same."""
    return (one or "").rstrip(".") == (other or "").rstrip(".")


def _below(home: str, address: str) -> str:
    """The path of an address at the edition's home, whose host is named already; any other one as it is."""
    return address.removeprefix(home) if address.startswith(f"{home}/") else address
