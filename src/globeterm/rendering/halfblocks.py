"""Pixels as half blocks: each cell shows two, one above the other, in any terminal that has colours."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final

from rich.color import Color
from rich.style import Style

from globeterm.pictures.showing import Pixels

PictureRow = tuple[tuple[str, Style], ...]

#: The upper half of a cell; its lower half is the background.
UPPER_HALF: Final = "▀"

_KEPT: Final = 8192


def half_block_rows(pixels: Pixels, columns: int) -> tuple[PictureRow, ...]:
    """The picture as lines for ``look.Illustrator``, in the middle of ``columns`` and never wider than them.

    ``pixels`` has two rows for each line, and a column for each cell.
    """
    stride = 3 * pixels.width
    rows = [pixels.rgb[start : start + stride] for start in range(0, len(pixels.rgb), stride)]
    margin = " " * (max(0, columns - pixels.width) // 2)
    lead: PictureRow = ((margin, Style.null()),) if margin else ()
    return tuple(lead + tuple(_runs(upper, lower)) for upper, lower in zip(rows[::2], rows[1::2], strict=True))


def _runs(upper: bytes, lower: bytes) -> Iterator[tuple[str, Style]]:
    """One line: neighbours of the same colours in one piece."""
    for (above, below), cells in groupby(zip(_colours(upper), _colours(lower), strict=True)):
        sign = UPPER_HALF if above != below else " "
        yield sign * sum(1 for _ in cells), _style(above, below)


def _colours(row: bytes) -> Sequence[tuple[int, int, int]]:
    return list(zip(row[::3], row[1::3], row[2::3], strict=True))


@lru_cache(_KEPT)
def _style(above: tuple[int, int, int], below: tuple[int, int, int]) -> Style:
    return Style.from_color(_colour(above), _colour(below))


@lru_cache(_KEPT)
def _colour(rgb: tuple[int, int, int]) -> Color:
    return Color.from_rgb(*rgb)
