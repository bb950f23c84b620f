"""A guess at an encoding that would cost too much is not made (SEC-07, FLT-28)."""

from datetime import UTC, datetime
from time import process_time

import pytest

from globeterm.feeds.guessing import GUESSED, LETTERS, without_long_guess
from globeterm.feeds.parse import parse_feed

NOW = datetime(2025, 6, 18, tzinfo=UTC)
XML = "application/rss+xml"
UTF_8 = "application/xml; charset=utf-8"


def document(text: str, encoding: str, declared: str | None = None) -> bytes:
    said = f'<?xml version="1.0" encoding="{declared}"?>' if declared is not None else ""
    return f"{said}<rss><channel><item><title>{text}</title></item></channel></rss>".encode(encoding)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (document("Zürich", "utf-8"), XML),
        (document("Zürich", "utf-8"), None),
        (document("Zürich", "latin-1", "iso-8859-1"), XML),
        (document("Zürich", "latin-1"), "text/xml; charset=iso-8859-1"),
        (document("日本", "shift_jis", "shift_jis"), "text/xml"),
        (document("Zürich", "utf-16", "utf-16"), XML),
        (document("Zürich", "utf-16-le", "utf-16"), XML),
        (b"\xef\xbb\xbf" + document("Zürich", "utf-8", "utf-8"), "text/xml"),
        (document("plain", "ascii"), "text/xml"),
        (document("Zürich", "latin-1"), XML),
        (document("Zürich", "latin-1", "no-such-code"), XML),
        (document("Zürich", "latin-1", "hex"), XML),
    ],
)
def test_what_is_as_it_says_or_short_stays(body: bytes, kind: str | None) -> None:
    assert without_long_guess(body, kind) == (body, kind)


@pytest.mark.parametrize(("kind", "declared"), [("text/xml", None), (XML, "us-ascii"), ("text/html", "ascii")])
def test_utf_8_is_utf_8_whatever_is_said(kind: str, declared: str | None) -> None:
    body = document("Zürich", "utf-8", declared)
    assert without_long_guess(body, kind) == (body, UTF_8)


@pytest.mark.parametrize("filling", ["word " * (GUESSED // 5), "A" * (LETTERS + 1)], ids=["long", "letters"])
@pytest.mark.parametrize("kind", [XML, "application/octet-stream; charset=latin-1"])
def test_what_is_too_long_to_be_guessed_is_read_as_most_are(filling: str, kind: str) -> None:
    body, said = without_long_guess(document(f"Zürich – {filling}", "cp1252"), kind)
    assert said == UTF_8
    assert "Zürich – " in body.decode()


def test_sec_07_a_run_of_letters_in_no_known_encoding_costs_nothing() -> None:
    """SEC-07: 30 kB would take the guess a minute of the processor's time."""
    body = document("Zürich", "latin-1").replace(b"</title>", b"</title><link>data:,%b</link>" % (b"A" * 30_000))
    began = process_time()
    feed = parse_feed(body, address="https://paper.example/feed/", content_type=XML, now=NOW)
    assert process_time() - began < 2
    assert feed.entries[0].title == "Zürich"
