"""The row of a search's results: what matches is marked where it stands, and the piece shows its first match."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from globeterm.found import Hit, Marks, Snippet
from globeterm.model import Article
from globeterm.rendering.cells import width
from globeterm.rendering.result import HEIGHT, set_result

NOW = datetime(2025, 6, 17, 12, 0, tzinfo=UTC)
ARTICLE = Article(1, "Rare Harbour Strike", None, ("Abena Fosu",), NOW, minutes=4)
PIECE = "…the board of the port said on Monday that no ferry had left, and that the ferry would wait for a week or two."


def places(text: str, word: str) -> Marks:
    lower = text.lower()
    return tuple((start, start + len(word)) for start in range(len(text)) if lower.startswith(word, start))


def rows(title: str, piece: str = PIECE, word: str = "ferry", columns: int = 40) -> tuple[Text, ...]:
    hit = Hit(replace(ARTICLE, title=title), Snippet(piece, places(piece, word)), places(title, word))
    return set_result(hit, columns, now=NOW)


def marked(line: Text) -> list[str]:
    return [line.plain[span.start : span.end] for span in line.spans if span.style == "headline.found"]


def test_a_short_title_has_two_lines_of_the_piece_below_it() -> None:
    title, byline, first, second = rows("The Ferry")
    assert (title.plain, marked(title)) == ("● The Ferry", ["Ferry"])
    assert byline.plain.startswith("  Abena Fosu")
    assert (first.plain, marked(first)) == ("  …that no ferry had left, and that the", ["ferry"])
    assert (second.plain, marked(second)) == ("  ferry would wait for a week or two.", ["ferry"])


def test_a_long_title_has_one_line_of_it_and_marks_in_both_of_its_own() -> None:
    first, second, _, piece = rows("A Ferry and Another, Which Was the Last Ferry of All of Them")
    assert (marked(first), marked(second)) == (["Ferry"], ["Ferry"])
    assert piece.plain.startswith("  …")
    assert piece.plain.endswith("…")
    assert marked(piece) == ["ferry"]


def test_a_match_that_stands_at_the_beginning_is_left_there() -> None:
    assert rows("Ferry", "The ferry left.")[2].plain == "  The ferry left."


def test_a_piece_without_a_match_is_set_from_its_beginning() -> None:
    line = rows("Fog", PIECE, "zebra")[2]
    assert line.plain.startswith("  …the board")
    assert marked(line) == []
    assert [line.plain.strip() for line in rows("Fog", "")[2:]] == ["", ""]


def test_a_match_without_a_blank_before_it_begins_the_piece() -> None:
    assert rows("桥", "在鹭岩大桥上" * 20 + "终点站" * 40, "终")[2].plain.startswith("  …终")


@pytest.mark.parametrize("title", ["", "(no title)", "  x", "\x1b[31mFerry", "نشاهد ferry"])
def test_odd_titles_are_set(title: str) -> None:
    """SEC-01."""
    assert not any("\x1b" in line.plain for line in rows(title))


@given(st.text(max_size=90), st.text(max_size=200), st.integers(1, 80))
def test_every_row_is_equally_high_and_never_too_wide(title: str, piece: str, columns: int) -> None:
    lines = rows(title, piece, "a", columns)
    assert len(lines) == HEIGHT
    assert all(width(line.plain) <= max(columns, 2) for line in lines)
