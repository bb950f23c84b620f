"""A line while it is being set: pieces of styled text, made into a ``Text`` and the places of its links at last."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from itertools import chain, repeat
from typing import Final, NamedTuple

from rich.cells import set_cell_size
from rich.style import Style
from rich.text import Span, Text

from globeterm.rendering.cells import width

#: An indent that would leave fewer columns of text costs more than it shows.
_LEAST: Final = 8


class Piece(NamedTuple):
    """A run of one line in one style. ``styles`` are names of ``styles.STYLES``; ``link`` is a link's number, or 0.

    Only the rows of pictures have styles instead of names: their colours are the picture's own. ``extra``: blanks,
    hyphens and borders behind the front of a line that are no text of the story.
    """

    text: str
    styles: tuple[str | Style, ...] = ()
    link: int = 0
    extra: bool = False


Pieces = tuple[Piece, ...]

#: A line of a block, and the characters there from a first one to an end that are no text of the story.
Extra = tuple[int, int, int]


class Row(NamedTuple):
    """One line: its pieces, where it begins and ends in the text of its block, and how much of its front is no text.

    ``lead`` counts the pieces at the front (indents, bars, bullets, borders) that belong to no text of the story.
    ``rtl``: the text runs from right to left. ``tie`` is what stands between this line and the next in the text: a line
    feed, a blank, or nothing where a word goes on.
    """

    pieces: Pieces
    offset: int = 0
    end: int = 0
    lead: int = 0
    rtl: bool = False
    tie: str = "\n"

    def at(self, base: int) -> "Row":
        """The same line in a text that begins at ``base``."""
        return self._replace(offset=base + self.offset, end=base + self.end)


class LinkPlace(NamedTuple):
    """Where a piece of a link stands: the line in its block, the characters there from ``start`` to ``end``."""

    number: int
    line: int
    start: int
    end: int


def cells(pieces: Sequence[Piece]) -> int:
    """The columns that a line takes."""
    return sum(width(piece.text) for piece in pieces)


def behind(front: Piece, row: Row) -> Row:
    """The line with something in front of it that is not its text."""
    return row._replace(pieces=(front, *row.pieces), lead=row.lead + 1) if front.text else row


def beside(front: Piece, row: Row) -> Row:
    """The line behind a bar or bullet; right-to-left text has it on its right."""
    if row.rtl and front.text.strip():
        return row._replace(pieces=(*row.pieces, front._replace(text=f" {front.text.rstrip()}")))
    return row if row.rtl else behind(front, row)


def stacked(rows: Iterable[Row], base: int) -> Generator[Row, None, int]:
    """The lines as part of a longer text, from ``base`` on; returns where the next part begins."""
    end = base
    for row in rows:
        placed = row.at(base)
        end = max(end, placed.end)
        yield placed
    return end + 1


def below(rows: Iterator[Row], base: int, *, gap: int) -> Generator[Row, None, int]:
    """The lines as ``stacked``, ``gap`` blank ones before them; nothing at all where there are none."""
    first = next(rows, None)
    if first is None:
        return base
    yield from repeat(Row((), base - 1, base - 1), gap)
    return (yield from stacked(chain((first,), rows), base))


def prefixed(rows: Iterator[Row], first: Piece, rest: Piece) -> Iterator[Row]:
    """The lines, the first behind one piece, all others behind another."""
    front = first
    for row in rows:
        yield beside(front, row)
        front = rest


def aligned_right(row: Row, columns: int) -> Row:
    """The line pushed to the right end of ``columns``."""
    return behind(Piece(" " * max(0, columns - cells(row.pieces))), row)


def centred(row: Row, columns: int) -> Row:
    """The line in the middle of ``columns``."""
    return behind(Piece(" " * (max(0, columns - cells(row.pieces)) // 2)), row)


def within(pieces: Pieces, columns: int) -> Pieces:
    """The line cut off at ``columns``: only what is wider than the whole width by itself is ever cut."""
    if cells(pieces) <= columns:
        return pieces
    kept: list[Piece] = []
    left = columns
    for piece in pieces:
        text = piece.text if width(piece.text) <= left else set_cell_size(piece.text, left)
        kept.append(piece._replace(text=text))
        left -= width(text)
    return tuple(kept)


def to_text(pieces: Pieces) -> Text:
    """The line as rich takes it, with style names as its spans; blanks that kept words together are blanks now."""
    spans: list[Span] = []
    position = 0
    for text, styles, _, _ in pieces:
        end = position + len(text)
        spans.extend(Span(position, end, style) for style in styles)
        position = end
    return Text("".join([piece.text for piece in pieces]).replace("\u00a0", " "), spans=spans, end="", no_wrap=True)


def extras(pieces: Pieces, line: int) -> Iterator[Extra]:
    """Where a line has characters behind its front that are no text."""
    position = 0
    for text, _, _, extra in pieces:
        end = position + len(text)
        if extra and end > position:
            yield line, position, end
        position = end


def link_places(pieces: Pieces, line: int) -> Iterator[LinkPlace]:
    """Where the links of a line stand."""
    position = 0
    for text, _, link, _ in pieces:
        end = position + len(text)
        if link and end > position:
            yield LinkPlace(link, line, position, end)
        position = end


def narrowed(columns: int, front: Piece) -> tuple[int, Piece]:
    """The room behind ``front``, and ``front``: it is left out where the column is too narrow for it."""
    room = columns - width(front.text)
    return (room, front) if room >= _LEAST else (columns, Piece(""))
