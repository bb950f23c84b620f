"""``parse`` and ``fetch``: a feed, or an address, as the program understands it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from globeterm.cli import foreign
from globeterm.entry import Entry, ParsedFeed
from globeterm.program import USER_AGENT

from .conftest import Program, Site, serving

FEED = """\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>World – A Paper</title><link>https://paper.example/world/</link>
<item><title>A &amp; B</title><link>https://paper.example/a/</link><guid isPermaLink="false">a</guid>
<dc:creator>Abena Fosu</dc:creator><pubDate>Mon, 18 Nov 2019 12:00:00 +0000</pubDate><category>Ports</category>
<description>Short.</description><content:encoded><![CDATA[<p>Long.</p>]]></content:encoded>
<enclosure url="https://paper.example/a.mp3" type="audio/mpeg" length="5"/></item>
<item><title>Undated &#x9d;[31m</title><link>javascript:alert(1)</link><guid>b</guid></item>
</channel></rss>
"""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "feed.xml"
    path.write_text(FEED, encoding="utf-8")
    return path


def test_parse_shows_a_file_as_it_is_understood(globe: Program, feed: Path) -> None:
    shown = globe("parse", str(feed))
    assert shown.code == 0
    assert shown.out == (
        "World – A Paper\n"
        "\n"
        "A & B\n"
        "  Abena Fosu · 18 November 2019\n"
        "  https://paper.example/a/\n"
        "\n"
        "Undated [31m\n"
        "  no date\n"
    )
    assert not (globe.home / "data").exists()


def test_parse_json_has_every_key(globe: Program, feed: Path) -> None:
    document = globe("parse", str(feed), "--json").json
    assert (document["title"], document["link"], document["next"]) == (
        "World – A Paper",
        "https://paper.example/world/",
        None,
    )
    assert document["entries"][0] == {
        "title": "A & B",
        "link": "https://paper.example/a/",
        "id": "a",
        "authors": ["Abena Fosu"],
        "summary": "Short.",
        "content": "<p>Long.</p>",
        "published": "2019-11-18T12:00:00Z",
        "updated": None,
        "tags": ["Ports"],
        "enclosures": [{"url": "https://paper.example/a.mp3", "type": "audio/mpeg", "length": 5}],
    }
    second = document["entries"][1]
    assert (second["link"], second["published"], second["content"]) == (None, None, "")


def test_parse_reads_an_address_too(globe: Program, site: Site) -> None:
    document = globe("parse", f"{site.address}/category/world/feed/", "--json").json
    assert document["title"].startswith("World")
    assert len(document["entries"]) > 1
    assert all(entry["link"].startswith(site.address) for entry in document["entries"])


def test_parse_names_the_next_page(globe: Program, tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    following = '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="next" href="/feed/?paged=2"/>'
    path.write_text(FEED.replace("<item>", following + "<item>", 1), encoding="utf-8")
    document = globe("parse", str(path), "--url", "https://paper.example/feed/", "--json").json
    assert document["next"] == "https://paper.example/feed/?paged=2"
    shown = globe("parse", str(path), "--url", "https://paper.example/feed/").out
    assert shown.endswith("next page: https://paper.example/feed/?paged=2\n")


def test_sec_08_an_entry_that_cannot_be_read_is_one_line_and_costs_no_other(
    globe: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def parsed(call: object) -> ParsedFeed:
        return ParsedFeed("", None, (Entry("a", None, ""),), lost=("one entry could not be read",))

    monkeypatch.setattr(foreign, "_parsed", parsed)
    shown = globe("parse", "feed.xml")
    assert shown.out == "(no title)\n\n(no title)\n  no date\n"
    assert (shown.code, shown.err) == (1, "globeterm: one entry could not be read\n")
    assert globe("parse", "feed.xml", "--json").code == 1


def test_parse_says_that_what_it_reads_is_a_stored_answer(globe: Program, site: Site) -> None:
    address = f"{site.address}/category/world/feed/"
    assert globe("parse", address).err == ""
    site.broken = ("/",)
    shown = globe("parse", address)
    assert shown.code == 0
    assert shown.out
    assert shown.err.startswith("globeterm: ")


@pytest.mark.parametrize("text", ["<html><p>Not a feed</p></html>", "", "/etc/passwd"])
def test_what_is_no_feed_is_65_and_one_sentence(globe: Program, tmp_path: Path, text: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(text)
    shown = globe("parse", str(path), "--json")
    assert (shown.code, shown.out) == (65, "")
    assert shown.err.count("\n") == 1


def test_what_cannot_be_had_is_one_sentence(globe: Program, site: Site, tmp_path: Path) -> None:
    assert globe("parse", str(tmp_path / "none")).code == 2
    assert globe("parse", "nul\x00").code == 2
    assert globe("parse", f"{site.address}/nowhere/at/all/").code == 69
    assert globe("parse", "https://a.example/feed/", "--offline").code == 69
    large = tmp_path / "large.xml"
    with large.open("wb") as file:
        file.truncate(16 * 1024 * 1024)
    assert globe("parse", str(large)).code == 65


def test_fetch_json_says_what_was_sent_and_what_came(globe: Program, site: Site) -> None:
    url = f"{site.address}/category/world/feed/"
    first, second = globe("fetch", url, "--json").json, globe("fetch", url, "--json").json
    assert {key: first[key] for key in first if key not in {"requests", "bytes"}} == {
        "url": url,
        "final_url": url,
        "status": 200,
        "origin": "network",
        "media_type": "application/rss+xml",
        "error": None,
    }
    assert first["bytes"] > 1000
    assert [sent["url"] for sent in first["requests"]] == [url]
    sent = {name.lower(): value for name, value in first["requests"][0]["headers"].items()}
    assert sent["user-agent"] == USER_AGENT
    assert "if-none-match" not in sent
    if second["origin"] == "revalidated":
        again = {name.lower(): value for name, value in second["requests"][0]["headers"].items()}
        assert again["if-none-match"]
        assert again["if-modified-since"]
    else:
        assert (second["origin"], second["requests"]) == ("cache", [])


def test_fetch_shows_the_same_for_people(globe: Program, site: Site) -> None:
    url = f"{site.address}/about-us/"
    shown = globe("fetch", url)
    assert shown.code == 0
    assert shown.out.startswith(f"GET {url}\n")
    assert "status  200" in shown.out
    assert "from    network\n" in shown.out
    assert "body    text/html, " in shown.out


def test_fetch_shows_an_answer_of_any_status(globe: Program, site: Site) -> None:
    shown = globe("fetch", f"{site.address}/no/such/page/", "--json")
    assert (shown.code, shown.json["status"]) == (0, 404)


def test_fetch_offline_answers_from_what_is_stored_and_says_that_it_is_stale(globe: Program, site: Site) -> None:
    url = f"{site.address}/category/world/feed/"
    assert globe("fetch", url).code == 0
    again = globe("fetch", url, "--offline", "--json")
    assert again.code == 0
    assert again.json["origin"] in {"stale", "cache"}
    shown = globe("fetch", url, "--offline")
    assert ("offline" in shown.err) == (again.json["error"] is not None)


def test_fetch_of_what_cannot_be_had_is_69_with_every_key(globe: Program) -> None:
    shown = globe("fetch", "https://a.example/", "--offline", "--json")
    assert shown.code == 69
    assert shown.json == {
        "url": "https://a.example/",
        "final_url": None,
        "status": None,
        "origin": None,
        "requests": [],
        "media_type": None,
        "bytes": 0,
        "error": shown.json["error"],
    }
    assert shown.err == f"globeterm: {shown.json['error']}\n"
    assert globe("fetch", "https://a.example/", "--offline").out == ""


def test_fetch_takes_only_web_addresses(globe: Program) -> None:
    shown = globe("fetch", "file:///etc/passwd")
    assert (shown.code, shown.err) == (2, "globeterm: 'file:///etc/passwd' is no http or https address\n")


def test_sec_01_hostile_headers_print_as_plain_text(globe: Program) -> None:
    def answer(method: str, url: str, headers: Mapping[str, str]) -> Answer:
        return Answer(200, (("Content-Type", "text/\x9b31mplain"), ("ETag", '"a\x9b[31m"')), b"x")

    with serving(answer) as address:
        shown = globe("fetch", f"{address}/", "--json")
        assert "\x9b" not in shown.out
        shown = globe("fetch", f"{address}/")
        assert "\x9b" not in shown.out + shown.err
