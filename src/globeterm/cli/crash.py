"""What happens when something fails that nobody expected: one line on the screen, the rest in a file (SEC-20)."""

import os
import re
import traceback
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from globeterm.errors import StorageError
from globeterm.paths import Paths, make_folder
from globeterm.program import NAME, VERSION
from globeterm.text import clean_block, clean_line

_USER_IN_ADDRESS: Final = re.compile(r"(?<=://)[^/\s@'\"]*@")


def write_report(error: BaseException, paths: Paths, at: datetime) -> Path | None:
    """Write the traceback, without the values of variables and without user names; None when it can't be written."""
    lines = traceback.format_exception(error, limit=-40, chain=True)
    text = f"{NAME} {VERSION}, {at.isoformat(timespec='seconds')}\n\n{without_users(clean_block(''.join(lines)))}"
    with suppress(OSError, StorageError):
        make_folder(paths.state)
        descriptor = os.open(paths.crash_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
            file.write(text)
        return paths.crash_file
    return None


def sentence_for(error: BaseException, report: Path | None) -> str:
    """One line for the screen: the kind of failure and where the rest is written."""
    rest = f"; the details are in {report}" if report is not None else ""
    return clean_line(f"something went wrong inside {NAME} ({type(error).__name__}){rest}")


def without_users(text: str) -> str:
    """``text`` with user names and passwords taken out of its addresses (SEC-14)."""
    return _USER_IN_ADDRESS.sub("", text)
