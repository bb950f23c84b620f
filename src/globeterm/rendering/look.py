"""How a story is to be set: the widths, and what the terminal can show."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from rich.style import Style

from globeterm.content import Picture

#: Gives a picture's lines, each of runs of characters in a style, at most so many columns wide; None: not to be had.
Illustrator = Callable[[Picture, int], Sequence[Sequence[tuple[str, Style]]] | None]

MIN_MEASURE: Final = 66
MAX_MEASURE: Final = 76

_ROOMY: Final = 50
_TIGHT: Final = 20


@dataclass(frozen=True, slots=True)
class Look:
    """The setting of a story. ``width`` is the room there is, ``measure`` the longest line of text, both in columns.

    ``ascii`` sets borders and marks in ASCII alone. ``addresses`` adds a table of the links' addresses at the end, for
    paper and pipes. ``pictures`` off leaves pictures' places to their captions; ``illustrate`` draws them. ``justify``
    sets running text flush on both sides, hyphenated where need be.
    """

    width: int
    measure: int = 72
    pictures: bool = True
    ascii: bool = False
    addresses: bool = False
    illustrate: Illustrator | None = None
    justify: bool = False

    @property
    def column(self) -> int:
        """The width of the text: the measure, or all there is but a margin; at least 1."""
        return max(1, min(self.measure, self.width - 2 * self.margin))

    @property
    def margin(self) -> int:
        """The least room on either side of the text, in columns."""
        if self.width >= _ROOMY:
            return 2
        return 1 if self.width >= _TIGHT else 0

    @property
    def indent(self) -> int:
        """Where the text begins, so that it stands in the middle of the width."""
        return max(0, (self.width - self.column) // 2)
