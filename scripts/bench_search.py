"""Measure what a key in the search field costs: python scripts/bench_search.py [--sizes 1000 10000 100000].

Each library holds stories of 6 KB by a made-up vocabulary with the frequencies of a real one. A key is timed from the
text to the hits with their snippets, for words of several stories each; "cpu" is what this thread needed, which a busy
machine does not change. The libraries are kept in --folder, if it is given, for the next run.
"""

import argparse
import hashlib
import itertools
import random
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
#: How many stories' words are typed, and how often each.
STORIES = 12
ROUNDS = 2
#: What a key may take, in milliseconds.
KEY = 30.0
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
    chinese = "鹭岩大桥开通了。" if number % 50 == 0 else ""
    url = f"{HOME}/{number}/"
    blocks = tuple(
        Paragraph((Span(" ".join(words[start : start + PARAGRAPH]) + f"’s. {chinese}"),))
        for start in range(0, WORDS, PARAGRAPH)
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


def queries(database: Database, title: str, author: str) -> dict[str, str]:
    """What a reader might type, by what it shows, of one story's words."""
    words = title.lower().split()
    name = words[-1]
    frequent, other = (word for (word,) in database.select(_FREQUENT))
    return {
        "one letter": name[0],
        "two letters": name[:2],
        "three letters": name[:3],
        "a name": name,
        "a frequent word": f"{frequent} ",
        "two frequent words": f"{frequent} {other}",
        "a word and a beginning": f"{words[2]} {name[:3]}",
        "two words": f"{words[1]} {words[3]}",
        "a phrase": f'"{words[1]} {words[2]}"',
        "a whole headline": title,
        "Chinese": "鹭岩",
        "one Chinese letter": "桥",
        "a name, two letters swapped": f"{name[:-3]}{name[-2]}{name[-3]}{name[-1]}",
        "a name, its first letter wrong": f"q{name[1:]}",
        "a slip in a half-typed name": f"{name[0]}{name[2]}{name[1]}{name[3:-1]}",
        "a slip and a word": f"{name[:-3]}{name[-2]}{name[-3]}{name[-1]} {words[1]}",
        "nothing that there is": "xqzvwqxq",
        "author:": f"author:{author}",
        "section:": 'section:"section 3"',
        "after: and before:": "after:2024 before:2025",
        "saved:": "saved:",
        "saved: and a frequent word": f"saved: {frequent} ",
        "unread:": "unread:",
        "unread: and a frequent word": f"unread: {frequent} ",
        "a word, a section, a date": f'{words[1]} section:"section 3" after:2025',
        "a word, without another": f"{words[1]} -{words[2]}",
        "all without a word": f"-{words[1]}",
    }


_FREQUENT = """
SELECT term FROM search_word WHERE length(term) BETWEEN 2 AND 4 AND cnt > 1 ORDER BY doc DESC LIMIT 2
"""
_STORIES = "SELECT title, authors FROM article WHERE id % (SELECT max(1, max(id) / ?) FROM article) = 0 LIMIT ?"


def measure(database: Database) -> None:
    """Print what each kind of key costs, half of the times and 95 in 100; a mark stands where that is too long."""
    index = SearchStore(database)
    spent: dict[str, list[tuple[float, float]]] = {}
    for title, authors in database.select(_STORIES, (STORIES, STORIES)):
        for name, text in queries(database, title, authors.strip('"[]').split()[0]).items():
            for _ in range(ROUNDS):
                began, busy = time.perf_counter(), time.thread_time()
                index.find(HOME, parse_query(text), SHOWN)
                now = time.perf_counter() - began, time.thread_time() - busy
                spent.setdefault(name, []).append((now[0] * 1000, now[1] * 1000))
    for name, pairs in spent.items():
        wall, cpu = (sorted(one) for one in zip(*pairs, strict=True))
        p50, p95, busy50, busy95 = (one[int(len(one) * part)] for one in (wall, cpu) for part in (0.5, 0.95))
        mark = "  !" if busy95 > KEY else ""
        print(
            f"  {name:32} p50 {p50:6.1f} ms   p95 {p95:6.1f} ms    cpu p50 {busy50:6.1f} ms  p95 {busy95:6.1f} ms{mark}"
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
