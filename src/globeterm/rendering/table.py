"""Tables: columns as wide as their content wants, shrunk where the room is less; records where that would cut words."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from globeterm.content import Table
from globeterm.rendering.cells import width
from globeterm.rendering.flow import Flow, flowed
from globeterm.rendering.lines import Piece, Pieces, Row, cells, prefixed
from globeterm.rendering.links import LinkTable
from globeterm.rendering.signs import Signs

_Cells = list[Flow]

#: A column of figures stands right: amounts, shares, sums of money, with at most a short unit.
_FIGURE: Final = re.compile(r"\W{0,3}[\d.,’'  ]*\d(?:\s?[–-]\s?\d+)?\s?(?:[%‰]|°[CF]?|[^\W\d_]{1,2}\b)?\W?")
#: A column may break a word that is longer than this, but no shorter one.
_LONG_WORD: Final = 8
_LABEL: Final = ("story.columns",)
#: What stands before the further lines of a cell behind its label.
_HANGING: Final = Piece("  ")
#: In columns narrower than this they begin where the label does.
_ROOMY: Final = 32


def table_rows(table: Table, columns: int, links: LinkTable, signs: Signs) -> Iterator[Row]:
    """Yield the lines of a table of at most ``columns``, its caption under it; rows without a word are left out."""
    grid: list[_Cells] = []
    headings = 0
    for index, row in enumerate(table.rows):
        heads = index < table.header_rows
        cells_ = [flowed(cell, links, *(_LABEL if heads else ())) for cell in row]
        if any(cell.text.strip() for cell in cells_):
            grid.append(cells_)
            headings += heads
    caption = flowed(table.caption, links, "story.caption")
    length = sum(_length(row) for row in grid)
    if grid:
        between = Piece(f" {signs.side} ", ("story.border",))
        widths = column_widths(grid, columns, width(between.text))
        side_by_side = widths and all(map(_readable, widths, _longest_words(grid)))
        rows = _columns(grid, headings, widths, between, signs) if side_by_side else _records(grid, headings, columns)
        yield from _ending(rows, length - 1)
        if caption.text and not side_by_side:
            yield Row((), length - 1, length - 1)
    if caption.text:
        yield from caption.rows(columns, base=length)


def column_widths(grid: Sequence[_Cells], columns: int, between: int) -> list[int]:
    """The width of each column, all at most ``columns`` together; narrow columns keep what they need.

    The room is dealt out fairly: no column gets more than it wants, none less than its longest word needs, as long as
    there is room for all of these, and what one leaves is shared by the others. Empty when there is no room at all.
    """
    wanted = [_widest(column) for column in zip(*grid, strict=True)]
    room = columns - between * (len(wanted) - 1)
    if room < len(wanted):
        return []
    least = _longest_words(grid)
    if sum(least) > room:
        least = [1] * len(wanted)
    widths = list(least)
    room -= sum(least)
    open_columns = [index for index in range(len(wanted)) if widths[index] < wanted[index]]
    while room > 0 and open_columns:
        lowest = min(widths[index] for index in open_columns)
        for index in open_columns:
            if room > 0 and widths[index] == lowest:
                widths[index] += 1
                room -= 1
        open_columns = [index for index in open_columns if widths[index] < wanted[index]]
    return widths


def _length(row: _Cells) -> int:
    """What a row takes in the text of the table."""
    return sum(cell.length + 1 for cell in row)


def _widest(column: Sequence[Flow]) -> int:
    """What a column wants: its longest line; at least one column of the terminal."""
    return max(1, *(width(line) for cell in column for line in cell.text.split("\n")))


def _longest_words(grid: Sequence[_Cells]) -> list[int]:
    """The width of each column's longest word."""
    return [
        max((width(word) for cell in column for word in cell.text.split()), default=1)
        for column in zip(*grid, strict=True)
    ]


def _readable(room: int, longest: int) -> bool:
    return room >= min(longest, _LONG_WORD)


def _is_figures(column: Sequence[Flow]) -> bool:
    """Whether all cells of a column that are not empty are figures, and there are some."""
    texts = [cell.text.strip() for cell in column if cell.text.strip(" –—-")]
    return bool(texts) and all(_FIGURE.fullmatch(text) for text in texts)


def _ending(rows: Iterator[Row], end: int) -> Iterator[Row]:
    """The lines, the last of which ends where the text of all does, whatever stands in it."""
    held = next(rows)
    for row in rows:
        yield held
        held = row
    yield held._replace(end=end)


def _columns(grid: list[_Cells], headings: int, widths: list[int], between: Piece, signs: Signs) -> Iterator[Row]:
    """The rows as lines, their cells side by side, with a line under the headings."""
    figures = [_is_figures(column[headings:]) for column in zip(*grid, strict=True)]
    offset = 0
    for index, row in enumerate(grid):
        if 0 < index == headings:
            yield Row((_crossing(widths, signs),), offset, offset, lead=1)
        yield from _table_row(row, widths, figures, between, offset)
        offset += _length(row)


def _table_row(row: _Cells, widths: list[int], figures: list[bool], between: Piece, offset: int) -> Iterator[Row]:
    """One row: the lines of its cells side by side."""
    columns = [list(cell.rows(room)) for cell, room in zip(row, widths, strict=True)]
    for line in zip_longest(*columns):
        pieces: list[Piece] = []
        for part, room, right in zip(line, widths, figures, strict=True):
            inner: Pieces = part.pieces if part else ()
            fill = Piece(" " * (room - cells(inner)))
            pieces += [*((fill, *inner) if right else (*inner, fill)), between]
        first = offset + (line[0].offset if line[0] else row[0].length)
        yield Row(tuple(pieces[:-1]), first, offset + _length(row) - 1)


def _crossing(widths: list[int], signs: Signs) -> Piece:
    """The line under the headings of the columns."""
    line = signs.hairline
    return Piece(f"{line}{signs.crossing}{line}".join(line * room for room in widths), ("story.border",))


def _records(grid: list[_Cells], headings: int, columns: int) -> Iterator[Row]:
    """The cells one under another, each behind the heading of its column, where columns would be too narrow."""
    labelled = headings == 1 and len(grid) > 1
    labels = [cell.text.strip().replace("\n", " ") for cell in grid[0]] if labelled else [""] * len(grid[0])
    offset = _length(grid[0]) if labelled else 0
    for index, row in enumerate(grid[labelled:]):
        if labelled and index:
            yield Row((), offset - 1, offset - 1)
        for label, cell in zip(labels, row, strict=True):
            if label and cell.text.strip():
                hanging = _HANGING if columns >= _ROOMY else Piece("")
                named = cell.labelled(f"{label}: ", *_LABEL).rows(columns - len(hanging.text), base=offset)
                yield from prefixed(named, Piece(""), hanging)
            else:
                yield from cell.rows(columns, base=offset)
            offset += cell.length + 1
