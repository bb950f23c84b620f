"""The story's pane: a story in a column of set lines, its links, the words looked for, how far it has been read."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual.message import Message
from textual.reactive import var

from globeterm.model import Article, Place
from globeterm.rendering.cells import fitting, width
from globeterm.rendering.galley import key_of, place_of
from globeterm.rendering.look import Look
from globeterm.rendering.styles import STYLES
from globeterm.ui.ink import component
from globeterm.ui.notice import Notice, notice_block
from globeterm.ui.reader_finding import Finding
from globeterm.ui.reader_pictures import PicturedColumn
from globeterm.ui.reader_progress import Progress, minutes_of, progress
from globeterm.ui.reader_selector import Selector

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from rich.text import Text
    from textual import events
    from textual.timer import Timer

    from globeterm.content import Document
    from globeterm.rendering.links import LinkKind, SetLink
    from globeterm.rendering.setblock import SetBlock

#: A story counts as read when it has been on screen so long, in seconds.
DISPLAYED_AFTER: Final = 1.5
#: A place is kept when it has not changed for so long.
SETTLED_AFTER: Final = 0.4
#: What is shown while waiting is shown only after so long: quicker answers come without a flash.
PATIENCE: Final = 0.15

_SCREEN_STYLES: Final = ("story.found", "story.current", "story.choice", "notice.title", "notice.line")


class StoryPane(PicturedColumn):
    """Shows one story, or a notice in its place. Keys are none of its own: the screen calls its actions."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        component(name) for name in (*STYLES, *_SCREEN_STYLES) if not name.startswith("headline.")
    }

    progress: var[Progress | None] = var(None)
    """How far the story has been read; None when there is no story."""

    class _OfStory(Message):
        """Any message of a story's pane."""

        def __init__(self, pane: StoryPane) -> None:
            super().__init__()
            self.pane = pane

        @property
        def control(self) -> StoryPane:
            """The pane itself."""
            return self.pane

    class Displayed(_OfStory):
        """A story has been on screen for a moment. ``article_id`` is None for a page that is no article."""

        def __init__(self, pane: StoryPane, article_id: int | None) -> None:
            super().__init__(pane)
            self.article_id = article_id

    class PlaceChanged(_OfStory):
        """Another line has been at the top for a moment. ``url`` is where the story stands."""

        def __init__(self, pane: StoryPane, article_id: int | None, url: str, place: Place) -> None:
            super().__init__(pane)
            self.article_id = article_id
            self.url = url
            self.place = place

    class LinkChosen(_OfStory):
        """A link was chosen, by mouse, label or digit."""

        def __init__(self, pane: StoryPane, url: str, kind: LinkKind) -> None:
            super().__init__(pane)
            self.url = url
            self.kind = kind

    class EndReached(_OfStory):
        """The last line of a story is on screen, for the first time since it was shown."""

        def __init__(self, pane: StoryPane, article_id: int | None) -> None:
            super().__init__(pane)
            self.article_id = article_id

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        look: Look | None = None,
        displayed_after: float = DISPLAYED_AFTER,
        settled_after: float = SETTLED_AFTER,
        id: str | None = None,  # noqa: A002 - as all widgets
        classes: str | None = None,
    ) -> None:
        """``look`` gives measure, pictures and ASCII; its width is that of the pane. Delays are in seconds."""
        super().__init__(id=id, classes=classes)
        self._now = now
        self._look = look or Look(0)
        self._displayed_after = displayed_after
        self._settled_after = settled_after
        self._article: Article | None = None
        self._document: Document | None = None
        self._kept = self._asked = Place()
        self._minutes = 1
        self._ended = False
        self._finding = Finding()
        self._selector = Selector()
        self._pending: dict[str, Timer] = {}

    # --- what is shown ---

    def show(self, article: Article | None, document: Document, place: Place | None = None, below: int = 0) -> None:
        """Show a story, with ``place`` at the top of the pane, ``below`` lines down in it; from its head without one.

        The story that is shown already, with more in it than before and the same ``place``, stays where it is read.
        """
        asked = place or Place()
        is_same = self._shows(article, document) and asked == self._asked
        if not is_same:
            self._forget()
            self._kept = self._asked = asked
        self._article, self._document = article, document
        self._minutes = minutes_of(article, document)
        if is_same:
            self._set_anew()
        else:
            self.lay(self._blocks, key_of(asked), below)

    def _shows(self, article: Article | None, document: Document) -> bool:
        """Whether this is the story that is shown."""
        if self._document is None or article is None or self._article is None:
            return self._document is not None and article is self._article and document.url == self._document.url
        return article.id == self._article.id

    @property
    def article_id(self) -> int | None:
        """The article that is shown; None for a page that is no article."""
        return None if self._article is None else self._article.id

    def show_notice(self, title: str, lines: Sequence[str], *, after: float = 0.0) -> None:
        """Say something in the story's place: what is missing, why, since when, what to press; all clean text.

        With ``after`` (``PATIENCE`` while something is being brought) it is said only then, if nothing came instead.
        """
        if after > 0:
            self._later("notice", after, partial(self.show_notice, title, lines))
            return
        self._forget()
        notice = Notice(title, tuple(lines))
        self.lay(lambda width: notice_block(notice, width, self.size.height))

    def clear(self) -> None:
        """Show nothing."""
        self._forget()
        self.lay(None)

    def set_look(self, look: Look) -> None:
        """Set the story anew in another look, such as without pictures."""
        self._look = look
        self._set_anew()

    @property
    def look(self) -> Look:
        """How stories are set here; the width is that of the pane."""
        return self._look

    @property
    def place(self) -> Place:
        """The place at the top of the pane."""
        return place_of(self._top)

    def _blocks(self, width: int) -> Iterator[SetBlock]:
        if self._document is None:
            return iter(())
        from globeterm.rendering.setting import set_story  # noqa: PLC0415 - not needed for the first page

        return set_story(self._article, self._document, replace(self._look, width=width), now=self._now())

    def _forget(self) -> None:
        """Leave the story that was shown: what was to be told of it later is told no more, but its place is kept."""
        if "place" in self._pending:
            self._tell_place()
        for name in tuple(self._pending):
            self._pending.pop(name).stop()
        self._article = None
        self._document = None
        self._ended = False
        self._finding = Finding()
        self._selector.close()
        self.progress = None

    def _later(self, name: str, seconds: float, callback: Callable[[], object]) -> None:
        """Call something later; what was to be called under the same name is not, even if it is due already."""
        if name in self._pending:
            self._pending.pop(name).stop()
        timer: Timer = self.set_timer(seconds, lambda: self._pending.get(name) is timer and callback(), name=name)
        self._pending[name] = timer

    # --- what is told to the screen ---

    def presented(self) -> None:
        """A story is on screen: begin to count the moment."""
        if self._document is not None and "displayed" not in self._pending:
            self._later("displayed", self._displayed_after, self._tell_displayed)
        if self._finding.words:
            self._finding.look(self._galley, self._finding.words, self.scroll_offset.y)
        if self._selector.active:
            self.select_link()

    def moved(self) -> None:
        """Another line is at the top, or there are more: the progress is another, and the place is to be kept."""
        if self._document is None:
            return
        self.progress = self._measured()
        if key_of(self._kept) != self._top:
            self._later("place", self._settled_after, self._tell_place)
        if self.at_end and self.is_set and not self._ended:
            self._ended = True
            self.post_message(self.EndReached(self, self.article_id))

    def _tell_displayed(self) -> None:
        if self.screen.is_active and self.region and all(node.display for node in self.ancestors_with_self):
            self.post_message(self.Displayed(self, self.article_id))
        else:
            self._later("displayed", self._displayed_after, self._tell_displayed)

    def _tell_place(self) -> None:
        self._pending.pop("place").stop()
        if self._document is not None and self.place != self._kept:
            self._kept = self.place
            self.post_message(self.PlaceChanged(self, self.article_id, self._document.url, self._kept))

    def _measured(self) -> Progress:
        """How much of the text, without head and foot, has been on screen."""
        blocks = len(self._document.blocks) if self._document else 0
        end = self._galley.line_of((blocks, 0)) if self.is_set else max(1, len(self._galley))
        return progress((self.scroll_offset.y + self.size.height) / max(1, end), self._minutes)

    def find(self, words: str) -> int:
        """Mark every place where ``words`` stand, go to the first from here on; returns how many there are."""
        self._finding.look(self._galley, words, self.scroll_offset.y)
        self._repaint()
        self._to_match(self._finding.step(0))
        return self._finding.count

    def next_match(self, by: int = 1) -> tuple[int, int]:
        """Go to the next match, or by -1 to the one before; returns its number from 1 and how many there are."""
        line = self._finding.step(by)
        self._repaint()
        self._to_match(line)
        return self._finding.current + 1, self._finding.count

    @property
    def finding(self) -> str:
        """What is looked for; empty when nothing is."""
        return self._finding.words

    def mark(self, finding: Finding) -> None:
        """Mark what is looked for, nothing of ``Finding()``, and stay here."""
        self._finding = finding
        self._finding.look(self._galley, finding.words, self.scroll_offset.y)
        self._repaint()

    def _to_match(self, line: int | None) -> None:
        """Bring a line on screen, a third down, if it is not there."""
        if line is not None and not 0 <= line - self.scroll_offset.y < self.size.height:
            self.go_to(line - self.size.height // 3)

    # --- links ---

    def open_digit(self, digit: int) -> bool:
        """Choose the story that has this digit at the foot; False when there is none."""
        from globeterm.rendering.foot import foot_links  # noqa: PLC0415 - not needed for the first page

        links = foot_links(self._document) if self._document else ()
        if not 1 <= digit <= len(links):
            return False
        kind, link = links[digit - 1]
        self.post_message(self.LinkChosen(self, link.url, kind))
        return True

    def select_link(self) -> bool:
        """Put labels on the links on screen, to be typed; False when there are none."""
        first = self.scroll_offset.y
        found = self._selector.open(self._galley.links_between(first, first + self.size.height))
        self._repaint()
        return found

    @property
    def selecting(self) -> bool:
        """Whether a label is being typed."""
        return self._selector.active

    def on_key(self, event: events.Key) -> None:
        """While labels are on the links, every key is one of a label or takes them away."""
        if not self._selector.active:
            return
        event.stop()
        event.prevent_default()
        link = self._selector.type(event.character or "")
        if link is not None:
            self._choose(link)
        self._repaint()

    def on_click(self, event: events.Click) -> None:
        """Choose the link under the mouse, unless text was being selected."""
        offset = event.get_content_offset(self)
        if offset is None or self.text_selection is not None:
            return
        link = self._link_at(offset.x, self.scroll_offset.y + offset.y)
        if link is not None:
            event.stop()
            self._choose(link)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show by the pointer's shape that a link is under it, where the terminal can."""
        offset = event.get_content_offset(self)
        over = offset is not None and self._link_at(offset.x, self.scroll_offset.y + offset.y) is not None
        self.styles.pointer = "pointer" if over else "text"

    def _link_at(self, column: int, line: int) -> SetLink | None:
        if line >= len(self._galley):
            return None
        plain = self._galley.lines[line].plain
        return self._galley.link_at(line, fitting(plain, 0, column + 1) - 1) if column < width(plain) else None

    def _choose(self, link: SetLink) -> None:
        self._selector.close()
        self._repaint()
        self.post_message(self.LinkChosen(self, link.url, link.kind))

    # --- painting ---

    def overlaid(self, text: Text, line: int) -> Text:
        """The line with what was looked for marked in it, and with labels while a link is being chosen."""
        return self._selector.labelled(self._finding.marked(text, line), line)
