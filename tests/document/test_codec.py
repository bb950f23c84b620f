"""A document as JSON and back."""

import json
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from globeterm.content import (
    Block,
    Code,
    Document,
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
)
from globeterm.document.codec import block_to_dict, from_json, to_json
from globeterm.errors import BadInputError

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
TIMES = st.none() | st.datetimes(timezones=st.just(UTC))
SPANS = st.lists(st.builds(Span, TEXT, st.booleans(), st.booleans(), st.booleans(), st.none() | TEXT), max_size=3).map(
    tuple
)
LINKS = st.builds(Link, TEXT, TEXT, st.lists(TEXT, max_size=2).map(tuple), TIMES)
PICTURES = st.builds(Picture, TEXT, TEXT, TEXT, TEXT)
PLAIN_BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, SPANS),
    st.builds(Heading, st.integers(2, 6), SPANS),
    st.builds(Table, st.lists(st.lists(SPANS, max_size=2).map(tuple), max_size=2).map(tuple), st.integers(0, 2), SPANS),
    st.builds(Code, TEXT),
    st.builds(Figure, PICTURES),
    st.just(Rule()),
    st.builds(More, TEXT, st.lists(LINKS, max_size=2).map(tuple)),
    st.builds(Embed, TEXT, TEXT, st.none() | TEXT),
)
BLOCKS = st.recursive(
    PLAIN_BLOCKS,
    lambda inner: st.one_of(
        st.builds(Quote, st.lists(inner, max_size=2).map(tuple), SPANS),
        st.builds(
            ListBlock,
            st.booleans(),
            st.lists(st.lists(inner, max_size=2).map(tuple), max_size=2).map(tuple),
            st.integers(),
        ),
    ),
    max_leaves=5,
)
NAMES = st.lists(TEXT, max_size=2).map(tuple)
DOCUMENTS = st.builds(
    Document,
    url=TEXT,
    title=TEXT,
    blocks=st.lists(BLOCKS, max_size=4).map(tuple),
    source=st.sampled_from(["feed", "page", "file"]),
    standfirst=TEXT,
    authors=NAMES,
    agency=TEXT,
    published=TIMES,
    updated=TIMES,
    sections=NAMES,
    tags=NAMES,
    picture=st.none() | PICTURES,
    author_note=TEXT,
    related=st.lists(LINKS, max_size=2).map(tuple),
    previous=st.none() | LINKS,
    next=st.none() | LINKS,
)


@settings(max_examples=200, deadline=None)
@given(DOCUMENTS)
def test_a_document_comes_back_as_it_was(document: Document) -> None:
    stored = to_json(document)
    assert from_json(stored) == document
    assert to_json(from_json(stored)) == stored


@settings(max_examples=100, deadline=None)
@given(BLOCKS)
def test_every_block_can_be_printed_as_json_and_says_its_kind(block: Block) -> None:
    described = json.loads(json.dumps(block_to_dict(block)))
    assert described["kind"] in {
        "paragraph", "heading", "quote", "list", "table", "figure", "code", "rule", "more", "embed"
    }  # fmt: skip


def test_the_readable_form_has_the_text_of_a_block() -> None:
    one, two = Paragraph((Span("one "), Span("bold", strong=True))), Paragraph((Span("two"),))
    assert block_to_dict(one) == {
        "kind": "paragraph",
        "text": "one bold",
        "spans": [{"text": "one "}, {"text": "bold", "strong": True}],
    }
    assert block_to_dict(Heading(3, (Span("Next"),)))["text"] == "Next"
    quote = block_to_dict(Quote((one, two), (Span("Ann"),)))
    assert (quote["text"], quote["attribution"]) == ("one bold\n\ntwo", "Ann")
    assert block_to_dict(ListBlock(ordered=False, items=((one,), (two,))))["items"] == ["one bold", "two"]
    table = block_to_dict(Table((((Span("a"),), ()),), 1, (Span("Boats"),)))
    assert (table["rows"], table["caption"], table["header_rows"]) == ([["a", ""]], "Boats", 1)


def test_the_stored_form_is_stable() -> None:
    document = Document(
        "https://theglobepost.com/x/",
        "A — B",
        (Paragraph((Span("a", emphasis=True, code=True, link="https://theglobepost.com/"),)), Rule()),
        published=datetime(2019, 11, 18, 12, tzinfo=UTC),
    )
    assert to_json(document) == (
        '{"form":1,"url":"https://theglobepost.com/x/","title":"A — B","source":"feed","blocks":[{"kind":"paragraph",'
        '"spans":[{"text":"a","emphasis":true,"code":true,"link":"https://theglobepost.com/"}]},{"kind":"rule"}],'
        '"published":"2019-11-18T12:00:00+00:00"}'
    )


@pytest.mark.parametrize(
    "stored",
    ["", "[]", "{}", "null", '{"form":2}', '{"form":1,"url":"","title":"","source":"feed","blocks":[{"kind":"x"}]}'],
)
def test_anything_else_is_one_sentence(stored: str) -> None:
    with pytest.raises(BadInputError, match="stored story can't be read"):
        from_json(stored)


def test_loading_needs_no_parser_of_html() -> None:
    """A stored story opens without lxml."""
    code = "import sys, globeterm.document.codec; sys.exit('lxml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
