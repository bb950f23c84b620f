"""What foreign pictures are made into (SEC-17)."""

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from globeterm.errors import BadInputError
from globeterm.limits import PICTURE_BYTES, PICTURE_MEMORY_BYTES
from globeterm.pictures.bands import rows_of, scaled
from globeterm.pictures.opened import webp_size
from globeterm.pictures.preparing import TALLEST, WIDEST, prepare_picture
from globeterm.workshop import Workshop

from .made import BLUE, RED, animation, photograph, picture, png_of_colours, png_of_size, read, written

ESCAPES = b"\x1b]0;pwned\x07\x1b[31m"
Colour = tuple[int, int, int]


def near(one: object, other: Colour, by: int = 12) -> bool:
    assert isinstance(one, tuple)
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


def ends(body: bytes) -> tuple[object, object]:
    """The colours at the far left and the far right, halfway down."""
    image = read(body).convert("RGB")
    return image.getpixel((3, image.height // 2)), image.getpixel((image.width - 4, image.height // 2))


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "GIF", "WEBP", "AVIF"])
def test_the_formats_of_the_web_are_read(format_: str) -> None:
    small = prepare_picture(written(picture(), format_))
    assert (small.width, small.height) == read(small.body).size == (80, 40)
    left, right = ends(small.body)
    assert near(left, RED)
    assert near(right, BLUE)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16"])
def test_every_kind_of_pixels_is_read(mode: str) -> None:
    if mode.startswith("I"):
        image = Image.new("I", (80, 40), 20_000)
        image.paste(60_000, (40, 0, 80, 40))
        body, expected = written(image.convert(mode), "PNG"), ((78, 78, 78), (233, 233, 233))
    else:
        grey = Image.new("L", (80, 40), 0)
        grey.paste(255, (40, 0, 80, 40))
        body, expected = written(grey.convert(mode), "PNG"), ((0, 0, 0), (255, 255, 255))
    for found, wanted in zip(ends(prepare_picture(body).body), expected, strict=True):
        assert near(found, wanted)


def test_colours_of_print_are_read() -> None:
    left, right = ends(prepare_picture(written(picture(mode="CMYK"), "JPEG")).body)
    assert near(left, RED, 40)
    assert near(right, BLUE, 40)


def test_flt_45_a_missing_pillow_is_no_fault_of_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    body = written(picture(), "PNG")
    monkeypatch.setitem(sys.modules, "PIL", None)
    with pytest.raises(ImportError, match="PIL"):
        prepare_picture(body)


def test_sec_17_it_is_brought_down_and_always_encoded_anew() -> None:
    original = written(photograph(2400, 1200), "JPEG", comment=ESCAPES)
    small = prepare_picture(original)
    assert (small.width, small.height) == (WIDEST, WIDEST // 2)
    assert small.body.startswith(b"\xff\xd8")
    assert ESCAPES not in small.body
    assert small.body != original
    tall = prepare_picture(written(picture(100, 5000), "PNG"))
    assert (tall.width, tall.height) == (32, TALLEST)


def test_sec_17_a_picture_that_is_small_already_is_encoded_anew() -> None:
    info = Image.Exif()
    info[0x010E] = "a secret of the camera"
    for original in (written(picture(), "PNG", exif=info), written(photograph(200, 100), "JPEG", exif=info)):
        small = prepare_picture(original)
        assert b"secret" not in small.body
        assert len(read(small.body).getexif()) == 0


def test_drawings_are_kept_without_loss() -> None:
    small = prepare_picture(written(picture(), "PNG"))
    assert small.body.startswith(b"\x89PNG")
    assert ends(small.body) == (RED, BLUE)


def test_a_photograph_is_turned_as_the_camera_was_held() -> None:
    info = Image.Exif()
    info[0x0112] = 6  # the camera stood on its right side
    small = prepare_picture(written(picture(), "JPEG", exif=info, quality=95))
    assert (small.width, small.height) == (40, 80)
    assert near(read(small.body).convert("RGB").getpixel((20, 4)), RED)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_sec_17_exif_data_without_sense_turn_nothing() -> None:
    body = written(picture(), "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\x01\x12" * 30)
    assert prepare_picture(body).width == 80


def test_sec_17_exif_data_that_break_their_reader_turn_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise SyntaxError

    for reader in ("PIL.ImageOps.exif_transpose", "PIL.Image.Image.getexif"):
        monkeypatch.setattr(reader, broken)
        assert prepare_picture(written(picture(), "PNG")).width == 80


@pytest.mark.parametrize("format_", ["PNG", "GIF", "WEBP", "AVIF"])
def test_transparent_parts_show_the_paper(format_: str) -> None:
    image = picture(mode="RGBA")
    image.paste((0, 0, 0, 0), (40, 0, 80, 40))
    body = written(image, format_)
    assert near(ends(prepare_picture(body).body)[1], (255, 255, 255))
    assert near(ends(prepare_picture(body, paper=(20, 20, 30)).body)[1], (20, 20, 30))


def test_sec_17_of_ten_thousand_frames_only_the_first_is_read() -> None:
    body = animation(10_000)
    assert getattr(Image.open(io.BytesIO(body)), "n_frames", 1) == 10_000
    assert read(prepare_picture(body).body).convert("L").getpixel((4, 4)) == 0


# --- what is refused ---

REFUSED = {
    "nothing": b"",
    "text": b"no picture at all",
    "EPS named .png": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n(%pipe%id) (r) file\n%%EOF\n",
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>',
    "escapes named .png": ESCAPES * 100,
    "BMP": written(picture(), "BMP"),
    "TIFF": written(picture(), "TIFF"),
    "PPM": written(picture(), "PPM"),
    "a page": b"<!doctype html><html><body>404</body></html>",
}


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED)
def test_sec_17_what_is_no_picture_of_the_web_is_refused(body: bytes) -> None:
    with pytest.raises(BadInputError, match="no PNG, JPEG, GIF, WebP or AVIF"):
        prepare_picture(body)


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "WEBP", "AVIF"])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_sec_17_what_is_cut_off_is_refused(format_: str, part: float) -> None:
    body = written(photograph(), format_)
    with pytest.raises(BadInputError, match="the picture is"):
        prepare_picture(body[: int(len(body) * part)])


def test_sec_17_a_body_of_more_than_ten_megabytes_is_refused() -> None:
    with pytest.raises(BadInputError, match="larger than 10 MB"):
        prepare_picture(written(picture(), "PNG") + bytes(PICTURE_BYTES))


@pytest.mark.parametrize(("width", "height"), [(5000, 4001), (10_000, 10_000), (20_000, 20_000)])
def test_sec_17_a_bomb_is_refused_before_it_is_decoded(width: int, height: int) -> None:
    with pytest.raises(BadInputError, match="million"):
        prepare_picture(png_of_size(width, height))


def test_sec_17_twenty_million_pixels_are_read() -> None:
    assert prepare_picture(png_of_size(5000, 4000)).width == WIDEST


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (1, 2)])
def test_sec_17_what_only_counts_readers_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(BadInputError, match="nothing to see"):
        prepare_picture(written(picture(*size), "GIF"))


@pytest.mark.parametrize("size", [(1200, 1), (2, 4000), (3, 3)])
def test_a_line_and_a_dot_are_pictures(size: tuple[int, int]) -> None:
    assert prepare_picture(written(picture(*size), "PNG")).width <= WIDEST


def test_too_little_memory_is_no_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(Image.Image, "draft", broken)
    with pytest.raises(MemoryError):
        prepare_picture(written(picture(), "PNG"))


@settings(deadline=None)
@given(st.binary(max_size=40), st.integers(0, 400), st.sampled_from(["PNG", "JPEG", "GIF", "WEBP"]))
def test_sec_17_damage_is_a_sentence_or_a_picture(noise: bytes, at: int, format_: str) -> None:
    body = bytearray(written(picture(), format_))
    at %= len(body)
    body[at : at + len(noise)] = noise
    try:
        small = prepare_picture(bytes(body))
    except BadInputError:
        return
    assert read(small.body).size == (small.width, small.height)


# --- where it is done ---


def webp_bomb() -> bytes:
    """A WebP whose canvas is 16,384 pixels each way and whose frames are missing."""
    canvas = b"VP8X" + (10).to_bytes(4, "little") + b"\x02\0\0\0" + (16_383).to_bytes(3, "little") * 2
    return b"RIFF" + (4 + len(canvas)).to_bytes(4, "little") + b"WEBP" + canvas


async def test_sec_17_in_the_workshop_large_pictures_have_enough_memory_and_bombs_have_not() -> None:
    """SEC-17: one copy of their pixels fits, and so few more that a WebP of five million has room."""
    workshop = Workshop()
    try:
        for body in (png_of_colours(4000, 4000), written(picture(2560, 2000), "WEBP", method=0)):
            small = await workshop.run(prepare_picture, body, what="the picture", memory=PICTURE_MEMORY_BYTES)
            assert small.width == WIDEST
        for body in (webp_bomb(), png_of_size(10_000, 10_000)):
            with pytest.raises(BadInputError, match="no more than 20 million are read"):
                await workshop.run(prepare_picture, body, what="the picture")
    finally:
        await workshop.aclose()


@pytest.mark.parametrize(("format_", "size"), [("WEBP", (3000, 2700)), ("AVIF", (4000, 3000))])
def test_sec_17_a_picture_that_takes_too_much_memory_is_not_called_damaged(
    format_: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """SEC-17: it is said before its decoder takes the memory, or fails for want of it."""
    body = written(picture(30, 24), format_)
    if format_ == "WEBP":
        monkeypatch.setattr("globeterm.pictures.opened.webp_size", lambda _: size)
    else:
        monkeypatch.setattr("PIL.Image.Image.size", property(lambda _: size))
    with pytest.raises(
        BadInputError, match=rf"has {size[0]} × {size[1]} pixels, which take too much memory as \w+, so"
    ):
        prepare_picture(body)


@pytest.mark.parametrize("options", [{}, {"lossless": True}, {"exif": b"Exif\0\0MM\0*\0\0\0\x08\0\0"}], ids=str)
@pytest.mark.parametrize("size", [(80, 40), (1, 16_000), (333, 1)])
def test_sec_17_a_webp_tells_its_size_before_it_is_decoded(options: dict[str, Any], size: tuple[int, int]) -> None:
    assert webp_size(written(picture(*size), "WEBP", **options)) == size


@pytest.mark.parametrize(
    "body", [b"", b"RIFF\0\0\0\0WEBP", b"RIFF\0\0\0\0WEBPVP8 " + bytes(30), written(picture(), "PNG")]
)
def test_what_tells_no_size_of_a_webp(body: bytes) -> None:
    assert webp_size(body) is None


@pytest.mark.parametrize("format_", ["WEBP", "AVIF"])
def test_sec_17_a_large_picture_is_made_small_by_bands_as_if_at_once(format_: str) -> None:
    """SEC-17: no second copy of its pixels, and no seam between two bands."""
    body = written(photograph(2000, 600), format_, quality=95)
    whole = read(body).convert("RGB").resize((1200, 360), Image.Resampling.LANCZOS)
    rows = rows_of(Image.open(io.BytesIO(body)))
    assert ImageChops.difference(scaled((2000, 600), rows, (1200, 360)), whole).getbbox() is None


def test_sec_17_a_webp_without_a_frame_is_damaged() -> None:
    """SEC-17: it opens; its decoder then gives nothing."""
    body = bytearray(written(photograph(200, 100), "WEBP", lossless=True))
    start = body.index(b"VP8L") + 13
    body[start:] = b"\xff" * (len(body) - start)
    with pytest.raises(BadInputError, match="damaged"):
        prepare_picture(bytes(body))


def test_pillow_is_loaded_with_the_first_picture_alone() -> None:
    source = Path(__file__).parents[2] / "src"
    code = "import globeterm.library.service, globeterm.rendering.graphics, sys; sys.exit('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(source)}, check=False).returncode == 0


def test_written_pictures_are_whole() -> None:
    with Image.open(io.BytesIO(prepare_picture(written(photograph(), "WEBP")).body)) as image:
        image.verify()
