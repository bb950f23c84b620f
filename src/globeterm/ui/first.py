"""The first page: what is painted before the network is asked, brought before the first frame."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from globeterm.errors import GlobetermError
from globeterm.model import FRONT, Article, Counts, Session
from globeterm.ui.listing import HEAD
from globeterm.ui.tree import list_keys

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from globeterm.library.service import Library


@dataclass(frozen=True, slots=True)
class FirstPage:
    """Where the reader left the paper, the newest headlines of that list, and the counts of all lists.

    ``trouble`` is a sentence when the library could not be read.
    """

    session: Session = field(default_factory=Session)
    articles: Sequence[Article] = ()
    counts: Mapping[str, Counts] = field(default_factory=dict)
    trouble: str = ""


async def first_page(library: Library) -> FirstPage:
    """Bring the first page of a library; a list that the edition no longer has gives way to the front page."""
    try:
        session = await library.session()
        if session.section not in list_keys(library.edition):
            session = replace(session, section=FRONT, article=None)
        articles = await library.headlines(session.section, limit=HEAD)
        return FirstPage(session, articles, await library.counts())
    except GlobetermError as error:
        return FirstPage(trouble=str(error))
