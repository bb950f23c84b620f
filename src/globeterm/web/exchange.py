"""One request and its answer: sent from scratch, read within the limits, whole or not at all."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import httpx

from globeterm.limits import CONNECT_SECONDS, NAME_LENGTH, READ_SECONDS, REQUEST_SECONDS
from globeterm.program import USER_AGENT
from globeterm.text import BAD, clean_line
from globeterm.web.body import Body, read_body
from globeterm.web.fields import Fields
from globeterm.web.reach import PRIVATE_PEER, REACH, Reach
from globeterm.web.resource import Kind, SentRequest

REDIRECT_STATUSES: Final = frozenset({301, 302, 303, 307, 308})
PERMANENT_STATUSES: Final = frozenset({301, 308})

_NOTHING: Final = Body(b"", b"")


@dataclass(frozen=True, slots=True)
class Timing:
    """Time limits in seconds: a request with its redirects, one connection, one read."""

    total: float = REQUEST_SECONDS
    connect: float = CONNECT_SECONDS
    read: float = READ_SECONDS


@dataclass(frozen=True, slots=True)
class Answer:
    """What came for one request. The body is read only when it is of use: not of redirects, 304s and failures.

    ``private_peer``: a private host answered.
    """

    sent: SentRequest
    status: int
    reason: str
    fields: Fields
    requested: datetime
    received: datetime
    private_peer: bool
    body: Body = field(repr=False)


def base_fields(kind: Kind) -> Fields:
    """The fields of every request, before conditions: no cookie, no referrer, nothing else (POL-29, SEC-14)."""
    return (
        (b"User-Agent", USER_AGENT.encode("ascii")),
        (b"Accept", kind.accept.encode("ascii")),
        (b"Accept-Encoding", b"gzip"),
    )


def request_for(url: str, fields: Fields, reach: Reach, timing: Timing) -> httpx.Request:
    """A GET request; httpx adds Host and nothing more."""
    limits = {"connect": timing.connect, "read": timing.read, "write": timing.read, "pool": timing.total}
    return httpx.Request("GET", url, headers=list(fields), extensions={REACH: reach, "timeout": limits})


def as_sent(request: httpx.Request) -> SentRequest:
    """A request as it is shown: the control characters that a site's validators may hold are replaced."""
    return SentRequest(str(request.url), tuple((_shown(name), _shown(value)) for name, value in request.headers.raw))


async def exchange(
    transport: httpx.AsyncBaseTransport, request: httpx.Request, limit: int, seconds: float, now: Callable[[], datetime]
) -> Answer:
    """Send a request and read its answer within ``seconds`` and ``limit`` bytes. Raises whatever goes wrong."""
    async with asyncio.timeout(seconds):
        requested = now()
        response = await transport.handle_async_request(request)
        try:
            received = now()
            fields = tuple(response.headers.raw)
            body = _NOTHING
            if _is_read(response.status_code) and isinstance(response.stream, httpx.AsyncByteStream):
                body = await read_body(response.stream, fields, limit)
        finally:
            await response.aclose()
    return Answer(
        sent=as_sent(request),
        status=response.status_code,
        reason=clean_line(response.reason_phrase, NAME_LENGTH),
        fields=fields,
        requested=requested,
        received=received,
        private_peer=bool(response.extensions.get(PRIVATE_PEER, False)),
        body=body,
    )


def is_failure(status: int) -> bool:
    """Whether a status says that the site can't answer now: 429, 5xx, or no known class (FLT-26)."""
    return status == 429 or status >= 500


def _is_read(status: int) -> bool:
    return status not in REDIRECT_STATUSES and status != 304 and not is_failure(status)


def _shown(value: bytes) -> str:
    try:
        return BAD.sub("\ufffd", value.decode("utf-8"))
    except UnicodeDecodeError:
        return BAD.sub("\ufffd", value.decode("latin-1"))
