"""The body of an answer: read within a limit, decoded by our own hand, whole or not at all (SEC-10, SEC-11).

gzip is the only encoding asked for. It is decoded in slices, so that neither a small bomb nor a large body takes
memory beyond the limit or holds up the event loop.
"""

import asyncio
import zlib
from collections.abc import AsyncIterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from typing import Final, Protocol

from globeterm.web.fields import Fields, joined, members, seconds

SLICE_BYTES: Final = 256 * 1024
MEMBERS: Final = 100

_MAGIC: Final = b"\x1f\x8b"
_GZIP: Final = 31


class BodyError(Exception):
    """The body can't be used; the message is the end of a sentence that begins with the answer."""


class TooLargeError(BodyError):
    """The body is longer than it may be."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"is larger than {limit // 1_000_000} MB" if limit >= 1_000_000 else "is too large")


@dataclass(frozen=True, slots=True)
class Body:
    """A whole body, decoded, and its SHA-256."""

    content: bytes = field(repr=False)
    digest: bytes


async def read_body(chunks: AsyncIterable[bytes], fields: Fields, limit: int) -> Body:
    """Read and decode a body of at most ``limit`` bytes. Raises BodyError, and whatever ``chunks`` raises."""
    decoder = _decoder(fields)
    announced = seconds(joined(fields, "content-length"))
    if announced is not None and announced > limit:
        raise TooLargeError(limit)
    content, digest, received = BytesIO(), sha256(), 0
    async for chunk in chunks:
        received += len(chunk)
        if received > limit:
            raise TooLargeError(limit)
        for part in decoder.feed(chunk):
            if content.tell() + len(part) > limit:
                raise TooLargeError(limit)
            content.write(part)
            digest.update(part)
            await asyncio.sleep(0)
    if announced is not None and received < announced:
        raise BodyError("broke off before its end")
    decoder.finish()
    return Body(content.getvalue(), digest.digest())


class _Decoder(Protocol):
    def feed(self, data: bytes) -> Iterator[bytes]: ...

    def finish(self) -> None: ...


class _Identity:
    def feed(self, data: bytes) -> Iterator[bytes]:
        yield data

    def finish(self) -> None:
        """Nothing can be missing."""


class _Gunzip:
    """gzip, one member after the other (RFC 1952, 2.2); what follows the last one and is no member is ignored."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(_GZIP)
        self._members = 1
        self._begun = False
        self._over = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._begun = self._begun or bool(data)
        while data and not self._over:
            if self._member.eof and not self._next_member(data):
                self._over = True
                return
            try:
                part = self._member.decompress(data, SLICE_BYTES)
            except zlib.error as error:
                raise BodyError("is damaged: its compression can't be undone") from error
            data = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
            yield part

    def finish(self) -> None:
        if self._begun and not self._member.eof:
            raise BodyError("broke off before its end")

    def _next_member(self, data: bytes) -> bool:
        if not _MAGIC.startswith(data[:2]):
            return False
        self._members += 1
        if self._members > MEMBERS:
            raise BodyError("is damaged: it is compressed in too many pieces")
        self._member = zlib.decompressobj(_GZIP)
        return True


def _decoder(fields: Fields) -> _Decoder:
    codings = [coding.lower() for coding in members(joined(fields, "content-encoding"))]
    match [coding for coding in codings if coding != "identity"]:
        case []:
            return _Identity()
        case ["gzip" | "x-gzip"]:
            return _Gunzip()
        case others:
            raise BodyError(f"came in an encoding that was not asked for ({', '.join(others)[:40]})")
