"""Kitty's placeholders on their way to the terminal: their colour is the picture's number, and must stay what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.filter import LineFilter

if TYPE_CHECKING:
    from textual.color import Color

#: In a placeholder's style: the colour of the palette that tells its picture.
COLOUR: Final = "picture_colour"
PLACEHOLDER: Final = "\U0010eeee"


class PlaceholderColours(LineFilter):
    """Gives placeholders back the colour of the palette, which Textual turns into one of red, green and blue."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - as its base has it
        """Return the segments, placeholders in their own colour."""
        if not any(segment.text.startswith(PLACEHOLDER) for segment in segments):
            return segments
        return [_restored(segment) if segment.text.startswith(PLACEHOLDER) else segment for segment in segments]


def _restored(segment: Segment) -> Segment:
    style = segment.style
    colour = style.meta.get(COLOUR) if style is not None else None
    if style is None or not isinstance(colour, int):
        return segment
    return Segment(segment.text, style + Style(color=RichColor.from_ansi(colour), dim=False), segment.control)
