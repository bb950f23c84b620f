"""Every screen in every size from 20 × 5 to 250 × 60: nothing breaks, no line is too wide, the focus is seen."""

import random
from dataclasses import replace

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from globeterm.config import Config
from globeterm.content import Code, Document, Figure, Heading, ListBlock, Paragraph, Picture, Quote, Span, Table
from globeterm.ui.app import GlobeApp
from globeterm.ui.help import HelpScreen
from globeterm.ui.masthead import TooSmall
from globeterm.ui.terminal import Graphics, PictureTerminal

from .papers import NOW, FakeLibrary, make_article, press, running, settle, sheet_of, some_paper
from .test_illustrating import FakePictures

PICTURE = Picture("https://paper.example/quay.jpg", "The quay", "A caption of some length, as they are.", "AFP")
WIDTHS = (20, 21, 34, 50, 79, 80, 100, 119, 120, 163, 250)
HEIGHTS = (5, 7, 9, 10, 14, 24, 36, 60)


def said(text: str) -> tuple[Span, ...]:
    return (Span(text),)


def odd_story() -> Document:
    """What is wide, what runs the other way, what joins, what is preformatted, and pictures."""
    cell = tuple(said(text) for text in ("北港", "a-very-long-word-without-any-end-that-fits", "12.5 %", "ok 👩‍👩‍👧"))
    return Document(
        make_article(1).url or "",
        "港務局、冬季の時刻表を守ると約束 — שלום 👨‍👩‍👧‍👦",
        (
            Paragraph(said("これは長い段落です。" * 20)),
            Paragraph(said("העיר שוב מתעוררת אל הנמל. " * 12)),
            Figure(PICTURE),
            Paragraph(
                (Span("Emoji 🇩🇪👍🏽 and e\u0301 marks ", strong=True), Span("a link", link="https://paper.example/x"))
            ),
            Heading(2, said("A heading of many words that goes on for longer than most do")),
            Table((cell, cell, cell), 1, said("A caption")),
            Code("def f(x):\n\treturn x" + " + 1" * 40 + "\n" + "漢字" * 60),
            Quote((ListBlock(True, ((Paragraph(said("one " * 30)),), (Paragraph(said("二" * 40)),)), start=99),)),
            Paragraph(said("https://paper.example/" + "a" * 300)),
        ),
        standfirst="What it is about, " * 6,
        authors=("Ilse Marn", "北 太郎"),
        sections=("World", "Media Freedom"),
        picture=replace(PICTURE, url="https://paper.example/lead.jpg"),
        tags=("Harbour",),
    )


def odd_paper() -> FakeLibrary:
    paper = some_paper(40)
    paper.stored[1] = make_article(1, title=odd_story().title, authors=("Ilse Marn", "北 太郎"))
    paper.documents[1] = odd_story()
    paper.pictures = FakePictures([PICTURE.url, "https://paper.example/lead.jpg"])  # type: ignore[attr-defined]
    return paper


def app_of(paper: FakeLibrary) -> GlobeApp:
    blocks = PictureTerminal(Graphics.BLOCKS)
    return GlobeApp(paper, lambda: paper, config=Config(), now=lambda: NOW, terminal=blocks)  # type: ignore[arg-type, return-value]


#: What stands on the screen, and the keys that bring it there.
STATES = {
    "list": ("2",),
    "sidebar": ("1",),
    "story": ("enter",),
    "story further down": ("enter", "space", "space", "j"),
    "only the story": ("enter", "z"),
    "words to find": ("enter", "slash", "a"),
    "links": ("enter", "space", "v"),
    "help": ("question_mark",),
    "share": ("enter", "S"),
    "pipe": ("enter", "vertical_line"),
    "palette": ("colon",),
}


def faults(pilot: Pilot[None], size: tuple[int, int]) -> list[str]:
    """What is wrong on the screen: its size, lines that are too wide, a focus that is not seen."""
    app = pilot.app
    strips = app.screen._compositor.render_strips()
    found = [] if len(strips) == size[1] else [f"{len(strips)} lines"]
    for number, strip in enumerate(strips):
        text = "".join(segment.text for segment in strip if not segment.control)
        if strip.cell_length != size[0] or cell_len(text) != size[0]:
            found.append(f"line {number} is {strip.cell_length} wide, by its text {cell_len(text)}")
    pane = sheet_of(pilot).crew.story
    if pane.region:
        found += [
            f"a set line of {line.cell_len}" for line in pane._galley.lines if line.cell_len > max(1, pane._width)
        ]
    if sheet_of(pilot).query_one(TooSmall).display:
        return found
    focused = app.screen.focused
    if focused is None:
        found += [] if isinstance(app.screen, HelpScreen) else ["nothing has the focus"]
    elif not app.screen.region.intersection(focused.region):
        found.append(f"the focus is on {focused!r}, which is not seen: {focused.region}")
    return found


async def sweep(pilot: Pilot[None], sizes: list[tuple[int, int]]) -> dict[tuple[int, int], list[str]]:
    found = {}
    for size in sizes:
        await pilot.resize_terminal(*size)
        await settle(pilot)
        if problems := faults(pilot, size):
            found[size] = problems
    return found


def some_sizes(seed: str, count: int) -> list[tuple[int, int]]:
    """The corners, and others by chance that is the same each time."""
    chance = random.Random(seed)
    corners = [(20, 5), (250, 60), (20, 60), (250, 5)]
    return [*corners, *((chance.choice(WIDTHS), chance.choice(HEIGHTS)) for _ in range(count))]


@pytest.mark.parametrize("state", STATES)
async def test_every_size_shows_it_whole_and_the_focus(state: str):
    async with running(app_of(odd_paper()), (120, 36)) as pilot:
        await press(pilot, *STATES[state])
        assert await sweep(pilot, some_sizes(state, 4)) == {}


async def test_a_storm_of_resizes_keeps_the_line_at_the_top_and_ends_in_order():
    chance = random.Random(5)
    async with running(app_of(odd_paper()), (120, 36)) as pilot:
        await press(pilot, "enter", "space", "space")
        pane = sheet_of(pilot).crew.story
        place = pane.place
        for _ in range(24):
            await pilot.resize_terminal(chance.randrange(20, 251), chance.randrange(5, 61))
            if chance.random() < 0.3:
                await pilot.pause()
        await pilot.resize_terminal(120, 36)
        await settle(pilot)
        assert faults(pilot, (120, 36)) == []
        assert pane.place == place
