"""Who works on the paper once its first page is painted: put together, and imported, only then."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from globeterm.errors import MissingPartError
from globeterm.rendering.hyphens import prepare
from globeterm.rendering.look import Look
from globeterm.ui.desk import Trouble
from globeterm.ui.doing import Doing
from globeterm.ui.finding import StoryFinder
from globeterm.ui.forecasting import Forecasting
from globeterm.ui.front import FrontColumn
from globeterm.ui.going_back import GoingBack
from globeterm.ui.help import HelpScreen
from globeterm.ui.illustrating import Illustrating
from globeterm.ui.marking import Marking
from globeterm.ui.panes import Pane, Panes
from globeterm.ui.picture_switch import PictureSwitch
from globeterm.ui.probing import Probing
from globeterm.ui.reader import StoryPane
from globeterm.ui.reading import Reading
from globeterm.ui.refreshing import Refreshing
from globeterm.ui.searching import Searching
from globeterm.ui.sharing import Sharing
from globeterm.ui.syncing import Syncing

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from globeterm.config import Config
    from globeterm.library.service import Library
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
        show: Callable[[], None],
        stand_in: Callable[..., StandIn],
    ) -> None:
        self._sheet = sheet
        self._desk = desk
        self._listing = listing
        self._session = session
        self.story = _story_pane(sheet, desk, config, press)
        self.pictures = PictureSwitch(
            desk, self.story, is_configured=config.reader.pictures, was_on=session.pictures, keep=keep
        )
        self.panes = Panes(sheet, sheet.sections, sheet.headlines, self.story, moved=moved)
        self.reading = Reading(desk, sheet.headlines, self.story)
        self.front = FrontColumn(desk, self.reading)
        self.forecasting = Forecasting(desk, config.weather)
        self.probing = Probing(desk)
        self.marking = Marking(desk)
        self.refreshing = Refreshing(desk)
        self.stand_in = stand_in(refreshing=self.refreshing)
        self.going_back = GoingBack(desk, listing, sheet.headlines)
        sheet.watch(sheet.headlines, "wishes", self.going_back.wished, init=False)
        finder = StoryFinder(sheet, self.story, back_to_story=lambda: self.panes.go("story"))
        self.searching = Searching(sheet, desk, listing, self.panes, finder, show=show)
        sheet.watch(sheet.headlines, "wishes", self.searching.wished, init=False)
        self.syncing = Syncing(desk, config.sync)
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
            searching=self.searching,
            sharing=Sharing(sheet.app, desk),
            commands=sheet.commands,
            keep_session=self.keep_session,
            refresh=self.stand_in.refresh,
            sync=self.syncing.start,
            flip_pictures=self.pictures.flip,
            help_screen=partial(HelpScreen, sheet.commands),
            feeds_screen=partial(self._feeds_screen, desk.library),
        )

    @property
    def session(self) -> Session:
        """Where the reader is in the paper, and the preferences that keys change."""
        return replace(
            self._session,
            section=self.searching.kept_key,
            article=self.reading.last_article,
            theme=self._sheet.app.theme,
            pictures=self.pictures.kept,
        )

    def _feeds_screen(self, paper: Library) -> Screen[None]:
        """The feeds of the paper itself, whatever stands in for it."""
        from globeterm.ui.feeds_screen import FeedsScreen  # noqa: PLC0415 - imported when they are asked for

        refresh, weather = self.stand_in.refresh, self.forecasting.standing
        return FeedsScreen(self._desk, paper, refresh, weather=weather, chosen=self._listing.key)

    async def keep_session(self) -> None:
        """Store where the reader is, and that it is now: what is stored from now on is new at the next visit."""
        await self._desk.library.keep_session(self.session)


def _ready_hyphens(desk: Desk) -> None:
    """Read the patterns of hyphens on a thread; without their library lines have none, and that is said (FLT-45)."""
    try:
        prepare()
    except ImportError as error:
        desk.post(Trouble(str(MissingPartError(error))))


def _story_pane(sheet: Sheet, desk: Desk, config: Config, press: Press) -> StoryPane:
    """The story's pane, with pictures in it; where lines are to be flush, hyphens are made ready for it."""
    if config.reader.justify:
        sheet.app.run_worker(partial(_ready_hyphens, desk), name="hyphens", thread=True, exit_on_error=False)
    look = Look(0, measure=config.reader.measure, justify=config.reader.justify)
    story = StoryPane(now=desk.now, look=look, id="story")
    illustrating = Illustrating(desk, press, post=story.post_message, height=lambda: story.size.height)
    story.illustrated_by(illustrating)
    story.set_look(replace(look, illustrate=illustrating.rows))
    return story
