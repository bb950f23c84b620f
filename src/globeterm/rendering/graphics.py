"""Pictures by the graphics protocols of terminals: kitty's with Unicode placeholders, iTerm2's, and sixel. Text only.

With kitty's protocol a picture is sent once, and then stands wherever its placeholder characters stand, which are text
like any other (sw.kovidgoyal.net/kitty/graphics-protocol, "Unicode placeholders"). The other two paint at the cursor, a
row of cells at a time: the row's cells are written as blanks first, and then painted over. So does kitty's protocol
where there are no placeholders; what it puts there stays until it is lifted.
"""

from base64 import b64encode
from collections.abc import Iterator
from typing import Final

from rich.color import Color
from rich.style import Style

from globeterm.pictures.fitting import Box
from globeterm.rendering.halfblocks import PictureRow

#: In a row's style: which picture (its address) and which of its rows stands there.
PICTURE: Final = "picture"
ROW: Final = "picture_row"

_ESC: Final = "\x1b"
_ST: Final = "\x1b\\"
_PLACEHOLDER: Final = "\U0010eeee"
#: What one message may carry of a picture, in characters of base64.
_CHUNK: Final = 4096
#: The colours of the palette below these mean other things in other terminals.
_FIRST_COLOUR: Final = 16
_COLOURS: Final = 240
_HIGHEST: Final = 255

#: The marks that number rows and columns, in their order: ranges of code points, as the protocol's table has them.
_MARKS: Final = """
305 30d-30e 310 312 33d-33f 346 34a-34c 350-352 357 35b 363-36f 483-487 592-595 597-599 59c-5a1 5a8-5a9 5ab-5ac 5af 5c4
610-617 657-65b 65d-65e 6d6-6dc 6df-6e2 6e4 6e7-6e8 6eb-6ec 730 732-733 735-736 73a 73d 73f-741 743 745 747 749-74a
7eb-7f1 7f3 816-819 81b-823 825-827 829-82d 951 953-954 f82-f83 f86-f87 135d-135f 17dd 193a 1a17 1a75-1a7c 1b6b
1b6d-1b73 1cd0-1cd2 1cda-1cdb 1ce0 1dc0-1dc1 1dc3-1dc9 1dcb-1dcc 1dd1-1de6 1dfe 20d0-20d1 20d4-20d7 20db-20dc 20e1 20e7
20e9 20f0 2cef-2cf1 2de0-2dff a66f a67c-a67d a6f0-a6f1 a8e0-a8f1 aab0 aab2-aab3 aab7-aab8 aabe-aabf aac1 fe20-fe26 10a0f
10a38 1d185-1d189 1d1aa-1d1ad 1d242-1d244
"""


def _marks() -> Iterator[str]:
    for span in _MARKS.split():
        first, _, last = span.partition("-")
        yield from map(chr, range(int(first, 16), int(last or first, 16) + 1))


MARKS: Final = tuple(_marks())
#: The most columns or rows that placeholders can number.
MOST_CELLS: Final = len(MARKS)


# --- kitty ---


def image_id(number: int) -> int:
    """The id of the picture with this number, from 0 on; 61,200 of them differ.

    It is told by a colour of the 256 and a mark alone, so that it comes through tmux and terminals without true colour.
    """
    round_, colour = divmod(number, _COLOURS)
    return (1 + round_ % _HIGHEST) << 24 | (_FIRST_COLOUR + colour)


def kitty_picture(id_: int, png: bytes, box: Box) -> tuple[str, ...]:
    """The messages that bring a PNG to the terminal and lay it out for its placeholders; it answers to none (q=2)."""
    return _kitty_png(f"a=T,f=100,t=d,i={id_},U=1,c={box.columns},r={box.rows},q=2,", png)


def kitty_data(id_: int, png: bytes) -> tuple[str, ...]:
    """The messages that bring a PNG to the terminal without showing it; it answers to none (q=2)."""
    return _kitty_png(f"a=t,f=100,t=d,i={id_},q=2,", png)


def kitty_row(id_: int, row: int, box: Box, cell: tuple[int, int]) -> str:
    """The message that puts one row of cells of a picture at the cursor, which stays there.

    ``cell`` is the size of a cell in pixels for which the picture was made.
    """
    width, height = cell
    part = f"x=0,y={row * height},w={box.columns * width},h={height},c={box.columns},r=1"
    return _kitty(f"a=p,i={id_},{part},C=1,q=2")


def kitty_lift() -> str:
    """The message that takes all pictures off the screen; their data stay in the terminal."""
    return _kitty("a=d,d=a,q=2")


def kitty_farewell(id_: int) -> str:
    """The message that takes a picture out of the terminal, its data too."""
    return _kitty(f"a=d,d=I,i={id_},q=2")


def placeholder_rows(id_: int, box: Box, columns: int) -> tuple[PictureRow, ...]:
    """The lines in which the picture shows, for ``look.Illustrator``, in the middle of ``columns``.

    Each cell says which part of the picture it is, so that a line may be cut anywhere. ``box`` must be within
    ``MOST_CELLS``.
    """
    style = Style(color=Color.from_ansi(id_ & _HIGHEST))
    high = MARKS[id_ >> 24]
    lead = _lead(box, columns)
    return tuple(
        (*lead, ("".join(f"{_PLACEHOLDER}{MARKS[row]}{mark}{high}" for mark in MARKS[: box.columns]), style))
        for row in range(box.rows)
    )


def through_tmux(sequence: str) -> str:
    """The sequence as tmux hands it on to the terminal around it, where ``allow-passthrough`` is on."""
    return f"{_ESC}Ptmux;{sequence.replace(_ESC, _ESC * 2)}{_ST}"


def _kitty_png(keys: str, png: bytes) -> tuple[str, ...]:
    encoded = b64encode(png).decode("ascii")
    chunks = [encoded[start : start + _CHUNK] for start in range(0, len(encoded), _CHUNK)]
    return tuple(
        _kitty(f"{'' if index else keys}m={int(index < len(chunks) - 1)}{',q=2' if index else ''}", chunk)
        for index, chunk in enumerate(chunks)
    )


def _kitty(keys: str, payload: str = "") -> str:
    return f"{_ESC}_G{keys}{f';{payload}' if payload else ''}{_ST}"


# --- painted at the cursor ---


def blank_rows(url: str, box: Box, columns: int) -> tuple[PictureRow, ...]:
    """The lines that a picture is painted over, in the middle of ``columns``; styles have ``PICTURE``, ``ROW``."""
    lead = _lead(box, columns)
    return tuple((*lead, (" " * box.columns, Style.from_meta({PICTURE: url, ROW: row}))) for row in range(box.rows))


def iterm_row(png: bytes, columns: int) -> str:
    """The sequence of iTerm2's protocol (iterm2.com/documentation-images.html) that paints one row of cells."""
    keys = f"inline=1;size={len(png)};width={columns};height=1;preserveAspectRatio=0;doNotMoveCursor=1"
    return f"{_ESC}]1337;File={keys}:{b64encode(png).decode('ascii')}\x07"


def painted_over(sequence: str, columns: int) -> str:
    """What is sent right after ``columns`` blanks to paint ``sequence`` over them; the cursor comes back.

    The blanks must not end at the last column of the screen, where a cursor can't stand behind them.
    """
    return f"{_ESC}7{_ESC}[{columns}D{sequence}{_ESC}8"


def _lead(box: Box, columns: int) -> PictureRow:
    margin = " " * (max(0, columns - box.columns) // 2)
    return ((margin, Style.null()),) if margin else ()
