"""How many columns of a terminal a text takes, and where it may be cut.

Rich's and Textual's measure is used throughout, so that what is set here is what they paint.
"""

import re
import unicodedata
from typing import Final

from rich.cells import cell_len, split_graphemes

ELLIPSIS: Final = "…"

_RTL: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]")
#: The widest grapheme looked for when a word is cut: joined emoji are up to about this many characters.
_LONGEST_GRAPHEME: Final = 32


def width(text: str) -> int:
    """The columns that ``text``, a single line, takes."""
    return len(text) if text.isascii() else cell_len(text)


def fitting(text: str, start: int, columns: int) -> int:
    """The end of the longest run from ``start`` that takes at most ``columns``, never inside a grapheme.

    At least one grapheme is taken when the text is not at its end, so that cutting always comes to an end.
    """
    window = text[start : start + columns + _LONGEST_GRAPHEME]
    if window.isascii():
        return min(len(text), start + max(1, columns))
    taken = 0
    ends = [0]
    for first, last, cells in split_graphemes(window)[0]:
        if taken + cells > columns and first > 0:
            break
        taken += cells
        ends.append(last)
    while len(ends) > 2 and width(window[: ends[-1]]) > columns:  # joiners that join nothing are counted in two ways
        ends.pop()
    return start + ends[-1]


def shortened(text: str, columns: int, mark: str = ELLIPSIS) -> str:
    """``text`` in at most ``columns``, cut with ``mark`` where it is too long."""
    if width(text) <= columns:
        return text
    room = columns - width(mark)
    if room < 0:
        return ""
    end = fitting(text, 0, room)
    kept = text[:end] if width(text[:end]) <= room else ""
    return kept.rstrip() + mark


def is_rtl(text: str) -> bool:
    """Whether the paragraph runs from right to left: its first strong character does (UAX 9, P2 and P3)."""
    if _RTL.search(text) is None:
        return False
    for character in text:
        match unicodedata.bidirectional(character):
            case "L":
                return False
            case "R" | "AL":
                return True
    return False
