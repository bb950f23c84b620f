"""Pixels as sixels, as DEC's terminals paint them (STD 070, chapter 9): six rows at a time, colour after colour.

No Pillow here: indices into a palette in, text out. A band is one large number, so that a colour's part in it is a few
operations of the machine and not one for each pixel.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

BAND: Final = 6

#: The picture's own background stays; then the shape of a pixel and the size in pixels.
_BEGIN: Final = "\x1bP0;1;0q"
_END: Final = "\x1b\\"
_FIRST_SIXEL: Final = 63
_SIXELS: Final = bytes(min(value + _FIRST_SIXEL, 127) for value in range(256))
_RUN: Final = re.compile(r"(.)\1{3,}")


def encoded(width: int, indices: bytes, palette: bytes) -> str:
    """The sequence that paints ``indices``, a byte a pixel, at the cursor; ``palette`` has three bytes a colour."""
    height = len(indices) // width
    colours = sorted(set(indices))
    registers = "".join(_register(colour, palette) for colour in colours)
    bands = "-".join(_band(band) for band in _bands(width, indices))
    return f'{_BEGIN}"1;1;{width};{height}{registers}{bands}{_END}'


def _register(colour: int, palette: bytes) -> str:
    """Set a colour, in hundredths of each channel."""
    red, green, blue = (round(value * 100 / 255) for value in palette[3 * colour : 3 * colour + 3])
    return f"#{colour};2;{red};{green};{blue}"


def _bands(width: int, indices: bytes) -> Iterator[tuple[bytes, ...]]:
    rows = [indices[start : start + width] for start in range(0, len(indices), width)]
    for top in range(0, len(rows), BAND):
        yield tuple(rows[top : top + BAND])


def _band(rows: tuple[bytes, ...]) -> str:
    """Six rows: each colour that is there in a line of its own, one over the other."""
    return "$".join(f"#{colour}{_shortened(_line(rows, colour))}" for colour in sorted(set(b"".join(rows))))


def _line(rows: tuple[bytes, ...], colour: int) -> str:
    """Where ``colour`` stands in the rows, a character a column."""
    bits = 0
    for row, pixels in enumerate(rows):
        if colour in pixels:
            bits |= int.from_bytes(pixels.translate(_marks(colour, row)), "big")
    return bits.to_bytes(len(rows[0]), "big").translate(_SIXELS).decode("ascii")


@lru_cache(256 * BAND)
def _marks(colour: int, row: int) -> bytes:
    """A table that turns a colour into the bit of its row, and every other into nothing."""
    return bytes(1 << row if value == colour else 0 for value in range(256))


def _shortened(line: str) -> str:
    """Runs of one character by their number; empty columns at the end are left out."""
    return _RUN.sub(lambda run: f"!{len(run[0])}{run[1]}", line.rstrip("?"))
