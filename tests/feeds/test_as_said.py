"""A document shown as it says it, and what is read of the forms that feeds take besides the ordinary ones."""

import base64
from datetime import UTC, datetime

import pytest

from globeterm.feeds.bases import absolute, address_below
from globeterm.feeds.parse import parse_feed

NOW = datetime(2025, 6, 20, tzinfo=UTC)
RSS = '<rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel><title>World</title>{}</channel></rss>'
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>World</title>{}</feed>'


def parse(document, *, as_said=True):
    return parse_feed(
        document.encode(), address="https://example.org/feed/", content_type=None, now=NOW, as_said=as_said
    )


def test_copies_and_shared_ids_stay():
    item = "<item><title>One</title><guid isPermaLink='false'>same</guid></item>"
    other = "<item><title>Two</title><guid isPermaLink='false'>same</guid></item>"
    assert [entry.id for entry in parse(RSS.format(item + item + other)).entries] == ["same"] * 3
    assert len(parse(RSS.format(item + item + other), as_said=False).entries) == 2


def test_an_entry_without_an_id_gets_one_as_ever():
    entries = parse(RSS.format("<item><link>https://x.org/a/</link></item><item><title>b</title></item>")).entries
    assert entries[0].id == "x.org/a"
    assert entries[1].id.startswith("sha256:")


def test_the_entry_in_which_a_document_breaks_off_is_there():
    whole = RSS.format("<item><title>One</title></item><item><title>Two</title>")
    torn = parse(whole[: whole.index("</channel>")])
    assert ([entry.title for entry in torn.entries], torn.torn, torn.lost) == (["One", "Two"], True, ())
    assert not parse(RSS.format("")).torn
    assert parse('<rss version="2.0"><channel><title>World</title><item><title>').title == "World"


def test_a_headline_that_is_a_picture_says_nothing():
    entry = "<entry><title type='html'>&lt;img src='a.png'&gt;</title><summary>Some words.</summary></entry>"
    assert parse(ATOM.format(entry)).entries[0].title == ""
    assert parse(ATOM.format(entry), as_said=False).entries[0].title == "Some words."
    assert parse(ATOM.format("<entry><summary>Some words.</summary></entry>")).entries[0].title == "Some words."


def test_the_content_is_the_first_and_not_the_longest():
    entry = "<entry><content>First.</content><content>The second one.</content>"
    entry += "<summary>The longest of all.</summary></entry>"
    said, stored = (parse(ATOM.format(entry), as_said=as_said).entries[0] for as_said in (True, False))
    assert (said.content, said.summary) == ("First.", "The longest of all.")
    assert stored.content == "The longest of all."


def test_both_names_of_a_category_are_said():
    entry = "<entry><category term='world-news' label='World News'/><category term='ports'/></entry>"
    assert parse(ATOM.format(entry)).entries[0].tags == ("World News", "world-news", "ports")
    assert parse(ATOM.format(entry), as_said=False).entries[0].tags == ("World News", "ports")


def test_text_in_base64_is_text_and_a_picture_is_none():
    def entry(content):
        return ATOM.format(f"<entry><content type='application/octet-stream'>{content}</content></entry>")

    text = base64.b64encode(b"An <b>example</b>").decode()
    assert parse(entry(text)).entries[0].content == "An <b>example</b>"
    picture = base64.b64encode(bytes(range(256))).decode()
    assert parse(entry(picture)).entries[0].content == ""


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("&lt;!DOCTYPE html&gt;&lt;b&gt;Bold&lt;/b&gt; words", "Bold words"),
        ("sa&lt;!-- a comment --&gt;fe", "safe"),
        ("sa&lt;!-- it has no end &gt;fe", "safe"),
        ("sa&lt;script&gt;alert(1)&lt;/script&gt;fe", "safe"),
        ("1 &amp;lt; 2", "1 < 2"),
    ],
)
def test_markup_in_a_headline_is_no_part_of_it(title, shown):
    entry = f"<entry><title type='html'>{title}</title></entry>"
    assert parse(ATOM.format(entry), as_said=False).entries[0].title == shown


def test_a_channel_without_a_root_of_its_own_is_a_feed():
    feed = parse("<CHANNEL HREF='https://x.org/'><TITLE>World</TITLE></CHANNEL>")
    assert (feed.title, feed.link, feed.entries) == ("World", "https://x.org/", ())


def test_addresses_inside_a_text_are_below_its_base():
    content = "&lt;a href='b/'&gt;x&lt;/a&gt; &lt;img src=\"../c.png\"&gt; &lt;a href='#d'&gt;y&lt;/a&gt;"
    entry = f"<entry xml:base='https://x.org/a/e/'><content type='html'>{content}</content></entry>"
    assert parse(ATOM.format(entry), as_said=False).entries[0].content == (
        "<a href='https://x.org/a/e/b/'>x</a> <img src=\"https://x.org/a/c.png\"> <a href='#d'>y</a>"
    )


@pytest.mark.parametrize(
    ("markup", "base", "result"),
    [
        ('<a href="b">x</a>', "", '<a href="b">x</a>'),
        ('<a href="b">x</a>', "javascript:alert(1)//", '<a href="b">x</a>'),
        ('<a href="mailto:a@b">x</a>', "https://x.org/", '<a href="mailto:a@b">x</a>'),
        ('<a href="">x</a>', "https://x.org/", '<a href="">x</a>'),
        ('<a href="//[x">x</a>', "https://x.org/", '<a href="//[x">x</a>'),
        ('<a HREF = "/b">x</a>', "https://x.org/a", '<a HREF = "https://x.org/b">x</a>'),
    ],
)
def test_what_is_no_relative_address_stays(markup, base, result):
    assert absolute(markup, base) == result


@pytest.mark.parametrize(
    ("said", "below", "nowhere"),
    [
        ("/a/", "https://x.org/a/", "/a/"),
        ("a?b=c", "https://x.org/feed/a?b=c", "a?b=c"),
        ("https://y.org", "https://y.org/", "https://y.org/"),
        ("記事1のURL", "https://x.org/feed/%E8%A8%98%E4%BA%8B1%E3%81%AEURL", "記事1のURL"),
        ("//y.org/a", "https://y.org/a", None),
        ("javascript:alert(1)", None, None),
        ("\x1b[31m", None, None),
        ("\\\\host\\file", "https://x.org/feed/%5C%5Chost%5Cfile", None),
        ("a b", "https://x.org/feed/a%20b", "a%20b"),
        ("//[", None, None),
        ("", None, None),
    ],
)
def test_sec_03_an_address_is_absolute_or_as_it_is_said_where_no_base_is_known(said, below, nowhere):
    assert address_below("https://x.org/feed/", said) == below
    assert address_below("", said) == nowhere


@pytest.mark.parametrize(("day", "is_read"), [("mer, 16 nov 2022 00:38:15 +0100", True), ("mer, 16 xyz 2022", False)])
def test_a_date_with_another_languages_day_is_read(day, is_read):
    entry = parse(RSS.format(f"<item><title>x</title><pubDate>{day}</pubDate></item>")).entries[0]
    assert entry.published == (datetime(2022, 11, 15, 23, 38, 15, tzinfo=UTC) if is_read else None)
