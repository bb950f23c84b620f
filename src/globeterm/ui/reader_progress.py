"""How far a story has been read."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from globeterm.content import Document
    from globeterm.model import Article


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a story has been read: percent of its text, and the minutes that are left."""

    percent: int
    minutes_left: int


def progress(seen: float, minutes: int) -> Progress:
    """The progress in a story of so many minutes, of which a part (0 to 1, or more) has been on screen."""
    part = min(1.0, seen)
    return Progress(int(part * 100), ceil(minutes * (1 - part)))


def minutes_of(article: Article | None, document: Document) -> int:
    """How long a story takes to read, in minutes."""
    if article is not None and article.minutes:
        return article.minutes
    from globeterm.document.minutes import minutes  # noqa: PLC0415 - not needed for the first page

    return minutes(document.blocks)
