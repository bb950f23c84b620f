"""Measure long stories: how soon one is on the screen, how soon a key shows, and for how long the event loop is held.

In a terminal, from outside: opening and scrolling. In this process, from inside: the longest that any one callback held
the loop while a story was opened, resized, and its pictures put in and taken out.
"""

import asyncio
import gc
import os
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path

from bench_site import NOW, story
from bench_terminal import Terminal
from textual.pilot import Pilot

from globeterm.cli.call import Call
from globeterm.cli.composition import open_papers
from globeterm.cli.output import standard_output
from globeterm.cli.parser import parse
from globeterm.content import Block, Document, Figure, Heading, Paragraph, Picture, Quote, Span
from globeterm.document.codec import to_json
from globeterm.edition import DEFAULT_EDITION, builtin_edition
from globeterm.model import FeedCheck
from globeterm.pictures.preparing import prepare_picture
from globeterm.storage.articles import ArticleStore
from globeterm.storage.database import open_database
from globeterm.storage.feeds import FeedStore
from globeterm.storage.pictures import PictureStore, StoredPicture
from globeterm.ui.app import GlobeApp
from globeterm.ui.paper import PaperScreen
from globeterm.ui.terminal import Graphics, PictureTerminal

HOME = "https://theglobepost.com"
LONG, MIDDLING = 12_000, 5_000
#: So many words stand between two pictures, and in a paragraph.
APART, PARAGRAPH = 1_500, 120
WORDS = ("the", "ministry", "vowed", "harbour", "pilots", "and", "timetable", "of", "winter", "said", "nobody", "lamps")
SIZES = ((80, 24), (200, 60), (100, 30), (120, 36))
KEYS = "jjjjj jjjjjkk jjjjb jjjj "
PICTURES = Path(__file__).parents[1] / "src" / "globeterm" / "sample" / "pictures"


def document(words: int, url: str) -> Document:
    """A story of so many words, with what such stories have: headings, quotes, links, pictures."""
    blocks: list[Block] = []
    for number in range(words // PARAGRAPH):
        text = " ".join(WORDS[(number * 7 + place * place) % len(WORDS)] for place in range(PARAGRAPH - 6))
        link = Span("a link", link=f"{HOME}/{number}/")
        spans = (Span(f"Opening {words}-{number}. {text} "), link, Span(" in it.", strong=True))
        blocks.append(Quote((Paragraph(spans),)) if number % 15 == 14 else Paragraph(spans))
        if number % 10 == 9:
            blocks.append(Heading(2, (Span(f"Part {number // 10}"),)))
        if number % (APART // PARAGRAPH) == 1:
            blocks.append(Figure(Picture(f"{HOME}/{words}-{number}.png", "a picture", "What it shows.", "Photo: AFP")))
    return Document(url, f"A Story of {words:,} Words", tuple(blocks), published=NOW, authors=("Staff Writer",))


def fill_with_stories(folder: Path) -> None:
    """Store two long stories, with all their pictures, in the library in ``folder``."""
    data = folder / "data"
    data.mkdir(parents=True)
    database = open_database(data / "library.sqlite", now=lambda: NOW)
    edition = builtin_edition(DEFAULT_EDITION)
    section = next(edition.walk())
    feed = FeedStore(database).ensure(HOME, section.key, section.name, edition.feed_address(section))
    documents = [document(words, f"{HOME}/{words}/") for words in (LONG, MIDDLING)]
    stories = [
        replace(story(number), url=one.url, title=one.title, document=to_json(one))
        for number, one in enumerate(documents)
    ]
    ArticleStore(database).save(feed.id, stories, FeedCheck(NOW, NOW), NOW)
    bodies = [prepare_picture(path.read_bytes()) for path in sorted(PICTURES.iterdir())[:8]]
    shown = [block.picture.url for one in documents for block in one.blocks if isinstance(block, Figure)]
    for number, url in enumerate(shown):
        small = bodies[number % len(bodies)]
        PictureStore(database).put(StoredPicture(url, small.width, small.height, small.body), None, NOW)
    database.close()


def open_and_scroll(command: list[str], rounds: int) -> tuple[list[float], list[float]]:
    """Seconds from the key that opens a story to its text, and from each key in the long one to the frame it makes.

    The first story that is opened also waits for what the program has not loaded yet.
    """
    opening: list[float] = []
    keys: list[float] = []
    for _ in range(rounds):
        with Terminal(command) as terminal:
            terminal.wait_for("A Story of")
            terminal.wait_for_rest()
            for key, words in (("\r", LONG), ("J", MIDDLING), ("K", LONG)):
                opening.append(terminal.time_until(key, f"Opening {words}-0."))
                terminal.wait_for_rest()
            keys += [terminal.press(key) for key in KEYS]
    return opening, keys


@contextmanager
def watched() -> Iterator[list[float]]:
    """Note how long each callback holds the event loop, in seconds of its thread's own time."""
    held: list[float] = []
    run = asyncio.events.Handle._run  # type: ignore[attr-defined]  # noqa: SLF001 - there is no public way to look

    def timed(handle: asyncio.Handle) -> None:
        started = time.thread_time()
        run(handle)
        held.append(time.thread_time() - started)

    asyncio.events.Handle._run = timed  # type: ignore[attr-defined]  # noqa: SLF001
    try:
        yield held
    finally:
        asyncio.events.Handle._run = run  # type: ignore[attr-defined]  # noqa: SLF001


@asynccontextmanager
async def headless(folder: Path) -> AsyncIterator[Pilot[None]]:
    """The reader in this process, over the library in ``folder``, without a terminal."""
    call = Call(
        parse(["--home", str(folder), "--offline"]),
        standard_output(os.environ, no_color=False),
        os.environ,
        lambda: NOW,
    )
    async with open_papers(call) as (library, _):
        blocks = PictureTerminal(Graphics.BLOCKS)
        app = GlobeApp(library, lambda: library, config=call.config, now=lambda: NOW, terminal=blocks)
        async with app.run_test(size=SIZES[-1]) as pilot:
            await settle(pilot)
            gc.collect()
            gc.freeze()  # as the program itself does once it has started
            yield pilot


async def settle(pilot: Pilot[None]) -> None:
    """Until the story is set with all its pictures, and painted."""
    for _ in range(3):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.05)


async def held_while(folder: Path) -> dict[str, list[float]]:
    """How long callbacks held the loop while a story of ``MIDDLING`` words was opened, resized, its pictures off."""
    held: dict[str, list[float]] = {}
    async with headless(folder) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, PaperScreen)
        await pilot.press("j")
        await settle(pilot)
        with watched() as held[f"opening {MIDDLING:,} words"]:
            await pilot.press("enter")
            await settle(pilot)
        with watched() as held["resizing it"]:
            for size in SIZES:
                await pilot.resize_terminal(*size)
                await settle(pilot)
        with watched() as held["pictures out and in"]:
            await pilot.press("i")
            await settle(pilot)
            await pilot.press("i")
            await settle(pilot)
        with watched() as held["scrolling it"]:
            for key in KEYS:
                await pilot.press("space" if key == " " else key)
    return held
