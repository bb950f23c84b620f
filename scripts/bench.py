"""Measure what a reader waits for, in a real terminal: python scripts/bench.py [--rounds N].

Start: from the program's start to its first headline on the screen, over a library of thousands, against an empty
Textual app's first frame in the same run. Keys: from a key to the frame that shows it, in a list of 500, at rest and
while a refresh runs. Stories: see bench_story.py. Machines are noisy: trust the ratios.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from bench_site import SlowSite, fill_library
from bench_story import LONG, fill_with_stories, held_while, open_and_scroll
from bench_terminal import Terminal

EMPTY_APP = """
from textual.app import App
class Empty(App):
    def compose(self):
        from textual.widgets import Static
        yield Static("first frame")
Empty().run()
"""
ARTICLES = 5000
LIST = 500
KEYS = 100


def reader(home: Path, *options: str) -> list[str]:
    """The command that opens the reader over the library in ``home``."""
    return [str(Path(sys.executable).with_name("globeterm")), "--home", str(home), *options]


def time_to(command: list[str], mark: str) -> float:
    """Seconds from the start of a command to ``mark`` on its screen."""
    started = time.perf_counter()
    with Terminal(command) as terminal:
        terminal.wait_for(mark)
        return time.perf_counter() - started


def key_times(terminal: Terminal, count: int) -> list[float]:
    """Seconds from ``j`` to the end of the first frame after it, ``count`` times; every tenth key is ``k``."""
    return [terminal.press("k" if number % 10 == 9 else "j") for number in range(count)]


def report(name: str, seconds: list[float]) -> None:
    """Print a measurement's percentiles in milliseconds."""
    ordered = sorted(value * 1000 for value in seconds)
    median, late = statistics.median(ordered), ordered[max(0, round(len(ordered) * 0.95) - 1)]
    print(f"{name:46} median {median:7.1f} ms   p95 {late:7.1f} ms   n {len(ordered)}")


def bench_start(rounds: int, folder: Path) -> None:
    """Compare the first headline with an empty app's first frame, turn by turn."""
    fill_library(folder, "https://theglobepost.com", ARTICLES)
    commands = {
        "empty Textual app, first frame": ([sys.executable, "-c", EMPTY_APP], "first frame"),
        f"first headline of {ARTICLES:,} stories": (reader(folder, "--offline"), "Headline"),
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, (command, mark) in commands.items():
            seconds = time_to(command, mark)
            if number:
                times[name].append(seconds)
    for name, seconds in times.items():
        report(name, seconds)
    empty, full = (statistics.median(seconds) for seconds in times.values())
    print(f"{'first headline / empty app':46} {full / empty:.2f} ×")


def bench_keys(folder: Path, name: str, *options: str) -> None:
    """Time keys in the list."""
    with Terminal(reader(folder, *options)) as terminal:
        terminal.wait_for("Headline")
        terminal.wait_for_rest()
        report(name, key_times(terminal, KEYS))


async def bench_keys_while_refreshing(folder: Path) -> None:
    """Time keys in the list while the feeds of every section come in, slowly and large."""
    async with SlowSite() as site:
        home = site.home
        await asyncio.to_thread(fill_library, folder, home, LIST)
        await asyncio.to_thread(bench_keys, folder, f"key in a list of {LIST}, while a refresh runs", "--site", home)
        print(f"{'  feeds that came in meanwhile':46} {site.answered}")


def bench_stories(folder: Path, rounds: int) -> None:
    """Time a story of 12,000 words on the screen, and how long the loop is held by one of 5,000."""
    fill_with_stories(folder)
    opening, keys = open_and_scroll(reader(folder, "--offline"), rounds)
    report(f"a story of {LONG:,} words, with its pictures", opening)
    report("a key in it", keys)
    for name, seconds in asyncio.run(held_while(folder)).items():
        print(f"{'loop held while ' + name:46} longest {max(seconds) * 1000:6.1f} ms   n {len(seconds)}")


def main() -> None:
    """Run all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="how often each program is started (7)")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        bench_start(rounds, Path(folder) / "start")
        keys = Path(folder) / "keys"
        fill_library(keys, "https://theglobepost.com", LIST)
        bench_keys(keys, f"key in a list of {LIST}", "--offline")
        asyncio.run(bench_keys_while_refreshing(Path(folder) / "refresh"))
        bench_stories(Path(folder) / "stories", rounds)


if __name__ == "__main__":
    main()
