"""``sync``: the paper comes whole, once, and what was stopped goes on."""

import json
import os
import pty
import random
import re
import signal
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from globeterm.sample.paper import open_paper
from globeterm.sample.site import SampleSite
from globeterm.storage.database import open_database
from globeterm.storage.lock import LibraryLock
from globeterm.storage.pictures import PictureStore, StoredPicture

from .conftest import NOON, Program, Site, serving

if TYPE_CHECKING:
    import subprocess

ROUNDS = 2

pytestmark = pytest.mark.usefixtures("at_once")


@dataclass
class CountingSite(Site):
    """The sample paper on a real socket, which remembers what it was asked for and how it answered."""

    asked: Counter[str] = None  # type: ignore[assignment]
    statuses: list[int] = None  # type: ignore[assignment]

    def answer(self, method: str, url: str, headers: Mapping[str, str]) -> Any:
        given = super().answer(method, url, headers)
        self.asked[url] += 1
        self.statuses.append(given.status)
        return given

    def forget(self) -> None:
        self.asked, self.statuses = Counter(), []


@pytest.fixture
def site() -> Iterator[CountingSite]:
    site = CountingSite()
    site.forget()
    with serving(site.answer) as address:
        site.address = address
        site.paper = SampleSite(replace(open_paper(), home=address))
        yield site


def listed(globe: Program, site: Site, *argv: str) -> list[dict[str, Any]]:
    articles: list[dict[str, Any]] = globe("list", *argv, "-n", "999", "--json", "--site", site.address).json[
        "articles"
    ]
    return articles


def published(site: Site, section: str) -> list[str]:
    """The titles of a section's stories as the site has them, newest first."""
    paper = open_paper()
    category = paper.category(section)
    assert category is not None
    return [story.title for story in paper.in_category(category)]


def test_after_a_sync_the_site_is_not_needed(globe: Program, site: CountingSite) -> None:
    """Every story of every section is here in full, with its pictures; nothing was asked for twice."""
    synced = globe("sync", "--json", "--pages", "99", "--site", site.address)
    assert synced.code == 0
    document = synced.json
    assert list(document) == ["feeds", "articles", "pictures", "seconds"]
    assert [list(feed) for feed in document["feeds"]] == [["section", "url", "status", "new", "updated", "error"]] * 13
    count = document["articles"]["wanted"]
    assert document["articles"] == {"wanted": count, "full": count, "failed": 0}
    pictures = document["pictures"]["wanted"]
    assert document["pictures"] == {"wanted": pictures, "stored": pictures, "failed": 0}
    assert count >= 40
    assert pictures >= 20
    assert document["seconds"] > 0
    assert [url for url, times in site.asked.items() if times > 1] == []
    site.broken = ("/",)
    articles = listed(globe, site)
    assert len(articles) == count
    assert {article["offline"] for article in articles} == {"full"}
    for section in ("world", "featured", "opinion"):
        assert [article["title"] for article in listed(globe, site, section)] == published(site, section)
    newest = globe("read", articles[0]["id"], "--json", "--offline", "--site", site.address)
    assert newest.code == 0
    assert len(newest.json["text"]) > 500


def test_a_second_sync_asks_for_feeds_alone_and_gets_304(globe: Program, site: CountingSite) -> None:
    some = ("sync", "world", "stage", "--pages", "99", "--site", site.address)
    globe(*some)
    site.forget()
    again = globe(*some, "--json")
    assert again.code == 0
    assert (len(site.asked), set(site.asked.values()), set(site.statuses)) == (2, {1}, {304})
    assert all("/feed/" in url for url in site.asked)
    assert again.json["articles"]["full"] == again.json["articles"]["wanted"]


def test_older_pages_come_as_far_as_they_are_wanted(globe: Program, site: CountingSite) -> None:
    world = published(site, "world")
    assert len(world) > 10
    globe("sync", "world", "--no-pictures", "--site", site.address)
    assert [article["title"] for article in listed(globe, site, "world")] == world[:10]
    said = globe("sync", "world", "--pages", "1", "--no-pictures", "--site", site.address)
    assert f"World · {len(world) - 10} new\n" in said.out
    assert [article["title"] for article in listed(globe, site, "world")] == world
    assert globe("sync", "world", "--pages", "99", "--site", site.address).code == 0
    assert [article["title"] for article in listed(globe, site, "world")] == world


def test_what_is_said_on_the_way_and_at_the_end(globe: Program, site: CountingSite) -> None:
    """CNV-03: progress is lines where there is no terminal, and on stderr."""
    said = globe("sync", "stage", "--site", site.address)
    assert said.code == 0
    assert said.out == "Stage · 5 new\nall 5 stories can be read offline\nall 5 pictures can be seen offline\n"
    lines = said.err.splitlines()
    assert (lines[0], lines[-1]) == ("sections · 1 of 1", "pictures · 5 of 5")
    assert len(lines) <= 9
    quiet = globe("sync", "stage", "--no-pictures", "--site", site.address)
    assert quiet.out == "all 5 stories can be read offline\n"


def test_some_that_fails_is_1_and_a_line_each(globe: Program, site: CountingSite) -> None:
    """FLT-39: the rest is done, and the next sync brings what was missing."""
    site.broken = ("/category/world/", "/wp-content/")
    said = globe("sync", "world", "stage", "--json", "--site", site.address)
    assert said.code == 1
    failures = [line for line in said.err.splitlines() if line.startswith("globeterm: ")]
    assert sum(line.startswith("globeterm: World: ") for line in failures) == 1
    assert said.json["pictures"] == {"wanted": 5, "stored": 0, "failed": 5}
    assert len(failures) == 1 + 5
    site.broken = ()
    assert globe("sync", "stage", "--json", "--site", site.address).code == 0


def test_pol_34_pictures_that_can_not_be_had_are_told_once_and_counted_always(
    globe: Program, site: CountingSite
) -> None:
    site.gone = ("/wp-content/",)
    assert globe("sync", "stage", "--site", site.address).code == 1
    site.forget()
    said = globe("sync", "stage", "--site", site.address)
    assert said.code == 0
    assert said.out.splitlines()[-1] == ("0 of 5 pictures can be seen offline; 5 can’t be had, not asked again")
    assert not [url for url in site.asked if url.startswith("/wp-content/")]
    told = globe("sync", "stage", "--json", "--site", site.address).json
    assert told["pictures"] == {"wanted": 5, "stored": 0, "failed": 5}


def test_what_was_read_makes_room_if_the_configuration_says_so(globe: Program, site: CountingSite) -> None:
    """Unread and saved stories stay; what was given up is not brought again."""
    some = ("sync", "stage", "--site", site.address)
    globe(*some)
    first, second, *_ = [story["id"] for story in listed(globe, site)]
    globe("mark", "--read", first, second, "--site", site.address)
    globe("save", second, "--site", site.address)
    (globe.home / "config").mkdir(parents=True)
    (globe.home / "config" / "config.toml").write_text("[sync]\nmax_mb = 1\n", "utf-8")
    with closing(open_database(globe.home / "data" / "library.sqlite", now=lambda: NOON)) as database:
        PictureStore(database).put(StoredPicture("https://a.example/a.png", 9, 9, bytes(2_000_000)), None, NOON)
    said = globe(*some)
    assert said.out.splitlines()[-1] == "1 story that was read gave up pictures or text to make room"
    assert [story["id"] for story in listed(globe, site) if story["offline"] == "summary"] == [first]
    site.forget()
    assert "room" not in globe(*some).out
    assert set(site.statuses) == {304}


def test_a_site_that_cannot_be_reached_is_69(globe: Program) -> None:
    said = globe("sync", "--site", "http://127.0.0.1:1")
    assert said.code == 69
    assert "stories" not in said.out


def test_offline_it_tells_what_is_not_here(globe: Program, site: CountingSite) -> None:
    globe("sync", "stage", "--site", site.address)
    site.forget()
    assert globe("sync", "stage", "--offline", "--site", site.address).code == 0
    assert not site.asked


def test_a_mistake_stops_before_anything_is_asked(globe: Program) -> None:
    assert globe("sync", "wrold").code == 2
    assert globe("sync", "--pages", "none").code == 2
    assert not globe.home.exists()


def test_the_configuration_says_what_is_brought(globe: Program, site: CountingSite) -> None:
    (globe.home / "config").mkdir(parents=True)
    (globe.home / "config" / "config.toml").write_text("[sync]\nstories = 2\npictures = false\n", "utf-8")
    said = globe("sync", "world", "stage", "--json", "--site", site.address).json
    assert (said["articles"]["wanted"], said["pictures"]["wanted"]) == (4, 0)
    assert globe("sync", "stage", "--pictures", "--json", "--site", site.address).json["pictures"]["wanted"] > 0


def test_flt_03_another_globeterm_is_named(globe: Program) -> None:
    (globe.home / "state").mkdir(parents=True)
    with LibraryLock(globe.home / "state"):
        said = globe("sync", "--edition", "sample")
    assert said.code == 75
    assert "holds the library" in said.err


def test_on_a_terminal_there_is_a_bar_a_phase(globe: Program, site: CountingSite) -> None:
    """On stderr, with counts; failures stand above the bars, and stdout has the JSON alone."""
    site.broken = ("/category/world/",)
    ours, theirs = pty.openpty()
    environment = {"COLUMNS": "100", "LINES": "30", "NO_COLOR": "1"}
    process = globe.start(
        "sync", "world", "stage", "--json", "--site", site.address, environment=environment, stderr=theirs
    )
    os.close(theirs)
    with process, closing(os.fdopen(ours, "rb")) as terminal:
        shown = drawn(terminal)
        assert process.stdout is not None
        out = process.stdout.read()
    assert process.returncode == 1
    assert json.loads(out)["articles"] == {"wanted": 5, "full": 5, "failed": 0}
    last = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]|\r", "", shown).split("\n")
    assert any("globeterm: World: " in line for line in last), last
    for phase, count in (("sections", "2 of 2"), ("stories", "5 of 5"), ("pictures", "5 of 5")):
        assert any(phase in line and count in line for line in last)


def drawn(terminal: Any) -> str:
    """All that was drawn until the program ended."""
    parts: list[bytes] = []
    try:
        while part := terminal.read1(65536):
            parts.append(part)
    except OSError:  # how Linux says that nobody has the other end any more
        pass
    return b"".join(parts).decode()


def after_lines(process: "subprocess.Popen[bytes]", count: int) -> None:
    """Wait until a sync has said so many lines, or has ended."""
    assert process.stderr is not None
    for _ in range(count):
        process.stderr.readline()


def stories(globe: Program, site: Site) -> set[tuple[str, str]]:
    return {(article["title"], article["offline"]) for article in listed(globe, site)}


def test_flt_01_kill_9_at_any_moment_loses_nothing(globe: Program, site: CountingSite) -> None:
    """The library opens, what was listed is listed, what was full is full, and the next sync completes."""
    dice = random.Random(7)
    some = ("sync", "world", "stage", "--pages", "99", "--site", site.address)
    before: set[tuple[str, str]] = set()
    for _ in range(ROUNDS):
        with globe.start(*some) as process:
            after_lines(process, dice.randrange(1, 14))
            process.kill()
        now = stories(globe, site)
        assert {title for title, _ in before} <= {title for title, _ in now}
        assert {story for story in before if story[1] == "full"} <= now
        before = now
    assert globe(*some).code == 0
    assert {offline for _, offline in stories(globe, site)} == {"full"}
    for section in ("world", "stage"):
        assert [article["title"] for article in listed(globe, site, section)] == published(site, section)
    site.forget()
    assert globe(*some).code == 0
    assert (len(site.asked), set(site.statuses)) == (2, {304})


def test_ctrl_c_keeps_what_came(globe: Program, site: CountingSite) -> None:
    """130, one line, and the next sync goes on."""
    with globe.start("sync", "stage", "--site", site.address, start_new_session=True) as process:
        after_lines(process, 2)
        os.killpg(process.pid, signal.SIGINT)
        assert process.stderr is not None
        err = process.stderr.read().decode()
    assert process.returncode == 130
    assert "what came is kept" in err
    assert "Traceback" not in err
    assert len(listed(globe, site)) == 5
    assert globe("sync", "stage", "--site", site.address).code == 0


def test_the_library_is_the_only_state(globe: Program, site: CountingSite, tmp_path: Path) -> None:
    """Without its cache a sync asks for no page again."""
    globe("sync", "stage", "--site", site.address)
    for file in (globe.home / "cache").iterdir():
        file.unlink()
    site.forget()
    globe("sync", "stage", "--site", site.address)
    assert list(site.asked) == ["/category/opinion/stage/feed/"]
