"""Pixels set as half blocks."""

from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from globeterm.pictures.showing import Pixels
from globeterm.rendering.cells import width
from globeterm.rendering.halfblocks import UPPER_HALF, PictureRow, half_block_rows

RED, BLUE = b"\xff\0\0", b"\0\0\xff"


def colours(style: Style) -> tuple[bytes, bytes]:
    assert style.color is not None
    assert style.bgcolor is not None
    above, below = style.color.triplet, style.bgcolor.triplet
    assert above is not None
    assert below is not None
    return bytes(above), bytes(below)


def pixels_of(rows: tuple[PictureRow, ...]) -> bytes:
    """The pixels that a terminal would show for some lines without a margin."""
    shown = b""
    for row in rows:
        cells = [(sign, *colours(style)) for text, style in row for sign in text]
        assert all(sign == UPPER_HALF or above == below for sign, above, below in cells)
        shown += b"".join(above for _, above, _ in cells) + b"".join(below for *_, below in cells)
    return shown


def test_a_cell_has_one_pixel_above_and_one_below() -> None:
    ((cell,),) = half_block_rows(Pixels(1, 2, RED + BLUE), 1)
    assert cell[0] == UPPER_HALF
    assert colours(cell[1]) == (RED, BLUE)


def test_neighbours_of_the_same_colours_are_one_piece_and_plain_ground_is_blank() -> None:
    ((left, right),) = half_block_rows(Pixels(4, 2, RED * 2 + BLUE * 2 + BLUE * 4), 4)
    assert (left[0], right[0]) == (UPPER_HALF * 2, "  ")


def test_a_narrow_picture_stands_in_the_middle() -> None:
    (row,) = half_block_rows(Pixels(2, 2, RED * 4), 9)
    assert "".join(text for text, _ in row) == "   " + "  "
    assert row[0][1] == Style.null()


@given(st.integers(1, 8), st.integers(1, 5), st.integers(0, 20), st.data())
def test_every_pixel_is_shown_in_its_place(columns: int, rows: int, more: int, data: st.DataObject) -> None:
    size = columns * rows * 2
    chosen = data.draw(st.lists(st.sampled_from([RED, BLUE, b"\x12\x34\x56"]), min_size=size, max_size=size))
    pixels = Pixels(columns, 2 * rows, b"".join(chosen))
    assert pixels_of(half_block_rows(pixels, columns)) == pixels.rgb
    for row in half_block_rows(pixels, columns + more):
        assert width("".join(text for text, _ in row)) == columns + more // 2
