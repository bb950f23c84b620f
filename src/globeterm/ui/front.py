"""The column beside the front page: what the site features and recommends, where no story is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from globeterm.model import Place
from globeterm.ui.reading import Spot, StoryBrought, StoryComing

if TYPE_CHECKING:
    from globeterm.content import Document
    from globeterm.library.service import Library
    from globeterm.ui.desk import Desk
    from globeterm.ui.reading import Reading


@dataclass(eq=False, repr=False)
class FrontBrought(Message):
    """The front page's own choice is here."""

    library: Library
    document: Document


class FrontColumn:
    """Shows what the site's front page puts first, until a story is opened; a refresh never takes its place."""

    def __init__(self, desk: Desk, reading: Reading) -> None:
        self._desk = desk
        self._reading = reading

    def welcome(self) -> None:
        """Say what to do first, and show the front page's choice, if that is known."""
        self._reading.welcome()
        self.fill()

    def fill(self) -> None:
        """Show it where nothing is shown yet."""
        if self._reading.address is None:
            self._desk.work("front", self._bring)

    def brought(self, message: FrontBrought) -> None:
        """Show it, unless a story was opened meanwhile."""
        if message.library is not self._desk.library or self._reading.address is not None:
            return
        document = message.document
        self._reading.coming(StoryComing(None, document.url, document.title, "restored"))
        self._reading.brought(StoryBrought(None, document.url, document, Spot(Place())))

    async def _bring(self) -> None:
        library = self._desk.library
        document = await library.front_page()
        if document is not None:
            self._desk.post(FrontBrought(library, document))
