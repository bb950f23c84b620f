"""Names of files, made of headlines that may say anything (SEC-18)."""

import re
import unicodedata
from datetime import date
from typing import Final

#: The longest name, its ending included, in bytes of UTF-8.
LONGEST: Final = 120
#: What a file is called that has no name of its own.
NAMELESS: Final = "story"

_UNFIT: Final = re.compile(r"[^\w. -]")
_APOSTROPHES: Final = re.compile("['’ʼ]")
_GAPS: Final = re.compile(r"[\s-]+")
_RUNS: Final = re.compile("[_-]{2,}")
#: The names of devices on Windows, whatever their ending and case.
_DEVICES: Final = re.compile(
    r"(?:con|prn|aux|nul|conin|conout|clock|com[0-9¹²³]|lpt[0-9¹²³])(?=[. _-]|$)", re.IGNORECASE
)
_EDGES: Final = ". -_"


class Names:
    """Hands out names that no other file of the same folder has, on a file system that ignores case either."""

    def __init__(self, *taken: str) -> None:
        self._taken = set(taken)

    def of_story(self, title: str, day: date | None, ending: str) -> str:
        """A name for a story: its day, its headline, an ``ending`` with its dot."""
        front = f"{day.isoformat()}-" if day is not None else ""
        number = 1
        while True:
            back = ending if number == 1 else f"-{number}{ending}"
            name = front + slug(title, LONGEST - len(front) - len(back), is_whole=not front) + back
            if name.casefold() not in self._taken:
                self._taken.add(name.casefold())
                return name
            number += 1


def slug(title: str, room: int = LONGEST, *, is_whole: bool = True) -> str:
    """``title`` as a file may be called: one word of at most ``room`` bytes, in no folder and of no device.

    ``is_whole`` is whether nothing else stands before it in the name.
    """
    composed = _APOSTROPHES.sub("", unicodedata.normalize("NFC", title.lower()))
    fitting = _RUNS.sub(_joined, _UNFIT.sub("_", _GAPS.sub("-", composed)))
    name = _shortened(fitting.strip(_EDGES), room - 1).rstrip(_EDGES) or NAMELESS
    return f"_{name}" if is_whole and _DEVICES.match(name) else name


def _joined(run: re.Match[str]) -> str:
    return "-" if "-" in run[0] else "_"


def _shortened(name: str, room: int) -> str:
    return name.encode("utf-8")[:room].decode("utf-8", "ignore")
