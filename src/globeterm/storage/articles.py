"""The articles of the library: stored with the check that brought them, listed by index, read without their texts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from globeterm.addresses import same_address
from globeterm.limits import ENTRIES_PER_FEED
from globeterm.model import FRONT, PICKS, SAVED, Article, Counts, Place
from globeterm.storage.feeds import record_check
from globeterm.storage.lists import outline
from globeterm.storage.moments import moment
from globeterm.storage.names import unwritten

if TYPE_CHECKING:
    from array import array
    from collections.abc import Sequence
    from datetime import datetime

    from globeterm.entry import Known, Story
    from globeterm.model import FeedCheck
    from globeterm.storage.archive import Archive
    from globeterm.storage.database import Database
    from globeterm.storage.intake import Saved

_ARTICLES: Final = """
SELECT article.id, title, url, authors, published, updated, tags, summary, minutes, complete, revised,
       read, saved, place_block, place_offset
FROM article LEFT JOIN status ON status.article_id = article.id
WHERE article.id IN (SELECT value FROM json_each(?))
"""

_SECTIONS: Final = """
SELECT article_id, list.name FROM placement JOIN list ON list.id = list_id
WHERE article_id IN (SELECT value FROM json_each(?)) AND list.key <> ?
ORDER BY article_id, list_id
"""

_KNOWN: Final = """
SELECT entry.entry_id, article_id, title, url, published, entry.digest
FROM entry JOIN article ON article.id = article_id
WHERE feed_id = ? ORDER BY entry.id DESC LIMIT ?
"""

_COUNTS: Final = """
SELECT key, articles, unread FROM list JOIN edition ON edition.id = edition_id WHERE home = ?
"""

_PICKS: Final = "SELECT links FROM front_page JOIN edition ON edition.id = edition_id WHERE home = ?"

_SAVED: Final = """
SELECT count(*), coalesce(sum(unread), 0) FROM placement INDEXED BY placement_saved
WHERE saved = 1 AND list_id = (
    SELECT list.id FROM list JOIN edition ON edition.id = edition_id WHERE home = ? AND key = ?)
"""


class ArticleStore:
    """The articles in the library file. Every method raises StorageError, and runs on the database's thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self, feed_id: int, limit: int = ENTRIES_PER_FEED) -> dict[str, Known]:
        """Bring what is held of a feed's newest entries, by entry id; ``save`` knows the older ones without."""
        from globeterm.entry import Known  # noqa: PLC0415 - a list is painted without it

        rows = self._database.select(_KNOWN, (feed_id, limit))
        return {
            entry_id: Known(article_id, entry_id, title, url, moment(published), digest)
            for entry_id, article_id, title, url, published, digest in rows
        }

    def save(
        self,
        feed_id: int,
        stories: Sequence[Story],
        check: FeedCheck,
        now: datetime,
        *,
        archive: Archive | None = None,
    ) -> Saved:
        """Store what a check brought, newest first as in the feed, and what it taught: all of it or nothing (FLT-01).

        Entries that are not among ``stories`` stay as they are (FLT-27, FLT-35). ``archive`` is how far back the feed
        is stored with these, when that changes.
        """
        from globeterm.storage.archive import put_archive  # noqa: PLC0415 - a list is painted without it
        from globeterm.storage.indexing import index_changes  # noqa: PLC0415 - a list is painted without it
        from globeterm.storage.intake import NOTHING, Intake  # noqa: PLC0415 - a list is painted without it

        with self._database.write() as connection:
            saved = Intake(connection, feed_id, now).take(stories)
            record_check(connection, feed_id, check, brought=saved != NOTHING)
            if archive is not None:
                put_archive(connection, feed_id, archive)
            index_changes(connection)
        return saved

    def counts(self, home: str) -> dict[str, Counts]:
        """Count articles and unread ones, by the keys of the edition's lists, FRONT and SAVED among them.

        Under PICKS stands how many stories the site's front page puts first, if that is known.
        """
        counts = {FRONT: Counts()}
        for (links,) in self._database.select(_PICKS, (home,)):
            if links:
                counts[PICKS] = Counts(links)
        counts |= {key: Counts(articles, unread) for key, articles, unread in self._database.select(_COUNTS, (home,))}
        ((articles, unread),) = self._database.select(_SAVED, (home, FRONT))
        return counts | {SAVED: Counts(articles, unread)}

    def outline(self, home: str, key: str, *, unread: bool = False, saved: bool = False) -> array[int]:
        """Bring the ids of all the articles of a list, newest first."""
        return outline(self._database, home, key, unread=unread, saved=saved)

    def headlines(self, home: str, key: str, *, limit: int, unread: bool = False, saved: bool = False) -> list[Article]:
        """Bring the ``limit`` newest articles of a list."""
        return self.articles(outline(self._database, home, key, unread=unread, saved=saved, limit=limit))

    def articles(self, ids: Sequence[int]) -> list[Article]:
        """Bring some articles, in the order of ``ids``; an id that is not there is left out."""
        wanted = json.dumps(list(ids))
        sections: dict[int, tuple[str, ...]] = {}
        for article_id, name in self._database.select(_SECTIONS, (wanted, FRONT)):
            sections[article_id] = (*sections.get(article_id, ()), name)
        rows = self._database.select(_ARTICLES, (wanted,))
        found = {row[0]: _article(row, sections.get(row[0], ())) for row in rows}
        return [found[article_id] for article_id in ids if article_id in found]

    def by_address(self, home: str, url: str) -> Article | None:
        """Bring the newest article of an edition that stands at ``url``, however that is spelt."""
        rows = self._database.select(
            "SELECT article.id FROM article JOIN edition ON edition.id = edition_id WHERE home = ? AND url_key = ? "
            "ORDER BY article.id DESC LIMIT 1",
            (home, same_address(url)),
        )
        return self.get(rows[0][0]) if rows else None

    def get(self, article_id: int) -> Article | None:
        """Bring one article."""
        found = self.articles((article_id,))
        return found[0] if found else None


def _article(row: tuple[Any, ...], sections: tuple[str, ...]) -> Article:
    number, title, url, authors, published, updated, tags, summary, minutes, complete, *more = row
    revised, read, saved, block, offset = more
    return Article(
        id=number,
        title=title,
        url=url,
        authors=unwritten(authors),
        published=moment(published),
        updated=moment(updated),
        sections=sections,
        tags=unwritten(tags),
        summary=summary,
        minutes=minutes,
        read=bool(read),
        saved=bool(saved),
        offline="full" if complete else "summary",
        revised=moment(revised),
        place=Place(block or 0, offset or 0),
    )
