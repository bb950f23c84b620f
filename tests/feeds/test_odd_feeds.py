"""What is read of feeds that are not quite what their format asks for."""

from datetime import UTC, datetime

import pytest

from globeterm.feeds import raw_bytes
from globeterm.feeds.parse import parse_feed

NOW = datetime(2025, 6, 20, tzinfo=UTC)
RSS = "<rss version='2.0'><channel><title>World</title>{}</channel></rss>"
ATOM = "<feed xmlns='http://www.w3.org/2005/Atom'><title>World</title>{}</feed>"


def parse(document, *, as_said=False):
    body = document if isinstance(document, bytes) else document.encode()
    return parse_feed(body, address="https://example.org/feed/", content_type=None, now=NOW, as_said=as_said)


def only(document, *, as_said=False):
    (entry,) = parse(document, as_said=as_said).entries
    return entry


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("R&D, AT&T and Q & A", "R&D, AT&T and Q & A"),
        ("Fish &amp; chips &#38; &#x26; R&D", "Fish & chips & & R&D"),
        ("<![CDATA[R&D]]> <!-- & --> and R&D", "R&D and R&D"),
        ("caf&eacute; R&D;", "café R&D;"),
    ],
)
def test_a_bare_ampersand_is_one(written, read):
    assert only(RSS.format(f"<item><title>{written}</title></item>")).title == read
    link = only(RSS.format(f"<item><title>{written}</title><link>https://x.org/?a=1&b=2&copy=3</link></item>")).link
    assert link == "https://x.org/?a=1&b=2&copy=3"


@pytest.mark.parametrize("start", ["<!-- ", "<![CDATA[ ", "<! "])
def test_sec_07_what_has_no_end_is_looked_through_once(start):
    body = start.encode() * 50_000 + b" R&D"
    assert raw_bytes.made_readable(body, None) == body


@pytest.mark.parametrize(("encoding", "letter"), [("cp037", "Ø"), ("cp875", "΅"), ("cp500", "Ø")])
def test_an_ebcdic_document_keeps_its_quotation_marks(encoding, letter):
    document = f"<?xml version='1.0' encoding=\"{encoding}\"?>" + RSS.format(f"<item><title>{letter}</title></item>")
    assert only(document.encode(encoding)).title == letter


def test_a_channel_that_only_describes_itself_is_a_feed():
    assert parse("<CHANNEL><ABSTRACT>News of the world</ABSTRACT></CHANNEL>").subtitle == "News of the world"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("https://x.org/My File.mp3", "https://x.org/My%20File.mp3"),
        ("https://x.org/a-long\n      -one/", "https://x.org/a-long-one/"),
        ("https://a b/", None),
        ("java\nscript:alert(1)", None),
    ],
)
def test_sec_03_blanks_in_an_address_are_read_as_browsers_do(written, read):
    assert only(RSS.format(f"<item><title>x</title><link>{written}</link></item>")).link == read


def test_a_file_with_blanks_in_its_name_is_carried():
    item = "<item><title>x</title><enclosure url='https://x.org/My File.mp3' type='audio/mpeg' length='3'/></item>"
    assert [one.url for one in only(RSS.format(item)).enclosures] == ["https://x.org/My%20File.mp3"]


@pytest.mark.parametrize(
    ("kind", "written", "read"),
    [
        ("text/markdown", "5 &lt; 6", "5 &lt; 6"),
        ("text/html; charset=utf-8", "&lt;b>x&lt;/b>", "<b>x</b>"),
        ("nonsense", "&lt;b>x&lt;/b>", "<b>x</b>"),
        ("video/mp4", "aGVsbG8=", ""),
        ("text", "Write &lt;p>like this&lt;/p>.", "Write &lt;p&gt;like this&lt;/p&gt;."),
        ("text", " &lt;p>A story&lt;/p> ", "<p>A story</p>"),
    ],
)
def test_a_content_is_what_its_type_says_unless_that_is_no_type_or_a_mistake(kind, written, read):
    entry = only(ATOM.format(f"<entry><title>x</title><content type='{kind}'>{written}</content></entry>"))
    assert entry.content == read


def test_sec_09_what_is_printed_has_no_scripts():
    item = (
        "<item><title>x</title><description>&lt;p onclick='y()'>a&lt;script>z()&lt;/script>&lt;/p></description></item>"
    )
    assert only(RSS.format(item), as_said=True).summary == "<p>a</p>"


def test_sec_07_cleaning_that_would_cost_much_is_left_out():
    many = "&lt;!-- x -->" * (raw_bytes.CLEANED_COMMENTS + 1)
    item = f"<item><title>x</title><description>&lt;p onclick='y()'>a&lt;/p>{many}</description></item>"
    assert "onclick" in only(RSS.format(item), as_said=True).summary
    assert not raw_bytes.is_cheap_to_clean(bytes(raw_bytes.CLEANED_BYTES + 1))


def test_sixty_tags_are_sixty_tags():
    tags = "".join(f"<category>tag {number}</category>" for number in range(60))
    assert len(only(RSS.format(f"<item><title>x</title>{tags}</item>")).tags) == 60
