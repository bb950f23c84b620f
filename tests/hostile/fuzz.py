"""Look for bytes that break a way to the screen: ``python -m tests.hostile.fuzz --seconds 60``.

Coverage leads the search, by atheris (``pip install globeterm[fuzz]``); most changes keep the markup (mutating.py).
It begins with the captured answers of ``tests/data``, with documents full of payloads, and with what ``--seeds`` names.
Both ways are taken in turn, each in a process of its own. What reached something new is kept in ``build/fuzz``, so that
the next search goes on there; what breaks a way is written there too, and belongs into ``tests/data/crashes``.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from .documents import feed, page
from .mutating import crossed, mutated
from .payloads import payloads

WAYS = ("feed", "page")
FOUND = Path("build") / "fuzz"
DATA = Path(__file__).parent.parent / "data"
MOST_BYTES = 12_000
#: How many seeds are taken: with more of them, the time goes by before the first change.
MOST_SEEDS = 400


def main() -> int:
    """Fuzz each way for its share of the time; 1 when one of them broke, 69 when atheris is not there."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--seconds", type=int, default=60)
    wanted.add_argument("--seeds", type=Path, nargs="*", default=[], help="folders and zip files of feeds and pages")
    wanted.add_argument("--way", choices=WAYS)
    given = wanted.parse_args()
    if given.way is not None:
        fuzz(given.way, given.seconds, given.seeds)
    try:
        import atheris  # noqa: F401 - whether it is there is all that is asked
    except ImportError:
        sys.stderr.write("atheris is not there: pip install 'globeterm[fuzz]' (not for every Python and system)\n")
        return 69
    share = max(1, given.seconds // len(WAYS))
    command = [sys.executable, "-m", "tests.hostile.fuzz", "--seconds", str(share), "--seeds", *map(str, given.seeds)]
    codes = [subprocess.run([*command, "--way", way], check=False).returncode for way in WAYS]
    return 1 if any(codes) else 0


def fuzz(way: str, seconds: int, more: Iterable[Path]) -> None:
    """Fuzz one way; ends the process."""
    import atheris

    with atheris.instrument_imports(include=["globeterm", "feedparser"]):
        from .ways import FeedWay, page_way

    def changed(data: bytes, most: int, seed: int) -> bytes:
        return bytes(atheris.Mutate(data, most)) if seed % 4 == 0 else mutated(data, most, seed)

    corpus = FOUND / f"corpus-{way}"
    corpus.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(folder) / "seeds"
        seeds.mkdir()
        for body in (*_made(way), *_some(_read(way, [DATA / "captures", DATA / "crashes", *more]))):
            (seeds / sha256(body).hexdigest()[:16]).write_bytes(body[:MOST_BYTES])
        go = FeedWay(Path(folder)).go if way == "feed" else page_way
        options = [f"-max_total_time={seconds}", f"-max_len={MOST_BYTES}", "-timeout=60", "-rss_limit_mb=2048"]
        options += ["-reload=0", "-len_control=0", f"-artifact_prefix={FOUND}{os.sep}{way}-", "-print_final_stats=1"]
        atheris.Setup(
            [sys.argv[0], *options, str(corpus), str(seeds)], go, custom_mutator=changed, custom_crossover=crossed
        )
        atheris.Fuzz()


def _made(way: str) -> Iterator[bytes]:
    """Documents that say payloads wherever they can."""
    document = feed if way == "feed" else page
    for payload in payloads()[::40]:
        yield document([payload], "https://paper.example")


def _read(way: str, places: Iterable[Path]) -> Iterator[bytes]:
    """All documents of a way below some folders and in some zip files."""
    for place in places:
        if place.suffix == ".zip":
            with zipfile.ZipFile(place) as archive:
                bodies = [archive.read(name) for name in archive.namelist() if not name.endswith("/")]
        else:
            bodies = [path.read_bytes() for path in sorted(place.rglob("*")) if path.is_file()]
        yield from (body for body in bodies if _is_page(body) is (way == "page"))


def _is_page(body: bytes) -> bool:
    begins = body[:1000].lower()
    return b"<html" in begins or b"<!doctype html" in begins


def _some(bodies: Iterable[bytes]) -> list[bytes]:
    """So many of them that the search gets to its changes; the shorter ones say more in less time."""
    small = [body for body in bodies if 0 < len(body) <= 4 * MOST_BYTES]
    return random.Random(1).sample(small, min(len(small), MOST_SEEDS))


if __name__ == "__main__":
    sys.exit(main())
