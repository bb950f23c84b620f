"""When a feed is asked again: intervals, wishes, failures, moves and ends (POL-11 to POL-28)."""

import ssl
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from globeterm.library.urgency import Urgency
from tests.library.site import HOME, Clock, item, rss
from tests.politeness.cases import politeness
from tests.politeness.paper import FEED, Paper, Site, at, path, says

TOMORROW = 24 * 60
PAST = "Wed, 11 Jan 1984 05:00:00 GMT"


@politeness("POL-11", "answers well", "the clock asks again after sixty minutes at the earliest, spread by chance")
async def test_pol_11_an_hour_at_least_and_some_jitter(tmp_path: Path, site: Site, clock: Clock) -> None:
    site.script(path(), says(ETag='"1"'))
    async with Paper(tmp_path, site, clock, chance=1.0) as paper:
        await paper.due()
        assert await paper.wait() == 66
        for minutes in (59, 6):
            clock.pass_by(minutes=minutes)
            assert (await paper.due())[0].status == "cached"
        clock.pass_by(minutes=1)
        await paper.due()
    assert len(site.requests) == 2


@politeness("POL-12", "never gives validators", "the interval doubles with each whole body that says nothing new")
async def test_pol_12_without_validators_the_interval_stretches(paper: Paper, site: Site, clock: Clock) -> None:
    site.script(path(), *([says()] * 6), says(body=rss("One – The Paper", item(4))))
    waits = []
    for _ in range(7):
        await paper.due()
        waits.append(await paper.wait() / 60)
        clock.pass_by(hours=waits[-1])
    assert waits == [2, 4, 8, 16, 24, 24, 2]


@politeness(
    "POL-13",
    "gives a max-age with 200, 304 or 429",
    "it is not asked before that is over, by the clock and by a command; the clock waits a day at the most",
)
@pytest.mark.parametrize(("status", "status_of_result"), [(200, "cached"), (304, "cached"), (429, "failed")])
async def test_pol_13_max_age_is_honoured(
    paper: Paper, site: Site, clock: Clock, status: int, status_of_result: str
) -> None:
    site.script(path(), says(ETag='"1"'), says(status, ETag='"1"', Cache_Control="max-age=43200"), says())
    await paper.refresh()
    await paper.refresh()
    assert await paper.wait() == 12 * 60
    clock.pass_by(hours=11)
    assert (await paper.due())[0].status == "cached"
    assert (await paper.refresh())[0].status == status_of_result
    assert len(site.requests) == 2
    clock.pass_by(hours=1)
    await paper.due()
    assert len(site.requests) == 3


@politeness("POL-13", "gives a max-age of three days", "the clock asks after one")
async def test_pol_13_the_ceiling_is_a_day(paper: Paper, site: Site, clock: Clock) -> None:
    site.script(path(), says(ETag='"1"', Cache_Control="max-age=259200"))
    await paper.due()
    assert await paper.wait() == TOMORROW


@politeness(
    "POL-14",
    "says no-cache, no-store, `Expires: 0`, or fresh for 16 years",
    "the interval stays between an hour and a day, and the next request is conditional",
)
@pytest.mark.parametrize(
    ("said", "wait"),
    [
        ({"Cache_Control": "no-cache, must-revalidate, max-age=0"}, 60),
        ({"Cache_Control": "no-store"}, 60),
        ({"Expires": "0"}, 60),
        ({"Expires": "Wed, 11 Jan 1984 05:00:00 GMT"}, 60),
        ({"Cache_Control": "max-age=504576000"}, TOMORROW),
    ],
)
@pytest.mark.parametrize("urgency", [Urgency.DUE, Urgency.STALE])
async def test_pol_14_extreme_lifetimes_are_clamped(
    paper: Paper, site: Site, clock: Clock, said: dict[str, str], wait: int, urgency: Urgency
) -> None:
    site.script(
        path(),
        lambda request: says(304 if "If-None-Match" in request.headers else 200, ETag='"1"', **said),
    )
    await paper.refresh(urgency)
    assert await paper.wait() == wait
    clock.pass_by(minutes=59)
    await paper.due()
    assert len(site.requests) == 1
    clock.pass_by(minutes=wait - 59)
    assert (await paper.refresh(urgency))[0].status == "unchanged"
    assert len(site.requests) == 2
    await paper.refresh(Urgency.WHOLE)
    assert paper.conditions()[-1] == (b'"1"', None)
    assert await paper.titles() == ["Story 3", "Story 2"]


RSS_PACE = {
    "ttl": ("<ttl>180</ttl>", 180),
    "sy": ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 360),
    "both": ("<ttl>90</ttl><sy:updatePeriod>hourly</sy:updatePeriod>", 90),
    "skipHours": ("<skipHours><hour>13</hour><hour>14</hour></skipHours>", 180),
    "skipDays": ("<skipDays><day>Wednesday</day></skipDays>", 12 * 60),
    "all": ("<ttl>120</ttl><skipHours><hour>14</hour></skipHours>", 180),
    "a year": ("<ttl>525600</ttl>", TOMORROW),
}


@politeness(
    "POL-15",
    "asks for an interval in the feed: ttl, skipHours, skipDays, sy:updatePeriod",
    "each is a lower bound, the largest wins, also after answers without a body",
)
@pytest.mark.parametrize("hint", RSS_PACE)
async def test_pol_15_what_the_document_asks_for_is_a_lower_bound(
    paper: Paper, site: Site, clock: Clock, hint: str
) -> None:
    said, wait = RSS_PACE[hint]
    body = FEED.replace(b"<item>", said.encode() + b"<item>", 1).replace(
        b"<rss ", b'<rss xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" ', 1
    )
    site.script(path(), says(body=body, ETag='"1"'), says(304))
    await paper.due()
    assert await paper.wait() == wait
    await paper.restart()
    await paper.refresh()
    assert (len(site.requests), await paper.wait()) == (2, wait)
    clock.pass_by(minutes=wait - 1)
    await paper.due()
    assert len(site.requests) == 2


@politeness(
    "POL-16",
    "answers 429 with Retry-After: 3600",
    "nothing goes to that site for an hour: not this feed, not its others, not by key, not after a restart",
)
async def test_pol_16_the_whole_site_is_left_alone(papers: Paper, site: Site, clock: Clock) -> None:
    site.script(path(1), says(429, Retry_After="3600"), says())
    site.script("/feed/", says())
    results = await papers.refresh()
    assert {(result.status, result.is_told_to_wait) for result in results} == {("failed", True)}
    until = (clock() + timedelta(hours=1)).astimezone()
    assert all(f"asks us to wait until {until:%H:%M}." in (result.error or "") for result in results)
    for minutes in (30, 29):
        clock.pass_by(minutes=minutes)
        await papers.restart()
        for urgency in Urgency:
            await papers.refresh(urgency)
    assert len(site.requests) == 1
    assert [(await papers.feed(number)).failures for number in (2, 3)] == [0, 0]
    clock.pass_by(minutes=1)
    assert {result.status for result in await papers.due()} == {"new"}


@politeness("POL-17", "answers 503 with Retry-After as a date", "the time is taken relative to the answer's own Date")
async def test_pol_17_a_date_is_relative_to_the_answers_own(paper: Paper, site: Site, clock: Clock) -> None:
    theirs = clock() - timedelta(days=9)
    site.script(path(), says(503, Date=at(theirs), Retry_After=at(theirs + timedelta(hours=2))), says())
    await paper.refresh()
    assert await paper.wait() == 120
    clock.pass_by(minutes=119)
    await paper.refresh(Urgency.WHOLE)
    assert len(site.requests) == 1


@politeness(
    "POL-18", "answers 429, 503 or 500 without it", "ten minutes' rest, doubled each time up to a day, with jitter"
)
@pytest.mark.parametrize("status", [429, 503, 500])
async def test_pol_18_failures_back_off(tmp_path: Path, site: Site, clock: Clock, status: int) -> None:
    site.script(path(), says(status))
    async with Paper(tmp_path, site, clock, chance=0.5) as paper:
        waits = []
        for _ in range(9):
            await paper.due()
            waits.append(await paper.wait())
            clock.pass_by(minutes=waits[-1] - 1)
            assert (await paper.due())[0].status == "cached"
            clock.pass_by(minutes=1)
    assert len(site.requests) == 9
    assert waits == [10 * 1.05 * 2**number for number in range(8)] + [TOMORROW]


@politeness("POL-19", "gives Retry-After with any other status that is no success", "it is honoured for that address")
@pytest.mark.parametrize("status", [403, 404, 410, 418, 500])
async def test_pol_19_any_other_answer_may_ask_for_rest(papers: Paper, site: Site, clock: Clock, status: int) -> None:
    site.script(path(1), says(status, Retry_After="172800"))
    site.script("/feed/", says())
    await papers.refresh()
    clock.pass_by(hours=47)
    await papers.refresh(Urgency.WHOLE)
    assert (len(site.asked(path(1))), len(site.asked(path(2)))) == (1, 2)


@politeness("POL-20", "gives a Retry-After that is negative, endless or no time", "ignored, or clamped to 31 days")
@pytest.mark.parametrize(
    ("value", "days"),
    [("-5", 0), ("soon", 0), ("", 0), ("0", 0), (PAST, 0), ("1000000000000", 31), ("1e3", 0)],
)
async def test_pol_20_senseless_wishes(paper: Paper, site: Site, clock: Clock, value: str, days: int) -> None:
    site.script(path(), says(429, Retry_After=value), says())
    (result,) = await paper.refresh()
    assert (result.is_told_to_wait, await paper.wait()) == (days > 0, days * TOMORROW or 10)
    if days:
        clock.pass_by(days=1)
        await paper.refresh(Urgency.WHOLE)
        assert len(site.requests) == 1
    clock.pass_by(days=max(0, days - 1), minutes=10 if not days else 0)
    assert (await paper.due())[0].status == "new"


@politeness(
    "POL-21", "fails five times in a row", "the rests grow, the feed is failing since the first, one success ends it"
)
async def test_pol_21_a_success_ends_a_row_of_failures(paper: Paper, site: Site, clock: Clock) -> None:
    site.script(path(), *([says(500)] * 5), says())
    began = clock()
    for _ in range(5):
        await paper.due()
        clock.pass_by(minutes=await paper.wait())
    feed = await paper.feed()
    assert (feed.failures, feed.failing_since, len(site.requests)) == (5, began, 5)
    await paper.due()
    feed = await paper.feed()
    assert (feed.failures, feed.failing_since, feed.error, await paper.wait()) == (0, None, None, 120)


@politeness(
    "POL-22",
    "can't be reached at all: no name, no connection",
    "one attempt a host, the round stops, and no feed is blamed; it is asked again as soon as somebody asks",
)
@pytest.mark.parametrize("urgency", [Urgency.STALE, Urgency.AGAIN])
async def test_pol_22_a_host_that_can_not_be_reached_is_tried_once(
    papers: Paper, site: Site, clock: Clock, urgency: Urgency
) -> None:
    site.script("/feed/", httpx.ConnectError("no such name"), says())
    results = await papers.refresh(urgency)
    assert ([result.status for result in results], len(site.requests)) == (["failed"] * 3, 1)
    assert len({result.error for result in results}) == 1
    feeds = [await papers.feed(number) for number in (1, 2, 3)]
    assert [feed.failures for feed in feeds] == [0, 0, 0]
    assert {feed.failing_since for feed in feeds} == {clock()}
    assert {result.status for result in await papers.refresh(urgency)} == {"new"}


@politeness("SEC-16", "has a certificate that can't be verified", "one attempt a round, and a sentence that says why")
async def test_sec_16_a_bad_certificate_is_no_storm_of_retries(papers: Paper, site: Site) -> None:
    refused = httpx.ConnectError("handshake failed")
    refused.__cause__ = ssl.SSLCertVerificationError(1, "certificate verify failed")
    refused.__cause__.verify_code = 10
    site.script("/feed/", refused)
    results = await papers.refresh()
    assert {result.error for result in results} == {
        "No secure connection to paper.example: its certificate has expired, or this computer's clock is wrong."
    }
    assert len(site.requests) == 1


@politeness(
    "POL-23",
    "moves for good: 301 or 308",
    "the new address is stored once a second poll was led there too and it is a feed; the old one is kept beside it",
)
@pytest.mark.parametrize("status", [301, 308])
async def test_pol_23_a_move_for_good_is_followed_after_two_polls(
    paper: Paper, site: Site, clock: Clock, status: int
) -> None:
    site.script(path(), says(status, Location="/moved/feed/"))
    site.script("/moved/feed/", says(ETag='"1"'))
    for _ in range(2):
        assert (await paper.feeds_address()) in (None, f"{HOME}/1/feed/")
        await paper.refresh()
    feed = await paper.feed()
    assert (feed.address, feed.moved_from) == (f"{HOME}/moved/feed/", f"{HOME}/1/feed/")
    await paper.restart()
    clock.pass_by(days=8)
    await paper.due()
    assert (len(site.asked(path())), len(site.asked("/moved/feed/"))) == (2, 3)
    assert await paper.titles() == ["Story 3", "Story 2"]


@politeness("POL-23", "moves by a chain that is not all for good, or not again", "the address stays")
@pytest.mark.parametrize(("first", "second"), [(301, 302), (302, 301), (301, 200)])
async def test_pol_23_the_whole_chain_must_be_permanent(paper: Paper, site: Site, first: int, second: int) -> None:
    site.script(path(), says(first, Location="/2nd/feed/"))
    site.script("/2nd/feed/", says(second, Location="/3rd/feed/"), says(302, Location="/3rd/feed/"))
    site.script("/3rd/feed/", says())
    for _ in range(3):
        await paper.refresh()
    assert (await paper.feed()).address == f"{HOME}/1/feed/"


@politeness("POL-23", "moves from https to http", "the redirect is refused, and the stories stay")
async def test_pol_23_no_move_from_https_to_http(paper: Paper, site: Site) -> None:
    site.script(path(), says(), says(301, Location="http://paper.example/1/feed/"))
    for _ in range(3):
        await paper.refresh()
    feed = await paper.feed()
    assert (feed.address, feed.failures) == (f"{HOME}/1/feed/", 2)
    assert "not secure" in (feed.error or "")
    assert len(await paper.titles()) == 2


@politeness("POL-24", "sends elsewhere for now: 302, 303, 307", "the redirect is followed each time, the address stays")
@pytest.mark.parametrize("status", [302, 303, 307])
async def test_pol_24_a_passing_redirect_changes_nothing(paper: Paper, site: Site, status: int) -> None:
    site.script(path(), says(status, Location="/elsewhere/feed/"))
    site.script("/elsewhere/feed/", says())
    for _ in range(3):
        await paper.refresh()
    assert ((await paper.feed()).address, len(site.asked(path()))) == (f"{HOME}/1/feed/", 3)


@politeness(
    "POL-25",
    "moves a feed to where another section is",
    "that is said, the address stays, every story is stored once; a circle of redirects is gone round once",
)
async def test_pol_25_a_move_to_a_known_feed_is_told(papers: Paper, site: Site) -> None:
    site.script(path(1), says())
    site.script(path(2), says(301, Location=path(1)))
    site.script(path(3), says(301, Location=path(3)))
    for _ in range(3):
        one, two, three = await papers.refresh()
    assert (one.error, two.error) == (None, "this section leads to the same feed as One now; its own address is kept")
    assert three.error == "paper.example redirects in a circle."
    assert len(site.asked(path(3))) == 3
    assert (await papers.feed(2)).address == f"{HOME}/2/feed/"
    assert len(await papers.library.headlines("@front")) == 2


@politeness("POL-26", "moves many feeds to one page", "no address is rewritten, neither to a page nor to one feed")
@pytest.mark.parametrize("target", [b"<html><body><h1>We are moving</h1></body></html>", FEED])
async def test_pol_26_a_move_of_all_feeds_to_one_page_is_not_believed(papers: Paper, site: Site, target: bytes) -> None:
    site.script("/feed/", *([says()] * 3), says(301, Location="/error"))
    site.script("/error", says(body=target, Content_Type="text/html"))
    for _ in range(4):
        await papers.refresh()
    assert [(await papers.feed(number)).address for number in (1, 2, 3)] == [
        f"{HOME}/{number}/feed/" for number in (1, 2, 3)
    ]
    assert len(await papers.titles(3)) == 2


@politeness(
    "POL-27",
    "answers 410",
    "the polling stops, the reader is told, the stories stay; only the reader's word for this section asks again",
)
async def test_pol_27_what_is_gone_is_not_asked_any_more(paper: Paper, site: Site, clock: Clock) -> None:
    site.script(path(), says(), says(410), says())
    await paper.refresh()
    assert "given this feed up for good (410 Gone)" in ((await paper.refresh())[0].error or "")
    for urgency in (Urgency.DUE, Urgency.STALE, Urgency.AGAIN):
        clock.pass_by(days=9)
        await paper.restart()
        (result,) = await paper.refresh(urgency)
        assert result.is_missing
    everything = [result async for result in paper.library.refresh(urgency=Urgency.WHOLE)]
    assert everything[0].is_missing
    assert len(site.asked(path())) == 2
    assert await paper.titles() == ["Story 3", "Story 2"]
    assert (await paper.refresh(Urgency.WHOLE))[0].status == "unchanged"
    assert (await paper.feed()).gone is None


@politeness("POL-27", "answers 404", "the feed rests like one that fails, and its stories stay")
async def test_pol_27_a_404_backs_off(paper: Paper, site: Site, clock: Clock) -> None:
    site.script(path(), says(), says(404))
    site.script(f"{HOME}/", says(404))
    await paper.due()
    clock.pass_by(hours=2)
    await paper.due()
    waited = await paper.wait()
    assert waited >= 10
    clock.pass_by(minutes=waited - 1)
    await paper.due()
    assert len(site.asked(path())) == 2
    assert await paper.titles() == ["Story 3", "Story 2"]


@politeness("POL-28", "answers 401 or 403", "a clear sentence, and a day's rest")
@pytest.mark.parametrize(("status", "words"), [(401, "wants a password"), (403, "does not let globeterm read")])
async def test_pol_28_who_is_kept_out_rests_for_a_day(
    paper: Paper, site: Site, clock: Clock, status: int, words: str
) -> None:
    site.script(path(), says(), says(status))
    await paper.refresh()
    (result,) = await paper.refresh()
    assert (result.status, words in (result.error or "")) == ("failed", True)
    assert await paper.wait() == TOMORROW
    clock.pass_by(hours=23)
    await paper.due()
    assert len(site.requests) == 2
    assert len(await paper.titles()) == 2


@politeness(
    "POL-21",
    "fails five times in a row",
    "a command waits as well then, and says so; the reader's key and `--force` ask all the same",
)
async def test_pol_21_a_command_waits_after_five_failures(paper: Paper, site: Site, clock: Clock) -> None:
    site.script(path(), *([says(500)] * 5), says())
    for _ in range(5):
        assert "answers with an error (500" in ((await paper.refresh())[0].error or "")
    until = (clock() + timedelta(minutes=160)).astimezone()
    (result,) = await paper.refresh()
    assert (result.status, result.exit_code, len(site.requests)) == ("failed", 69, 5)
    assert (result.error or "").startswith(f"not asked until {until:%H:%M}, for it failed 5 times in a row since ")
    assert (await paper.feed()).failures == 5
    assert (await paper.refresh(Urgency.WHOLE))[0].status == "new"
    assert (await paper.refresh())[0].status == "unchanged"


@politeness("POL-21", "fails five times in a row", "a command asks again once its rest is over")
async def test_pol_21_a_command_asks_when_the_rest_is_over(paper: Paper, site: Site, clock: Clock) -> None:
    site.script(path(), *([says(500)] * 5), says())
    for _ in range(5):
        await paper.refresh()
    clock.pass_by(minutes=160)
    assert (await paper.refresh())[0].status == "new"


@politeness(
    "POL-18", "answers 500, and then can't be reached", "looking whether it is back does not cut the rest short"
)
async def test_pol_18_a_probe_keeps_the_rest_of_a_feed_that_failed(paper: Paper, site: Site, clock: Clock) -> None:
    site.script(path(), says(500), says(500), httpx.ConnectError("no such name"), says())
    for _ in range(3):
        await paper.refresh()
    assert await paper.wait() == 20
    clock.pass_by(minutes=19)
    assert (await paper.refresh(Urgency.AGAIN))[0].status == "cached"
    assert len(site.requests) == 3
    clock.pass_by(minutes=1)
    assert (await paper.refresh(Urgency.AGAIN))[0].status == "new"


@politeness("POL-23", "moves for good to what is no feed", "the address stays, however often it is led there")
@pytest.mark.parametrize("there", [says(200, b"<html><body>Welcome</body></html>"), says(404), says(410), says(500)])
async def test_pol_23_only_a_feed_is_moved_to(paper: Paper, site: Site, there: httpx.Response) -> None:
    site.script(path(), says(), says(301, Location="/new/feed/"))
    site.script("/new/feed/", there)
    for _ in range(4):
        await paper.refresh(Urgency.WHOLE)
    assert ((await paper.feed()).address, len(await paper.titles())) == (f"{HOME}/1/feed/", 2)


@politeness("POL-27", "answers 404 where its own menu leads", "that is a failure, and the rests grow")
async def test_pol_27_a_404_at_a_known_address_is_a_failure(paper: Paper, site: Site, clock: Clock) -> None:
    site.script(path(), says(404))
    site.script(f"{HOME}/", says(body=b"<html><body><nav><a href='/1/'>One</a></nav></body></html>"))
    for minutes in (10, 20):
        (result,) = await paper.due()
        assert (result.status, "404" in (result.error or ""), await paper.wait()) == ("failed", True, minutes)
        clock.pass_by(minutes=minutes)
