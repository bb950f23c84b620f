"""The sequences of the graphics protocols, read back as their specifications say."""

import re
import unicodedata
from base64 import b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import ColorType
from rich.style import Style

from globeterm.pictures.fitting import Box
from globeterm.rendering.graphics import (
    MARKS,
    MOST_CELLS,
    PICTURE,
    ROW,
    blank_rows,
    image_id,
    iterm_row,
    kitty_farewell,
    kitty_picture,
    painted_over,
    placeholder_rows,
    through_tmux,
)
from globeterm.text import is_clean

PLACEHOLDER = "\U0010eeee"
#: Marks that the protocol leaves out: with a letter before them they might become one character (its table says so).
LEFT_OUT = [*range(0x300, 0x305), *range(0x306, 0x30D), 0x30F, 0x311, 0x313, 0x314, 0x342, 0x653, 0x654]


def messages(sequences: tuple[str, ...]) -> list[tuple[dict[str, str], str]]:
    """Each message of kitty's protocol as its keys and its payload."""
    found = []
    for sequence in sequences:
        message = re.fullmatch(r"\x1b_G([^;\x1b]*)(?:;([A-Za-z0-9+/=]*))?\x1b\\", sequence)
        assert message, sequence
        found.append((dict(key.split("=") for key in message[1].split(",")), message[2] or ""))
    return found


# --- kitty ---


@given(st.binary(min_size=1, max_size=20_000))
def test_a_picture_is_sent_in_pieces_that_are_whole_again(png: bytes) -> None:
    sent = messages(kitty_picture(image_id(7), png, Box(72, 18)))
    assert b64decode("".join(payload for _, payload in sent)) == png
    assert all(len(payload) <= 4096 for _, payload in sent)
    assert all(len(payload) % 4 == 0 for _, payload in sent[:-1])
    assert [keys["m"] for keys, _ in sent] == ["1"] * (len(sent) - 1) + ["0"]
    assert all(keys["q"] == "2" for keys, _ in sent)


def test_the_first_piece_says_what_it_is_and_the_others_only_go_on() -> None:
    (first, _), *others = messages(kitty_picture(image_id(7), bytes(9000), Box(72, 18)))
    assert first == {
        "a": "T", "f": "100", "t": "d", "i": str(image_id(7)), "U": "1", "c": "72", "r": "18", "q": "2", "m": "1"
    }  # fmt: skip
    assert [set(keys) for keys, _ in others] == [{"m", "q"}] * 2


def test_a_picture_is_taken_back_with_its_data() -> None:
    assert messages((kitty_farewell(image_id(7)),)) == [({"a": "d", "d": "I", "i": str(image_id(7)), "q": "2"}, "")]


@pytest.mark.parametrize("number", [0, 1, 239, 240, 5000, 61_199, 61_200])
def test_ids_are_told_by_a_colour_of_the_256_and_a_mark(number: int) -> None:
    id_ = image_id(number)
    assert 0 < id_ < 1 << 32
    assert id_ & 0x00FFFF00 == 0
    assert 16 <= id_ & 0xFF <= 255
    assert 1 <= id_ >> 24 <= 255


def test_ids_differ() -> None:
    assert len({image_id(number) for number in range(61_200)}) == 61_200


def cells(text: str) -> list[tuple[int, int, int]]:
    """The row, column and highest byte that each placeholder says."""
    found = re.findall(f"{PLACEHOLDER}(.)(.)(.)", text)
    assert len("".join(map("".join, found))) * 4 // 3 == len(text)
    return [(MARKS.index(row), MARKS.index(column), MARKS.index(high)) for row, column, high in found]


@given(st.integers(1, 120), st.integers(1, 60), st.integers(0, 61_199), st.integers(0, 30))
def test_each_cell_says_which_part_of_which_picture_it_is(columns: int, rows: int, number: int, more: int) -> None:
    id_ = image_id(number)
    lines = placeholder_rows(id_, Box(columns, rows), columns + more)
    assert len(lines) == rows
    for row, line in enumerate(lines):
        text, style = line[-1]
        assert cells(text) == [(row, column, id_ >> 24) for column in range(columns)]
        assert style.color is not None
        assert (style.color.type, style.color.number) == (ColorType.EIGHT_BIT, id_ & 0xFF)
        assert cell_len("".join(piece for piece, _ in line)) == columns + more // 2
        assert is_clean(text)


def test_the_marks_are_those_of_the_protocol() -> None:
    """Its table has the marks above of Unicode 6 that are never a part of another character, in order."""
    assert (MOST_CELLS, MARKS[0], MARKS[1], MARKS[-1]) == (297, "\u0305", "\u030d", "\U0001d244")
    assert list(MARKS) == sorted(MARKS)
    for mark in MARKS:
        assert (unicodedata.category(mark), unicodedata.combining(mark)) == ("Mn", 230)
        assert not unicodedata.decomposition(mark)
    old = [chr(number) for number in range(0x300, 0x600) if number not in LEFT_OUT]
    above = [mark for mark in old if unicodedata.combining(mark) == 230 and not unicodedata.decomposition(mark)]
    assert above == [mark for mark in MARKS if mark < "\u0600"]


def test_flt_41_tmux_hands_on_what_is_doubled() -> None:
    assert through_tmux("\x1b_Gm=0\x1b\\") == "\x1bPtmux;\x1b\x1b_Gm=0\x1b\x1b\\\x1b\\"


# --- painted at the cursor ---


def test_iterm_is_told_the_size_in_cells() -> None:
    said = re.fullmatch(r"\x1b\]1337;File=([^:]*):([^\x07]*)\x07", iterm_row(b"\x89PNG...", 72))
    assert said
    assert dict(key.split("=") for key in said[1].split(";")) == {
        "inline": "1", "size": "7", "width": "72", "height": "1", "preserveAspectRatio": "0", "doNotMoveCursor": "1"
    }  # fmt: skip
    assert b64decode(said[2]) == b"\x89PNG..."


def test_blanks_know_what_is_painted_over_them() -> None:
    lines = blank_rows("https://paper.example/a.png", Box(10, 3), 20)
    for row, (margin, (text, style)) in enumerate(lines):
        assert margin == (" " * 5, Style.null())
        assert text == " " * 10
        assert style.meta == {PICTURE: "https://paper.example/a.png", ROW: row}
    assert len(blank_rows("https://paper.example/a.png", Box(20, 1), 20)[0]) == 1


def test_the_cursor_goes_back_to_paint_and_returns() -> None:
    assert painted_over("<picture>", 72) == "\x1b7\x1b[72D<picture>\x1b8"
