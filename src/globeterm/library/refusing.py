"""What a site's refusal of a feed means, as a sentence for the reader (POL-27, POL-28)."""

from globeterm.addresses import host
from globeterm.web.resource import FetchError, Resource


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
