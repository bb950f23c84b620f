"""What stands under a story in the story's own text: the site's line of where it is from, and a note on its author."""

import re
from collections.abc import Iterable
from typing import Final

from globeterm.content import Block, Blocks, Paragraph, Rule, plain

_SOURCE: Final = re.compile(
    r"^(?:The post|Der Beitrag|L[’']article|El artículo|La entrada|L[’']articolo|De post|O post|Artykuł|Wpis)\s.{1,600}"
    r"\s(?:appeared first on|erschien (?:zuerst|als [Ee]rstes) (?:auf|bei)|est apparu en premier sur|proviene da|"
    r"apareció primero en|se publicó primero en|verscheen eerst op|apareceu primeiro em|pochodzi z serwisu)\s",
    re.DOTALL,
)

#: What only a note on a story says: who its author is, whose views it holds, who helped.
_NOTE: Final = re.compile(
    r"\b(?:views|opinions)\s+expressed\b|\bcontributed\s+(?:to\s+)?(?:this|the|reporting)\b|\breporting\s+by\b|"
    r"\boriginally\s+(?:appeared|published)\b|^with\s+(?:contributions|reporting)\s+(?:by|from)\b",
    re.IGNORECASE,
)
_LONGEST_NOTE: Final = 600
_LAST: Final = 3


def closing_note(blocks: Blocks, authors: Iterable[str]) -> str:
    """The note on its author in italics at the end of a story, "" when there is none; it is a part of the text."""
    names = [author.casefold() for author in authors]
    for block in reversed(blocks[-_LAST:]):
        if isinstance(block, Paragraph) and all(span.emphasis or not span.text.strip() for span in block.spans):
            text = plain(block.spans)
            if len(text) <= _LONGEST_NOTE and (_NOTE.search(text) or text.casefold().startswith(tuple(names))):
                return text
    return ""


def without_source(blocks: Blocks) -> Blocks:
    """``blocks`` without "The post … appeared first on …" at the end, and without a rule that only set it off."""
    kept = list(blocks)
    if kept and _is_source(kept[-1]):
        kept.pop()
        while kept and isinstance(kept[-1], Rule):
            kept.pop()
    return tuple(kept)


def _is_source(block: Block) -> bool:
    return isinstance(block, Paragraph) and _SOURCE.match(plain(block.spans)) is not None
