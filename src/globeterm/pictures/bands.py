"""A picture's rows, some at a time: a second copy of them all would be too much for the workshop (SEC-17).

Pillow's own way holds a WebP's pixels four times over before anyone sees them, and an AVIF's three times. Here the
bytes that their decoders give are the last whole copy.
"""

from collections.abc import Callable, Iterator
from math import ceil, floor
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from PIL.Image import Image

Size = tuple[int, int]
Rows = Callable[[int, int], "Image"]

#: How many rows of the scaled picture are made at a time.
BAND: Final = 32

#: How far the filter looks beyond a pixel, in pixels of the scaled picture.
_SUPPORT: Final = 3


def rows_of(image: "Image") -> Rows:
    """Decode an opened picture's first frame, and give a way to its rows from one to before another."""
    if image.format in {"WEBP", "AVIF"}:
        return _raw_rows(image)
    image.load()
    return lambda first, last: image.crop((0, first, image.width, last))


def scaled(size: Size, rows: Rows, wanted: Size) -> "Image":
    """A picture of ``size`` brought down to the size ``wanted``, as if it were done with all its rows at once."""
    from PIL import Image  # noqa: PLC0415 - in the workshop, with the first picture

    width, height = size
    step = height / wanted[1]
    parts: list[Image.Image] = []
    for top, bottom in _bands(wanted[1]):
        first, last = max(0, floor((top - _SUPPORT) * step)), min(height, ceil((bottom + _SUPPORT) * step))
        part = rows(first, last)
        box = (0, top * step - first, width, min(bottom * step, height) - first)
        parts.append(part.resize((wanted[0], bottom - top), Image.Resampling.LANCZOS, box))
    small = Image.new(parts[0].mode, wanted)
    for number, part in enumerate(parts):
        small.paste(part, (0, number * BAND))
    return small


def _bands(height: int) -> Iterator[tuple[int, int]]:
    for top in range(0, height, BAND):
        yield top, min(top + BAND, height)


def _raw_rows(image: "Image") -> Rows:
    from PIL import Image  # noqa: PLC0415

    pixels, layout = _unpacked(image)
    mode, width, length = image.mode, image.width, len(pixels) // image.height

    def rows(first: int, last: int) -> "Image.Image":
        return Image.frombytes(mode, (width, last - first), pixels[first * length : last * length], "raw", layout)

    return rows


def _unpacked(image: Any) -> tuple[bytes, str]:
    """The pixels of the first frame as their decoder gives them, and how they lie. Raises what the decoder raises."""
    decoder, image._decoder = image._decoder, None  # noqa: SLF001 - it goes with its own copies when this is done
    if image.format == "AVIF":
        return decoder.get_frame(0)[0], image.mode
    return decoder.get_next()[0], image.rawmode
