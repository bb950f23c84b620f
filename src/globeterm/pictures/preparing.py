"""A foreign picture made into a small one of our own: no byte of the original reaches a terminal (SEC-17)."""

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from globeterm.pictures.bands import rows_of, scaled
from globeterm.pictures.opened import opened

if TYPE_CHECKING:
    from PIL.Image import Image

#: A kept picture's largest size, in pixels: a story's column on a large screen.
WIDEST: Final = 1200
TALLEST: Final = 1600
#: What shows through a picture's transparent parts: pictures are drawn for white pages.
PAPER: Final = (255, 255, 255)

#: A picture of no more colours is a drawing, and is kept without loss.
_DRAWN: Final = 256
_QUALITY: Final = 88
_SIXTEEN_BITS: Final = 257
#: EXIF's word for how the camera was held, and its values for a camera that stood on a side.
_ORIENTATION: Final = 0x0112
_TURNED: Final = frozenset({5, 6, 7, 8})


@dataclass(frozen=True, slots=True)
class SmallPicture:
    """A picture fit to be kept: its size in pixels, and its bytes, JPEG for photographs and PNG for drawings."""

    width: int
    height: int
    body: bytes = field(repr=False)


def prepare_picture(body: bytes, *, paper: tuple[int, int, int] = PAPER) -> SmallPicture:
    """Decode a picture, bring it down to ``WIDEST`` × ``TALLEST``, lay it on ``paper`` and encode it anew.

    Only the first frame of an animation is decoded; a photograph is turned as its EXIF data say. Raises BadInputError
    for what is no picture of ``opened.FORMATS``, is damaged, or is larger or smaller than SEC-17 lets it be.
    """
    with opened(body) as image:
        image.draft("RGB", (WIDEST, WIDEST))
        flat = _on_paper(_upright(_small(image)), paper)
        return SmallPicture(flat.width, flat.height, _encoded(flat))


def _small(image: "Image") -> "Image":
    """The picture in the size in which it is kept, and what it says of itself."""
    rows = rows_of(image)
    wanted = _kept_size(image.size, is_turned=_orientation(image) in _TURNED)
    if wanted == image.size:
        small = _plain(rows(0, image.height))
    else:
        small = scaled(image.size, lambda first, last: _plain(_with(image.info, rows(first, last))), wanted)
    return _with(image.info, small)


def _with(info: dict[str | tuple[int, int], Any], image: "Image") -> "Image":
    image.info = info
    return image


def _kept_size(size: tuple[int, int], *, is_turned: bool) -> tuple[int, int]:
    """A picture's size, brought down to what a story's column shows; its shape stays."""
    widest, tallest = (TALLEST, WIDEST) if is_turned else (WIDEST, TALLEST)
    part = min(1.0, widest / size[0], tallest / size[1])
    return max(1, round(size[0] * part)), max(1, round(size[1] * part))


def _orientation(image: "Image") -> int:
    """How the camera was held, as EXIF says it; 1 where it says nothing that makes sense."""
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # the data are foreign, and their reader raises what it likes
        return 1


def _plain(image: "Image") -> "Image":
    """The picture with three channels of eight bits, and a fourth where it has transparent parts."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value / _SIXTEEN_BITS).convert("RGB")
    mode = "RGBA" if image.has_transparency_data else "RGB"
    return image if image.mode == mode else image.convert(mode)


def _upright(image: "Image") -> "Image":
    """The picture as its camera was held; EXIF data that make no sense turn nothing."""
    from PIL import ImageOps  # noqa: PLC0415 - in the workshop, with the first picture

    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # the data are foreign too, and their reader raises what it likes
        return image


def _on_paper(image: "Image", paper: tuple[int, int, int]) -> "Image":
    from PIL import Image  # noqa: PLC0415

    if image.mode != "RGBA":
        return image
    ground = Image.new("RGBA", image.size, (*paper, 255))
    ground.alpha_composite(image)
    return ground.convert("RGB")


def _encoded(image: "Image") -> bytes:
    """The picture's bytes, without a word of what the original said of itself."""
    image.info.clear()
    written = io.BytesIO()
    if image.getcolors(_DRAWN) is not None:
        image.quantize(_DRAWN).save(written, "PNG", optimize=True)
    else:
        image.save(written, "JPEG", quality=_QUALITY, subsampling=0)
    return written.getvalue()
