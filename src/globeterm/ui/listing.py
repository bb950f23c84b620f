"""Filling the list of headlines from the library: what is seen first comes first, the rest as it is scrolled to."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.message import Message

from globeterm.model import FRONT, SAVED, SEARCH, Article, Counts, Feed, Kept

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from globeterm.library.service import Library
    from globeterm.ui.desk import Desk
    from globeterm.ui.notice import Head
    from globeterm.ui.visited import VisitedList

#: How many headlines are brought before the outline of the whole list: a tall screenful.
HEAD: Final = 40
#: Seconds in which what several feeds bring is shown together, so that keys come between.
TOGETHER: Final = 0.15


@dataclass(eq=False, repr=False)
class ListBegun(Message):
    """The newest headlines of a list are here; ``chosen`` is the article to choose, if it stands in the list."""

    library: Library
    key: str
    articles: Sequence[Article]
    chosen: int | None


@dataclass(eq=False, repr=False)
class Outlined(Message):
    """The outline of a list is here; ``chosen`` as in ``ListBegun``.

    ``earlier`` is the newest article that was in it at the end of the last visit.
    """

    library: Library
    key: str
    ids: Sequence[int]
    chosen: int | None = None
    earlier: int | None = None


@dataclass(eq=False, repr=False)
class RowsBrought(Message):
    """Some rows of the list are here."""

    library: Library
    articles: Sequence[Article]


class NewsStored(Message):
    """Something new has been stored for a moment."""


@dataclass(eq=False, repr=False)
class Counted(Message):
    """The counts of all lists and the checks of all feeds are here, and how much of the paper is.

    ``is_verdict``: they tell whether the paper can be had at all.
    """

    library: Library
    counts: Mapping[str, Counts]
    feeds: tuple[Feed, ...]
    kept: Kept
    is_verdict: bool


class Listing:
    """Which list is shown, and the bringing of its rows. ``came_above`` counts rows that came above the first.

    ``head`` is what a list says of itself that is not the library's, such as the results of a search. ``left`` is the
    end of the last visit to the paper that is read.
    """

    def __init__(self, desk: Desk, headlines: VisitedList, *, left: datetime | None = None) -> None:
        self._desk = desk
        self._headlines = headlines
        self.key = FRONT
        self.came_above = 0
        self.head: Head | None = None
        self.left = left

    def open(self, key: str, *, chosen: int | None = None) -> None:
        """Show another list, from its top or around an article."""
        self.resume(key, 0)
        self._desk.work("list", self._begin, key, chosen)

    def resume(self, key: str, came_above: int) -> None:
        """Count another list as shown, whose rows come on another way."""
        self.key, self.came_above, self.head = key, came_above, None

    def continue_with(self, chosen: int | None) -> None:
        """Bring the rest of a list whose newest headlines are shown already."""
        self._desk.work("list", self._outline, self.key, chosen, [])

    def begun(self, message: ListBegun) -> None:
        """Show the newest headlines of the list."""
        if self._is_wanted(message.library, message.key):
            self._headlines.begin(message.articles, chosen=message.chosen)

    def outlined(self, message: Outlined) -> None:
        """Take the outline; what is on screen stays where it is."""
        if not self._is_wanted(message.library, message.key):
            return
        first = self._headlines.ids[0] if len(self._headlines.ids) else None
        self._headlines.extend(message.ids)
        self._headlines.earlier = message.earlier
        if first is not None:
            self.came_above += max(0, _position(message.ids, first))
        if message.chosen is not None:
            self._headlines.choose(message.chosen)

    def brought(self, message: RowsBrought) -> None:
        """Take rows that were asked for."""
        if message.library is self._desk.library:
            self._headlines.put(message.articles)

    def _is_wanted(self, library: Library, key: str) -> bool:
        """Whether an answer still belongs to the list that is shown."""
        return library is self._desk.library and key == self.key

    def seen_from_top(self) -> None:
        """The reader is at the first row: nothing came above unseen."""
        self.came_above = 0

    def reload(self) -> None:
        """Bring the outline again, and the rows around those on screen, because something was stored.

        What a search found stays as it was found.
        """
        if self.key == SEARCH:
            self.bring_again(self._headlines.ids)
            return
        self._desk.work("outline", self._outline, self.key, None, self._headlines.keep_near())

    def news(self) -> None:
        """Something new was stored: show it soon, together with what is stored meanwhile; at once in an empty list."""
        self._desk.work("news", self._news, 0.0 if not len(self._headlines.ids) else TOGETHER)

    def bring(self, ids: Sequence[int]) -> None:
        """Bring rows that come on screen."""
        self._desk.work("rows", self._rows, ids)

    def bring_again(self, ids: Sequence[int]) -> None:
        """Bring those of ``ids`` that are at hand again: their statuses changed."""
        held = self._headlines.held(ids)
        if held:
            self.bring(held)

    def recount(self, *, is_verdict: bool = False) -> None:
        """Bring counts and checks."""
        self._desk.work("counts", self._count, is_verdict=is_verdict)

    async def _begin(self, key: str, chosen: int | None) -> None:
        library = self._desk.library
        self._desk.post(ListBegun(library, key, await library.headlines(key, limit=HEAD), chosen))
        await self._outline(key, chosen, [])

    async def _outline(self, key: str, chosen: int | None, held: Sequence[int]) -> None:
        library, left = self._desk.library, self.left
        ids = await library.outline(key)
        earlier = await library.newest_before(key, left) if left is not None and key != SAVED else None
        self._desk.post(Outlined(library, key, ids, chosen, earlier))
        if held:
            self._desk.post(RowsBrought(library, await library.articles(held)))

    async def _news(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        self._desk.post(NewsStored())

    async def _rows(self, ids: Sequence[int]) -> None:
        library = self._desk.library
        self._desk.post(RowsBrought(library, await library.articles(ids)))

    async def _count(self, *, is_verdict: bool) -> None:
        library = self._desk.library
        counts, feeds, kept = await library.counts(), await library.feeds(), await library.kept()
        self._desk.post(Counted(library, counts, feeds, kept, is_verdict))


def _position(ids: Sequence[int], article_id: int) -> int:
    try:
        return ids.index(article_id)
    except ValueError:
        return 0
