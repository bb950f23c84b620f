"""``read`` and ``open``: stored stories, addresses, local files."""

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from globeterm.storage.database import open_database
from globeterm.storage.lock import LibraryLock
from globeterm.storage.pictures import PictureStore, StoredPicture

from .conftest import GLOBE_POST, NOON, Program, Site, stock, story

pytestmark = pytest.mark.usefixtures("at_once")

READ = """\
WORLD

Harbour Strike Enters Day 1

By Abena Fosu
17 November 2019 · 4 min
────────────────────────────────────────────────────────────────────────

The quay on Monday. Photo: AFP

Dockers walked out on Monday¹.


What they want

More pay and fewer hours.
"""


def test_a_stored_story_is_set_like_print(stocked: Program) -> None:
    shown = stocked("read", "3")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith(READ)
    assert "A Port Reopens" in shown.out
    assert "[1] https://union.example/\n" in shown.out


def test_a_story_is_found_by_its_address(stocked: Program) -> None:
    assert stocked("read", f"{GLOBE_POST}/2019/11/18/harbour-strike-1").out == stocked("read", "3").out


def test_on_a_terminal_a_story_has_weights_and_no_colours(stocked: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    shown = stocked("read", "3").out
    assert "\x1b[1mHarbour Strike Enters Day 1\x1b[0m\n" in shown
    assert "\x1b[3" not in shown.replace("\x1b[3m", "")
    assert stocked("read", "3", "--no-color").out.startswith(READ)


@pytest.mark.parametrize("columns", [20, 40, 60])
def test_a_story_is_no_wider_than_the_terminal(stocked: Program, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert max(map(len, stocked("read", "3").out.splitlines())) <= columns


def test_read_json_has_everything_of_the_story(stocked: Program) -> None:
    document = stocked("read", "3", "--json").json
    assert {key: document[key] for key in document if key not in {"blocks"}} == {
        "id": "3",
        "title": "Harbour Strike Enters Day 1",
        "url": f"{GLOBE_POST}/2019/11/18/harbour-strike-1/",
        "authors": ["Abena Fosu"],
        "published": "2019-11-17T12:00:00Z",
        "updated": None,
        "sections": ["World"],
        "summary": "Dockers say they will stay out.",
        "read": False,
        "saved": False,
        "offline": "full",
        "text": "Dockers walked out on Monday.\n\nWhat they want\n\nMore pay and fewer hours.",
        "paragraphs": ["Dockers walked out on Monday.", "What they want", "More pay and fewer hours."],
        "date": "2019-11-18",
        "standfirst": None,
        "agency": None,
        "links": [{"text": "Monday", "url": "https://union.example/"}],
        "picture": {
            "url": "https://theglobepost.com/a.jpg",
            "caption": "The quay on Monday.",
            "credit": "AFP",
            "alt": "A quay",
            "stored": False,
        },
        "pictures": [document["picture"]],
        "more_on_subject": [{"title": "Last Year’s Strike", "url": f"{GLOBE_POST}/2018/strike/"}],
        "related": [
            {
                "title": "A Port Reopens",
                "url": f"{GLOBE_POST}/2019/port/",
                "authors": ["Staff Writer"],
                "published": "2019-11-18T12:00:00Z",
            }
        ],
        "previous": {"title": "Before", "url": f"{GLOBE_POST}/before/"},
        "next": None,
        "author_note": "Abena Fosu writes on work.",
        "tags": ["ports"],
        "minutes": 1,
    }
    assert [block["kind"] for block in document["blocks"]] == ["paragraph", "heading", "paragraph", "more"]


@pytest.mark.parametrize(
    ("ref", "sentence"),
    [
        ("99", "globeterm: no article has the id 99; 'globeterm list' shows the ids\n"),
        ("nonsense", "globeterm: 'nonsense' is neither the id nor the address of an article\n"),
        ("javascript:alert(1)", "globeterm: 'javascript:alert(1)' is neither the id nor the address of an article\n"),
        ("~no-such-user/a", "globeterm: '~no-such-user/a' is neither the id nor the address of an article\n"),
        ("\x00", "globeterm: '\\x00' is neither the id nor the address of an article\n"),
    ],
)
def test_a_ref_that_means_nothing_is_wrong_use(globe: Program, ref: str, sentence: str) -> None:
    shown = globe("read", ref)
    assert (shown.code, shown.err) == (2, sentence)


def test_an_article_without_its_text_is_brought_once_and_is_there_offline(globe: Program, site: Site) -> None:
    assert globe("refresh", "world", "--site", site.address).code == 0
    article = globe("list", "world", "-n", "1", "--json", "--site", site.address).json["articles"][0]
    online = globe("read", article["id"], "--json", "--site", site.address)
    assert online.code == 0
    assert online.json["title"] == article["title"]
    assert len(online.json["paragraphs"]) > 2
    offline = globe("read", article["id"], "--json", "--site", site.address, "--offline").json
    assert offline["paragraphs"] == online.json["paragraphs"]
    assert offline["offline"] == "full"


def test_a_story_with_the_feeds_text_brings_what_its_page_says_beside_it(globe: Program, site: Site) -> None:
    at = ("--site", site.address)
    assert globe("refresh", "national", *at).code == 0
    articles = globe("list", "national", "--json", *at).json["articles"]
    article = next(one for one in articles if "night-train" in one["url"])
    before = globe("read", article["id"], "--json", "--offline", *at).json
    assert (before["picture"], before["related"], before["author_note"]) == (None, [], None)
    assert before["tags"] == ["Featured", "Lifestyle", "railways", "Tesselby", "long read"]
    online = globe("read", article["id"], "--json", *at).json
    assert online["text"] == before["text"]
    assert online["picture"]["caption"] == "The 9:40 crosses the Harl viaduct, an hour out of Quillhaven."
    assert online["picture"]["credit"] == "Illustration by Wren Ostrova"
    assert len(online["more_on_subject"]) == 2
    assert len(online["related"]) == 3
    assert online["previous"] is not None
    assert online["next"] is not None
    assert online["author_note"].startswith("Benedek Varjúhegy writes on travel")
    assert online["tags"] == ["railways", "Tesselby", "long read"]
    assert online["sections"] == ["Featured", "National", "Lifestyle"]
    site.broken = ("/",)
    assert globe("read", article["id"], "--json", *at).json == online
    assert globe("read", article["id"], "--json", "--offline", *at).json == online


def test_a_story_whose_page_can_not_be_had_is_read_as_the_feed_has_it(globe: Program, site: Site) -> None:
    assert globe("refresh", "world", "--site", site.address).code == 0
    article = globe("list", "world", "-n", "1", "--json", "--site", site.address).json["articles"][0]
    site.broken = ("/",)
    read = globe("read", article["id"], "--json", "--site", site.address)
    assert (read.code, read.err) == (0, "")
    assert len(read.json["paragraphs"]) > 2


def test_a_story_that_the_site_took_down_is_read_as_it_was_stored_and_that_is_said(globe: Program, site: Site) -> None:
    at = ("--site", site.address)
    assert globe("refresh", "national", *at).code == 0
    articles = globe("list", "national", "--json", *at).json["articles"]
    article = next(one for one in articles if "night-train" in one["url"])
    before = globe("read", article["id"], "--json", "--offline", *at).json
    site.gone = ("/20",)
    for options in (("--json",), ("--json", "--offline")):
        read = globe("read", article["id"], *options, *at)
        assert (read.code, read.json["text"]) == (0, before["text"])
        assert read.err == "globeterm: the site has taken this story down; what was stored of it is here\n"


def test_what_pictures_are_stored_is_told(stocked: Program) -> None:
    database = open_database(stocked.home / "data" / "library.sqlite", now=lambda: NOON)
    PictureStore(database).put(StoredPicture("https://theglobepost.com/a.jpg", 2, 2, b"png"), 3, NOON)
    database.close()
    read = stocked("read", "3", "--json").json
    assert read["picture"]["stored"] is True
    assert [picture["stored"] for picture in read["pictures"]] == [True]


def test_flt_24_an_unstored_story_offline_is_69_with_one_sentence(stocked: Program) -> None:
    shown = stocked("read", "2", "--offline")
    assert shown.code == 69
    assert shown.err.count("\n") == 1
    assert shown.out == ""


def test_flt_03_a_story_that_would_have_to_be_stored_waits_for_the_other_globeterm(stocked: Program) -> None:
    with LibraryLock(stocked.home / "state"):
        assert stocked("read", "2", "--offline").code == 75


def test_flt_36_the_text_of_an_edited_story_is_brought_again_where_that_can_be_done(stocked: Program) -> None:
    edited = story(1, title="Harbour Strike Ends", digest=b"edited")
    stock(stocked.home, {"world World": [edited]}, at=NOON + timedelta(days=9999))
    assert stocked("read", "3", "--offline").code == 0
    with LibraryLock(stocked.home / "state"):
        assert "Dockers walked out" in stocked("read", "3").out
    site = stocked("read", "3", "--json")
    assert site.json["title"] == "Harbour Strike Ends"
    assert site.json["text"].startswith("Dockers walked out")


def test_any_address_is_read_and_kept_by_nobody(globe: Program, site: Site) -> None:
    assert globe("refresh", "world", "--site", site.address).code == 0
    url = globe("list", "world", "-n", "1", "--json", "--site", site.address).json["articles"][0]["url"]
    read = globe("read", url, "--json")
    assert read.code == 0
    assert read.json["id"] == url
    assert read.json["offline"] == "full"
    assert globe("list", "--json").json["articles"] == []
    assert globe("read", f"{site.address}/no-such-story/").code == 69


def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    paragraphs = "".join(
        f"<p>{'The quay was quiet on day ' + str(day) + ', and so was the town. ' * 4}</p>" for day in range(6)
    )
    path.write_text(
        f"<html><head><title>Quiet Quay</title></head><body><nav>Menu</nav><article><h1>Quiet Quay</h1>{paragraphs}"
        "<p>The union says that <a href='/more/'>more</a> of it is to come, and nobody on the quay is surprised.</p>"
        "</article></body></html>"
    )
    return path


def test_a_local_file_is_read_as_if_it_came_from_its_address(globe: Program, tmp_path: Path) -> None:
    path = page(tmp_path)
    read = globe("read", str(path), "--url", "https://paper.example/a/", "--json").json
    assert read["title"] == "Quiet Quay"
    assert read["id"] == str(path)
    assert read["url"] == "https://paper.example/a/"
    assert {"text": "more", "url": "https://paper.example/more/"} in read["links"]
    assert globe("read", str(path)).out.splitlines()[0] == "Quiet Quay"
    assert not (globe.home / "data").exists()


def test_a_local_file_that_cannot_be_read_or_has_no_story_says_so(globe: Program, tmp_path: Path) -> None:
    empty = tmp_path / "empty.html"
    empty.write_text("<html></html>")
    assert globe("read", str(empty)).code == 65
    missing = globe("read", str(tmp_path / "none.html"), "--url", "https://paper.example/")
    assert (missing.code, missing.err.count("\n")) == (2, 1)
    large = tmp_path / "large.html"
    with large.open("wb") as file:
        file.truncate(6_000_000)
    assert globe("read", str(large)).err == f"globeterm: {large} is larger than 5 MB\n"


def test_a_file_from_no_web_address_is_read_as_one_of_the_site(globe: Program, tmp_path: Path) -> None:
    read = globe("read", str(page(tmp_path)), "--url", "saved:page.html", "--json")
    assert read.code == 0
    assert read.err == (
        f"globeterm: 'saved:page.html' is no http or https address; the file is read as one of {GLOBE_POST}\n"
    )
    assert {"text": "more", "url": f"{GLOBE_POST}/more/"} in read.json["links"]


def fake_browser(tmp_path: Path) -> tuple[Path, Path]:
    """A browser that writes its arguments to a pipe."""
    import os

    log = tmp_path / "log"
    os.mkfifo(log)
    program = tmp_path / "browser"
    program.write_text(
        f"#!{sys.executable}\nimport json, sys\nopen({str(log)!r}, 'w').write(json.dumps(sys.argv[1:]))\n"
    )
    program.chmod(0o755)
    return program, log


def test_open_gives_the_browser_one_address(stocked: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program, log = fake_browser(tmp_path)
    monkeypatch.setenv("BROWSER", str(program))
    shown = stocked("open", "3")
    assert (shown.code, shown.out, shown.err) == (0, "", "")
    assert json.loads(log.read_text()) == [f"{GLOBE_POST}/2019/11/18/harbour-strike-1/"]


def test_open_takes_any_web_address_and_nothing_else(
    globe: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, log = fake_browser(tmp_path)
    monkeypatch.setenv("BROWSER", str(program))
    assert globe("open", "https://elsewhere.example/a").code == 0
    assert json.loads(log.read_text()) == ["https://elsewhere.example/a"]
    assert globe("open", "javascript:alert(1)").code == 2


def test_open_without_a_browser_gives_the_address_to_be_copied(stocked: Program) -> None:
    shown = stocked("open", "3")
    assert shown.code == 1
    assert shown.out == f"{GLOBE_POST}/2019/11/18/harbour-strike-1/\n"
    assert "copy the address" in shown.err


def test_open_of_an_article_without_an_address_is_wrong_use(globe: Program) -> None:
    stock(globe.home, {"world World": [story(1, url=None, published=datetime(2019, 1, 1, tzinfo=UTC))]})
    shown = globe("open", "1")
    assert (shown.code, shown.err) == (2, "globeterm: 1 has no address\n")
