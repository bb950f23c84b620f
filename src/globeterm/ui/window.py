"""Which articles of a long list are at hand: the ids of all of them, the rows of a few. Pure."""

from collections.abc import Iterable, Sequence
from typing import Final

from globeterm.model import Article

#: How many rows are kept; far more than a screen shows, far fewer than a list may hold.
ROWS_KEPT: Final = 1200


class Window:
    """The outline of a list (ids, newest first) and the rows that have been brought."""

    def __init__(self) -> None:
        self._ids: Sequence[int] = ()
        self._rows: dict[int, Article] = {}

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def ids(self) -> Sequence[int]:
        """Every id of the list, newest first."""
        return self._ids

    def outline(self, ids: Sequence[int]) -> None:
        """Take another outline; rows that were brought stay at hand."""
        self._ids = ids

    def put(self, articles: Iterable[Article]) -> list[int]:
        """Keep these rows, and return the ids of those that are new or differ from what was kept."""
        differing: list[int] = []
        for article in articles:
            if self._rows.pop(article.id, None) != article:
                differing.append(article.id)
            self._rows[article.id] = article
        for stale in list(self._rows)[: max(0, len(self._rows) - ROWS_KEPT)]:
            del self._rows[stale]
        return differing

    def clear(self) -> None:
        """Forget everything."""
        self._ids = ()
        self._rows.clear()

    def forget_rows_outside(self, first: int, last: int) -> None:
        """Forget the rows that are not at the positions from ``first`` up to ``last``."""
        kept = set(self._ids[max(0, first) : last])
        self._rows = {article_id: row for article_id, row in self._rows.items() if article_id in kept}

    def row(self, article_id: int) -> Article | None:
        """The row of an article, if it is at hand."""
        return self._rows.get(article_id)

    def held(self, ids: Iterable[int]) -> list[int]:
        """Those of ``ids`` whose rows are at hand."""
        return [article_id for article_id in ids if article_id in self._rows]

    def position(self, article_id: int | None) -> int | None:
        """Where an article stands in the list, from 0; None when it does not."""
        if article_id is None:
            return None
        try:
            return self._ids.index(article_id)
        except ValueError:
            return None

    def missing(self, first: int, last: int) -> list[int]:
        """The ids at the positions from ``first`` up to ``last`` whose rows are not at hand."""
        return [article_id for article_id in self._ids[max(0, first) : last] if article_id not in self._rows]

    def survivor(self, position: int, ids: Sequence[int]) -> int | None:
        """The article nearest to ``position`` that stands in the outline ``ids`` too: it, one after, one before."""
        remaining = set(ids)
        after = (article_id for article_id in self._ids[position:] if article_id in remaining)
        before = (article_id for article_id in reversed(self._ids[:position]) if article_id in remaining)
        return next(after, None) or next(before, None)
