"""Where matches are in a text, and which piece of it is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from globeterm.found import Snippet
from globeterm.query import parse_query
from globeterm.storage.snippets import BEFORE, FORMS, LENGTH, Wanted, forms, marks, snippet


def shown(texts: list[str], query: str) -> Snippet:
    terms = parse_query(query).wanted
    return snippet(texts, Wanted.of(terms))


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("The Sea Wall, seaside", "sea ", ["Sea"]),
        ("The Sea Wall, seaside", "sea", ["Sea", "sea"]),
        ("Łódź’s Cafés", "lodz cafe", ["Łódź", "Café"]),
        ("Sea-wall; sea   wall; sea and wall", '"sea wall"', ["Sea-wall", "sea   wall"]),
        ("die Straße, Cœur", "coeur strass", ["Straß", "Cœur"]),
        ("在鹭岩大桥上", "岩大", ["岩大"]),
        ("نشاهد شَاهِد", "شاهد ", ["شَاهِد"]),
        ("nothing", "sea", []),
    ],
)
def test_marks_are_places_in_the_text_itself(text: str, query: str, found: list[str]) -> None:
    places = marks(text, Wanted.of(parse_query(query).wanted))
    assert [text[start:end] for start, end in places] == found


def test_without_words_nothing_is_marked() -> None:
    assert Wanted.of(()) is None
    assert marks("sea", None) == ()
    assert snippet(["One.", "Two."], None) == Snippet("One.")
    assert snippet([], None) == Snippet()


def test_a_story_says_in_which_forms_it_has_the_words() -> None:
    wanted = Wanted.of(parse_query("cafe sea").wanted)
    assert forms(["A Café by the SEA", "the café, seaside, a cafeteria"], wanted) == ("Café", "café", "SEA", "sea")
    assert forms(["nothing"], wanted) == ()
    many = Wanted.of(parse_query("a").wanted)
    assert len(forms([f"a{number}" for number in range(99)], many)) <= FORMS


def test_a_snippet_is_cut_between_words_around_its_match() -> None:
    text = "before " * 30 + "the wall\nfell " + "after " * 40
    found = shown(["Something else.", text], "wall")
    assert found.text.startswith("…before ")
    assert found.text.endswith(" after…")
    assert "wall fell" in found.text
    assert [found.text[start:end] for start, end in found.marks] == ["wall"]
    assert len(found.text) <= LENGTH + 2


def test_the_piece_with_most_different_words_is_shown() -> None:
    far = "sea sea " + "x " * LENGTH + "wall of the sea"
    found = shown(["sea", far, "wall"], "sea wall")
    assert [found.text[start:end] for start, end in found.marks] == ["wall", "sea"]
    first = shown(["the sea, the wall", far], "sea wall")
    assert first.text == "the sea, the wall"


def test_a_text_without_blanks_is_cut_anywhere() -> None:
    found = shown(["x" * 500 + "鹭岩" + "y" * 500], "鹭岩")
    assert found.text == "…" + "x" * BEFORE + "鹭岩" + "y" * (LENGTH - BEFORE - 2) + "…"
    assert found.marks == ((BEFORE + 1, BEFORE + 3),)


@given(st.lists(st.text(), max_size=4), st.text(max_size=20))
def test_any_text_has_a_snippet_with_its_marks_inside(texts: list[str], query: str) -> None:
    found = shown(texts, query)
    ends = [place for mark in found.marks for place in mark]
    assert ends == sorted(ends)
    assert all(0 <= place <= len(found.text) for place in ends)
    assert all(start < end for start, end in found.marks)
