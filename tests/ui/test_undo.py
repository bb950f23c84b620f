"""Taking things back, without a screen."""

from globeterm.ui.undo import DEEPEST, Change, UndoStack


def test_the_last_change_is_taken_back_first():
    stack = UndoStack()
    stack.did("read", [1, 2], "2 stories marked read", value=True)
    stack.did("saved", [3], "saved", value=True)
    assert stack.take() == Change("saved", True, (3,), "saved")
    assert stack.take() == Change("read", True, (1, 2), "2 stories marked read")
    assert stack.take() is None


def test_the_opposite_changes_just_what_was_changed():
    assert Change("read", True, (1, 2), "marked read").opposite() == Change(
        "read", False, (1, 2), "undone: marked read"
    )


def test_what_changed_nothing_is_not_kept():
    stack = UndoStack()
    stack.did("read", [], "marked read", value=True)
    assert len(stack) == 0


def test_the_oldest_are_forgotten():
    stack = UndoStack()
    for number in range(DEEPEST + 5):
        stack.did("read", [number], str(number), value=True)
    assert len(stack) == DEEPEST
    assert stack.take() == Change("read", True, (DEEPEST + 4,), str(DEEPEST + 4))
