"""A story of the site's own shape: every field is seen, and a related story comes back to the same line."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import cycle

import pytest
from textual.pilot import Pilot

from globeterm.config import Config
from globeterm.content import Document, Figure, Heading, Link, More, Paragraph, Picture, Span
from globeterm.ui.app import GlobeApp
from globeterm.ui.terminal import Graphics, PictureTerminal

from .papers import (
    NOW,
    FakeLibrary,
    make_article,
    make_document,
    press,
    running,
    settle,
    sheet_of,
    some_paper,
    story_of,
)
from .test_illustrating import FakePictures

OLDER = "https://paper.example/2019/11/the-long-winter/"
LEAD = Picture("https://paper.example/quay.jpg", "The quay", "Officials outside the ministry on Monday.", "AFP")
MAP = Picture("https://paper.example/map.png", "A map", "The nine lines.", "Harbour Office")

#: What a reader must see of it, from the first line to the last.
FIELDS = (
    "WORLD · MEDIA FREEDOM",
    "Ministry Defends Harbour Cuts After Leak",
    "Officials say the timetable stays as it is until spring.",
    "By Ilse Marn and Abena Fosu with AFP",
    "16 June 2025 · updated 17 June 2025 · 4 min",
    "▀",
    "Officials outside the ministry on Monday.",
    "Photo: AFP",
    "The ministry on Monday vowed it would keep the cuts, a day after a leak of the minutes¹",
    "More on the Subject",
    "What the Minutes Say, Line by Line",
    "A timetable in pieces",
    "Six of the nine lines would run every other hour.",
    "The nine lines.",
    "Photo: Harbour Office",
    "Ilse Marn writes about harbours and those who work there.",
    "Tags: Ferries · Budget",
    "RELATED",
    "1 Rare Harbour Strike Ends",
    "Abena Fosu · 12 June 2025",
    "2 Ferry Fares to Rise",
    "PREVIOUS",
    "3 The Long Winter of the Lamplighters",
    "NEXT",
    "4 A Bridge Nobody Ordered",
)


def whole_story() -> Document:
    five, nine, seven = (make_article(number).url or "" for number in (5, 9, 7))
    filling = [
        Paragraph((Span(f"Paragraph {number} of it. " + "Nobody at the quay had heard of it. " * 6),))
        for number in range(9)
    ]
    lead = Span("The ministry on Monday vowed it would keep the cuts, a day after ")
    return Document(
        url=make_article(1).url or "",
        title="Ministry Defends Harbour Cuts After Leak",
        standfirst="Officials say the timetable stays as it is until spring.",
        authors=("Ilse Marn", "Abena Fosu"),
        agency="AFP",
        published=datetime(2025, 6, 16, 9, tzinfo=UTC),
        updated=datetime(2025, 6, 17, 8, tzinfo=UTC),
        sections=("World", "Media Freedom"),
        picture=LEAD,
        blocks=(
            Paragraph((lead, Span("a leak of the minutes", link=five), Span("."))),
            More("More on the Subject", (Link("What the Minutes Say, Line by Line", nine),)),
            Heading(2, (Span("A timetable in pieces"),)),
            Paragraph((Span("Six of the nine lines would run every other hour."),)),
            *filling,
            Figure(MAP),
        ),
        author_note="Ilse Marn writes about harbours and those who work there.",
        tags=("World", "Ferries", "Budget"),
        related=(
            Link("Rare Harbour Strike Ends", five, ("Abena Fosu",), datetime(2025, 6, 12, tzinfo=UTC)),
            Link("Ferry Fares to Rise", nine),
        ),
        previous=Link("The Long Winter of the Lamplighters", OLDER),
        next=Link("A Bridge Nobody Ordered", seven),
    )


def paper() -> FakeLibrary:
    """Story 1 is the whole one; the stories that it leads to lead on to one another."""
    library = some_paper()
    library.stored[1] = make_article(1, minutes=4)
    library.documents[1] = whole_story()
    five, nine = make_article(5), make_article(9)
    library.documents[5] = replace(make_document(five, 20), related=(Link(nine.title, nine.url or ""),))
    library.documents[9] = replace(make_document(nine, 20), previous=Link("The Long Winter", OLDER))
    library.pages["/2019/11/the-long-winter/"] = replace(
        make_document(make_article(77), 20), url=OLDER, title="The Long Winter"
    )
    library.pictures = FakePictures([LEAD.url, MAP.url])  # type: ignore[attr-defined]
    return library


def app_of(library: FakeLibrary) -> GlobeApp:
    blocks = PictureTerminal(Graphics.BLOCKS)
    return GlobeApp(library, lambda: library, config=Config(), now=lambda: NOW, terminal=blocks)  # type: ignore[arg-type, return-value]


async def read_through(pilot: Pilot[None]) -> str:
    """All that is seen in the story's pane from the first line to the last."""
    pane = sheet_of(pilot).crew.story
    seen = []
    for line in range(0, pane.max_scroll_y + 1, max(1, pane.size.height - 1)):
        pane.go_to(line)
        await pilot.pause()
        seen.append(story_of(pilot))
    pane.go_to(pane.max_scroll_y)
    await pilot.pause()
    return " ".join([*seen, story_of(pilot)])


@pytest.mark.parametrize("width", [80, 100, 120, 160])
async def test_every_field_of_the_page_is_seen(width: int):
    async with running(app_of(paper()), (width, 36)) as pilot:
        await press(pilot, "enter")
        seen = await read_through(pilot)
        assert [field for field in FIELDS if field not in seen] == []
        where = [seen.index(field) for field in FIELDS]
        assert where == sorted(where)


@pytest.mark.parametrize("width", [80, 100, 120, 160])
async def test_a_related_story_opened_by_its_digit_comes_back_to_the_same_line(width: int):
    """From six lines; each of the three keys that go back does so near the top and further down."""
    async with running(app_of(paper()), (width, 36)) as pilot:
        sheet, pane = sheet_of(pilot), sheet_of(pilot).crew.story
        await press(pilot, "enter")
        end = pane.max_scroll_y
        for line, back in zip((0, 1, 14, end // 2, end - 1, end), cycle(("q", "backspace", "escape"))):
            pane.go_to(line)
            await pilot.pause()
            shown = story_of(pilot)
            await press(pilot, "1")
            assert sheet.headlines.opened == 5
            await press(pilot, back)
            assert (sheet.pane, sheet.headlines.opened, pane.scroll_offset.y) == ("story", 1, line)
            assert story_of(pilot) == shown


@pytest.mark.parametrize("width", [80, 120])
async def test_several_steps_are_gone_back_one_by_one_each_to_its_line(width: int):
    """To a related story, on to another, on to one that only the site has, and back again."""
    async with running(app_of(paper()), (width, 36)) as pilot:
        sheet, pane = sheet_of(pilot), sheet_of(pilot).crew.story
        left = []
        for key, steps in (("enter", 17), ("1", 5), ("1", 9), ("1", 3)):
            await press(pilot, key)
            pane.go_to(steps)
            await pilot.pause()
            left.append((sheet.crew.reading.address, pane.scroll_offset.y, story_of(pilot)))
        assert left[-1][0] == OLDER
        for address, line, shown in left[-2::-1]:
            await press(pilot, "q")
            assert (sheet.crew.reading.address, pane.scroll_offset.y) == (address, line)
            assert story_of(pilot) == shown
        await press(pilot, "q")
        assert sheet.pane == "headlines"


@pytest.mark.parametrize(("before", "after"), [(120, 80), (80, 160), (100, 60)])
async def test_after_a_restart_at_another_width_each_place_is_where_it_was(before: int, after: int):
    """The place in the paper's own story, in a related one, and in one that was reached through a link alone."""
    library = paper()
    places = {}
    async with running(app_of(library), (before, 30)) as pilot:
        sheet, pane = sheet_of(pilot), sheet_of(pilot).crew.story
        await press(pilot, "enter")
        for key in ("", "3", "q", "1"):
            await press(pilot, *filter(None, [key]))
            if key != "q":
                await press(pilot, "space", "j", "j")
                places[sheet.crew.reading.address] = pane.place
        await press(pilot, "ctrl+q")
    assert len(places) == 3
    async with running(app_of(library), (after, 30)) as pilot:
        sheet, pane = sheet_of(pilot), sheet_of(pilot).crew.story
        await press(pilot, "3")
        assert sheet.headlines.opened == 5
        for article, key in ((5, ""), (1, ""), (1, "3")):
            if key:
                await press(pilot, key)
            else:
                sheet.crew.reading.open(article)
                await settle(pilot)
            place = places.pop(sheet.crew.reading.address)
            assert pane.scroll_offset.y == pane._galley.line_of((place.block, place.offset)) > 0
    assert places == {}
