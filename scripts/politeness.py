"""Write docs/politeness.md from the tests of politeness; with ``--print`` it is only shown."""

import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "politeness.md"

HEAD = """\
# How globeterm asks

<!-- written by `make politeness` from tests/politeness; change it there -->

A feed is asked once an hour at most, conditionally, as `globeterm/X (+https://…)`, and a site that wants rest gets it.
Each line is a case of a scripted server over the real library, its file, its cache and its client, with a clock of the
test's own; the requests are counted at the server and compared byte for byte.

| id | the server … | what the program does | test |
| --- | --- | --- | --- |
"""

TAIL = """
Where WordPress differs from the standard, WordPress wins: it compares `If-None-Match` as text with its own strong form
and wants both validators to agree, its validators are those of the whole site, and a story that goes live late changes
neither. So a tag goes out without what a compressing server added, bodies are compared by digest, validators are kept
by the exact address, and a request without any goes out at the reader's key and every four hours of use.
"""


def written() -> str:
    """The page as it should be."""
    sys.path.insert(0, str(ROOT))
    for name in ("test_asking", "test_resting"):
        import_module(f"tests.politeness.{name}")
    cases = import_module("tests.politeness.cases").CASES
    lines = sorted({f"| {case.id} | {case.server} | {case.program} | `{case.test}` |\n" for case in cases})
    return HEAD + "".join(lines) + TAIL


if __name__ == "__main__":
    if "--print" in sys.argv[1:]:
        print(written(), end="")
    else:
        PAGE.write_text(written(), encoding="utf-8")
