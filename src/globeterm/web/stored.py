"""A whole answer as the cache keeps it: body, header fields, what was sent for it, and when."""

from dataclasses import dataclass
from datetime import datetime

from globeterm.web.fields import Fields


@dataclass(frozen=True, slots=True)
class Stored:
    """An answer of status 200 to a GET for exactly ``url``.

    ``requested`` and ``received`` are when its newest validation was sent and answered; ``sent`` are the fields of
    the request that Vary may name; ``digest`` is the SHA-256 of ``body``.
    """

    url: str
    status: int
    reason: str
    fields: Fields
    sent: Fields
    requested: datetime
    received: datetime
    body: bytes
    digest: bytes
