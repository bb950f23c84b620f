"""Breaks a paragraph into lines: at blanks and dashes, between ideographs, inside a word only when it must.

A line is a pair of offsets (first character, end) in the text. Blanks at a break belong to no line.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from globeterm.rendering.cells import fitting, width

Span = tuple[int, int]

#: A last line of one word and fewer columns than this takes a second word from the line above.
_WIDOW: Final = 10
#: A line that would be left with less of the width than this gives no word away.
_RAGGED: Final = 0.7
#: Balanced setting is for titles; a text of more lines than this is no title.
_TITLE_LINES: Final = 6

_CJK: Final = (
    "\u2e80-\u2fff\u3040-\u30ff\u3100-\u312f\u31a0-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
)
_OPENING: Final = "\u3008\u300a\u300c\u300e\u3010\u3014\u3016\u3018\uff08\uff3b\uff5b“‘("
_CLOSING: Final = (
    "\u3001\u3002\u3005\u3009\u300b\u300d\u300f\u3011\u3015\u3017\u3019\u3041\u3043\u3045\u3047\u3049\u3063\u3083"
    "\u3085\u3087\u30a1\u30a3\u30a5\u30a7\u30a9\u30c3\u30e3\u30e5\u30e7\u30fb\u30fc\uff01\uff09\uff0c\uff0e\uff1a"
    "\uff1b\uff1f\uff3d\uff5d\uff5e”’!),.:;?\\]}…%"
)
#: What clings to the character before it: marks, joiners, variation selectors, raised figures, the mark of a link.
_CLINGING: Final = (
    "\u0300-\u036f\u200c\u200d\u3099\u309a\ufe00-\ufe0f\u00b9\u00b2\u00b3\u2070-\u2079\\[\U000e0100-\U000e01ef"
)
_NO_START: Final = _CLOSING + _CLINGING

#: From here on there are scripts that are written without blanks.
_EAST: Final = "\u2e80"

#: Text in which every character takes one column and nothing breaks but blanks and dashes.
_NARROW: Final = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff"
    "\u2010-\u2027\u2030-\u205e\u2070-\u209c\u20a0-\u20c0\u2100-\u218b\u2190-\u22ff]*"
)
_WORD: Final = re.compile("[^ ]+")
_DASH: Final = "(?<=[^\\W\\d]-)(?=[^\\W\\d])|(?<=[—–])(?=\\w)"
_AT_DASH: Final = re.compile(_DASH)
#: Where an address or another endless word is best cut.
_SEAM: Final = re.compile(r"[/?&=_.,;:+-](?=[^/?&=_.,;:+\u200d-])")


@cache
def _at_ideograph() -> re.Pattern[str]:
    """Every place inside a word where a line may end (after UAX 14); made when a text needs it, for it takes 5 ms."""
    return re.compile(
        f"(?<=[{_CJK}{_CLOSING}])(?<![!),.:;?\\]}}…%”’])(?![{_NO_START}])(?!$)"
        f"|(?<!^)(?<![{_OPENING}\u200d])(?=[{_CJK}{_OPENING}])(?<![\x21-\x7e](?=[(“‘]))(?![{_NO_START}])"
        f"|{_DASH}"
    )


def wrapped(text: str, columns: int) -> Iterator[Span]:
    """Yield the lines of ``text``, each at most ``columns`` wide; a line feed begins a new one.

    A single short word is not left alone on a last line when the line above can spare one.
    """
    for start, end in paragraphs_in(text):
        yield from _without_widow(text, start, end, columns)


def balanced(text: str, columns: int) -> list[Span]:
    """The lines of a title: as few as ``columns`` allow, and those about equally long."""
    lines = _filled(text, columns)
    if not 1 < len(lines) <= _TITLE_LINES:
        return lines
    low, high = columns // 2, columns
    while low < high:
        middle = (low + high) // 2
        tried = _filled(text, middle)
        if len(tried) == len(lines):
            lines, high = tried, middle
        else:
            low = middle + 1
    return lines


def is_narrow(text: str, start: int, end: int) -> bool:
    """Whether every character there takes one column, and lines break at blanks and dashes alone."""
    return _NARROW.fullmatch(text, start, end) is not None


def paragraphs_in(text: str) -> Iterator[Span]:
    """What stands between line feeds."""
    start = 0
    for paragraph in text.split("\n"):
        yield start, start + len(paragraph)
        start += len(paragraph) + 1


def _filled(text: str, columns: int) -> list[Span]:
    return [line for start, end in paragraphs_in(text) for line in _greedy(text, start, end, columns)]


def _without_widow(text: str, start: int, end: int, columns: int) -> Iterator[Span]:
    """The lines of one paragraph, the last two of them evened out when the last is a single short word."""
    held: Span | None = None
    before: Span | None = None
    for line in _greedy(text, start, end, columns):
        if before is not None:
            yield before
        before, held = held, line
    if before is not None and held is not None:
        before, held = _evened(text, before, held, columns)
        yield before
    yield held or (start, start)


def _evened(text: str, above: Span, last: Span, columns: int) -> tuple[Span, Span]:
    if text.find(" ", *last) >= 0 or width(text[slice(*last)]) >= min(_WIDOW, columns // 2):
        return above, last
    blank = text.rfind(" ", *above)
    left = text[above[0] : blank].rstrip(" ") if blank > above[0] else ""
    if width(left) < columns * _RAGGED or width(text[blank + 1 : last[1]]) > columns:
        return above, last
    return (above[0], above[0] + len(left)), (blank + 1, last[1])


def _greedy(text: str, start: int, end: int, columns: int) -> Iterator[Span]:
    """Fill each line as far as it goes; a word wider than a line is cut."""
    if is_narrow(text, start, end):
        yield from _greedy_by_length(text, start, end, columns)
        return
    line = (start, start)
    used = 0
    for first, last in units_in(text, start, end):
        gap = first - line[1]
        cells = width(text[first:last])
        begun = line[1] > line[0]
        if begun and used + gap + cells <= columns:
            line = (line[0], last)
            used += gap + cells
            continue
        if begun:
            yield line
        line, used = (first, last), cells
        if cells > columns:
            *cut, line = _cut(text, first, last, columns)
            yield from cut
            used = width(text[slice(*line)])
    if line[1] > line[0]:
        yield line


def _greedy_by_length(text: str, start: int, end: int, columns: int) -> Iterator[Span]:
    """As ``_greedy``, without looking at single words: every character takes a column."""
    while start < end:
        if text[start] == " ":
            start += 1
            continue
        limit = start + max(1, columns)
        if limit >= end:
            yield start, start + len(text[start:end].rstrip(" "))
            return
        blank = text.rfind(" ", start, limit + 1)
        last = max(
            (found.start() for found in _AT_DASH.finditer(text, max(start + 1, blank), limit + 1)), default=blank
        )
        if last > start:
            yield start, start + len(text[start:last].rstrip(" "))
            start = last
        else:
            blank = text.find(" ", limit, end)
            dash = _AT_DASH.search(text, limit, blank if blank >= 0 else end)
            word = dash.start() if dash else (blank if blank >= 0 else end)
            *cut, (start, _) = _cut(text, start, word, columns)
            yield from cut


def units_in(text: str, start: int, end: int) -> Iterator[Span]:
    """The pieces of the text between which a line may break."""
    eastern = not text.isascii() and max(text) >= _EAST
    breaks = _at_ideograph() if eastern else _AT_DASH
    for word in _WORD.finditer(text, start, end):
        first, last = word.span()
        for found in breaks.finditer(word[0]):
            place = word.start() + found.start()
            yield first, place
            first = place
        yield first, last


def _cut(text: str, first: int, last: int, columns: int) -> Iterator[Span]:
    """An endless word in lines, cut behind a seam of an address when one is near the end of the line."""
    while (end := min(last, fitting(text, first, columns))) < last:
        seams = [seam.end() for seam in _SEAM.finditer(text, first + (end - first) // 2, end)]
        end = seams[-1] if seams else end
        yield first, end
        first = end
    yield first, last
