"""Files of the reader's own, and what the workshop makes of foreign bytes for a command."""

from datetime import UTC, datetime
from pathlib import Path

from globeterm.addresses import safe_url
from globeterm.cli.call import Call
from globeterm.content import Document
from globeterm.entry import ParsedFeed
from globeterm.errors import BadInputError, UsageError
from globeterm.program import NAME


def read_local(name: str, limit: int) -> bytes:
    """The bytes of a file. Raises UsageError when it can't be read, BadInputError when it is larger than ``limit``."""
    try:
        with Path(name).expanduser().open("rb") as file:
            body = file.read(limit + 1)
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "that is no name of a file"
        raise UsageError(f"{name!r} can't be read: {reason}") from error
    if len(body) > limit:
        raise BadInputError(f"{name} is larger than {limit // 1_000_000} MB")
    return body


def typed_address(written: str) -> str:
    """An address that the reader gave. Raises UsageError when it is not to be used."""
    url = safe_url(written)
    if url is None:
        raise UsageError(f"{written!r} is no http or https address")
    return url


def local_address(call: Call) -> str:
    """Where a local file came from: ``--url`` if that is an address, else the edition's home."""
    written, home = call.arguments.url, call.edition.home
    url = safe_url(written) if written is not None else home
    if url is None:
        call.output.message(f"{NAME}: {written!r} is no http or https address; the file is read as one of {home}")
    return url or typed_address(home)


def feed_in(body: bytes, address: str, content_type: str | None) -> ParsedFeed:
    """A task for the workshop: read a feed as its document says it. Raises BadInputError."""
    from globeterm.feeds.parse import parse_feed

    return parse_feed(body, address=address, content_type=content_type, now=datetime.now(UTC), as_said=True)


def story_in(body: bytes, url: str, name: str) -> Document:
    """A task for the workshop: read the local page called ``name``. Raises BadInputError when it has no story."""
    from globeterm.document.from_page import from_page

    try:
        return from_page(body, url=url, charset=None, media_type="text/html", source="file")
    except BadInputError as error:
        sentence = str(error)
        raise BadInputError(name + sentence.removeprefix(url) if sentence.startswith(url) else sentence) from error
