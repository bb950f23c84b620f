import pytest
from hypothesis import given
from hypothesis import strategies as st

from globeterm.storage.names import unwritten, written


@given(st.lists(st.text()))
def test_names_come_back_as_they_went_in(names: list[str]) -> None:
    assert unwritten(written(names)) == tuple(names)


@pytest.mark.parametrize(
    ("text", "names"),
    [("", ()), ('["Ada', ()), ("7", ()), ('{"a": 1}', ()), ("[" * 100_000, ()), ('["a", 7]', ("a", "7"))],
)
def test_flt_07_damaged_names_are_none(text: str, names: tuple[str, ...]) -> None:
    assert unwritten(text) == names
