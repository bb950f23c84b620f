"""Opening foreign pictures: few formats, bounded before anything is decoded, one sentence when it fails (SEC-17)."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from globeterm.errors import BadInputError, GlobetermError
from globeterm.limits import PICTURE_BYTES, PICTURE_MEMORY_BYTES, PICTURE_PIXELS

if TYPE_CHECKING:
    from PIL.Image import Image

#: Pillow knows seventy formats, and one of them starts Ghostscript; these are the ones that the web has.
FORMATS: Final = ("PNG", "JPEG", "GIF", "WEBP", "AVIF")
#: A picture no larger than this, in pixels each way, counts readers and shows nothing.
PIXEL: Final = 2

_MILLION: Final = 1_000_000
#: Bytes that a pixel takes while it is decoded, and how many copies of the body there are meanwhile, both measured.
_WEBP: Final = 13
_AVIF: Final = {"RGB": 9, "RGBA": 12}
_COPIES: Final = 2
#: How much the process has before there is a picture, in bytes.
_BEFORE: Final = 16 * 1024 * 1024
_WEBP_HEAD: Final = 30
_SIDE: Final = 0x3FFF
_VP8L: Final = 0x2F


@contextmanager
def opened(body: bytes) -> Iterator["Image"]:
    """The picture in ``body``, not yet decoded. What fails inside the block raises BadInputError, as opening does."""
    if len(body) > PICTURE_BYTES:
        raise BadInputError(f"the picture is larger than {PICTURE_BYTES // _MILLION} MB")
    webp = webp_size(body)
    if webp is not None:  # its decoder takes memory before it tells the size, and says "damaged" where there is none
        _check_size(*webp)
        _check_memory("WebP", webp, _WEBP, body)
    try:
        with _open(body) as image:
            _check_size(*image.size)
            if image.format == "AVIF":
                _check_memory("AVIF", image.size, _AVIF[image.mode], body)
            yield image
    except (GlobetermError, MemoryError, ImportError):
        raise
    except Exception as error:  # what a decoder raises on hostile bytes can't be listed (SEC-08)
        raise BadInputError("the picture is damaged or cut off, so it can't be shown") from error


def _check_size(width: int, height: int) -> None:
    """Raise BadInputError when a picture is too large to be decoded or too small to show anything."""
    if width * height > PICTURE_PIXELS:
        raise BadInputError(
            f"the picture has {width} × {height} pixels; no more than {PICTURE_PIXELS // _MILLION} million are read"
        )
    if width <= PIXEL and height <= PIXEL:
        raise BadInputError(f"the picture is {width} × {height} pixels small, so there is nothing to see")


def _check_memory(name: str, size: tuple[int, int], a_pixel: int, body: bytes) -> None:
    """Raise BadInputError when a decoder would take more memory than a picture is given: these decode a frame whole."""
    needed = size[0] * size[1] * a_pixel + len(body) * _COPIES
    if needed > PICTURE_MEMORY_BYTES - _BEFORE:
        raise BadInputError(
            f"the picture has {size[0]} × {size[1]} pixels, which take too much memory as {name}, so it can't be shown"
        )


def webp_size(body: bytes) -> tuple[int, int] | None:
    """The width and height that a WebP says it has (RFC 9649, 2.5 to 2.7); None for what is none, or says nothing."""
    if body[:4] != b"RIFF" or body[8:12] != b"WEBP" or len(body) < _WEBP_HEAD:
        return None
    kind = body[12:16]
    if kind == b"VP8X":
        return int.from_bytes(body[24:27], "little") + 1, int.from_bytes(body[27:30], "little") + 1
    if kind == b"VP8 " and body[23:26] == b"\x9d\x01\x2a":
        return int.from_bytes(body[26:28], "little") & _SIDE, int.from_bytes(body[28:30], "little") & _SIDE
    if kind == b"VP8L" and body[20] == _VP8L:
        bits = int.from_bytes(body[21:25], "little")
        return (bits & _SIDE) + 1, (bits >> 14 & _SIDE) + 1
    return None


def _open(body: bytes) -> "Image":
    from PIL import AvifImagePlugin, Image, UnidentifiedImageError  # noqa: PLC0415 - in the workshop, with the first

    AvifImagePlugin.DEFAULT_MAX_THREADS = 1  # each thread of its decoder has frames and a stack of its own
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(io.BytesIO(body), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise BadInputError(f"the picture has far more than {PICTURE_PIXELS // _MILLION} million pixels") from error
    except UnidentifiedImageError as error:
        raise BadInputError("the picture is no PNG, JPEG, GIF, WebP or AVIF, so it can't be shown") from error
