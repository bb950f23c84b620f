"""``refresh``: what is new is stored and said, feed by feed, and each failure is one line."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from globeterm.cli import refreshing
from globeterm.model import RefreshResult
from globeterm.storage.lock import LibraryLock

from .conftest import Program, Site

pytestmark = pytest.mark.usefixtures("at_once")

SECTIONS = [
    "Featured",
    "National",
    "World",
    "Business",
    "Interviews",
    "Lifestyle",
    "Democracy at Risk",
    "Media Freedom",
    "Opinion",
    "Editorials",
    "Columns",
    "Book Reviews",
    "Stage",
]


def test_a_refresh_brings_every_section_and_then_nothing_new(globe: Program, site: Site) -> None:
    first = globe("refresh", "--json", "--site", site.address)
    assert (first.code, first.err) == (0, "")
    feeds = first.json["feeds"]
    assert [feed["section"] for feed in feeds] == SECTIONS
    assert {feed["status"] for feed in feeds} <= {"new", "unchanged"}
    assert all((feed["status"] == "new") == (feed["new"] + feed["updated"] > 0) for feed in feeds)
    assert all(feed["error"] is None for feed in feeds)
    assert first.json["new"] == sum(feed["new"] for feed in feeds) >= 40
    again = globe("refresh", "--json", "--site", site.address)
    assert again.code == 0
    assert again.json["new"] == 0
    assert {feed["status"] for feed in again.json["feeds"]} <= {"unchanged", "cached"}
    forced = globe("refresh", "--force", "--json", "--site", site.address)
    assert {feed["status"] for feed in forced.json["feeds"]} == {"unchanged"}


def test_a_refresh_of_one_section_says_what_it_brought(globe: Program, site: Site) -> None:
    shown = globe("refresh", "media freedom", "--site", site.address)
    assert shown.code == 0
    count = len(globe("list", "Media Freedom", "-n", "99", "--json", "--site", site.address).json["articles"])
    assert count > 0
    assert shown.out == f"Media Freedom · {count} new\n"
    assert shown.err == f"{count} new {'story' if count == 1 else 'stories'}\n"
    again = globe("refresh", "media freedom", "--site", site.address)
    assert again.out in {"Media Freedom · nothing new\n", "Media Freedom · still fresh, not asked\n"}
    assert again.err == "no new stories\n"


def test_each_outcome_has_its_words(globe: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    class Library:
        async def refresh(self, keys: object, *, urgency: object) -> AsyncIterator[RefreshResult]:
            yield RefreshResult("World", "https://a.example/w", "new", 2, 1)
            yield RefreshResult("National", "https://a.example/n", "new", 0, 3)
            yield RefreshResult("Business", "https://a.example/b", "cached")
            yield RefreshResult("Stage", "https://a.example/s", "unchanged", error="there is no Stage any more")
            yield RefreshResult("Another", "https://a.example/o", "unchanged")

    @asynccontextmanager
    async def open_library(call: object) -> AsyncIterator[Library]:
        yield Library()

    monkeypatch.setattr(refreshing, "open_library", open_library)
    shown = globe("refresh")
    assert shown.code == 0
    assert shown.out == (
        "World · 2 new, 1 updated\nNational · 3 updated\nBusiness · still fresh, not asked\nAnother · nothing new\n"
    )
    assert shown.err == "globeterm: Stage: there is no Stage any more\n2 new stories\n"
    sections = [feed["section"] for feed in globe("refresh", "--json").json["feeds"]]
    assert sections == ["National", "World", "Business", "Stage", "Another"]


def test_what_is_listed_is_what_the_site_published(globe: Program, site: Site) -> None:
    assert globe("refresh", "world", "--site", site.address).code == 0
    published = globe("parse", f"{site.address}/category/world/feed/", "--json").json["entries"]
    listed = globe("list", "world", "-n", "50", "--json", "--site", site.address).json["articles"]
    assert [(one["title"], one["url"], one["published"]) for one in listed] == [
        (one["title"], one["link"], one["published"]) for one in published
    ]
    bylines = [" with ".join(filter(None, (", ".join(one["authors"]), one["agency"]))) for one in listed]
    assert bylines == [", ".join(one["authors"]) for one in published]


def test_a_feed_that_fails_is_one_line_and_stops_no_other(globe: Program, site: Site) -> None:
    site.broken = ("/category/world/",)
    shown = globe("refresh", "world", "business", "--site", site.address)
    assert shown.code == 1
    assert shown.out.startswith("Business · ")
    assert shown.err.startswith("globeterm: World: ")
    document = globe("refresh", "world", "business", "--json", "--site", site.address).json
    assert {feed["section"]: feed["status"] == "failed" for feed in document["feeds"]} == {
        "World": True,
        "Business": False,
    }
    assert document["feeds"][0]["error"]


def test_a_site_that_has_none_of_the_sections_is_65() -> None:
    gone = [RefreshResult(name, "https://a.example/", "unchanged", error=f"no {name} any more") for name in "ABC"]
    assert refreshing.exit_code(gone) == 65
    assert refreshing.exit_code([*gone, RefreshResult("World", "https://a.example/w", "unchanged")]) == 0
    assert refreshing.exit_code([]) == 0


def test_a_site_that_cannot_be_reached_is_69_and_loses_nothing(globe: Program, site: Site) -> None:
    assert globe("refresh", "world", "--site", site.address).code == 0
    listed = globe("list", "--json", "--site", site.address).json
    site.broken = ("/",)
    shown = globe("refresh", "--force", "world", "business", "--site", site.address)
    assert shown.code == 69
    assert globe("list", "--json", "--site", site.address).json == listed


def test_a_refresh_without_any_network_is_69(globe: Program) -> None:
    shown = globe("refresh", "world", "--site", "http://127.0.0.1:1")
    assert shown.code == 69
    assert shown.err.count("\n") <= 2


def test_an_unknown_section_stops_before_anything_is_asked(globe: Program) -> None:
    assert globe("refresh", "wrold").code == 2
    assert not globe.home.exists()


def test_flt_03_another_globeterm_is_named(globe: Program) -> None:
    (globe.home / "state").mkdir(parents=True)
    with LibraryLock(globe.home / "state"):
        shown = globe("refresh", "--edition", "sample")
    assert shown.code == 75
    assert "holds the library" in shown.err


def test_the_sample_edition_goes_the_whole_way_without_a_network(globe: Program) -> None:
    assert globe("refresh", "--edition", "sample", "--offline", "--json").json["new"] >= 40
    articles = globe("list", "--edition", "sample", "-n", "99", "--json").json["articles"]
    assert len(articles) >= 40
    for article in articles[:3]:
        read = globe("read", article["id"], "--edition", "sample", "--json")
        assert read.code == 0
        assert len(read.json["text"]) > 500
