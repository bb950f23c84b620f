"""``export``: stories as a book, as Markdown files or as one page; what is not stored is brought first."""

import argparse
import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from globeterm.cli.call import Call
from globeterm.cli.composition import open_library_to_look, open_library_to_take_from
from globeterm.cli.progress import Showing, progress
from globeterm.content import illustrations
from globeterm.edition import Section, find_section
from globeterm.errors import (
    EXIT_OK,
    EXIT_PARTLY,
    BadInputError,
    GlobetermError,
    LibraryBusyError,
    UnreachableError,
)
from globeterm.export.clipping import Clipping, Volume, clip
from globeterm.export.contents import stories_counted
from globeterm.export.sorting import by_section
from globeterm.export.writing import Writer, writing
from globeterm.model import FRONT, SAVED, Article
from globeterm.program import NAME
from globeterm.rendering.dates import long_date
from globeterm.text import clean_line

if TYPE_CHECKING:
    from globeterm.library.service import Library
    from globeterm.storage.pictures import StoredPicture

#: How many stories that a search finds are written at most.
MOST_FOUND: Final = 5000
#: What a list is asked for when all of it is wanted.
_ALL: Final = -1


def export(call: Call) -> int:
    """``export [SECTION]``: 0 all of it, 1 some stories left out, 65 nothing to export, 73 OUT can't be written."""
    named = call.arguments.section
    section = find_section(call.edition, named) if named is not None else None
    out = Path(call.arguments.out).absolute()
    return asyncio.run(_export(call, section, out))


async def _export(call: Call, section: Section | None, out: Path) -> int:
    async with _opened(call) as library:
        stories = await _chosen(call, library, section)
        with writing(_volume(call, section), call.arguments.format, out) as writer:
            with progress(call.output, call.environment) as showing:
                errors = await _write(library, stories, writer, showing)
            if len(errors) == len(stories):
                raise _nothing_brought(errors)
    call.output.message(f"{stories_counted(len(stories) - len(errors))} written to {call.arguments.out}")
    return EXIT_PARTLY if errors else EXIT_OK


@asynccontextmanager
async def _opened(call: Call) -> AsyncIterator["Library"]:
    """The library; while another globeterm holds it, as it stands, with nothing brought."""
    async with AsyncExitStack() as opened:
        try:
            library = await opened.enter_async_context(open_library_to_take_from(call))
        except LibraryBusyError:
            as_it_stands = replace(call, arguments=argparse.Namespace(**{**vars(call.arguments), "offline": True}))
            library = await opened.enter_async_context(open_library_to_look(as_it_stands))
        yield library


async def _chosen(call: Call, library: "Library", section: Section | None) -> list[tuple[str, Article]]:
    """The stories to be exported, with the names of the sections they stand below. Raises BadInputError."""
    arguments = call.arguments
    if arguments.search is not None:
        return list(by_section(call.edition, await _found(call, library, section)))
    key = section.key if section is not None else SAVED if arguments.saved else FRONT
    articles = await library.headlines(key, limit=arguments.count or _ALL, saved=arguments.saved)
    if not articles:
        where = f" in {section.name}" if section is not None else ""
        hint = (
            "no story is saved" if arguments.saved else f"nothing is stored yet, and '{NAME} refresh' brings the paper"
        )
        raise BadInputError(f"there is nothing to export{where}: {hint}")
    if section is not None:
        return [(section.name, article) for article in articles]
    return list(by_section(call.edition, articles))


async def _found(call: Call, library: "Library", section: Section | None) -> list[Article]:
    """The stories that a search finds, of a section or of all. Raises BadInputError when there are none."""
    arguments = call.arguments
    result = await library.search(arguments.search, MOST_FOUND)
    found = [hit.article for hit in result.hits] if result is not None else []
    fitting = [
        article
        for article in found
        if (section is None or section.name in article.sections) and (article.saved or not arguments.saved)
    ]
    if not fitting:
        raise BadInputError(f"there is nothing to export: no story is found for “{clean_line(arguments.search)}”")
    return fitting[: arguments.count]


async def _write(
    library: "Library", stories: Sequence[tuple[str, Article]], writer: Writer, showing: Showing
) -> list[GlobetermError]:
    """Write story after story; returns why some could not be had, each of which is told. Raises StorageError."""
    errors: list[GlobetermError] = []
    for number, (name, article) in enumerate(stories, 1):
        try:
            clipping = await _clipping(library, name, article)
        except (UnreachableError, BadInputError) as error:
            errors.append(error)
            showing.message(f"{NAME}: “{article.title}” is left out: {error}")
        else:
            writer.add(clipping)
        showing.show("Stories", number, len(stories))
    return errors


async def _clipping(library: "Library", section: str, article: Article) -> Clipping:
    """A story with its pictures; a picture that can't be had is not missed. Raises UnreachableError, BadInputError."""
    document = await library.document(article)
    document = await library.furnished(article) or document
    pictures: dict[str, StoredPicture] = {}
    for picture in illustrations(document):
        with suppress(UnreachableError, BadInputError):
            pictures[picture.url] = await library.pictures.bring(picture, article.id)
    return clip(section, article, document, pictures)


def _volume(call: Call, section: Section | None) -> Volume:
    """What the stories are bound into. Dates are those of UTC, so that one library makes one book anywhere."""
    edition = call.edition
    found = f"“{clean_line(call.arguments.search)}”" if call.arguments.search is not None else ""
    saved = "Saved" if call.arguments.saved else ""
    part = " · ".join(filter(None, (section.name if section is not None else "", saved, found)))
    return Volume(
        title=f"{edition.name}: {part}" if part else edition.name,
        publisher=edition.name,
        home=edition.home,
        identity=f"{edition.home}/#{part}",
        dated=lambda moment: long_date(moment, datetime.now(UTC)),
    )


def _nothing_brought(errors: Sequence[GlobetermError]) -> GlobetermError:
    """Why nothing was written at all."""
    sentence = "no story could be brought, so nothing is written"
    is_unreachable = any(isinstance(error, UnreachableError) for error in errors)
    return UnreachableError(sentence) if is_unreachable else BadInputError(sentence)
