"""Bringing older headlines when the reader comes near the end of a list."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from globeterm.errors import GlobetermError
from globeterm.model import SAVED, SEARCH
from globeterm.ui.endless import COMING, EndlessList
from globeterm.ui.listing import NewsStored

if TYPE_CHECKING:
    from datetime import datetime

    from globeterm.library.service import Library
    from globeterm.ui.desk import Desk
    from globeterm.ui.listing import Listing

THE_END: Final = "that was the first story"
FAILED: Final = "older stories could not be brought"
#: How long the site is left alone after it could not be asked, whatever the reader scrolls.
REST: Final = timedelta(seconds=15)


class GoingBack:
    """Asks the library for what is older, one list at a time, and says so below the last row."""

    def __init__(self, desk: Desk, listing: Listing, headlines: EndlessList) -> None:
        self._desk = desk
        self._listing = listing
        self._headlines = headlines
        self._bringing: tuple[Library, str] | None = None
        self._failed_at: datetime | None = None

    def wished(self) -> None:
        """The reader has come near the end of the list."""
        wish = self._desk.library, self._listing.key
        if wish[1] in {SAVED, SEARCH} or wish == self._bringing or self._is_resting:
            return
        self._bringing = wish
        self._desk.work("older", self._bring, *wish)

    @property
    def _is_resting(self) -> bool:
        return self._failed_at is not None and self._desk.now() - self._failed_at < REST

    async def _bring(self, library: Library, key: str) -> None:
        self._say(library, key, COMING)
        try:
            older = await library.older(key)
        except GlobetermError as error:
            self._failed_at = self._desk.now()
            self._say(library, key, FAILED)
            self._desk.tell(str(error))
            return
        finally:
            if self._bringing == (library, key):
                self._bringing = None
        if older.new:
            self._desk.post(NewsStored())
        if older.is_end or not older.new:
            self._say(library, key, THE_END if older.is_end else "")

    def _say(self, library: Library, key: str, words: str) -> None:
        """Set the words below the last row, if that list is still shown."""
        if (library, key) == (self._desk.library, self._listing.key):
            self._headlines.post_message(EndlessList.Tail(words))
