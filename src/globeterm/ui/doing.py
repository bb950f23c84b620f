"""What each command of the table does on the paper's screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from globeterm.commands import FOOT
from globeterm.errors import MissingPartError
from globeterm.ui.changing import Changing
from globeterm.ui.desk import Trouble
from globeterm.ui.sharing import Taken
from globeterm.ui.tree import name_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from textual.app import App
    from textual.screen import Screen

    from globeterm.commands import Command
    from globeterm.model import Article
    from globeterm.ui.desk import Desk
    from globeterm.ui.finding import StoryFinder
    from globeterm.ui.headlines import HeadlineList
    from globeterm.ui.listing import Listing
    from globeterm.ui.marking import Marking
    from globeterm.ui.panes import Panes
    from globeterm.ui.reader import StoryPane
    from globeterm.ui.reading import Reading
    from globeterm.ui.searching import Searching
    from globeterm.ui.sections import SectionTree
    from globeterm.ui.sharing import Sharing

#: What ``next theme`` goes through; the palette has the others too.
THEMES: Final = ("globe-dark", "globe-light", "ansi-dark", "ansi-light")

#: Commands that every pane does for itself.
MOVES: Final = ("down", "up", "top", "bottom", "half_down", "half_up", "page_up")


class Doing:
    """Does commands by their names. ``refresh`` asks the site for one list, or for everything when given None."""

    def __init__(
        self,
        app: App[None],
        desk: Desk,
        *,
        panes: Panes,
        sections: SectionTree,
        headlines: HeadlineList,
        story: StoryPane,
        listing: Listing,
        reading: Reading,
        marking: Marking,
        finder: StoryFinder,
        searching: Searching,
        sharing: Sharing,
        commands: Sequence[Command],
        keep_session: Callable[[], Awaitable[None]],
        refresh: Callable[[str | None], None],
        sync: Callable[[], None],
        flip_pictures: Callable[[], None],
        help_screen: Callable[[], Screen[None]],
        feeds_screen: Callable[[], Screen[None]],
    ) -> None:
        self._app = app
        self._desk = desk
        self._panes = panes
        self._sections = sections
        self._headlines = headlines
        self._story = story
        self._listing = listing
        self._reading = reading
        self._marking = marking
        self._finder = finder
        self._searching = searching
        self._sharing = sharing
        self._in_story = {key: command for command in commands if command.in_story for key in command.keys}
        self.table: Mapping[str, Callable[[], object]] = {
            **{move: self._moving(move) for move in MOVES},
            **self._story_table(),
            **self._pane_table(),
            "open": self._open,
            "back": self._back,
            "page_down": self._page_down,
            "save": lambda: self._with_article(marking.save),
            "toggle_read": lambda: self._with_article(marking.toggle_read),
            "mark_all_read": self._mark_all_read,
            "undo": marking.undo,
            "refresh": lambda: searching.again() if searching.is_on else refresh(listing.key),
            "refresh_all": lambda: refresh(None),
            "sync": sync,
            "feeds": lambda: app.push_screen(feeds_screen()),
            "newsletter": sharing.newsletter,
            "theme": self._next_theme,
            "pictures": flip_pictures,
            "help": lambda: app.push_screen(help_screen()),
            "palette": app.action_command_palette,
            "suspend": app.action_suspend_process,
            "quit": lambda: self._leave(marking.store_waiting, keep_session),
        }

    def do(self, command: str) -> None:
        """Do a command. Raises KeyError for one that is not in the table."""
        try:
            self.table[command]()
        except ImportError as error:
            self._desk.post(Trouble(str(MissingPartError(error))))

    def key_in_story(self, key: str) -> bool:
        """Do what a key does in a story only; False when it does what it does elsewhere."""
        command = self._in_story.get(key)
        if command is None or self._panes.current != "story":
            return False
        if command.id == FOOT:
            return self._story.open_digit(command.keys.index(key) + 1)
        self.do(command.id)
        return True

    def _pane_table(self) -> dict[str, Callable[[], object]]:
        """Going from pane to pane, and to what is looked for."""
        return {
            "search": self._searching.start,
            "search_site": self._searching.ask,
            "left": self._panes.left,
            "right": self._right,
            "next_pane": self._panes.next,
            "previous_pane": self._panes.previous,
            "sections": lambda: self._panes.go("sections"),
            "headlines": lambda: self._panes.go("headlines"),
            "story": lambda: self._panes.go("story"),
            "only_story": self._panes.toggle_only_story,
        }

    def _story_table(self) -> dict[str, Callable[[], object]]:
        """What is done with a story, and on the way from one to another."""
        return {
            "next_heading": self._story.action_next_heading,
            "previous_heading": self._story.action_previous_heading,
            "changes": Changing(self._desk, self._reading).show,
            "next_article": self._reading.next_article,
            "previous_article": self._reading.previous_article,
            "next_unread": lambda: self._finder.step(1) if self._is_finding else self._reading.next_unread(),
            "previous_unread": lambda: self._finder.step(-1) if self._is_finding else self._reading.previous_unread(),
            "links": self._choose_link,
            FOOT: self._choose_in_foot,
            "find": self._find,
            "browser": lambda: self._take(self._sharing.browser),
            "copy": lambda: self._take(self._sharing.copy),
            "share": lambda: self._take(self._sharing.share),
            "quote": self._quote,
            "pipe": lambda: self._with_article(self._pipe),
        }

    @property
    def _is_finding(self) -> bool:
        return self._panes.current == "story" and self._finder.active

    def _moving(self, move: str) -> Callable[[], object]:
        """The same movement in whichever pane the keys go to."""
        moves = {
            "sections": getattr(self._sections, move),
            "headlines": getattr(self._headlines, move),
            "story": getattr(self._story, f"action_{move}"),
        }

        def move_there() -> None:
            moves[self._panes.current]()

        return move_there

    def _open(self) -> None:
        if self._panes.current == "sections":
            self._sections.open()
        elif self._panes.current == "story" and self._reading.address is not None:
            if self._reading.has_failed:
                self._reading.again()
        elif not self._searching.opens(self._headlines.chosen) and self._headlines.chosen is not None:
            self._reading.open(self._headlines.chosen)

    def _right(self) -> None:
        """Go right; from the headlines that is opening, when no story is open yet."""
        if self._panes.current == "headlines" and self._reading.address is None:
            self._open()
        else:
            self._panes.right()

    def _back(self) -> None:
        """One step back: the end of finding, the story before a link, the list before a search, a pane; then out."""
        if self._is_finding and not self._finder.is_of_search:
            self._finder.stop()
        elif not (self._back_inside() or self._panes.back()):
            self.do("quit")

    def _back_inside(self) -> bool:
        """A step back that stays in the pane, if there is one."""
        if self._panes.current == "story":
            return self._reading.back()
        return self._panes.current == "headlines" and self._searching.back()

    def _leave(self, *last: Callable[[], Awaitable[None]]) -> None:
        """Leave the paper, once the place in the open story is kept, and that the visit ends now."""
        self._desk.work("keep", self._keep_and_leave, last)

    async def _keep_and_leave(self, last: Sequence[Callable[[], Awaitable[None]]]) -> None:
        try:
            await self._reading.keep_now()
            for keep in last:
                await keep()
        finally:
            self._app.exit()

    def _page_down(self) -> None:
        """A page further; at the end of a story the next unread one."""
        if self._panes.current == "sections":
            self._sections.page_down()
        elif self._panes.current == "headlines":
            self._headlines.page_down()
        elif not self._story.page_down():
            self._reading.next_unread()

    def _mark_all_read(self) -> None:
        if self._searching.is_on:
            self._marking.mark_these_read(self._searching.shown_ids, "what is found")
            return
        self._marking.mark_all_read(self._listing.key, name_of(self._desk.library.edition, self._listing.key))

    def _article(self) -> Article | None:
        """The story that a command is about: the open one, or the row under the cursor."""
        if self._panes.current == "story":
            return self._reading.article
        return self._headlines.article(self._headlines.chosen)

    def _with_article(self, act: Callable[[Article], None]) -> None:
        article = self._article()
        if article is not None:
            act(article)
        elif self._panes.current == "story" and self._reading.address is not None:
            self._desk.tell("only the paper’s own stories can be marked and saved")
        else:
            self._desk.tell("no story is chosen")

    def _taken(self) -> Taken | None:
        """The story that a command is about, as it is taken along; None when there is none, or it has no address."""
        reading, article = self._reading, self._headlines.article(self._headlines.chosen)
        if self._panes.current == "story":
            return Taken(reading.title, reading.address, reading.published) if reading.address else None
        return Taken(article.title, article.url, article.published) if article is not None and article.url else None

    def _take(self, act: Callable[[Taken], None]) -> None:
        taken = self._taken()
        if taken is None:
            self._desk.tell("this story has no address")
        else:
            act(taken)

    def _quote(self) -> None:
        selection = self._story.text_selection
        selected = self._story.get_selection(selection) if selection is not None else None
        if selected is None or not selected[0].strip():
            self._desk.tell("select some text of the story with the mouse first; then this copies it with its source")
            return
        reading = self._reading
        self._sharing.quote(Taken(reading.title, reading.address or "", reading.published), selected[0])

    def _pipe(self, article: Article) -> None:
        from globeterm.ui.piping import ask_and_pipe  # noqa: PLC0415 - imported when something is piped

        ask_and_pipe(self._app, self._desk, article)

    def _find(self) -> None:
        self._panes.go("story")
        self._finder.start()

    def _choose_link(self) -> None:
        self._panes.go("story")
        if not self._story.select_link():
            self._desk.tell("no link is on screen here")

    def _choose_in_foot(self) -> None:
        """Go where the stories of the foot are named, and put letters on them."""
        self._story.action_bottom()
        self._choose_link()

    def _next_theme(self) -> None:
        position = THEMES.index(self._app.theme) if self._app.theme in THEMES else -1
        self._app.theme = THEMES[(position + 1) % len(THEMES)]
        self._desk.tell(f"theme: {self._app.theme}")
