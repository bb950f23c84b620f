"""Other stories that an editor has listed in the text itself, under "More on the Subject", as the box that they are."""

import re
from collections.abc import Iterator
from typing import Final

from globeterm.content import Block, Blocks, Heading, Link, ListBlock, More, Paragraph, Span, Spans, plain

_SIGNPOST: Final = (
    r"more\s+on\s+th(?:e|is)\s+(?:subject|topic|story)|related(?:\s+(?:posts?|articles?|stories|story|coverage|content))?|"
    r"(?:also\s+read|read\s+(?:also|more|next)|see\s+also)(?:\s+on\s+the\s+globe\s+post)?"
)
_HEADING: Final = re.compile(rf"\W*(?:{_SIGNPOST})\W*", re.IGNORECASE)
_IN_LINE: Final = re.compile(rf"\W*(?:{_SIGNPOST})\s*[:–—|»-]\W*", re.IGNORECASE)
_SHORT: Final = 60
_MOST: Final = 12


def boxed(blocks: Blocks) -> Blocks:
    """``blocks`` with every signpost and the links under it as one box; text that is no link ends a box."""
    return tuple(_boxed(blocks))


def _boxed(blocks: Blocks) -> Iterator[Block]:
    heading: Block | None = None
    links: list[Link] = []
    for block in blocks:
        found = _links(block) if heading is not None and len(links) < _MOST else []
        if found:
            links += found
            continue
        yield from _closed(heading, links)
        heading, links = None, []
        inline = _in_line(block)
        if inline is not None:
            yield inline
        elif isinstance(block, Heading | Paragraph) and _is_signpost(block.spans):
            heading = block
        else:
            yield block
    yield from _closed(heading, links)


def _closed(heading: Block | None, links: list[Link]) -> Iterator[Block]:
    """Yield the box that ends here; a signpost without links under it is a line of the story."""
    if isinstance(heading, Heading | Paragraph):
        yield More(plain(heading.spans).strip(" :"), tuple(links)) if links else heading


def _is_signpost(spans: Spans) -> bool:
    text = plain(spans)
    return len(text) <= _SHORT and _HEADING.fullmatch(text) is not None and not any(span.link for span in spans)


def _in_line(block: Block) -> More | None:
    """A line such as "Read also: " and nothing but a link behind it."""
    if not isinstance(block, Paragraph) or len(block.spans) < 2:
        return None
    first, *others = block.spans
    found = _linked(tuple(others))
    if first.link is None and found and _IN_LINE.fullmatch(first.text):
        return More(first.text.strip(" :–—|»-"), tuple(found))
    return None


def _links(block: Block) -> list[Link]:
    """The links of a block that is nothing else; none for any other."""
    if isinstance(block, Paragraph | Heading):
        return _linked(block.spans)
    if not isinstance(block, ListBlock):
        return []
    found = [_links(inner) for item in block.items for inner in item]
    return [link for links in found for link in links] if all(found) else []


def _linked(spans: Spans) -> list[Link]:
    """The links that make up a line; several spans of one address, and the blanks between them, are one link."""
    found: dict[str, list[Span]] = {}
    last: list[Span] = []
    for span in spans:
        if span.link is not None:
            last = found.setdefault(span.link, [])
            last.append(span)
        elif any(map(str.isalnum, span.text)):
            return []
        elif not span.text.strip():
            last.append(span)
    return [Link(" ".join(plain(tuple(each)).split()), url) for url, each in found.items()]
