"""A whole story as XHTML: head, blocks, foot."""

from collections.abc import Iterator
from datetime import datetime

from globeterm.addresses import host
from globeterm.content import Document
from globeterm.export.clipping import Clipping, byline
from globeterm.export.escaping import direction, escaped, web_address, written_time
from globeterm.export.markup import Markup


def set_clipping(clipping: Clipping, markup: Markup) -> str:
    """The inside of an ``article`` element; its headline stands ``markup.lower`` levels below the first."""
    parts = [*_head(clipping, markup), markup.blocks(clipping.document.blocks), *_foot(clipping.document, markup)]
    return "\n".join(filter(None, parts))


def _head(clipping: Clipping, markup: Markup) -> Iterator[str]:
    document = clipping.document
    level = f"h{1 + markup.lower}"
    yield "<header>"
    yield _line("kicker", " · ".join(document.sections))
    yield f"<{level}{direction(clipping.title)}>{escaped(clipping.title)}</{level}>"
    yield _line("standfirst", document.standfirst)
    yield _line("byline", byline(document))
    yield f'<p class="dateline">{" · ".join(_dateline(clipping, markup))}</p>'
    yield "</header>"
    if document.picture is not None:
        yield markup.figure(document.picture)


def _dateline(clipping: Clipping, markup: Markup) -> Iterator[str]:
    """Date, a later day on which the story was changed, and how long it takes to read."""
    published, updated = clipping.document.published, clipping.document.updated
    if published is not None:
        yield _time(published, markup.dated(published))
    if updated is not None and (published is None or markup.dated(updated) != markup.dated(published)):
        yield "updated " + _time(updated, markup.dated(updated))
    yield f"{clipping.minutes} min"


def _foot(document: Document, markup: Markup) -> Iterator[str]:
    yield "<footer>"
    yield _line("note", document.author_note)
    if document.tags:
        yield _line("tags", "Tags: " + " · ".join(document.tags))
    if document.related:
        yield markup.links("Related", document.related)
    if address := web_address(document.url):
        yield f'<p class="source">Published at <a href="{escaped(address)}">{escaped(host(address) or address)}</a></p>'
    yield "</footer>"


def _line(kind: str, text: str) -> str:
    return f'<p class="{kind}"{direction(text)}>{escaped(text)}</p>' if text.strip() else ""


def _time(moment: datetime, said: str) -> str:
    return f'<time datetime="{written_time(moment)}">{escaped(said)}</time>'
