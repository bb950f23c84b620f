"""Running text: spans joined into one string with runs of styles, cut into lines again as pieces.

The marks behind links are set in the lines but are no part of the story's text: offsets do not count them.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from globeterm.content import Span, Spans
from globeterm.rendering.cells import is_rtl, width
from globeterm.rendering.gating import JOINER, gated
from globeterm.rendering.hyphens import hyphen_places
from globeterm.rendering.justify import Line, justified, ragged
from globeterm.rendering.lines import Piece, Pieces, Row, aligned_right
from globeterm.rendering.links import LinkTable
from globeterm.rendering.wrap import Span as LineSpan
from globeterm.rendering.wrap import wrapped

Breaker = Callable[[str, int], Iterable[LineSpan]]


class _Run(NamedTuple):
    start: int
    offset: int
    styles: tuple[str, ...]
    link: int
    mark: bool


@dataclass(frozen=True, slots=True)
class Flow:
    """Running text ready to be broken. ``length`` is its length without the marks of links."""

    text: str
    runs: tuple[_Run, ...]
    starts: tuple[int, ...]
    length: int

    def rows(self, columns: int, *, base: int = 0, breaker: Breaker = wrapped) -> Iterator[Row]:
        """The text in lines of at most ``columns``, none for blanks alone. Right-to-left text stands right.

        Offsets count from ``base``.
        """
        if not self.text.strip():
            return
        right = is_rtl(self.text)
        for row in self._tied(ragged(breaker(self.text, columns)), base, rtl=right):
            yield aligned_right(row, columns) if right else row

    def justified_rows(self, columns: int, *, base: int = 0) -> Iterator[Row]:
        """As ``rows``, but flush on both sides where that looks well; right-to-left text is ragged."""
        if is_rtl(self.text) or not self.text.strip():
            return self.rows(columns, base=base)
        return self._tied(justified(self.text, columns, self._partings), base)

    def _tied(self, lines: Iterable[Line], base: int, *, rtl: bool = False) -> Iterator[Row]:
        """The lines as rows, each with what stands between it and the next."""
        held: Row | None = None
        end = 0
        for line in lines:
            if held is not None:
                between = self.text[end : line.start]
                yield held._replace(tie="\n" if "\n" in between else between[:1])
            first, end = line.start, line.end
            held = Row(self._grown(line), base + self.offset(first), base + self.offset(end), rtl=rtl)
        if held is not None:
            yield held

    def _grown(self, line: Line) -> Pieces:
        """The pieces of a line with what justifying adds to it."""
        if not line.blanks and not line.hyphen:
            return self.pieces(line.start, line.end)
        pieces: list[Piece] = []
        start = line.start
        for place, columns in line.blanks:
            pieces += self.pieces(start, place)
            pieces.append(pieces[-1]._replace(text=" " * columns, extra=True))
            start = place
        pieces += self.pieces(start, line.end)
        if line.hyphen:
            pieces.append(pieces[-1]._replace(text="-", extra=True))
        return tuple(pieces)

    def _partings(self, start: int, end: int) -> Iterator[int]:
        """Where a word may be parted: nowhere in code."""
        run = self.runs[bisect_right(self.starts, start) - 1]
        if "story.code" not in run.styles:
            yield from (start + place for place in hyphen_places(self.text[start:end]))

    def labelled(self, label: str, *styles: str) -> "Flow":
        """The text behind a label, which like the marks of links is no part of the story's text."""
        runs = (
            _Run(0, 0, styles, 0, mark=True),
            *(run._replace(start=run.start + len(label)) for run in self.runs),
        )
        return Flow(label + self.text, runs, tuple(run.start for run in runs), self.length)

    def pieces(self, start: int, end: int) -> Pieces:
        """The characters from ``start`` to ``end`` as pieces."""
        cut: list[Piece] = []
        index = max(0, bisect_right(self.starts, start) - 1)
        while start < end:
            run = self.runs[index]
            index += 1
            stop = min(end, self.starts[index] if index < len(self.starts) else end)
            cut.append(Piece(self.text[start:stop], run.styles, run.link, extra=run.mark and run.link > 0))
            start = stop
        return tuple(cut)

    def offset(self, position: int) -> int:
        """The offset in the story's text of a position in the set text."""
        if not self.runs:
            return 0
        run = self.runs[bisect_right(self.starts, position) - 1]
        return min(self.length, run.offset if run.mark else run.offset + position - run.start)


def flowed(spans: Spans, links: LinkTable, *styles: str) -> Flow:
    """Join spans; ``styles`` are under all of them. A link has its mark behind its last span."""
    runs: list[_Run] = []
    parts: list[str] = []
    position = offset = 0
    for index, span in enumerate(spans):
        text = gated(span.text)
        if index + 1 < len(spans) and not spans[index + 1].text[:1].isspace():
            text = text.rstrip(JOINER)
        if not text:
            continue
        link = links.in_text(span.link, text) if span.link else None
        names = (*styles, *_names(span))
        runs.append(_Run(position, offset, names, link.number if link else 0, mark=False))
        parts.append(text)
        position += len(text)
        offset += len(text)
        if link and not _continues(spans, index):
            mark = links.mark(link)
            runs.append(_Run(position, offset, (*styles, "story.mark"), link.number, mark=True))
            parts.append(mark)
            position += len(mark)
    return _joined("".join(parts), runs, offset)


def plain_flow(text: str, *styles: str) -> Flow:
    """Running text in one style."""
    return styled_flow((text, styles))


def styled_flow(*parts: tuple[str, tuple[str, ...]]) -> Flow:
    """Running text in several styles, without links."""
    runs: list[_Run] = []
    position = 0
    texts = [(gated(text), styles) for text, styles in parts]
    for text, styles in texts:
        if text:
            runs.append(_Run(position, position, styles, 0, mark=False))
            position += len(text)
    return _joined("".join([text for text, _ in texts]), runs, position)


def _joined(text: str, runs: list[_Run], length: int) -> Flow:
    """The flow of these runs. What clings to the last character of a run is a part of that run, as it is seen."""
    if len(runs) > 1 and not text.isascii():
        ends = [*(run.start for run in runs[1:]), len(text)]
        moved = [(run, _unclung(text, run.start) - run.start, end) for run, end in zip(runs, ends, strict=True)]
        runs = [
            run._replace(start=run.start + by, offset=run.offset + (0 if run.mark else by)) if by else run
            for run, by, end in moved
            if run.start + by < end or run.start == 0
        ]
    return Flow(text, tuple(runs), tuple(run.start for run in runs), length)


def _unclung(text: str, position: int) -> int:
    """The first place from here on at which a grapheme begins, as rich counts them; a text begins with one."""
    while 0 < position < len(text) and (text[position - 1] == JOINER or not width(text[position])):
        position += 1
    return position


def _names(span: Span) -> Iterator[str]:
    if span.strong:
        yield "story.strong"
    if span.emphasis:
        yield "story.emphasis"
    if span.code:
        yield "story.code"
    if span.link:
        yield "story.link"


def _continues(spans: Spans, index: int) -> bool:
    """Whether the next span is a part of the same link."""
    return index + 1 < len(spans) and spans[index + 1].link == spans[index].link
