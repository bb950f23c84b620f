"""A column with pictures: it waits a moment for those that come soon, and takes in late ones where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from globeterm.rendering.graphics import PICTURE, ROW
from globeterm.ui.reader_column import TOP, SetColumn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.geometry import Region
    from textual.strip import Strip
    from textual.timer import Timer

    from globeterm.ui.illustrating import Illustrated, Illustrating
    from globeterm.ui.reader_column import Key, Maker

#: How long pictures that come soon may keep a story from being shown, in seconds.
SOON: Final = 0.15
#: When nothing has moved for so long, in seconds, pictures are painted that can't be painted while lines move.
AT_REST_AFTER: Final = 0.12


class PicturedColumn(SetColumn):
    """What a story's pane has to do with pictures; without ``illustrated_by`` it does nothing of it."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - as all widgets
        super().__init__(id=id, classes=classes)
        self._pictures: Illustrating | None = None
        self._waiting: Timer | None = None
        self._has_waited = False
        self._takes_whole = False
        self._resting: Timer | None = None

    @property
    def article_id(self) -> int | None:
        """The article whose pictures are shown; None for a story that is no article."""
        return None

    def illustrated_by(self, pictures: Illustrating) -> None:
        """Have pictures brought by ``pictures`` from now on."""
        self._pictures = pictures

    def on_hide(self) -> None:
        """Leave nothing where something else is shown now."""
        if self._pictures is not None:
            self._pictures.lift()

    def on_unmount(self) -> None:
        """Leave nothing in the terminal."""
        if self._pictures is not None:
            self._pictures.close()

    # --- waiting ---

    def lay(self, make: Maker | None, top: Key = TOP, below: int = 0) -> None:
        """Show other blocks; their pictures are asked for as they are set."""
        if self._pictures is not None:
            self._pictures.begin(self.article_id)
        super().lay(make, top, below)

    def _set_anew(self) -> None:
        self._has_waited = self._takes_whole = False
        if self._pictures is not None:
            self._pictures.set_anew()
        super()._set_anew()

    def _fit(self) -> None:
        """In a pane of another height pictures are as high as they may be there."""
        super()._fit()
        if self._pictures is not None and self._make is not None and not self._pictures.fit:
            self._set_anew()

    def waits(self) -> bool:
        """Whether pictures come so soon that nothing need be seen without them; late ones come with the whole story."""
        if self._takes_whole and self._setting is not None and not self._setting.done:
            return True
        if self._pictures is None or self._has_waited or not self._pictures.are_soon:
            return False
        if self._waiting is None:
            self._waiting = self.set_timer(SOON, self._stop_waiting, name="pictures")
        return True

    def _stop_waiting(self) -> None:
        """Show the story without the pictures that have not come."""
        self._waiting = None
        self._has_waited = True
        if self._setting is not None:
            self._take(self._setting)

    def on_illustrated(self, message: Illustrated) -> None:
        """Set the story with the pictures that have come; the line at the top stays there."""
        message.stop()
        if self._make is not None:
            self._takes_whole = self._is_same
            super()._set_anew()

    # --- painting over ---

    def render_lines(self, crop: Region) -> list[Strip]:
        """Paint some lines; pictures that stand on them as blanks are painted over when nothing more is painted."""
        if self._pictures is not None and self._pictures.paints:
            if self._resting is not None:
                self._resting.stop()
            self._resting = self.set_timer(AT_REST_AFTER, self._paint_over, name="rest")
            self._pictures.lift()
        return super().render_lines(crop)

    def _paint_over(self) -> None:
        """Paint the pictures on screen over their blanks, unless the pane is hidden or another screen covers it."""
        self._resting = None
        if self._pictures is not None and self.screen.is_active and self.region:
            self._pictures.send("".join(self._paintings(self._pictures)))

    def _paintings(self, pictures: Illustrating) -> Iterator[str]:
        """Each row of a picture on screen; not on the screen's last line or column, where terminals would scroll."""
        left, top = self.region.offset
        for y in range(min(self.size.height, self.screen.size.height - 1 - top)):
            column = left
            for segment in self.render_line(y):
                column += segment.cell_length
                meta = segment.style.meta if segment.style is not None else {}
                if PICTURE in meta and column < self.screen.size.width:
                    sequence = pictures.sequence(meta[PICTURE], segment.cell_length, meta[ROW])
                    yield f"\x1b[{top + y + 1};{column + 1}H{sequence}"
