"""From set text to painted strips: the style names of ``rendering`` become component classes of a widget.

The name "headline.title" is the component class "headline--title", so that every colour stands in a stylesheet.
"""

from collections.abc import Callable, Iterable

from rich.console import Console
from rich.style import Style
from rich.text import Span, Text
from textual.strip import Strip

Inks = Callable[[str], Style]


def component(name: str) -> str:
    """The component class in which the colours of a style name of ``rendering`` stand."""
    return name.replace(".", "--")


def inked(text: Text, width: int, base: Style, inks: Inks, console: Console) -> Strip:
    """One set line as a strip of exactly ``width`` columns on the style ``base``; ``inks`` knows the named styles.

    On a reversed line the inks give their weight and slope alone, for their colours would become patches of ground.
    """
    spans = list(_dyed(text, inks))
    if base.reverse:
        spans = [Span(start, end, ink.without_color) for start, end, ink in spans if isinstance(ink, Style)]
    dyed = Text(text.plain, spans=spans, end="", no_wrap=True)
    segments = [segment for segment in dyed.render(console) if segment.text]
    return Strip(segments).apply_style(base).adjust_cell_length(width, base)


def _dyed(text: Text, inks: Inks) -> Iterable[Span]:
    if text.style:
        yield Span(0, len(text), _ink(text.style, inks))
    for start, end, style in text.spans:
        yield Span(start, end, _ink(style, inks))


def _ink(style: str | Style, inks: Inks) -> Style:
    return inks(style) if isinstance(style, str) else style
