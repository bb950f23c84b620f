"""What is sent: the first request, conditions, headers, and what is never asked for (POL-01 to POL-10, POL-29 on)."""

import asyncio
from pathlib import Path

import httpx
import pytest

from globeterm.library.urgency import Urgency
from globeterm.model import Validators
from globeterm.program import USER_AGENT
from globeterm.web.slots import Spacing
from tests.library.site import HOME, TEXT, Clock, item, page, rss
from tests.politeness.cases import politeness
from tests.politeness.paper import FEED, Paper, Site, path, says

ODD_DATE = "Wednesday,  18-Jun-25 01:11:35 gmt"


@politeness("POL-01", "is asked for the first time", "one GET without any condition; no HEAD, no icon, nothing else")
async def test_pol_01_the_first_fetch_is_one_plain_get(paper: Paper, site: Site) -> None:
    site.script(path(), says(ETag='"1"'))
    (result,) = await paper.refresh()
    assert (result.status, result.new) == ("new", 2)
    assert [(request.method, str(request.url)) for request in site.requests] == [("GET", f"{HOME}/1/feed/")]
    assert paper.conditions() == [(None, None)]


@politeness(
    "POL-02",
    "gave ETag and Last-Modified",
    "both go back, the date byte for byte, the tag without the `W/` and `-gzip` that a compressing server adds",
)
@pytest.mark.parametrize(
    ("etag", "sent"), [('"8d65"', b'"8d65"'), ('W/"8d65"', b'"8d65"'), ('"8d65-gzip"', b'"8d65"'), ("odd", b"odd")]
)
async def test_pol_02_both_validators_go_back(paper: Paper, site: Site, etag: str, sent: bytes) -> None:
    site.script(path(), says(ETag=etag, Last_Modified=ODD_DATE), says(304))
    await paper.refresh()
    (result,) = await paper.refresh()
    assert result.status == "unchanged"
    assert paper.conditions()[1] == (sent, ODD_DATE.encode())


@politeness("POL-03", "gave one validator, or none", "just that goes back; nothing is invented")
@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ({"ETag": '"1"'}, (b'"1"', None)),
        ({"Last_Modified": ODD_DATE}, (None, ODD_DATE.encode())),
        ({"Date": "Wed, 18 Jun 2025 12:00:00 GMT"}, (None, None)),
    ],
)
async def test_pol_03_only_what_was_given_goes_back(
    paper: Paper, site: Site, given: dict[str, str], sent: tuple[bytes | None, bytes | None]
) -> None:
    site.script(path(), says(**given))
    await paper.refresh()
    await paper.refresh()
    assert paper.conditions() == [(None, None), sent]


@politeness(
    "POL-04",
    "answers 304 with new validators",
    "the entries stay, errors in a row are forgotten, the check is noted, the new validators are stored",
)
async def test_pol_04_a_304_is_a_good_answer(paper: Paper, site: Site, clock: Clock) -> None:
    site.script(path(), says(ETag='"1"', Last_Modified="then"), says(500), says(304, ETag='"2"'), says(304))
    for _ in range(3):
        await paper.refresh()
        clock.pass_by(minutes=30)
    feed = await paper.feed()
    assert await paper.titles() == ["Story 3", "Story 2"]
    assert (feed.failures, feed.error, feed.failing_since) == (0, None, None)
    assert feed.checked is not None
    assert (clock() - feed.checked).total_seconds() == 1800
    assert feed.validators == Validators(b'"2"', b"then")
    await paper.refresh()
    assert paper.conditions()[3] == (b'"2"', b"then")


@politeness("POL-05", "gives the same body with new validators", "the new ones are stored although nothing changed")
async def test_pol_05_new_validators_of_the_same_body_are_stored(paper: Paper, site: Site) -> None:
    site.script(path(), says(ETag='"1"', Last_Modified="then"), says(ETag='"2"', Last_Modified="now"), says(304))
    results = [(await paper.refresh())[0].status for _ in range(3)]
    assert results == ["new", "unchanged", "unchanged"]
    assert paper.conditions()[2] == (b'"2"', b"now")
    assert (await paper.feed()).validators == Validators(b'"2"', b"now")


@politeness("POL-06", "gives a new ETag with the old date", "the new ETag is stored")
async def test_pol_06_a_new_etag_with_the_old_date_is_stored(paper: Paper, site: Site) -> None:
    site.script(path(), says(ETag='"1"', Last_Modified="then"), says(ETag='"2"', Last_Modified="then"), says(304))
    for _ in range(3):
        await paper.refresh()
    assert paper.conditions()[2] == (b'"2"', b"then")
    assert (await paper.feed()).validators == Validators(b'"2"', b"then")


@politeness("POL-07", "gives a validator no more", "the old one is dropped too")
async def test_pol_07_a_validator_that_is_not_given_any_more_is_dropped(paper: Paper, site: Site) -> None:
    site.script(path(), says(ETag='"1"', Last_Modified="then"), says(Last_Modified="now"), says(304))
    for _ in range(3):
        await paper.refresh()
    assert paper.conditions()[2] == (None, b"now")
    assert (await paper.feed()).validators == Validators(None, b"now")


@politeness("POL-08", "is asked again after a restart", "conditionally still, and not before the stored time is over")
async def test_pol_08_a_restart_forgets_nothing(paper: Paper, site: Site, clock: Clock) -> None:
    site.script(path(), says(ETag='"1"'), says(304))
    await paper.due()
    await paper.restart()
    clock.pass_by(minutes=59)
    assert (await paper.due())[0].status == "cached"
    clock.pass_by(minutes=1)
    assert (await paper.due())[0].status == "unchanged"
    assert paper.conditions() == [(None, None), (b'"1"', None)]


@politeness("POL-08", "is asked again after its cached answer was lost", "conditionally still: a 304 says enough")
async def test_pol_08_the_validators_are_kept_with_the_entries(paper: Paper, site: Site) -> None:
    site.script(path(), says(ETag='"1"', Last_Modified="then"), says(304))
    await paper.refresh()
    await paper.client.give_up_cache()
    assert (await paper.refresh())[0].status == "unchanged"
    assert paper.conditions()[1] == (b'"1"', b"then")
    assert await paper.titles() == ["Story 3", "Story 2"]


@politeness("POL-09", "sees the program started ten times in five minutes", "one request a feed")
async def test_pol_09_ten_starts_are_one_request(papers: Paper, site: Site, clock: Clock) -> None:
    for number in (1, 2, 3):
        site.script(path(number), says(ETag='"1"'))
    for _ in range(10):
        await papers.due()
        await papers.restart()
        clock.pass_by(seconds=30)
    assert [len(site.asked(path(number))) for number in (1, 2, 3)] == [1, 1, 1]


@politeness(
    "POL-10",
    "is asked by the reader's key",
    "the request goes out, without validators; within five minutes of an answer, with them",
)
async def test_pol_10_the_key_asks_whole_but_not_all_the_time(paper: Paper, site: Site, clock: Clock) -> None:
    site.script(path(), says(ETag='"1"'))
    for minutes in (4, 6, 1):
        await paper.refresh(Urgency.WHOLE)
        clock.pass_by(minutes=minutes)
    await paper.refresh(Urgency.WHOLE)
    assert [tag for tag, _ in paper.conditions()] == [None, b'"1"', None, b'"1"']


@politeness(
    "POL-29",
    "reads our request",
    "a stable, honest User-Agent with an address, Accept, `Accept-Encoding: gzip`; no Cookie, no Referer",
)
async def test_pol_29_the_fields_of_a_request(paper: Paper, site: Site) -> None:
    site.script(path(), says(ETag='"1"', Set_Cookie="a=b; Path=/"))
    await paper.refresh()
    await paper.restart()
    await paper.refresh()
    plain = {
        b"host": b"paper.example",
        b"user-agent": USER_AGENT.encode(),
        b"accept": b"application/rss+xml, application/atom+xml;q=0.9, application/xml;q=0.8, */*;q=0.1",
        b"accept-encoding": b"gzip",
    }
    assert paper.sent() == [plain, {**plain, b"if-none-match": b'"1"'}]
    assert USER_AGENT.startswith("globeterm/")
    assert "(+https://" in USER_AGENT


@politeness("POL-30", "has forty feeds", "two requests at once at the most, and spaced")
@politeness("POL-31", "is asked for everything at a cold start", "the requests do not come in one second")
async def test_pol_30_pol_31_forty_feeds_of_one_host(tmp_path: Path, site: Site, clock: Clock) -> None:
    waits: list[float] = []
    running = most = 0

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    async def answer(request: httpx.Request) -> httpx.Response:
        nonlocal running, most
        running += 1
        most = max(most, running)
        for _ in range(10):
            await asyncio.sleep(0)
        running -= 1
        return site.answer(request)

    site.script("/feed/", says())
    spaced, transport = Spacing(sleep=sleep), httpx.MockTransport(answer)
    async with Paper(tmp_path, site, clock, sections=40, spacing=spaced, transport=transport) as paper:
        results = await paper.refresh()
    assert {result.status for result in results} == {"new"}
    assert (len(site.requests), most) == (40, 2)
    assert len(waits) > 20  # the first few go at once, and time goes by as well
    assert max(waits) > 1


@politeness(
    "POL-32", "always answers 304", "a request without validators after four hours of use, far below eight days"
)
async def test_pol_32_a_server_that_always_answers_304_is_asked_whole_at_times(
    paper: Paper, site: Site, clock: Clock
) -> None:
    news = rss("One – The Paper", item(4), item(3), item(2))
    site.script(
        path(),
        says(ETag='"1"'),
        lambda request: says(304) if "If-None-Match" in request.headers else says(body=news, ETag='"1"'),
    )
    for _ in range(6):
        await paper.due()
        clock.pass_by(hours=1)
    assert [tag for tag, _ in paper.conditions()] == [None, b'"1"', b'"1"', b'"1"', None, b'"1"']
    assert (await paper.titles())[0] == "Story 4"


@politeness("POL-33", "always answers 200 with the same body", "it is not read again, and nothing counts as updated")
async def test_pol_33_the_same_body_is_not_read_again(paper: Paper, site: Site, clock: Clock) -> None:
    site.script(path(), says())
    await paper.refresh()
    changed, done = (await paper.feed()).changed, len(paper.bench.done)
    clock.pass_by(hours=1)
    (result,) = await paper.refresh()
    assert (result.status, result.updated, len(paper.bench.done)) == ("unchanged", 0, done)
    assert (await paper.feed()).changed == changed


@politeness("POL-34", "has full pages and pictures", "each is asked for once an article, never with a poll")
async def test_pol_34_a_page_is_asked_for_once(paper: Paper, site: Site, clock: Clock) -> None:
    site.script(path(), says(body=rss("One – The Paper", item(1, content=""))))
    site.script("/story-1/", says(body=page("Story 1", TEXT, TEXT), Content_Type="text/html"))
    for _ in range(3):
        await paper.refresh()
        (article,) = await paper.library.headlines("s1")
        await paper.library.document(article)
        clock.pass_by(days=1)
    assert (len(site.asked("/story-1/")), len(site.asked(path()))) == (1, 3)


@politeness(
    "POL-35",
    "does not know a section's address",
    "its home page is read for the name, then its list of sections, each once; no address is guessed",
)
async def test_pol_35_a_section_is_looked_up_once(papers: Paper, site: Site) -> None:
    site.script(f"{HOME}/", says(body=b"<html><body><nav><a href='/else/'>Else</a></nav></body></html>"))
    results = await papers.refresh()
    assert [(result.status, result.is_missing) for result in results] == [("unchanged", True)] * 3
    asked = [str(request.url).removeprefix(HOME).partition("?")[0] for request in site.requests]
    assert sorted(asked) == ["/", "/1/feed/", "/2/feed/", "/3/feed/", "/wp-json/wp/v2/categories"]


@politeness("POL-36", "names a WebSub hub and a next page", "nothing is subscribed to, and no page is followed")
@pytest.mark.parametrize("following", [f"{HOME}/1/feed/?paged=2", f"{HOME}/1/feed/", "http://127.0.0.1/", "file:///x"])
async def test_pol_36_links_to_hubs_and_pages_are_not_followed(paper: Paper, site: Site, following: str) -> None:
    links = (
        '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="hub" href="https://hub.example/"/>'
        f'<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="next" href="{following}"/>'
    )
    body = FEED.replace(b"<item>", links.encode() + b"<item>", 1)
    site.script(path(), says(body=body, Link='<https://hub.example/>; rel="hub", </1/feed/>; rel="self"'))
    await paper.refresh()
    await paper.refresh()
    assert [str(request.url) for request in site.requests] == [f"{HOME}/1/feed/"] * 2


@politeness("POL-37", "is asked by a computer that slept for three days", "one round, not seventy-two")
async def test_pol_37_a_long_sleep_is_one_round(papers: Paper, site: Site, clock: Clock) -> None:
    for number in (1, 2, 3):
        site.script(path(number), says(ETag='"1"'))
    await papers.due()
    clock.pass_by(days=3)
    for _ in range(72):
        await papers.due()
    assert len(site.requests) == 6


@politeness("POL-38", "is asked by two programs over one library and cache", "one poll an interval")
async def test_pol_38_two_programs_are_one_client(paper: Paper, tmp_path: Path, site: Site, clock: Clock) -> None:
    site.script(path(), says(ETag='"1"'), says(304))
    async with Paper(tmp_path, site, clock) as other:
        for hour in range(3):
            assert {(await each.due())[0].status for each in (paper, other)} == {
                "new" if not hour else "unchanged",
                "cached",
            }
            clock.pass_by(hours=1)
    assert len(site.requests) == 3


PORTAL = b"<!doctype html><html><body><h1>Welcome to the hotel</h1></body></html>"


@politeness(
    "FLT-25",
    "is a captive portal: a page for every feed, by 200 or behind a redirect",
    "a failure in words; nothing of the portal is kept, and the paper is asked with its own validators afterwards",
)
@pytest.mark.parametrize("status", [200, 301, 302])
async def test_flt_25_nothing_of_a_captive_portal_is_kept(paper: Paper, site: Site, status: int) -> None:
    headers = {"ETag": '"portal"', "Last_Modified": "portal", "Cache_Control": "max-age=99999"}
    portal = says(200, PORTAL, **headers) if status == 200 else says(status, Location="https://portal.example/login")
    site.script(path(), says(ETag='"1"', Last_Modified="then"), portal, portal, says(304))
    site.script("/login", says(200, PORTAL, **headers))
    await paper.refresh()
    for _ in range(2):
        (result,) = await paper.refresh()
        assert (result.status, result.exit_code) == ("failed", 65)
        assert "not a feed" in (result.error or "")
    assert (await paper.refresh())[0].status == "unchanged"
    asked = [(b'"1"', b"then")]
    assert paper.conditions() == [(None, None), *asked * 3]
    assert paper.conditions("/login") == [(None, None)] * (2 if status != 200 else 0)
    feed = await paper.feed()
    assert (feed.address, feed.moving, feed.failures) == (f"{HOME}/1/feed/", None, 0)
    assert await paper.titles() == ["Story 3", "Story 2"]


@politeness(
    "POL-35",
    "knows no section's address, and tells neither its menu nor its list of sections",
    "where the sections are is not looked up anew before their rest is over, unless the reader asks for one by name",
)
async def test_pol_35_a_look_up_that_failed_rests_too(papers: Paper, site: Site, clock: Clock) -> None:
    site.script("/feed/", says(404))
    site.script(f"{HOME}/", says(500))
    site.script("/categories?", says(500))
    for urgency in (Urgency.STALE, Urgency.STALE, Urgency.AGAIN):
        await papers.refresh(urgency)
    assert [result async for result in papers.library.refresh(urgency=Urgency.WHOLE)]
    looked_up = [request for request in site.requests if "/categories?" in str(request.url)]
    assert (len(looked_up), len(site.asked(path()))) == (1, 3)
    assert (await papers.feed()).found == "edition"
    clock.pass_by(hours=2)
    await papers.due()
    assert len([request for request in site.requests if "/categories?" in str(request.url)]) == 2


@politeness("POL-35", "can't tell its menu, and closes its list of sections", "no section is taken to be gone")
async def test_pol_35_what_could_not_be_looked_up_is_not_gone(paper: Paper, site: Site) -> None:
    site.script("/feed/", says(404))
    site.script(f"{HOME}/", says(500))
    site.script("/categories?", says(401))
    assert (await paper.refresh())[0].status == "failed"
    assert (await paper.feed()).found == "edition"
