"""Pictures of the search. After a change that is meant: ``--snapshot-update``, and look at them."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from globeterm.config import Config
from globeterm.found import Hit, SearchResult, Snippet

from .papers import FakeLibrary, make_app, make_article, press, settle, some_paper

SIZES = ((60, 24), (80, 24), (140, 36))

PIECE = "…the board of the port said on Monday that no ferry had left, and that the ferry of the company would wait…"


def places(text: str, word: str) -> tuple[tuple[int, int], ...]:
    starts = [start for start in range(len(text)) if text.lower().startswith(word, start)]
    return tuple((start, start + len(word)) for start in starts)


def searched() -> FakeLibrary:
    """A paper in which each state of a search can be had."""
    paper = some_paper()
    titles = ("Ferry", "The Last Ferry Pilot of the Lower Delta Says What the Fog Was Like", "A Ferry of Łódź", "Fog")
    articles = [make_article(number, title=title) for number, title in enumerate(titles, 1)]
    articles[1] = replace(articles[1], read=True)
    articles[2] = replace(articles[2], saved=True)
    paper.stored.update({article.id: article for article in articles})
    hits = tuple(Hit(one, Snippet(PIECE, places(PIECE, "ferry")), places(one.title, "ferry")) for one in articles)
    paper.search_results["ferry"] = SearchResult("ferry", 4, hits)
    paper.search_results["fery"] = SearchResult("fery", near=("ferry", "fern"))
    return paper


def keys(*pressed: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    async def run_before(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await press(pilot, *pressed)
        for field in pilot.app.screen.query(Input):
            field.cursor_blink = False
        await pilot.pause(0)

    return run_before


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize(
    ("name", "pressed"),
    [
        ("nothing typed", ("slash",)),
        ("typing", ("slash", *"ferry")),
        ("results", ("slash", *"ferry", "enter", "j")),
        ("no result", ("slash", *"fery")),
    ],
)
def test_search(snap_compare: Callable[..., bool], name: str, pressed: tuple[str, ...], size: tuple[int, int]) -> None:
    assert snap_compare(make_app(searched()), terminal_size=size, run_before=keys(*pressed)), name


@pytest.mark.parametrize("pressed", [("slash",), ("slash", *"ferry"), ("slash", *"fery")], ids=["new", "some", "none"])
def test_search_by_daylight(snap_compare: Callable[..., bool], pressed: tuple[str, ...]) -> None:
    config = Config()
    app = make_app(searched(), config=replace(config, reader=replace(config.reader, theme="globe-light")))
    assert snap_compare(app, terminal_size=(120, 30), run_before=keys(*pressed))
