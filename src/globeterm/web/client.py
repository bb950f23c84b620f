"""The caching client: the only door to the web. Polite, bounded, conditional, and right about freshness (RFC 9111)."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, TypeVar
from urllib.parse import urldefrag, urlsplit

import httpx

from globeterm.addresses import host, safe_url
from globeterm.limits import CONNECTIONS, CONNECTIONS_PER_HOST, REDIRECTS
from globeterm.model import ASKS_TO_WAIT, Validators
from globeterm.web import conditional, freshness
from globeterm.web.answering import Hop, from_answer, from_stored, to_stored, validated, vouched_for
from globeterm.web.cache import ResourceCache
from globeterm.web.exchange import (
    REDIRECT_STATUSES,
    Answer,
    Timing,
    as_sent,
    base_fields,
    exchange,
    is_failure,
    request_for,
)
from globeterm.web.failures import failure
from globeterm.web.fields import Fields, values
from globeterm.web.reach import Reach
from globeterm.web.resource import FetchError, Kind, Reload, Resource, SentRequest
from globeterm.web.retry import retry_after, when
from globeterm.web.slots import Slots, Spacing
from globeterm.web.stored import Stored

_GONE: Final = frozenset({404, 410})
_NONE_KNOWN: Final = Validators()
_WHILE_FRESH: Final = frozenset({Reload.WHEN_STALE, Reload.WHOLE_WHEN_STALE})
_WHOLE: Final = frozenset({Reload.WHOLE, Reload.WHOLE_WHEN_STALE})

T = TypeVar("T")


@dataclass(slots=True)
class _Journey:
    """One call of ``get`` under way: what is wanted, how far it came, and how much time it has left."""

    url: str
    kind: Kind
    reload: Reload
    reach: Reach
    known: Validators
    seconds: float
    address: str
    sent: list[SentRequest] = field(default_factory=list)
    hops: list[Hop] = field(default_factory=list)


class CachingClient:
    """Fetches addresses, from the cache when the server allows it. One for the app's life, on one event loop."""

    def __init__(
        self,
        cache: ResourceCache,
        transport: httpx.AsyncBaseTransport,
        *,
        now: Callable[[], datetime],
        offline: bool = False,
        timing: Timing | None = None,
        connections: int = CONNECTIONS,
        connections_per_host: int = CONNECTIONS_PER_HOST,
        spacing: Spacing | None = None,
    ) -> None:
        self._cache = cache
        self._transport = transport
        self._now = now
        self._offline = offline
        self._timing = timing or Timing()
        self._slots = Slots(connections, connections_per_host)
        self._spacing = spacing
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="globeterm-cache")

    async def get(
        self,
        url: str,
        kind: Kind = Kind.ANY,
        *,
        reload: Reload = Reload.WHEN_STALE,
        typed: bool = False,
        sponsor: str | None = None,
        known: Validators = _NONE_KNOWN,
    ) -> Resource:
        """Fetch an address with GET.

        ``typed``: the reader gave the address, so it may be private. ``sponsor`` is the address on whose behalf it is
        fetched, the edition's home or the feed: if that is private, so may this be (SEC-13). Without either, only
        public hosts are reached. ``known`` are the validators of what the caller keeps of this very address: where no
        answer is stored, as after no-store, they go out, and a 304 is a Resource without a body (POL-14).

        Every whole answer below 500 but 429 is a Resource, a 404 too. Otherwise a stored answer stands in, marked
        "stale", where RFC 9111 lets it; else FetchError.
        """
        safe = safe_url(url)
        if safe is None:
            raise FetchError("Only http and https addresses with a host can be fetched.", "", "refused")
        address = urldefrag(safe).url
        home = safe_url(sponsor) if sponsor is not None else None
        reach = Reach(private=typed, sponsor=urlsplit(home).hostname if home is not None else None)
        journey = _Journey(address, kind, reload, reach, known, self._timing.total, address)
        try:
            return await self._travel(journey)
        except FetchError as error:
            error.requests = tuple(journey.sent)
            return await self._stand_in(journey, error)

    async def forget(self, resource: Resource) -> None:
        """Drop an answer that turned out to be none, as a captive portal's (FLT-25), with its validators."""
        await self._on_thread(self._cache.forget, resource.final_url)

    async def give_up_cache(self) -> bool:
        """Delete the cache's file, for its room is needed, and do without; tells whether there was one (FLT-04)."""
        return await self._on_thread(self._cache.give_up)

    async def aclose(self) -> None:
        """Close connections and cache. Requests under way fail."""
        await self._transport.aclose()
        await self._on_thread(self._cache.close)
        self._thread.shutdown()

    async def _travel(self, journey: _Journey) -> Resource:
        """Follow an address and its redirects to an answer (SEC-13, SEC-14: our own loop, every hop checked)."""
        for _ in range(REDIRECTS + 1):
            stored = await self._on_thread(self._cache.find, journey.address)
            if stored is not None and self._answers(stored, journey):
                return from_stored(stored, journey.url, "cache", requests=journey.sent, hops=journey.hops)
            await self._check_allowed(journey)
            answer = await self._ask(journey, stored)
            target = _target(answer, journey.address)
            if target is None:
                return await self._settle(journey, stored, answer)
            if target == journey.url or any(target == hop.target for hop in journey.hops):
                raise FetchError(f"{host(journey.url)} redirects in a circle.", journey.url, "refused")
            journey.reach = Reach(private=_starts_private(journey, answer), sponsor=journey.reach.sponsor)
            journey.hops.append(Hop(answer.status, target))
            journey.address = target
        raise FetchError(f"{host(journey.url)} redirects more than {REDIRECTS} times.", journey.url, "refused")

    def _answers(self, stored: Stored, journey: _Journey) -> bool:
        """Whether a stored answer is good enough without asking."""
        if journey.reload not in _WHILE_FRESH or not freshness.same_variant(stored, base_fields(journey.kind)):
            return False
        return freshness.is_fresh(stored, self._now())

    async def _check_allowed(self, journey: _Journey) -> None:
        """Raise FetchError when nothing may be sent: offline, or the site asked to be left alone (POL-16)."""
        name = host(journey.address)
        if self._offline:
            raise FetchError(f"{name} was not asked: globeterm is offline.", journey.address, "offline")
        keys = (urlsplit(journey.address).netloc, journey.address)
        until = await self._on_thread(self._cache.resting, keys, self._now())
        if until is not None:
            raise FetchError(
                f"{name} {ASKS_TO_WAIT} {when(until, self._now())}.",
                journey.address,
                "resting",
                retry_after=max(1, round((until - self._now()).total_seconds())),
            )

    async def _ask(self, journey: _Journey, stored: Stored | None) -> Answer:
        """Send the request, conditionally when there is a stored answer to validate; never take a 304 for nothing."""
        fields = base_fields(journey.kind)
        condition: Fields = ()
        if stored is None and journey.reload not in _WHOLE and journey.address == journey.url:
            condition = conditional.condition(journey.known)
        if stored is not None and journey.reload not in _WHOLE and freshness.may_validate(stored, fields):
            as_strong = journey.kind is Kind.FEED or conditional.was_weakened(stored.fields)
            condition = conditional.condition(conditional.validators(stored.fields), as_strong=as_strong)
        answer = await self._send(journey, fields + condition)
        if answer.status == 304 and not condition:
            answer = await self._send(journey, fields)
        if answer.status == 304 and not condition:
            raise _failed(answer, journey.address, "says that nothing changed, but was not asked that")
        if is_failure(answer.status):
            raise _failed(answer, journey.address, f"answers with an error ({answer.status} {answer.reason})")
        return answer

    async def _send(self, journey: _Journey, fields: Fields) -> Answer:
        """One request in its turn; time spent waiting for the turn does not count."""
        loop = asyncio.get_running_loop()
        try:
            request = request_for(journey.address, fields, journey.reach, self._timing)
            if self._spacing is not None and journey.kind is Kind.FEED:
                await self._spacing.turn(urlsplit(journey.address).netloc)
            async with self._slots.hold(urlsplit(journey.address).netloc):
                journey.sent.append(as_sent(request))
                started = loop.time()
                answer = await exchange(self._transport, request, journey.kind.limit, journey.seconds, self._now)
                journey.seconds -= loop.time() - started
        except Exception as error:
            raise failure(error, journey.address, self._timing.total) from error
        await self._heed(journey.address, answer)
        return answer

    async def _heed(self, address: str, answer: Answer) -> None:
        """Remember how long the site wants to be left alone: all of it after 429 and 503, else the address (POL-19)."""
        wish = _wish(answer)
        if wish is None or 200 <= answer.status < 300:
            return
        key = urlsplit(address).netloc if answer.status in {429, 503} else address
        await self._on_thread(self._cache.rest, key, answer.received + timedelta(seconds=wish))

    async def _settle(self, journey: _Journey, stored: Stored | None, answer: Answer) -> Resource:
        """Store what an answer brought, and make a resource of it."""
        if journey.hops:
            await self._on_thread(self._cache.redirected, journey.url, journey.address)
        if answer.status == 304 and stored is not None:
            return await self._revalidated(journey, validated(stored, answer))
        if answer.status == 304:
            return vouched_for(answer, journey.known, journey.url, journey.sent)
        if freshness.may_store(answer.status, answer.fields):
            await self._on_thread(self._cache.keep, to_stored(answer, journey.address, base_fields(journey.kind)))
        elif stored is not None and (answer.status == 200 or answer.status in _GONE):
            await self._on_thread(self._cache.forget, journey.address)
        return from_answer(answer, journey.url, journey.address, journey.sent, journey.hops)

    async def _revalidated(self, journey: _Journey, stored: Stored) -> Resource:
        if freshness.may_store(stored.status, stored.fields):
            await self._on_thread(self._cache.validate, stored)
        else:
            await self._on_thread(self._cache.forget, stored.url)
        return from_stored(stored, journey.url, "revalidated", requests=journey.sent, hops=journey.hops)

    async def _stand_in(self, journey: _Journey, error: FetchError) -> Resource:
        """The stored answer for what can't be had, marked as stale; the error itself where that is forbidden."""
        stored = await self._on_thread(self._cache.find_behind, journey.url)
        if (
            stored is None
            or not freshness.same_variant(stored, base_fields(journey.kind))
            or not freshness.may_be_stale(stored, self._now(), offline=error.kind == "offline")
        ):
            raise error
        return from_stored(stored, journey.url, "stale", requests=journey.sent, error=error)

    async def _on_thread(self, work: Callable[..., T], *arguments: object) -> T:
        """Do the cache's work away from the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *arguments)


def _target(answer: Answer, address: str) -> str | None:
    """Where a redirect leads, checked; None when the answer is none. Raises FetchError when it may not be followed."""
    locations = values(answer.fields, "location")
    if answer.status not in REDIRECT_STATUSES or not locations:
        return None
    target = safe_url(locations[0].decode("utf-8", "replace"), address)
    if target is None:
        raise FetchError(f"{host(address)} redirects to something that is no web address.", address, "refused")
    if address.startswith("https:") and target.startswith("http:"):
        raise FetchError(f"{host(address)} redirects from https to http, which is not secure.", address, "refused")
    return urldefrag(target).url


def _starts_private(journey: _Journey, answer: Answer) -> bool:
    """Whether the redirects of this journey may lead to private hosts: its first host was one."""
    return answer.private_peer if not journey.hops else journey.reach.private


def _failed(answer: Answer, address: str, what: str) -> FetchError:
    wish = _wish(answer)
    until = when(answer.received + timedelta(seconds=wish), answer.received) if wish is not None else None
    advice = f"it {ASKS_TO_WAIT} {until}" if until is not None else "try again later"
    return FetchError(f"{host(address)} {what}; {advice}.", address, "http", status=answer.status, retry_after=wish)


def _wish(answer: Answer) -> int | None:
    """How many seconds the site wants to be left alone; a 429 may say it with max-age (POL-13)."""
    given = retry_after(answer.fields, answer.received)
    if given is None and answer.status == 429:
        given = freshness.explicit_lifetime(answer.fields, answer.received) or None
    return given
