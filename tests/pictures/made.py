"""Pictures to be read, honest and hostile ones, made on the spot."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageDraw

RED, BLUE = (200, 30, 40), (30, 60, 200)


def picture(width: int = 80, height: int = 40, mode: str = "RGB") -> Image.Image:
    """Red on its left half, blue on its right."""
    image = Image.new("RGB", (width, height), RED)
    ImageDraw.Draw(image).rectangle((width // 2, 0, width, height), BLUE)
    return image.convert(mode)


def photograph(width: int = 640, height: int = 400) -> Image.Image:
    """Very many colours: a slope of them in each direction."""
    across = Image.linear_gradient("L").resize((width, height))
    return Image.merge(
        "RGB", (across, across.rotate(180), across.transpose(Image.Transpose.TRANSPOSE).resize((width, height)))
    )


def written(image: Image.Image, format_: str, **options: Any) -> bytes:
    body = io.BytesIO()
    image.save(body, format_, **options)
    return body.getvalue()


def read(body: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(body))
    image.load()
    return image


def animation(frames: int) -> bytes:
    """A GIF of a black frame and many white ones, which are one and the same."""
    black, white = Image.new("L", (8, 8), 0), Image.new("L", (8, 8), 255)
    two = written(black, "GIF", save_all=True, append_images=[white], duration=10)
    second = two[two.index(b"\x21\xf9", two.index(b"\x21\xf9") + 1) : -1]
    return two[:-1] + second * (frames - 2) + two[-1:]


def png_of_colours(width: int, height: int) -> bytes:
    """A PNG of one colour, with three bytes a pixel."""
    return _png(width, height, 8, 2, b"\x7f" * (3 * width))


def png_of_size(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it has so many pixels, all of them white; whole if it were unpacked."""
    return _png(width, height, 1, 0, b"\xff" * ((width + 7) // 8))


def _png(width: int, height: int, depth: int, colours: int, pixels: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, 0)
    row = b"\0" + pixels
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in ((b"IHDR", head), (b"IDAT", data), (b"IEND", b"")))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
