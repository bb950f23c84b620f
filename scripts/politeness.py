"""Write docs/politeness.md from the tests of politeness; with ``--print`` it is only shown."""

import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "politeness.md"

HEAD = """\
# How globeterm asks

<!-- written by `make politeness` from tests/politeness; change it there -->

This page is for who runs a site and finds `globeterm/X (+https://…)` in its log. That is a reader in a terminal: one
person, who reads your paper. It asks with GET alone: for feeds, for the pages and pictures of stories, for the home
page, and for the REST API's list of sections where one can't be found. It sends no cookie and no referrer, tells
nobody what is read, and no server of ours stands between.

- **How often.** By itself a feed is asked once an hour at most, conditionally, and whole every four hours of use; two
  requests at once, at most eight a second after the first few. A person may ask sooner, by a key or a command.
- **To be asked less**, give `Cache-Control: max-age`, or in the feed `<ttl>`, `<skipHours>`, `<skipDays>` or
  `sy:updatePeriod`. The longest of them counts, up to a day.
- **To be left alone**, answer 429 or 503 with `Retry-After`: no feed, page or picture of the site is asked for until
  then, up to 31 days, whatever the person presses. Any other error with `Retry-After` gives rest to that one address.
- **When a feed fails** without that, it rests for ten minutes, then twice as long each time, up to a day. After five
  failures in a row a command waits too, unless it says `--force`.
- **To end it**, answer 410: the feed is asked no more. 401 and 403 give a day's rest each. 301 or 308 moves the feed,
  once two polls have led to a feed there.

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
