"""``sections``, ``list``, ``paths`` and ``keys``: what they print, word for word, and their JSON."""

import subprocess
import sys
from pathlib import Path

import pytest

from globeterm.commands import COMMANDS
from globeterm.storage.database import open_database
from globeterm.storage.feeds import FeedStore

from .conftest import GLOBE_POST, NOON, Program, stock, story

LIST = """\
3  Harbour Strike Enters Day 1
   unread · Abena Fosu · 17 Nov 2019 · 4 min · full text
2  Harbour Strike Enters Day 2
   unread · Abena Fosu · 16 Nov 2019 · summary
1  Harbour Strike Enters Day 3
   unread · Abena Fosu · 15 Nov 2019 · summary
"""

SECTIONS_BEGIN = """\
The Globe Post · https://theglobepost.com
Featured
  https://theglobepost.com/category/featured/feed/
National
  https://theglobepost.com/category/national/feed/
World · 3 stories, 3 unread
  https://theglobepost.com/category/world/feed/
Business · 1 story, 1 unread
  https://theglobepost.com/category/business/feed/
"""


def test_list_shows_headlines_newest_first(stocked: Program) -> None:
    shown = stocked("list")
    assert (shown.code, shown.out, shown.err) == (0, LIST, "")


def test_list_of_a_section_and_of_so_many(stocked: Program) -> None:
    assert [article["id"] for article in stocked("list", "business", "--json").json["articles"]] == ["1"]
    assert [article["id"] for article in stocked("list", "-n", "2", "--json").json["articles"]] == ["3", "2"]


def test_list_knows_unread_and_saved(stocked: Program) -> None:
    assert stocked("save", "1", "3").code == 0
    assert stocked("mark", "--read", "3", "2").code == 0
    ids = {
        options: [article["id"] for article in stocked("list", *options, "--json").json["articles"]]
        for options in [
            ("--saved",),
            ("--unread",),
            ("--saved", "--unread"),
            ("world", "--saved"),
            ("business", "--saved"),
        ]
    }
    assert ids == {
        ("--saved",): ["3", "1"],
        ("--unread",): ["1"],
        ("--saved", "--unread"): ["1"],
        ("world", "--saved"): ["3", "1"],
        ("business", "--saved"): ["1"],
    }
    assert stocked("list", "--saved").out.splitlines()[1] == "   saved · Abena Fosu · 17 Nov 2019 · 4 min · full text"


def test_list_json_has_every_key(stocked: Program) -> None:
    document = stocked("list", "World", "-n", "1", "--json").json
    assert document == {
        "section": "World",
        "articles": [
            {
                "id": "3",
                "title": "Harbour Strike Enters Day 1",
                "url": f"{GLOBE_POST}/2019/11/18/harbour-strike-1/",
                "authors": ["Abena Fosu"],
                "agency": None,
                "published": "2019-11-17T12:00:00Z",
                "updated": None,
                "sections": ["World"],
                "summary": "Dockers say they will stay out.",
                "read": False,
                "saved": False,
                "offline": "full",
            }
        ],
    }


def test_a_story_of_which_little_is_known_has_a_row_too(globe: Program) -> None:
    stock(globe.home, {"world World": [story(1, title="", url=None, authors=(), published=None, summary="")]})
    assert globe("list").out.splitlines()[0] == "1  (no title)"
    article = globe("list", "--json").json["articles"][0]
    assert (article["title"], article["url"], article["authors"]) == ("", None, [])


def test_a_section_that_the_site_has_no_more_says_so(stocked: Program) -> None:
    database = open_database(stocked.home / "data" / "library.sqlite", now=lambda: NOON)
    feeds = FeedStore(database)
    world = feeds.find(GLOBE_POST, "world")
    assert world is not None
    feeds.set_address(world.id, world.address, "missing", NOON)
    database.close()
    assert "World · 3 stories, 3 unread · not on the site any more\n" in stocked("sections").out


def test_flt_07_what_the_library_has_to_say_comes_on_stderr(stocked: Program) -> None:
    (stocked.home / "data" / "library.sqlite").write_bytes(b"no database at all, but something else. " * 200)
    shown = stocked("list", "--json")
    assert (shown.code, shown.json["articles"]) == (0, [])
    assert shown.err.startswith("The library was damaged: ")
    assert shown.err.count("\n") == 1
    (stocked.home / "data" / "library.sqlite").write_bytes(b"and once more. " * 200)
    assert "The library was damaged: " in stocked("refresh", "world", "--edition", "sample").err


@pytest.mark.parametrize("columns", [20, 33, 200])
def test_lines_are_never_wider_than_the_terminal(
    stocked: Program, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for command in ("list", "sections", "keys", "paths"):
        assert max(map(len, stocked(command).out.splitlines())) <= columns


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        ((), "nothing is stored yet; 'globeterm refresh' brings the paper"),
        (("world",), "nothing is stored yet in World; 'globeterm refresh' brings the paper"),
        (("--unread",), "there are no unread stories"),
        (("world", "--unread", "--saved"), "there are no unread and saved stories in World"),
    ],
)
def test_an_empty_list_says_why(globe: Program, argv: tuple[str, ...], sentence: str) -> None:
    shown = globe("list", *argv)
    assert (shown.code, shown.out, shown.err) == (0, "", f"{sentence}\n")
    assert not (globe.home / "data").exists()


def test_an_unknown_section_is_wrong_use(globe: Program) -> None:
    shown = globe("list", "wrold")
    assert shown.code == 2
    assert shown.err == "globeterm: there is no section 'wrold' in The Globe Post; did you mean 'World'?\n"


def test_sections_shows_the_tree_with_feeds_and_counts(stocked: Program) -> None:
    shown = stocked("sections")
    assert shown.out.startswith(SECTIONS_BEGIN)
    assert "  Stage\n    https://theglobepost.com/category/opinion/stage/feed/\n" in shown.out


def test_sections_json_is_the_tree(stocked: Program) -> None:
    document = stocked("sections", "--json").json
    assert {key: document[key] for key in ("edition", "home")} == {"edition": "The Globe Post", "home": GLOBE_POST}
    rows = {row["name"]: row for row in document["sections"]}
    assert rows["World"] == {
        "name": "World",
        "slug": "world",
        "feed": f"{GLOBE_POST}/category/world/feed/",
        "sections": [],
        "articles": 3,
        "unread": 3,
    }
    assert [row["name"] for row in rows["Opinion"]["sections"]] == ["Editorials", "Columns", "Book Reviews", "Stage"]


def test_sections_of_another_site_have_its_addresses_and_none_of_the_stories(stocked: Program) -> None:
    document = stocked("sections", "--json", "--site", "http://127.0.0.1:8000/").json
    assert document["home"] == "http://127.0.0.1:8000"
    assert document["sections"][2]["feed"] == "http://127.0.0.1:8000/category/world/feed/"
    assert document["sections"][2]["articles"] == 0


def test_a_site_that_is_no_web_address_is_wrong_use(globe: Program) -> None:
    shown = globe("sections", "--site", "ftp://x")
    assert (shown.code, shown.err) == (2, "globeterm: --site takes an http or https address, not 'ftp://x'\n")
    assert globe("sections", "--site", "http://127.0.0.1/?feed=1").code == 2


def test_cnv_01_paths_tells_the_folders_and_makes_none(globe: Program) -> None:
    home = globe.home
    assert globe("paths", "--json").json == {kind: str(home / kind) for kind in ("config", "data", "cache", "state")}
    assert globe("paths").out.replace("\n        ", "").splitlines()[0].startswith("config")
    assert not home.exists()


def test_keys_shows_every_command_under_its_group(globe: Program) -> None:
    shown = globe("keys")
    first, second = shown.out.splitlines()[:2]
    assert (first, second.split(maxsplit=2)) == (
        "Move",
        ["j", "↓", "Move to the next row, or scroll the story a line."],
    )
    assert [row["id"] for row in globe("keys", "--json").json["commands"]] == [command.id for command in COMMANDS]


def test_keys_shows_the_keys_of_the_configuration(globe: Program) -> None:
    config = globe.home / "config" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('edition = "sample"\n[keys]\nopen = "x"\n')
    rows = {row["id"]: row for row in globe("keys", "--json").json["commands"]}
    assert rows["open"] == {
        "id": "open",
        "keys": ["x"],
        "title": "Open",
        "help": "Open the section, the headline or the page that is chosen.",
        "group": "Read",
    }
    assert globe("sections", "--json").json["edition"] != "The Globe Post"
    assert globe("sections", "--json", "--edition", "globe-post").json["edition"] == "The Globe Post"


def test_flt_40_a_wrong_configuration_stops_with_78(globe: Program, tmp_path: Path) -> None:
    config = tmp_path / "mine.toml"
    config.write_text("[reader]\nthme = 'x'\n")
    shown = globe("keys", "--config", str(config))
    assert shown.code == 78
    assert shown.err == f"globeterm: {config}:2: unknown key 'thme'; did you mean 'theme'?\n"
    assert globe("keys", "--config", str(tmp_path / "none.toml")).code == 78
    assert globe("sections", "--edition", "sample", "--config", str(tmp_path / "none.toml")).code == 78


def test_list_and_version_load_nothing_heavy(stocked: Program) -> None:
    script = (
        "import sys\nfrom globeterm.__main__ import main\n"
        "code = main(sys.argv[1:])\n"
        "heavy = {'textual', 'httpx', 'httpcore', 'feedparser', 'lxml', 'asyncio', 'pebble', 'multiprocessing'}\n"
        "print(code, sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    for argv in (["--version"], ["list"], ["sections"], ["paths"], ["keys"]):
        run = subprocess.run(
            [sys.executable, "-c", script, "--home", str(stocked.home), *argv],
            check=True,
            capture_output=True,
            text=True,
        )
        assert run.stderr == "0 []\n"
        assert run.stdout
