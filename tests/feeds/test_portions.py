"""A long feed, read in portions, says what it says read whole."""

from datetime import UTC, datetime

import pytest

from globeterm.entry import ParsedFeed
from globeterm.feeds import parse as parsing
from globeterm.feeds.portions import first_entries, portions
from globeterm.limits import ENTRIES_PER_FEED

NOW = datetime(2026, 8, 15, tzinfo=UTC)
RSS = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY paper "The Paper">]>'
    b'<rss version="2.0"><channel><title>&paper;</title>'
    b"<item><title>One &amp; only</title><guid>1</guid><description><![CDATA[<b>a</item>b</b>]]></description></item>"
    b"<!-- </item> --><item><title>Two</title><guid>2</guid></item><ttl>90</ttl>"
    b"<item><title>Three</title><guid>3</guid></item></channel></rss>"
)
ATOM = (
    b'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Atom</title><id>x</id>'
    b"<entry><title>One</title><id>1</id></entry><entry><title>Two</title><id>2</id></entry></feed>"
)
RDF = (
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
    b"<channel><title>RDF</title><items><rdf:Seq/></items></channel>"
    b"<item><title>One</title></item><item><title>Two</title></item></rdf:RDF>"
)


def parse(body: bytes) -> ParsedFeed:
    return parsing.parse_feed(body, address="https://news.example/feed", content_type="text/xml", now=NOW)


@pytest.mark.parametrize(("body", "count"), [(RSS, 3), (ATOM, 2), (RDF, 2)])
def test_flt_29_in_portions_it_says_the_same(body: bytes, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = parse(body)
    assert len(list(portions(body, size=1))) == len(whole.entries) == count
    monkeypatch.setattr(parsing, "portions", lambda readable: portions(readable, size=1))
    assert parse(body) == whole


def test_portions_hold_about_as_much_as_they_may() -> None:
    body = b"<rss><channel>" + b"<item>0123456789</item>" * 10 + b"</channel></rss>"
    sizes = [portion.count(b"<item>") for portion in portions(body, size=60)]
    assert sizes == [3, 3, 3, 1]


@pytest.mark.parametrize("body", [b"", b"<html>", b"<rss><channel></channel></rss>", RSS[: RSS.index(b"Three")]])
def test_what_has_no_entries_or_breaks_off_in_one_is_left_whole(body: bytes) -> None:
    assert list(portions(body, size=1)) == [body]


def test_flt_29_what_is_beyond_the_first_entries_reaches_no_parser() -> None:
    """A hundred thousand entries would take the memory of twenty feeds."""
    assert first_entries(RSS, 3) == (RSS, 0)
    body, more = first_entries(RSS, 1)
    assert (body.count(b"<title>"), body.endswith(b"</item></channel></rss>"), more) == (2, True, 2)
    many = b"<rss><channel><title>Many</title>" + b"<item><title>x</title></item>" * (ENTRIES_PER_FEED + 2)
    assert parse(many + b"</channel></rss>").lost == (
        f"2 entries were left out: the feed has more than {ENTRIES_PER_FEED}",
    )
