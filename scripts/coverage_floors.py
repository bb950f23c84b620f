"""Fail when a room of the house is tested less than it has to be: python scripts/coverage_floors.py .coverage.json."""

import json
import sys
from pathlib import Path

#: Per cent of lines and branches. The longest matching prefix counts.
NEEDED = {
    "": 90.0,
    "addresses": 100.0,
    "commands": 100.0,
    "config": 100.0,
    "document": 100.0,
    "edition": 100.0,
    "errors": 100.0,
    "export": 98.0,
    "feeds": 100.0,
    "library": 100.0,
    "limits": 100.0,
    "model": 100.0,
    "opening": 100.0,
    "paths": 100.0,
    "pictures": 100.0,
    "piping": 100.0,
    "program": 100.0,
    "sample": 100.0,
    "storage": 100.0,
    "text": 100.0,
    "web": 100.0,
    "workshop": 100.0,
}


def room(path: str) -> str:
    """Name the room that a source file stands in."""
    parts = Path(path).parts
    return Path(parts[parts.index("globeterm") + 1]).stem


def main(report: Path) -> int:
    """Print each room that falls short; return 1 if there is one."""
    covered: dict[str, int] = {}
    wanted: dict[str, int] = {}
    for path, file in json.loads(report.read_text(encoding="utf-8"))["files"].items():
        summary = file["summary"]
        for name in (room(path), ""):
            covered[name] = covered.get(name, 0) + summary["covered_lines"] + summary["covered_branches"]
            wanted[name] = wanted.get(name, 0) + summary["num_statements"] + summary["num_branches"]
    short = 0
    for name, total in sorted(wanted.items()):
        share = 100.0 * covered[name] / total if total else 100.0
        if share < NEEDED.get(name, 0.0):
            print(f"{name or 'all'}: {share:.1f} % of lines and branches, {NEEDED[name]:.0f} % needed")
            short = 1
    return short


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
