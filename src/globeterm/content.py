"""A story as blocks: paragraphs, headings, pictures and what else there is, of spans in one style each.

A document knows no width. Text has passed the gate, addresses are safe (``addresses.safe_url``), times are in UTC.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style; ``link`` is where it leads. A line break in a block is a line feed in its text."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: str | None = None


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    spans: Spans


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the story; ``level`` 2 to 6."""

    level: int
    spans: Spans


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quote, its own blocks inside, and who said it."""

    blocks: tuple["Block", ...]
    attribution: Spans = ()


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; each item is blocks again, so lists nest. ``start`` is the number of the first item of an ordered one."""

    ordered: bool
    items: tuple[tuple["Block", ...], ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the first ``header_rows`` of them headings. All rows are equally long; a cell is spans."""

    rows: tuple[tuple[Spans, ...], ...]
    header_rows: int = 0
    caption: Spans = ()


@dataclass(frozen=True, slots=True)
class Code:
    """Preformatted text: its line ends and blanks are kept."""

    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a story: its address, what it shows (``alt``), its caption and its credit apart."""

    url: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture where it stands in the story."""

    picture: Picture


@dataclass(frozen=True, slots=True)
class Rule:
    """A break between two parts of a story."""


@dataclass(frozen=True, slots=True)
class Link:
    """Another story, or any address with a name."""

    title: str
    url: str
    authors: tuple[str, ...] = ()
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class More:
    """The site's own inline box, "More on the Subject", where it stands."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Embed:
    """What only a browser can show (a video, a post elsewhere): what it is, what it says, and its address."""

    kind: str
    text: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit added to a story or removed from it; it stands only in what shows two versions as one."""

    kind: Literal["added", "removed"]
    blocks: tuple["Block", ...]


Block = Paragraph | Heading | Quote | ListBlock | Table | Code | Figure | Rule | More | Embed | Change


Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A readable story: ordered blocks and what the page says around them. Anything unknown is empty or None.

    ``source`` says where the blocks come from: the feed's full text, the article's page, or a local file.
    """

    url: str
    title: str
    blocks: Blocks
    source: Literal["feed", "page", "file"] = "feed"
    standfirst: str = ""
    authors: tuple[str, ...] = ()
    agency: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    sections: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    picture: Picture | None = None
    author_note: str = ""
    related: tuple[Link, ...] = ()
    previous: Link | None = None
    next: Link | None = None


@dataclass(frozen=True, slots=True)
class FrontGroup:
    """Stories that a front page sets together, in its order, under a heading ("" where it has none).

    ``role`` is "lead" for what stands above all else, "recommended" and "opinion" for the groups of those names.
    """

    title: str
    links: tuple[Link, ...]
    role: Literal["lead", "recommended", "opinion", "other"] = "other"


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The groups of stories of a front page, from top to bottom; empty when it has none that are known."""

    groups: tuple[FrontGroup, ...] = ()

    @property
    def recommended(self) -> FrontGroup | None:
        """The first group of recommended stories, None when the page has none."""
        return next((group for group in self.groups if group.role == "recommended"), None)

    @property
    def opinion(self) -> FrontGroup | None:
        """The first group of opinion pieces, None when the page has none."""
        return next((group for group in self.groups if group.role == "opinion"), None)


def paragraphs(blocks: Blocks) -> Iterator[str]:
    """Yield the text of a story: a string a paragraph, heading, item, row or piece of code; no captions, no boxes."""
    for block in blocks:
        match block:
            case Paragraph(spans) | Heading(_, spans):
                yield plain(spans)
            case Quote(inner, attribution):
                yield from paragraphs(inner)
                if attribution:
                    yield plain(attribution)
            case ListBlock() | Change():
                for item in _items(block):
                    yield from paragraphs(item)
            case Table(rows):
                for row in rows:
                    yield "  ".join(filter(None, map(plain, row)))
            case Code(text):
                yield text
            case _:
                pass


def _items(block: ListBlock | Change) -> tuple[Blocks, ...]:
    return block.items if isinstance(block, ListBlock) else (block.blocks,)


def illustrations(document: Document) -> Iterator[Picture]:
    """Yield the pictures of a story in the order in which they stand, the lead picture first."""
    if document.picture is not None:
        yield document.picture
    yield from _figures(document.blocks)


def _figures(blocks: Blocks) -> Iterator[Picture]:
    for block in blocks:
        match block:
            case Figure(picture):
                yield picture
            case Quote(inner) | Change(_, inner):
                yield from _figures(inner)
            case ListBlock(_, items):
                for item in items:
                    yield from _figures(item)
            case _:
                pass


def plain(spans: Spans) -> str:
    """Join the text of some spans, without their styles."""
    return "".join(span.text for span in spans)
