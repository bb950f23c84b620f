"""RFC 9111 for a private cache: what may be used again, and what must not."""

from datetime import timedelta
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from globeterm.web.fields import Fields
from globeterm.web.freshness import (
    explicit_lifetime,
    fresh_seconds,
    is_fresh,
    may_be_stale,
    may_store,
    may_validate,
    same_variant,
)
from globeterm.web.stored import Stored

from .servers import NOON, http_date


def fields(*lines: str) -> Fields:
    pairs = (line.partition(": ") for line in lines)
    return tuple((name.encode(), value.encode("latin-1")) for name, _, value in pairs)


def stored(*lines: str, sent: Fields = ()) -> Stored:
    return Stored("http://h/", 200, "OK", fields(*lines), sent, NOON, NOON, b"", sha256(b"").digest())


def date(seconds: float) -> str:
    return http_date(NOON + timedelta(seconds=seconds))


FRESH = [
    ["Cache-Control: max-age=3600"],
    ['Cache-Control: max-age="3600"'],
    ["cache-control: MaX-aGe=3600"],
    ["Cache-Control: max-age=003600"],
    ["Cache-Control: max-age=2147483648"],
    ["Cache-Control: max-age=99999999999"],
    [f"Cache-Control: max-age={'9' * 5000}"],
    ["Cache-Control: foobar, max-age=3600"],
    ["Cache-Control: private, max-age=3600"],
    ['Cache-Control: private="a, no-cache", max-age=3600'],
    ["Cache-Control: public, immutable, max-age=3600"],
    ["Cache-Control: must-revalidate, max-age=3600"],
    ["Cache-Control: max-age=3600, s-maxage=0"],
    ["Cache-Control: max-age=3600", "Expires: 0"],
    ["Cache-Control: max-age=3600", f"Expires: {date(-7200)}", f"Date: {date(0)}"],
    ['Cache-Control: ext="no-store, no-cache \\" , no-store", max-age=3600'],
    [f"Expires: {date(3600)}"],
    [f"Expires: {date(3600)}", "Date: foo"],
    ["Expires: Thursday, 18-Aug-50 02:01:18 GMT"],
    ["Expires: Thu Aug  8 02:01:18 2050"],
    ["Expires: THU, 18 aug 2050 02:01:60 gMT"],
    ["Expires: Sun, 21 Nov 2286 04:46:39 GMT"],
    ["Cache-Control: max-age=3600", "Age: 7"],
    ["Cache-Control: max-age=3600", "Vary: Accept"],
]

STALE = [
    [],
    [f"Last-Modified: {date(-100000)}"],
    ["Cache-Control: public"],
    ["Cache-Control: max-age=0"],
    ["Cache-Control: max-age=0", f"Expires: {date(3600)}"],
    ["Cache-Control: max-age=-3600"],
    ["Cache-Control: max-age='3600'"],
    ["Cache-Control: max-age =3600"],
    ["Cache-Control: max-age= 3600"],
    ["Cache-Control: max-age=3600.0"],
    ["Cache-Control: max-age=a3600"],
    ["Cache-Control: max-age=3600a"],
    ["Cache-Control: max-age=³600"],
    ["Cache-Control: max-age"],
    ["Cache-Control: max-age="],
    ["Cache-Control: s-maxage=3600"],
    ["Cache-Control: s-maxage=3600, max-age=1"],
    ["Cache-Control: s-maxage=3600", "Cache-Control: max-age=1"],
    ["Cache-Control: max-age=1, stale-while-revalidate=3600"],
    ['Cache-Control: extension="max-age=3600", max-age=1'],
    ['Cache-Control: max-age=1, extension="max-age=3600"'],
    ["Cache-Control: max-age=3600, max-age=1"],
    ["Cache-Control: max-age=3600", "Cache-Control: max-age=1"],
    ["Cache-Control: max-age=3600, no-cache"],
    ["Cache-Control: max-age=3600, No-CaChE"],
    ['Cache-Control: max-age=3600, no-cache="set-cookie"'],
    ['Cache-Control: max-age=3600, foo="bar, no-cache'],
    [f"Expires: {date(-3600)}", f"Date: {date(0)}"],
    [f"Expires: {date(0)}", f"Date: {date(0)}"],
    [f"Expires: {date(300)}", f"Date: {date(400)}"],
    [f"Expires: {date(10)}", f"Date: {date(-10)}", "Age: 25"],
    [f"Expires: {date(20)}", f"Date: {date(10)}", "Age: 15"],
    ["Expires: 0"],
    ["Expires: Thu, 18 Aug 2050 02:01:18 UTC"],
    ["Expires: Thu, 18 Aug 2050 02:01:18 AEST"],
    ["Expires: Thu, 18 Aug 50 02:01:18 GMT"],
    ["Expires: Thu 18 Aug 2050 02:01:18 GMT"],
    ["Expires: Thu, 18  Aug  2050 02:01:18 GMT"],
    ["Expires: Thu, 18-Aug-2050 02:01:18 GMT"],
    ["Expires: Thu, 18 Aug 2050 02.01.18 GMT"],
    ["Expires: Thu, 18 Aug 2050 2:01:18 GMT"],
    ["Expires: Thu, 31 Feb 2050 02:01:18 GMT"],
    ["Expires: Thursday, 18-Aug-94 02:01:18 GMT"],
    [f"Expires: {date(3600)}", f"Expires: {date(3600)}"],
    ["Cache-Control: max-age=3600", "Age: 7200"],
    ["Cache-Control: max-age=3600", "Age: 2147483649"],
    ["Cache-Control: max-age=3600", "Age: 7200, 0"],
    ["Cache-Control: max-age=3600", "Age: 7200", "Age: 0"],
    ["Cache-Control: max-age=3600", "Age: abc"],
    ["Cache-Control: max-age=3600", "Age: -7200"],
    ["Cache-Control: max-age=3600", "Age: 7200.0"],
    ["Cache-Control: max-age=3600", "Age: ²"],
    ["Cache-Control: max-age=3600", "Age: 0, 7200"],
    ["Cache-Control: max-age=3600", "Age: 0", "Age: 7200"],
    ["Cache-Control: max-age=3600", "Age: 0, 0"],
    ["Cache-Control: max-age=3600", "Age: 0", "Age: 0"],
    ["Cache-Control: max-age=3600", "Age: 0;foo=1"],
    ["Cache-Control: max-age=3600", "Age: "],
    ["Cache-Control: max-age=3600", f"Date: {date(-7200)}"],
    ["Cache-Control: max-age=3600", "Vary: *"],
    ["Cache-Control: max-age=3600", "Vary: Accept, *"],
    ["Cache-Control: max-age=3600", "Vary: ", "Vary: *"],
]


@pytest.mark.parametrize("lines", FRESH)
def test_a_fresh_answer_is_used_again(lines: list[str]) -> None:
    assert is_fresh(stored(*lines), NOON + timedelta(seconds=5))


@pytest.mark.parametrize("lines", STALE)
def test_what_is_not_surely_fresh_is_never_used_without_asking(lines: list[str]) -> None:
    assert not is_fresh(stored(*lines), NOON + timedelta(seconds=5))


def test_freshness_ends_when_its_time_is_over() -> None:
    answer = stored("Cache-Control: max-age=60")
    assert is_fresh(answer, NOON + timedelta(seconds=59))
    assert not is_fresh(answer, NOON + timedelta(seconds=60))


def test_an_answer_from_the_future_is_stale() -> None:
    """FLT-38: the clock was set back."""
    assert not is_fresh(stored("Cache-Control: max-age=60"), NOON - timedelta(seconds=1))


def test_the_way_of_the_answer_counts_for_its_age() -> None:
    slow = Stored("http://h/", 200, "OK", fields("Age: 10"), (), NOON - timedelta(seconds=5), NOON, b"", b"")
    assert fresh_seconds(fields("Cache-Control: max-age=60", "Age: 10"), slow.requested, slow.received) == 45


@pytest.mark.parametrize(
    ("lines", "lifetime"),
    [
        ([], None),
        (["Cache-Control: no-store"], None),
        (["Cache-Control: max-age=7"], 7),
        ([f"Expires: {date(9)}"], 9),
        (["Expires: soon"], 0),
    ],
)
def test_a_lifetime_is_only_what_the_server_says(lines: list[str], lifetime: int | None) -> None:
    assert explicit_lifetime(fields(*lines), NOON) == lifetime
    assert fresh_seconds(fields(*lines), NOON, NOON) == lifetime


@pytest.mark.parametrize(
    ("status", "lines", "stores"),
    [
        (200, [], True),
        (200, ["Cache-Control: private, max-age=1"], True),
        (200, ["Cache-Control: no-cache"], True),
        (200, ["Cache-Control: No-StOrE"], False),
        (200, ["Cache-Control: max-age=10000, no-store"], False),
        (200, ["Cache-Control: max-age=3600, no-store, must-understand"], False),
        (203, ["Cache-Control: max-age=3600"], False),
        (301, ["Cache-Control: max-age=3600"], False),
        (404, ["Cache-Control: max-age=3600"], False),
        (599, ["Cache-Control: max-age=3600"], False),
    ],
)
def test_what_may_be_stored(status: int, lines: list[str], stores: bool) -> None:
    assert may_store(status, fields(*lines)) is stores


@pytest.mark.parametrize(
    ("lines", "later", "allowed"),
    [
        ([], 3600, True),
        (["Cache-Control: max-age=60"], 3600, True),
        (["Cache-Control: max-age=60, must-revalidate"], 30, True),
        (["Cache-Control: max-age=60, must-revalidate"], 60, False),
        (["Cache-Control: must-revalidate"], 0, False),
        (["Cache-Control: max-age=60, must-revalidate, stale-if-error=600"], 90, False),
        (["Cache-Control: no-cache, max-age=60"], 1, False),
        (["Cache-Control: max-age=60, proxy-revalidate"], 30, True),
        (["Cache-Control: max-age=60, proxy-revalidate"], 90, False),
        (["Cache-Control: max-age=60, s-maxage=1"], 90, False),
        (["Cache-Control: max-age=60, stale-if-error=60"], 120, True),
        (["Cache-Control: max-age=60, stale-if-error=60"], 121, False),
        (["Cache-Control: stale-if-error=60"], 61, False),
        (["Cache-Control: max-age=60, stale-if-error=soon"], 61, False),
        (["Cache-Control: max-age=60", "Vary: *"], 1, False),
    ],
)
def test_when_a_stale_answer_may_stand_in(lines: list[str], later: int, allowed: bool) -> None:
    assert may_be_stale(stored(*lines), NOON + timedelta(seconds=later)) is allowed


@pytest.mark.parametrize(
    ("lines", "allowed"),
    [
        ("Cache-Control: max-age=60, s-maxage=1, proxy-revalidate", True),
        ("Cache-Control: max-age=60, must-revalidate", False),
        ("Cache-Control: no-cache", False),
    ],
)
def test_who_is_offline_by_choice_reads_what_only_shared_caches_may_not_show(lines: str, allowed: bool) -> None:
    assert may_be_stale(stored(lines), NOON + timedelta(days=1), offline=True) is allowed


def test_an_age_that_means_nothing_leaves_nothing_of_the_lifetime() -> None:
    assert fresh_seconds(fields("Cache-Control: max-age=60", "Age: 1, 2"), NOON, NOON) == 0


def test_vary_compares_what_was_sent_with_what_is_sent() -> None:
    page, feed = fields("Accept: text/html"), fields("Accept: text/xml")
    both = stored("Vary: Accept, Cookie", "Vary: accept-ENCODING", sent=page)
    assert same_variant(both, page)
    assert not same_variant(both, feed)
    assert not may_validate(both, feed)
    assert same_variant(stored("Vary: Cookie, Âge", sent=page), feed)
    star = stored("Vary: Accept, *", sent=page)
    assert not same_variant(star, page)
    assert may_validate(star, page)


LINES = st.lists(
    st.tuples(
        st.sampled_from([b"Cache-Control", b"Expires", b"Date", b"Age", b"Vary", b"X"]),
        st.one_of(
            st.binary(max_size=40),
            st.text(alphabet='max-ge=0123,"\\ no-store', max_size=30).map(lambda text: text.encode("latin-1")),
        ),
    ),
    max_size=6,
).map(tuple)


@settings(deadline=None)
@given(LINES)
def test_no_field_can_break_the_rules(lines: Fields) -> None:
    answer = Stored("http://h/", 200, "OK", lines, (), NOON, NOON, b"", b"")
    explicit = explicit_lifetime(lines, NOON)
    assert explicit is None or explicit >= 0
    if is_fresh(answer, NOON):
        assert explicit
    if not may_be_stale(answer, NOON):
        assert not is_fresh(answer, NOON)
    assert may_store(200, lines) or any(b"no-store" in value.lower() for _, value in lines)
