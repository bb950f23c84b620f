"""The versions of a story: the texts that the present one took the place of, and the reader's place in it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from globeterm.document.merge import stored_document
from globeterm.document.versions import is_same, moved
from globeterm.errors import BadInputError
from globeterm.model import Place
from globeterm.storage.bodies import unpacked
from globeterm.storage.moments import stored

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import datetime

    from globeterm.content import Document

#: How many former versions of a story are kept, the one among them that the reader saw last.
FORMER: Final = 4

_HELD: Final = "SELECT body, pages, source, stored_at FROM document WHERE article_id = ?"
_ADD: Final = "INSERT INTO former (article_id, body, pages, stored_at, replaced_at) VALUES (?, ?, ?, ?, ?)"
#: A version that the reader saw last stands first, then the newest.
_VERSIONS: Final = """
SELECT {} FROM former LEFT JOIN status USING (article_id) WHERE article_id = ?1
ORDER BY max(coalesce(read * read_at, 0), coalesce(place_at, 0)) NOT BETWEEN stored_at AND replaced_at - 1,
    former.id DESC
LIMIT {}
"""
_PRUNE: Final = f"""
DELETE FROM former WHERE article_id = ?1 AND id NOT IN ({_VERSIONS.format("former.id", FORMER)})
"""  # noqa: S608 - nothing foreign is in it
#: The version before the present one that the reader saw last; if he saw none of them, the last of them.
COMPARED_WITH: Final = _VERSIONS.format("body, pages", 1)


@dataclass(frozen=True, slots=True)
class _Version:
    body: bytes
    pages: bytes | None
    source: str
    stored_at: int

    def document(self) -> Document | None:
        """The version, None when it is damaged."""
        return read_version(self.body, self.pages)


def read_version(body: bytes, pages: bytes | None) -> Document | None:
    """Read a version of a story as the file holds it; None when it is damaged."""
    text = unpacked(body)
    try:
        return None if text is None else stored_document(text, unpacked(pages) if pages is not None else None)
    except BadInputError:
        return None


@contextmanager
def revising(connection: sqlite3.Connection, article_id: int, now: datetime, *, is_edit: bool = True) -> Iterator[None]:
    """Let the block change an article's text; the reader's place in it stays where the text is that he was at.

    When an edit makes it say something else, the article is revised, and what it said before is kept.
    """
    before = _held(connection, article_id)
    place = _place(connection, article_id)
    yield
    if before is None or (not is_edit and place is None):
        return
    after = _held(connection, article_id)
    if after is None or (after.body, after.pages) == (before.body, before.pages):
        return
    old, new = before.document(), after.document()
    if old is None or new is None:
        return
    if place is not None and (there := moved(place, old.blocks, new.blocks)) != place:
        change = "UPDATE status SET place_block = ?, place_offset = ? WHERE article_id = ?"
        connection.execute(change, (there.block, there.offset, article_id))
    if is_edit and before.source == after.source and not is_same(old, new):
        at = stored(now)
        connection.execute(_ADD, (article_id, before.body, before.pages, before.stored_at, at))
        connection.execute(_PRUNE, (article_id,))
        connection.execute("UPDATE article SET revised = ? WHERE id = ?", (at, article_id))


def _held(connection: sqlite3.Connection, article_id: int) -> _Version | None:
    row = connection.execute(_HELD, (article_id,)).fetchone()
    return None if row is None else _Version(*row)


def _place(connection: sqlite3.Connection, article_id: int) -> Place | None:
    """The reader's place in a story, None at its beginning."""
    row = connection.execute(
        "SELECT place_block, place_offset FROM status WHERE article_id = ?", (article_id,)
    ).fetchone()
    return None if row is None or row == (0, 0) else Place(*row)
