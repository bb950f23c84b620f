"""The sheet the paper is printed on: what its one screen shows, and where. What it means stands in ``ui.paper``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.reactive import var
from textual.screen import Screen

from globeterm.commands import COMMANDS, Command, shown_key
from globeterm.model import FRONT, Counts, Feed
from globeterm.rendering.dates import day_month, weekday_date
from globeterm.ui.condition import Condition, in_words
from globeterm.ui.empty import empty_list
from globeterm.ui.masthead import ListHead, Masthead, PageRule, TooSmall
from globeterm.ui.results import ResultList
from globeterm.ui.sections import SectionTree
from globeterm.ui.status import StatusLine
from globeterm.ui.tree import Row, detail, name_of, rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.geometry import Size
    from textual.timer import Timer
    from textual.widget import Widget

    from globeterm.edition import Edition
    from globeterm.ui.notice import Head
    from globeterm.ui.reader import StoryPane
    from globeterm.ui.reader_progress import Progress
    from globeterm.weather import Forecast

#: The least seconds for which a note stays, and how many of its characters are read in one more.
NOTE_STAYS: Final = 4.0
READ_PER_SECOND: Final = 12


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a paper: the list that is shown, all counts and checks, how it stands with its site.

    ``came_above`` is how many rows came above those on screen; ``head`` is what the list says of itself, if it does.
    """

    edition: Edition
    key: str
    counts: Mapping[str, Counts]
    feeds: tuple[Feed, ...]
    condition: Condition
    came_above: int
    head: Head | None = None


class Sheet(Screen[None]):
    """Masthead, three panes between two rules, status line; its reactives go down to them."""

    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - as its base declares it
        (0, "-slight"),
        (20, "-narrow"),
        (80, "-medium"),
        (120, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (5, "-short"), (10, "-tall")]  # noqa: RUF012 - as its base declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(",".join(command.keys), f"do('{command.id}')", command.title, show=False, id=command.id)
        for command in COMMANDS
        if not command.in_story
    ]

    key: var[str] = var(FRONT)
    """The key of the list that is shown."""

    section_rows: var[tuple[Row, ...]] = var[tuple[Row, ...]](())
    """The rows of the sidebar."""

    edition: var[str] = var("")
    """The publication's name."""

    aside: var[str] = var("")
    """A few words beside the name, when this is not the paper itself."""

    today: var[str] = var("")
    """The date in full."""

    brief_today: var[str] = var("")
    """The date where there is little room."""

    weather: var[str] = var("")
    """The weather now."""

    days: var[str] = var("")
    """The weather of the next days."""

    band: var[str] = var("")
    """What kind of rows is on the screen."""

    heading: var[str] = var("")
    """The name of the list that is shown."""

    detail: var[str] = var("")
    """How much of the list is unread."""

    standing: var[str] = var("")
    """How the paper stands with the site."""

    brief: var[str] = var("")
    """The same in fewer words."""

    note: var[str] = var("")
    """What was just done, or went wrong."""

    pane: var[str] = var("headlines")
    """The pane that the keys go to."""

    progress: var[str] = var("")
    """How far the open story has been read."""

    found: var[str] = var("")
    """What is looked for in it, and which match is shown."""

    def __init__(self, *, commands: Sequence[Command], size: Size, now: Callable[[], datetime]) -> None:
        """``size`` is that of the terminal, so that the first frame is laid out for it already."""
        across, down = self.HORIZONTAL_BREAKPOINTS, self.VERTICAL_BREAKPOINTS
        super().__init__(classes=f"-on-headlines {_reached(across, size.width)} {_reached(down, size.height)}")
        self.commands = commands
        self._search_key = next((shown_key(one.keys[0]) for one in commands if one.id == "search" and one.keys), "")
        self.sections = SectionTree(id="sections")
        self.headlines = ResultList(now=now, id="headlines")
        self.forecast: Forecast | None = None
        self._fading: Timer | None = None
        self._insists = False
        self._bar: Widget | None = None

    def compose(self) -> ComposeResult:
        """Masthead, two of the three panes between two rules, status line; the story's pane comes after them."""
        yield Masthead().data_bind(
            Sheet.edition, Sheet.today, Sheet.brief_today, Sheet.weather, Sheet.days, notice=Sheet.aside
        )
        yield PageRule(joint="┬", id="top-rule")
        with Horizontal(id="panes"):
            yield self.sections.data_bind(rows=Sheet.section_rows, current=Sheet.key)
            with Vertical(id="list"):
                yield ListHead().data_bind(Sheet.heading, Sheet.detail, Sheet.band)
                yield self.headlines
        yield PageRule(joint="┴", id="bottom-rule")
        yield StatusLine(self.commands).data_bind(
            Sheet.standing, Sheet.brief, Sheet.note, Sheet.pane, Sheet.progress, Sheet.found
        )
        yield TooSmall()

    async def add_story(self, story: StoryPane) -> None:
        """Put the story's pane into its place, which is empty in the first frame."""
        await self.query_one("#panes").mount(story)
        self.watch(story, "progress", self._read_on, init=False)
        self.watch(self.headlines, "band", self._name_band)

    def _name_band(self, band: str) -> None:
        self.band = band

    def _read_on(self, progress: Progress | None) -> None:
        """Say how far the story has been read; another one begins with nothing found in it."""
        if progress is None:
            self.progress = self.found = ""
        else:
            left = f" · {progress.minutes_left} min left" if progress.minutes_left else ""
            self.progress = f"{progress.percent} %{left}"

    def open_bar(self, bar: Widget) -> None:
        """Put a line to type in into the place of the status line."""
        self.close_bar()
        self._bar = bar
        self.add_class("-typing")
        self.mount(bar, before=self.query_one(StatusLine))

    def close_bar(self) -> None:
        """Take it away again."""
        bar, self._bar = self._bar, None
        if bar is not None:
            self.remove_class("-typing")
            bar.remove()

    def show(self, known: Known, now: datetime) -> None:
        """Show what is known: in the sidebar, the heads, the status line, and in the place of an empty list."""
        self.section_rows = rows(known.edition, known.counts, known.feeds, self._search_key)
        self.show_list(known, now)

    def show_list(self, known: Known, now: datetime) -> None:
        """Show what is known, but for the sidebar, which has time until the headlines are painted."""
        instead_of = known.condition.instead_of
        self.key = known.key
        self.edition = known.edition.name
        self.aside = "" if instead_of is None else f"instead of {instead_of}"
        self.heading = name_of(known.edition, known.key)
        own = known.head
        self.detail = own.detail if own is not None else self._detail(known)
        self.tick(known.condition, now)
        notice = own.notice if own is not None else None
        if own is None and not len(self.headlines.ids):
            notice = empty_list(known.edition, known.key, known.feeds, known.condition, now)
        self.headlines.show_notice(notice)

    def _detail(self, known: Known) -> str:
        """How much of the list is unread, and how much of it has come since the last visit."""
        counts = known.counts.get(known.key, Counts())
        news = self.headlines.news
        return detail(counts, known.key, known.feeds, known.came_above, news)

    def tick(self, condition: Condition, now: datetime) -> None:
        """Time has gone by: ages are older, and perhaps it is another day."""
        self.standing, self.brief = in_words(condition, now), in_words(condition, now, brief=True)
        today = weekday_date(now, now)
        if today != self.today:
            self.today, self.brief_today = today, day_month(now, now)
            self.headlines.repaint_all()
        if self.forecast is not None:
            from globeterm.ui import forecasting  # noqa: PLC0415 - imported when the first page stands

            self.weather, self.days = forecasting.in_words(self.forecast, now)

    def tell(self, words: str, *, insists: bool = False) -> None:
        """Put a few words into the status line for a while; none change nothing.

        What ``insists``, as trouble does, stays for its time, whatever news there is meanwhile.
        """
        if not words or (self.note and self._insists and not insists):
            return
        self._insists = insists
        self.note = words
        if self._fading is not None:
            self._fading.stop()
        self._fading = self.set_timer(max(NOTE_STAYS, len(words) / READ_PER_SECOND), self._fade)

    def _fade(self) -> None:
        self.note = ""

    def on_resize(self) -> None:
        """The lines between the panes stand in other columns."""
        self.call_after_refresh(self.join_rules)

    def join_rules(self) -> None:
        """Join the lines between the panes to the rules above and below them."""
        beside = (self.sections, self.query_one("#list"))
        joints = tuple(pane.region.right - 1 for pane in beside if 0 < pane.region.right < self.size.width)
        for rule in self.query(PageRule):
            rule.joints = joints


def _reached(breakpoints: Sequence[tuple[int, str]], cells: int) -> str:
    """The class of the last breakpoint that a terminal of so many cells reaches."""
    return [name for least, name in breakpoints if cells >= least][-1]
