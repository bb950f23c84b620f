"""The second gate, at the paint: whatever text a widget was given, no control character reaches the terminal (SEC-01).

The first gate is where text is stored (``globeterm.text``). This one also covers what never came from the library: an
error's words, a pasted search, a theme's name. With it stands the filter that paints without any colour (CNV-02).
"""

from functools import lru_cache
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from globeterm.text import BAD

REPLACEMENT: Final = "\ufffd"


class PaintGate(LineFilter):
    """Replaces every bad character in what is painted, and drops a link whose target holds one."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - as its base has it
        """Return the segments, safe to be sent to the terminal."""
        if all(_is_safe(segment) for segment in segments):
            return segments
        return [segment if _is_safe(segment) else _made_safe(segment) for segment in segments]


class Colourless(LineFilter):
    """Takes every colour out of what is painted; bold, underline and reverse stay (``NO_COLOR``)."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - as its base has it
        """Return the segments without colours."""
        return [
            segment if segment.style is None else Segment(segment.text, _without_colour(segment.style), segment.control)
            for segment in segments
        ]


@lru_cache(1024)
def _without_colour(style: Style) -> Style:
    return style.without_color


def _is_safe(segment: Segment) -> bool:
    if segment.control:
        return True
    if BAD.search(segment.text) is not None:
        return False
    return segment.style is None or segment.style.link is None or BAD.search(segment.style.link) is None


def _made_safe(segment: Segment) -> Segment:
    style = segment.style
    if style is not None and style.link is not None and BAD.search(style.link):
        style = style.update_link(None)
    return Segment(BAD.sub(REPLACEMENT, segment.text), style)
