"""Documents as the file holds them: the JSON of ``document.codec``, compressed to about a third."""

import sqlite3
import zlib
from datetime import datetime
from typing import Literal

from globeterm.storage.moments import stored

Source = Literal["feed", "page", "file"]


def packed(text: str) -> bytes:
    """Compress a document's JSON."""
    return zlib.compress(text.encode("utf-8"))


def unpacked(body: bytes) -> str | None:
    """Read a document's JSON; None when it is damaged, so that the story is brought again."""
    try:
        return zlib.decompress(body).decode("utf-8")
    except (zlib.error, UnicodeDecodeError):
        return None


def put_document(connection: sqlite3.Connection, article_id: int, text: str, source: Source, now: datetime) -> None:
    """Keep an article's document, in place of an older one, in the transaction of ``connection``."""
    connection.execute(
        "INSERT INTO document (article_id, body, source, stored_at) VALUES (?, ?, ?, ?) ON CONFLICT (article_id) "
        "DO UPDATE SET body = excluded.body, source = excluded.source, stored_at = excluded.stored_at",
        (article_id, packed(text), source, stored(now)),
    )
    connection.execute("UPDATE article SET complete = 1 WHERE id = ?", (article_id,))
