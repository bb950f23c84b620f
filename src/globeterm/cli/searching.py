"""``search``: stories of the library by their words, and with ``--remote`` those that the site's own search knows."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from globeterm.cli import records
from globeterm.cli.stored import stored
from globeterm.errors import EXIT_OK, EXIT_PARTLY, BadInputError, StorageError, UnreachableError
from globeterm.found import SearchResult
from globeterm.query import parse_query
from globeterm.rendering.dates import short_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from globeterm.cli.call import Call
    from globeterm.found import SiteHit, Snippet

_SITE: Final = "·"


def search(call: Call) -> int:
    """``search QUERY``: the best hits first; 1 when the site was to be asked as well and could not be."""
    text = " ".join(call.arguments.query)
    result = _in_the_library(call, text)
    others: Sequence[SiteHit] = ()
    code = EXIT_OK
    if call.arguments.remote:
        try:
            others = _not_among(result, _at_the_site(call, text))
        except (UnreachableError, BadInputError) as error:
            call.output.message(str(error))
            code = EXIT_PARTLY
    if call.arguments.json:
        call.output.json(records.search_results(result, others))
        return code
    _show(call, result, others)
    return code


def _in_the_library(call: Call, text: str) -> SearchResult:
    """What the library has, all of it indexed first; where that can't be written, as far as it is."""
    from globeterm.storage.search import SearchStore

    query = parse_query(text)
    with stored(call) as library:
        if library is None:
            return SearchResult(query.text)
        index = SearchStore(library.database)
        with suppress(StorageError):
            while index.catch_up():
                pass
        found = index.find(call.edition.home, query, call.arguments.count, is_exact=True)
        return found or SearchResult(query.text)


def _at_the_site(call: Call, text: str) -> tuple[SiteHit, ...]:
    """What the site finds, stored as the reader does; not while another globeterm holds the library."""
    import asyncio

    from globeterm.cli.composition import open_library, open_library_to_look

    async def ask() -> tuple[SiteHit, ...]:
        try:
            async with open_library(call) as library:
                return (await library.search_site(text)).hits
        except StorageError:
            async with open_library_to_look(call) as library:
                return (await library.search_site(text, keep=False)).hits

    return asyncio.run(ask())


def _not_among(result: SearchResult, others: Sequence[SiteHit]) -> list[SiteHit]:
    """The site's hits that are not shown already."""
    shown = {hit.article.id for hit in result.hits}
    return [other for other in others if other.article is None or other.article.id not in shown]


def _show(call: Call, result: SearchResult, others: Sequence[SiteHit]) -> None:
    if result.instead:
        words = ", ".join(f"“{other}”" for _, other in result.instead)
        call.output.message(f"Nothing has just these words; these are for {words}.")
    numbers = [str(hit.article.id) for hit in result.hits]
    numbers += [_SITE if other.article is None else str(other.article.id) for other in others]
    indent = 2 + max(map(len, numbers), default=0)
    for number, hit in zip(numbers, result.hits, strict=False):
        one = hit.article
        _show_hit(call, number, indent, (one.title, one.authors, one.published, hit.snippet, None))
    for number, other in zip(numbers[len(result.hits) :], others, strict=True):
        _show_hit(call, number, indent, (other.title, other.authors, other.published, other.snippet, other.url))
    if not numbers:
        call.output.message("No result.")
    elif result.total > len(result.hits):
        call.output.message(f"{len(result.hits)} of {result.total} stories; -n shows more.")


def _show_hit(
    call: Call,
    number: str,
    indent: int,
    hit: tuple[str, Sequence[str], datetime | None, Snippet, str | None],
) -> None:
    """One story: its number, its title, who and when, the piece of text, and the address of one that is not here."""
    title, authors, published, found, url = hit
    said = [", ".join(authors)] if authors else []
    if published is not None:
        said.append(short_date(published, call.now()))
    if url is not None:
        said.append("on the site")
    call.output.data(title or "(no title)", style="strong", first=number, indent=indent)
    for line in (" · ".join(said), found.text, url or ""):
        if line:
            call.output.data(line, style="faint" if line != found.text else "plain", indent=indent, first="")
