"""``doctor``: what it says of every state that it may find, and that it changes none of them (FLT-03 to FLT-11)."""

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from globeterm.cli.doctor import command
from globeterm.cli.doctor import folders as folders_room
from globeterm.cli.doctor import library as library_room
from globeterm.cli.doctor import machine as machine_room
from globeterm.cli.doctor import site as site_room
from globeterm.cli.doctor.check import Check, Group, exit_code, packed, reportable
from globeterm.cli.doctor.library import Holdings
from globeterm.cli.doctor.site import Stand
from globeterm.config import WeatherConfig
from globeterm.library.examining import FeedFinding, RestFinding
from globeterm.model import Counts, Feed, Validators
from globeterm.sample.site import SampleSite
from globeterm.storage.lock import LibraryLock
from globeterm.storage.upkeep import Sizes

from .conftest import GLOBE_POST, NOON, Outcome, Program, Site

LIBRARY = Path("data", "library.sqlite")


def checked(shown: Outcome) -> dict[str, Any]:
    """The checks of ``doctor --json`` by their names."""
    return {check["name"]: check for check in shown.json["checks"]}


def faults(shown: Outcome) -> dict[str, str]:
    return {name: check["says"] for name, check in checked(shown).items() if check["state"] == "fault"}


def around(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_where_nothing_is_yet_nothing_is_amiss_and_nothing_is_made(globe: Program) -> None:
    shown = globe("doctor", "--offline")
    assert (shown.code, shown.err) == (0, "")
    assert "is not there yet; 'globeterm refresh' makes it" in " ".join(shown.out.split())
    assert "not asked, as you wished (--offline)" in shown.out
    assert "Nothing is amiss" in shown.out
    assert not globe.home.exists()


def test_a_stocked_library(stocked: Program) -> None:
    shown = stocked("doctor", "--offline", "--json")
    assert shown.code == 0
    assert faults(shown) == {}
    assert checked(shown)["contents"]["says"].startswith("3 stories of this edition, 3 unread; the file takes ")
    assert shown.json["feeds"] is None
    assert shown.json["sizes"]["file"] > 0
    assert shown.json["sizes"]["cache"] == 0


def test_the_sample_answers_offline_too(globe: Program) -> None:
    shown = globe("doctor", "--edition", "sample", "--offline", "--json")
    assert shown.code == 0
    feed = shown.json["feeds"][0]
    assert (feed["status"], feed["found"], feed["error"]) == (200, "edition", None)
    assert feed["entries"] >= feed["full"] > 0
    assert feed["etag"]
    assert (feed["checked"], feed["failures"]) == (None, 0)
    assert shown.json["rest"] == {"open": True, "error": None}


def test_each_section_of_the_site_and_what_is_wrong_with_one(globe: Program, site: Site) -> None:
    edition = ("--edition", "sample", "--site", site.address)
    assert globe("refresh", *edition).code == 0
    assert isinstance(site.paper, SampleSite)
    first = globe("sections", *edition, "--json").json["sections"][0]
    site.broken = (first["feed"].removeprefix(site.address),)
    shown = globe("doctor", *edition, "--json")
    assert shown.code == 69
    assert list(faults(shown)) == [first["name"]]
    check = checked(shown)[first["name"]]
    assert check["advice"] == "What is stored can be read; it is asked again by itself."
    assert " stories here, " in check["more"][0]
    assert "checked " in check["more"][0]
    others = [feed for feed in shown.json["feeds"] if feed["section"] != first["name"]]
    assert {feed["status"] for feed in others} == {304}
    assert all(feed["checked"] and feed["articles"] for feed in others)


def test_flt_24_a_site_that_is_away_is_one_fault_and_no_wall_of_them(globe: Program) -> None:
    shown = globe("doctor", "--site", "http://127.0.0.1:9", "--json")
    assert shown.code == 69
    assert faults(shown) == {"network": "127.0.0.1 refuses the connection: no web server answers there."}
    assert "REST API" not in checked(shown)


@pytest.mark.parametrize(
    ("damage", "says", "code"),
    [
        (lambda file: file.write_bytes(os.urandom(50_000)), "is damaged: file is not a database", 65),
        (lambda file: os.truncate(file, 60_000), "is damaged: ", 65),
        (lambda file: file.write_bytes(bytes(100) + file.read_bytes()[100:]), "is damaged: ", 65),
        (lambda file: spoil(file, "PRAGMA user_version = 99"), "is of a newer globeterm", 65),
        (
            lambda file: file.unlink() or spoil(file, "CREATE TABLE recipe (name TEXT)"),
            "belongs to another program",
            65,
        ),
        (lambda file: file.unlink() or file.mkdir(), "can't be read: ", 73),
    ],
)
def test_flt_07_09_11_a_library_that_is_not_well_is_told_and_left_alone(
    stocked: Program, damage: Any, says: str, code: int
) -> None:
    damage(stocked.home / LIBRARY)
    before = around(stocked.home)
    shown = stocked("doctor", "--offline", "--json")
    assert shown.code == code
    assert list(faults(shown)) == ["file"]
    assert says in faults(shown)["file"]
    assert checked(shown)["file"]["advice"]
    assert around(stocked.home) == before


def spoil(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(statement)
        connection.execute("PRAGMA journal_mode = DELETE")


def test_flt_10_an_older_library_is_not_upgraded_by_a_look_at_it(stocked: Program) -> None:
    spoil(stocked.home / LIBRARY, "PRAGMA user_version = 1")
    before = around(stocked.home)
    shown = stocked("doctor", "--offline", "--json")
    assert shown.code == 0
    assert "is of an older globeterm (format 1, " in checked(shown)["file"]["says"]
    assert around(stocked.home) == before


def test_a_library_that_breaks_while_it_is_looked_into(stocked: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(stocked.home / LIBRARY, "DROP TABLE picture")
    shown = stocked("doctor", "--offline", "--json")
    assert shown.code == 73
    assert list(faults(shown)) == ["contents"]


def test_a_library_that_goes_away_meanwhile(stocked: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    found = library_room.inspect(stocked.home / LIBRARY)
    (stocked.home / LIBRARY).unlink()
    monkeypatch.setattr(library_room, "inspect", lambda path: found)
    shown = stocked("doctor", "--offline", "--json")
    assert (shown.code, shown.json["sizes"]) == (0, None)


def test_flt_03_another_globeterm_is_named_and_stands_in_no_way(stocked: Program) -> None:
    with LibraryLock(stocked.home / "state"):
        shown = stocked("doctor", "--offline", "--json")
        assert shown.code == 0
        assert f"(PID {os.getpid()})" in checked(shown)["in use"]["says"]
        assert checked(shown)["contents"]["state"] == "ok"
        busy = stocked("doctor", "--compact", "--offline")
        assert (busy.code, busy.out) == (75, "")
    assert "in use" not in checked(stocked("doctor", "--offline", "--json"))
    (stocked.home / "state" / "library.lock").write_text("12345")
    assert "in use" not in checked(stocked("doctor", "--offline", "--json"))


def test_flt_06_no_folder_at_all(monkeypatch: pytest.MonkeyPatch, globe: Program) -> None:
    def no_home(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("globeterm.paths._platform_folder", no_home)
    monkeypatch.setattr(globe, "home", "")
    shown = globe("doctor", "--offline", "--json")
    assert shown.code == 73
    assert "--home DIR" in faults(shown)["home"]


def test_flt_06_folders_that_cannot_be_used(globe: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    (globe.home / "data").mkdir(parents=True)
    (globe.home / "cache").write_text("a file")
    (globe.home / "state").mkdir(mode=0o755)
    may = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: path != globe.home / "data" and may(path, mode))
    shown = globe("doctor", "--offline", "--json")
    assert shown.code == 73
    assert faults(shown) == {
        "data": f"{globe.home}/data can't be read by this user",
        "cache": f"{globe.home}/cache is a file, and no folder",
    }
    assert checked(shown)["state"]["advice"] == f"chmod 700 {globe.home}/state"


def test_flt_05_42_read_only_and_remote_folders(globe: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("data", "cache"):
        (globe.home / name).mkdir(parents=True, mode=0o700)
    may = os.access
    monkeypatch.setattr(folders_room, "is_remote", lambda folder: folder.name == "cache")
    monkeypatch.setattr(
        os,
        "access",
        lambda path, mode: not (mode & os.W_OK and path in (globe.home / "data", globe.home)) and may(path, mode),
    )
    shown = globe("doctor", "--offline", "--json")
    assert "data can't be written to: nothing new is kept there" in faults(shown)["data"]
    assert "state is not there and can't be made" in faults(shown)["state"]
    assert checked(shown)["cache"]["says"].endswith("is on a network file system")


def test_a_folder_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert folders_room._folder("data", tmp_path / "file" / "data", is_written=True).state == "fault"


def test_flt_04_a_full_disk(globe: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=812))
    shown = globe("doctor", "--offline", "--json")
    assert shown.code == 73
    assert faults(shown)["disk"].startswith("only 812 bytes are free: what is stored can be read")

    def unknown(path: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(shutil, "disk_usage", unknown)
    assert checked(globe("doctor", "--offline", "--json"))["disk"]["state"] == "note"


def test_a_library_that_others_can_read(stocked: Program) -> None:
    (stocked.home / LIBRARY).chmod(0o644)
    assert checked(stocked("doctor", "--offline", "--json"))["library file"]["advice"].startswith("chmod 600 ")


@pytest.mark.parametrize(
    ("written", "argv", "name", "code"),
    [
        ("edtion = 'sample'", (), "configuration", 78),
        ("edition = 'globe-pst'", (), "edition", 2),
        ("", ("--edition", "nowhere.toml"), "edition", 78),
        ("", ("--site", "gopher://x"), "edition", 2),
    ],
)
def test_flt_40_a_mistake_in_the_settings_leaves_the_site_unasked(
    globe: Program, tmp_path: Path, written: str, argv: tuple[str, ...], name: str, code: int
) -> None:
    config = tmp_path / "mine.toml"
    config.write_text(written)
    shown = globe("doctor", "--config", str(config), *argv, "--json")
    assert shown.code == code
    assert list(faults(shown)) == [name]
    assert shown.json["feeds"] is None


def test_without_an_edition_the_library_is_looked_at_all_the_same(stocked: Program) -> None:
    shown = stocked("doctor", "--edition", "globe-pst", "--json")
    assert checked(shown)["contents"]["says"].startswith("0 stories of this edition")


def test_sec_14_no_secret_and_no_home_folder_is_told(stocked: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(stocked.home.parent))
    shown = stocked("doctor", "--site", "http://me:hunter2@127.0.0.1:9")
    assert "hunter2" not in shown.out + shown.err
    assert str(stocked.home.parent) not in shown.out
    assert "~/home/data/library.sqlite" in shown.out
    assert reportable("/root/x", {}) == "/root/x"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("http://me:hunter2@x.example/feed/", "http://x.example/feed/"),
        ("/feed/?feed=rss2&api_key=hunter2&cat=3", "/feed/?feed=rss2&api_key=***&cat=3"),
        ("https://x.example/?Token=hunter2#top", "https://x.example/?Token=***#top"),
        ("/monkey/?cat=3", "/monkey/?cat=3"),
    ],
)
def test_sec_20_what_lets_one_in_is_no_part_of_a_report(address: str, shown: str) -> None:
    assert reportable(address, {}) == shown


def test_facts_stay_whole_where_there_is_room() -> None:
    assert list(packed("one fact · two · a third", 14)) == ["one fact · two", "a third"]
    assert list(packed("one fact that is long · two", 8)) == ["one fact that is long", "two"]


def test_the_codes_of_several_faults() -> None:
    def fault(code: int) -> Check:
        return Check("a", "b", "fault", code=code)

    assert exit_code([Group("", (fault(65), fault(65)))]) == 65
    assert exit_code([Group("", (fault(65),)), Group("", (fault(73),))]) == 1
    assert exit_code([Group("", (Check("a", "b", "note"),))]) == 0


@pytest.mark.parametrize("columns", ["40", "80"])
def test_nothing_is_wider_than_the_terminal(stocked: Program, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr(command, "NAMES", 8)
    shown = stocked("doctor", "--offline")
    assert max(map(len, shown.out.splitlines())) <= int(columns)
    assert "Democracy at Risk" in shown.out


# --- compacting ---


def with_free_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_room.Upkeep, "sizes", lambda self: Sizes(1, 2, 3, 4, 9_000_000, 3_000_000))


def test_compacting_is_offered_where_it_is_worth_while(stocked: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "room" not in checked(stocked("doctor", "--offline", "--json"))
    with_free_room(monkeypatch)
    assert checked(stocked("doctor", "--offline", "--json"))["room"]["says"] == "3.0 MB of the file are free"
    shown = stocked("doctor", "--offline")
    assert "gives them back to the disk" in " ".join(shown.out.split())
    assert shown.err == ""


def test_doctor_compact_compacts(stocked: Program) -> None:
    shown = stocked("doctor", "--compact", "--offline")
    assert shown.code == 0
    assert shown.err.startswith("the library is compacted: ")
    assert stocked("list").code == 0


@pytest.mark.parametrize(("answer", "compacted"), [("y\n", True), ("\n", False)])
def test_on_a_terminal_it_asks(stocked: Program, monkeypatch: pytest.MonkeyPatch, answer: str, compacted: bool) -> None:
    import io
    import sys

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    with_free_room(monkeypatch)
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    for stream in (sys.stdout, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    shown = stocked("doctor", "--edition", "sample")
    assert "Compact the library now?" in shown.err
    assert ("the library is compacted" in shown.err) is compacted
    assert "asking https://sample.globeterm.invalid" in shown.err


# --- versions and terminal ---


def test_flt_45_a_part_that_is_missing_is_named_with_what_it_is_for(
    globe: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = metadata.version

    def version(name: str) -> str:
        if name == "pyphen":
            raise metadata.PackageNotFoundError
        return installed(name)

    monkeypatch.setattr(metadata, "version", version)
    shown = globe("doctor", "--offline", "--json")
    assert shown.code == 70
    assert faults(shown) == {"pyphen": "it is not installed, and hyphens can't be had without it"}
    assert checked(shown)["pyphen"]["advice"] == "python -m pip install pyphen"


@pytest.mark.parametrize(("version", "state"), [((3, 40, 1), "note"), ((3, 51, 3), "ok")])
def test_flt_02_the_fault_of_sqlite(monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int], state: str) -> None:
    monkeypatch.setattr(machine_room, "sqlite_version", lambda: version)
    assert machine_room._sqlite().state == state


@pytest.mark.parametrize(("named", "state"), [("expat_2.3.0", "note"), ("expat_2.4.0", "ok"), ("expat_2.10.1", "ok")])
def test_sec_06_an_expat_that_stops_no_bombs(named: str, state: str) -> None:
    assert machine_room._expat(named).state == state


@pytest.mark.parametrize(
    ("environment", "argv", "said"),
    [
        ({"TERM": "xterm-256color"}, (), "none is printed here"),
        ({"TERM": "xterm-256color", "FORCE_COLOR": "1"}, (), "256 colours"),
        ({"TERM": "xterm", "FORCE_COLOR": "1"}, (), "the terminal's own 16 colours"),
        ({"COLORTERM": "truecolor"}, (), "16 million colours"),
        ({"NO_COLOR": "1", "COLORTERM": "truecolor"}, (), "none, as you asked (NO_COLOR or --no-color)"),
        ({}, ("--no-color",), "none, as you asked (NO_COLOR or --no-color)"),
    ],
)
def test_cnv_02_08_which_colours_there_are(
    globe: Program, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], argv: tuple[str, ...], said: str
) -> None:
    monkeypatch.delenv("COLORTERM", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert checked(globe("doctor", "--offline", "--json", *argv))["colour"]["says"] == said


def test_cnv_08_where_the_terminal_is(globe: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TERM")
    for name, value in {"TMUX": "/tmp/x", "STY": "1", "SSH_CONNECTION": "a b", "TERM_PROGRAM": "WezTerm"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("COLUMNS", "30")
    shown = checked(globe("doctor", "--offline", "--json"))
    assert shown["kind"]["says"] == "TERM=not set, TERM_PROGRAM=WezTerm, inside tmux, inside screen, over SSH"
    assert shown["size"]["state"] == "note"
    assert shown["reader"]["says"].startswith("not here: ")
    assert shown["pictures"]["says"] == "not shown here"


def test_flt_21_ascii_alone_is_told(stocked: Program) -> None:
    shown = stocked.alone("doctor", "--offline", environment={"PYTHONIOENCODING": "ascii"})
    assert shown.code == 0
    assert "only ASCII can be printed (the locale says ascii)" in " ".join(shown.out.split())
    assert shown.out.isascii()
    assert "->" in shown.out


def test_cnv_08_a_terminal_that_shows_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    from globeterm.ui import asking
    from globeterm.ui.terminal import Graphics, PictureTerminal

    monkeypatch.setattr(
        asking, "this_terminal", lambda environment: PictureTerminal(Graphics.SIXEL, (8, 16), silent=True)
    )
    call: Any = type("Call", (), {"environment": {}})()
    assert machine_room._pictures(call).says == (
        "by sixel, a cell is 8 by 16 pixels, the terminal did not answer when it was asked"
    )


def test_the_reader_can_be_shown(monkeypatch: pytest.MonkeyPatch, globe: Program) -> None:
    monkeypatch.setattr(machine_room, "why_no_screen", lambda environment, stdin, stderr: None)
    assert checked(globe("doctor", "--offline", "--json"))["reader"]["says"] == "it can be shown here"


# --- the site in words ---

FEED = Feed(1, "world", f"{GLOBE_POST}/w/feed/", found="menu", checked=NOON, validators=Validators(b'"a"', None))
FINDING = FeedFinding("World", "world", FEED.address, "menu", 304, 3, 3, Validators(None, b"x"))


def told(feed: Feed | None, finding: FeedFinding | None, counts: Counts | None = None) -> Check:
    stand = Stand(f"{GLOBE_POST}/category/world/feed/", counts, feed, finding)
    return site_room.tell_section("World", GLOBE_POST, stand, NOON)


@pytest.mark.parametrize(
    ("entries", "full", "said"),
    [
        (0, 0, "the feed is empty"),
        (1, 1, "1 entry, full texts"),
        (3, 0, "3 entries, summaries"),
        (3, 1, "3 entries, 1 of 3 with full text"),
    ],
)
def test_what_a_feed_brings(entries: int, full: int, said: str) -> None:
    check = told(
        replace(FEED, due=NOON + timedelta(hours=1)), replace(FINDING, entries=entries, full=full), Counts(7, 2)
    )
    assert check == Check(
        "World",
        f"answers 304, nothing new · {said}",
        more=(
            "7 stories here, 2 unread · checked just now · next check in 1 h",
            "/w/feed/ · found by its name in the site’s menu · Last-Modified",
        ),
    )


def test_what_is_known_without_asking() -> None:
    assert told(None, None) == Check(
        "World", "nothing is stored yet", more=("/category/world/feed/ · as the edition says",)
    )
    assert told(FEED, None, Counts(1, 0)).says == "1 story here, 0 unread · checked just now"
    failing = replace(
        FEED, checked=None, failing_since=NOON - timedelta(days=1), failures=2, error="x asks us to wait until 14:00."
    )
    check = told(failing, None)
    assert check.says == (
        "nothing is stored yet · failing since 17 Nov, 2 times: x asks us to wait until 14:00 · no good check yet"
    )
    assert (check.state, check.advice) == ("note", "Nothing: the site asks for rest, and is asked again then.")
    assert told(replace(failing, checked=NOON), None).says.endswith("last good check just now")


def test_where_a_feed_is() -> None:
    assert "/?cat=3&feed=rss2 · " in told(replace(FEED, address=f"{GLOBE_POST}/?cat=3&feed=rss2"), None).more[0]
    assert told(replace(FEED, address="https://elsewhere.example/f/"), None).more[0].startswith("https://elsewhere.ex")


def test_pol_23_a_feed_that_moves_and_one_that_has_moved() -> None:
    moves = replace(FINDING, moves=f"{GLOBE_POST}/new/feed/")
    assert " · moves for good to /new/feed/ · " in told(FEED, moves).more[1]
    moved = replace(FEED, moved_from=f"{GLOBE_POST}/category/world/feed/")
    assert told(moved, None).more == ("/w/feed/ · moved for good from /category/world/feed/ · ETag",)


def test_pol_27_a_feed_that_is_given_up_is_no_fault() -> None:
    gone = replace(FEED, gone=NOON, failing_since=NOON, failures=1, error="x has given this feed up for good")
    asked = FeedFinding("World", "world", FEED.address, "edition", 410, error=gone.error, exit_code=69)
    for finding in (None, asked):
        check = told(gone, finding, Counts(7, 2))
        assert (check.state, check.advice[:34]) == ("note", "Look up the section’s new address,")
        assert "7 stories here, 2 unread · given up since 12:00" in (check.says, check.more[0])


def test_a_section_that_is_gone() -> None:
    gone = FeedFinding("World", "world", FEED.address, "missing", 404)
    check = told(FEED, gone, Counts(7, 2))
    assert (check.state, check.says, check.more[1]) == ("note", "the site has no such section", "/w/feed/")
    assert "another name" in check.advice


def test_each_failure_has_its_code_and_is_told_once() -> None:
    finding = FeedFinding("World", "world", FEED.address, "edition", error="got a web page, not a feed.", exit_code=65)
    check = told(replace(FEED, failing_since=NOON, failures=1, error="got a web page, not a feed"), finding)
    assert (check.state, check.code, check.says) == ("fault", 65, "got a web page, not a feed")
    assert check.advice.startswith("Log in to the network")
    assert check.more[0] == "nothing is stored yet · failing since 12:00, once · last good check just now"


def test_pol_16_a_site_that_asks_for_rest_is_no_fault() -> None:
    finding = replace(FINDING, status=429, error="x asks us to wait until 14:00.", exit_code=69, is_told_to_wait=True)
    assert told(FEED, finding).state == "note"


def group(*findings: FeedFinding, rest: RestFinding, **weather: Any) -> Group:
    from globeterm.edition import builtin_edition

    edition = builtin_edition("sample")
    answers = site_room.Answers(findings, rest, **weather)
    return site_room.tell_site(edition, Holdings(), answers, NOON, {"https_proxy": "http://me:hunter2@proxy"})


def failing(*sentences: str, **changes: Any) -> list[FeedFinding]:
    from globeterm.edition import builtin_edition

    sections = list(builtin_edition("sample").walk())
    return [
        FeedFinding(section.name, section.key, "x", "edition", error=sentences[i % len(sentences)], exit_code=69)
        for i, section in enumerate(sections)
    ]


CLOSED = RestFinding(is_open=False, why="it answers 401.")


def test_a_site_of_which_every_feed_fails_in_its_own_way() -> None:
    findings = failing("one.", "two.")
    shown = group(replace(findings[0], status=500), *findings[1:], rest=CLOSED)
    assert (shown.checks[0].state, shown.checks[2].state) == ("note", "fault")
    assert shown.checks[-1] == Check("REST API", "closed, which is no fault: it answers 401")


def test_flt_25_a_captive_portal_is_one_fault_with_its_advice() -> None:
    shown = group(*failing("got a web page, not a feed"), rest=CLOSED, wanted=WeatherConfig(), no_weather="x")
    assert [check.name for check in shown.checks if check.state == "fault"] == ["network"]
    assert shown.checks[0].advice.startswith("Log in to the network")
    assert "weather" not in [check.name for check in shown.checks]


def test_flt_26_a_site_that_is_silent_is_one_fault() -> None:
    shown = group(*failing("it did not answer in time.", "there was no answer within 30 seconds"), rest=CLOSED)
    assert [(check.name, check.says) for check in shown.checks if check.state == "fault"] == [
        ("network", "it did not answer in time.")
    ]


def test_pol_16_a_whole_site_that_asks_for_rest() -> None:
    waiting = [replace(finding, is_told_to_wait=True) for finding in failing("x asks us to wait until 14:00.")]
    assert group(*waiting, rest=CLOSED).checks[0].state == "note"


def test_sec_20_proxies_are_named_without_their_addresses() -> None:
    proxy = group(*failing("one.", "two."), rest=CLOSED).checks[1]
    assert proxy.says == "HTTPS_PROXY is set, and not used: globeterm asks sites itself"


@pytest.mark.parametrize(
    ("why", "state", "says"),
    [(None, "ok", "api.open-meteo.com tells that of New York"), ("it is away.", "note", "it is away")],
)
def test_the_weather(why: str | None, state: str, says: str) -> None:
    shown = group(FINDING, rest=RestFinding(is_open=True), wanted=WeatherConfig(), no_weather=why)
    assert (shown.checks[-1].name, shown.checks[-1].state, shown.checks[-1].says) == ("weather", state, says)
    assert shown.checks[-2].says.startswith("open: ")


def test_sec_20_the_report_of_a_crash_is_named(globe: Program) -> None:
    (globe.home / "state").mkdir(parents=True, mode=0o700)
    report = globe.home / "state" / "crash.log"
    report.write_text("")
    os.utime(report, (NOON.timestamp() - 7200, NOON.timestamp() - 7200))
    crash = checked(globe("doctor", "--offline", "--json"))["crash"]
    assert crash["says"].startswith("something failed inside globeterm ")
    assert crash["says"].endswith("crash.log")


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1.0 kB"),
        (12_345, "12 kB"),
        (999_900, "1.0 MB"),
        (3_400_000_000, "3.4 GB"),
        (5_000_000_000_000, "5000 GB"),
    ],
)
def test_sizes_in_words(count: int, words: str) -> None:
    assert folders_room.size_in_words(count) == words


def test_an_unexpected_failure_in_the_settings(globe: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("globeterm.cli.call.load_config", broken)
    shown = globe("doctor", "--offline", "--json")
    assert shown.code == 70
    assert "Permission denied" in faults(shown)["configuration"]
