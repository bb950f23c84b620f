"""How long a story takes to read."""

import re
from math import ceil
from typing import Final

from globeterm.content import Blocks, paragraphs

WORDS_PER_MINUTE: Final = 230
#: Scripts without blanks between words are counted by characters.
CHARACTERS_PER_MINUTE: Final = 500

_UNSPACED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
)


def minutes(blocks: Blocks) -> int:
    """The reading time of a story's text in minutes, rounded up, at least 1."""
    words = 0
    characters = 0
    for text in paragraphs(blocks):
        spaced, unspaced = _UNSPACED.subn(" ", text)
        words += sum(1 for word in spaced.split() if any(map(str.isalnum, word)))
        characters += unspaced
    return max(1, ceil(words / WORDS_PER_MINUTE + characters / CHARACTERS_PER_MINUTE))
