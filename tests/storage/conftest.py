import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .shelf import Shelf

ELSEWHERE = """
import sys
from pathlib import Path
from storage.shelf import NOON, Shelf, story
shelf = Shelf(Path(sys.argv[1]))
shelf.save([story("elsewhere")], sys.argv[2])
print(shelf.database.notice, flush=True)
sys.stdin.read()
shelf.database.close()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "library.sqlite"


@pytest.fixture
def shelf(path: Path) -> Iterator[Shelf]:
    shelf = Shelf(path)
    yield shelf
    shelf.database.close()


@pytest.fixture
def elsewhere(path: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that has the library open, and a story stored in it."""
    command = [sys.executable, "-c", ELSEWHERE, str(path), "world"]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "None\n"
        yield process
        process.kill()
