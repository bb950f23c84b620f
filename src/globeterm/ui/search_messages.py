"""What the workers of a search tell the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from globeterm.found import SearchResult, SiteResult
    from globeterm.library.service import Library


@dataclass(eq=False, repr=False)
class Found(Message):
    """What is stored of some words; without a ``result`` it could not be told, and ``trouble`` says why."""

    library: Library
    words: str
    limit: int
    result: SearchResult | None
    trouble: str = ""


@dataclass(eq=False, repr=False)
class FoundOnSite(Message):
    """What the site's own search found of some words; without a ``result`` it could not be asked."""

    library: Library
    words: str
    result: SiteResult | None
    trouble: str = ""


@dataclass(eq=False, repr=False)
class FoundInStory(Message):
    """How the words that were looked for stand in an article."""

    article_id: int
    words: str
    forms: tuple[str, ...]
