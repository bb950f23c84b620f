"""What a site's refusal of a feed means, as a sentence for the reader (POL-27, POL-28)."""

from datetime import datetime

from globeterm.addresses import host
from globeterm.model import Feed
from globeterm.web.resource import FetchError, Resource
from globeterm.web.retry import when


def refusal(address: str, resource: Resource) -> FetchError:
    """The error for an answer that is no feed by its status alone."""
    site, said = host(address), f"{resource.status} {resource.reason}".strip()
    match resource.status:
        case 401:
            sentence = f"{site} wants a password for this feed ({said}), and there is none to give"
        case 403:
            sentence = f"{site} does not let globeterm read this feed ({said}); it is asked again in a day"
        case 410:
            sentence = f"{site} has given this feed up for good ({said}): it is not asked any more, its stories stay"
        case _:
            sentence = f"{address} answered {said}"
    return FetchError(sentence, address, "http", status=resource.status, retry_after=resource.retry_after)


def backing_off(feed: Feed, now: datetime) -> str:
    """The sentence for a feed that a command does not ask, because it has failed time and again (POL-21)."""
    since = f" since {when(feed.failing_since, now)}" if feed.failing_since is not None else ""
    until = f" until {when(feed.due, now)}" if feed.due is not None else ""
    why = (feed.error or "").rstrip(".")
    return f"not asked{until}, for it failed {feed.failures} times in a row{since}; --force asks now. It says: {why}."
