"""Showing what was changed in the open story; ``back`` leads from there to the story again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from globeterm.model import Place
from globeterm.ui.desk import Trouble
from globeterm.ui.reading import Spot, StoryBrought, StoryComing

if TYPE_CHECKING:
    from globeterm.library.service import Library
    from globeterm.model import Article
    from globeterm.ui.desk import Desk
    from globeterm.ui.reading import Reading


class Changing:
    """Brings two versions of the open story as one."""

    def __init__(self, desk: Desk, reading: Reading) -> None:
        self._desk = desk
        self._reading = reading

    def show(self) -> None:
        """Show what was changed, where a story is open."""
        if self._reading.article is None:
            self._desk.tell("open a story first; what changed in it is shown then")
        else:
            self._desk.work("story", self._bring, self._desk.library, self._reading.article)

    async def _bring(self, library: Library, article: Article) -> None:
        changes = await library.changes(article)
        if changes is None:
            self._desk.post(Trouble("this story has not changed since it was stored"))
            return
        address = article.url or ""
        self._desk.post(StoryComing(None, address, article.title, "on"))
        self._desk.post(StoryBrought(None, address, changes, Spot(Place())))
