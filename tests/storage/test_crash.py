"""``kill -9`` while feeds are stored: each feed all or nothing, and what was stored is never lost (FLT-01)."""

import os
import random
import subprocess
import sys
from pathlib import Path

from globeterm.model import FRONT

from .shelf import HOME, Shelf

ROUNDS = 8
BATCH = 20

WRITER = """
import sys
from pathlib import Path
from storage.shelf import NOON, Shelf, check, story
shelf = Shelf(Path(sys.argv[1]))
feeds = [shelf.feed(key) for key in ("world", "europe")]
batch = int(sys.argv[2])
while True:
    batch += 1
    stories = [story(f"{batch}-{number}", text="x" * 2000) for number in range(20)]
    print("storing", batch, flush=True)
    shelf.articles.save(feeds[batch % 2].id, stories, check(etag=str(batch).encode()), NOON)
    print("stored", batch, flush=True)
"""


def killed(path: Path, start: int, lines: int) -> int:
    """Let a process store batches after ``start``, kill it after some lines; returns the last batch it told of."""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    command = [sys.executable, "-c", WRITER, str(path), str(start)]
    told = start
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as writer:
        assert writer.stdout is not None
        for _ in range(lines):
            word, batch = writer.stdout.readline().split()
            told = int(batch) if word == "stored" else told
        writer.kill()
        for line in writer.stdout:
            word, _, batch = line.partition(" ")
            told = int(batch) if word == "stored" else told
    return told


def test_flt_01_kill_9_leaves_every_feed_all_or_nothing(path: Path) -> None:
    dice = random.Random(1)
    batch = 0
    for _ in range(ROUNDS):
        told = killed(path, batch, dice.randrange(1, 12))
        shelf = Shelf(path)
        assert shelf.database.notice is None
        assert shelf.database.select("PRAGMA integrity_check") == [("ok",)]
        stored = [int(feed.validators.etag or b"0") for feed in shelf.feeds.feeds(HOME)]
        batch = max(stored, default=0)
        assert told <= batch <= told + 1
        counts = shelf.articles.counts(HOME)
        assert counts[FRONT].articles == counts[FRONT].unread == batch * BATCH
        assert shelf.count("entry") == shelf.count("document") == batch * BATCH
        assert shelf.count("placement") == 2 * batch * BATCH
        shelf.database.close()
    assert batch > ROUNDS
