import json
from datetime import UTC, datetime

import pytest

from globeterm.errors import BadInputError
from globeterm.feeds.parse import parse_feed

NOW = datetime(2025, 6, 20, tzinfo=UTC)


def parse(document):
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return parse_feed(body, address="https://example.org/feed.json", content_type="application/feed+json", now=NOW)


VERSION = "https://jsonfeed.org/version/1.1"


def test_a_feed_with_everything():
    feed = parse(
        {
            "version": VERSION,
            "title": "World \u001b[31m",
            "home_page_url": "/",
            "next_url": "?page=2",
            "description": "News",
            "language": "en",
            "authors": [{"name": "The Desk"}],
            "items": [
                {
                    "id": 7,
                    "url": "/7",
                    "title": "A & B",
                    "content_html": "<p>Hi</p>",
                    "summary": "1 < 2",
                    "date_published": "2025-06-01T10:00:00Z",
                    "date_modified": "2025-06-02T10:00:00Z",
                    "authors": [{"name": "Ana"}, {"url": "x"}, "Bo"],
                    "tags": ["World", 3],
                    "attachments": [{"url": "a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 12}, "x"],
                },
                {
                    "id": "8",
                    "external_url": "https://x.org/8",
                    "content_text": "one < two\n\nthree",
                    "author": {"name": "Bo"},
                },
                {"id": "9", "title": "x", "authors": [{"name": ""}]},
            ],
        }
    )
    assert (feed.title, feed.link, feed.next) == (
        "World [31m",
        "https://example.org/",
        "https://example.org/feed.json?page=2",
    )
    assert (feed.subtitle, feed.language, feed.lost) == ("News", "en", ())
    first, second, third = feed.entries
    assert (first.id, first.link, first.title) == ("7", "https://example.org/7", "A & B")
    assert (first.content, first.summary) == ("<p>Hi</p>", "1 &lt; 2")
    assert (first.published, first.updated) == (
        datetime(2025, 6, 1, 10, tzinfo=UTC),
        datetime(2025, 6, 2, 10, tzinfo=UTC),
    )
    assert (first.authors, first.tags) == (("Ana",), ("World",))
    assert [(file.url, file.length) for file in first.enclosures] == [("https://example.org/a.mp3", 12)]
    assert second.content == "<p>one &lt; two</p>\n<p>three</p>\n"
    assert (second.link, second.authors, second.title) == ("https://x.org/8", ("Bo",), "One < two three")
    assert third.authors == ("The Desk",)


def test_a_bad_item_costs_no_other():
    """SEC-08"""
    feed = parse({"version": VERSION, "items": [{"id": "1"}, "garbage", {"id": "3", "tags": "x", "title": True}]})
    assert [entry.id for entry in feed.entries] == ["1", "3"]
    assert feed.lost == ("entry 2 was left out: it is damaged and can't be read",)


@pytest.mark.parametrize("document", [{"version": VERSION}, {"version": VERSION, "items": {}}, {"items": []}])
def test_a_feed_without_items_is_a_feed(document):
    """FLT-27"""
    assert parse(document).entries == ()


@pytest.mark.parametrize("body", [b"[1]", b"{}", b'{"version": 1', b'{"a":' * 100_000])
def test_other_json_is_no_feed(body):
    """FLT-25"""
    with pytest.raises(BadInputError, match=r"^this is not a feed: it is JSON of another kind$"):
        parse(body)
