"""The syntaxes of header fields: lists, seconds, dates, media types, Retry-After."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from globeterm.web.fields import charset, http_date, joined, media_type, members, one_date, seconds
from globeterm.web.retry import retry_after

from .servers import NOON
from .servers import http_date as written


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", ()),
        (" a ,, b\t,", ("a", "b")),
        ('a="1,2", b', ('a="1,2"', "b")),
        (r'a="1\",2", b', (r'a="1\",2"', "b")),
        ('a, b="1, c', ("a", 'b="1', "c")),
        ('"', ('"',)),
        ('"\\', ('"\\',)),
    ],
)
def test_a_list_is_split_outside_of_quotes(value: str, expected: tuple[str, ...]) -> None:
    assert members(value) == expected


@settings(deadline=None)
@given(st.text(alphabet='ab,"\\ ', max_size=60))
def test_splitting_loses_nothing_but_commas_and_blanks(value: str) -> None:
    kept = "".join(members(value))
    assert kept.replace(",", "").replace(" ", "") == value.replace(",", "").replace(" ", "")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ("", None),
        ("0", 0),
        ("000", 0),
        ('"7"', 7),
        ('"7', None),
        ("-1", None),
        ("9" * 10, 2**31),
        ("9" * 5000, 2**31),
    ],
)
def test_seconds(value: str | None, expected: int | None) -> None:
    assert seconds(value) == expected


@settings(deadline=None)
@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1)))  # noqa: DTZ001 - made aware below
def test_a_date_is_read_as_it_was_written(moment: datetime) -> None:
    exact = moment.replace(microsecond=0, tzinfo=UTC)
    assert http_date(written(exact), NOON) == exact


def test_a_field_given_twice_is_no_date() -> None:
    line = (b"Date", written(NOON).encode())
    assert one_date((line,), "date", NOON) == NOON
    assert one_date((line, line), "date", NOON) is None
    assert one_date((), "date", NOON) is None


@pytest.mark.parametrize(
    ("value", "kind", "encoding"),
    [
        (b"", "", None),
        (b"text/HTML", "text/html", None),
        (b"Text/Html; Charset=UTF-8", "text/html", "utf-8"),
        (b'application/rss+xml ; charset="iso-8859-1"', "application/rss+xml", "iso-8859-1"),
        (b"text/html\x1b[31m; charset=\xff", "text/html[31m", None),
        (b"text/html, text/plain", "text/html", None),
    ],
)
def test_the_media_type_is_clean(value: bytes, kind: str, encoding: str | None) -> None:
    """SEC-01."""
    lines = ((b"content-TYPE", value),)
    assert (media_type(lines), charset(lines)) == (kind, encoding)


def test_lines_of_one_name_are_one_list() -> None:
    assert joined(((b"Vary", b"a"), (b"X", b"y"), (b"vary", b"b")), "vary") == "a, b"


MONTH = 31 * 24 * 3600


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("3600", 3600),
        (" 3600 ", 3600),
        ("0", None),
        ("-5", None),
        ("1000000000000", MONTH),
        ("soon", None),
        ("", None),
        ("3600.5", None),
        (written(NOON - timedelta(hours=1) + timedelta(seconds=90)), 90),
        (written(NOON - timedelta(hours=2)), None),
        ("Fri, 31 Dec 2999 23:59:59 GMT", MONTH),
        ("Fri, 31 Feb 2999 23:59:59 GMT", None),
    ],
)
def test_pol_17_pol_20_retry_after_is_relative_to_the_answers_date_and_clamped(
    value: str, expected: int | None
) -> None:
    """The server's clock is an hour behind ours."""
    lines = ((b"Retry-After", value.encode()), (b"Date", written(NOON - timedelta(hours=1)).encode()))
    assert retry_after(lines, NOON) == expected


def test_retry_after_without_a_date_or_not_given() -> None:
    assert retry_after((), NOON) is None
    assert retry_after(((b"Retry-After", written(NOON + timedelta(minutes=1)).encode()),), NOON) == 60
