"""Names that are spelt alike, and how far words are from each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from globeterm.storage.spelling import distance, nearest_names, stories_with

from .shelf import Shelf
from .test_search import told


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        ("putin", "putin", 0),
        ("puitn", "putin", 1),
        ("ptin", "putin", 1),
        ("puttin", "putin", 1),
        ("butin", "putin", 1),
        ("zelensky", "zelenskyy", 1),
        ("zelnesku", "zelensky", 2),
        ("abc", "xyz", 3),
    ],
)
def test_distance(one: str, other: str, far: int) -> None:
    assert distance(one, other, 3) == far
    assert distance(one, other, 1) == far or distance(one, other, 1) > 1


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_distance_goes_both_ways(one: str, other: str) -> None:
    far = distance(one, other, 9)
    assert far == distance(other, one, 9)
    assert (far == 0) is (one == other)
    assert abs(len(one) - len(other)) <= far <= max(len(one), len(other))


def test_the_nearest_and_then_the_most_frequent(shelf: Shelf) -> None:
    names = ["Marten", "Marten", "Martin", "Mortensen"]
    shelf.save([told(str(number), title=name, summary="") for number, name in enumerate(names)])
    assert nearest_names(shelf.database, "martan") == ("marten", "martin")
    assert nearest_names(shelf.database, "mortenson") == ("mortensen",)
    assert nearest_names(shelf.database, "mortemsan") == ("mortensen",)
    assert nearest_names(shelf.database, "mar") == ()
    assert nearest_names(shelf.database, "matr") == ()
    assert nearest_names(shelf.database, "dislike") == ()
    assert (stories_with(shelf.database, "marten"), stories_with(shelf.database, "nobody")) == (2, 0)


def test_a_name_that_no_story_has_any_more_is_none(shelf: Shelf) -> None:
    with shelf.database.write() as connection:
        connection.execute("INSERT INTO name (word, backwards) VALUES ('gone', 'enog')")
    assert nearest_names(shelf.database, "gon") == ()
    assert nearest_names(shelf.database, "gond") == ()
