"""Feeds that are made to cost much, served to a reader on a real terminal (SEC-06, SEC-07)."""

import os
import select
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.cli.conftest import Program, globe, quiet_surroundings

from .terminal import Terminal, family, megabytes
from .test_commands import Site, site

__all__ = ["globe", "quiet_surroundings", "site"]

HEAD = b'<?xml version="1.0"?><rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel><title>T</title>'
TAIL = b"</channel></rss>"
MOST_MEGABYTES = 250


def item(number: int, story: bytes = b"<p>A few words.</p>") -> bytes:
    said = (
        b"<item><title>Story %d</title><guid isPermaLink='false'>%d</guid><c:encoded><![CDATA[%b]]></c:encoded></item>"
    )
    return said % (number, number, story)


def of(*parts: bytes) -> bytes:
    return HEAD + b"".join(parts) + TAIL


GOOD = of(*map(item, range(30)))
BOMBS = {
    "attributes": of(b"<item ", b" ".join(b'a%d="x"' % n for n in range(100_000)), b"/>"),
    "fewer-attributes": of(
        *[b"<item %b><title>x</title></item>" % b" ".join(b'a%d="x"' % n for n in range(1_900))] * 200
    ),
    "comments": of(b"<item><description>", b"&lt;!--" * 100_000, b"</description></item>"),
    "authors": of(*[b"<item><author>" + b"a" * 990 + b"@</author></item>"] * 5_000),
    "laughs": b'<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "%b">]><rss><channel><title>&b;</title></channel></rss>'
    % (b"&a;" * 99),
    "paragraph-attributes": of(item(1, b"<p %b>x</p>" % b" ".join(b'a%d="x"' % n for n in range(1_900)) * 20)),
    "links": of(item(1, b'<a href="http://x.example/">y</a>' * 200_000)),
    "breaks": of(item(1, b"<br>" * 400_000)),
    "paragraphs": of(item(1, b"<p>x" * 500_000)),
    "nesting": of(item(1, b"<div>" * 100_000)),
    "unclosed": HEAD + b"<item>" + b"<a>" * 100_000,
    "title": of(b"<item><title>", b"x" * 14_000_000, b"</title></item>"),
    "items": of(b"<item><title>x</title></item>" * 400_000),
    "references": of(b"<item><description>", b"&amp;lt;" * 1_700_000, b"</description></item>"),
    "lists": b'{"version":"https://jsonfeed.org/version/1.1","items":[' + b"[]," * 4_000_000 + b"[]]}",
    "brackets": b'{"items":' + b"[" * 5_000_000,
    "letters": of(b"<item><title>Z\xfcrich</title><link>data:,", b"A" * 1_000_000, b"</link></item>"),
    "ordinary": of(*[item(number, b"<p>Some ordinary words of a story.</p>" * 150) for number in range(2_650)]),
    "data": of(item(1, b'<img src="data:image/png;base64,' + b"QUJD" * 3_700_000 + b'">')),
    "namespaces": of(*[b"<a %b>" % b" ".join(b'xmlns:n%d="u"' % n for n in range(500))] * 1_000),
}
QUICK = ("attributes", "comments", "laughs", "lists", "letters")
#: Served together in one refresh; all of them, and each alone, when GLOBETERM_ALL_BOMBS is set.
TOGETHER = [QUICK, *([tuple(BOMBS), *((name,) for name in BOMBS)] if "GLOBETERM_ALL_BOMBS" in os.environ else [])]


def edition(home: Path, address: str, *names: str) -> str:
    path = home / "bombs.toml"
    sections = "".join(f'[[sections]]\nname = "{name}"\nslug = "{name}"\nfeed = "/{name}/"\n' for name in names)
    path.write_text(f'name = "Bombs"\nhome = "{address}"\n{sections}', encoding="utf-8")
    return str(path)


def has_ended(process: int) -> bool:
    """Whether the process of a descriptor ends in good time."""
    ended = bool(select.select([process], [], [], 5)[0])
    os.close(process)
    return ended


def articles(globe: Program, *options: str) -> dict[str, int]:
    """How many articles each section has."""
    sections = globe("sections", "--json", "--offline", *options).json["sections"]
    return {section["slug"]: section["articles"] for section in sections}


def answered_until(is_over: Callable[[], bool], terminal: Terminal) -> list[float]:
    """How long the terminal took to answer each key, until what goes on is over, but for a minute at most."""
    waits: list[float] = []
    while not (len(waits) >= 30 and is_over()) and len(waits) < 600:
        waits += [terminal.answer_time(key) for key in "jkjkjkjkjk"]
    return waits


class Watch(Thread):
    """Looks again and again at how much memory a process and its helpers take up."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._over = Event()
        self.most = 0.0

    def run(self) -> None:
        while not self._over.wait(0.02):
            self.most = max(self.most, megabytes(self._pid))

    def stop(self) -> None:
        self._over.set()
        self.join()


@pytest.mark.parametrize("names", TOGETHER, ids=lambda names: names[0] if len(names) == 1 else f"{len(names)} together")
def test_sec_07_while_bombs_are_served_the_reader_answers_and_stays_small(
    globe: Program, site: Site, tmp_path: Path, names: tuple[str, ...]
):
    """SEC-06, SEC-07: keys in 100 ms, 250 MB with the workshop, the feed after them is read, and no process is left."""
    options = ("--edition", edition(tmp_path, site.address, "first", *names, "last"))
    for path in ("first", *names):
        site.put(f"/{path}/", GOOD, "Content-Type: application/rss+xml")
    site.put("/last/", of(item(1)), "Content-Type: application/rss+xml")
    assert globe("refresh", *options).code == 0
    for name in names:
        site.put(f"/{name}/", BOMBS[name], "Content-Type: application/rss+xml")
    site.put("/last/", of(item(1), item(2, b"<p>The one after the bombs.</p>")), "Content-Type: application/rss+xml")
    with Terminal("--home", str(globe.home), *options) as terminal:
        terminal.wait_for("Story")
        watch = Watch(terminal.pid)
        watch.start()
        terminal.press("2", "g", "R")
        waits = sorted(answered_until(lambda: articles(globe, *options)["last"] == 2, terminal))
        watch.stop()
        started = [os.pidfd_open(pid) for pid in family(terminal.pid)[1:]]
    assert terminal.code == 0
    assert waits[len(waits) // 2] < 0.1, waits[-5:]
    assert watch.most < MOST_MEGABYTES
    assert all(has_ended(process) for process in started)
    assert articles(globe, *options).items() >= {"first": 30, "last": 2}.items()
