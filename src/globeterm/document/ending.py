"""What a site sets under a story in the story's own text, and is none of it."""

import re
from typing import Final

from globeterm.content import Block, Blocks, Paragraph, Rule, plain

_SOURCE: Final = re.compile(
    r"^(?:The post|Der Beitrag|L[’']article|El artículo|La entrada|L[’']articolo|De post|O post|Artykuł|Wpis)\s.{1,600}"
    r"\s(?:appeared first on|erschien (?:zuerst|als [Ee]rstes) (?:auf|bei)|est apparu en premier sur|proviene da|"
    r"apareció primero en|se publicó primero en|verscheen eerst op|apareceu primeiro em|pochodzi z serwisu)\s",
    re.DOTALL,
)


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
