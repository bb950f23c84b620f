"""Pictures of each screen in three widths. After a change that is meant: ``--snapshot-update``, and look at them."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from textual.pilot import Pilot

from globeterm.content import Document, Figure, Heading, Paragraph, Picture, Quote, Span
from globeterm.model import Session

from .papers import NOW, FakeLibrary, make_app, make_article, press, settle, some_paper
from .test_refresh import all_failed, answers, sample_edition

SIZES = ((60, 24), (100, 30), (140, 36))

STORY = Document(
    url="https://paper.example/2025/06/story-1/",
    title="Rare Harbour Strike Ends After Eleven Days",
    standfirst="Both sides call it a draw, and the cranes are moving again.",
    authors=("Abena Fosu",),
    agency="AFP",
    published=NOW,
    sections=("World", "Business"),
    picture=Picture("https://paper.example/1.jpg", "Cranes", "The northern quay on Monday.", "AFP"),
    blocks=(
        Paragraph(
            (
                Span("The first ship left the "),
                Span("northern quay", link="https://paper.example/quay/"),
                Span(" at dawn."),
            )
        ),
        Heading(2, (Span("What was agreed"),)),
        Quote((Paragraph((Span("Nobody won, and nobody has to say so."),)),), (Span("A mediator"),)),
        Paragraph((Span("The port says it will take " * 6 + "weeks."),)),
        Figure(Picture("https://paper.example/2.jpg", "Crane", "A crane at rest.", "Staff")),
    ),
)


def paper(**options: Any) -> FakeLibrary:
    """A paper with something of everything: read, saved, gone, failing."""
    paper = some_paper(**options)
    answers(paper)
    paper.stored[2] = make_article(2, read=True, saved=True)
    paper.stored[4] = make_article(4, title="A Headline That Is Far Too Long for Two Lines of Any List " * 2)
    paper.documents[1] = STORY
    gone, failing = paper.checks[0], paper.checks[2]
    paper.checks = (
        replace(gone, found="missing"),
        paper.checks[1],
        replace(failing, failing_since=NOW, error="got a web page, not a feed"),
        *paper.checks[3:],
    )
    return paper


def keys(*pressed: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    async def run_before(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await press(pilot, *pressed)

    return run_before


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize(
    ("name", "pressed"),
    [
        ("headlines", ("j",)),
        ("story", ("enter",)),
        ("sections", ("1", "j", "j")),
        ("gone", ("1", "j", "enter")),
        ("help", ("question_mark",)),
        ("only-story", ("enter", "z")),
    ],
)
def test_screen(snap_compare: Callable[..., bool], name: str, pressed: tuple[str, ...], size: tuple[int, int]):
    assert snap_compare(make_app(paper()), terminal_size=size, run_before=keys(*pressed))


@pytest.mark.parametrize("theme", ["globe-light", "ansi-light", "nord"])
def test_other_themes(snap_compare: Callable[..., bool], theme: str):
    app = make_app(paper(session=Session(theme=theme)))
    assert snap_compare(app, terminal_size=(140, 36), run_before=keys("enter", "2"))


def test_without_colour(snap_compare: Callable[..., bool], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(make_app(paper()), terminal_size=(100, 30), run_before=keys("j"))


def test_the_sample_stands_in(snap_compare: Callable[..., bool]):
    unreachable = FakeLibrary()
    all_failed(unreachable)
    assert snap_compare(make_app(unreachable, sample_edition()), terminal_size=(120, 30), run_before=keys())


def test_offline_with_an_empty_section(snap_compare: Callable[..., bool]):
    stored = some_paper()
    all_failed(stored)
    assert snap_compare(make_app(stored), terminal_size=(120, 30), run_before=keys("1", "j", "enter"))


def test_nothing_saved(snap_compare: Callable[..., bool]):
    assert snap_compare(make_app(some_paper()), terminal_size=(100, 30), run_before=keys("1", "G", "k", "enter"))


def test_the_smallest_terminal(snap_compare: Callable[..., bool]):
    assert snap_compare(make_app(paper()), terminal_size=(20, 5), run_before=keys("j"))


def test_the_palette(snap_compare: Callable[..., bool]):
    async def run_before(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await pilot.press("colon")
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        pilot.app.screen.query_one("CommandInput").cursor_blink = False  # type: ignore[attr-defined]

    assert snap_compare(make_app(paper()), terminal_size=(100, 30), run_before=run_before)
