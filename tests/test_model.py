"""The types between the floors: they cannot be changed, and a story's text can be had from its blocks."""

import dataclasses
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from globeterm import content, entry, model
from globeterm.content import (
    Block,
    Code,
    Embed,
    Figure,
    Heading,
    Link,
    ListBlock,
    More,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Span,
    Table,
    paragraphs,
    plain,
)

TYPES = [
    kind
    for module in (content, entry, model)
    for kind in vars(module).values()
    if isinstance(kind, type) and kind.__module__ == module.__name__
]


def spans(text: str) -> tuple[Span, ...]:
    """Some text in two styles."""
    return (Span(text[:3]), Span(text[3:], strong=True))


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_every_type_is_a_frozen_slotted_dataclass(kind: type) -> None:
    assert dataclasses.is_dataclass(kind)
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__slots__" in vars(kind)


def test_there_are_types_to_look_at() -> None:
    assert len(TYPES) > 25


def test_the_names_of_the_two_lists_are_no_slugs() -> None:
    assert model.FRONT.startswith("@")
    assert model.SAVED.startswith("@")
    assert model.FRONT != model.SAVED


def test_what_is_not_said_is_empty_or_none() -> None:
    assert model.Article(1, "A", None).place == model.Place(0, 0)
    assert model.Session() == model.Session(model.FRONT, None, None, pictures=True)
    feed = model.Feed(1, "world", "https://paper.example/feed/")
    assert (feed.found, feed.validators, feed.failures) == ("edition", model.Validators(), 0)


@pytest.mark.parametrize(
    ("block", "text"),
    [
        (Paragraph(spans("One line")), ["One line"]),
        (Heading(2, spans("A heading")), ["A heading"]),
        (Quote((Paragraph(spans("Said so")),)), ["Said so"]),
        (Quote((Paragraph(spans("Said so")), Code("x"))), ["Said so", "x"]),
        (Quote((Paragraph(spans("Said so")),), spans("Ada Brandt")), ["Said so", "Ada Brandt"]),
        (
            ListBlock(ordered=False, items=((Paragraph(spans("First")),), (Paragraph(spans("Second")),))),
            ["First", "Second"],
        ),
        (
            ListBlock(
                ordered=True, items=((Paragraph(spans("Outer")), ListBlock(False, ((Paragraph(spans("Inner")),),))),)
            ),
            ["Outer", "Inner"],
        ),
        (Table(((spans("Town"), spans("People")), (spans("Aldmoor"), ()))), ["Town  People", "Aldmoor"]),
        (Code("a = 1\n  b = 2"), ["a = 1\n  b = 2"]),
        (Figure(Picture("https://paper.example/a.jpg", "A boat", "The caption", "Credit")), []),
        (Rule(), []),
        (More("More on the Subject", (Link("Another", "https://paper.example/b/"),)), []),
        (Embed("video", "A film", None), []),
    ],
    ids=lambda value: type(value).__name__,
)
def test_the_text_of_a_story_is_its_words_without_captions_and_boxes(block: Block, text: list[str]) -> None:
    assert list(paragraphs((block,))) == text


def test_the_text_of_a_story_keeps_the_order_of_its_blocks() -> None:
    story = (Heading(2, spans("Heading")), Rule(), Paragraph(spans("First")), Paragraph(spans("Second")))
    assert list(paragraphs(story)) == ["Heading", "First", "Second"]
    assert list(paragraphs(())) == []


@given(st.lists(st.text()))
def test_plain_text_is_the_text_of_the_spans_and_nothing_else(texts: list[str]) -> None:
    assert plain(tuple(Span(text, emphasis=True, link="https://paper.example/") for text in texts)) == "".join(texts)


def test_values_travel_to_another_process_and_back() -> None:
    story = Quote((Paragraph(spans("Said so")), Table(((spans("a"),),), 1)), spans("Ada"))
    assert pickle.loads(pickle.dumps(story)) == story
