"""A document from what a feed says, when the feed has the whole story."""

import re
from typing import Final

from globeterm.content import Blocks, Document, Figure, Paragraph, paragraphs
from globeterm.document.blocks import PROTECTED, blocks_of
from globeterm.document.byline import split_byline
from globeterm.document.ending import without_source
from globeterm.document.signposts import boxed
from globeterm.document.tree import parsed, text_of
from globeterm.entry import Entry
from globeterm.limits import LINE_LENGTH, NAME_LENGTH, STORY_LENGTH
from globeterm.text import clean_line

#: A description counts as the whole story when it has this many paragraphs and characters.
PARAGRAPHS: Final = 3
CHARACTERS: Final = 1000

_CUT: Final = re.compile(
    r"(?:\[\s*(?:…|\.{3})\s*\]|(?:continue|keep|read)\s+(?:reading|more|on|the\s+(?:rest|full|whole)\b[^.]*)"
    r"[^.\n]{0,120}?(?:→|»|…|\.{3})?)\s*$",
    re.IGNORECASE,
)


def from_entry(entry: Entry, base: str) -> Document | None:
    """The document of an entry; None when the feed has no text, an excerpt, or the beginning only.

    WordPress repeats the excerpt as the content of an empty body, and cuts long ones with "[…]" (wordpress.md, 2).
    """
    address = entry.link or base
    blocks = _whole(entry, address)
    if not blocks:
        return None
    authors, agency = split_byline(entry.authors)
    return Document(
        url=address,
        title=clean_line(entry.title, LINE_LENGTH),
        blocks=blocks,
        source="feed",
        authors=authors,
        agency=agency,
        published=entry.published,
        updated=entry.updated,
        tags=tuple(filter(None, (clean_line(tag, NAME_LENGTH) for tag in entry.tags))),
    )


def blocks_in(html: str, base: str) -> Blocks:
    """The blocks of a piece of HTML, without "The post … appeared first on …" at its end."""
    root = parsed(html[:STORY_LENGTH])
    return boxed(without_source(blocks_of(root, base))) if root is not None else ()


def plain_text(html: str) -> str:
    """Foreign HTML as one line of text, as long as a line may be."""
    root = parsed(html[:STORY_LENGTH])
    return clean_line(text_of(root), STORY_LENGTH) if root is not None else ""


def _whole(entry: Entry, base: str) -> Blocks:
    """The blocks of the whole story, or none."""
    blocks = blocks_in(entry.content, base)
    if blocks and not _is_excerpt(blocks, entry.summary):
        return blocks
    if entry.content.strip():
        return ()
    described = blocks_in(entry.summary, base)
    texts = list(paragraphs(described))
    long = len(texts) >= PARAGRAPHS and sum(map(len, texts)) >= CHARACTERS
    return described if long and not _is_cut(described) else ()


def _is_excerpt(blocks: Blocks, summary: str) -> bool:
    """Whether the content of an entry is less than the story: it is cut, or is the one paragraph of the excerpt."""
    if _is_cut(blocks):
        return True
    if len(blocks) > 1 or not isinstance(blocks[0], Paragraph):
        return all(isinstance(block, Figure) for block in blocks)
    text = clean_line(next(paragraphs(blocks)), STORY_LENGTH)
    linked = any(span.link for span in blocks[0].spans)
    return text != PROTECTED and not linked and text == plain_text(summary)


def _is_cut(blocks: Blocks) -> bool:
    last = next(reversed(list(paragraphs(blocks))), "")
    return _CUT.search(last) is not None
