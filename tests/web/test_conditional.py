"""Validators: bytes in, bytes out, in the form that gets a 304."""

import pytest

from globeterm.model import Validators
from globeterm.web.conditional import condition, kept, strong, updated, validators


@pytest.mark.parametrize(
    ("etag", "sent"),
    [
        (b'"x"', b'"x"'),
        (b'W/"x"', b'"x"'),
        (b'w/"x"', b'"x"'),
        (b'"x-gzip"', b'"x"'),
        (b'W/"x-gzip"', b'"x"'),
        (b'"-gzip"', b'""'),
        (b"x-gzip", b"x-gzip"),
        (b"x", b"x"),
        (b'"caf\xe9"', b'"caf\xe9"'),
    ],
)
def test_the_entity_tag_goes_out_in_its_strong_form(etag: bytes, sent: bytes) -> None:
    assert strong(etag) == sent


def test_pol_03_nothing_is_invented() -> None:
    odd = b"Wednesday, 18-Jun-25  01:11:35 GMT "
    assert condition(Validators()) == ()
    assert condition(Validators(etag=b'W/"x"')) == ((b"If-None-Match", b'"x"'),)
    assert condition(Validators(last_modified=odd)) == ((b"If-Modified-Since", odd),)
    assert condition(Validators(b'"x"', odd)) == ((b"If-None-Match", b'"x"'), (b"If-Modified-Since", odd))


@pytest.mark.parametrize("value", [b"", b'"a\nb"', b'"a\rb"', b'"a\x00"', b'"' + b"a" * 1023 + b'"'])
def test_sec_15_a_validator_that_may_not_be_sent_is_dropped(value: bytes) -> None:
    assert validators(((b"ETag", value), (b"Last-Modified", value))) == Validators()


def test_sec_15_validators_are_the_bytes_that_came() -> None:
    given = ((b"etag", b'"caf\xe9"'), (b"ETAG", b'"other"'), (b"Last-Modified", b"yesterday"))
    assert validators(given) == Validators(b'"caf\xe9"', b"yesterday")


def test_pol_04_a_304_replaces_what_it_names_and_keeps_the_rest() -> None:
    old = kept(
        (
            (b"Content-Type", b"text/html"),
            (b"ETag", b'"1"'),
            (b"Last-Modified", b"then"),
            (b"Age", b"7200"),
            (b"Date", b"then"),
            (b"Server", b"nginx"),
        )
    )
    new = (
        (b"ETag", b'"2"'),
        (b"Cache-Control", b"max-age=60"),
        (b"Content-Type", b"text/plain"),
        (b"Set-Cookie", b"a"),
    )
    assert dict(updated(old, new)) == {
        b"content-type": b"text/html",
        b"last-modified": b"then",
        b"etag": b'"2"',
        b"cache-control": b"max-age=60",
    }
