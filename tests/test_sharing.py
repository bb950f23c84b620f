"""Addresses that share a story, and a quote with its source."""

from urllib.parse import parse_qs, unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from globeterm.addresses import safe_url
from globeterm.opening import NoOpener, choose_opener
from globeterm.sharing import cited, facebook_address, mail_address, x_address

URL = "https://a.example/story/?a=1&b=2#c"
HEADLINE = "50 % off & “more” = ?"


def query(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query, strict_parsing=True)


def test_a_mail_has_subject_and_text_and_no_addressee() -> None:
    address = mail_address(HEADLINE, "The Globe Post", URL)
    assert address.startswith("mailto:?subject=50%20%25%20off")
    assert query(address) == {
        "subject": [HEADLINE],
        "body": [f"{HEADLINE}\r\nThe Globe Post\r\n\r\n{URL}\r\n"],
    }


def test_facebook_and_x_get_the_whole_address_as_one_value() -> None:
    assert query(facebook_address(URL)) == {"u": [URL]}
    assert query(x_address(HEADLINE, URL)) == {"text": [HEADLINE], "url": [URL]}
    assert urlsplit(facebook_address(URL)).hostname == "www.facebook.com"
    assert urlsplit(x_address(HEADLINE, URL)).hostname == "x.com"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_sec_03_no_headline_gets_out_of_its_value(headline: str) -> None:
    shared = x_address(headline, URL)
    assert safe_url(shared) == shared
    mail = mail_address(headline, headline, URL)
    assert unquote(mail.partition("subject=")[2].partition("&")[0]) == headline
    assert not isinstance(choose_opener(mail, {"DISPLAY": ":0"}, lambda name: name, "linux"), NoOpener)


def test_a_quote_stands_with_its_source() -> None:
    quote = cited(
        "Nobody won, \n and “nobody” has\nto say so.\n\n\nThe end.",
        headline="Harbour Strike Ends",
        publication="The Globe Post",
        date="18 November 2019",
        address=URL,
    )
    assert quote == (
        "“Nobody won, and ‘nobody’ has to say so.\n\nThe end.” — "
        f"Harbour Strike Ends, The Globe Post, 18 November 2019, {URL}"
    )


def test_what_is_not_known_of_a_source_is_left_out() -> None:
    assert cited("So.", headline="A", publication="B", date="", address="") == "“So.” — A, B"
