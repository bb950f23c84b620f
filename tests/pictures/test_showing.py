"""What a kept picture is made into for each kind of terminal, and how many cells it takes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from globeterm.errors import BadInputError
from globeterm.pictures.fitting import ENLARGED, Box, fitted
from globeterm.pictures.preparing import prepare_picture
from globeterm.pictures.showing import half_block_pixels, png_rows, sixel_rows, whole_png
from globeterm.pictures.sixel import encoded

from .made import BLUE, RED, photograph, picture, read, written

CELL = (10, 20)
BODY = prepare_picture(written(picture(400, 200), "PNG")).body
PHOTOGRAPH = prepare_picture(written(photograph(), "JPEG")).body

# --- how many cells ---


def test_a_picture_is_as_wide_as_it_may_be_and_keeps_its_shape() -> None:
    assert fitted(1140, 570, Box(72, 40)) == Box(72, 18)
    assert fitted(1140, 570, Box(72, 40), cell=(9, 20)) == Box(72, 16)


def test_a_tall_picture_is_as_high_as_it_may_be() -> None:
    assert fitted(570, 1140, Box(72, 24)) == Box(24, 24)


def test_a_small_picture_is_not_blown_up() -> None:
    assert fitted(100, 100, Box(72, 40)) == Box(20, 10)


@given(*[st.integers(1, 5000)] * 2, *[st.integers(1, 300)] * 2, *[st.integers(1, 60)] * 2)
def test_a_box_is_always_in_its_room(
    width: int, height: int, columns: int, rows: int, cell_width: int, cell_height: int
) -> None:
    box = fitted(width, height, Box(columns, rows), cell=(cell_width, cell_height))
    assert 1 <= box.columns <= min(columns, width * ENLARGED / cell_width + 1)
    assert 1 <= box.rows <= rows


# --- half blocks ---


@pytest.mark.parametrize("body", [BODY, PHOTOGRAPH])
def test_half_blocks_have_two_pixels_a_cell(body: bytes) -> None:
    pixels = half_block_pixels(body, Box(40, 10))
    assert (pixels.width, pixels.height, len(pixels.rgb)) == (40, 20, 40 * 20 * 3)


def test_half_blocks_have_no_halos() -> None:
    rgb = half_block_pixels(BODY, Box(40, 10)).rgb
    for channel in range(3):
        lower, higher = sorted((RED[channel], BLUE[channel]))
        assert all(lower <= value <= higher for value in rgb[channel::3])


# --- graphics ---


def test_a_png_fills_its_box() -> None:
    """SEC-17: it is encoded anew; no byte of what was kept is sent."""
    assert read(whole_png(PHOTOGRAPH, Box(30, 8), CELL)).size == (300, 160)


def test_rows_of_png_put_together_are_the_picture() -> None:
    """SEC-17."""
    rows = [read(row) for row in png_rows(BODY, Box(30, 8), CELL)]
    assert [row.size for row in rows] == [(300, 20)] * 8
    whole = read(whole_png(BODY, Box(30, 8), CELL))
    assert b"".join(row.tobytes() for row in rows) == whole.tobytes()


def test_sixels_are_a_row_of_cells_each() -> None:
    rows = sixel_rows(PHOTOGRAPH, Box(30, 8), CELL)
    assert len(rows) == 8
    for row in rows:
        assert row.startswith('\x1bP0;1;0q"1;1;300;20#')
        assert row.endswith("\x1b\\")
        assert row.isascii()
        assert not set(row[1:-2]) & {"\x1b", "\n", "\r"}


def painted(sequence: str) -> Image.Image:
    """What a terminal of DEC's paints for a sequence (STD 070, 9)."""
    begin = re.fullmatch(r'\x1bP0;1;0q"1;1;(\d+);(\d+)(.*)\x1b\\', sequence, re.DOTALL)
    assert begin
    image = Image.new("RGB", (int(begin[1]), int(begin[2])))
    registers: dict[str, tuple[int, ...]] = {}
    column = top = 0
    colour: tuple[int, ...] = ()
    for name, setting, number, sign, move in re.findall(r"#(\d+)(;2;[\d;]+)?|(?:!(\d+))?([?-~])|([$-])", begin[3]):
        if setting:
            registers[name] = tuple(round(int(value) * 255 / 100) for value in setting.split(";")[2:])
        elif name:
            colour = registers[name]
        elif sign:
            for _ in range(int(number or 1)):
                for row in (row for row in range(6) if ord(sign) - 63 >> row & 1):
                    image.putpixel((column, top + row), colour)
                column += 1
        else:
            column, top = 0, top + 6 * (move == "-")
    return image


@given(st.integers(1, 12), st.integers(1, 15), st.data())
def test_sixels_say_every_pixel(width: int, height: int, data: st.DataObject) -> None:
    indices = bytes(data.draw(st.lists(st.integers(0, 3), min_size=width * height, max_size=width * height)))
    palette = bytes([0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 51, 255])
    image = painted(encoded(width, indices, palette))
    assert image.tobytes() == b"".join(palette[3 * index : 3 * index + 3] for index in indices)


def test_sixels_shorten_runs() -> None:
    assert "#0!30~-#0!30~" in encoded(30, bytes(30 * 12), bytes(3))


@pytest.mark.parametrize("show", [half_block_pixels, lambda body, box: whole_png(body, box, CELL)])
def test_a_kept_picture_that_is_damaged_is_a_sentence(show: object) -> None:
    assert callable(show)
    with pytest.raises(BadInputError, match="damaged"):
        show(PHOTOGRAPH[: len(PHOTOGRAPH) // 2], Box(9, 9))
