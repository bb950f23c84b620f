"""Strings that have broken programs, as headlines and texts, from the feed to every command and the screen."""

import json
from html import escape
from pathlib import Path

import pytest

from globeterm.text import clean_line
from tests.cli.conftest import Program, globe, quiet_surroundings

from .terminal import Terminal
from .test_commands import Site, assert_harmless, edition, harmless, site

__all__ = ["edition", "globe", "quiet_surroundings", "site"]

STRINGS: list[str] = json.loads((Path(__file__).parent.parent / "data" / "naughty" / "blns.json").read_text("utf-8"))


def as_rss(home: str) -> tuple[bytes, str]:
    items = "".join(
        f"<item><title>{escape(clean_for_xml(one))}</title><link>{home}/{number}/</link>"
        f"<guid isPermaLink='false'>{number}</guid><description>{escape(escape(clean_for_xml(one)))}</description>"
        f"<category>{escape(clean_for_xml(one))}</category></item>"
        for number, one in enumerate(STRINGS)
    )
    document = f'<?xml version="1.0"?><rss version="2.0"><channel><title>World</title>{items}</channel></rss>'
    return document.encode("utf-8", "surrogatepass"), "application/rss+xml"


def as_json(home: str) -> tuple[bytes, str]:
    items = [
        {"id": str(number), "url": f"{home}/{number}/", "title": one, "content_text": one, "tags": [one]}
        for number, one in enumerate(STRINGS)
    ]
    document = {"version": "https://jsonfeed.org/version/1.1", "title": "World", "items": items}
    return json.dumps(document).encode(), "application/feed+json"


def clean_for_xml(value: str) -> str:
    """The characters that XML allows: a feed with others would be another test."""
    return "".join(one for one in value if one in "\t\n\r" or (ord(one) >= 0x20 and one not in "\ufffe\uffff"))


@pytest.mark.parametrize("make", [as_rss, as_json])
def test_naughty_strings_are_headlines_like_others(globe: Program, site: Site, edition: str, make):
    """SEC-01, SEC-02, SEC-04: each comes out as the text gate leaves it, and nothing breaks."""
    document, media_type = make(site.address)
    site.put("/feed/", document, f"Content-Type: {media_type}")
    options = ("--edition", edition)
    assert harmless(globe("refresh", *options, "--json")).json["new"] == len(STRINGS)
    options = (*options, "--offline")
    titles = {
        a["url"].rsplit("/", 2)[1]: a["title"] for a in globe("list", "-n", "1000", "--json", *options).json["articles"]
    }
    expected = {str(number): clean_line(clean_for_xml(one)) for number, one in enumerate(STRINGS)}
    assert {number: title for number, title in titles.items() if expected[number] and title != expected[number]} == {}
    harmless(globe("list", "-n", "1000", *options))
    for number in range(1, len(STRINGS), 60):
        harmless(globe("read", str(number), *options), 0, 69)
        harmless(globe("search", f"{STRINGS[number]} ", *options), 0, 2)
    with Terminal("--home", str(globe.home), *options) as terminal:
        terminal.wait_for("World")
        terminal.press("2", *["\x04"] * 24, "\r", "J", "J", "g", "q", "/", "null", "\x1b", "\x1b")
    assert terminal.code == 0
    assert_harmless(terminal.text.replace("\r", ""))
