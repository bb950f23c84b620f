"""What the front page of each edition's site sets together, with the history of its checks."""

import json
from collections.abc import Sequence
from typing import Any, Final

from globeterm.addresses import same_address
from globeterm.content import FrontGroup, FrontPage, Link
from globeterm.model import FRONT, Feed, FeedCheck
from globeterm.storage.database import Database
from globeterm.storage.lists import ensure_edition
from globeterm.storage.moments import moment, stored

_ROLES: Final = frozenset({"lead", "recommended", "opinion"})

_PAGE: Final = """
SELECT groups, digest, checked, due, failures FROM front_page JOIN edition ON edition.id = edition_id WHERE home = ?
"""
_ANSWERED: Final = """
INSERT INTO front_page (edition_id, digest, checked, due) VALUES (?, ?, ?, ?) ON CONFLICT (edition_id) DO UPDATE
SET digest = excluded.digest, checked = excluded.checked, due = excluded.due, failures = 0
"""
_FAILED: Final = """
INSERT INTO front_page (edition_id, due, failures) VALUES (?, ?, 1) ON CONFLICT (edition_id) DO UPDATE
SET due = excluded.due, failures = failures + 1
"""


class FrontPageStore:
    """The front pages in the library file. Every method raises StorageError, and runs on the database's thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def history(self, home: str, address: str) -> Feed:
        """Bring how the front page at ``address`` was checked, as of a feed of the list FRONT."""
        for _, digest, checked, due, failures in self._database.select(_PAGE, (home,)):
            return Feed(0, FRONT, address, digest=digest, checked=moment(checked), due=moment(due), failures=failures)
        return Feed(0, FRONT, address)

    def get(self, home: str) -> FrontPage:
        """Bring what the front page of the edition at ``home`` said last; nothing when that is not known."""
        rows = self._database.select(_PAGE, (home,))
        return _read(rows[0][0]) if rows else FrontPage()

    def put(self, home: str, check: FeedCheck, page: FrontPage | None = None) -> None:
        """Keep what a check taught, with what the page says now; without a ``page`` it says what it said before."""
        with self._database.write() as connection:
            edition = ensure_edition(connection, home)
            if check.error is not None:
                connection.execute(_FAILED, (edition, stored(check.due)))
                return
            connection.execute(_ANSWERED, (edition, check.digest, stored(check.at), stored(check.due)))
            if page is not None:
                connection.execute(
                    "UPDATE front_page SET groups = ?, links = ? WHERE edition_id = ?",
                    (_written(page), sum(len(group.links) for group in page.groups), edition),
                )

    def at_addresses(self, home: str, urls: Sequence[str]) -> dict[str, int]:
        """Bring the ids of those stories of an edition that stand at ``urls``, by the keys of these addresses."""
        keys = json.dumps([same_address(url) for url in urls])
        rows = self._database.select(
            "SELECT url_key, max(article.id) FROM article JOIN edition ON edition.id = edition_id "
            "WHERE home = ? AND url_key IN (SELECT value FROM json_each(?)) GROUP BY url_key",
            (home, keys),
        )
        return dict(rows)


def _written(page: FrontPage) -> str:
    return json.dumps(
        [[group.role, group.title, [[link.title, link.url] for link in group.links]] for group in page.groups],
        ensure_ascii=False,
    )


def _read(text: str) -> FrontPage:
    """The groups in a row; none when it is damaged."""
    try:
        return FrontPage(tuple(_group(*group) for group in json.loads(text)))
    except (ValueError, TypeError, RecursionError):
        return FrontPage()


def _group(role: Any, title: Any, links: Any) -> FrontGroup:
    read = tuple(Link(str(name), str(url)) for name, url in links)
    return FrontGroup(str(title), read, role if role in _ROLES else "other")
