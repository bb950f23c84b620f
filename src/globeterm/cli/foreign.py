"""``parse`` and ``fetch``: one feed, or one address, as this program understands it; the library has no part in it."""

import asyncio

from globeterm.cli import records
from globeterm.cli.call import Call
from globeterm.cli.composition import open_web
from globeterm.cli.feed_record import feed_record
from globeterm.cli.local import feed_in, local_address, read_local, typed_address
from globeterm.entry import Entry, ParsedFeed
from globeterm.errors import EXIT_OK, EXIT_PARTLY, UnreachableError
from globeterm.limits import FEED_BYTES
from globeterm.program import NAME
from globeterm.rendering.dates import long_date
from globeterm.web.resource import FetchError, Kind, Resource


def parse(call: Call) -> int:
    """``parse FILE|URL``: 0, or 1 when not all of it could be read. Raises BadInputError when it is no feed."""
    parsed = asyncio.run(_parsed(call))
    for sentence in parsed.lost:
        call.output.message(f"{NAME}: {sentence}")
    if parsed.torn:
        call.output.message(f"{NAME}: the feed breaks off before its end")
    if call.arguments.json:
        call.output.json(feed_record(parsed))
    else:
        _show_feed(call, parsed)
    return EXIT_PARTLY if parsed.lost else EXIT_OK


def _show_feed(call: Call, parsed: ParsedFeed) -> None:
    call.output.data(parsed.title or "(no title)", style="strong")
    for entry in parsed.entries:
        _show_entry(call, entry)
    if parsed.next is not None:
        call.output.data(f"next page: {parsed.next}", style="faint")


def fetch(call: Call) -> int:
    """``fetch URL``: 0 whatever the site answered, 69 when nothing came at all."""
    url = typed_address(call.arguments.url)
    try:
        resource = asyncio.run(_fetched(call, url))
    except FetchError as error:
        if call.arguments.json:
            call.output.json(records.not_fetched(url, error))
        raise
    if call.arguments.json:
        call.output.json(records.fetched(resource))
    else:
        _show_resource(call, resource)
    return EXIT_OK


async def _parsed(call: Call) -> ParsedFeed:
    source: str = call.arguments.source
    async with open_web(call, call.edition) as (clients, workshop):
        if not source.lower().startswith(("http://", "https://")):
            body = read_local(source, FEED_BYTES)
            base = local_address(call) if call.arguments.url is not None else ""
            return await workshop.run(feed_in, body, base, None, what=source)
        resource = await clients.client().get(typed_address(source), Kind.FEED, typed=True)
        if resource.error is not None:
            call.output.message(f"{NAME}: {resource.error}")
        if resource.status != 200:
            raise UnreachableError(f"{resource.final_url} answered {resource.status} {resource.reason}")
        content_type = f"{resource.media_type}; charset={resource.charset}" if resource.charset else resource.media_type
        return await workshop.run(feed_in, resource.body, resource.final_url, content_type or None, what="the feed")


async def _fetched(call: Call, url: str) -> Resource:
    async with open_web(call, call.edition) as (clients, _):
        return await clients.client().get(url, Kind.ANY, typed=True)


def _show_entry(call: Call, entry: Entry) -> None:
    call.output.data()
    call.output.data(entry.title or "(no title)")
    said = [", ".join(entry.authors), long_date(entry.published, call.now()) if entry.published else "no date"]
    call.output.data(" · ".join(filter(None, said)), style="faint", indent=2, first="")
    if entry.link is not None:
        call.output.data(entry.link, style="faint", indent=2, first="")


def _show_resource(call: Call, resource: Resource) -> None:
    """What was sent, what came, and from where."""
    for sent in resource.requests:
        call.output.data(f"GET {sent.url}", style="strong")
        for name, value in sent.headers:
            call.output.data(f"{name}: {value}", style="faint", indent=2, first="")
    call.output.data(f"{resource.status} {resource.reason}".strip(), first="status", indent=8)
    call.output.data(resource.origin, first="from", indent=8)
    call.output.data(resource.final_url, first="address", indent=8)
    call.output.data(f"{resource.media_type or 'unknown'}, {len(resource.body)} bytes", first="body", indent=8)
    if resource.error is not None:
        call.output.message(resource.error)
