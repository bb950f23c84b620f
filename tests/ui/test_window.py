"""The window over a long list, without a screen."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from globeterm.ui.window import ROWS_KEPT, Window

from .papers import make_article


def window(count: int = 10, rows: int = 10) -> Window:
    window = Window()
    window.outline(array("q", range(1, count + 1)))
    window.put(make_article(number) for number in range(1, rows + 1))
    return window


def test_a_position_is_found_by_id_and_none_is_nowhere():
    assert window().position(3) == 2
    assert window().position(99) is None
    assert window().position(None) is None


def test_only_what_is_not_at_hand_is_missing():
    assert window(10, 4).missing(-5, 6) == [5, 6]
    assert window(10, 10).missing(0, 10) == []


def test_putting_tells_what_differs():
    some = window(3, 3)
    assert some.put([make_article(1), make_article(2, read=True)]) == [2]
    row = some.row(2)
    assert row is not None
    assert row.read


def test_rows_far_away_are_forgotten_first():
    some = Window()
    some.put(make_article(number) for number in range(1, ROWS_KEPT + 11))
    assert some.row(1) is None
    assert some.row(11) is not None
    assert some.held([1, 11]) == [11]


def test_clearing_forgets_all():
    some = window()
    some.clear()
    assert (len(some), some.row(1)) == (0, None)


def test_the_survivor_is_itself_else_the_next_else_the_one_before():
    some = window(5)
    assert some.survivor(2, [1, 3]) == 3
    assert some.survivor(1, [1, 4]) == 4
    assert some.survivor(3, [1, 2]) == 2
    assert some.survivor(0, []) is None


@given(st.lists(st.integers(1, 30), unique=True), st.lists(st.integers(1, 30), unique=True), st.integers(0, 30))
def test_a_survivor_stands_in_both_outlines(before: list[int], after: list[int], position: int):
    some = Window()
    some.outline(before)
    survivor = some.survivor(position, after)
    assert (survivor is None) == (not set(before) & set(after))
    assert survivor is None or (survivor in before and survivor in after)
