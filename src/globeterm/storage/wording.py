"""What of a story is searched: its headline, its names, and every text of it that can be read."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from globeterm.content import Embed, Figure, ListBlock, Quote, Table, paragraphs, plain
from globeterm.document.codec import from_json, pages_from_json
from globeterm.errors import BadInputError
from globeterm.folding import fold, searchable, words
from globeterm.storage.bodies import unpacked
from globeterm.storage.names import unwritten

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from globeterm.content import Blocks, Document

#: The shortest and the longest word that is looked for by its spelling.
NAME_LENGTHS: Final = range(4, 33)

_CAPITALISED: Final = re.compile(r"(?<!\w)[^\W\d_a-z][^\W\d_]{3,31}(?!\w)")


@dataclass(frozen=True, slots=True)
class Wording:
    """A story's texts, as the library has them. ``text`` is its summary and all of its document."""

    title: str
    authors: str
    tags: str
    sections: str
    text: str

    def columns(self) -> tuple[str, ...]:
        """The texts as they go into the index, in the order of its columns."""
        return tuple(map(searchable, (self.title, self.authors, self.tags, self.sections, self.text)))

    def names(self) -> set[str]:
        """The words that a reader may not know how to spell: all of the headline and the names, what is capitalised."""
        heads = words(fold(" ".join((self.title, self.authors, self.tags, self.sections))))
        inside = (name for name in _CAPITALISED.findall(self.text) if not name[0].islower())
        found = {*heads, *(word for name in set(inside) for word in words(fold(name)))}
        return {word for word in found if len(word) in NAME_LENGTHS and not word.isdecimal()}


def wording(row: Sequence[object]) -> Wording:
    """Read a row of the view ``searchable``, without its first column, or of a note that was made of one."""
    title, authors, tags, sections, summary, body, pages = row
    return Wording(
        title=str(title),
        authors="\n".join(unwritten(str(authors))),
        tags="\n".join(unwritten(str(tags))),
        sections="\n".join(unwritten(str(sections))),
        text="\n".join((*story_text(_text(body), _text(pages)), str(summary))),
    )


def story_text(document: str | None, pages: str | None) -> list[str]:
    """The texts of a stored document and of its stored pages, in the order in which they are read, each once."""
    return list(dict.fromkeys(read_texts(document, pages)))


def read_texts(document: str | None, pages: str | None) -> Iterator[str]:
    """Read the texts of a stored document, then those of its stored pages, no more of them than are wanted."""
    with suppress(BadInputError):
        for one in _documents(document):
            yield from texts(one)
        for one in _pages(pages):
            yield from texts(one)


def _text(body: object) -> str | None:
    return unpacked(body) if isinstance(body, bytes) else None


def _documents(stored: str | None) -> tuple[Document, ...]:
    return () if stored is None else (from_json(stored),)


def _pages(stored: str | None) -> tuple[Document, ...]:
    return () if stored is None else pages_from_json(stored)


def texts(document: Document) -> Iterator[str]:
    """The texts of one document, in the order in which they are read."""
    if document.standfirst:
        yield document.standfirst
    yield from paragraphs(document.blocks)
    if document.picture is not None:
        yield document.picture.caption
    yield from _asides(document.blocks)


def _asides(blocks: Blocks) -> Iterator[str]:
    """What a story's pictures, tables and embedded posts say."""
    for block in blocks:
        match block:
            case Figure(picture):
                yield picture.caption
            case Table(caption=caption):
                yield plain(caption)
            case Embed(text=text):
                yield text
            case Quote(inner):
                yield from _asides(inner)
            case ListBlock(_, items):
                for item in items:
                    yield from _asides(item)
            case _:
                pass
