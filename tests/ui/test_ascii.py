"""A terminal that shows ASCII alone: nothing else is painted, and no column moves (FLT-21)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from globeterm.config import Config
from globeterm.rendering.cells import width
from globeterm.ui.app import GlobeApp
from globeterm.ui.ascii import AsciiPaint, in_ascii

from .papers import NOW, press, running, some_paper


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("│ ● Łódź …", "| * Lodz ."),
        ("“Élan” – 5 × 3°", '"Elan" - 5 x 3\''),
        ("╭─▌▄╯", "+-|#+"),
        ("漢字", "????"),
        ("é", "e"),
        ("ﬁ", "?"),
    ],
)
def test_flt_21_a_character_gives_way_to_one_that_is_like_it(text: str, shown: str) -> None:
    assert in_ascii(text) == shown


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Mn", "Me", "Cf")), max_size=20))
def test_flt_21_no_column_moves(text: str) -> None:
    shown = in_ascii(text)
    assert shown.isascii()
    assert len(shown) >= sum(width(character) for character in text if character.isascii())


async def test_flt_21_all_that_is_painted_is_ascii() -> None:
    paper = some_paper()
    app = GlobeApp(paper, lambda: paper, config=Config(), now=lambda: NOW, ascii_only=True)  # type: ignore[arg-type, return-value]
    assert any(isinstance(kept, AsciiPaint) for kept in app._filters)
    async with running(app) as pilot:
        await press(pilot, "enter")
        for kept in app._filters:
            if isinstance(kept, AsciiPaint):
                for strip in app.screen._compositor.render_strips():
                    painted = strip.apply_filter(kept, app.screen.styles.background)
                    assert "".join(segment.text for segment in painted).isascii()
                    assert painted.cell_length == strip.cell_length
