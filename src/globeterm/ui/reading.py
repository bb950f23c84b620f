"""Opening stories: from the list, by next and previous, by links, and back again. A late answer is dropped."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from textual.message import Message

from globeterm.addresses import host, same_address
from globeterm.errors import GlobetermError
from globeterm.ui.condition import is_sample
from globeterm.ui.desk import Trouble
from globeterm.ui.history import History
from globeterm.ui.reader import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from globeterm.content import Document
    from globeterm.edition import Page
    from globeterm.library.service import Library
    from globeterm.model import Article, Place
    from globeterm.ui.desk import Desk
    from globeterm.ui.headlines import HeadlineList
    from globeterm.ui.marking import Marked
    from globeterm.ui.reader import StoryPane

#: How many rows are looked through at a time for the next unread story.
STRIDE: Final = 200

#: How a story comes to be opened: it begins a way, goes on from the open one, takes its place, or was open last time.
Way = Literal["new", "on", "same", "restored"]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a story is begun: the place, and how many lines ``below`` the first of that place."""

    place: Place
    below: int = 0


@dataclass(frozen=True, slots=True)
class Stop:
    """What was open on the way here, and the spot where it was left; ``article_id`` is None for what is no article."""

    article_id: int | None
    address: str
    title: str
    spot: Spot


@dataclass(eq=False, repr=False)
class StoryComing(Message):
    """A story is about to be shown; its text is being brought. Without an article it is what stands at ``address``."""

    article: Article | None
    address: str
    title: str
    way: Way = "new"


@dataclass(eq=False, repr=False)
class StoryBrought(Message):
    """The text is here, of an article or of what stands at ``address``, and the ``spot`` to begin at."""

    article: Article | None
    address: str
    document: Document
    spot: Spot


@dataclass(eq=False, repr=False)
class StoryFailed(Message):
    """The text of an article, or of what stands at ``address``, can't be had; ``sentence`` says why."""

    article: Article | None
    address: str
    title: str
    sentence: str


@dataclass(eq=False, repr=False)
class UnreadFound(Message):
    """The next unread story of the list."""

    article_id: int


class Reading:
    """Which story is open, and the way to others. ``article`` is None for a page or a story of another site."""

    def __init__(self, desk: Desk, headlines: HeadlineList, story: StoryPane) -> None:
        self._desk = desk
        self._headlines = headlines
        self._story = story
        self._way: History[Stop] = History()
        self.title = ""
        self.published: datetime | None = None
        self.article: Article | None = None
        self.address: str | None = None
        self.has_failed = False

    # --- opening ---

    def open(self, article_id: int) -> None:
        """Open an article of the list."""
        self._desk.work("story", self._bring, self._desk.library, article_id, "new")

    def restore(self, article_id: int) -> None:
        """Open the article that was open the last time, without going to it."""
        self._desk.work("story", self._bring, self._desk.library, article_id, "restored")

    def open_page(self, page: Page) -> None:
        """Open one of the publication's own pages."""
        library = self._desk.library
        address = library.edition.page_address(page)
        self._desk.work("story", self._bring_address, library, address, page.name, "new")

    def follow(self, url: str) -> None:
        """Open what a link of the open story leads to; ``back`` leads here again."""
        if self.address is not None and same_address(url) == same_address(self.address):
            self._desk.tell("this link leads to the story that is open")
        else:
            self._desk.work("story", self._follow, self._desk.library, url)

    def back(self) -> bool:
        """Return to the story whose link was followed, to the line where it was left; False when there is none."""
        stop = self._way.back()
        if stop is None:
            return False
        library = self._desk.library
        if stop.article_id is not None:
            self._desk.work("story", self._bring, library, stop.article_id, "same", stop.spot)
        else:
            self._desk.work("story", self._bring_address, library, stop.address, stop.title, "same", stop.spot)
        return True

    def again(self) -> None:
        """Try again to bring what could not be had."""
        library = self._desk.library
        if self.article is not None:
            self._desk.work("story", self._bring, library, self.article.id, "same")
        elif self.address is not None:
            self._desk.work("story", self._bring_address, library, self.address, self.title, "same")

    def welcome(self) -> None:
        """Say what to do first, in the place of a story."""
        name = self._desk.library.edition.name
        self._story.show_notice(name, ["Choose a headline with j and k, and open it with Enter.", "? shows every key."])

    def close(self) -> None:
        """Forget the open story: another paper is read now."""
        self._way.clear()
        self.article = None
        self.address = None
        self._headlines.opened = None
        self._story.clear()

    @property
    def last_article(self) -> int | None:
        """The article that is open, or the last one on the way here: where to begin the next time."""
        if self.article is not None:
            return self.article.id
        return next((stop.article_id for stop in reversed(self._way.stops) if stop.article_id is not None), None)

    # --- what was brought ---

    def coming(self, message: StoryComing) -> None:
        """Say what is being brought, unless it is here already."""
        if message.way == "on" and self.address is not None:
            article_id = None if self.article is None else self.article.id
            spot = Spot(self._story.place, self._story.below)
            self._way.leave(Stop(article_id, self.address, self.title, spot))
        elif message.way == "new":
            self._way.clear()
        article = self.article = message.article
        self.address, self.title, self.has_failed = message.address, message.title, False
        self.published = None if article is None else article.published
        self._headlines.opened = None if article is None else article.id
        if article is not None:
            self._headlines.choose(article.id)
            if article.revised is not None and message.way != "restored":
                self._desk.tell("this story has been updated · D shows what changed")
        if article is None or article.offline != "full":
            edition = self._desk.library.edition
            where = edition.name if is_sample(edition) else host(message.address) or edition.name
            self._story.show_notice(message.title, [f"Bringing the story from {where} …"], after=PATIENCE)

    def brought(self, message: StoryBrought) -> None:
        """Show a text that was brought, if it is still the one that is wanted."""
        if self._is_wanted(message.article, message.address):
            if message.article is None:
                self.address, self.title = message.document.url, message.document.title
            self.published = message.document.published
            self._story.show(message.article, message.document, message.spot.place, message.spot.below)

    def failed(self, message: StoryFailed) -> None:
        """Say why there is no text, and show what there is."""
        if not self._is_wanted(message.article, message.address):
            return
        self.has_failed = True
        lines = [message.sentence[:1].upper() + message.sentence[1:]]
        if message.article is not None and message.article.summary:
            lines.append(message.article.summary)
        lines.append("Enter tries again, o opens the page in the web browser.")
        self._story.show_notice(message.title, lines)

    def marked(self, message: Marked) -> None:
        """Keep the statuses of the open story true."""
        if self.article is not None and self.article.id in message.ids:
            self.article = (
                replace(self.article, read=message.value)
                if message.mark == "read"
                else replace(self.article, saved=message.value)
            )

    def keep_place(self, event: StoryPane.PlaceChanged) -> None:
        """Keep the place in an article, or in what stands at an address."""
        library = self._desk.library
        if event.article_id is not None:
            self._desk.work("keep", library.keep_place, event.article_id, event.place)
        else:
            self._desk.work("keep", library.keep_place_at, event.url, event.place)

    async def keep_now(self) -> None:
        """Keep the place in the open story at once, not when it has rested for a moment."""
        if self._story.progress is None:
            return
        if self.article is not None:
            await self._desk.library.keep_place(self.article.id, self._story.place)
        elif self.address is not None:
            await self._desk.library.keep_place_at(self.address, self._story.place)

    def _is_wanted(self, article: Article | None, address: str) -> bool:
        """Whether an answer still belongs to the story that is open."""
        if article is None or self.article is None:
            return article is self.article and address == self.address
        return article.id == self.article.id

    # --- to the others ---

    def next_article(self) -> None:
        """Open the next article of the list."""
        self._open_neighbour(1)

    def previous_article(self) -> None:
        """Open the article before in the list."""
        self._open_neighbour(-1)

    def next_unread(self) -> None:
        """Open the next unread story of the list; after its end, from its beginning."""
        self._desk.work("unread", self._find_unread, 1)

    def previous_unread(self) -> None:
        """Open the unread story before; before the first, from the end."""
        self._desk.work("unread", self._find_unread, -1)

    def _open_neighbour(self, step: int) -> None:
        neighbour = self._headlines.neighbour(self._headlines.chosen, step)
        if neighbour is None:
            self._desk.tell("this is the last story of the list" if step > 0 else "this is the first story of the list")
        else:
            self.open(neighbour)

    # --- workers ---

    async def _bring(self, library: Library, article_id: int, way: Way, spot: Spot | None = None) -> None:
        article = await library.article(article_id)
        if article is None:
            self._desk.post(Trouble("this story is not in the library any more"))
            return
        address = article.url or ""
        self._desk.post(StoryComing(article, address, article.title, way))
        try:
            document = await library.document(article)
        except GlobetermError as error:
            self._desk.post(StoryFailed(article, address, article.title, str(error)))
            return
        begin = spot or Spot(article.place)
        self._desk.post(StoryBrought(article, address, document, begin))
        if (richer := await library.furnished(article)) is not None:
            self._desk.post(StoryBrought(article, address, richer, begin))
        if await library.is_taken_down(article):
            self._desk.post(Trouble("the site has taken this story down; what was stored of it is here"))

    async def _bring_address(
        self, library: Library, address: str, title: str, way: Way, spot: Spot | None = None
    ) -> None:
        """Bring what stands at an address; when that leads on to an article of the paper, the article."""
        self._desk.post(StoryComing(None, address, title, way))
        try:
            document = await library.linked(address)
        except GlobetermError as error:
            self._desk.post(StoryFailed(None, address, title, str(error)))
            return
        article = await _known(library, document.url)
        if article is not None:
            await self._bring(library, article.id, "same", spot)
        else:
            spot = spot or Spot(await library.place_at(document.url))
            self._desk.post(StoryBrought(None, address, document, spot))

    async def _follow(self, library: Library, url: str) -> None:
        article = await _known(library, url)
        if article is not None:
            await self._bring(library, article.id, "on")
        else:
            await self._bring_address(library, url, host(url), "on")

    async def _find_unread(self, step: int) -> None:
        ids, opened = self._headlines.ids, self._headlines.opened
        for positions in _around(self._headlines.chosen, ids, step):
            for article in await self._desk.library.articles([ids[position] for position in positions]):
                if not article.read and article.id != opened:
                    self._desk.post(UnreadFound(article.id))
                    return
        self._desk.post(Trouble("no other unread story in this list"))


async def _known(library: Library, url: str) -> Article | None:
    """The article at an address, if the paper has it."""
    try:
        return await library.find(url)
    except GlobetermError:
        return None


def _around(current: int | None, ids: Sequence[int], step: int) -> Iterator[Sequence[int]]:
    """Every position of a list in strides, from ``current`` on in the direction of ``step``, and round its end."""
    start = ids.index(current) if current is not None and current in ids else 0
    order = [*range(start, len(ids)), *range(start)]
    if step < 0:
        order = [*range(start, -1, -1), *range(len(ids) - 1, start, -1)]
    for first in range(0, len(order), STRIDE):
        yield order[first : first + STRIDE]
