"""Conditional requests: which validators an answer gives, how they are sent back, what a 304 changes."""

from typing import Final

from globeterm.limits import HEADER_BYTES
from globeterm.model import Validators
from globeterm.web.fields import Fields, joined, media_type, values

#: Fields that describe the body as it was sent: a 304 has none, so it never changes them (RFC 9111, 3.2).
_OF_THE_BODY: Final = frozenset({b"content-encoding", b"content-length", b"content-range", b"content-type"})

#: The fields worth keeping: those that decide about reuse, and what the body is.
_KEPT: Final = frozenset(
    {
        b"age",
        b"cache-control",
        b"content-encoding",
        b"content-type",
        b"date",
        b"etag",
        b"expires",
        b"last-modified",
        b"vary",
    }
)


def validators(fields: Fields) -> Validators:
    """The validators of an answer as the bytes that came (SEC-15); one that may not be sent back is left out."""
    return Validators(etag=_sendable(fields, "etag"), last_modified=_sendable(fields, "last-modified"))


def condition(known: Validators, *, as_strong: bool = True) -> Fields:
    """The fields that ask whether the answer with these validators is still current.

    The entity tag goes out in its strong form, ``as_strong``, where ``was_weakened`` says so. The date goes out byte
    for byte (POL-02).
    """
    asked: list[tuple[bytes, bytes]] = []
    if known.etag is not None:
        asked.append((b"If-None-Match", strong(known.etag) if as_strong else known.etag))
    if known.last_modified is not None:
        asked.append((b"If-Modified-Since", known.last_modified))
    return tuple(asked)


def strong(etag: bytes) -> bytes:
    """An entity tag without ``W/`` and without the ``-gzip`` that Apache puts inside the quotes."""
    bare = etag[2:] if etag[:2] in {b"W/", b"w/"} else etag
    return bare[: -len(b'-gzip"')] + b'"' if bare.startswith(b'"') and bare.endswith(b'-gzip"') else bare


def was_weakened(fields: Fields) -> bool:
    """Whether the answer's entity tag is to go back in its strong form: it was compressed, or is a feed.

    WordPress compares text with its own strong form, and the web server before it makes the tag weak (``W/"…"``) or
    adds ``-gzip`` when it compresses. Servers that keep RFC 9110, 13.1.2 compare weakly anyway. Any other weak tag is
    its server's own, and goes back as it came.
    """
    encoded = joined(fields, "content-encoding").lower() not in {"", "identity"}
    return encoded or "xml" in media_type(fields) or "json" in media_type(fields)


def kept(fields: Fields) -> Fields:
    """The fields of an answer that the cache keeps."""
    return tuple((name.lower(), value) for name, value in fields if name.lower() in _KEPT)


def updated(old: Fields, new: Fields) -> Fields:
    """The stored fields after a 304 with the fields ``new`` (RFC 9111, 3.2): what it names is replaced (POL-04).

    Age and Date always go with the answer that gave them: an old Age would make the validated answer old again.
    """
    brought = tuple((name, value) for name, value in kept(new) if name not in _OF_THE_BODY)
    replaced = {name for name, _ in brought} | {b"age", b"date"}
    return tuple((name, value) for name, value in old if name not in replaced) + brought


def _sendable(fields: Fields, name: str) -> bytes | None:
    lines = values(fields, name)
    value = lines[0] if lines else b""
    usable = 0 < len(value) <= HEADER_BYTES and not any(byte in value for byte in b"\r\n\x00")
    return value if usable else None
