"""Payloads in a feed, on every screen: nothing of them is sent to the terminal (SEC-01, SEC-02)."""

import pytest

from globeterm.text import BAD
from tests.cli.conftest import Program, globe, quiet_surroundings

from .documents import feed
from .payloads import ESCAPES, MARKUP, Payload, payloads
from .recorded import Recorded, visit
from .terminal import Terminal
from .test_commands import Site, edition, site

__all__ = ["edition", "globe", "quiet_surroundings", "site"]

#: Through the list, into stories and their links, and every screen that shows what a feed says.
KEYS = (
    *("2", "G", "g", " ", " ", "\r", " ", "G", "J", " ", "v", "\x1b", "J", "z", "J", "z", "J", "]", "S", "\x1b"),
    *("|", "\x1b", "q", "s", "m", "U", "?", "\x1b", ":", "mark", "\x1b", "/", "mark", "\x1b", "\x1b", "F", "q"),
    *("t", "t", "2", "\r", "/", "mark", "\r", "\x1b", "D", "\x1b", "q", "A", "U"),
)
#: The one sequence that the reader sends beside places, colours and links: the shape of the pointer.
POINTER = "\x1b]22;default\x07"
#: The newest of their hour, so that they stand at the top of the list.
LOUD = [Payload(9959 - number, "markup", f" {markup} ") for number, markup in enumerate(MARKUP)]
SOME = [one for one in payloads()[::7] if one.number % 60 < 50]


@pytest.fixture
def shown(globe: Program, site: Site, edition: str) -> Recorded:
    """The reader's screens with a feed of payloads, visited with keys."""
    site.put("/feed/", feed([*LOUD, *SOME], site.address), "Content-Type: application/rss+xml")
    assert globe("refresh", "--edition", edition).code == 0
    keys = [one for key in KEYS for one in ([*key] if key.isalpha() else [key])]
    return visit(globe, keys, "--edition", edition, "--offline")


def assert_harmless(text: str) -> None:
    """Between the sequences are only characters that may be painted."""
    found = BAD.search(text.replace("\r", "").replace("\n", ""))
    assert found is None, repr(found)


def test_every_screen_is_sent_the_programs_own_sequences_alone(shown: Recorded):
    """SEC-01, SEC-02: no payload's sequence, no payload's link; and markup is shown as it is, and does nothing."""
    assert shown.code == 0
    assert shown.text.count("mark") > 200
    assert_harmless(shown.text)
    assert {one for one in shown.sequences if not one.startswith("\x1b]8;")} <= {POINTER}
    assert ESCAPES["csi"] not in shown.out
    assert "evil.example" not in "".join(shown.sequences)
    words = [word for markup in MARKUP for word in markup.split() if len(word) < 30]
    assert [word for word in words if word not in shown.text] == []


def test_sec_01_a_real_terminal_is_sent_no_payload(globe: Program, site: Site, edition: str):
    site.put("/feed/", feed(SOME, site.address), "Content-Type: application/rss+xml")
    assert globe("refresh", "--edition", edition).code == 0
    with Terminal("--home", str(globe.home), "--edition", edition, "--offline") as terminal:
        terminal.wait_for("mark")
        terminal.press("2", "\r")
    assert terminal.code == 0
    assert_harmless(terminal.text)
    assert not {one for one in terminal.sequences if "evil" in one}
