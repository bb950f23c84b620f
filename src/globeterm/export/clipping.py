"""A story cut out of the paper: its document with all that the article knows, and the pictures that are at hand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from globeterm.content import Document
from globeterm.document.minutes import minutes
from globeterm.model import Article
from globeterm.storage.pictures import StoredPicture

#: Says a moment as a day for people.
Dated = Callable[[datetime], str]

#: Quotes and lists nested deeper than this are left out: no story is built so, and no stack is deep enough for all.
DEEPEST: Final = 40

UNTITLED: Final = "(no title)"


@dataclass(frozen=True, slots=True)
class Clipping:
    """A story on its way out, under the name of a section. ``pictures`` are the ones at hand, by their addresses."""

    section: str
    document: Document
    minutes: int
    pictures: Mapping[str, StoredPicture]

    @property
    def title(self) -> str:
        """The headline; never empty."""
        return self.document.title.strip() or UNTITLED

    @property
    def changed(self) -> datetime | None:
        """When the story was last changed, as far as that is known."""
        return self.document.updated or self.document.published


@dataclass(frozen=True, slots=True)
class Volume:
    """What the stories are bound into: its title, who published them and where, and how dates are said.

    ``identity`` is equal for two exports of the same list.
    """

    title: str
    publisher: str
    home: str
    identity: str
    dated: Dated


def clip(section: str, article: Article | None, document: Document, pictures: Mapping[str, StoredPicture]) -> Clipping:
    """Make a clipping; what the document does not know is taken from the article, if the library has one."""
    if article is None:
        return Clipping(section, document, minutes(document.blocks), pictures)
    whole = replace(
        document,
        url=document.url or article.url or "",
        title=document.title or article.title,
        authors=document.authors or article.authors,
        published=document.published or article.published,
        updated=document.updated or article.updated,
        sections=document.sections or article.sections,
        tags=document.tags or article.tags,
    )
    return Clipping(section, whole, article.minutes or minutes(document.blocks), pictures)


def byline(document: Document) -> str:
    """As in “By Staff Writer and Abena Fosu with AFP”; empty when nobody is named."""
    authors, agency = document.authors, document.agency
    if not authors and not agency:
        return ""
    *others, last = authors or (agency,)
    names = f"{', '.join(others)} and {last}" if others else last
    return f"By {names} with {agency}" if authors and agency and agency not in authors else f"By {names}"
