"""What happens when something fails that nobody expected: one line on the screen, the rest in a file (SEC-20)."""

import os
import traceback
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from globeterm.cli.redacting import without_secrets
from globeterm.errors import StorageError
from globeterm.paths import Paths, make_folder
from globeterm.program import NAME, VERSION
from globeterm.text import clean_block, clean_line

#: How much is kept of a report, and of all that are in the file, the latest first, in characters.
REPORT: Final = 16_000
ALL: Final = 64_000

_FRAMES: Final = 40
_BETWEEN: Final = "\n\n"


def write_report(error: BaseException, paths: Paths, at: datetime, known: Sequence[str] = ()) -> Path | None:
    """Write the traceback, without the values of variables and without secrets, those ``known`` among them.

    The latest report stands first in the file, and pushes old ones out. None when it can't be written.
    """
    lines = traceback.format_exception(error, limit=-_FRAMES, chain=True)
    trace = without_secrets(clean_block("".join(lines)), known)
    text = f"{NAME} {VERSION}, {at.isoformat(timespec='seconds')}\n\n{_shortened(trace)}"
    with suppress(OSError, StorageError):
        make_folder(paths.state)
        earlier = _earlier(paths.crash_file)
        descriptor = os.open(paths.crash_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(_BETWEEN.join(filter(None, (text, earlier)))[:ALL])
        return paths.crash_file
    return None


def sentence_for(error: BaseException, report: Path | None) -> str:
    """One line for the screen: the kind of failure and where the rest is written."""
    rest = f"; the details are in {report}" if report is not None else ""
    return clean_line(f"something went wrong inside {NAME} ({type(error).__name__}){rest}")


def _shortened(trace: str) -> str:
    """The beginning and the end of a trace, which say most."""
    half = REPORT // 2
    return trace if len(trace) <= REPORT else f"{trace[:half]}\n[…]\n{trace[-half:]}"


def _earlier(file: Path) -> str:
    """What is in the file already; nothing when it is none."""
    try:
        with file.open(encoding="utf-8", errors="replace") as opened:
            return opened.read(ALL)
    except OSError:
        return ""
