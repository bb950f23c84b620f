"""Sets the blocks of a story, each as lines of at most the given columns."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from globeterm.content import (
    Block,
    Blocks,
    Change,
    Code,
    Embed,
    Figure,
    Heading,
    ListBlock,
    More,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
)
from globeterm.rendering.boxes import embed_rows, more_rows
from globeterm.rendering.cells import fitting, width
from globeterm.rendering.flow import flowed
from globeterm.rendering.gating import gated
from globeterm.rendering.lines import Piece, Row, behind, below, beside, centred, narrowed, prefixed, stacked
from globeterm.rendering.links import LinkTable
from globeterm.rendering.look import Look
from globeterm.rendering.picture import picture_rows
from globeterm.rendering.signs import Signs, signs
from globeterm.rendering.table import table_rows
from globeterm.rendering.wrap import balanced

#: Quotes and lists nested deeper than this are left out: no story is built so, and no stack is deep enough for all.
_DEEPEST: Final = 40
#: From this width on preformatted text has a blank on either side.
_PADDED: Final = 16


@dataclass(frozen=True, slots=True)
class BlockSetter:
    """Sets blocks in one look, numbering their links as it goes."""

    look: Look
    links: LinkTable
    now: datetime

    @property
    def shown(self) -> Signs:
        """The borders and marks of the look."""
        return signs(ascii=self.look.ascii)

    def rows(self, block: Block, columns: int, depth: int = 0) -> Iterator[Row]:
        """The lines of one block; offsets count from its beginning."""
        match block:
            case Paragraph(spans):
                flow = flowed(spans, self.links)
                return flow.justified_rows(columns) if self.look.justify else flow.rows(columns)
            case Heading(level, spans):
                style = "story.heading" if level <= 2 else "story.subheading"
                return flowed(spans, self.links, style).rows(columns, breaker=balanced)
            case Quote() | Change():
                return self._barred(block, columns, depth)
            case ListBlock():
                return self._list(block, columns, depth)
            case Code(text):
                return _code(text, columns)
            case _:
                return self._furniture(block, columns)

    def _furniture(self, block: Table | Figure | Rule | More | Embed, columns: int) -> Iterator[Row]:
        """The lines of what is no running text."""
        match block:
            case Table():
                yield from table_rows(block, columns, self.links, self.shown)
            case Figure(picture):
                yield from picture_rows(picture, columns, self.look)
            case More():
                yield from more_rows(block, columns, self.links, self.shown, self.now)
            case Embed():
                yield from embed_rows(block, columns, self.links, self.shown)
            case _:
                yield centred(Row((Piece(self.shown.breaks, ("story.hairline",)),), lead=1), columns)

    def _inner(self, blocks: Blocks, columns: int, depth: int) -> Iterator[Row]:
        """Blocks inside a block: a blank line between them, but none before a list that belongs to what it follows."""
        base = 0
        for block in blocks if depth < _DEEPEST else ():
            close = base == 0 or (depth > 0 and isinstance(block, ListBlock))
            base = yield from below(self.rows(block, columns, depth + 1), base, gap=0 if close else 1)

    def _barred(self, block: Quote | Change, columns: int, depth: int) -> Iterator[Row]:
        if isinstance(block, Quote):
            return self._quote(block, columns, depth)
        return self._change(block, columns, depth)

    def _quote(self, quote: Quote, columns: int, depth: int) -> Iterator[Row]:
        room, bar = narrowed(columns, Piece(f"{self.shown.bar} ", ("story.bar",)))
        base = yield from stacked((_quoted(bar, row) for row in self._inner(quote.blocks, room, depth)), 0)
        if quote.attribution:
            said = flowed((Span(self.shown.dash), *quote.attribution), self.links, "story.attribution")
            for row in said.rows(room, base=base):
                yield beside(bar, row)

    def _change(self, change: Change, columns: int, depth: int) -> Iterator[Row]:
        """What an edit did, in words and behind a bar, in its colour."""
        style = f"story.{change.kind}"
        sign = self.shown.changes[change.kind == "added"]
        yield Row((Piece(f"{sign} {change.kind}", (style,)),), lead=1)
        room, bar = narrowed(columns, Piece(f"{self.shown.bar} ", (style,)))
        for row in self._inner(change.blocks, room, depth):
            said = tuple(piece._replace(styles=(*piece.styles, style)) for piece in row.pieces)
            yield beside(bar, row._replace(pieces=said))

    def _list(self, block: ListBlock, columns: int, depth: int) -> Iterator[Row]:
        loose = any(sum(not isinstance(part, ListBlock) for part in item) > 1 for item in block.items)
        base = 0
        for item, front in zip(block.items, self._markers(block, depth), strict=True):
            room, marker = narrowed(columns, front)
            rest = Piece(" " * width(marker.text))
            rows = prefixed(self._inner(item, room, depth + 1), marker, rest)
            base = yield from below(rows, base, gap=1 if loose and base else 0)

    def _markers(self, block: ListBlock, depth: int) -> list[Piece]:
        """What stands before each item: its number, all of them equally wide, or the bullet of its level."""
        bullets = self.shown.bullets
        if not block.ordered:
            return [Piece(f"{bullets[depth // 2 % len(bullets)]} ", ("story.bullet",))] * len(block.items)
        numbers = [f"{block.start + index}." for index in range(len(block.items))]
        room = max(map(len, numbers), default=0)
        return [Piece(f"{number:>{room}} ", ("story.bullet",)) for number in numbers]


def _quoted(bar: Piece, row: Row) -> Row:
    """A line of a quote: in the quote's style, behind its bar."""
    said = tuple(piece._replace(styles=("story.quote", *piece.styles)) for piece in row.pieces)
    return beside(bar, row._replace(pieces=said))


def _code_end(line: str, start: int, room: int) -> int:
    """Where a line of preformatted text is cut: behind a blank when one is near the end of the room."""
    end = min(len(line), fitting(line, start, room))
    blank = line.rfind(" ", start + (end - start) * 2 // 3, end)
    return end if end == len(line) or blank < 0 or line[end] == " " else blank + 1


def _code(text: str, columns: int) -> Iterator[Row]:
    """Preformatted text on a ground of its own; a line that is too long goes on below."""
    style = ("story.preformatted",)
    side = Piece(" " if columns >= _PADDED else "", style)
    room = columns - 2 * len(side.text)
    offset = 0
    if not text.strip():
        return
    for line in gated(text).rstrip("\n").split("\n"):
        start = 0
        while True:
            end = _code_end(line, start, room)
            part = line[start:end]
            fill = Piece(" " * (room - width(part)) + side.text, style, extra=True)
            tie = "" if end < len(line) else "\n"
            yield behind(side, Row((Piece(part, style), fill), offset + start, offset + end, tie=tie))
            start = end
            if start >= len(line):
                break
        offset += len(line) + 1
