"""Documents that are broken, expensive, or made to do harm."""

import gzip
import os
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from globeterm.errors import BadInputError
from globeterm.feeds import parse as parse_module
from globeterm.feeds.parse import parse_feed
from globeterm.limits import ENTRIES_PER_FEED
from globeterm.text import BAD, is_clean

NOW = datetime(2025, 6, 20, tzinfo=UTC)
HEAD = b'<?xml version="1.0"?><rss version="2.0"><channel><title>World</title>'
TAIL = b"</channel></rss>"


def parse(body, content_type="text/xml; charset=utf-8"):
    return parse_feed(body, address="https://example.org/feed/", content_type=content_type, now=NOW)


def item(number, title=b"Story"):
    return b"<item><title>%s %d</title><guid isPermaLink='false'>%d</guid></item>" % (title, number, number)


def refusal(body):
    with pytest.raises(BadInputError) as caught:
        parse(body)
    return str(caught.value)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "the feed is empty"),
        (b"\xef\xbb\xbf \r\n\t", "the feed is empty"),
        (b"/etc/passwd", "this is not a feed: it is neither XML nor JSON"),
        (b"\x00\x01\x02garbage\xff\xfe", "this is not a feed: it is neither XML nor JSON"),
        (gzip.compress(HEAD + TAIL, mtime=0), "this is not a feed: it is neither XML nor JSON"),
        (b"<html><body><p>Log in to the Wi-Fi", "got a web page, not a feed"),
        (b"\n<!-- x --><!DOCTYPE html><title>Portal</title>", "got a web page, not a feed"),
        (b"<HTML><item><title>x</title></item></HTML>", "got a web page, not a feed"),
        (b"<?xml version='1.0'?><note>hello</note>", "this is not a feed: it is an XML document of the kind <note>"),
        (b'{"code": "rest_no_route"}', "this is not a feed: it is JSON of another kind"),
        (b'{"broken": ', "this is not a feed: it is JSON of another kind"),
        (HEAD, "the feed breaks off before its first entry ends"),
        (HEAD + b"<item><title>Half a", "the feed breaks off before its first entry ends"),
    ],
)
def test_what_is_no_feed_gets_one_sentence(body, sentence):
    """FLT-25, FLT-27"""
    assert refusal(body) == sentence


def test_flt_45_a_parser_that_is_missing_is_no_fault_of_the_feed(monkeypatch):
    monkeypatch.setitem(sys.modules, "feedparser", None)
    with pytest.raises(ImportError, match="feedparser"):
        parse(HEAD + item(1) + TAIL)


def test_a_name_of_a_file_is_never_opened(tmp_path):
    """SEC-05: bytes that are a path would be read by feedparser."""
    file = tmp_path / "secret.xml"
    file.write_bytes(HEAD + item(1) + TAIL)
    assert refusal(str(file).encode()) == "this is not a feed: it is neither XML nor JSON"


def test_a_name_of_a_pipe_is_not_waited_for(tmp_path):
    """SEC-05: a pipe that nobody writes to would be read for ever."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert refusal(str(pipe).encode()) == "this is not a feed: it is neither XML nor JSON"


def entity_bomb(*declared, use=b""):
    return (
        b'<?xml version="1.0"?><!DOCTYPE rss [' + b"".join(declared) + b']><rss version="2.0"><channel><title>x' + use
    )


BOMBS = {
    "laughs": entity_bomb(b'<!ENTITY a "ha">', b"<!ENTITY b '&a;&a;'>", use=b"&b;"),
    "quadratic": entity_bomb(b'<!ENTITY a "', b"h" * 10_000, b'">', use=b"&a;" * 10_000),
    "parameter": entity_bomb(b"<!ENTITY % p 'x%q;'>", use=b"y"),
    "attribute": entity_bomb(b'<!ENTITY a "', b"h" * 2_000, b'">', use=b'<x y="' + b"&a;" * 1_000 + b'"/>'),
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_entities_that_unfold_are_refused_at_once(bomb):
    """SEC-06"""
    began = time.perf_counter()
    assert refusal(bomb) == "the feed is too expensive to read: its entities unfold without end"
    assert time.perf_counter() - began < 1


def test_harmless_entities_are_read_and_outside_ones_are_not():
    """SEC-06"""
    harmless = HEAD[:21] + b'\n<!DOCTYPE rss [\n<!ENTITY post "Globe">\n]>\n' + HEAD[21:]
    assert parse(harmless + b"<item><title>The &post;</title></item>" + TAIL).entries[0].title == "The Globe"
    outside = b'<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + HEAD[21:]
    assert parse(outside + b"<item><title>The &f; end</title></item>" + TAIL).entries[0].title == "The &f; end"


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (
            HEAD + b"<item " + b" ".join(b'a%d="x"' % n for n in range(10_000)) + b"/>" + TAIL,
            "the feed is too expensive to read: one of its tags has thousands of attributes",
        ),
        (
            HEAD + b"<item><author>" + b"a" * 20_000 + b"@</author></item>" + TAIL,
            "the feed is too expensive to read: one of its authors has no end",
        ),
        (
            HEAD + b"<item><dc:creator><![CDATA[" + b"a" * 20_000 + b"@]]></dc:creator></item>" + TAIL,
            "the feed is too expensive to read: one of its authors has no end",
        ),
    ],
    ids=["attributes", "author", "creator"],
)
def test_expensive_input_is_refused_at_once(body, sentence):
    """SEC-07"""
    assert refusal(body) == sentence


def test_long_tags_and_unclosed_comments_are_cheap():
    """SEC-07: a picture inside an address is long, but one attribute; comments cost nothing as text."""
    picture = b'<img src="data:image/png;base64,' + b"A" * 50_000 + b'=="/>'
    comments = b"&lt;!--" * 20_000
    body = HEAD + b"<item><title>x</title><description><![CDATA[" + picture + b"]]></description></item>"
    body += b"<item><title>y</title><description>" + comments + b"</description></item>" + TAIL
    assert [entry.title for entry in parse(body).entries] == ["x", "y"]


def test_a_reference_to_a_surrogate_costs_nothing():
    """SEC-01, SEC-08: it would end the parser."""
    feed = parse(HEAD + b"".join(map(item, range(4))) + item(4, b"Bad &#xD800;&#99999999999;") + item(5) + TAIL)
    assert [entry.title for entry in feed.entries][4:] == ["Bad \ufffd\ufffd 4", "Story 5"]


def test_an_entry_that_breaks_the_parser_is_lost_alone():
    """SEC-08: ten entries, the fifth poisoned: nine come."""
    poisoned = [item(n, b"&#xD800;" if n == 4 else b"Story") for n in range(10)]
    feed = parse(HEAD + b"".join(poisoned) + TAIL, "text/xml; charset=iso-2022-jp")
    assert [entry.id for entry in feed.entries] == ["0", "1", "2", "3", "5", "6", "7", "8", "9"]
    assert feed.lost == ("entry 5 was left out: it is damaged and can't be read",)
    assert feed.title == "World"


def test_a_feed_that_only_breaks_the_parser_is_one_sentence():
    """FLT-39"""
    with pytest.raises(BadInputError, match=r"^the feed can't be read: no parser gets through it$"):
        parse(HEAD + item(1, b"&#xD800;") + TAIL, "text/xml; charset=iso-2022-jp")
    with pytest.raises(BadInputError, match=r"^the feed can't be read"):
        parse(HEAD.replace(b"World", b"&#xD800;") + TAIL, "text/xml; charset=iso-2022-jp")


def test_too_much_memory_is_not_tried_again_entry_by_entry(monkeypatch):
    def hungry(content_type, body, *, cleaned):
        raise MemoryError

    monkeypatch.setattr(parse_module, "_feedparser", hungry)
    with pytest.raises(MemoryError):
        parse(HEAD + item(1) + TAIL)


def test_an_entry_that_breaks_our_reading_is_lost_alone(monkeypatch):
    """SEC-08"""
    finish = parse_module.finish

    def picky(draft, base, **options):
        if draft.id == "2":
            raise ValueError(draft.id)
        return finish(draft, base, **options)

    monkeypatch.setattr(parse_module, "finish", picky)
    feed = parse(HEAD + b"".join(map(item, range(5))) + TAIL)
    assert [entry.id for entry in feed.entries] == ["0", "1", "3", "4"]
    assert feed.lost == ("entry 3 was left out: it is damaged and can't be read",)


@pytest.mark.parametrize(
    ("end", "ids", "sentence"),
    [
        (b"<item><title>Half a sto", ["0", "1"], "the feed breaks off: its last entry was left out"),
        (b"", ["0", "1"], "the feed breaks off after its last entry"),
    ],
)
def test_a_feed_that_breaks_off_keeps_its_whole_entries(end, ids, sentence):
    feed = parse(HEAD + item(0) + item(1) + end)
    assert ([entry.id for entry in feed.entries], feed.lost) == (ids, (sentence,))


def test_only_so_many_entries_are_taken():
    """FLT-29: the first, which are the newest, and a sentence about the others."""
    feed = parse(HEAD + b"".join(item(n) for n in range(ENTRIES_PER_FEED + 3)) + TAIL)
    assert len(feed.entries) == ENTRIES_PER_FEED
    assert feed.lost == ("3 entries were left out: the feed has more than 5000",)


def test_elements_with_the_parsers_own_names_do_no_harm():
    """A dictionary where a string belongs."""
    body = b'<item><title>x</title><id a="b"/><authors a="b"/><tags a="1"/><links x="1"/><published_parsed a="b"/>'
    body += b'<summary_detail a="b"/><media_content a="b"/><link>http://example.org/x</link></item>'
    feed = parse(HEAD + body + TAIL)
    assert (feed.entries[0].title, feed.entries[0].authors, feed.lost) == ("x", (), ())


@pytest.mark.parametrize(
    ("encoding", "declared", "content_type"),
    [
        ("latin-1", "utf-8", "text/xml; charset=utf-8"),
        ("cp1252", "iso-8859-1", None),
        ("utf-16", "utf-16", None),
        ("utf-8", "no-such-charset", "text/xml; charset=also-none"),
        ("utf-8-sig", "utf-8", None),
    ],
)
def test_charsets_that_are_wrong_or_rare(encoding, declared, content_type):
    """FLT-28"""
    body = f'<?xml version="1.0" encoding="{declared}"?>' + HEAD[21:].decode()
    body += "<item><title>Zoë in Åsgrund</title></item>" + TAIL.decode()
    feed = parse(body.encode(encoding), content_type)
    assert [entry.title for entry in feed.entries] == ["Zoë in Åsgrund"]


@pytest.mark.parametrize("encoding", ["iso-2022-jp", "utf-16", "utf-16-le"])
def test_japanese_in_encodings_of_its_own(encoding):
    """FLT-28: there an ESC, or a NUL, is no control."""
    body = f'<?xml version="1.0" encoding="{encoding}"?>' + HEAD[21:].decode()
    body += "<item><title>新聞</title></item>" + TAIL.decode()
    assert parse(body.encode(encoding), None).entries[0].title == "新聞"


PAYLOADS = (
    "&#27;[31mred",
    "\x1b]0;title\x1b\\",
    "&#x9d;8;;http://x&#x9c;",
    "exe.\u202egnp",
    "\u2066x\u2069\u200b\ufeff",
    "<![CDATA[\x9b31m \x07]]>",
)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_control_comes_through_in_any_field(payload):
    """SEC-01"""
    body = f"""<?xml version="1.0"?><rss version="2.0"
    xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>{payload}</title>
    <description>{payload}</description><language>{payload}</language><item>
    <title>{payload}</title><link>http://example.org/{payload}</link><guid>{payload}</guid><author>{payload}</author>
    <category>{payload}</category><description>{payload}</description>
    <content:encoded>{payload} at length</content:encoded><enclosure url="http://x/" type="{
        payload.replace("<![CDATA[", "").replace("]]>", "")
    }"/></item></channel></rss>""".encode()
    feed = parse(body)
    entry = feed.entries[0]
    lines = [feed.title, feed.subtitle, feed.language or "", entry.title, entry.id, entry.link or ""]
    lines += [*entry.authors, *entry.tags, *(file.media_type or "" for file in entry.enclosures)]
    assert all(map(is_clean, lines)), lines
    assert not [c for c in entry.summary + entry.content if BAD.match(c) and c != "\n"]


def titles_or_sentence(body):
    """The headlines and ids of a feed, or the one sentence about what is none; anything else is raised."""
    try:
        return [text for entry in parse(body).entries for text in (entry.title, entry.id)]
    except BadInputError as error:
        return [str(error)]


@settings(deadline=timedelta(seconds=5), max_examples=60)
@given(st.text(max_size=80) | st.binary(max_size=80).map(lambda raw: raw.decode("latin-1")), st.booleans())
def test_whatever_stands_inside_a_feed_it_is_a_feed_or_one_sentence(inside, in_cdata):
    """SEC-01, SEC-08"""
    field = f"<![CDATA[{inside}]]>" if in_cdata else inside
    body = HEAD + f"<item><title>{field}</title><description>{field}</description></item>".encode(errors="replace")
    assert all(map(is_clean, titles_or_sentence(body + TAIL)))


@settings(deadline=timedelta(seconds=5), max_examples=60)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_feed_or_one_sentence(body):
    assert all(map(is_clean, titles_or_sentence(body)))
