"""How many cells of a terminal a picture takes. Plain sums: no Pillow here, so screens may ask too."""

from dataclasses import dataclass
from math import ceil
from typing import Final

#: Width and height of a cell in pixels where the terminal does not tell: one to two is what nearly all fonts have.
CELL: Final = (10, 20)
#: A picture is enlarged to at most so many times its size.
ENLARGED: Final = 2.0


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the screen, in cells."""

    columns: int
    rows: int


def fitted(width: int, height: int, room: Box, *, cell: tuple[int, int] = CELL) -> Box:
    """The box of a picture of so many pixels in ``room``: as wide as it may be, its shape kept; at least one cell.

    ``cell`` is the size of a cell in pixels. A small picture is not blown up to the room, only to ``ENLARGED``.
    """
    cell_width, cell_height = cell
    columns = max(1, min(room.columns, ceil(width * ENLARGED / cell_width)))
    rows = columns * cell_width * height / width / cell_height
    if rows > room.rows:
        rows = room.rows
        columns = max(1, min(columns, round(rows * cell_height * width / height / cell_width)))
    return Box(columns, max(1, round(rows)))
