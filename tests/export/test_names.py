"""Names of files out of hostile headlines (SEC-18)."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from globeterm.export.names import LONGEST, NAMELESS, Names, slug

DAY = date(2019, 11, 18)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../x", "x"),
        ("../../.bashrc", "bashrc"),
        ("-rf", "rf"),
        ("a\0b\nc", "a_b-c"),
        ("CON", "_con"),
        ("aux.txt", "_aux.txt"),
        ("COM¹", "_com¹"),
        ("con-artists", "_con-artists"),
        ("Conference", "conference"),
        ("", NAMELESS),
        ("...", NAMELESS),
        ("Grandmother’s Words, Again", "grandmothers-words-again"),
        ("Cafe\u0301", "café"),
        ("C:\\windows\\x", "c_windows_x"),
    ],
)
def test_a_headline_becomes_a_name(title: str, name: str) -> None:
    """SEC-18, FLT-43: the same on a Mac (NFD), and no device's name on Windows."""
    assert slug(title) == name


@given(st.text(max_size=400), st.booleans())
def test_any_headline_is_a_safe_name(title: str, has_day: bool) -> None:
    """SEC-18: the characters, the length in bytes, no leading dot or dash, no device of Windows."""
    name = Names().of_story(title, DAY if has_day else None, ".md")
    assert re.search(r"[^\w. -]", name) is None
    assert len(name.encode()) <= LONGEST
    assert name[0] not in ".- "
    assert name.endswith(".md")
    assert not re.match(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", name, re.IGNORECASE)


def test_a_long_headline_is_cut_between_characters() -> None:
    """SEC-18."""
    name = Names().of_story("é" * 400, DAY, ".md")
    assert name == f"2019-11-18-{'é' * 52}.md"
    assert LONGEST - 2 <= len(name.encode()) <= LONGEST


def test_equal_headlines_have_names_of_their_own_whatever_the_case() -> None:
    """FLT-43: where file systems ignore case."""
    names = Names("index.md")
    given_out = [names.of_story(title, None, ".md") for title in ("Strike", "STRIKE", "strike", "Index")]
    assert given_out == ["strike.md", "strike-2.md", "strike-3.md", "index-2.md"]
