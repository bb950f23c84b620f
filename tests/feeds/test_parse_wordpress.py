"""Recorded answers of a WordPress, and its quirks one by one (wordpress.md, section 2)."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from globeterm.errors import BadInputError
from globeterm.feeds.parse import parse_feed

CAPTURES = Path(__file__).parent.parent / "data" / "captures"
NOW = datetime(2025, 6, 20, tzinfo=UTC)
ADDRESS = "https://theglobepost.com/feed/"


def parse(body, **changed):
    given = {"address": ADDRESS, "content_type": "application/rss+xml; charset=UTF-8", "now": NOW}
    return parse_feed(body, **(given | changed))


def capture(name):
    return parse((CAPTURES / f"{name}.body").read_bytes())


def item(inside, channel=""):
    return parse(
        f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
        xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
        xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"
        xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
        <channel><title>World &#8211; The Globe Post</title>{channel}<item>{inside}</item></channel></rss>""".encode()
    )


def entry(inside):
    return item(inside).entries[0]


def test_the_main_feed():
    feed = capture("feed-main")
    assert (feed.title, feed.link, feed.next, feed.lost) == ("The Globe Post", "https://theglobepost.com/", None, ())
    assert (feed.pace.interval, feed.language) == (3600, "en-US")
    assert len(feed.entries) == 10
    first = feed.entries[0]
    assert first.title == "Last Sleeper Leaves Åsgrund"
    assert first.link == first.id == "https://theglobepost.com/2025/06/17/last-sleeper-leaves-asgrund/"
    assert first.authors == ("Abena Fosu-Reid",)
    assert first.published == datetime(2025, 6, 18, 1, 11, 35, tzinfo=UTC)
    assert first.updated is None
    assert first.tags == ("Lifestyle", "AFP", "Åsgrund", "data", "Kitchens")
    assert first.summary.startswith("Three people familiar")
    assert first.content.startswith("<p>Officials in Ilaria")
    assert "<blockquote" in first.content


def test_atom_says_the_same_and_when_it_was_changed():
    rss, atom = capture("feed-main").entries, capture("feed-atom").entries
    for ours, theirs in zip(rss, atom, strict=True):
        assert (ours.title, ours.link, ours.authors, ours.published) == (
            theirs.title,
            theirs.link,
            theirs.authors,
            theirs.published,
        )
        assert theirs.updated is not None
        assert ours.tags == theirs.tags


@pytest.mark.parametrize(
    ("name", "title", "entries"),
    [
        ("feed-section", "Business – The Globe Post", 10),
        ("feed-section-parent", "Opinion – The Globe Post", 10),
        ("feed-section-child", "Editorials – The Globe Post", 10),
        ("feed-section-empty", "Stage – The Globe Post", 0),
        ("feed-section-unknown", "The Globe Post", 0),
        ("feed-search-nothing", "Search Results for “xylophone” – The Globe Post", 0),
        ("feed-main-summary-mode", "The Globe Post", 10),
    ],
)
def test_the_other_feeds(name, title, entries):
    feed = capture(name)
    assert (feed.title, len(feed.entries), feed.lost) == (title, entries, ())
    published = [entry.published for entry in feed.entries]
    assert published == sorted(published, reverse=True)


def test_a_site_set_to_excerpts_gives_no_content():
    assert {entry.content for entry in capture("feed-main-summary-mode").entries} == {""}


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("page-unknown-section", "got a web page, not a feed"),
        ("page-maintenance", "got a web page, not a feed"),
        (
            "feed-main-maintenance",
            "this is not a feed: it is an XML document of the kind <error>, which says: Briefly unavailable for"
            " scheduled maintenance. Check back in a minute.",
        ),
        ("rest-posts-past-the-end", "this is not a feed: it is JSON of another kind"),
    ],
)
def test_what_is_no_feed(name, sentence):
    """FLT-25"""
    with pytest.raises(BadInputError) as caught:
        capture(name)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("AT&#038;T&#8217;s 5 &lt; 6", "AT&T’s 5 < 6"),
        ("R&amp;amp;D stays as it is", "R&amp;D stays as it is"),
        ("Protected: The Ledger", "Protected: The Ledger"),
        ("  two\n lines ", "two lines"),
        ("[@click=app.quit()] [/]", "[@click=app.quit()] [/]"),
    ],
)
def test_a_title_is_decoded_once(written, title):
    assert entry(f"<title>{written}</title>").title == title


def test_an_author_is_decoded_once_more_than_a_title():
    said = "<dc:creator><![CDATA[Stone &amp; Daughters]]></dc:creator><dc:creator><![CDATA[AFP]]></dc:creator>"
    assert entry(said).authors == ("Stone & Daughters", "AFP")


@pytest.mark.parametrize(
    ("inside", "title"),
    [
        ("<title></title><description>&lt;p&gt;A short note.&lt;/p&gt;</description>", "A short note."),
        ("<description>" + "the ferry stopped again, " * 10 + "</description>", None),
        ("<link>https://theglobepost.com/2025/05/30/why-the-sea-wall/</link>", "Why the sea wall"),
        ("<link>https://theglobepost.com/?p=370</link>", "Untitled"),
        ("<description>&lt;script&gt;x()&lt;/script&gt;</description>", "Untitled"),
    ],
)
def test_an_entry_without_a_headline_gets_one(inside, title):
    made = entry(inside).title
    if title is None:
        assert made.startswith("The ferry stopped again, the ferry")
        assert made.endswith("…")
        assert len(made) <= 80
    else:
        assert made == title


def test_the_form_of_a_protected_story_is_no_story():
    protected = entry(
        "<title>Protected: Ledger</title>"
        "<description>There is no excerpt because this is a protected post.</description>"
        '<content:encoded><![CDATA[<form class="post-password-form"><input></form>]]></content:encoded>'
    )
    assert (protected.content, protected.summary) == ("", "There is no excerpt because this is a protected post.")


def test_what_belongs_to_the_story_is_left_to_the_story():
    body = '<p>Go <img class="wp-smiley" alt="🇳🇴"></p><p>The post <a>x</a> appeared first on <a>y</a>.</p>'
    assert entry(f"<content:encoded><![CDATA[{body}]]></content:encoded>").content == body


def test_the_richest_text_is_the_content():
    both = "<description>{}</description><content:encoded>{}</content:encoded>"
    assert entry(both.format("long " * 9, "short")).content.startswith("long")
    assert entry(both.format("short", "long " * 9)).content.startswith("long")
    assert entry("<description>only</description>").content == ""


@pytest.mark.parametrize(
    ("inside", "link"),
    [
        ("<link>/2025/story/</link>", "https://theglobepost.com/2025/story/"),
        ('<guid isPermaLink="false">https://theglobepost.com/?p=1</guid>', None),
        ("<guid>https://theglobepost.com/story/</guid>", "https://theglobepost.com/story/"),
        ("<guid>same</guid>", None),
        ("<link>javascript:alert(1)</link>", None),
        ("<link>file:///etc/passwd</link>", None),
        (
            '<atom:link rel="alternate" type="text/plain" href="https://theglobepost.com/t/"/>',
            "https://theglobepost.com/t/",
        ),
        ("<title>none</title>", None),
    ],
)
def test_the_link_is_an_address_of_the_web_or_nothing(inside, link):
    """SEC-03"""
    assert entry(inside).link == link


def test_enclosures_are_safe_and_each_once():
    files = entry(
        '<enclosure url="https://x.org/a.mp3" type="audio/mpeg" length="12"/><enclosure url="javascript:x" length="1"/>'
        '<media:content url="/b.jpg" type="image/jpeg" fileSize="garbage"/><media:content url="https://x.org/a.mp3"/>'
        '<media:content url="https://x.org/c.jpg" fileSize="-4"/>'
    ).enclosures
    assert [(file.url, file.media_type, file.length) for file in files] == [
        ("https://x.org/a.mp3", "audio/mpeg", 12),
        ("https://theglobepost.com/b.jpg", "image/jpeg", None),
        ("https://x.org/c.jpg", None, None),
    ]


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ("<author>ana@example.org (Ana Lund)</author>", ("Ana Lund",)),
        ("<author>Ana Lund &lt;ana@example.org&gt;</author>", ("Ana Lund",)),
        ("<author>ana@example.org</author>", ("ana@example.org",)),
        ("<dc:creator> </dc:creator>", ()),
        ("<dc:creator>Bo</dc:creator><dc:creator>Bo</dc:creator>", ("Bo",)),
    ],
)
def test_authors_are_names(written, authors):
    assert entry(written).authors == authors


def test_the_feeds_own_wishes():
    feed = item(
        "<title>x</title>",
        "<ttl>120</ttl><sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>"
        '<atom:link rel="next" href="?paged=2"/><description>News &amp; more</description>',
    )
    assert feed.pace.interval == 43_200
    assert feed.next == "https://theglobepost.com/feed/?paged=2"
    assert feed.subtitle == "News & more"


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">R&amp;amp;D &lt;b&gt;bold&lt;/b&gt;</title>
<author><name>The Desk</name></author><link href="/"/><id>tag:x</id>{}</feed>"""


def test_atom_types_are_kept():
    feed = parse(
        ATOM.format(
            """<entry><id>tag:1</id><author><name> </name></author>
            <title type="html">5 &amp;lt; 6 &lt;em&gt;x&lt;/em&gt;</title><link href="/1"/>
            <updated>2025-06-01T00:00:00Z</updated><summary>one &lt; two

three</summary><content type="image/png">aGFsbG8=</content></entry>
            <entry><id>tag:2</id><title>5 &lt; 6</title><author><name>Ana</name><email>a@x.org</email></author>
            <author><email>b@x.org</email></author><category term="a" label="A"/><category term="b"/>
            <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>hi</p></div></content></entry>"""
        ).encode()
    )
    one, two = feed.entries
    assert feed.title == "R&D bold"
    assert (one.title, one.authors, one.content) == ("5 < 6 x", ("The Desk",), "")
    assert one.summary == "<p>one &lt; two</p>\n<p>three</p>\n"
    assert one.published == one.updated == datetime(2025, 6, 1, tzinfo=UTC)
    assert (two.title, two.authors, two.tags) == ("5 < 6", ("Ana",), ("A", "b"))
    assert "<p>hi</p>" in two.content


@pytest.mark.parametrize(
    ("root", "version"),
    [("rdf", "1.0"), ("rss", "0.91"), ("rss", "0.92")],
)
def test_old_formats(root, version):
    story = "<item><title>Old</title><link>https://x.org/old</link><description>news</description></item>"
    documents = {
        "rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        f"<channel><title>T</title></channel>{story}</rdf:RDF>",
        "rss": f'<!DOCTYPE rss PUBLIC "-//x" "http://x.org/rss.dtd"><rss version="{version}"><channel><title>T</title>'
        f"{story}</channel></rss>",
    }
    feed = parse(documents[root].encode())
    assert (feed.title, [entry.title for entry in feed.entries], feed.lost) == ("T", ["Old"], ())
