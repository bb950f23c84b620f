"""A ``<table>`` as rows of equally many cells; a table that only lays a page out is none."""

from collections.abc import Callable
from typing import Final

from globeterm.content import Spans, Table
from globeterm.document.tree import Element, name_set, text_of, words_in

#: More columns or rows than this are cut.
COLUMNS: Final = 60
ROWS: Final = 2000

_LONG: Final = 600
_BLOCKS: Final = name_set("table ul ol blockquote pre h1 h2 h3 h4 figure iframe video")


def is_data(table: Element) -> bool:
    """Whether ``table`` shows figures: at least two columns, no table in it, no cell that is a story by itself."""
    if table.get("role") == "presentation" or words_in(table, "class") & {"layout", "infobox", "navbox"}:
        return False
    if any(each is not table and each.tag in _BLOCKS for each in table.iter("*")):
        return False
    rows = _rows(table)
    if max((len(_cells(row)) for row in rows), default=0) < 2:
        return False
    return all(len(text_of(cell)) <= _LONG for row in rows for cell in _cells(row))


def table_of(table: Element, cell_spans: Callable[[Element], Spans], caption: Spans = ()) -> Table | None:
    """The rows of ``table``, squared; ``cell_spans`` makes spans of a cell. None when all cells are blank."""
    rows: list[list[Spans]] = []
    headers = 0
    for row in _rows(table)[:ROWS]:
        cells: list[Spans] = []
        for cell in _cells(row):
            cells.append(cell_spans(cell))
            cells.extend(() for _ in range(_columns(cell) - 1))
        if any(cells):
            is_header = all(cell.tag == "th" for cell in _cells(row)) or _inside(row, "thead")
            headers += is_header and headers == len(rows)
            rows.append(cells[:COLUMNS])
    width = max(map(len, rows), default=0)
    squared = tuple(tuple(row + [()] * (width - len(row))) for row in rows)
    return Table(squared, headers, caption) if rows else None


def _rows(table: Element) -> list[Element]:
    return [row for row in table.iter("tr") if len(row)]


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row if cell.tag in {"td", "th"}]


def _columns(cell: Element) -> int:
    """How many columns a cell takes (HTML, 4.9.11): garbage is 1."""
    span = cell.get("colspan") or "1"
    return min(int(span), COLUMNS) if span.isdecimal() and span.isascii() and 0 < len(span) < 5 else 1


def _inside(row: Element, tag: str) -> bool:
    parent = row.getparent()
    return parent is not None and parent.tag == tag
