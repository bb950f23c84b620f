"""From answers and stored answers to resources: pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from globeterm.model import Validators
from globeterm.web import conditional
from globeterm.web.exchange import PERMANENT_STATUSES, Answer
from globeterm.web.fields import Fields, charset, media_type
from globeterm.web.freshness import fresh_seconds
from globeterm.web.resource import FetchError, Origin, Resource, SentRequest
from globeterm.web.retry import retry_after
from globeterm.web.stored import Stored


@dataclass(frozen=True, slots=True)
class Hop:
    """A redirect that was followed: the status it came with, and where it led."""

    status: int
    target: str


def from_stored(
    stored: Stored,
    url: str,
    origin: Origin,
    *,
    requests: Sequence[SentRequest] = (),
    hops: Sequence[Hop] = (),
    error: FetchError | None = None,
) -> Resource:
    """The resource for ``url`` that a stored answer is; ``hops`` led to it. It stands in for an ``error``."""
    return Resource(
        url=url,
        final_url=stored.url,
        status=stored.status,
        reason=stored.reason,
        media_type=media_type(stored.fields),
        charset=charset(stored.fields),
        body=stored.body,
        digest=stored.digest,
        origin=origin,
        requests=tuple(requests),
        validators=conditional.validators(stored.fields),
        fetched=stored.received,
        retry_after=error.retry_after if error is not None else None,
        max_age=fresh_seconds(stored.fields, stored.requested, stored.received),
        permanent=_moved(hops),
        error=str(error) if error is not None else None,
        failure=error.kind if error is not None else None,
    )


def from_answer(
    answer: Answer, url: str, address: str, requests: Sequence[SentRequest], hops: Sequence[Hop]
) -> Resource:
    """The resource for ``url`` that an answer of the network is. Only a 200 vouches for its validators."""
    as_stored = to_stored(answer, address, ())
    found = from_stored(as_stored, url, "network", requests=requests, hops=hops)
    if answer.status == 200:
        return found
    given = retry_after(answer.fields, answer.received)
    return replace(found, validators=conditional.validators(()), retry_after=given)


def vouched_for(answer: Answer, known: Validators, url: str, requests: Sequence[SentRequest]) -> Resource:
    """The resource for ``url`` when a 304 vouched for what the caller keeps by the validators ``known``; no body."""
    given = conditional.validators(answer.fields)
    validators = Validators(given.etag or known.etag, given.last_modified or known.last_modified)
    return replace(from_answer(answer, url, url, requests, ()), origin="revalidated", validators=validators)


def to_stored(answer: Answer, address: str, sent: Fields) -> Stored:
    """An answer as the cache keeps it; ``sent`` are the fields of the request that Vary may name."""
    return Stored(
        url=address,
        status=answer.status,
        reason=answer.reason,
        fields=conditional.kept(answer.fields),
        sent=sent,
        requested=answer.requested,
        received=answer.received,
        body=answer.body.content,
        digest=answer.body.digest,
    )


def validated(stored: Stored, answer: Answer) -> Stored:
    """A stored answer after the 304 ``answer`` vouched for it."""
    return replace(
        stored,
        fields=conditional.updated(stored.fields, answer.fields),
        requested=answer.requested,
        received=answer.received,
    )


def _moved(hops: Sequence[Hop]) -> str | None:
    """Where an address moved for good: every redirect of the chain says so (POL-23, POL-24)."""
    return hops[-1].target if hops and all(hop.status in PERMANENT_STATUSES for hop in hops) else None
