"""Finding words in the open story: as they are typed, then from match to match, until it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from globeterm.ui.reader_finding import Finding

if TYPE_CHECKING:
    from collections.abc import Callable

    from globeterm.ui.reader import StoryPane
    from globeterm.ui.sheet import Sheet


class StoryFinder:
    """Looks for words in a story's pane, and says on the sheet which match is shown."""

    def __init__(self, sheet: Sheet, story: StoryPane, *, back_to_story: Callable[[], None]) -> None:
        """``back_to_story`` sends the keys to the story again."""
        self._sheet = sheet
        self._story = story
        self._back_to_story = back_to_story
        self._top = 0
        self.is_of_search = False

    @property
    def article_id(self) -> int | None:
        """The article that is shown."""
        return self._story.article_id

    @property
    def active(self) -> bool:
        """Whether something is looked for."""
        return bool(self._story.finding)

    def start(self) -> None:
        """Ask for the words, at the bottom of the page."""
        if self._story.progress is None:
            self._sheet.tell("no story is open to find words in")
            return
        from globeterm.ui.find_bar import FindBar  # noqa: PLC0415 - imported when something is looked for

        self.is_of_search = False
        self._top = self._story.scroll_offset.y
        self._sheet.open_bar(FindBar(look=self.look, keep=self.keep, give_up=self.give_up))

    def look(self, words: str) -> str:
        """Look for what has been typed so far, from the line where the reader was; says what was found."""
        self._story.go_to(self._top)
        count = self._story.find(words)
        self._sheet.found = ""
        if not words.strip():
            return ""
        return self._position(0) if count else "no match"

    def keep(self) -> None:
        """Leave the words marked, and go back to the story; when they stand nowhere, that is said."""
        words = self._story.finding
        self._close()
        if not words:
            return
        if self._story.next_match(0)[1]:
            self.step(0)
        else:
            self._story.mark(Finding())
            self._sheet.tell(f"“{words}” is not in this story")

    def give_up(self) -> None:
        """End it, and return to the line where it began."""
        self._close()
        self.stop()
        self._story.go_to(self._top)

    def mark(self, words: str, forms: tuple[str, ...]) -> None:
        """Mark what a search of all stories has found in this one; the reader stays where the story begins."""
        self.is_of_search = True
        self._story.mark(Finding(words, forms, waits=True))
        self._sheet.found = f"“{words}”"

    def step(self, by: int) -> None:
        """Go to the next match, or by -1 to the one before."""
        self._sheet.found = f"“{self._story.finding}” {self._position(by)}"

    def stop(self) -> None:
        """End it, where the reader is now."""
        self._story.mark(Finding())
        self._sheet.found = ""

    def _position(self, by: int) -> str:
        number, count = self._story.next_match(by)
        return f"{number} of {count}"

    def _close(self) -> None:
        self._sheet.close_bar()
        self._back_to_story()
