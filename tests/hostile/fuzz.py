"""Look for bytes that break a way to the screen: ``python -m tests.hostile.fuzz --seconds 60``.

Coverage leads the search, by atheris (``pip install globeterm[fuzz]``). Both ways are taken in turn, each in a process
of its own; what breaks one is written to a file named in the report, and belongs into ``tests/data/crashes``.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from .documents import feed, page
from .payloads import payloads

WAYS = ("feed", "page")
CRASHES = Path("build") / "fuzz"
MOST_BYTES = 20_000


def main() -> int:
    """Fuzz each way for its share of the time; 1 when one of them broke, 69 when atheris is not there."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--seconds", type=int, default=60)
    wanted.add_argument("--way", choices=WAYS)
    given = wanted.parse_args()
    if given.way is not None:
        fuzz(given.way, given.seconds)
    try:
        import atheris  # noqa: F401 - whether it is there is all that is asked
    except ImportError:
        sys.stderr.write("atheris is not there: pip install 'globeterm[fuzz]' (not for every Python and system)\n")
        return 69
    share = max(1, given.seconds // len(WAYS))
    command = [sys.executable, "-m", "tests.hostile.fuzz", "--seconds", str(share), "--way"]
    codes = [subprocess.run([*command, way], check=False).returncode for way in WAYS]
    return 1 if any(codes) else 0


def fuzz(way: str, seconds: int) -> None:
    """Fuzz one way; ends the process."""
    import atheris

    with atheris.instrument_imports(include=["globeterm", "feedparser"]):
        from .ways import FeedWay, page_way

    CRASHES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(folder) / "seeds"
        seeds.mkdir()
        for number, payload in enumerate(payloads()[::40]):
            made = (
                feed([payload], "https://paper.example") if way == "feed" else page([payload], "https://paper.example")
            )
            (seeds / str(number)).write_bytes(made)
        go = FeedWay(Path(folder)).go if way == "feed" else page_way
        options = [f"-max_total_time={seconds}", f"-max_len={MOST_BYTES}", "-timeout=10", "-rss_limit_mb=2048"]
        atheris.Setup(
            [sys.argv[0], *options, f"-artifact_prefix={CRASHES}{os.sep}{way}-", "-print_final_stats=1", str(seeds)], go
        )
        atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
