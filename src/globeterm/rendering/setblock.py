"""What setting gives: a block of a story, or a part of a long one, as lines."""

from dataclasses import dataclass
from typing import Final

from rich.text import Text

from globeterm.rendering.lines import Extra, LinkPlace
from globeterm.rendering.links import SetLink

#: The index of a story's head.
HEAD: Final = -1


@dataclass(frozen=True, slots=True)
class SetBlock:
    """A block of a story, or a part of a long one, as lines no wider than the look.

    ``index`` is the block's index in the document, -1 for the head; the parts of the foot count on from the last block.
    ``role`` is "head", "foot", or the kind of the block in lower case. For each line: ``offsets`` is the offset of its
    first character in the block's text, ``leads`` how many characters at its front (margin, bar, bullet) are no text.
    ``ties`` is what stands between a line and the next in the text: a line feed, a blank, nothing inside a word.
    ``links`` are the links first met here, ``places`` where links stand in these lines, ``extras`` where characters
    behind the front of a line are no text either: grown blanks, hyphens, borders.
    """

    index: int
    role: str
    lines: tuple[Text, ...]
    offsets: tuple[int, ...]
    leads: tuple[int, ...]
    links: tuple[SetLink, ...] = ()
    places: tuple[LinkPlace, ...] = ()
    ties: tuple[str, ...] = ()
    extras: tuple[Extra, ...] = ()
