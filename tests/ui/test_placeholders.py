"""Pictures' placeholders on their way through the paint: whole, in their colour, and not taken for something bad."""

from io import StringIO

import pytest
from rich.console import Console
from rich.style import Style
from textual.color import Color
from textual.strip import Strip

from globeterm.pictures.fitting import Box
from globeterm.rendering.graphics import image_id, placeholder_rows
from globeterm.rendering.lines import Piece, to_text
from globeterm.ui.gate import PaintGate
from globeterm.ui.ink import inked

PLACEHOLDER = "\U0010eeee"


def strip(console: Console) -> Strip:
    (row,) = placeholder_rows(image_id(26), Box(6, 1), 10)
    text = to_text(tuple(Piece(piece, (style,)) for piece, style in row))
    painted = inked(text, 12, Style.parse("white on black"), lambda name: Style.null(), console)
    return painted.apply_offsets(0, 0).apply_filter(PaintGate(), Color(0, 0, 0))


@pytest.mark.parametrize("colours", ["256", "truecolor"])
def test_the_colour_that_tells_the_picture_comes_through(colours: str) -> None:
    console = Console(color_system=colours, force_terminal=True, file=StringIO())  # type: ignore[arg-type]
    written = strip(console).render(console)
    assert f"\x1b[38;5;{image_id(26) & 0xFF};" in written
    assert written.count(PLACEHOLDER) == 6
    assert "\ufffd" not in written


def test_a_line_may_be_cut_anywhere() -> None:
    whole = strip(Console(file=StringIO()))
    assert whole.cell_length == 12
    for cut in range(13):
        left, right = whole.crop(0, cut), whole.crop(cut, 12)
        assert (left.cell_length, right.cell_length) == (cut, 12 - cut)
        assert left.text + right.text == whole.text
        assert right.text[:1] in {"", " ", PLACEHOLDER}
