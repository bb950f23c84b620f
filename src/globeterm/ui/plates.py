"""Plates: pictures made for the terminal that there is, as lines of a story and what is sent for them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import randrange
from typing import TYPE_CHECKING, Final

from rich.style import Style

from globeterm.pictures.fitting import CELL, Box, fitted
from globeterm.rendering.graphics import (
    MOST_CELLS,
    blank_rows,
    image_id,
    iterm_row,
    kitty_data,
    kitty_farewell,
    kitty_lift,
    kitty_picture,
    kitty_row,
    painted_over,
    placeholder_rows,
    through_tmux,
)
from globeterm.rendering.halfblocks import half_block_rows
from globeterm.ui.placeholders import COLOUR
from globeterm.ui.terminal import Graphics

if TYPE_CHECKING:
    from collections.abc import Callable

    from globeterm.library.pictures import Pictures
    from globeterm.rendering.halfblocks import PictureRow
    from globeterm.storage.pictures import StoredPicture
    from globeterm.ui.terminal import PictureTerminal

#: In columns narrower than this a picture might end at the screen's last column, where nothing can be painted over it.
NARROWEST_PAINTED: Final = 20
#: The colours of a palette that kitty's ids are told by.
_COLOURS: Final = 0xFF
_IDS: Final = 61_200


@dataclass(frozen=True, slots=True)
class Plate:
    """A picture as the lines of a story. ``sequences`` paint its rows over their blanks, one each.

    ``image`` is its id in the terminal where it was sent there (kitty's protocol).
    """

    rows: tuple[PictureRow, ...]
    sequences: tuple[str, ...] = field(default=(), repr=False)
    image: int | None = None


class Press:
    """Makes plates for one terminal. ``send`` brings a sequence to it."""

    def __init__(self, terminal: PictureTerminal, *, send: Callable[[str], None]) -> None:
        self._terminal = terminal
        self.send = send
        self._number = randrange(_IDS)  # noqa: S311 - so that two readers in one terminal have different pictures

    @property
    def works(self) -> bool:
        """Whether this terminal shows pictures at all."""
        return self._terminal.graphics is not Graphics.NONE

    @property
    def paints(self) -> bool:
        """Whether pictures are painted over blanks, which costs too much while the lines move."""
        return self._terminal.graphics in (Graphics.SIXEL, Graphics.ITERM, Graphics.PLACED)

    def box(self, size: tuple[int, int], columns: int, rows: int) -> Box:
        """The place that a picture of ``size`` in pixels takes in a column, no higher than ``rows``."""
        room = Box(min(columns, MOST_CELLS), min(rows, MOST_CELLS))
        return fitted(*size, room, cell=self._cell)

    async def plate(self, pictures: Pictures, picture: StoredPicture, box: Box, columns: int) -> Plate:
        """Make a picture's plate for a column of so many columns. Raises BadInputError when it is damaged."""
        match self._terminal.graphics:
            case Graphics.KITTY:
                return self._sent(await pictures.png(picture, box, self._cell), box, columns)
            case Graphics.PLACED if columns >= NARROWEST_PAINTED:
                return self._placed(picture.url, await pictures.png(picture, box, self._cell), box, columns)
            case Graphics.SIXEL if columns >= NARROWEST_PAINTED:
                return _painted(picture.url, await pictures.sixel_rows(picture, box, self._cell), box, columns)
            case Graphics.ITERM if columns >= NARROWEST_PAINTED:
                strips = await pictures.png_rows(picture, box, self._cell)
                return _painted(picture.url, tuple(iterm_row(png, box.columns) for png in strips), box, columns)
            case _:
                return Plate(half_block_rows(await pictures.half_blocks(picture, box), columns))

    def lift(self) -> None:
        """Take what was painted over blanks off the screen, where other text does not do so by itself."""
        if self._terminal.graphics is Graphics.PLACED:
            self._tell(kitty_lift())

    def take_back(self, plate: Plate) -> None:
        """Take a plate's picture out of the terminal's memory."""
        if plate.image is not None:
            self._tell(kitty_farewell(plate.image))

    def _sent(self, png: bytes, box: Box, columns: int) -> Plate:
        """Send a picture to the terminal, and give the lines in which it shows."""
        self._number += 1
        image = image_id(self._number)
        self._tell(*kitty_picture(image, png, box))
        colour = Style.from_meta({COLOUR: image & _COLOURS})
        lines = placeholder_rows(image, box, columns)
        return Plate(tuple(tuple((text, style + colour) for text, style in line) for line in lines), image=image)

    def _placed(self, url: str, png: bytes, box: Box, columns: int) -> Plate:
        """Send a picture to the terminal, to be put on the screen row by row."""
        self._number += 1
        image = image_id(self._number)
        self._tell(*kitty_data(image, png))
        rows = tuple(kitty_row(image, row, box, self._cell) for row in range(box.rows))
        return replace(_painted(url, rows, box, columns), image=image)

    def _tell(self, *messages: str) -> None:
        self.send("".join(map(through_tmux, messages) if self._terminal.tmux else messages))

    @property
    def _cell(self) -> tuple[int, int]:
        return self._terminal.cell or CELL


def _painted(url: str, sequences: tuple[str, ...], box: Box, columns: int) -> Plate:
    over = tuple(painted_over(sequence, box.columns) for sequence in sequences)
    return Plate(blank_rows(url, box, columns), over)
