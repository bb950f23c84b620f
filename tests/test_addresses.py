"""The choke point for web addresses (SEC-03): what passes, in which form, and what never does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from globeterm.addresses import host, origin, safe_url, same_address
from globeterm.limits import ADDRESS_LENGTH
from globeterm.text import is_clean

REFUSED = [
    "", " ", "javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "file:///etc/passwd", "smb://h/", "ssh://h",
    "ftp://h/", "ms-msdt:/id", "mailto:a@b", "steam://run", "--new-window", "/relative", "//h/x", "http:", "http://",
    "http:///x", "http:x", "https://:80/", "http://./", "http://h:99999/", "http://h:80:80/", "http://h:x/", "http://[::1",
    "http://[nonsense]/", "http://[fe80::1%25eth0]/", "http://a b/", "http://a/ b", "http://a\u3000b/", "http://a..b/",
    "http://<h>/", "http://h%00/", 'http://"h"/', "http://h\n/", "http://h/\x1b]8;;", "http://h/\u202egnp",
    "http://h/\u200b", "http://\ud800/", "http://h/\ud800", "http://" + "a" * 64 + "é.example/", "java\tscript:x",
]  # fmt: skip

ACCEPTED = [
    ("http://h", "http://h/"),
    ("\n https://theglobepost.com/feed/ \t", "https://theglobepost.com/feed/"),
    ("HTTPS://TheGlobePost.com:443/World/?s=A#B", "https://theglobepost.com/World/?s=A#B"),
    ("http://h:8080/", "http://h:8080/"),
    ("https://h:80/", "https://h:80/"),
    ("http://user:secret@h/", "http://h/"),
    ("http://evil.example\\@h/", "http://h/"),
    ("http://h./", "http://h/"),
    ("http://[::1]:80/", "http://[::1]/"),
    ("http://[::FFFF:127.0.0.1]:8/", "http://[::ffff:7f00:1]:8/"),
    ("http://2130706433/", "http://2130706433/"),
    ("http://my_host-1.example/", "http://my_host-1.example/"),
    ("http://münchen.example/ü?ö#ä", "http://xn--mnchen-3ya.example/%C3%BC?%C3%B6#%C3%A4"),
    ("http://аpple.com/", "http://xn--pple-43d.com/"),
    ("http://127。0。0。1/", "http://127.0.0.1/"),
    ('http://h/"<>\\^`{|}', "http://h/%22%3C%3E%5C%5E%60%7B%7C%7D"),
    ("http://h/%e4%b8%ad%", "http://h/%e4%b8%ad%"),
]


@pytest.mark.parametrize("address", REFUSED)
def test_sec_03_what_is_no_web_address_is_refused(address: str) -> None:
    assert safe_url(address) is None


@pytest.mark.parametrize(("address", "expected"), ACCEPTED)
def test_sec_03_a_web_address_comes_out_in_one_safe_form(address: str, expected: str) -> None:
    assert safe_url(address) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/b?c", "https://h/b?c"),
        ("b", "https://h/a/b"),
        ("../b", "https://h/b"),
        ("?c", "https://h/a/?c"),
        ("#d", "https://h/a/#d"),
        ("//other/b", "https://other/b"),
        ("http://other/", "http://other/"),
        ("javascript:alert(1)", None),
        ("//[", None),
    ],
)
def test_an_address_below_another(address: str, expected: str | None) -> None:
    assert safe_url(address, "https://h/a/") == expected


def test_an_address_has_at_most_four_kilobytes() -> None:
    fitting = "http://h/" + "a" * (ADDRESS_LENGTH - 9)
    assert safe_url(fitting) == fitting
    assert safe_url(fitting + "a") is None
    assert safe_url("http://h/" + "é" * 1000) is None


ANYTHING = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="htps:/@[]%#?.\\a1é\u202e \x1b", max_size=30).map(lambda text: "http://" + text),
)


@settings(deadline=None)
@given(ANYTHING, st.one_of(st.none(), st.just("https://h/a/")))
def test_sec_03_whatever_comes_out_is_safe_and_stays_as_it_is(address: str, base: str | None) -> None:
    safe = safe_url(address, base)
    if safe is None:
        return
    assert safe.startswith(("http://", "https://"))
    assert safe.isascii()
    assert is_clean(safe)
    assert not set(safe) & set(' "<>\\')
    assert "@" not in safe.split("/")[2]
    assert host(safe)
    assert safe_url(safe) == safe


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://h/a/", "http://H/a"),
        ("https://h/%e4%b8%ad/", "https://h/%E4%B8%AD#x"),
        ("https://h:443/", "https://h"),
        ("https://h/?a=b", "https://h?a=b"),
    ],
)
def test_spellings_of_one_address_are_the_same(one: str, other: str) -> None:
    assert same_address(one) == same_address(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("https://h/a", "https://h/b"), ("https://h/?p=1", "https://h/?p=2"), ("https://h/A", "https://h/a")],
)
def test_different_addresses_stay_different(one: str, other: str) -> None:
    assert same_address(one) != same_address(other)


@settings(deadline=None)
@given(ANYTHING)
def test_any_text_has_a_key(address: str) -> None:
    assert isinstance(same_address(address), str)


def test_what_is_no_address_is_its_own_key() -> None:
    assert same_address("http://[") == "http://["
    assert same_address("urn:uuid:1") == "urn:uuid:1".partition(":")[2]
    assert same_address("/a/") == "/a"


def test_an_origin_is_scheme_host_and_port() -> None:
    assert origin("https://U:p@TheGlobePost.com:443/a") == "https://theglobepost.com"
    assert origin("http://127.0.0.1:8000/a") == "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://www.theglobepost.com:8/a", "theglobepost.com"),
        ("http://[::1]/", "::1"),
        ("http://[", ""),
        ("nothing", ""),
    ],
)
def test_a_host_for_people(address: str, expected: str) -> None:
    assert host(address) == expected
