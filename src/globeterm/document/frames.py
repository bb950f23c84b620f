"""The blocks being built: what is open (quotes, lists, items), and where the next block goes.

Nesting is bounded: what stands deeper than ``NESTING`` is put into the innermost open block, so that a document can be
walked by functions that call themselves however it was nested by its page.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from globeterm.content import Block, Blocks, Figure, Heading, ListBlock, Paragraph, Quote, Rule, Span, Spans, plain
from globeterm.document.spans import Runs

NESTING: Final = 8
#: A story of more blocks than this is cut.
MOST_BLOCKS: Final = 20_000

_ATTRIBUTION_LENGTH: Final = 120
_DASH: Final = re.compile(r"^\s*(?:[—–―]|--?\s)\s*")


@dataclass(slots=True)
class _Frame:
    """One open block. The items of a list are blocks of blocks; ``blocks`` is what stands in any other frame."""

    kind: str
    blocks: list[Block] = field(default_factory=list)
    items: list[Blocks] = field(default_factory=list)
    attribution: Spans = ()
    ordered: bool = False
    start: int = 1


class Frames:
    """Collects running text and blocks; everything that is opened is closed in reverse order."""

    def __init__(self) -> None:
        self.runs = Runs()
        self._frames = [_Frame("story")]
        self._waiting: list[Block] = []
        self._heading: int | None = None
        self._attributing = False
        self._count = 0

    @property
    def full(self) -> bool:
        """Whether the story is as long as a story may be."""
        return self._count >= MOST_BLOCKS

    @property
    def nestable(self) -> bool:
        """Whether one more quote or list may be opened."""
        return sum(frame.kind in {"quote", "list"} for frame in self._frames) < NESTING

    @property
    def innermost(self) -> str:
        """The kind of the innermost open frame: "story", "quote", "list" or "item"."""
        return self._frames[-1].kind

    def put(self, block: Block) -> None:
        """Add a block where it stands; inside running text it waits for the end of the paragraph."""
        if self.runs.blank():
            self._add(block)
        else:
            self._waiting.append(block)

    def flush(self) -> None:
        """End the paragraph (or heading, or attribution) that is being collected."""
        for spans in self.runs.take():
            if self._attributing:
                self._frames[-1].attribution = _without_dash(spans)
            else:
                self._add(Heading(self._heading, spans) if self._heading is not None else Paragraph(spans))
        waiting, self._waiting = self._waiting, []
        for block in waiting:
            self._add(block)

    def open_heading(self, level: int) -> None:
        """Begin a heading; ``level`` is clamped to 2 … 6."""
        self.flush()
        self._heading = min(6, max(2, level))

    def close_heading(self) -> None:
        """End a heading."""
        self.flush()
        self._heading = None

    def open_attribution(self) -> None:
        """Begin the words that say whom the open quote is from."""
        self.flush()
        self._attributing = True

    def close_attribution(self) -> None:
        """End an attribution."""
        self.flush()
        self._attributing = False

    def open_quote(self) -> None:
        """Begin a block quote."""
        self.flush()
        self._frames.append(_Frame("quote"))

    def close_quote(self, caption: Spans = ()) -> None:
        """End a block quote; ``caption`` is the attribution of one that names nobody itself."""
        self.flush()
        frame = self._frames.pop()
        blocks, attribution = frame.blocks, frame.attribution or caption
        if not attribution:
            blocks, attribution = _signed(blocks)
        if blocks:
            self._add(Quote(tuple(blocks), attribution))

    def open_list(self, start: int | None) -> None:
        """Begin a list, an ordered one when it has a ``start``."""
        self.flush()
        self._frames.append(_Frame("list", ordered=start is not None, start=1 if start is None else start))

    def close_list(self) -> None:
        """End a list."""
        self.flush()
        frame = self._frames.pop()
        if frame.items:
            self._add(ListBlock(frame.ordered, tuple(frame.items), frame.start))

    def open_item(self) -> None:
        """Begin an item of the innermost list."""
        self.flush()
        self._frames.append(_Frame("item"))

    def close_item(self) -> None:
        """End an item."""
        self.flush()
        blocks = self._frames.pop().blocks
        if blocks:
            self._frames[-1].items.append(tuple(blocks))

    def caption(self, caption: str, credit: str) -> None:
        """Give a caption that stands by itself to the figure before it, when that has none."""
        blocks = self._frames[-1].blocks
        if blocks and isinstance(blocks[-1], Figure) and not blocks[-1].picture.caption:
            picture = blocks[-1].picture
            blocks[-1] = Figure(replace(picture, caption=caption, credit=credit or picture.credit))

    def done(self) -> Blocks:
        """All blocks, when everything is closed."""
        self.flush()
        return tuple(_parted(self._frames[0].blocks))

    def _add(self, block: Block) -> None:
        self._count += 1
        frame = self._frames[-1]
        if frame.kind != "list":
            frame.blocks.append(block)
        elif frame.items:
            frame.items[-1] = (*frame.items[-1], block)
        else:
            frame.items.append((block,))


def _signed(blocks: list[Block]) -> tuple[list[Block], Spans]:
    """A quote whose last paragraph is "— Name", without that paragraph, and the name."""
    if len(blocks) > 1 and isinstance(blocks[-1], Paragraph):
        spans = blocks[-1].spans
        text = plain(spans)
        if _DASH.match(text) and len(text) <= _ATTRIBUTION_LENGTH:
            return blocks[:-1], _without_dash(spans)
    return blocks, ()


def _without_dash(spans: Spans) -> Spans:
    text = _DASH.sub("", spans[0].text)
    first = (replace(spans[0], text=text),) if text else ()
    return first + spans[1:]


def _parted(blocks: Iterable[Block]) -> Iterable[Block]:
    """Yield ``blocks``, with a rule only between two others."""
    rule = False
    begun = False
    for block in blocks:
        if isinstance(block, Rule):
            rule = begun
            continue
        if rule:
            yield Rule()
        rule, begun = False, True
        yield block


def one_line(paragraphs: Iterable[Spans]) -> Spans:
    """Join several paragraphs as spans with line feeds between them."""
    joined: list[Span] = []
    for spans in paragraphs:
        if joined:
            joined.append(Span("\n"))
        joined.extend(spans)
    return tuple(joined)
