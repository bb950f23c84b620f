"""A kept picture made into what one kind of terminal shows, in the very size in which it is shown."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from globeterm.pictures.fitting import Box
from globeterm.pictures.opened import opened
from globeterm.pictures.sixel import encoded

if TYPE_CHECKING:
    from PIL.Image import Image, Resampling

Size = tuple[int, int]

#: Each colour is a pass over the picture, and dithering makes up for those that are missing.
_SIXEL_COLOURS: Final = 128
#: The colours are chosen from a picture so many times smaller each way, which takes a ninth of the time.
_SAMPLED: Final = 3


@dataclass(frozen=True, slots=True)
class Pixels:
    """Rows of pixels from the top, three bytes each: red, green, blue."""

    width: int
    height: int
    rgb: bytes = field(repr=False)


def half_block_pixels(body: bytes, box: Box) -> Pixels:
    """The picture with two pixels a cell, one above the other, without the halos that a sharper filter makes."""
    from PIL import Image  # noqa: PLC0415 - in the workshop, with the first picture

    image = _resized(body, (box.columns, 2 * box.rows), Image.Resampling.HAMMING)
    return Pixels(image.width, image.height, image.tobytes())


def whole_png(body: bytes, box: Box, cell: Size) -> bytes:
    """The picture as one PNG that fills ``box``; ``cell`` is the size of a cell in pixels."""
    return _png(_resized(body, _pixels_of(box, cell)))


def png_rows(body: bytes, box: Box, cell: Size) -> tuple[bytes, ...]:
    """The picture as a PNG for each row of cells, so that it scrolls with the lines of a text."""
    return tuple(_png(strip) for strip in _strips(_resized(body, _pixels_of(box, cell)), cell))


def sixel_rows(body: bytes, box: Box, cell: Size) -> tuple[str, ...]:
    """The picture as sixels for each row of cells, all rows in the same colours."""
    from PIL import Image  # noqa: PLC0415 - in the workshop, with the first picture

    image = _resized(body, _pixels_of(box, cell))
    colours = image.reduce(_SAMPLED).quantize(_SIXEL_COLOURS, Image.Quantize.MEDIANCUT)
    indexed = image.quantize(palette=colours, dither=Image.Dither.FLOYDSTEINBERG)
    palette = bytes(indexed.getpalette() or ())
    return tuple(encoded(strip.width, strip.tobytes(), palette) for strip in _strips(indexed, cell))


def _pixels_of(box: Box, cell: Size) -> Size:
    return box.columns * cell[0], box.rows * cell[1]


def _resized(body: bytes, size: Size, resampling: "Resampling | None" = None) -> "Image":
    """The picture in exactly ``size``. Raises BadInputError when what was kept is damaged."""
    from PIL import Image  # noqa: PLC0415

    with opened(body) as image:
        image.draft("RGB", size)
        filtered = Image.Resampling.LANCZOS if resampling is None else resampling
        return image.convert("RGB").resize(size, filtered, reducing_gap=2.0)


def _strips(image: "Image", cell: Size) -> Iterator["Image"]:
    for top in range(0, image.height, cell[1]):
        yield image.crop((0, top, image.width, top + cell[1]))


def _png(image: "Image") -> bytes:
    written = io.BytesIO()
    image.save(written, "PNG", compress_level=4)
    return written.getvalue()
