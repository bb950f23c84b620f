"""Sets a whole story: head, blocks, foot, as lines that stand in the middle of the width."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain, islice, repeat
from typing import Final

from globeterm.content import Block, Document, Heading
from globeterm.model import Article
from globeterm.rendering.blocks import BlockSetter
from globeterm.rendering.foot import foot_parts
from globeterm.rendering.head import head_rows, sections_of
from globeterm.rendering.lines import Piece, Row, behind, extras, link_places, stacked, to_text, within
from globeterm.rendering.links import LinkTable, SetLink
from globeterm.rendering.look import Look
from globeterm.rendering.setblock import HEAD, SetBlock

#: A long block comes in parts of so many lines, so that no one waits for the end of it.
PART_LINES: Final = 64


def set_story(article: Article | None, document: Document, look: Look, *, now: datetime) -> Iterator[SetBlock]:
    """Yield a story's blocks as lines, from top to bottom; the work is done as they are asked for.

    The same story in the same look gives the same lines. ``now`` is where dates are told: its time zone counts.
    """
    links = LinkTable(ascii=look.ascii)
    setter = BlockSetter(look, links, now)
    yield from _block(HEAD, "head", head_rows(article, document, look, now), look, links, gap=1)
    for index, block in enumerate(document.blocks):
        following = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
        rows = setter.rows(block, look.column)
        yield from _block(index, type(block).__name__.lower(), rows, look, links, gap=_gap(following))
    index = len(document.blocks)
    for part in foot_parts(document, look, links, now, sections=sections_of(article, document)):
        yield from _block(index, "foot", part, look, links, gap=1)
        index += 1


def _gap(following: Block | None) -> int:
    """The blank lines under a block: one more before a new part of the story."""
    return 2 if isinstance(following, Heading) and following.level <= 2 else 1


def _block(index: int, role: str, rows: Iterator[Row], look: Look, links: LinkTable, *, gap: int) -> Iterator[SetBlock]:
    """The lines of one block, its blank lines under it, in parts."""
    filled = _with_gap(rows, gap)
    while part := tuple(islice(filled, PART_LINES)):
        yield _set(index, role, part, look, links.fresh())


def _with_gap(rows: Iterator[Row], gap: int) -> Iterator[Row]:
    """The lines and the blank ones under them, whose offset is behind all of the text; nothing for nothing.

    The first line is where the block begins, whatever it shows, so that every block has a line for its offset 0.
    """
    first = next(rows, None)
    if first is None:
        return
    end = yield from stacked(chain((first._replace(offset=0),), rows), 0)
    yield from repeat(Row((), end, end), gap)


def _set(index: int, role: str, rows: tuple[Row, ...], look: Look, links: tuple[SetLink, ...]) -> SetBlock:
    """The lines as they are painted: pushed in by the margin, never wider than the width."""
    margin = Piece(" " * look.indent)
    pieces = [within(behind(margin, row).pieces if row.pieces else (), look.width) for row in rows]
    leads = [
        sum(len(piece.text) for piece in line[: row.lead + (1 if margin.text else 0)])
        for line, row in zip(pieces, rows, strict=True)
    ]
    places = chain.from_iterable(link_places(line, number) for number, line in enumerate(pieces))
    beside = chain.from_iterable(extras(line, number) for number, line in enumerate(pieces))
    return SetBlock(
        index,
        role,
        tuple(to_text(line) for line in pieces),
        tuple(row.offset for row in rows),
        tuple(leads),
        links,
        tuple(places),
        tuple(row.tie for row in rows),
        tuple(beside),
    )
