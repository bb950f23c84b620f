"""What stands in a story without being its text: the site's own box of links, and what only a browser can show."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from globeterm.addresses import host
from globeterm.content import Embed, Link, More, Span
from globeterm.rendering.cells import shortened, width
from globeterm.rendering.dates import long_date
from globeterm.rendering.flow import flowed, plain_flow
from globeterm.rendering.gating import gated, named
from globeterm.rendering.lines import Piece, Row, behind, cells, narrowed, prefixed, stacked
from globeterm.rendering.links import LinkTable
from globeterm.rendering.signs import Signs

#: Below so many columns a box has no sides.
_LEAST: Final = 12
#: What the upper edge of a box takes besides its title.
_EDGE: Final = 6
_BORDER: Final = ("story.border",)


def more_rows(box: More, columns: int, links: LinkTable, shown: Signs, now: datetime) -> Iterator[Row]:
    """The site's own box of links, framed as it stands in the story; without links there is no box."""
    if not box.links:
        return
    framed = columns >= _LEAST
    inner = columns - 4 if framed else columns
    if framed:
        yield _upper_edge(box.title, columns, shown)
    else:
        for row in plain_flow(box.title, "story.box").rows(columns):
            yield row._replace(offset=0, end=0)
    base = 0
    for link in box.links:
        rows = _boxed_link(link, inner, links, shown, now)
        base = yield from stacked((_sided(row, inner, shown) for row in rows) if framed else rows, base)
    if framed:
        line = shown.corners[2] + shown.hairline * (columns - 2) + shown.corners[3]
        yield Row((Piece(line, _BORDER),), base - 1, base - 1, lead=1)


def embed_rows(embed: Embed, columns: int, links: LinkTable, shown: Signs) -> Iterator[Row]:
    """What only a browser can show, as a line that says what it is and where."""
    room, sign = narrowed(columns, Piece(f"{shown.embed} ", ("story.embed",)))
    said = ": ".join(filter(None, (embed.kind[:1].upper() + embed.kind[1:], embed.text)))
    site = (Span(" ("), Span(host(embed.url) or embed.url, link=embed.url), Span(")")) if embed.url else ()
    flow = flowed((Span(said), *site), links, "story.embed")
    yield from prefixed(flow.rows(room), sign, Piece(" " * width(sign.text)))


def about(link: Link, apart: str, now: datetime) -> str:
    """Who wrote another story and when, as one line; no line ends inside the date."""
    date = long_date(link.published, now).replace(" ", "\u00a0") if link.published else ""
    return apart.join(filter(None, (", ".join(link.authors), date)))


def _boxed_link(link: Link, columns: int, links: LinkTable, shown: Signs, now: datetime) -> Iterator[Row]:
    flow = flowed((Span(named(link.title, host(link.url) or link.url), link=link.url),), links)
    yield from flow.rows(columns)
    if said := about(link, shown.apart, now):
        yield from plain_flow(said, "story.aside").rows(columns, base=flow.length)


def _upper_edge(title: str, columns: int, shown: Signs) -> Row:
    """The upper edge of a box, its title set into it as far as there is room."""
    left, right = shown.corners[0], shown.corners[1]
    inset = shortened(gated(title).replace("\n", " ").strip(), columns - _EDGE, shown.ellipsis)
    if not inset:
        return Row((Piece(f"{left}{shown.hairline * (columns - 2)}{right}", _BORDER),), lead=1)
    rest = shown.hairline * (columns - _EDGE + 1 - width(inset))
    pieces = (
        Piece(f"{left}{shown.hairline} ", _BORDER),
        Piece(inset, ("story.box",)),
        Piece(f" {rest}{right}", _BORDER, extra=True),
    )
    return Row(pieces, lead=1)


def _sided(row: Row, inner: int, shown: Signs) -> Row:
    """A line of a box between its sides."""
    fill = Piece(" " * max(0, inner - cells(row.pieces)), extra=True)
    closed = row._replace(pieces=(*row.pieces, fill, Piece(f" {shown.side}", _BORDER, extra=True)))
    return behind(Piece(f"{shown.side} ", _BORDER), closed)
