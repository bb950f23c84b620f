"""The feeds of an edition's sections: where each is, and what its checks taught."""

import sqlite3
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from globeterm.model import Feed, FeedCheck, Found, Pace, Validators
from globeterm.storage.database import Database
from globeterm.storage.lists import ensure_edition, ensure_list
from globeterm.storage.moments import moment, stored

if TYPE_CHECKING:
    from globeterm.storage.archive import ArchiveStore

_FEEDS: Final = """
SELECT feed.id, list.key, address, found, found_at, etag, last_modified, digest,
       checked, changed, whole, due, failures, failing_since, error,
       pace_interval, pace_hours, pace_days, moving, moved_from, gone
FROM edition JOIN list ON list.edition_id = edition.id JOIN feed ON feed.id = list.id
WHERE edition.home = ?
"""

#: At a new address nothing is known: another resource's validators could hide its entries behind a 304.
_MOVE: Final = """
UPDATE feed SET address = ?1, found = ?2, found_at = ?3,
    etag = iif(address = ?1, etag, NULL),
    last_modified = iif(address = ?1, last_modified, NULL),
    digest = iif(address = ?1, digest, NULL),
    whole = iif(address = ?1, whole, NULL),
    moved_from = iif(address = ?1, moved_from, NULL),
    moving = NULL,
    gone = iif(address = ?1, gone, NULL)
WHERE id = ?4
"""

_SUCCESS: Final = """
UPDATE feed SET etag = ?, last_modified = ?, digest = coalesce(?, digest), checked = ?, due = ?,
    moving = ?, gone = NULL, failures = 0, failing_since = NULL, error = NULL
WHERE id = ?
"""

_FAILURE: Final = """
UPDATE feed SET due = ?1, error = coalesce(?2, error), failures = failures + ?3,
    failing_since = coalesce(failing_since, ?4), gone = iif(?5, coalesce(gone, ?4), gone)
WHERE id = ?6
"""


class FeedStore:
    """The feeds in the library file. Every method raises StorageError, and runs on the database's thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @cached_property
    def archives(self) -> "ArchiveStore":
        """How far back each feed is stored."""
        from globeterm.storage.archive import ArchiveStore  # noqa: PLC0415 - a list is painted without it

        return ArchiveStore(self._database)

    def feeds(self, home: str) -> tuple[Feed, ...]:
        """Bring the feeds of an edition, in the order in which they came into it."""
        return tuple(map(_feed, self._database.select(f"{_FEEDS} ORDER BY feed.id", (home,))))

    def full_texts(self, home: str) -> dict[str, int]:
        """Count the stories of each section that have their whole text here, by the section's key."""
        rows = self._database.select(
            "SELECT list.key, count(*) FROM edition JOIN list ON list.edition_id = edition.id "
            "JOIN placement ON list_id = list.id JOIN article ON article.id = article_id AND complete = 1 "
            "WHERE home = ? GROUP BY list.id",
            (home,),
        )
        return dict(rows)

    def find(self, home: str, section: str) -> Feed | None:
        """Bring the feed of the section with this key; None when it was never asked for."""
        rows = self._database.select(f"{_FEEDS} AND list.key = ?", (home, section))
        return _feed(rows[0]) if rows else None

    def ensure(self, home: str, section_key: str, section_name: str, address: str) -> Feed:
        """Bring a section's feed, made when it is new; a feed that stands where the edition said follows its change."""
        feed = self.find(home, section_key)
        if feed is not None and self._is_current(feed, section_name, address):
            return feed
        with self._database.write() as connection:
            list_id = ensure_list(connection, ensure_edition(connection, home), section_key, section_name)
            connection.execute("INSERT OR IGNORE INTO feed (id, address) VALUES (?, ?)", (list_id, address))
            if feed is not None and feed.found == "edition" and _configured(feed) != address:
                connection.execute(_MOVE, (address, "edition", None, list_id))
                connection.execute("UPDATE feed SET due = NULL WHERE id = ?", (list_id,))
        (row,) = self._database.select(f"{_FEEDS} AND list.key = ?", (home, section_key))
        return _feed(row)

    def set_address(self, feed_id: int, address: str, found: Found, at: datetime) -> None:
        """Keep where a feed was found. At another address its validators and digest are forgotten."""
        with self._database.write() as connection:
            connection.execute(_MOVE, (address, found, stored(at), feed_id))

    def move(self, feed_id: int, address: str, moved_from: str) -> None:
        """Keep that a feed has moved to ``address`` for good, and the edition's address for it (POL-23).

        It is the same feed: what its answers taught stays.
        """
        with self._database.write() as connection:
            connection.execute(
                "UPDATE feed SET address = ?, moved_from = ?, moving = NULL WHERE id = ?",
                (address, moved_from, feed_id),
            )

    def record(self, feed_id: int, check: FeedCheck) -> None:
        """Keep what a check taught that brought no entries: the same again, or a failure."""
        with self._database.write() as connection:
            record_check(connection, feed_id, check)

    def _is_current(self, feed: Feed, name: str, address: str) -> bool:
        ((known,),) = self._database.select("SELECT name FROM list WHERE id = ?", (feed.id,))
        return known == name and (feed.found != "edition" or _configured(feed) == address)


def record_check(connection: sqlite3.Connection, feed_id: int, check: FeedCheck, *, brought: bool = False) -> None:
    """Keep a check, in the transaction of the entries it ``brought`` (FLT-01).

    A failure leaves what the last good answer taught. A success keeps the very validators of this answer, dropped ones
    dropped (POL-04, POL-07), and the digest unless the answer had no body.
    """
    at, due = stored(check.at), stored(check.due)
    if check.error is not None:
        error, since = (check.error, at) if check.told else (None, None)
        connection.execute(_FAILURE, (due, error, check.own, since, check.gone, feed_id))
        return
    validators = check.validators
    connection.execute(
        _SUCCESS, (validators.etag, validators.last_modified, check.digest, at, due, check.moving, feed_id)
    )
    if check.pace is not None:
        pace = (check.pace.interval, _bits(check.pace.hours), _bits(check.pace.days), feed_id)
        connection.execute("UPDATE feed SET pace_interval = ?, pace_hours = ?, pace_days = ? WHERE id = ?", pace)
    if check.whole:
        connection.execute("UPDATE feed SET whole = ? WHERE id = ?", (at, feed_id))
    if brought:
        connection.execute("UPDATE feed SET changed = ? WHERE id = ?", (at, feed_id))


def _configured(feed: Feed) -> str:
    """The address that the edition gave a feed that stands where the edition said, or moved from there for good."""
    return feed.moved_from or feed.address


def _bits(numbers: frozenset[int]) -> int:
    return sum(1 << number for number in numbers)


def _numbers(bits: int) -> frozenset[int]:
    return frozenset(number for number in range(bits.bit_length()) if bits >> number & 1)


def _feed(row: tuple[Any, ...]) -> Feed:
    number, section, address, found, found_at, etag, last_modified, digest = row[:8]
    checked, changed, whole, due, failures, failing_since, error = row[8:15]
    interval, hours, days, moving, moved_from, gone = row[15:]
    return Feed(
        id=number,
        section=section,
        address=address,
        found=found,
        found_at=moment(found_at),
        validators=Validators(etag, last_modified),
        digest=digest,
        checked=moment(checked),
        changed=moment(changed),
        whole=moment(whole),
        due=moment(due),
        failures=failures,
        failing_since=moment(failing_since),
        error=error,
        pace=Pace(interval, _numbers(hours), _numbers(days)),
        moving=moving,
        moved_from=moved_from,
        gone=moment(gone),
    )
