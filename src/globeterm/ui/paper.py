"""The paper's one screen: its state, and the wiring of its parts. What they do stands in their own modules."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from textual.worker import WorkerState

from globeterm.edition import Page
from globeterm.model import FRONT, SAVED
from globeterm.text import clean_line
from globeterm.ui.lists import ListSheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from textual.events import DescendantFocus, Key
    from textual.geometry import Size
    from textual.worker import Worker

    from globeterm.commands import Command
    from globeterm.config import Config
    from globeterm.library.service import Library
    from globeterm.ui.crew import Crew
    from globeterm.ui.desk import Trouble
    from globeterm.ui.first import FirstPage
    from globeterm.ui.forecasting import WeatherTold
    from globeterm.ui.front import FrontBrought
    from globeterm.ui.headlines import HeadlineList
    from globeterm.ui.listing import Counted
    from globeterm.ui.marking import Marked
    from globeterm.ui.palette import Choice
    from globeterm.ui.panes import Pane
    from globeterm.ui.plates import Press
    from globeterm.ui.probing import Answered
    from globeterm.ui.reader import StoryPane
    from globeterm.ui.reading import StoryBrought, StoryComing, StoryFailed, UnreadFound
    from globeterm.ui.refreshing import Checked, Checking, Refreshed
    from globeterm.ui.search_messages import Found, FoundInStory, FoundOnSite
    from globeterm.ui.sections import SectionTree
    from globeterm.ui.syncing import Bringing
    from globeterm.ui.tree import Row

#: Seconds between two refreshes that the clock asks for.
HOURLY: Final = 3600.0


class PaperScreen(ListSheet):
    """Reads one paper at a time: ``paper``, or what ``sample`` builds when that can't be had at all."""

    def __init__(
        self,
        paper: Library,
        sample: Callable[[], Library],
        first: FirstPage,
        *,
        commands: Sequence[Command],
        config: Config,
        press: Callable[[], Press],
        size: Size,
        now: Callable[[], datetime],
        broken: Callable[[BaseException], str],
    ) -> None:
        super().__init__(paper, first, commands=commands, size=size, now=now)
        self._paper = paper
        self._sample = sample
        self._config = config
        self._press = press
        self._broken = broken
        self._crew: Crew | None = None

    def on_mount(self) -> None:
        """Leave all the rest until the first page is painted."""
        self.call_after_refresh(self._begin)

    async def _begin(self) -> None:
        """What waits for the first frame: story, the rest of the list, the place, the site, the clock."""
        from globeterm.ui.crew import Crew  # noqa: PLC0415 - imported when the first page stands
        from globeterm.ui.stand_in import StandIn  # noqa: PLC0415 - as the crew

        self._show()
        self.headlines.focus()
        article = self._first.session.article
        crew = self._crew = Crew(
            self,
            self._desk,
            self._listing,
            config=self._config,
            session=self._first.session,
            press=self._press(),
            keep=self._keep_session,
            moved=self._moved,
            show=self._show,
            stand_in=partial(StandIn, self._paper, self._sample, desk=self._desk, read=self._read),
        )
        await self.add_story(crew.story)
        self._listing.continue_with(article)
        if article is not None:
            crew.reading.restore(article)
        else:
            crew.front.welcome()
        self._listing.recount(is_verdict=self._paper.offline)
        crew.refreshing.start(self._paper, by_clock=True)
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._keep_session())
        self.set_interval(HOURLY, self._hour)
        self.set_interval(60, self._minute)
        crew.forecasting.ask()

    def _hour(self) -> None:
        """What is done by the clock, hour by hour."""
        self.crew.refreshing.start(self._paper, by_clock=True)
        self.crew.forecasting.ask()

    def _minute(self) -> None:
        """Time has gone by: ages are older, and a site that was away may be back."""
        self.tick(self._desk.condition, self._now())
        self.crew.probing.tick()
        self.crew.marking.tick()

    @property
    def crew(self) -> Crew:
        """Who works on the paper. Nothing asks for them before the first page is painted."""
        if self._crew is None:
            raise RuntimeError("the first page is not painted yet")
        return self._crew

    def choices(self) -> Iterable[Choice]:
        """What the command palette offers."""
        from globeterm.ui.palette import choices  # noqa: PLC0415 - imported when the palette opens

        return choices(self.app, self.commands, self.action_do, self.section_rows, self._open_row)

    def action_do(self, command: str) -> None:
        """Do a command of the table; a key that is quicker than the first page waits for it."""
        if self._crew is None:
            self.call_after_refresh(self.action_do, command)
        else:
            self._crew.doing.do(command)

    def _keep_session(self) -> None:
        self._desk.work("keep", self.crew.keep_session)

    # --- panes ---

    def _moved(self, pane: Pane) -> None:
        self.pane = pane
        self.call_after_refresh(self.join_rules)

    def on_key(self, event: Key) -> None:
        """While the keys go to a story, some have a meaning of their own there."""
        if self._crew is not None and self.focused is self._crew.story and self._crew.doing.key_in_story(event.key):
            event.stop()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """A pane has got the focus, by a key or by a click."""
        if self._crew is not None:
            self._crew.panes.focused(event.widget)

    # --- sections ---

    def on_section_tree_chosen(self, event: SectionTree.Chosen) -> None:
        """Show a list as soon as its row is under the cursor; pages wait for Enter, for they may need the network."""
        if event.row.kind == "list":
            self._show_list(event.row.key)

    def on_section_tree_opened(self, event: SectionTree.Opened) -> None:
        """Go where the row leads."""
        if self._crew is not None:
            self._open_row(event.row)

    def _open_row(self, row: Row) -> None:
        if row.kind == "list":
            self._show_list(row.key)
            self.crew.panes.go("headlines")
            return
        if row.kind == "search":
            self.crew.searching.resume()
            return
        self.crew.reading.open_page(Page(row.name, row.key))

    def _show_list(self, key: str) -> None:
        if key != self._listing.key:
            self._listing.open(key)
            self.key = key
            self._keep_session()

    # --- headlines ---

    def on_headline_list_opened(self, event: HeadlineList.Opened) -> None:
        """Open the story of the row; one row of a search is none."""
        if self._crew is not None and not self._crew.searching.opens(event.article_id):
            self._crew.reading.open(event.article_id)

    def on_counted(self, message: Counted) -> None:
        """Counts and checks are here; when they show a paper that is empty and can't be had, the sample stands in."""
        if message.library is not self._desk.library:
            return
        self._counts, self._feeds = message.counts, message.feeds
        self.crew.refreshing.heard(message.feeds, message.kept)
        self.crew.stand_in.counted(message)
        self._show()

    # --- search ---

    def on_found(self, message: Found) -> None:
        """Show what is stored of the words that were typed."""
        self.crew.searching.found(message)

    def on_found_on_site(self, message: FoundOnSite) -> None:
        """Show what the site has of them."""
        self.crew.searching.found_on_site(message)

    def on_found_in_story(self, message: FoundInStory) -> None:
        """Mark the words in the story that is shown."""
        self.crew.searching.found_in_story(message)

    # --- stories ---

    def on_story_coming(self, message: StoryComing) -> None:
        """Go to the story, but for the one that was open the last time."""
        self.crew.reading.coming(message)
        self.crew.marking.opened()
        if message.way != "restored":
            self.crew.panes.go("story")
        self._keep_session()

    def on_story_brought(self, message: StoryBrought) -> None:
        """Show the text; its row says from now on that it is here."""
        self.crew.reading.brought(message)
        if message.article is not None:
            self.crew.searching.brought(message.article.id, message.document)
        if message.article is not None and message.article.offline != "full":
            self._listing.bring_again([message.article.id])

    def on_story_failed(self, message: StoryFailed) -> None:
        """Say why there is no text."""
        self.crew.reading.failed(message)

    def on_front_brought(self, message: FrontBrought) -> None:
        """Show what the site's front page puts first where no story is open."""
        self.crew.front.brought(message)

    def on_weather_told(self, message: WeatherTold) -> None:
        """Tell it at the top of the page."""
        self.forecast = message.forecast
        self.tick(self._desk.condition, self._now())

    def on_unread_found(self, message: UnreadFound) -> None:
        """Open it."""
        self.crew.reading.open(message.article_id)

    def on_story_pane_displayed(self, event: StoryPane.Displayed) -> None:
        """Reading is what marks read: on screen for a moment, not merely under the cursor."""
        if event.article_id is not None:
            self.crew.marking.read(event.article_id)

    def on_story_pane_place_changed(self, event: StoryPane.PlaceChanged) -> None:
        """Keep the place."""
        self.crew.reading.keep_place(event)

    def on_story_pane_link_chosen(self, event: StoryPane.LinkChosen) -> None:
        """Open what the link leads to: a list of the paper, or a story."""
        key = self._desk.library.edition.list_at(event.url)
        if key is None:
            self.crew.reading.follow(event.url)
        else:
            self._show_list(key)
            self.crew.panes.go("headlines")

    # --- statuses ---

    def on_marked(self, message: Marked) -> None:
        """Statuses changed: the rows, the counts, and Saved itself, whose rows they are."""
        self.crew.marking.marked(message)
        self.crew.reading.marked(message)
        self._listing.bring_again(message.ids)
        self._listing.recount()
        if message.mark == "saved" and self._listing.key == SAVED:
            self._listing.reload()

    # --- refresh ---

    def on_checking(self, message: Checking) -> None:
        """A refresh begins."""
        self.crew.refreshing.checking(message)
        self._show()

    def on_checked(self, message: Checked) -> None:
        """Show what one feed brought; nothing on screen moves."""
        self.crew.refreshing.checked(message)
        if message.result.new or message.result.updated:
            self._listing.news()
        self._show()

    def on_refreshed(self, message: Refreshed) -> None:
        """A refresh is over."""
        self.crew.refreshing.refreshed(message)
        self.crew.stand_in.refreshed(message)
        self._listing.reload()
        self._listing.recount(is_verdict=message.library is self._paper)
        self._keep_session()
        self.crew.front.fill()
        self._show()
        if not message.all_failed:
            self.crew.syncing.follow(message.library)

    def on_bringing(self, message: Bringing) -> None:
        """A sync that nobody asked for goes on."""
        self.crew.syncing.bringing(message)
        self.tick(self._desk.condition, self._now())

    def on_answered(self, message: Answered) -> None:
        """The site can be reached again: ask it for everything that was missed."""
        self.crew.refreshing.again(message.library)

    def _read(self, library: Library, instead_of: str | None) -> None:
        """Read another library from now on."""
        self._desk.library = library
        self._counts, self._feeds, self._listing.left = {}, (), None
        self.crew.marking.forget()
        self.crew.reading.close()
        self.crew.refreshing.stands_in(instead_of)
        self._listing.open(FRONT)
        self._listing.recount()
        self.crew.panes.go("headlines")
        self.crew.front.welcome()

    # --- trouble ---

    def on_trouble(self, message: Trouble) -> None:
        """Say it."""
        self.tell(message.sentence, insists=True)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A worker that broke says so, and takes nothing with it."""
        if event.state is WorkerState.ERROR:
            if event.worker.group == "refresh":
                self.crew.refreshing.stopped()
                self._show()
            if event.worker.error is not None:
                self.tell(clean_line(self._broken(event.worker.error)), insists=True)
