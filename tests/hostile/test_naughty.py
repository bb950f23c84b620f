"""Strings that have broken programs, as headlines and texts, from the feed to every command and the screen."""

import json
from html import escape
from pathlib import Path

import pytest

from globeterm.text import clean_line
from tests.cli.conftest import Program, globe, quiet_surroundings

from .here import workshop_here
from .recorded import visit
from .test_commands import Site, assert_harmless, harmless, site

__all__ = ["globe", "quiet_surroundings", "site", "workshop_here"]

STRINGS: list[str] = json.loads((Path(__file__).parent.parent / "data" / "naughty" / "blns.json").read_text("utf-8"))
EDITION = """
name = "The Naughty Post"
home = "{home}"
[[sections]]
name = "World"
slug = "world"
feed = "/rss/"
[[sections]]
name = "Business"
slug = "business"
feed = "/json/"
"""


def as_rss(home: str) -> bytes:
    items = "".join(
        f"<item><title>{escape(clean_for_xml(one))}</title><link>{home}/rss/{number}/</link>"
        f"<guid isPermaLink='false'>{number}</guid><description>{escape(escape(clean_for_xml(one)))}</description>"
        f"<category>{escape(clean_for_xml(one))}</category></item>"
        for number, one in enumerate(STRINGS)
    )
    document = f'<?xml version="1.0"?><rss version="2.0"><channel><title>World</title>{items}</channel></rss>'
    return document.encode("utf-8", "surrogatepass")


def as_json(home: str) -> bytes:
    items = [
        {"id": str(number), "url": f"{home}/json/{number}/", "title": one, "content_text": one, "tags": [one]}
        for number, one in enumerate(STRINGS)
    ]
    document = {"version": "https://jsonfeed.org/version/1.1", "title": "Business", "items": items}
    return json.dumps(document).encode()


def clean_for_xml(value: str) -> str:
    """The characters that XML allows: a feed with others would be another test."""
    return "".join(one for one in value if one in "\t\n\r" or (ord(one) >= 0x20 and one not in "\ufffe\uffff"))


@pytest.mark.usefixtures("workshop_here")
def test_naughty_strings_are_headlines_like_others(globe: Program, site: Site, tmp_path: Path):
    """SEC-01, SEC-02, SEC-04: each comes out as the text gate leaves it, and nothing breaks."""
    edition = tmp_path / "naughty.toml"
    edition.write_text(EDITION.format(home=site.address), encoding="utf-8")
    site.put("/rss/", as_rss(site.address), "Content-Type: application/rss+xml")
    site.put("/json/", as_json(site.address), "Content-Type: application/feed+json")
    options = ("--edition", str(edition))
    assert harmless(globe("refresh", *options, "--json")).json["new"] == 2 * len(STRINGS)
    options = (*options, "--offline")
    listed = harmless(globe("list", "-n", "2000", "--json", *options)).json["articles"]
    titles = {article["url"].removeprefix(site.address).strip("/"): article["title"] for article in listed}
    expected = {f"rss/{number}": clean_line(clean_for_xml(one)) for number, one in enumerate(STRINGS)}
    expected |= {f"json/{number}": clean_line(one) for number, one in enumerate(STRINGS)}
    assert {name: title for name, title in titles.items() if expected[name] and title != expected[name]} == {}
    assert len(titles) == 2 * len(STRINGS)
    harmless(globe("list", "-n", "2000", *options))
    for number in range(1, len(STRINGS), 40):
        harmless(globe("read", str(number), *options), 0, 69)
        harmless(globe("search", f"{STRINGS[number]} ", *options), 0, 2)
    shown = visit(globe, ["2", *["\x04"] * 40, "\r", "J", "J", "g", "q", "/", *"null", "\x1b", "\x1b"], *options)
    assert shown.code == 0
    assert_harmless(shown.text.replace("\r", ""))
