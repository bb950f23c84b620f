"""Who made a picture, in words."""

import pytest

from globeterm.document.credit import said_credit


@pytest.mark.parametrize(
    ("credit", "said"),
    [
        ("AFP", "Photo: AFP"),
        ("", ""),
        ("Photo by Abena Fosu", "Photo by Abena Fosu"),
        ("© AFP", "© AFP"),
        ("Drawing: B. Achterhuis", "Drawing: B. Achterhuis"),
        ("Illustration by Benno Achterhuis", "Illustration by Benno Achterhuis"),
    ],
)
def test_a_credit_says_what_it_is(credit: str, said: str) -> None:
    assert said_credit(credit) == said
