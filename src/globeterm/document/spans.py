"""Running text to spans: white space collapsed as a browser does, every character through the gate (SEC-01)."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from globeterm.content import Span, Spans
from globeterm.text import clean_block

_BLANKS: Final = re.compile("[ \t\n\r\f\v\x85\u2028\u2029]+")
_WIDE_BLANKS: Final = re.compile("[ \u00a0]{2,}")
_LINE: Final = "\n"


@dataclass(frozen=True, slots=True)
class Style:
    """How the text being read is set, and where it leads."""

    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: str | None = None


PLAIN: Final = Style()


class Runs:
    """Collects pieces of running text until a block ends. Two line breaks in a row end a paragraph."""

    def __init__(self) -> None:
        self._pieces: list[tuple[str, Style]] = []

    def add(self, text: str, style: Style) -> None:
        """Add foreign text as it stands in the page."""
        spaced = _WIDE_BLANKS.sub(" ", _BLANKS.sub(" ", text))
        cleaned = clean_block(spaced)
        if cleaned:
            self._pieces.append((cleaned, style))

    def line_break(self) -> None:
        """Add a line break, ``<br>``."""
        self._pieces.append((_LINE, PLAIN))

    def blank(self) -> bool:
        """Whether nothing that can be seen has been added since the last ``take``."""
        return all(not text.strip() for text, _ in self._pieces)

    def take(self) -> list[Spans]:
        """Take out what was collected as paragraphs; blank ones are left out."""
        pieces, self._pieces = self._pieces, []
        setter = _Setter()
        for text, style in pieces:
            setter.put(text, style)
        return setter.done()


class _Setter:
    """Sets pieces one after the other: one blank between words, none at the ends of a line."""

    def __init__(self) -> None:
        self._paragraphs: list[Spans] = []
        self._line: list[tuple[list[str], Style]] = []
        self._last = _LINE
        self._breaks = 0
        self._blank: Style | None = None

    def put(self, text: str, style: Style) -> None:
        if text == _LINE:
            self._breaks += 1
            self._blank = None
            return
        if text[0] == " " and (self._blank is None or self._blank.link is not None):
            self._blank = style
        words = text.strip(" ")
        if not words:
            return
        self._end_line()
        if self._blank is not None and self._last != _LINE:
            self._append(" ", self._blank if self._blank.link is None or self._blank == style else PLAIN)
        self._append(words, style)
        self._blank = style if text[-1] == " " else None

    def done(self) -> list[Spans]:
        self._end_paragraph()
        return self._paragraphs

    def _end_line(self) -> None:
        if self._breaks > 1:
            self._end_paragraph()
        elif self._breaks and self._line:
            self._append(_LINE, self._line[-1][1])
        self._breaks = 0

    def _end_paragraph(self) -> None:
        runs = _trimmed([("".join(texts), style) for texts, style in self._line])
        if runs:
            self._paragraphs.append(tuple(Span(text, s.strong, s.emphasis, s.code, s.link) for text, s in runs))
        self._line = []
        self._last = _LINE

    def _append(self, text: str, style: Style) -> None:
        shown = _without_leading_marks(text) if unicodedata.combining(self._last) else text
        if not shown:
            return
        if self._line and self._line[-1][1] == style:
            self._line[-1][0].append(shown)
        else:
            self._line.append(([shown], style))
        self._last = shown[-1]


def _without_leading_marks(text: str) -> str:
    """``text`` without marks that would pile up on the piece before it (SEC-04)."""
    start = 0
    while start < len(text) and unicodedata.combining(text[start]):
        start += 1
    return text[start:]


def _trimmed(runs: list[tuple[str, Style]]) -> list[tuple[str, Style]]:
    """``runs`` without blanks of any kind at both ends; empty when there is nothing else."""
    first, last = 0, len(runs)
    while first < last and not runs[first][0].strip():
        first += 1
    while last > first and not runs[last - 1][0].strip():
        last -= 1
    kept = runs[first:last]
    if kept:
        kept[0] = (kept[0][0].lstrip(), kept[0][1])
        kept[-1] = (kept[-1][0].rstrip(), kept[-1][1])
    return kept
