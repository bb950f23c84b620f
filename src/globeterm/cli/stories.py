"""``read`` and ``open``: one story as text, or in the web browser."""

from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Final

from globeterm.addresses import safe_url
from globeterm.cli import records
from globeterm.cli.call import Call
from globeterm.cli.showing import show, stored_pictures
from globeterm.cli.stored import find_article, stored
from globeterm.content import Document
from globeterm.document.merge import stored_document
from globeterm.errors import EXIT_OK, EXIT_PARTLY, LibraryBusyError, StorageError, UsageError
from globeterm.limits import PAGE_BYTES
from globeterm.model import Article
from globeterm.program import NAME

#: How many seconds a story whose text is here waits for what its page says beside it.
PATIENCE: Final = 10.0


def read(call: Call) -> int:
    """``read REF``: an article by id or address, any other address, or a local HTML file."""
    if call.arguments.changes:
        from globeterm.cli.changes import show_changes

        return show_changes(call)
    article, document = _story(call, call.arguments.ref)
    _say_if_taken_down(call, article)
    if call.arguments.markdown:
        from globeterm.cli.as_markdown import print_markdown

        print_markdown(call, article, document)
        return EXIT_OK
    if not call.arguments.json:
        return show(call, article, document)
    about = (
        records.read_record(article, document)
        if article is not None
        else records.loose_record(document, call.arguments.ref)
    )
    call.output.json(records.story(about, document, stored_pictures(call, document)))
    return EXIT_OK


def open_in_browser(call: Call) -> int:
    """``open REF``: the article, or any address, in the web browser; 1 when no browser can be started."""
    from globeterm.opening import NoOpener, find_opener, start

    with stored(call) as library:
        article = find_article(library, call.edition.home, call.arguments.ref)
    url = article.url if article is not None else safe_url(call.arguments.ref)
    if url is None:
        raise UsageError(f"{call.arguments.ref} has no address")
    opener = find_opener(url)
    problem = opener.sentence if isinstance(opener, NoOpener) else start(opener)
    if problem is None:
        return EXIT_OK
    call.output.message(problem)
    call.output.data(url)
    return EXIT_PARTLY


def _story(call: Call, ref: str) -> tuple[Article | None, Document]:
    """The article, None for a story that the library does not hold, and its document."""
    if call.arguments.url is not None or _is_file(ref):
        return None, _brought(_from_file(call, ref))
    with stored(call) as library:
        article = find_article(library, call.edition.home, ref)
        if library is None or article is None:
            return None, _brought(_from_address(call, ref))
        kept = library.documents.get(article.id)
    is_all = kept is not None and not kept.is_outdated and (kept.is_whole or article.url is None)
    if kept is not None and (call.offline or is_all):
        return article, stored_document(kept.json, kept.pages)
    try:
        return article, _brought(_from_page(call, article))
    except StorageError as error:
        if kept is not None:
            return article, stored_document(kept.json, kept.pages)
        if article.url is None or isinstance(error, LibraryBusyError):
            raise
        return article, _brought(_from_address(call, article.url))  # where nothing can be kept it can be read (FLT-05)


def _say_if_taken_down(call: Call, article: Article | None) -> None:
    """Say on stderr that the site has taken down the page of a story of which the stored text is shown."""
    with stored(call) as library:
        kept = library.documents.get(article.id) if library is not None and article is not None else None
    if kept is not None and kept.is_gone:
        call.output.message(f"{NAME}: the site has taken this story down; what was stored of it is here")


def _brought(story: Coroutine[None, None, Document]) -> Document:
    """Run what brings a story; a stored one never loads asyncio."""
    import asyncio

    return asyncio.run(story)


def _is_file(ref: str) -> bool:
    try:
        return not ref.isdigit() and Path(ref).expanduser().is_file()
    except (OSError, ValueError, RuntimeError):
        return False


async def _from_file(call: Call, name: str) -> Document:
    """The story in a local HTML file; ``--url`` says where it came from, so that its links lead there."""
    from globeterm.cli.composition import open_web
    from globeterm.cli.local import local_address, read_local, story_in

    body = read_local(name, PAGE_BYTES)
    async with open_web(call, call.edition) as (_, workshop):
        return await workshop.run(story_in, body, local_address(call), name, what=name)


async def _from_page(call: Call, article: Article) -> Document:
    """An article's story with all that its page says, which the library then keeps. Raises LibraryBusyError."""
    import asyncio

    from globeterm.cli.composition import open_library

    async with open_library(call) as library:
        document = await library.document(article)
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                return await library.furnished(article) or document
        return document


async def _from_address(call: Call, address: str) -> Document:
    """The story at an address that is no article's; nobody keeps it."""
    from globeterm.cli.composition import open_library_to_look
    from globeterm.cli.local import typed_address

    async with open_library_to_look(call) as library:
        return await library.story_at(typed_address(address))
