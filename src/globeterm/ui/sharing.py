"""Taking a story along: into the web browser, to the clipboard, to others, or as a quote with its source."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from globeterm.rendering.dates import long_date
from globeterm.sharing import cited, facebook_address, mail_address, x_address
from globeterm.ui.browsing import copy_address, open_in_browser

if TYPE_CHECKING:
    from datetime import datetime

    from textual.app import App

    from globeterm.ui.desk import Desk
    from globeterm.ui.share_screen import Channel


_COPY: Final = "y copies the address"


@dataclass(frozen=True, slots=True)
class Taken:
    """A story that is taken along: its headline, its address ("" when it has none), its date."""

    headline: str
    address: str
    published: datetime | None = None


class Sharing:
    """Takes stories out of the paper, and says what became of it."""

    def __init__(self, app: App[None], desk: Desk) -> None:
        self._app = app
        self._desk = desk

    def browser(self, taken: Taken) -> None:
        """Open the story's page in the web browser."""
        self._desk.tell(open_in_browser(self._app, taken.address, instead=_COPY))

    def copy(self, taken: Taken) -> None:
        """Copy its address."""
        self._desk.tell(copy_address(self._app, taken.address))

    def share(self, taken: Taken) -> None:
        """Ask how to share it."""
        from globeterm.ui.share_screen import ShareScreen  # noqa: PLC0415 - imported when something is shared

        self._app.push_screen(ShareScreen(taken.headline), partial(self._share_by, taken))

    def quote(self, taken: Taken, text: str) -> None:
        """Copy a piece of its text with its source."""
        date = long_date(taken.published, self._desk.now()) if taken.published else ""
        publication = self._desk.library.edition.name
        quote = cited(text, headline=taken.headline, publication=publication, date=date, address=taken.address)
        self._app.copy_to_clipboard(quote)
        self._desk.tell("quote copied, with its source")

    def newsletter(self) -> None:
        """Open the form that subscribes to the publication's newsletter."""
        edition = self._desk.library.edition
        address = edition.newsletter_address()
        if address is None:
            self._desk.tell(f"{edition.name} names no newsletter in its edition file")
        else:
            self._desk.tell(open_in_browser(self._app, address))

    def _share_by(self, taken: Taken, channel: Channel | None) -> None:
        if channel == "copy":
            self.copy(taken)
        elif channel is not None:
            self._desk.tell(open_in_browser(self._app, self._shared(taken, channel), instead=_COPY))

    def _shared(self, taken: Taken, channel: Channel) -> str:
        """The address that shares a story by mail, Facebook or X."""
        if channel == "mail":
            return mail_address(taken.headline, self._desk.library.edition.name, taken.address)
        return facebook_address(taken.address) if channel == "facebook" else x_address(taken.headline, taken.address)
