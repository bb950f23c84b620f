"""Searching all that is stored, as one types, and the site's own search below it; then back to the list before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from globeterm.errors import GlobetermError
from globeterm.found import Hit
from globeterm.model import SEARCH
from globeterm.ui.search_messages import Found, FoundInStory, FoundOnSite
from globeterm.ui.search_words import ask_row, head

if TYPE_CHECKING:
    from collections.abc import Callable

    from globeterm.content import Document
    from globeterm.found import SearchResult
    from globeterm.library.service import Library
    from globeterm.ui.desk import Desk
    from globeterm.ui.finding import StoryFinder
    from globeterm.ui.listing import Listing
    from globeterm.ui.panes import Pane, Panes
    from globeterm.ui.results import Aside, AskRow
    from globeterm.ui.sheet import Sheet

#: How many results are brought for a key, how many times more when the reader comes near their end, and at most.
FIRST: Final = 20
MORE: Final = 4
MOST: Final = 1000


@dataclass(frozen=True, slots=True)
class Former:
    """Where the reader was before the search."""

    key: str
    came_above: int
    pane: Pane
    aside: Aside


class Searching:
    """A search: its words, what is found, and the way back. ``show`` lets the sheet say what is known."""

    def __init__(
        self,
        sheet: Sheet,
        desk: Desk,
        listing: Listing,
        panes: Panes,
        finder: StoryFinder,
        *,
        show: Callable[[], None],
    ) -> None:
        self._sheet = sheet
        self._desk = desk
        self._listing = listing
        self._results = sheet.headlines
        self._panes = panes
        self._finder = finder
        self._show = show
        self._former: Former | None = None
        self._words = ""
        self._before = ""
        self._result: SearchResult | None = None
        self._hits: tuple[Hit, ...] = ()
        self._limit = FIRST
        self._trouble = ""
        self._site: list[Hit] = []
        self._pages = 0
        self._is_asking = self._is_end = False
        self._why = ""

    # --- coming and going ---

    @property
    def is_on(self) -> bool:
        """Whether the list shows a search."""
        return self._listing.key == SEARCH

    @property
    def kept_key(self) -> str:
        """The key of the list to begin with the next time: that of the list before the search."""
        return self._former.key if self.is_on and self._former is not None else self._listing.key

    def start(self, words: str = "") -> None:
        """Begin a search, or go on with the one that is shown."""
        if not self.is_on:
            aside = self._results.set_aside()
            self._former = Former(self._listing.key, self._listing.came_above, self._panes.current, aside)
            self._listing.resume(SEARCH, 0)
            self._results.begin([])
            self._look(words)
        self._panes.go("headlines")
        from globeterm.ui.search_bar import SearchBar  # noqa: PLC0415 - imported when something is looked for

        self._sheet.open_bar(SearchBar(self, self._words))

    def resume(self) -> None:
        """Open the last search again."""
        if not self.is_on:
            self.start(self._before)
        else:
            self._panes.go("headlines")

    def back(self) -> bool:
        """One step back: the words are cleared first, then the list before comes back; False without a search."""
        if not self.is_on:
            return False
        if self._words:
            self.look("")
            self.start()
        else:
            self.leave()
        return True

    def leave(self) -> None:
        """End the search: the list before is there again, as it was."""
        former = self._former
        if not self.is_on or former is None:
            return
        self._listing.resume(former.key, former.came_above)
        self._results.put_back(former.aside)
        self._listing.reload()
        self._show()
        self._panes.go(former.pane if former.pane != "story" else "headlines")
        self._sheet.close_bar()

    # --- the words ---

    def look(self, words: str) -> None:
        """Look for what has been typed so far."""
        if words.strip() != self._words.strip() or words[-1:].isspace() != self._words[-1:].isspace():
            self._look(words)

    def again(self) -> None:
        """Look for the same words again: something may have been stored."""
        self._look(self._words)

    def to_results(self) -> None:
        """Go from the words to what is found; where nothing is, ask the site."""
        self._panes.go("headlines")
        self.stop_typing()
        if self._result is not None and self._result.query.strip() == self._words.strip() and not self._hits:
            self.ask()

    def stop_typing(self) -> None:
        """Take the line away; what is found stays."""
        self._sheet.close_bar()

    def spelling(self, words: str) -> str | None:
        """The words as they may have been meant, where nothing is found."""
        near = self._result.near if self._result is not None and not self._hits else ()
        return near[0] if near and words.strip() else None

    def earlier(self) -> str:
        """The words of the search before."""
        return self._before

    def _look(self, words: str) -> None:
        self._words, self._limit, self._trouble = words, FIRST, ""
        self._before = words.strip() or self._before
        self._site, self._pages, self._is_asking, self._is_end, self._why = [], 0, False, False, ""
        if not words.strip():
            self._result, self._hits = None, ()
            self._results.begin([])
            self._say()
        self._desk.work("search", self._find, self._desk.library, words, FIRST)

    async def _find(self, library: Library, words: str, limit: int) -> None:
        if not words.strip():
            return
        try:
            result = await library.search(words, limit)
        except GlobetermError as error:
            self._desk.post(Found(library, words, limit, None, str(error)))
        else:
            if result is not None:
                self._desk.post(Found(library, words, limit, result))

    # --- what is found ---

    def found(self, message: Found) -> None:
        """Show what is stored, if it is still asked for."""
        if not self._is_wanted(message.library, message.words):
            return
        is_first = message.limit == FIRST and not self._site
        self._trouble = message.trouble
        self._result = message.result
        self._hits = () if message.result is None else message.result.hits
        if is_first:
            self._results.show_results(self._hits, self._row)
        else:
            self._results.add_results(self._all, self._row)
        self._say()

    def wished(self) -> None:
        """The reader comes near the end of what is shown: bring more of it."""
        if not self.is_on or self._result is None or self._limit >= MOST or self._site:
            return
        if len(self._hits) < self._result.total or self._result.is_more:
            self._limit = min(MOST, self._limit * MORE)
            self._desk.work("search", self._find, self._desk.library, self._words, self._limit)

    def opens(self, article_id: int | None) -> bool:
        """Do what Enter does on a row that is no story: ask the site; False on a story's."""
        if not self.is_on or self._results.article(article_id) is not None:
            return False
        if self._words.strip():
            self.ask()
        else:
            self.start()
        return True

    def ask(self) -> None:
        """Ask the site's own search for what is not here yet, a page of it at a time."""
        if not self.is_on or not self._words.strip():
            self._desk.tell("there is no search to ask the site about")
        elif self._desk.library.offline:
            self._desk.tell("the paper is read offline, as you asked; start it without --offline to ask the site")
        elif not self._is_asking and not self._is_end:
            self._is_asking, self._why = True, ""
            self._results.add_results(self._all, self._row)
            self._say()
            self._desk.work("site", self._ask, self._desk.library, self._words, self._pages + 1)

    async def _ask(self, library: Library, words: str, page: int) -> None:
        try:
            result = await library.search_site(words, page)
        except GlobetermError as error:
            self._desk.post(FoundOnSite(library, words, None, str(error)))
        else:
            self._desk.post(FoundOnSite(library, words, result))

    def found_on_site(self, message: FoundOnSite) -> None:
        """Show what the site has beside what is here."""
        if not self._is_wanted(message.library, message.words):
            return
        self._is_asking = False
        self._why = message.trouble
        if message.result is not None:
            self._pages += 1
            self._is_end = message.result.is_end
            shown = {hit.article.id for hit in self._all}
            self._site += [
                Hit(hit.article, hit.snippet, hit.title_marks)
                for hit in message.result.hits
                if hit.article is not None and hit.article.id not in shown
            ]
            if any(hit.is_new for hit in message.result.hits):
                self._listing.recount()
        self._results.add_results(self._all, self._row)
        self._say()

    @property
    def _all(self) -> tuple[Hit, ...]:
        stored = {hit.article.id for hit in self._hits}
        return (*self._hits, *(hit for hit in self._site if hit.article.id not in stored))

    @property
    def _row(self) -> AskRow | None:
        """The row below the last result; none in the place of which words stand."""
        if not self._all and not self._is_asking:
            return None
        return ask_row(
            self._desk.library.edition,
            self._pages,
            is_asking=self._is_asking,
            is_end=self._is_end,
            is_offline=self._desk.library.offline,
            why=self._why,
        )

    def _is_wanted(self, library: Library, words: str) -> bool:
        return self.is_on and library is self._desk.library and words == self._words

    def _say(self) -> None:
        """Say what is known of the search, over the list and in its place."""
        self._listing.head = head(
            self._desk.library.edition,
            self._result,
            self._words,
            self._why or self._trouble,
            is_offline=self._desk.library.offline,
            is_asking=self._is_asking,
            is_end=self._is_end,
            shown=len(self._all),
        )
        self._show()

    # --- to the others ---

    def brought(self, article_id: int, document: Document) -> None:
        """A story is shown: when it is one that was found, the words are marked in it."""
        if self.is_on and self._result is not None and article_id in self.shown_ids:
            self._desk.work("found", self._find_in, article_id, document, self._result)

    async def _find_in(self, article_id: int, document: Document, result: SearchResult) -> None:
        forms = await self._desk.library.found_in(document, result)
        if forms:
            self._desk.post(FoundInStory(article_id, result.query, forms))

    def found_in_story(self, message: FoundInStory) -> None:
        """Mark the words in the story, if it is still the one that is shown."""
        if self._finder.article_id == message.article_id:
            self._finder.mark(message.words, message.forms)

    @property
    def shown_ids(self) -> list[int]:
        """The stories that are found."""
        return [hit.article.id for hit in self._all]
