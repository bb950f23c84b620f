"""The pictures of the story that is open: asked for as the story is set, brought in a worker, kept for a while."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.message import Message

from globeterm.errors import GlobetermError
from globeterm.ui.desk import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from globeterm.content import Picture
    from globeterm.pictures.fitting import Box
    from globeterm.rendering.halfblocks import PictureRow
    from globeterm.storage.pictures import StoredPicture
    from globeterm.ui.desk import Desk
    from globeterm.ui.plates import Plate, Press

    Key = tuple[str, int, Box]

#: How many plates are kept, so that the way back to a story finds its pictures made.
KEPT: Final = 24
#: How many pictures of one story are shown; the others leave it at their captions.
MOST: Final = 60
#: How many pictures are brought from the web at a time.
AT_ONCE: Final = 3
#: The least rows that a picture may have, however low the pane is, and those of the pane that it leaves to the text.
LEAST_ROWS: Final = 4
LEFT_ROWS: Final = 6


@dataclass(eq=False, repr=False)
class Illustrated(Message):
    """Pictures that the open story waits for are here, or are known not to come soon."""


class Illustrating:
    """Gives the story's pane its pictures' lines, and brings those that are not made yet.

    ``post`` gives the pane a message; ``height`` tells how many rows the pane has.
    """

    def __init__(
        self, desk: Desk, press: Press, *, post: Callable[[Message], object], height: Callable[[], int]
    ) -> None:
        self._desk = desk
        self._press = press
        self._post = post
        self._height = height
        self._plates: OrderedDict[Key, Plate] = OrderedDict()
        self._used: set[Key] = set()
        self._sizes: dict[str, tuple[int, int]] = {}
        self._article_id: int | None = None
        self._wanted: dict[str, tuple[Picture, int]] = {}
        self._late: set[str] = set()
        self._failed: set[str] = set()
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._is_busy = False
        self._is_painted = False

    # --- for the pane ---

    def begin(self, article_id: int | None) -> None:
        """Another story is open: what was still to be brought for the one before is not."""
        self._article_id = article_id
        self._wanted.clear()
        self._late.clear()
        self._failed.clear()
        self._turns = asyncio.Semaphore(AT_ONCE)
        self.set_anew()

    def set_anew(self) -> None:
        """The story is set for another width: the plates of the one before need not be kept."""
        self._used.clear()

    def rows(self, picture: Picture, columns: int) -> Sequence[PictureRow] | None:
        """A picture's lines for ``look.Illustrator``; None when it is not made yet, which this asks for, or never."""
        if not self._press.works or picture.url in self._failed:
            return None
        key = self._key(picture.url, columns)
        if key is not None and key in self._plates:
            self._plates.move_to_end(key)
            self._used.add(key)
            return self._plates[key].rows
        if picture.url not in self._wanted and len(self._used) + len(self._wanted) >= MOST:
            return None
        self._wanted[picture.url] = (picture, columns)
        if not self._is_busy and picture.url not in self._late:
            self._is_busy = True
            self._desk.work("pictures", self._bring_soon)
        return None

    @property
    def are_soon(self) -> bool:
        """Whether pictures that were asked for are about to come: they are in the library, or nobody knows yet."""
        return any(url not in self._late for url in self._wanted)

    @property
    def fit(self) -> bool:
        """Whether the pictures that are shown are as high as they should be in the pane as it is now."""
        return all(key == self._key(key[0], key[1]) for key in self._used)

    @property
    def paints(self) -> bool:
        """Whether pictures are painted over blanks, when the lines rest."""
        return self._press.paints

    def sequence(self, url: str, cells: int, row: int) -> str:
        """What paints one row of a picture over so many blanks; empty when there is nothing to paint."""
        for (made, _, box), plate in reversed(self._plates.items()):
            if made == url and box.columns == cells and row < len(plate.sequences):
                return plate.sequences[row]
        return ""

    def send(self, sequences: str) -> None:
        """Paint rows of pictures at once."""
        if sequences:
            self._press.send(sequences)
            self._is_painted = True

    def lift(self) -> None:
        """Take what was painted off the screen: the lines move, or something else stands there."""
        if self._is_painted:
            self._is_painted = False
            self._press.lift()

    def close(self) -> None:
        """Leave nothing in the terminal's memory."""
        for plate in self._plates.values():
            self._press.take_back(plate)
        self._plates.clear()

    def _key(self, url: str, columns: int) -> Key | None:
        """What a picture's plate is kept by; None while its size is not known."""
        size = self._sizes.get(url)
        if size is None:
            return None
        return url, columns, self._press.box(size, columns, max(LEAST_ROWS, self._height() - LEFT_ROWS))

    # --- workers ---

    async def _bring_soon(self) -> None:
        """Bring what is stored, in the order of the story; what is not gets a worker of its own."""
        try:
            while fresh := tuple(url for url in self._wanted if url not in self._late):
                stored = await self._desk.library.pictures.stored(fresh)
                for url in fresh:
                    if url in stored:
                        await self._bring(url)
                    elif url in self._wanted:
                        self._late.add(url)
                        self._desk.work("illustrations", self._bring_late, url)
                self._post(Illustrated())
        finally:
            self._is_busy = False

    async def _bring_late(self, url: str) -> None:
        """Bring a picture from the web, when its turn comes."""
        async with self._turns:
            if url in self._wanted:
                await self._bring(url)
                self._post(Illustrated())

    async def _bring(self, url: str) -> None:
        """Bring a picture that is wanted and make its plate; the first of a story that can't be had is told of."""
        if url not in self._wanted:
            return
        picture, _ = self._wanted[url]
        try:
            stored = await self._desk.library.pictures.bring(picture, self._article_id)
            self._sizes[url] = (stored.width, stored.height)
            await self._make(stored)
        except GlobetermError as error:
            if url in self._wanted:
                if not self._failed:
                    self._desk.post(Trouble(f"the picture can’t be had: {error}"))
                self._failed.add(url)
        self._wanted.pop(url, None)
        self._late.discard(url)

    async def _make(self, stored: StoredPicture) -> None:
        """Make the plate for the width that is wanted now."""
        _, columns = self._wanted.get(stored.url, (None, 0))
        key = self._key(stored.url, columns)
        if not columns or key is None or key in self._plates:
            return
        self._used.add(key)
        self._plates[key] = await self._press.plate(self._desk.library.pictures, stored, key[2], columns)
        for old in [kept for kept in self._plates if kept not in self._used][: max(0, len(self._plates) - KEPT)]:
            self._press.take_back(self._plates.pop(old))
