"""Measure what a key in the search field costs: python scripts/bench_search.py [--sizes 1000 10000 100000].

Each library holds stories of 6 KB by a made-up vocabulary with the frequencies of a real one. A query is timed from the
text to the hits with their snippets, as often as a reader would press a key; "cpu" is what this thread needed, which a
busy machine does not change. The libraries are kept in --folder, if it is given, for the next run.
"""

import argparse
import hashlib
import itertools
import random
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from globeterm.content import Document, Paragraph, Span
from globeterm.document.codec import to_json
from globeterm.entry import Story
from globeterm.model import FeedCheck
from globeterm.query import parse_query
from globeterm.storage.articles import ArticleStore
from globeterm.storage.database import Database, open_database
from globeterm.storage.feeds import FeedStore
from globeterm.storage.search import SearchStore

HOME = "https://paper.example"
NOW = datetime(2025, 6, 18, tzinfo=UTC)
SIZES = (1_000, 10_000, 100_000)
SHOWN = 20
ROUNDS = 5
BATCH = 500
WORDS = 950
PARAGRAPH = 80


class Vocabulary:
    """Words and names, the first of the words as frequent as "the"."""

    def __init__(self) -> None:
        self.chance = random.Random(1)
        starts = ["b", "c", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z", "st", "tr", "pl"]
        syllables = [start + end for start in starts for end in ["a", "e", "i", "o", "u", "ai", "ou", "en", "er"]]
        lengths = (1, 2, 2, 3, 3, 4)
        made = ("".join(self.chance.choices(syllables, k=self.chance.choice(lengths))) for _ in itertools.count())
        words = list(dict.fromkeys(itertools.islice(made, 150_000)))[:60_000]
        self.words = sorted(words[:200], key=len) + words[200:]
        self.weights = list(itertools.accumulate(1 / (rank + 2) for rank in range(len(self.words))))
        self.names = ["".join(self.chance.choices(syllables, k=3)).title() for _ in range(20_000)]

    def text(self, length: int) -> list[str]:
        """So many words, one in fifty of them a name."""
        words = self.chance.choices(self.words, cum_weights=self.weights, k=length)
        for place in range(0, length, 50):
            words[place] = self.chance.choice(self.names)
        return words


def story(vocabulary: Vocabulary, number: int, of: int) -> Story:
    """A story of 6 KB; the higher its number, the newer."""
    words = vocabulary.text(WORDS)
    title = " ".join((*vocabulary.text(6), vocabulary.chance.choice(vocabulary.names))).title()
    url = f"{HOME}/{number}/"
    blocks = tuple(
        Paragraph((Span(" ".join(words[start : start + PARAGRAPH]) + "’s."),)) for start in range(0, WORDS, PARAGRAPH)
    )
    return Story(
        entry_id=str(number),
        title=title,
        url=url,
        authors=(" ".join(vocabulary.chance.choices(vocabulary.names, k=2)),),
        published=NOW - timedelta(minutes=30 * (of - number)),
        updated=None,
        tags=("news",),
        summary=" ".join(words[:30]),
        minutes=4,
        digest=hashlib.sha256(url.encode()).digest(),
        document=to_json(Document(url, title, blocks)),
    )


def fill(database: Database, size: int) -> None:
    """Store and index so many stories, and say what one costs."""
    vocabulary, feeds, articles = Vocabulary(), FeedStore(database), ArticleStore(database)
    spent = 0.0
    for start in range(0, size, BATCH):
        feed = feeds.ensure(HOME, f"s{start // BATCH % 10}", f"Section {start // BATCH % 10}", f"{HOME}/feed/")
        batch = [story(vocabulary, number, size) for number in range(start, min(start + BATCH, size))]
        began = time.thread_time()
        articles.save(feed.id, batch[::-1], FeedCheck(NOW, NOW), NOW)
        spent += time.thread_time() - began
    print(f"{size:>7} stories stored and indexed: {spent / size * 1000:.2f} ms cpu each")


def queries(database: Database) -> dict[str, str]:
    """What a reader might type, by what it shows, of the newest story's words."""
    ((title, authors),) = database.select("SELECT title, authors FROM article ORDER BY id DESC LIMIT 1")
    words = title.lower().split()
    name, author = words[-1], authors.strip('"[]').split()[0]
    swapped = f"{name[:-3]}{name[-2]}{name[-3]}{name[-1]}"
    return {
        "one letter": name[0],
        "two letters": name[:2],
        "three letters": name[:3],
        "a name": name,
        "a frequent word and a beginning": f"{words[2]} {name[:3]}",
        "two words": f"{words[1]} {words[3]}",
        "a phrase": f'"{words[1]} {words[2]}"',
        "a whole headline": title,
        "a name with a slip": swapped,
        "an author": f"author:{author}",
        "a word in a section, since a date": f'{words[1]} section:"section 3" after:2025',
        "a word, without another": f"{words[1]} -{words[2]}",
        "unread stories with a frequent word": f"unread: {words[2]} ",
    }


def measure(database: Database) -> None:
    """Print median and worst time of every query."""
    index = SearchStore(database)
    for name, text in queries(database).items():
        wall, cpu, total = [], [], 0
        for _ in range(ROUNDS):
            began, busy = time.perf_counter(), time.thread_time()
            found = index.find(HOME, parse_query(text), SHOWN)
            wall.append((time.perf_counter() - began) * 1000)
            cpu.append((time.thread_time() - busy) * 1000)
            total = found.total if found is not None else 0
        print(
            f"  {name:38} {statistics.median(wall):7.1f} ms   worst {max(wall):7.1f} ms   "
            f"cpu {statistics.median(cpu):7.1f} ms   {total:>6} hits"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N")
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        for size in arguments.sizes:
            path = (arguments.folder or Path(temporary)) / f"search-{size}.sqlite"
            is_new = not path.exists()
            database = open_database(path, now=lambda: NOW)
            if is_new:
                fill(database, size)
            print(f"{size:>7} stories, {path.stat().st_size / size / 1000:.1f} KB each")
            measure(database)
            database.close()


if __name__ == "__main__":
    main()
