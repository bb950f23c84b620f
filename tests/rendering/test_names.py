"""Bylines in narrow rows: agencies go first, then all but the first author, and only then letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from globeterm.rendering.cells import width
from globeterm.rendering.names import names_within

DUO = ("Halla Grímsdal with Meridian Wire",)
DESK = ("Staff Writer", "AFP")
THREE = ("Ann Lee", "Bo Karlsson", "Cy Young", "EFE")


@pytest.mark.parametrize(
    ("names", "columns", "said"),
    [
        (DUO, 40, "Halla Grímsdal with Meridian Wire"),
        (DUO, 32, "Halla Grímsdal"),
        (DUO, 14, "Halla Grímsdal"),
        (DUO, 13, "Halla Grímsd…"),
        (DESK, 17, "Staff Writer, AFP"),
        (DESK, 16, "Staff Writer"),
        (THREE, 34, "Ann Lee, Bo Karlsson, Cy Young"),
        (THREE, 29, "Ann Lee and others"),
        (THREE, 17, "Ann Lee"),
        (("AFP",), 3, "AFP"),
        (("AFP", "EFE"), 5, "AFP"),
        (("Anonymous",), 2, ""),
        ((), 20, ""),
        (("with", "With Love"), 15, "with, With Love"),
    ],
)
def test_names_are_shortened_by_whole_names(names: tuple[str, ...], columns: int, said: str) -> None:
    assert names_within(names, columns, "…") == said


@given(st.lists(st.text("ab AFP日", max_size=12).map(str.strip), max_size=4), st.integers(0, 40))
def test_they_are_never_wider_than_the_room(names: list[str], columns: int) -> None:
    assert width(names_within(names, columns, "…")) <= columns
