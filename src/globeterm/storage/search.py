"""Search in the library file. A search that nobody waits for any more, or that takes too long, is stopped."""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from globeterm.errors import StorageError
from globeterm.folding import fold, words
from globeterm.found import Hit, SearchResult
from globeterm.limits import SEARCH_SECONDS
from globeterm.model import FRONT
from globeterm.query import Query, Term, respell
from globeterm.storage.articles import ArticleStore
from globeterm.storage.bodies import unpacked
from globeterm.storage.choosing import Choice
from globeterm.storage.indexing import SLICE, index_some
from globeterm.storage.snippets import Wanted, marks, snippet
from globeterm.storage.spelling import nearest_names, stories_with
from globeterm.storage.wording import read_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from globeterm.storage.database import Database

#: A word that fewer stories have is taken for a slip where nothing is found.
FEW: Final = 3
#: How many other queries are offered where nothing is found.
NEAR: Final = 3
#: How many steps of SQLite's machine pass between two looks at the clock.
_STEPS: Final = 2000

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
        self,
        home: str,
        query: Query,
        limit: int,
        *,
        is_exact: bool = False,
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> SearchResult | None:
        """Find an edition's stories, best first; None when the search is not wanted any more.

        Where hardly anything is found, words that are spelt like those of the query are looked for, too. With
        ``is_exact`` all are counted, however long that takes.
        """
        rows = self._database.select(_FRONT, (home, FRONT))
        if query.blank or not rows:
            return SearchResult(query.text)
        with self._bounded(is_wanted) as ended:
            try:
                return self._found(Choice(self._database, int(rows[0][0]), is_exact=is_exact), query, limit)
            except StorageError:
                if not ended():
                    raise
        if is_wanted():
            raise StorageError("The search took too long; one more word narrows it.")
        return None

    def _found(self, choice: Choice, query: Query, limit: int) -> SearchResult:
        chosen, meant, instead = choice.best(query, limit), query, tuple[tuple[str, str], ...]()
        if not chosen.ids and chosen.matching < FEW:
            meant, instead = self._mended(query)
        if instead:
            chosen = choice.best(meant, limit)
        return SearchResult(
            query.text,
            chosen.total,
            self._hits(meant, chosen.ids),
            instead,
            near=() if chosen.ids or chosen.matching >= FEW else self._near(query),
            odd=query.odd,
            is_more=chosen.is_more,
        )

    def _hits(self, query: Query, ids: Sequence[int]) -> tuple[Hit, ...]:
        shown = [term for term in query.wanted if term.column is None]
        anywhere = Wanted.of(shown)
        rows = self._database.select(_TEXTS, (json.dumps(list(ids)),))
        stored: dict[int, tuple[bytes | None, bytes | None]] = {one: (body, pages) for one, body, pages in rows}
        return tuple(
            Hit(
                article,
                snippet(_readable(*stored.get(article.id, (None, None)), article.summary), anywhere),
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
                is_open = term.open and place == len(spelt) - 1
                names = nearest_names(self._database, word, is_open=is_open)
                found += [" ".join((*spelt[:place], name, *spelt[place + 1 :])) for name in names]
        return tuple(found)

    def _near(self, query: Query) -> tuple[str, ...]:
        """Other queries, each with one word of this one in another spelling, further away than what is tried at once.

        Words that no story has come first.
        """
        found: list[tuple[int, str]] = []
        for term in query.wanted:
            for word in words(fold(term.text)):
                known = stories_with(self._database, word)
                names = nearest_names(self._database, word, is_far=True) if known < FEW else ()
                found += [(known, respelt) for name in names if (respelt := respell(query.text, word, name))]
        return tuple(dict.fromkeys(text for _, text in sorted(found, key=lambda one: one[0])))[:NEAR]

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


def _readable(body: bytes | None, pages: bytes | None, summary: str) -> Iterator[str]:
    """What can be read of a story, as far as it is wanted."""
    yield from read_texts(_unpacked(body), None)
    yield from read_texts(None, _unpacked(pages))
    if summary:
        yield summary


def _unpacked(body: bytes | None) -> str | None:
    return None if body is None else unpacked(body)
