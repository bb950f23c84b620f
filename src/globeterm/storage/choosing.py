"""Which stories of an edition a search shows, in which order: what makes the cost of a key independent of their number.

Stories that have the words in their headline, names, sections or tags come first, then those with them in the text. Up
to ``RANKED`` are ranked by how well they fit; of more the newest come first, and these are soon met among the newest of
all, so no more are looked at.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from globeterm.query import any_expression, head_expression, match_expression
from globeterm.storage.moments import stored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from globeterm.query import Query
    from globeterm.storage.database import Database

#: Up to how many stories are ranked by how well they fit.
RANKED: Final = 1500
#: Among how many of the newest, for each that is wanted, those without a word are looked for once there are some.
DEEP: Final = 100
#: Up to how many stories are counted for a key.
COUNTED: Final = 10_000
#: How many stories the index is asked about one by one, where their numbers lie far apart.
APART: Final = 200
#: How far apart numbers lie on the average when they do.
SPARSE: Final = 50

_COUNT: Final = "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)"
_IDS: Final = "SELECT rowid FROM search WHERE search MATCH ?"
_BETWEEN: Final = f"{_IDS} AND rowid BETWEEN ? AND ?"
_EACH: Final = "SELECT search.rowid FROM json_each(?) CROSS JOIN search ON search.rowid = value WHERE search MATCH ?"
_RANKED: Final = """
SELECT search.rowid FROM search CROSS JOIN placement ON placement.article_id = search.rowid
WHERE search MATCH ? AND list_id = ? {filters} ORDER BY round(rank, 1), sorted_at DESC, search.rowid DESC
"""
_IN_ORDER: Final = """
SELECT article_id FROM json_each(?) CROSS JOIN placement ON article_id = value
WHERE list_id = ? {filters} ORDER BY sorted_at DESC, article_id DESC
"""
_PLACED: Final = "FROM placement {index} WHERE list_id = ? {filters}"
_NEWEST: Final = f"SELECT article_id {_PLACED} ORDER BY sorted_at DESC, article_id DESC LIMIT ? OFFSET ?"
_OTHERS: Final = """
SELECT article.id FROM edition CROSS JOIN article ON article.edition_id = edition.id
WHERE edition.id <> (SELECT edition_id FROM list WHERE list.id = ?) LIMIT ?
"""


class Chosen(NamedTuple):
    """The first of the stories that are found, and how many there are: with ``is_more`` at least so many.

    ``matching`` is how many have the words, whatever their marks and times are.
    """

    ids: tuple[int, ...] = ()
    total: int = 0
    is_more: bool = False
    matching: int = 0


class Choice:
    """Chooses among the stories of the front page's list ``front``. With ``is_exact`` all are counted."""

    def __init__(self, database: Database, front: int, *, is_exact: bool) -> None:
        self._database = database
        self._front = front
        self._is_exact = is_exact

    def best(self, query: Query, limit: int) -> Chosen:
        """The best stories for a query. Raises StorageError."""
        if not query.wanted:
            return self._without_words(query, limit)
        expression = _but(match_expression(query.wanted), query)
        heads = _but(head_expression(query.wanted), query)
        matching = self._count(expression)
        if not matching:
            return Chosen()
        if matching > RANKED:
            return self._of_many(query, expression, heads, matching, limit)
        ids = self._ranked(query, expression)
        first = set(self._matching(heads)) if len(ids) > 1 and heads != expression else set()
        return Chosen(tuple(sorted(ids, key=lambda one: one not in first)[:limit]), len(ids), matching=matching)

    def _without_words(self, query: Query, limit: int) -> Chosen:
        """The newest stories, where only marks, times, or words that a story must not have are given."""
        filters, terms = _filters(query)
        if not query.excluded:
            index = _index(query) if query.saved else ""
            counting = f"SELECT count(*) {_PLACED.format(index=index, filters=filters)}"
            ((total,),) = self._database.select(counting, (self._front, *terms))
            return Chosen(tuple(self._slice(query, limit, 0)), total)
        unwanted = any_expression(query.excluded)
        if self._is_exact:
            return self._all(query, set(self._matching(unwanted)), limit, is_among=False)
        ids, is_all = self._newest(query, unwanted, limit, is_among=False)
        return Chosen(ids, len(ids), is_more=not is_all)

    def _of_many(self, query: Query, expression: str, heads: str, matching: int, limit: int) -> Chosen:
        first: Sequence[int] = ()
        if heads != expression:
            few = self._matching(heads, RANKED + 1)
            is_few = len(few) <= RANKED
            first = self._in_order(query, few)[:limit] if is_few else self._newest(query, heads, limit)[0]
        rest, is_all = self._newest(query, expression, limit)
        ids = tuple(dict.fromkeys((*first, *rest)))
        total, is_more = len(ids), not is_all
        if self._is_exact:
            total, is_more = self._all(query, set(self._matching(expression)), limit, is_among=True)[1:3]
        elif is_more and not query.filtered and (others := self._others()) is not None:
            total, is_more = min(matching, COUNTED) - len(self._among(expression, others)), matching > COUNTED
        return Chosen(ids[:limit], total, is_more, matching)

    def _all(self, query: Query, found: set[int], limit: int, *, is_among: bool) -> Chosen:
        """Those of all stories that are among what was found, or are not."""
        ids = [one for one in self._slice(query, -1, 0) if (one in found) is is_among]
        return Chosen(tuple(ids[:limit]), len(ids))

    def _newest(
        self, query: Query, expression: str, limit: int, *, is_among: bool = True
    ) -> tuple[tuple[int, ...], bool]:
        """The newest stories that match or, without ``is_among``, do not; and whether these are all."""
        ids: list[int] = []
        start, number = 0, 4 * limit
        while len(ids) <= limit and (is_among or not ids or start < DEEP * limit):
            some = self._slice(query, number, start)
            if not some:
                return tuple(ids), True
            found = self._among(expression, some)
            ids += [one for one in some if (one in found) is is_among]
            start, number = start + number, 4 * number
        return tuple(ids[:limit]), False

    def _among(self, expression: str, ids: Sequence[int]) -> set[int]:
        """Those of some stories that match."""
        if not ids:
            return set()
        low, high = min(ids), max(ids)
        if len(ids) <= APART and high - low > SPARSE * len(ids):
            rows = self._database.select(_EACH, (json.dumps(list(ids)), expression))
        else:
            rows = self._database.select(_BETWEEN, (expression, low, high))
        return {one for (one,) in rows}

    def _slice(self, query: Query, number: int, start: int) -> list[int]:
        """So many of the edition's stories that have the marks and the times of a query, newest first."""
        filters, terms = _filters(query)
        newest = _NEWEST.format(index=_index(query), filters=filters)
        rows = self._database.select(newest, (self._front, *terms, number, start))
        return [one for (one,) in rows]

    def _ranked(self, query: Query, expression: str) -> list[int]:
        filters, terms = _filters(query)
        rows = self._database.select(_RANKED.format(filters=filters), (expression, self._front, *terms))
        return [one for (one,) in rows]

    def _in_order(self, query: Query, ids: Sequence[int]) -> list[int]:
        """Those of some stories that are the edition's and have the marks and times of a query, newest first."""
        filters, terms = _filters(query)
        rows = self._database.select(_IN_ORDER.format(filters=filters), (json.dumps(ids), self._front, *terms))
        return [one for (one,) in rows]

    def _count(self, expression: str) -> int:
        return int(self._database.select(_COUNT, (expression, COUNTED + 1))[0][0])

    def _matching(self, expression: str, most: int = -1) -> list[int]:
        return [one for (one,) in self._database.select(f"{_IDS} LIMIT ?", (expression, most))]

    def _others(self) -> list[int] | None:
        """The stories of other editions in the same file; None when they are too many to be asked about."""
        rows = self._database.select(_OTHERS, (self._front, APART + 1))
        return None if len(rows) > APART else [one for (one,) in rows]


def _but(wanted: str, query: Query) -> str:
    """The FTS5 expression of what a story must have and must not have."""
    return f"({wanted}) NOT ({any_expression(query.excluded)})" if query.excluded else wanted


def _filters(query: Query) -> tuple[str, tuple[Any, ...]]:
    """The conditions on placements that a query sets besides its words."""
    marks = {"unread": query.unread, "saved": query.saved}
    said = [f"AND {mark} = {int(value)}" for mark, value in marks.items() if value is not None]
    moments = {"AND sorted_at >= ?": stored(query.after), "AND sorted_at < ?": stored(query.before)}
    given = {condition: value for condition, value in moments.items() if value is not None}
    return " ".join((*said, *given)), tuple(given.values())


def _index(query: Query) -> str:
    """The index that holds just the placements with the marks of a query; SQLite does not choose it by itself."""
    if query.saved:
        return "INDEXED BY placement_saved"
    return "INDEXED BY placement_unread" if query.unread else ""
