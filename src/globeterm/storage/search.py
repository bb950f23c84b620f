"""Search in the library file. A search that nobody waits for any more, or that takes too long, is stopped."""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from globeterm.errors import StorageError
from globeterm.folding import fold, words
from globeterm.found import Hit, SearchResult
from globeterm.limits import SEARCH_SECONDS
from globeterm.model import FRONT
from globeterm.query import Query, Term, any_expression, match_expression
from globeterm.storage.articles import ArticleStore
from globeterm.storage.bodies import unpacked
from globeterm.storage.indexing import SLICE, index_some
from globeterm.storage.moments import stored
from globeterm.storage.snippets import marks, pattern, snippet
from globeterm.storage.spelling import nearest_names, stories_with
from globeterm.storage.wording import story_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from globeterm.storage.database import Database

#: Up to how many stories are ranked by how well they fit; of more, the newest come first.
RANKED: Final = 4000
#: A word that fewer stories have is taken for a slip where nothing is found.
FEW: Final = 3
#: How many steps of SQLite's machine pass between two looks at the clock.
_STEPS: Final = 2000

_MATCHING: Final = "SELECT rowid FROM search WHERE search MATCH ?"
_COUNT: Final = "SELECT count(*) FROM search WHERE search MATCH ?"
_BETWEEN: Final = "SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ?"
_RANKED: Final = """
SELECT search.rowid FROM search CROSS JOIN placement ON placement.article_id = search.rowid
WHERE search MATCH ? AND list_id = ? {filters} ORDER BY round(rank, 1), sorted_at DESC, search.rowid DESC
"""
_NEWEST: Final = "SELECT article_id FROM placement WHERE list_id = ? {filters} ORDER BY sorted_at DESC, article_id DESC"
_SLICE: Final = _NEWEST.format(filters="") + " LIMIT ? OFFSET ?"
_FRONT: Final = "SELECT list.id FROM list JOIN edition ON edition.id = edition_id WHERE home = ? AND key = ?"
_TEXTS: Final = "SELECT article_id, body, pages FROM document WHERE article_id IN (SELECT value FROM json_each(?))"


class SearchStore:
    """The search index in the library file. Every method raises StorageError, and runs on the database's thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._articles = ArticleStore(database)

    def catch_up(self, limit: int = SLICE) -> bool:
        """Index some of the stories that were stored before there was an index; returns whether there may be more."""
        if self._database.read_only or not self._database.select("SELECT 1 FROM unindexed LIMIT 1"):
            return False
        with self._database.write() as connection:
            return index_some(connection, limit)

    def find(
        self, home: str, query: Query, limit: int, *, is_wanted: Callable[[], bool] = lambda: True
    ) -> SearchResult | None:
        """Find an edition's stories, best first; None when the search is not wanted any more.

        Where hardly anything is found, words that are spelt like those of the query are looked for, too.
        """
        rows = self._database.select(_FRONT, (home, FRONT))
        if query.blank or not rows:
            return SearchResult(query.text)
        with self._bounded(is_wanted) as ended:
            try:
                return self._found(int(rows[0][0]), query, limit)
            except StorageError:
                if not ended():
                    raise
        if is_wanted():
            raise StorageError("The search took too long; one more word narrows it.")
        return None

    def _found(self, front: int, query: Query, limit: int) -> SearchResult:
        meant, instead = query, tuple[tuple[str, str], ...]()
        total, ids = self._ids(front, query, limit)
        if not total:
            meant, instead = self._mended(query)
        if instead:
            total, ids = self._ids(front, meant, limit)
        return SearchResult(query.text, total, self._hits(meant, ids), instead)

    def _ids(self, front: int, query: Query, limit: int) -> tuple[int, list[int]]:
        """How many stories there are, and the first of them."""
        if query.wanted:
            expression = _all_but(query)
            ((matching,),) = self._database.select(_COUNT, (expression,))
            if matching <= RANKED:
                filters, terms = _filters(query)
                rows = self._database.select(_RANKED.format(filters=filters), (expression, front, *terms))
                return len(rows), [article_id for (article_id,) in rows[:limit]]
            if not query.filtered and self._is_only_edition():
                return matching, self._newest_of_many(front, expression, limit)
            found = set(self._matching(expression))
            return self._newest(front, query, limit, lambda article_id: article_id in found)
        left_out = set(self._matching(any_expression(query.excluded))) if query.excluded else set[int]()
        return self._newest(front, query, limit, lambda article_id: article_id not in left_out)

    def _is_only_edition(self) -> bool:
        return self._database.select("SELECT count(*) FROM edition") == [(1,)]

    def _newest_of_many(self, front: int, expression: str, limit: int) -> list[int]:
        """The newest of a great many stories: these are soon met among the newest of all, so no more are looked at."""
        ids: list[int] = []
        start, number = 0, 4 * limit
        while len(ids) < limit:
            slice_ = [one for (one,) in self._database.select(_SLICE, (front, number, start))]
            if not slice_:
                break
            rows = self._database.select(_BETWEEN, (expression, min(slice_), max(slice_)))
            found = {article_id for (article_id,) in rows}
            ids += [article_id for article_id in slice_ if article_id in found]
            start, number = start + number, 4 * number
        return ids[:limit]

    def _matching(self, expression: str) -> list[int]:
        return [article_id for (article_id,) in self._database.select(_MATCHING, (expression,))]

    def _newest(self, front: int, query: Query, limit: int, fits: Callable[[int], bool]) -> tuple[int, list[int]]:
        """The newest of the edition's stories that fit, and how many there are."""
        filters, terms = _filters(query)
        rows = self._database.select(_NEWEST.format(filters=filters), (front, *terms))
        fitting = [article_id for (article_id,) in rows if fits(article_id)]
        return len(fitting), fitting[:limit]

    def _hits(self, query: Query, ids: list[int]) -> tuple[Hit, ...]:
        shown = [term for term in query.wanted if term.column is None]
        anywhere = pattern(shown)
        texts = {
            article_id: story_text(_unpacked(body), _unpacked(pages))
            for article_id, body, pages in self._database.select(_TEXTS, (json.dumps(ids),))
        }
        return tuple(
            Hit(
                article,
                snippet((*texts.get(article.id, ()), *filter(None, (article.summary,))), anywhere, len(shown)),
                marks(article.title, anywhere),
            )
            for article in self._articles.articles(ids)
        )

    def _mended(self, query: Query) -> tuple[Query, tuple[tuple[str, str], ...]]:
        """A query with the names besides its words that are spelt alike, and which these are."""
        instead: list[tuple[str, str]] = []
        terms = []
        for term in query.terms:
            others = self._spelt_alike(term)
            instead += [(term.text, other) for other in others]
            terms.append(replace(term, others=others))
        return replace(query, terms=tuple(terms)), tuple(instead)

    def _spelt_alike(self, term: Term) -> tuple[str, ...]:
        """A term with one word of it spelt otherwise, where hardly any story has that word."""
        spelt = words(fold(term.text))
        if term.excluded:
            return ()
        found = []
        for place, word in enumerate(spelt):
            if stories_with(self._database, word) < FEW:
                names = nearest_names(self._database, word)
                found += [" ".join((*spelt[:place], name, *spelt[place + 1 :])) for name in names]
        return tuple(found)

    @contextmanager
    def _bounded(self, is_wanted: Callable[[], bool]) -> Iterator[Callable[[], bool]]:
        """Stop SQLite when the search is not wanted any more, or slow; yields what tells whether it was stopped."""
        end = time.monotonic() + SEARCH_SECONDS
        stopped = False

        def look() -> bool:
            nonlocal stopped
            stopped = not is_wanted() or time.monotonic() > end
            return stopped

        with self._database.watched(look, _STEPS):
            yield lambda: stopped


def _all_but(query: Query) -> str:
    """The FTS5 expression of what a story must have and must not have."""
    wanted = match_expression(query.wanted)
    return f"({wanted}) NOT ({any_expression(query.excluded)})" if query.excluded else wanted


def _filters(query: Query) -> tuple[str, tuple[Any, ...]]:
    """The conditions on placements that a query sets besides its words."""
    conditions = {
        "AND sorted_at >= ?": stored(query.after),
        "AND sorted_at < ?": stored(query.before),
        "AND unread = ?": query.unread,
        "AND saved = ?": query.saved,
    }
    given = {condition: value for condition, value in conditions.items() if value is not None}
    return " ".join(given), tuple(given.values())


def _unpacked(body: bytes | None) -> str | None:
    return None if body is None else unpacked(body)
