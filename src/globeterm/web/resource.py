"""What the web gave for an address, how it was asked for, and how it can fail."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Literal

from globeterm.errors import UnreachableError
from globeterm.limits import FEED_BYTES, PAGE_BYTES, PICTURE_BYTES
from globeterm.model import Validators

Origin = Literal["network", "revalidated", "cache", "stale"]
#: "unreached": no connection came about; "resting": not asked, because the site asked to be left alone.
FailureKind = Literal["offline", "unreached", "network", "timeout", "too large", "refused", "resting", "http"]


class Kind(Enum):
    """What is wanted: the Accept field that is sent, and how many bytes are taken at most."""

    FEED = ("application/rss+xml, application/atom+xml;q=0.9, application/xml;q=0.8, */*;q=0.1", FEED_BYTES)
    PAGE = ("text/html, application/xhtml+xml;q=0.9, */*;q=0.1", PAGE_BYTES)
    PICTURE = ("image/webp, image/png, image/jpeg;q=0.9, */*;q=0.1", PICTURE_BYTES)
    ANY = ("*/*", FEED_BYTES)

    def __init__(self, accept: str, limit: int) -> None:
        self.accept = accept
        self.limit = limit


class Reload(Enum):
    """How a stored answer is used: while it is fresh, only when the server says so, or not at all.

    What is ``WHOLE_WHEN_STALE`` is used while it is fresh, and then not at all.
    """

    WHEN_STALE = "when stale"
    WHOLE_WHEN_STALE = "whole when stale"
    REVALIDATE = "revalidate"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class SentRequest:
    """One request as it went out; ``headers`` are names and values, safe to be printed."""

    url: str
    headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Resource:
    """The answer for an address; a 304 only to who gave validators of what they keep themselves, without a body.

    ``final_url`` is where the redirects led; ``media_type`` is empty when unknown; ``digest`` is the SHA-256 of
    ``body``. ``requests`` went out for it, redirects included. ``fetched`` is when the server last vouched for the
    body; from then on it is fresh for ``max_age`` seconds (None: the server does not say). ``retry_after`` is in
    seconds. ``permanent`` is the new address when every redirect was a 301 or 308. ``error`` says why a stale answer
    had to do, and ``failure`` in which way the server failed.
    """

    url: str
    final_url: str
    status: int
    reason: str
    media_type: str
    charset: str | None
    body: bytes = field(repr=False)
    digest: bytes
    origin: Origin
    requests: tuple[SentRequest, ...]
    validators: Validators
    fetched: datetime
    retry_after: int | None = None
    max_age: int | None = None
    permanent: str | None = None
    error: str | None = None
    failure: FailureKind | None = None


class FetchError(UnreachableError):
    """No usable answer, and nothing stored that may stand in. ``url`` is where it failed, without a user name.

    ``status`` is that of the answer when there was one; ``retry_after`` is in seconds; ``requests`` went out.
    """

    def __init__(
        self,
        sentence: str,
        url: str,
        kind: FailureKind,
        *,
        status: int | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(sentence)
        self.url = url
        self.kind: FailureKind = kind
        self.status = status
        self.retry_after = retry_after
        self.requests: tuple[SentRequest, ...] = ()
