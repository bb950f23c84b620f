"""Opening foreign pictures: few formats, bounded before anything is decoded, one sentence when it fails (SEC-17)."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from globeterm.errors import BadInputError, GlobetermError
from globeterm.limits import PICTURE_BYTES, PICTURE_PIXELS

if TYPE_CHECKING:
    from PIL.Image import Image

#: Pillow knows seventy formats, and one of them starts Ghostscript; these are the ones that the web has.
FORMATS: Final = ("PNG", "JPEG", "GIF", "WEBP", "AVIF")
#: A picture no larger than this, in pixels each way, counts readers and shows nothing.
PIXEL: Final = 2

_MILLION: Final = 1_000_000


@contextmanager
def opened(body: bytes) -> Iterator["Image"]:
    """The picture in ``body``, not yet decoded. What fails inside the block raises BadInputError, as opening does."""
    if len(body) > PICTURE_BYTES:
        raise BadInputError(f"the picture is larger than {PICTURE_BYTES // _MILLION} MB")
    try:
        with _open(body) as image:
            _check_size(*image.size)
            yield image
    except (GlobetermError, MemoryError):
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


def _open(body: bytes) -> "Image":
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - in the workshop, with the first picture

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(io.BytesIO(body), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise BadInputError(f"the picture has far more than {PICTURE_PIXELS // _MILLION} million pixels") from error
    except UnidentifiedImageError as error:
        raise BadInputError("the picture is no PNG, JPEG, GIF, WebP or AVIF, so it can't be shown") from error
