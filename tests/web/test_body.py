"""Bodies: whole or not at all, never larger than allowed, decoded in little memory."""

import gzip
import tracemalloc
import zlib
from collections.abc import AsyncIterator
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from globeterm.web.body import MEMBERS, SLICE_BYTES, BodyError, TooLargeError, read_body
from globeterm.web.fields import Fields

GZIP: Fields = ((b"Content-Encoding", b"gzip"),)
LIMIT = 15 * 1024 * 1024


async def in_pieces(data: bytes, size: int = 65536) -> AsyncIterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]


async def read(data: bytes, fields: Fields = (), limit: int = LIMIT, size: int = 65536) -> bytes:
    body = await read_body(in_pieces(data, size), fields, limit)
    assert body.digest == sha256(body.content).digest()
    return body.content


@settings(deadline=None)
@given(st.lists(st.binary(max_size=300), min_size=1, max_size=4), st.integers(1, 50), st.binary(max_size=20))
async def test_gzip_members_one_after_the_other_are_one_body(parts: list[bytes], size: int, tail: bytes) -> None:
    rubbish = b"" if tail.startswith(b"\x1f") else tail
    assert await read(b"".join(map(gzip.compress, parts)) + rubbish, GZIP, size=size) == b"".join(parts)


@pytest.mark.parametrize("coding", [b"", b"identity", b"Identity, identity"])
async def test_a_body_without_coding_is_taken_as_it_is(coding: bytes) -> None:
    assert await read(b"plain", ((b"Content-Encoding", coding),)) == b"plain"


@pytest.mark.parametrize("coding", [b"gzip", b"X-GZIP", b"identity, gzip"])
async def test_gzip_is_decoded(coding: bytes) -> None:
    assert await read(gzip.compress(b"plain"), ((b"Content-Encoding", coding),)) == b"plain"


@pytest.mark.parametrize("coding", [b"deflate", b"br", b"zstd", b"gzip, gzip", b"\x1b[31m"])
async def test_sec_10_any_other_or_repeated_encoding_is_refused(coding: bytes) -> None:
    with pytest.raises(BodyError, match="encoding that was not asked for"):
        await read(gzip.compress(b"plain"), ((b"Content-Encoding", coding),))


async def test_an_empty_body_is_no_broken_gzip() -> None:
    assert await read(b"", GZIP) == b""


@pytest.mark.parametrize("length", [1, 5, 10, 25])
async def test_sec_10_flt_26_a_truncated_gzip_is_a_failure(length: int) -> None:
    with pytest.raises(BodyError, match="broke off"):
        await read(gzip.compress(b"a body that is not so short")[:length], GZIP)


async def test_sec_10_a_second_member_that_breaks_off_is_a_failure() -> None:
    with pytest.raises(BodyError, match="broke off"):
        await read(gzip.compress(b"whole") + gzip.compress(b"not whole")[:12], GZIP)


async def test_sec_10_a_damaged_gzip_is_a_failure() -> None:
    packed = bytearray(gzip.compress(b"a body" * 100))
    packed[-6] ^= 0xFF
    with pytest.raises(BodyError, match="damaged"):
        await read(bytes(packed), GZIP)


async def test_sec_10_too_many_members_are_refused() -> None:
    with pytest.raises(BodyError, match="too many pieces"):
        await read(gzip.compress(b"") * (MEMBERS + 1), GZIP)


def bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    zeros = bytes(1024 * 1024)
    return b"".join([packer.compress(zeros) for _ in range(megabytes)] + [packer.flush()])


@pytest.mark.parametrize("size", [65536, 10**9])
async def test_sec_10_a_bomb_is_refused_in_little_memory(size: int) -> None:
    """64 MiB in 64 KiB, in small pieces and in one."""
    packed = bomb(64)
    tracemalloc.start()
    try:
        with pytest.raises(TooLargeError, match="is larger than 15 MB"):
            await read(packed, GZIP, size=size)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 40 * 1024 * 1024


async def test_sec_11_what_is_ignored_after_a_body_is_limited_too() -> None:
    with pytest.raises(TooLargeError):
        await read(gzip.compress(b"whole") + bytes(LIMIT), GZIP)


@pytest.mark.parametrize("size", [1, SLICE_BYTES - 1, SLICE_BYTES, SLICE_BYTES + 1, 3 * SLICE_BYTES])
async def test_no_byte_is_lost_between_slices(size: int) -> None:
    for piece in (7, 65536):
        assert await read(gzip.compress(b"x" * size), GZIP, size=piece) == b"x" * size


async def test_a_body_of_exactly_the_limit_is_taken() -> None:
    data = bytes(SLICE_BYTES * 2)
    assert await read(data, limit=len(data)) == data
    assert await read(gzip.compress(data), GZIP, limit=len(data)) == data
    with pytest.raises(TooLargeError):
        await read(data + b"1", limit=len(data))
    with pytest.raises(TooLargeError):
        await read(gzip.compress(data + b"1"), GZIP, limit=len(data))


async def test_an_announced_length_is_believed_before_reading() -> None:
    """SEC-11."""
    with pytest.raises(TooLargeError, match="too large"):
        await read_body(in_pieces(b""), ((b"Content-Length", b"11"),), 10)


async def test_flt_26_a_body_shorter_than_announced_is_a_failure() -> None:
    with pytest.raises(BodyError, match="broke off"):
        await read(b"short", ((b"Content-Length", b"10"),))
    assert await read(b"right", ((b"Content-Length", b"5"),)) == b"right"


async def test_sec_10_a_large_body_is_there_once() -> None:
    """SEC-10: what was read is not copied once more when it is whole."""
    sent = bytes(4_000_000)
    tracemalloc.start()
    try:
        body = await read_body(in_pieces(sent), (), LIMIT)
        assert body.content == sent
        assert tracemalloc.get_traced_memory()[1] < 1.5 * len(sent)
    finally:
        tracemalloc.stop()
