"""Who works on the paper once its first page is painted: put together, and imported, only then."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from globeterm.rendering.hyphens import prepare
from globeterm.rendering.look import Look
from globeterm.ui.doing import Doing
from globeterm.ui.finding import StoryFinder
from globeterm.ui.going_back import GoingBack
from globeterm.ui.help import HelpScreen
from globeterm.ui.illustrating import Illustrating
from globeterm.ui.marking import Marking
from globeterm.ui.panes import Pane, Panes
from globeterm.ui.picture_switch import PictureSwitch
from globeterm.ui.reader import StoryPane
from globeterm.ui.reading import Reading
from globeterm.ui.refreshing import Refreshing
from globeterm.ui.sharing import Sharing
from globeterm.ui.syncing import Syncing

if TYPE_CHECKING:
    from collections.abc import Callable

    from globeterm.config import Config
    from globeterm.model import Session
    from globeterm.ui.desk import Desk
    from globeterm.ui.listing import Listing
    from globeterm.ui.plates import Press
    from globeterm.ui.sheet import Sheet
    from globeterm.ui.stand_in import StandIn


class Crew:
    """The story's pane, and what opens, illustrates, marks, refreshes and does commands on a sheet.

    ``session`` is where the reader left the paper, ``keep`` stores where it is now. ``stand_in`` makes the stand-in,
    once it is given what refreshes.
    """

    def __init__(
        self,
        sheet: Sheet,
        desk: Desk,
        listing: Listing,
        *,
        config: Config,
        session: Session,
        press: Press,
        keep: Callable[[], object],
        moved: Callable[[Pane], None],
        stand_in: Callable[..., StandIn],
    ) -> None:
        self._sheet = sheet
        self._listing = listing
        self._session = session
        look = Look(0, measure=config.reader.measure, justify=config.reader.justify)
        self.story = StoryPane(now=desk.now, look=look, id="story")
        if look.justify:
            sheet.app.run_worker(prepare, name="hyphens", thread=True, exit_on_error=False)
        illustrating = Illustrating(desk, press, post=self.story.post_message, height=lambda: self.story.size.height)
        self.story.illustrated_by(illustrating)
        self.story.set_look(replace(self.story.look, illustrate=illustrating.rows))
        self.pictures = PictureSwitch(
            desk, self.story, is_configured=config.reader.pictures, was_on=session.pictures, keep=keep
        )
        self.panes = Panes(sheet, sheet.sections, sheet.headlines, self.story, moved=moved)
        self.reading = Reading(desk, sheet.headlines, self.story)
        self.marking = Marking(desk)
        self.refreshing = Refreshing(desk)
        self.stand_in = stand_in(refreshing=self.refreshing)
        self.going_back = GoingBack(desk, listing, sheet.headlines)
        sheet.watch(sheet.headlines, "wishes", self.going_back.wished, init=False)
        finder = StoryFinder(sheet, self.story, back_to_story=lambda: self.panes.go("story"))
        self.doing = Doing(
            sheet.app,
            desk,
            panes=self.panes,
            sections=sheet.sections,
            headlines=sheet.headlines,
            story=self.story,
            listing=listing,
            reading=self.reading,
            marking=self.marking,
            finder=finder,
            sharing=Sharing(sheet.app, desk),
            commands=sheet.commands,
            refresh=self.stand_in.refresh,
            sync=Syncing(desk, config.sync).start,
            flip_pictures=self.pictures.flip,
            help_screen=partial(HelpScreen, sheet.commands),
        )

    @property
    def session(self) -> Session:
        """Where the reader is in the paper, and the preferences that keys change."""
        return replace(
            self._session,
            section=self._listing.key,
            article=self.reading.last_article,
            theme=self._sheet.app.theme,
            pictures=self.pictures.kept,
        )
