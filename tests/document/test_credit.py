"""Who made a picture, in words."""

import pytest

from globeterm.document.credit import said_credit
from globeterm.document.pictures import split_credit


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


SCENE = "Police stand guard in the city on Monday."


@pytest.mark.parametrize(
    ("said", "credit"),
    [
        ("Photo: AFP", "AFP"),
        ("(Photo by Jane Doe/Getty Images)", "Jane Doe/Getty Images"),
        ("(Jane Doe for The Globe Post)", "Jane Doe for The Globe Post"),
        ("AFP/Getty Images", "AFP/Getty Images"),
        ("AFP", "AFP"),
        ("Jane de la Cruz/AFP", "Jane de la Cruz/AFP"),
        ("REUTERS/John Smith", "REUTERS/John Smith"),
        ("Photo Courtesy: The Museum", "The Museum"),
        ("Courtesy of the Museum", "the Museum"),
        ("Photo: U.S. Department of Defense/Sgt. Amber Smith", "U.S. Department of Defense/Sgt. Amber Smith"),
        ("| Photo: Jane Doe", "Jane Doe"),
        ("Image: Wikimedia, CC BY-SA 4.0", "Wikimedia, CC BY-SA 4.0"),
        ("(© Jane Doe / dpa)", "Jane Doe / dpa"),
    ],
)
def test_credits_as_they_are_spelt(said: str, credit: str) -> None:
    assert split_credit(f"{SCENE} {said}") == (SCENE, credit)


@pytest.mark.parametrize(
    "caption",
    [
        "A man reads The Times (founded 1785).",
        "The map shows routes: A, B and C.",
        "He said that credit was due to Reuters",
        "The Bill (for Education) was passed.",
        "A view of the AFP",
    ],
)
def test_captions_without_a_credit(caption: str) -> None:
    assert split_credit(caption) == (caption, "")
