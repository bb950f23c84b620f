"""Payloads in a feed, on the screen of a real terminal: nothing of them is sent there (SEC-01, SEC-02)."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from globeterm.text import BAD
from tests.cli.conftest import Program, globe, quiet_surroundings

from .documents import feed
from .payloads import ESCAPES, MARKUP, Payload, payloads
from .terminal import Terminal
from .test_commands import Site, edition, site

__all__ = ["edition", "globe", "quiet_surroundings", "site"]

#: Through the list, into stories and their links, and every screen that shows what a feed says.
KEYS = (
    *("2", "G", "g", " ", " ", "\r", " ", "G", "J", " ", "v", "\x1b", "J", "z", "J", "z", "J", "]", "S", "\x1b"),
    *("|", "\x1b", "q", "s", "m", "U", "?", "\x1b", ":", "mark", "\x1b", "/", "mark", "\x1b", "\x1b", "F", "q"),
    *("t", "t", "2", "\r", "/", "mark", "\r", "\x1b", "D", "\x1b", "q", "A", "U"),
)


def shown(globe: Program, site: Site, edition: str, some: Sequence[Payload], keys: Sequence[str]) -> Terminal:
    """The reader's screens with a feed of payloads, visited with keys."""
    site.put("/feed/", feed(some, site.address), "Content-Type: application/rss+xml")
    assert globe("refresh", "--edition", edition).code == 0
    with Terminal("--home", str(globe.home), "--edition", edition, "--offline") as terminal:
        terminal.wait_for("mark")
        terminal.rest()
        terminal.press(*keys)
    return terminal


@pytest.fixture
def second(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Program:
    return Program(tmp_path / "second", capsys)


def test_sec_01_the_terminal_is_sent_the_programs_own_sequences_alone(
    globe: Program, second: Program, site: Site, edition: str
):
    """Every sequence is one that the same feed without payloads causes too, and between them are only characters."""
    some = payloads()[::7]
    plain = [Payload(one.number, one.name, "") for one in some]
    harmless = shown(second, site, edition, plain, KEYS)
    hostile = shown(globe, site, edition, some, KEYS)
    assert (harmless.code, hostile.code) == (0, 0)
    assert hostile.text.count("mark") > 200
    found = BAD.search(hostile.text.replace("\r", "").replace("\n", ""))
    assert found is None, repr(found)
    strange = {one for one in hostile.sequences - harmless.sequences if not one.startswith("\x1b]8;")}
    assert strange == set()
    assert ESCAPES["csi"].encode() not in hostile.out
    assert "evil.example" not in "".join(hostile.sequences)


def test_sec_02_markup_is_shown_as_it_is_and_does_nothing(globe: Program, site: Site, edition: str):
    some = [Payload(number, "markup", f" {markup} ") for number, markup in enumerate(MARKUP)]
    terminal = shown(globe, site, edition, some, KEYS)
    assert terminal.code == 0
    text = terminal.text
    words = [word for markup in MARKUP for word in markup.split() if len(word) < 30]
    assert [word for word in words if word not in text] == []
