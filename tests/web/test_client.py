"""The caching client against scripted answers: conditions, freshness, staleness, redirects, politeness."""

import asyncio
import errno
import gzip
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import httpx
import pytest

from globeterm.errors import EXIT_UNREACHABLE, UnreachableError
from globeterm.limits import REDIRECTS
from globeterm.model import Validators
from globeterm.program import USER_AGENT
from globeterm.web.resource import FetchError, Kind, Reload

from .servers import NOON, Clock, Site, WordPress, always, client_for, http_date, in_turn, reply
from .test_freshness import FRESH, STALE

FEED = "https://theglobepost.com/feed/"


def conditions(request: httpx.Request) -> tuple[str | None, str | None]:
    return request.headers.get("If-None-Match"), request.headers.get("If-Modified-Since")


# --- what is sent -----------------------------------------------------------------------------------------------------


async def test_pol_01_pol_29_the_first_request_is_one_plain_get(tmp_path: Path) -> None:
    """SEC-10, SEC-14: gzip alone is asked for; no cookie, no referrer."""
    site = Site(always(headers={"Set-Cookie": "a=b", "Content-Type": "text/html; charset=UTF-8"}))
    async with client_for(site, tmp_path) as client:
        found = await client.get(FEED, Kind.FEED)
        await client.get(FEED, Kind.FEED)
    assert [request.method for request in site.requests] == ["GET", "GET"]
    for request in site.requests:
        assert dict(request.headers) == {
            "host": "theglobepost.com",
            "user-agent": USER_AGENT,
            "accept": "application/rss+xml, application/atom+xml;q=0.9, application/xml;q=0.8, */*;q=0.1",
            "accept-encoding": "gzip",
        }
    assert USER_AGENT.startswith("globeterm/")
    assert "(+https://" in USER_AGENT
    assert found.requests[0].headers[0] == ("Host", "theglobepost.com")
    assert dict(found.requests[0].headers)["User-Agent"] == USER_AGENT


@pytest.mark.parametrize("kind", list(Kind))
async def test_accept_goes_by_what_is_wanted(tmp_path: Path, kind: Kind) -> None:
    site = Site(always())
    async with client_for(site, tmp_path) as client:
        await client.get(FEED, kind)
    assert site.header("Accept") == kind.accept


async def test_a_resource_says_what_came(tmp_path: Path) -> None:
    headers = {"Content-Type": "Text/HTML; charset=ISO-8859-1", "ETag": '"1"', "Cache-Control": "max-age=60"}
    site = Site(always(headers=headers, body=b"<p>"))
    async with client_for(site, tmp_path) as client:
        found = await client.get("http://u:p@h:80/a#b", Kind.PAGE)
    assert (found.url, found.final_url, found.status, found.reason) == ("http://h/a", "http://h/a", 200, "OK")
    assert (found.media_type, found.charset, found.body) == ("text/html", "iso-8859-1", b"<p>")
    assert (found.digest, found.origin, found.fetched) == (sha256(b"<p>").digest(), "network", NOON)
    assert (found.validators, found.max_age, found.error) == (Validators(etag=b'"1"'), 60, None)
    assert (found.retry_after, found.permanent) == (None, None)


# --- conditional requests ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("apache", [False, True])
async def test_pol_02_a_wordpress_behind_gzip_answers_304(tmp_path: Path, apache: bool) -> None:
    """The lesson of the weak entity tag: a client that echoes what it got never sees a 304."""
    site = WordPress(b"<rss>one</rss>", apache)
    async with client_for(httpx.MockTransport(site), tmp_path) as client:
        first = await client.get(FEED, Kind.FEED)
        again = await client.get(FEED, Kind.FEED)
        once_more = await client.get(FEED, Kind.FEED, reload=Reload.REVALIDATE)
    assert site.statuses == [200, 304, 304]
    assert [found.origin for found in (first, again, once_more)] == ["network", "revalidated", "revalidated"]
    assert again.body == first.body == b"<rss>one</rss>"
    assert again.digest == first.digest
    assert again.media_type == "application/rss+xml"
    assert again.validators == Validators(site.etag.encode(), http_date(site.modified).encode())


async def test_a_wordpress_that_takes_a_story_back_answers_200(tmp_path: Path) -> None:
    """Unpublishing: the date goes back, so only the entity tag tells."""
    site = WordPress(b"<rss>two</rss>")
    async with client_for(httpx.MockTransport(site), tmp_path) as client:
        await client.get(FEED)
        site.etag, site.body = '"other"', b"<rss>one</rss>"
        site.modified -= timedelta(days=1)
        assert (await client.get(FEED)).body == b"<rss>one</rss>"
        assert (await client.get(FEED)).origin == "revalidated"
    assert site.statuses == [200, 200, 304]


async def test_validators_never_go_to_another_address(tmp_path: Path) -> None:
    """WordPress would answer 304 for an address that was never fetched."""
    site = WordPress()
    async with client_for(httpx.MockTransport(site), tmp_path) as client:
        await client.get(FEED)
        await client.get(FEED + "?paged=2")
        await client.get(FEED[:-1])
    assert site.statuses == [200, 200, 200]


async def test_pol_10_a_whole_reload_goes_out_with_neither(tmp_path: Path) -> None:
    site = WordPress()
    async with client_for(httpx.MockTransport(site), tmp_path) as client:
        await client.get(FEED)
        await client.get(FEED, reload=Reload.WHOLE)
        await client.get(FEED)
    assert site.statuses == [200, 200, 304]


async def test_pol_02_odd_dates_and_pol_08_a_restart(tmp_path: Path) -> None:
    odd = "Wednesday,  18-Jun-25 01:11:35 gmt"
    site = Site(always(headers={"Last-Modified": odd}))
    async with client_for(site, tmp_path) as client:
        await client.get(FEED)
    async with client_for(site, tmp_path) as client:
        found = await client.get(FEED)
    assert conditions(site.requests[1]) == (None, odd)
    assert ("If-Modified-Since", odd) in found.requests[0].headers


async def test_pol_04_pol_06_the_validators_of_a_304_are_stored(tmp_path: Path) -> None:
    clock = Clock()
    site = Site(
        in_turn(
            reply(headers={"ETag": '"1"', "Last-Modified": "then"}),
            reply(304, {"ETag": '"2"', "Cache-Control": "max-age=60"}, b""),
            reply(304, {}, b""),
        )
    )
    async with client_for(site, tmp_path, clock) as client:
        await client.get(FEED)
        clock.forward(minutes=10)
        checked = await client.get(FEED)
        assert (await client.get(FEED)).origin == "cache"
        clock.forward(minutes=10)
        last = await client.get(FEED)
    assert (checked.fetched, checked.max_age) == (NOON + timedelta(minutes=10), 60)
    assert conditions(site.requests[1]) == ('"1"', "then")
    assert conditions(site.requests[2]) == ('"2"', "then")
    assert (last.status, last.body) == (200, b"body")


async def test_pol_05_pol_07_a_200_replaces_both_validators(tmp_path: Path) -> None:
    site = Site(
        in_turn(
            reply(headers={"ETag": '"1"', "Last-Modified": "then"}),
            reply(headers={"ETag": '"2"', "Last-Modified": "now"}),
            reply(headers={"Last-Modified": "now"}),
            reply(),
            reply(),
        )
    )
    async with client_for(site, tmp_path) as client:
        digests = {(await client.get(FEED)).digest for _ in range(5)}
    assert len(digests) == 1
    assert [conditions(request) for request in site.requests] == [
        (None, None),
        ('"1"', "then"),
        ('"2"', "now"),
        (None, "now"),
        (None, None),
    ]


async def test_a_304_for_nothing_is_asked_again_with_neither(tmp_path: Path) -> None:
    site = Site(in_turn(reply(304, {}, b""), reply()))
    async with client_for(site, tmp_path) as client:
        found = await client.get(FEED)
    assert (found.origin, found.body, len(found.requests)) == ("network", b"body", 2)


async def test_pol_32_a_server_that_only_ever_answers_304(tmp_path: Path) -> None:
    site = Site(always(304, {}, b""))
    async with client_for(site, tmp_path) as client:
        with pytest.raises(FetchError, match="nothing changed") as caught:
            await client.get(FEED)
        site.script = always(headers={"ETag": '"1"'})
        await client.get(FEED)
        site.script = always(304, {}, b"")
        assert (await client.get(FEED)).origin == "revalidated"
        found = await client.get(FEED, reload=Reload.WHOLE)
    assert (caught.value.status, len(caught.value.requests)) == (304, 2)
    assert (found.origin, found.body) == ("stale", b"body")


async def test_the_validators_of_an_error_are_not_stored(tmp_path: Path) -> None:
    """A 404 feed page of WordPress carries the validators of the site, and would get a 304 with them."""
    site = Site(in_turn(reply(404, {"ETag": '"1"', "Cache-Control": "max-age=600"}, b"none"), reply()))
    async with client_for(site, tmp_path) as client:
        found = await client.get(FEED + "?paged=9")
        await client.get(FEED + "?paged=9")
    assert (found.status, found.body, found.validators) == (404, b"none", Validators())
    assert conditions(site.requests[1]) == (None, None)


@pytest.mark.parametrize(("status", "asked"), [(404, None), (410, None), (403, '"1"')])
async def test_pol_27_what_is_gone_is_asked_for_without_condition(
    tmp_path: Path, status: int, asked: str | None
) -> None:
    site = Site(in_turn(reply(headers={"ETag": '"1"'}), reply(status), reply()))
    async with client_for(site, tmp_path) as client:
        for _ in range(3):
            await client.get(FEED)
    assert conditions(site.requests[2]) == (asked, None)


async def test_sec_15_a_validator_that_is_no_ascii_is_sent_back(tmp_path: Path) -> None:
    """Three polls: 200, 304, 304."""

    def script(request: httpx.Request) -> httpx.Response:
        raw = dict(request.headers.raw)
        tag = [(b"ETag", b'W/"caf\xe9"')]
        return reply(304, tag, b"") if raw.get(b"If-None-Match") == b'"caf\xe9"' else reply(200, tag)

    async with client_for(Site(script), tmp_path) as client:
        found = [await client.get(FEED, Kind.FEED) for _ in range(3)]
    assert [each.origin for each in found] == ["network", "revalidated", "revalidated"]
    assert found[2].validators.etag == b'W/"caf\xe9"'
    assert ("If-None-Match", '"café"') in found[2].requests[0].headers


@pytest.mark.parametrize(
    ("headers", "sent"),
    [
        ({"Content-Type": "image/png"}, 'W/"1"'),
        ({}, 'W/"1"'),
        ({"Content-Encoding": "identity"}, 'W/"1"'),
        ({"Content-Encoding": "gzip"}, '"1"'),
        ({"Content-Type": "application/rss+xml; charset=UTF-8"}, '"1"'),
        ({"Content-Type": "application/feed+json"}, '"1"'),
    ],
)
async def test_pol_02_a_weak_tag_is_made_strong_where_a_compressing_server_made_it_weak(
    tmp_path: Path, headers: dict[str, str], sent: str
) -> None:
    """A server's own weak tag goes back as it came, for servers that compare text the other way round."""
    body = gzip.compress(b"x") if headers.get("Content-Encoding") == "gzip" else b"x"
    site = Site(always(headers={"ETag": 'W/"1"', **headers}, body=body))
    async with client_for(site, tmp_path) as client:
        await client.get(FEED)
        await client.get(FEED)
    assert site.header("If-None-Match") == sent


@pytest.mark.parametrize(
    ("tag", "shown"),
    [(b'"\x1b[31m\xc3\xa9\x9b"', '"\ufffd[31mÃ©\ufffd"'), (b'"\x1b[31m\xc3\xa9"', '"\ufffd[31mé"')],
)
async def test_sec_01_what_was_sent_is_shown_without_controls(tmp_path: Path, tag: bytes, shown: str) -> None:
    site = Site(always(headers=[(b"ETag", tag)]))
    async with client_for(site, tmp_path) as client:
        await client.get(FEED)
        found = await client.get(FEED)
    assert dict(found.requests[0].headers)["If-None-Match"] == shown
    assert dict(site.requests[1].headers.raw)[b"If-None-Match"] == tag


# --- freshness --------------------------------------------------------------------------------------------------------


async def test_pol_13_a_fresh_answer_is_used_without_asking(tmp_path: Path) -> None:
    clock = Clock()
    site = Site(always(headers={"Cache-Control": "max-age=43200", "ETag": '"1"'}))
    async with client_for(site, tmp_path, clock) as client:
        await client.get(FEED)
        clock.forward(hours=11.9)
        found = await client.get(FEED)
        assert (found.origin, found.requests, found.fetched) == ("cache", (), NOON)
        assert found.validators == Validators(etag=b'"1"')
        clock.forward(hours=0.2)
        assert (await client.get(FEED)).origin == "network"
    assert len(site.requests) == 2


@pytest.mark.parametrize(
    ("lines", "origin"), [(lines, "cache") for lines in FRESH] + [(lines, "network") for lines in STALE]
)
async def test_what_is_asked_again_is_decided_by_the_rules(tmp_path: Path, lines: list[str], origin: str) -> None:
    """The tables of test_freshness, all the way through the cache file."""
    pairs = [(name.encode(), value.encode("latin-1")) for name, _, value in (line.partition(": ") for line in lines)]
    clock = Clock()
    async with client_for(Site(always(headers=pairs)), tmp_path, clock) as client:
        await client.get(FEED)
    clock.forward(seconds=5)
    async with client_for(Site(always(headers=pairs)), tmp_path, clock) as client:
        assert (await client.get(FEED)).origin == origin


async def test_an_explicit_reload_asks_even_when_fresh(tmp_path: Path) -> None:
    site = Site(always(headers={"Cache-Control": "max-age=43200", "ETag": '"1"'}))
    async with client_for(site, tmp_path) as client:
        await client.get(FEED)
        await client.get(FEED, reload=Reload.REVALIDATE)
        await client.get(FEED, reload=Reload.WHOLE)
    assert [conditions(request)[0] for request in site.requests] == [None, '"1"', None]


async def test_no_store_is_never_stored_and_takes_the_old_answer_away(tmp_path: Path) -> None:
    site = Site(
        in_turn(
            reply(headers={"ETag": '"1"'}),
            reply(headers={"Cache-Control": "no-store", "ETag": '"2"'}),
            reply(headers={"ETag": '"3"'}),
            reply(304, {"Cache-Control": "no-store"}, b""),
            reply(),
        )
    )
    async with client_for(site, tmp_path) as client:
        found = [await client.get(FEED) for _ in range(5)]
    assert [conditions(request)[0] for request in site.requests] == [None, '"1"', None, '"3"', None]
    assert [each.origin for each in found] == ["network", "network", "network", "revalidated", "network"]


@pytest.mark.parametrize("status", [201, 203, 204, 299, 300, 400, 404, 410, 451, 499])
async def test_only_a_200_is_stored(tmp_path: Path, status: int) -> None:
    site = Site(always(status, {"Cache-Control": "max-age=3600"}, b"x"))
    async with client_for(site, tmp_path) as client:
        assert (await client.get(FEED)).status == status
        assert (await client.get(FEED)).origin == "network"


async def test_vary_names_what_must_be_equal(tmp_path: Path) -> None:
    site = Site(always(headers={"Cache-Control": "max-age=60", "Vary": "Accept", "ETag": '"1"'}))
    async with client_for(site, tmp_path) as client:
        await client.get(FEED, Kind.FEED)
        assert (await client.get(FEED, Kind.FEED)).origin == "cache"
        assert (await client.get(FEED, Kind.PAGE)).origin == "network"
        assert conditions(site.requests[1]) == (None, None)
        site.script = always(500)
        with pytest.raises(FetchError):
            await client.get(FEED, Kind.FEED)


async def test_vary_star_is_used_only_on_the_servers_word(tmp_path: Path) -> None:
    headers = {"Cache-Control": "max-age=60", "Vary": "*", "ETag": '"1"'}
    site = Site(in_turn(reply(headers=headers), reply(304, headers, b""), reply(500)))
    async with client_for(site, tmp_path) as client:
        found = [await client.get(FEED), await client.get(FEED)]
        with pytest.raises(FetchError):
            await client.get(FEED)
    assert [each.origin for each in found] == ["network", "revalidated"]


# --- failures, stale answers, offline ---------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", [reply(500), reply(503), reply(429), reply(999), httpx.ConnectError("no")])
async def test_flt_24_a_stored_answer_stands_in_when_the_site_fails(tmp_path: Path, answer: httpx.Response) -> None:
    """FLT-26: a status of no class, too, is a failure."""
    site = Site(in_turn(reply(headers={"ETag": '"1"'}), answer))
    async with client_for(site, tmp_path) as client:
        await client.get(FEED)
        found = await client.get(FEED)
    assert (found.origin, found.status, found.body, len(found.requests)) == ("stale", 200, b"body", 1)
    assert found.error is not None
    assert found.error.startswith("theglobepost.com ")


@pytest.mark.parametrize("directive", ["must-revalidate", "no-cache", "max-age=1, stale-if-error=9"])
async def test_no_stale_answer_where_the_rules_forbid_it(tmp_path: Path, directive: str) -> None:
    clock = Clock()
    site = Site(in_turn(reply(headers={"Cache-Control": directive}), reply(500), httpx.ReadError("gone")))
    async with client_for(site, tmp_path, clock) as client:
        await client.get(FEED)
        clock.forward(seconds=11)
        with pytest.raises(FetchError, match="500 Internal Server Error"):
            await client.get(FEED)
        with pytest.raises(FetchError, match="broke off"):
            await client.get(FEED)


async def test_a_failure_with_nothing_stored_is_an_error_for_people(tmp_path: Path) -> None:
    site = Site(always(503, {"Retry-After": "600"}, b"<error/>"))
    async with client_for(site, tmp_path) as client:
        with pytest.raises(UnreachableError) as caught:
            await client.get("https://www.theglobepost.com/feed/")
    error = caught.value
    assert isinstance(error, FetchError)
    until = (NOON + timedelta(minutes=10)).astimezone()
    assert str(error) == (
        f"theglobepost.com answers with an error (503 Service Unavailable); it asks us to wait until {until:%H:%M}."
    )
    assert (error.kind, error.status, error.retry_after, error.exit_code) == ("http", 503, 600, EXIT_UNREACHABLE)
    assert (error.url, len(error.requests)) == ("https://www.theglobepost.com/feed/", 1)


async def test_offline_only_what_is_stored_answers(tmp_path: Path) -> None:
    clock = Clock()
    site = Site(always(headers={"Cache-Control": "max-age=60"}))
    async with client_for(site, tmp_path, clock) as client:
        await client.get(FEED)
    async with client_for(site, tmp_path, clock, offline=True) as client:
        assert (await client.get(FEED)).origin == "cache"
        clock.forward(days=100)
        found = await client.get(FEED, reload=Reload.WHOLE)
        with pytest.raises(FetchError, match="offline") as caught:
            await client.get(FEED + "other")
    assert (found.origin, found.error) == ("stale", "theglobepost.com was not asked: globeterm is offline.")
    assert (caught.value.kind, len(site.requests)) == ("offline", 1)


@pytest.mark.parametrize(
    "address",
    ["", "/feed/", "ftp://u:secret@h/", "javascript:alert(1)", "http://[::1", "http://h:80:80/", "http://h:99999/",
     "http://\ud800/", "http:///x", "file:///etc/passwd", "http://h/\x1b[31m", "http://a b/"],
)  # fmt: skip
async def test_sec_12_an_address_that_is_none_is_refused(tmp_path: Path, address: str) -> None:
    site = Site(always())
    async with client_for(site, tmp_path) as client:
        with pytest.raises(FetchError, match="Only http and https") as caught:
            await client.get(address, typed=True)
    assert (caught.value.kind, site.requests) == ("refused", [])
    assert "secret" not in str(caught.value) + caught.value.url


@pytest.mark.parametrize(
    "error",
    [ValueError("no"), ExceptionGroup("many", [OSError("one"), OSError("two")]), httpx.InvalidURL("x"), UnicodeError(),
     RuntimeError("\x1b[31m")],
)  # fmt: skip
async def test_sec_12_whatever_is_raised_becomes_our_error(tmp_path: Path, error: Exception) -> None:
    site = Site(in_turn(error))
    async with client_for(site, tmp_path) as client:
        with pytest.raises(FetchError, match=r"theglobepost.com can't be asked: something on the way"):
            await client.get(FEED)


async def test_flt_24_no_way_out_of_this_computer(tmp_path: Path) -> None:
    error = httpx.ConnectError("all attempts failed")
    error.__cause__ = OSError(errno.ENETUNREACH, "Network is unreachable")
    async with client_for(Site(in_turn(error)), tmp_path) as client:
        with pytest.raises(FetchError, match=r"^There is no way to theglobepost\.com") as caught:
            await client.get(FEED)
    assert caught.value.kind == "unreached"


async def test_sec_10_a_body_that_is_too_large_keeps_the_old_one(tmp_path: Path) -> None:
    bomb = gzip.compress(bytes(Kind.PAGE.limit + 1))
    site = Site(in_turn(reply(), reply(headers={"Content-Encoding": "gzip"}, body=bomb), reply(body=bomb)))
    async with client_for(site, tmp_path) as client:
        await client.get(FEED, Kind.PAGE)
        found = await client.get(FEED, Kind.PAGE)
        site.script = always(headers={"Content-Length": "99999999"})
        with pytest.raises(FetchError) as caught:
            await client.get(FEED + "other", Kind.PAGE)
    assert (found.origin, found.body) == ("stale", b"body")
    assert found.error == "The answer of theglobepost.com is larger than 5 MB; it is not taken."
    assert caught.value.kind == "too large"


async def test_flt_26_a_truncated_answer_keeps_the_old_one(tmp_path: Path) -> None:
    site = Site(in_turn(reply(), reply(headers={"Content-Length": "100"})))
    async with client_for(site, tmp_path) as client:
        await client.get(FEED)
        found = await client.get(FEED)
    assert (found.origin, found.error) == (
        "stale",
        "The answer of theglobepost.com broke off before its end; it is not taken. Try again later.",
    )


async def test_a_get_that_is_given_up_stays_given_up(tmp_path: Path) -> None:
    """Cancelling is no failure to be answered with a stale resource."""
    begun = asyncio.Event()

    async def forever(_: httpx.Request) -> httpx.Response:
        begun.set()
        await asyncio.Event().wait()
        raise AssertionError

    async with client_for(httpx.MockTransport(forever), tmp_path) as client:
        task = asyncio.create_task(client.get(FEED))
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


# --- redirects --------------------------------------------------------------------------------------------------------


def moves(steps: dict[str, tuple[int, str]], body: bytes = b"there") -> Site:
    def script(request: httpx.Request) -> httpx.Response:
        step = steps.get(str(request.url))
        return reply(step[0], {"Location": step[1], "ETag": '"moved"'}) if step else reply(body=body)

    return Site(script)


@pytest.mark.parametrize(
    ("statuses", "permanent"),
    [
        ((301,), True),
        ((308,), True),
        ((301, 308), True),
        ((302,), False),
        ((303,), False),
        ((307,), False),
        ((301, 302), False),
        ((302, 301), False),
    ],
)
async def test_pol_23_pol_24_a_chain_is_permanent_when_all_of_it_is(
    tmp_path: Path, statuses: tuple[int, ...], permanent: bool
) -> None:
    site = moves({f"https://h/{step}": (status, f"/{step + 1}#x") for step, status in enumerate(statuses)})
    async with client_for(site, tmp_path) as client:
        found = await client.get("https://h/0")
    end = f"https://h/{len(statuses)}"
    assert (found.url, found.final_url, found.body, found.status) == ("https://h/0", end, b"there", 200)
    assert found.permanent == (end if permanent else None)
    assert [sent.url for sent in found.requests] == [f"https://h/{step}" for step in range(len(statuses) + 1)]


async def test_redirects_are_not_stored_but_the_answer_behind_them_is(tmp_path: Path) -> None:
    site = Site(
        in_turn(
            reply(301, {"Location": "/new", "Cache-Control": "max-age=9999"}),
            reply(headers={"ETag": '"1"', "Cache-Control": "max-age=60"}),
            reply(301, {"Location": "/new"}),
            httpx.ConnectError("no"),
        )
    )
    async with client_for(site, tmp_path) as client:
        await client.get("https://h/old")
        fresh = await client.get("https://h/old")
        stale = await client.get("https://h/old")
    assert (fresh.origin, fresh.url, fresh.final_url, len(fresh.requests)) == (
        "cache",
        "https://h/old",
        "https://h/new",
        1,
    )
    assert fresh.permanent == "https://h/new"
    assert (stale.origin, stale.url, stale.final_url) == ("stale", "https://h/old", "https://h/new")


async def test_sec_13_a_redirect_to_http_is_refused_and_to_https_followed(tmp_path: Path) -> None:
    site = moves({"http://h/": (301, "https://h/a"), "https://h/a": (302, "http://h/b")})
    async with client_for(site, tmp_path) as client:
        with pytest.raises(FetchError, match="from https to http") as caught:
            await client.get("http://h/")
    assert (caught.value.kind, len(caught.value.requests)) == ("refused", 2)


@pytest.mark.parametrize(
    "location",
    ["javascript:alert(1)", "file:///etc/passwd", "http://[::1", "http://h:80:80/", "data:,x", "http://h:99999/"],
)
async def test_sec_12_a_redirect_to_no_address_is_refused(tmp_path: Path, location: str) -> None:
    site = moves({"http://h/": (302, location)})
    async with client_for(site, tmp_path) as client:
        with pytest.raises(FetchError, match="no web address") as caught:
            await client.get("http://h/")
    assert caught.value.kind == "refused"


@pytest.mark.parametrize("length", [REDIRECTS, REDIRECTS + 1])
async def test_sec_13_at_most_five_redirects(tmp_path: Path, length: int) -> None:
    site = moves({f"http://h/{step}": (302, f"/{step + 1}") for step in range(length)})
    async with client_for(site, tmp_path) as client:
        if length == REDIRECTS:
            assert (await client.get("http://h/0")).body == b"there"
        else:
            with pytest.raises(FetchError, match="more than 5 times"):
                await client.get("http://h/0")
    assert len(site.requests) == REDIRECTS + 1


async def test_sec_14_validators_go_to_the_address_that_gave_them_alone(tmp_path: Path) -> None:
    """What the caller keeps of an address is said to that address, and not to where it redirects."""
    site = moves({"http://a/": (302, "http://b/")})
    async with client_for(site, tmp_path) as client:
        await client.get("http://a/", known=Validators(etag=b'"mine"'))
    assert [conditions(request) for request in site.requests] == [('"mine"', None), (None, None)]


async def test_a_redirect_without_a_location_is_an_answer(tmp_path: Path) -> None:
    async with client_for(Site(always(302, {}, b"")), tmp_path) as client:
        assert (await client.get("http://h/")).status == 302


async def test_sec_14_nothing_of_the_first_origin_reaches_the_second(tmp_path: Path) -> None:
    site = moves({"http://a:1/x?token=1": (302, "http://u:p@b:2/y")})
    site.script = in_turn(
        reply(302, {"Location": "http://u:p@b:2/y", "Set-Cookie": "a=b; Domain=b", "ETag": '"1"'}), reply()
    )
    async with client_for(site, tmp_path) as client:
        found = await client.get("http://u:p@a:1/x?token=1")
    assert set(site.requests[1].headers) == {"host", "user-agent", "accept", "accept-encoding"}
    assert site.header("Host") == "b:2"
    assert found.final_url == "http://b:2/y"
    assert "p@" not in repr(found)


# --- leaving a site alone ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 503])
async def test_pol_16_a_site_that_asks_for_it_is_left_alone(tmp_path: Path, status: int) -> None:
    """Also by its other feeds, by a reload that the reader asks for, and after a restart."""
    clock = Clock()
    site = Site(in_turn(reply(headers={"ETag": '"1"'}), reply(status, {"Retry-After": "3600"})))
    async with client_for(site, tmp_path, clock) as client:
        await client.get(FEED)
        assert (await client.get(FEED)).retry_after == 3600
    async with client_for(site, tmp_path, clock) as client:
        clock.forward(minutes=59)
        found = await client.get(FEED, reload=Reload.WHOLE, typed=True)
        with pytest.raises(FetchError) as caught:
            await client.get("https://theglobepost.com/category/world/feed/")
        assert len(site.requests) == 2
        site.script = always()
        assert (await client.get("https://elsewhere.example/")).origin == "network"
        clock.forward(minutes=1)
        assert (await client.get(FEED)).origin == "network"
    assert (found.origin, found.retry_after, found.requests) == ("stale", 60, ())
    assert found.error == f"theglobepost.com asks us to wait until {(NOON + timedelta(hours=1)).astimezone():%H:%M}."
    assert (caught.value.kind, caught.value.retry_after) == ("resting", 60)


async def test_pol_17_a_date_is_relative_to_the_answers_own(tmp_path: Path) -> None:
    clock = Clock()
    theirs = NOON - timedelta(hours=5)
    headers = {"Date": http_date(theirs), "Retry-After": http_date(theirs + timedelta(minutes=10))}
    site = Site(always(503, headers))
    async with client_for(site, tmp_path, clock) as client:
        with pytest.raises(FetchError) as caught:
            await client.get(FEED)
        clock.forward(minutes=9)
        with pytest.raises(FetchError, match="asks us to wait until"):
            await client.get(FEED)
    assert caught.value.retry_after == 600
    assert len(site.requests) == 1


async def test_pol_19_any_other_answer_with_retry_after_rests_its_address(tmp_path: Path) -> None:
    site = Site(in_turn(reply(403, {"Retry-After": "60"}, b"no"), reply(), reply(200, {"Retry-After": "60"}), reply()))
    async with client_for(site, tmp_path) as client:
        found = await client.get(FEED)
        with pytest.raises(FetchError, match="asks us to wait until"):
            await client.get(FEED)
        for _ in range(3):
            other = await client.get(FEED + "other")
    assert (found.status, found.body, found.retry_after, other.retry_after) == (403, b"no", 60, None)


@pytest.mark.parametrize(("value", "days"), [("-5", 0), ("soon", 0), ("1000000000000", 31)])
async def test_pol_20_a_senseless_wish_is_ignored_or_clamped(tmp_path: Path, value: str, days: int) -> None:
    clock = Clock()
    site = Site(in_turn(reply(429, {"Retry-After": value}), reply()))
    async with client_for(site, tmp_path, clock) as client:
        with pytest.raises(FetchError):
            await client.get(FEED)
        clock.forward(days=days)
        assert (await client.get(FEED)).status == 200


async def test_pol_13_a_429_may_say_it_with_max_age(tmp_path: Path) -> None:
    site = Site(in_turn(reply(429, {"Cache-Control": "max-age=43200"}), reply(429, {"Cache-Control": "max-age=0"})))
    async with client_for(site, tmp_path) as client:
        with pytest.raises(FetchError) as caught:
            await client.get("http://a/")
        with pytest.raises(FetchError) as other:
            await client.get("http://b/")
    assert (caught.value.retry_after, other.value.retry_after) == (43200, None)


# --- many at once -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("hosts", "most"), [(["h"] * 6, 2), ([f"h{number}" for number in range(12)] * 3, 8)])
async def test_pol_30_two_a_host_and_eight_in_all(tmp_path: Path, hosts: list[str], most: int) -> None:
    running: list[str] = []
    peak = 0
    full = asyncio.Event()

    async def answer(request: httpx.Request) -> httpx.Response:
        nonlocal peak
        running.append(request.url.host)
        peak = max(peak, len(running))
        if len(running) == most:
            full.set()
        await full.wait()
        for _ in range(20):
            await asyncio.sleep(0)
        running.remove(request.url.host)
        return reply()

    async with client_for(httpx.MockTransport(answer), tmp_path) as client:
        found = await asyncio.gather(*(client.get(f"http://{host}/{index}") for index, host in enumerate(hosts)))
    assert len(found) == len(hosts)
    assert peak == most


async def test_sec_11_the_time_left_shrinks_from_redirect_to_redirect(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first hop takes 40 seconds by the loop's clock, which is more than there is for all of them."""
    loop = asyncio.get_running_loop()
    real, ahead = loop.time, 0.0
    monkeypatch.setattr(loop, "time", lambda: real() + ahead)

    async def answer(request: httpx.Request) -> httpx.Response:
        nonlocal ahead
        if request.url.path == "/0":
            ahead = 40.0
            return reply(302, {"Location": "/1"})
        for _ in range(20):
            await asyncio.sleep(0)
        return reply()

    async with client_for(httpx.MockTransport(answer), tmp_path) as client:
        with pytest.raises(FetchError, match="within 30 seconds") as caught:
            await client.get("http://h/0")
    assert (caught.value.kind, len(caught.value.requests)) == ("timeout", 2)
