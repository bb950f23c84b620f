"""Names that are spelt alike, and how far words are from each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from globeterm.storage.spelling import _distance, distance, is_a_letter_apart, nearest_names, stories_with

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


def test_further_away_one_more_letter_may_be_wrong(shelf: Shelf) -> None:
    shelf.save([told("a", title="Marten", summary="")])
    assert nearest_names(shelf.database, "matrun") == ()
    assert nearest_names(shelf.database, "mart", is_far=True) == ()
    assert nearest_names(shelf.database, "matrun", is_far=True) == ("marten",)


def test_of_a_word_that_goes_on_the_beginning_of_a_name_counts(shelf: Shelf) -> None:
    shelf.save([told("a", title="Mortensen Mort", summary="")])
    assert nearest_names(shelf.database, "motre", is_open=True) == ("mortensen",)
    assert nearest_names(shelf.database, "motre") == ()
    assert nearest_names(shelf.database, "motr", is_open=True) == ("mort",)
    assert nearest_names(shelf.database, "vvvvv", is_open=True) == ()


def test_a_name_that_no_story_has_any_more_is_none(shelf: Shelf) -> None:
    with shelf.database.write() as connection:
        connection.execute("INSERT INTO name (word, backwards) VALUES ('gone', 'enog')")
    assert nearest_names(shelf.database, "gon") == ()
    assert nearest_names(shelf.database, "gond") == ()


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_a_letter_apart_is_a_distance_of_one(one: str, other: str) -> None:
    assert (one != other and is_a_letter_apart(one, other)) is (_distance(one, other, 9) == 1)
