"""Taking stories in: which are new, which are one that is here already, and which say something else than before.

An entry is (feed, entry id) (FLT-32). A new entry joins an article that another of the edition's feeds brought when
both stand at the same address and have the same entry id, or the same headline and time: never by a headline alone, so
that no story is lost. What an article is sorted by is set once (FLT-34); the reader's marks are never touched (FLT-36).
"""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from globeterm.addresses import same_address
from globeterm.entry import Story
from globeterm.feeds.dates import EARLIEST
from globeterm.model import FRONT
from globeterm.storage.bodies import put_document
from globeterm.storage.lists import place
from globeterm.storage.moments import stored
from globeterm.storage.names import written
from globeterm.storage.versions import revising

_KNOWN: Final = """
SELECT entry.id, article_id, entry.digest, article.digest
FROM entry JOIN article ON article.id = article_id
WHERE feed_id = ? AND entry_id = ?
"""

#: Where an older page's story stands among those of its time in the list: below all of them. Times are microseconds.
_LOWEST: Final = """
SELECT min(sorted_at) - 1 FROM placement WHERE list_id = ?1 AND sorted_at > ?2 - 1000000 AND sorted_at <= ?2
"""

#: An article that this feed has already told of under another entry id is another story, unless the ids say it is one.
#: One that no feed has told of yet, but the site's own search, is the story at its address.
_TWINS: Final = """
SELECT article.id, article.digest, entry.entry_id FROM article LEFT JOIN entry ON entry.article_id = article.id
WHERE article.edition_id = ?1 AND article.url_key = ?2
    AND (entry.id IS NULL OR entry.entry_id = ?4 OR (article.title = ?5 AND article.published = ?6
        AND NOT EXISTS (SELECT 1 FROM entry AS own WHERE own.article_id = article.id AND own.feed_id = ?3)))
ORDER BY entry.entry_id = ?4 DESC, article.id DESC
"""

_ADD: Final = """
INSERT INTO article (edition_id, title, url, url_key, authors, published, updated, tags, summary, minutes, digest,
    first_seen, edited, sorted_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

_EDIT: Final = """
UPDATE article SET title = ?, url = coalesce(?, url), url_key = coalesce(?, url_key), authors = ?,
    published = coalesce(published, ?), updated = coalesce(?, updated), tags = ?, summary = ?,
    minutes = coalesce(?, minutes), digest = ?, edited = ?
WHERE id = ?
"""


@dataclass(frozen=True, slots=True)
class Saved:
    """How many articles a batch added and changed; ``joined``: another section's that are in this one now, too."""

    new: int
    updated: int
    joined: int = 0


NOTHING: Final = Saved(0, 0)


class Intake:
    """Takes one feed's stories into the library, in the transaction of ``connection``.

    ``behind``: they are an older page's, and stand behind those of the same time that are there already.
    """

    def __init__(self, connection: sqlite3.Connection, feed_id: int, now: datetime, *, behind: bool = False) -> None:
        self._connection = connection
        self._feed_id = feed_id
        self._now = now
        self._behind = behind
        self._sorted: dict[str, int | None] = {}
        self._edition_id, self._front_id = connection.execute(
            "SELECT own.edition_id, front.id FROM list AS own JOIN list AS front ON front.edition_id = own.edition_id "
            "WHERE own.id = ? AND front.key = ?",
            (feed_id, FRONT),
        ).fetchone()

    def take(self, stories: Sequence[Story]) -> Saved:
        """Store stories that stand newest first; the oldest goes in first, so that equal times keep the feed's order.

        Of two stories with one entry id the newer counts.
        """
        new = updated = joined = 0
        batch = {story.entry_id: story for story in reversed(stories)}
        self._sorted = {entry_id: self._sorted_at(story) for entry_id, story in batch.items()}
        for story in batch.values():
            known = self._connection.execute(_KNOWN, (self._feed_id, story.entry_id)).fetchone()
            if known is not None:
                entry, article_id, told, held = known
                if told != story.digest:
                    self._connection.execute("UPDATE entry SET digest = ? WHERE id = ?", (story.digest, entry))
                    updated += self._edit(article_id, held, story)
            elif (twin := self._twin(story, batch)) is not None:
                article_id, held = twin
                self._enter(article_id, story)
                joined += 1
                updated += self._edit(article_id, held, story)
            else:
                self._enter(self._add(story), story)
                new += 1
        return Saved(new, updated, joined)

    def _twin(self, story: Story, batch: Mapping[str, Story]) -> tuple[int, bytes] | None:
        """Find the article that a new entry tells of; one that another story of the batch tells of is not it."""
        key = _address_key(story)
        terms = (self._edition_id, key, self._feed_id, story.entry_id, story.title, stored(story.published))
        for article_id, held, entry_id in self._connection.execute(_TWINS, terms):
            if entry_id is None or entry_id == story.entry_id or entry_id not in batch:
                return article_id, held
        return None

    def _sorted_at(self, story: Story) -> int | None:
        """Tell what a new article is sorted by, in microseconds: its time, or the present without one.

        One of the future stands no higher than what comes now (FLT-33), unless the clock was never set (FLT-38).
        """
        published = stored(story.published)
        if published is not None and self._now >= EARLIEST:
            published = min(published, stored(self._now))
        if not self._behind:
            return stored(self._now) if published is None else published
        lowest = "SELECT min(sorted_at) - 1 FROM placement WHERE list_id = ?" if published is None else _LOWEST
        terms = (self._feed_id,) if published is None else (self._feed_id, published)
        (found,) = self._connection.execute(lowest, terms).fetchone()
        return int(found) if found is not None else stored(self._now) if published is None else published

    def _add(self, story: Story) -> int:
        now = stored(self._now)
        added = self._connection.execute(
            _ADD, (self._edition_id, *_said(story), now, now, self._sorted[story.entry_id])
        )
        article_id = int(added.lastrowid or 0)
        place(self._connection, self._front_id, article_id)
        self._keep_text(article_id, story)
        return article_id

    def _edit(self, article_id: int, held: bytes, story: Story) -> bool:
        """Let an article say what its newest entry says; returns False when it does already."""
        if held == story.digest:
            return False
        self._connection.execute(_EDIT, (*_said(story), stored(self._now), article_id))
        self._keep_text(article_id, story)
        return True

    def _enter(self, article_id: int, story: Story) -> None:
        """Keep that this feed tells of the article, and put it into the section's list."""
        self._connection.execute(
            "INSERT INTO entry (feed_id, entry_id, article_id, digest) VALUES (?, ?, ?, ?)",
            (self._feed_id, story.entry_id, article_id, story.digest),
        )
        place(self._connection, self._feed_id, article_id)

    def _keep_text(self, article_id: int, story: Story) -> None:
        """A feed's full text takes the place of an older text; a summary alone never does."""
        if story.document is not None:
            with revising(self._connection, article_id, self._now):
                put_document(self._connection, article_id, story.document, "feed", self._now)


def _said(story: Story) -> tuple[object, ...]:
    """What a story's newest entry says, in the order of the columns of _ADD and _EDIT."""
    return (
        story.title,
        story.url,
        _address_key(story),
        written(story.authors),
        stored(story.published),
        stored(story.updated),
        written(story.tags),
        story.summary,
        story.minutes,
        story.digest,
    )


def _address_key(story: Story) -> str | None:
    return None if story.url is None else same_address(story.url)
