"""The text gate: what a string from outside may hold before it is stored or painted.

A filter of characters without state, so that a cut-off escape sequence is as harmless as a whole one. It drops C0 and
C1 controls, DEL, line and paragraph separators, bidirectional overrides and isolates, invisible characters, tag
characters and lone surrogates (SEC-01, SEC-04). ZWJ and ZWNJ stay: scripts and emoji need them.
"""

import re
import unicodedata
from typing import Final

from globeterm.limits import LINE_LENGTH, STORY_LENGTH

TAB_WIDTH: Final = 4
MAX_COMBINING: Final = 4

_INVISIBLE: Final = (
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
_CONTROLS: Final = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff"
_JOINERS: Final = "\u200c\u200d"

#: Every character that never reaches the terminal, line ends and tabs included.
BAD: Final = re.compile(f"[{_CONTROLS}\t\n\r\u2028\u2029{_INVISIBLE}]")

_BAD_IN_BLOCK: Final = re.compile(f"[{_CONTROLS}{_INVISIBLE}]")
_LINE_ENDS: Final = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANKS: Final = re.compile(r"\s+")
#: Where a pile of marks may be: no mark is a letter, a digit or a blank, and Latin-1 has none.
_PILES: Final = re.compile(rf"[^\w\s\x00-\u02ff]{{{MAX_COMBINING + 1},}}")


def clean_line(value: str, limit: int = LINE_LENGTH) -> str:
    """``value`` as one line of at most ``limit`` characters: NFC, blanks collapsed, no control of the terminal."""
    seen = _BAD_IN_BLOCK.sub("", _LINE_ENDS.sub(" ", value[: limit * 8]))
    return _shorten(_composed(_BLANKS.sub(" ", seen)).strip(), limit)


def clean_block(value: str, limit: int = STORY_LENGTH) -> str:
    """``value`` with its line ends kept (as LF) and its tabs expanded; no other control of the terminal."""
    lines = _LINE_ENDS.sub("\n", value[: limit * 2]).expandtabs(TAB_WIDTH)
    return _shorten(_composed(_BAD_IN_BLOCK.sub("", lines)), limit)


def is_clean(value: str) -> bool:
    """Whether ``value`` may be painted as one line, as it is."""
    return BAD.search(value) is None


def _composed(value: str) -> str:
    """``value`` in NFC, with at most ``MAX_COMBINING`` marks on a base (SEC-04)."""
    return _PILES.sub(_levelled, unicodedata.normalize("NFC", value))


def _levelled(pile: re.Match[str]) -> str:
    """A run of what may be marks, without those that are too many on one base; a joiner is no base."""
    kept: list[str] = []
    marks = 0
    for character in pile[0]:
        if unicodedata.category(character) in {"Mn", "Me"}:
            marks += 1
        elif character not in _JOINERS:
            marks = 0
        if marks <= MAX_COMBINING:
            kept.append(character)
    return "".join(kept)


def _shorten(value: str, limit: int) -> str:
    return value if len(value) <= limit else value[: limit - 1].rstrip() + "…"
