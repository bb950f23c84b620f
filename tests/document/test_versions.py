"""Two versions of a story (FLT-36): what a reader sees of an edit, and where his place is afterwards."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from globeterm.content import (
    Block,
    Blocks,
    Change,
    Document,
    Embed,
    Figure,
    Heading,
    Link,
    ListBlock,
    More,
    Paragraph,
    Picture,
    Rule,
    Span,
    paragraphs,
)
from globeterm.document import versions
from globeterm.document.codec import from_json, to_json
from globeterm.document.versions import changes_of, compared, is_same, moved
from globeterm.model import Place

ADDRESS = "https://paper.example/story/"


def para(text: str) -> Paragraph:
    return Paragraph((Span(text),))


def story(*blocks: Block, title: str = "Cuts") -> Document:
    return Document(ADDRESS, title, blocks)


def paras(*texts: str) -> Blocks:
    return tuple(map(para, texts))


def told(old: Blocks, new: Blocks) -> list[str]:
    signs = {"same": " ", "added": "+", "removed": "-"}
    return [signs[one.kind] + " ".join(paragraphs((one.block,))) for one in compared(old, new)]


def test_an_edited_paragraph_is_one_removed_and_one_added() -> None:
    assert told(paras("a", "b", "c"), paras("a", "x", "c")) == [" a", "-b", "+x", " c"]


def test_what_is_put_in_and_what_goes() -> None:
    assert told(paras("a", "c"), paras("a", "b", "c", "d")) == [" a", "+b", " c", "+d"]
    assert told(paras("a", "b", "c"), paras("b")) == ["-a", " b", "-c"]
    assert told((), paras("a")) == ["+a"]
    assert told(paras("a"), ()) == ["-a"]
    assert told(paras("a", "a"), paras("a", "a", "a")) == [" a", " a", "+a"]


def test_styles_and_blanks_are_no_edit_and_furniture_is_not_compared() -> None:
    plain = story(para("One  two"), More("More", (Link("x", ADDRESS),)), Embed("video", "", ADDRESS), Rule())
    other = story(Paragraph((Span("One", strong=True), Span(" two", link=ADDRESS))))
    assert is_same(plain, other)
    assert not is_same(plain, replace(other, title="Cuts Off"))
    assert not is_same(plain, story(para("One two three")))


def test_a_picture_in_another_size_is_the_same() -> None:
    small, large = (Figure(Picture(f"https://paper.example/quay{size}.jpg")) for size in ("-750x375", ""))
    assert is_same(story(small), story(large))
    assert not is_same(story(small), story(Figure(Picture("https://paper.example/crane.jpg"))))


def test_what_costs_too_much_to_compare_is_all_new() -> None:
    before, after = (paras("first", *(f"{word} {number}" for number in range(1001)), "last") for word in ("a", "b"))
    assert len(before) * len(after) > versions.MOST_COMPARED
    kinds = [one.kind for one in compared(before, after)]
    assert kinds == ["same", *["removed"] * 1001, *["added"] * 1001, "same"]


def test_changes_are_said_in_words_and_marked() -> None:
    old = story(*paras("a", "b", "b2", "c"))
    new = replace(story(*paras("a", "x", "c"), title="Cuts Off"), related=(Link("y", ADDRESS),), author_note="z")
    shown = changes_of(old, new)
    assert (
        shown.standfirst == "What changed: the headline is another, 1 paragraph was added, 2 paragraphs were removed."
    )
    assert shown.blocks == (
        Change("removed", (Heading(2, (Span("Cuts"),)),)),
        para("a"),
        Change("removed", paras("b", "b2")),
        Change("added", paras("x")),
        para("c"),
    )
    assert (shown.title, shown.related, shown.author_note) == ("Cuts Off", (), "")
    assert from_json(to_json(shown)) == shown
    assert changes_of(old, old).standfirst == "What changed: nothing that is read."


def test_a_place_stays_with_its_paragraph() -> None:
    old = paras("a", "b", "c", "d")
    assert moved(Place(2, 7), old, paras("new", "a", "b", "c", "d")) == Place(3, 7)
    assert moved(Place(2, 7), old, paras("c")) == Place(0, 7)
    assert moved(Place(2, 7), old, old) == Place(2, 7)


def test_a_place_in_an_edited_paragraph_is_where_that_stands_now() -> None:
    old = paras("a", "b", "c", "d")
    assert moved(Place(1, 7), old, paras("new", "a", "edited", "c")) == Place(2)
    assert moved(Place(1, 7), old, paras("a", "c")) == Place(1)
    assert moved(Place(0, 7), old, paras("edited", "b")) == Place(0)
    assert moved(Place(0, 7), old, paras("x", "edited", "b")) == Place(1)
    assert moved(Place(3, 7), old, paras("a")) == Place(0)
    assert moved(Place(3, 7), old, paras("x", "y")) == Place(1)


def test_places_in_head_and_foot_stay_there() -> None:
    old, new = paras("a", "b"), paras("a", "b", "c")
    assert moved(Place(-1, 5), old, new) == Place(-1, 5)
    assert moved(Place(3, 5), old, new) == Place(4, 5)
    assert moved(Place(1, 5), old, ()) == Place(1, 5)
    assert moved(Place(1, 5), (), new) == Place(1, 5)


def test_a_place_at_a_box_stays_with_the_box() -> None:
    for box in (More("More", ()), Embed("video", "", ADDRESS), Rule()):
        assert moved(Place(1, 2), (*paras("a"), box), (*paras("x", "a"), box)) == Place(2, 2)


def test_of_two_equal_paragraphs_the_nearer_one_counts() -> None:
    item = ListBlock(False, (paras("x"),))
    assert moved(Place(3, 1), (item, *paras("a", "b"), item), (item, item, *paras("a", "b"), item)) == Place(4, 1)


texts = st.lists(st.sampled_from("abcdef"), max_size=12)


@given(texts, texts)
def test_both_versions_are_in_what_is_compared(old: list[str], new: list[str]) -> None:
    found = compared(paras(*old), paras(*new))
    assert tuple(one.block for one in found if one.kind != "removed") == paras(*new)
    assert tuple(one.block for one in found if one.kind != "added") == paras(*old)


@given(texts, texts, st.integers(-1, 14), st.integers(0, 9))
def test_a_place_is_always_a_place(old: list[str], new: list[str], block: int, offset: int) -> None:
    there = moved(Place(block, offset), paras(*old), paras(*new))
    if 0 <= block < len(old) and new:
        assert 0 <= there.block < len(new)
        if old[block] in new:
            assert (new[there.block], there.offset) == (old[block], offset)
