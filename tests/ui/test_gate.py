"""The gate at the paint, and the whole screen behind it: nothing foreign reaches the terminal raw (SEC-01, SEC-02)."""

import re
from collections.abc import Sequence
from dataclasses import replace
from io import StringIO
from itertools import cycle

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.content import Content
from textual.widgets import Static

from globeterm.edition import Page, Section
from globeterm.model import Feed, RefreshResult
from globeterm.text import BAD
from globeterm.ui.gate import Colourless, PaintGate

from .papers import EDITION, NOW, FakeLibrary, make_app, make_article, make_document, press, running, sheet_of

BLACK = Color(0, 0, 0)

PAYLOADS = (
    "\x1b[31mred",
    "\x1b]0;title\x1b\\",
    "\x1b]52;c;aGk=\x07",
    "\x1b]8;;https://evil.example\x1b\\",
    "\x9b31m",
    "\x9d0;t\x9c",
    "nul\x00 del\x7f so\x0e nel\x85 ls\u2028",
    "bidi \u202e gnp.exe \u2066 x",
    "zero\u200bwidth\u00ad\ufeff",
    "tag \U000e0041\U000e0042",
    "[@click=app.exit()]press me[/]",
    "[/] [/bold] [/etc/passwd] x",
    "[bold]$foo [$x] [link='https://evil.example']y[/link]",
)


@given(st.text(), st.one_of(st.none(), st.text()))
def test_every_bad_character_is_replaced_and_a_bad_link_dropped(text: str, link: str | None):
    """SEC-01."""
    (segment,) = PaintGate().apply([Segment(text, Style(link=link))], BLACK)
    assert not BAD.search(segment.text)
    assert len(segment.text) == len(text)
    assert segment.style is not None
    assert segment.style.link is None or not BAD.search(segment.style.link)


def test_what_is_good_passes_as_it_is():
    segments = [Segment("Tel Aviv · תל אביב", Style(bold=True)), Segment("x")]
    assert PaintGate().apply(segments, BLACK) is segments
    control = [Segment("\x1b[2J", None, [(1,)])]  # type: ignore[list-item]
    assert PaintGate().apply(control, BLACK) == control


def test_without_colour_weight_and_slope_stay():
    style = Style(color="red", bgcolor="blue", bold=True, reverse=True)
    (coloured, plain) = Colourless().apply([Segment("x", style), Segment("y")], BLACK)
    assert coloured.style == Style(bold=True, reverse=True)
    assert plain == Segment("y")


def hostile_paper(payloads: Sequence[str]) -> FakeLibrary:
    """A paper in which every field that is shown holds a payload, as if no gate stood before the library."""
    payload = cycle(payloads).__next__
    article = make_article(
        1,
        title=payload(),
        authors=(payload(),),
        sections=(payload(),),
        summary=payload(),
        tags=(payload(),),
        url=None,
    )
    edition = replace(
        EDITION,
        name=f"Post {payload()}",
        sections=(Section(f"World {payload()}", "world", "/feed/", "world"),),
        pages=(Page(f"About {payload()}", "/about-us/"),),
    )
    paper = FakeLibrary([article, make_article(2)], {"world": [1]}, edition=edition)
    paper.documents[1] = replace(
        make_document(replace(article, title=payload()), 2),
        title=payload(),
        authors=(payload(),),
        author_note=payload(),
        tags=(payload(),),
        standfirst=payload(),
    )
    paper.results = [RefreshResult(payload(), "https://x.example", "failed", error=payload())]
    paper.checks = (Feed(1, "world", "https://x.example", failing_since=NOW, error=payload()),)
    return paper


def painted(app: App[None]) -> str:
    """The very bytes that a terminal would be sent for the whole screen."""
    out = StringIO()
    for strip in app.screen._compositor.render_strips():
        out.write(strip.render(app.console))
    return out.getvalue()


SGR_OR_LINK = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^;\x1b]*;[^\x1b\x07]*\x1b\\")


def assert_nothing_raw(app: App[None]) -> None:
    sent = painted(app)
    rest = SGR_OR_LINK.sub("", sent)
    found = BAD.search(rest.replace("\n", ""))
    assert found is None, repr(rest[max(0, found.start() - 20) : found.end() + 20])
    assert "evil.example\x1b" not in sent


async def walk_all_screens(payloads: Sequence[str]) -> None:
    async with running(make_app(hostile_paper(payloads)), (120, 30)) as pilot:
        assert_nothing_raw(pilot.app)
        for keys in (("enter",), ("z",), ("q", "q", "q"), ("j", "enter"), ("1", "G", "enter"), ("colon",)):
            await press(pilot, *keys)
            assert_nothing_raw(pilot.app)
        assert pilot.app.is_running
        await press(pilot, "escape")
        for payload in payloads:
            sheet_of(pilot).tell(payload)
            await pilot.pause(0)
            assert_nothing_raw(pilot.app)


@pytest.mark.parametrize("turned", range(0, len(PAYLOADS), 3))
async def test_no_payload_reaches_the_terminal_from_any_screen(turned: int):
    """SEC-01, SEC-02, SEC-04: each payload in several fields, each field with several payloads."""
    await walk_all_screens([*PAYLOADS[turned:], *PAYLOADS[:turned]])


PIECES = st.lists(st.sampled_from([*PAYLOADS, "[", "]", "\x1b", "\x07", "\u202e", "a"]), min_size=1, max_size=6)


@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(PIECES.map("".join), min_size=1, max_size=8))
async def test_no_mixture_of_them_does_either(payloads: list[str]):
    await walk_all_screens(payloads)


async def test_the_gate_stands_behind_every_widget():
    """SEC-01: a widget that was given foreign text without the first gate is still no danger."""
    async with running(make_app(hostile_paper("x"))) as pilot:
        await pilot.app.screen.mount(Static(Content("\x1b]52;c;aGk=\x1b\\ \u202e")))
        await pilot.pause()
        assert_nothing_raw(pilot.app)
