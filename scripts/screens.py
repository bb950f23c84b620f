"""Render the reader's screens to pictures, to be looked at: python scripts/screens.py FOLDER.

The sample edition is read; needs rsvg-convert (Debian: librsvg2-bin) for the PNG files, without it SVG files are left.
"""

import asyncio
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from globeterm.cli.call import Call
from globeterm.cli.composition import open_papers
from globeterm.cli.output import standard_output
from globeterm.cli.parser import parse
from globeterm.library.service import Library
from globeterm.library.syncing import SyncOrder
from globeterm.ui.app import GlobeApp
from globeterm.ui.terminal import Graphics, PictureTerminal
from globeterm.workshop import prepare

#: A day on which the sample edition's newest stories are of yesterday.
TODAY = datetime(2026, 8, 15, 7, 30, tzinfo=UTC)
SIZES = ((160, 44), (120, 40), (100, 30), (80, 24), (50, 20))
#: A terminal that shows pictures as half-blocks, as every one with colours can.
BLOCKS = PictureTerminal(Graphics.BLOCKS)
THEMES = {"dark": "globe-dark", "light": "globe-light"}

Step = Callable[[Pilot[None]], Awaitable[None]]


def keys(*names: str) -> Step:
    """A step that presses keys."""

    async def press(pilot: Pilot[None]) -> None:
        await pilot.press(*names)
        await settle(pilot)

    return press


#: What is done before each picture is taken.
SCREENS: dict[str, Step] = {
    "paper": keys("g", "j", "j", "enter"),
    "story": keys("2", "g", "enter", "z"),
    "sections": keys("1", "j", "j", "j", "enter"),
    "help": keys("question_mark"),
    "palette": keys("colon"),
}


async def settle(pilot: Pilot[None]) -> None:
    """Wait until no worker of the screen is at work and all is painted."""
    for _ in range(2):
        for worker in list(pilot.app.workers):
            with suppress(WorkerCancelled):  # another of its group has taken its place
                await worker.wait()
        await pilot.pause()


async def take(library: Library, name: str, step: Step, size: tuple[int, int], theme: str, folder: Path) -> None:
    """Take one picture."""
    app = GlobeApp(library, lambda: library, config=CALL.config, now=lambda: TODAY, terminal=BLOCKS)
    async with app.run_test(size=size) as pilot:
        app.theme = THEMES[theme]
        await settle(pilot)
        await step(pilot)
        path = folder / f"{name}-{size[0]}-{theme}.svg"
        path.write_text(unindented(app.export_screenshot()), encoding="utf-8")


def convert(folder: Path) -> None:
    """Make PNG files of the SVG files in a folder, where rsvg-convert is there."""
    if shutil.which("rsvg-convert") is not None:
        for path in folder.glob("*.svg"):
            subprocess.run(["rsvg-convert", "--zoom", "1.2", "-o", path.with_suffix(".png"), path], check=True)
            path.unlink()


def unindented(svg: str) -> str:
    """Move each text past its leading blanks, which rsvg-convert would leave out."""

    def moved(match: re.Match[str]) -> str:
        head, x, middle, length, tail, blanks = match.groups()
        count = blanks.count("&#160;")
        characters = int(re.sub(r"\D.*", "", length) or 0)
        width = float(length)
        return f"{head}{float(x) + count * CELL:g}{middle}{width - count * CELL:g}{tail}" if characters else match[0]

    pattern = r'(<text[^>]*? x=")([\d.]+)("[^>]*? textLength=")([\d.]+)("[^>]*>)((?:&#160;)+)(?=[^<&])'
    return re.sub(pattern, moved, svg)


#: The width of a cell in Textual's SVG export.
CELL = 12.2
CALL: Call


async def main(folder: Path) -> None:
    """Bring the sample edition, then take every picture."""
    async with open_papers(CALL) as (library, _):
        async for _ in library.sync(SyncOrder()):
            pass
        library.offline = True
        for name, step in SCREENS.items():
            for size in SIZES:
                for theme in THEMES:
                    if theme == "dark" or size == SIZES[1]:
                        await take(library, name, step, size, theme, folder)


if __name__ == "__main__":
    prepare()
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        CALL = Call(
            parse(["--edition", "sample", "--home", home]),
            standard_output(os.environ, no_color=False),
            os.environ,
            lambda: TODAY,
        )
        asyncio.run(main(target))
    convert(target)
