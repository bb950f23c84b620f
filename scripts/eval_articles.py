"""Score ``globeterm read`` on two public sets of pages, beside the libraries that read pages for a living.

The sets and their scorer are no part of this checkout: they stand beside it, in ``../shared``. A library that is not
installed here is shown with what it got elsewhere (F1, title, author, date).
"""

import os
import shlex
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
EVAL: Final = ROOT.parent / "shared" / "eval"

#: What each library got: module, then for each set its F1, title, author and date; a dash is what it does not tell.
ELSEWHERE: Final = {
    "trafilatura": ("trafilatura", "mozilla .933 .685 .697 .939", "wordpress .944 .846 .698 .945"),
    "readability": ("readability", "mozilla .970 .827 .289 –", "wordpress .893 .757 .194 –"),
}


def main(arguments: list[str]) -> int:
    """Run the scorer and pass its ``arguments`` on; returns 1 when it is not there."""
    scorer = EVAL / "eval_articles.py"
    if not scorer.is_file():
        print(f"There is nothing to score with: {scorer} is not there, nor are the sets of pages.", file=sys.stderr)
        return 1
    program = shlex.quote(str(Path(sys.executable).with_name("globeterm")))
    command = [
        sys.executable,
        str(scorer),
        "--name",
        "globeterm",
        "--sut",
        f"{program} read {{file}} --url {{url}} --json",
    ]
    missing = []
    for name, (module, *scores) in ELSEWHERE.items():
        if find_spec(module) is not None:
            command += ["--anchor", name]
        else:
            missing.append((name, scores))
    code = subprocess.call([*command, *arguments], cwd=EVAL, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
    for name, scores in missing:
        for line in scores:
            print(f"{name}, elsewhere (F1, title, author, date): {line}")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
