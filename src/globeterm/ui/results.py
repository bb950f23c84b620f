"""The list of headlines when a search fills it: rows that show why, and below the last the way to the site's search.

The list that was there before is put aside whole, and put back as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from rich.text import Text

from globeterm.model import Article
from globeterm.ui.endless import EndlessList
from globeterm.ui.headlines import ROW
from globeterm.ui.visited import VisitedList
from globeterm.ui.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from globeterm.found import Hit

#: Stands for the row below the last result among the ids of articles, which begin at 1.
ASK: Final = -1
#: Lines of a result, with the blank one below it: one more than a headline's.
RESULT: Final = ROW + 1


@dataclass(frozen=True, slots=True)
class Aside:
    """A list as the reader left it."""

    window: Window
    chosen: int | None
    scroll_y: float
    tail: str
    earlier: int | None


@dataclass(frozen=True, slots=True)
class AskRow:
    """The row below the last result: what Enter does there, and how it stands with it."""

    title: str
    line: str


class ResultList(VisitedList, inherit_bindings=False):
    """Headlines, or the results of a search with the row ``ASK`` below them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"headline--snippet", "headline--found", "headline--ask"}

    def __init__(self, *, now: Callable[[], datetime], id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(now=now, id=id)
        self._hits: dict[int, Hit] = {}
        self._ask_row: AskRow | None = None

    def set_aside(self) -> Aside:
        """Take the rows away, to be put back later."""
        aside = Aside(self._window, self.chosen, self.scroll_y, self.tail, self.earlier)
        self._window = Window()
        return aside

    def put_back(self, aside: Aside) -> None:
        """Show the rows again as they were, the same one chosen and the same one on top."""
        self.begin([])
        self._window = aside.window
        self.set_reactive(EndlessList.tail, aside.tail)
        self.set_reactive(ResultList.chosen, aside.chosen)
        self._fit()
        self.scroll_to(y=aside.scroll_y, animate=False, force=True)
        self.vertical_scrollbar.position = self.scroll_y  # which a list that was empty just now has not been told
        self._reveal()
        self._ask()
        self.earlier = aside.earlier
        self.refresh()

    def begin(self, articles: Sequence[Article], *, chosen: int | None = None) -> None:
        """Show another list of headlines, from its top."""
        self._hits, self._ask_row, self.row_lines = {}, None, ROW
        super().begin(articles, chosen=chosen)

    def show_results(self, hits: Sequence[Hit], ask: AskRow | None, *, chosen: int | None = None) -> None:
        """Show what a search found, from its top or around ``chosen``."""
        self._hits, self._ask_row, self.row_lines = {hit.article.id: hit for hit in hits}, ask, RESULT
        super().begin(_rows(hits, ask), chosen=chosen)

    def add_results(self, hits: Sequence[Hit], ask: AskRow | None) -> None:
        """Show more of what a search found, and the row below it; what is on screen stays where it is."""
        follows = next((hit.article.id for hit in hits if hit.article.id not in self._hits), None)
        is_asked = self.chosen == ASK
        self._hits, self._ask_row = {hit.article.id: hit for hit in hits}, ask
        rows = _rows(hits, ask)
        self._strips = {key: strips for key, strips in self._strips.items() if key[0] != ASK}
        self.put(rows)
        self.extend([row.id for row in rows])
        if is_asked and follows is not None:
            self.chosen = follows

    def article(self, article_id: int | None) -> Article | None:
        """The row of an article; the row below the last result is none."""
        return None if article_id == ASK else super().article(article_id)

    def neighbour(self, article_id: int | None, step: int) -> int | None:
        """The id so many rows further on; the row below the last result is no story."""
        found = super().neighbour(article_id, step)
        return None if found == ASK else found

    def _lines(self, article: Article, columns: int) -> Sequence[Text]:
        if not self._hits and self._ask_row is None:
            return super()._lines(article, columns)
        from globeterm.found import Hit  # noqa: PLC0415 - as the next one
        from globeterm.rendering.result import HEIGHT, set_result  # noqa: PLC0415 - imported when something is found

        if article.id == ASK and self._ask_row is not None:
            lines = (Text(f"  {self._ask_row.title}", "headline.ask"), Text(f"  {self._ask_row.line}", "headline.meta"))
            return [*lines, *(Text() for _ in range(HEIGHT - len(lines)))]
        hit = self._hits.get(article.id, Hit(article))
        return set_result(Hit(article, hit.snippet, hit.title_marks), columns, now=self._now())


def _rows(hits: Sequence[Hit], ask: AskRow | None) -> list[Article]:
    rows = [hit.article for hit in hits]
    return [*rows, Article(ASK, ask.title, None)] if ask is not None else rows
