"""What holds for every document in every width: nothing too wide, nothing that controls a terminal, no place lost."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len as rich_cells
from textual._cells import cell_len as textual_cells

from globeterm.content import (
    Block,
    Blocks,
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
    plain,
)
from globeterm.rendering.cells import fitting, shortened, width
from globeterm.rendering.galley import Galley
from globeterm.rendering.headline import HEIGHT, set_headline
from globeterm.rendering.look import Look
from globeterm.rendering.setting import set_story
from globeterm.rendering.wrap import balanced, wrapped
from globeterm.text import is_clean
from tests.rendering.stories import ADDRESS, NOW, article

ALPHABET = "abc de fgh ij—-'“”(),./:?漢字かなカ。、「」한국 שלום مرحبا e\u0301🎉👩\u200d👧❤\ufe0f\u200c\u3000\u00a0\n"
HOSTILE = ALPHABET + "\x1b\x07\x9b\u202e\u2066\t\r"
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

texts = st.text(st.sampled_from(HOSTILE), max_size=60)
urls = st.sampled_from([None, None, "https://a.example/", "https://b.example/very/long/address?of=it"])
spans = st.lists(
    st.builds(Span, texts, strong=st.booleans(), emphasis=st.booleans(), code=st.booleans(), link=urls), max_size=4
).map(tuple)
links = st.builds(Link, texts, st.just("https://c.example/x"), st.lists(texts, max_size=2).map(tuple), st.just(NOW))
pictures = st.builds(Picture, st.just("https://d.example/p.jpg"), texts, texts, texts)


def tables(cells: st.SearchStrategy[tuple[Span, ...]]) -> st.SearchStrategy[Table]:
    return st.integers(1, 5).flatmap(
        lambda columns: st.builds(
            Table, st.lists(st.tuples(*[cells] * columns), max_size=3).map(tuple), st.integers(0, 2), cells
        )
    )


leaves: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, spans),
    st.builds(Heading, st.integers(2, 6), spans),
    st.builds(Code, texts),
    st.builds(Figure, pictures),
    st.builds(Rule),
    st.builds(More, texts, st.lists(links, max_size=2).map(tuple)),
    st.builds(Embed, texts, texts, urls),
    tables(spans),
)
blocks: st.SearchStrategy[Block] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(Quote, st.lists(inner, max_size=2).map(tuple), spans),
        st.builds(
            ListBlock,
            st.booleans(),
            st.lists(st.lists(inner, max_size=2).map(tuple), max_size=3).map(tuple),
            st.integers(0, 2000),
        ),
    ),
    max_leaves=5,
)
documents = st.builds(
    Document,
    st.just(ADDRESS),
    texts,
    st.lists(blocks, max_size=3).map(tuple),
    standfirst=texts,
    authors=st.lists(texts, max_size=3).map(tuple),
    agency=texts,
    sections=st.lists(texts, max_size=2).map(tuple),
    tags=st.lists(texts, max_size=2).map(tuple),
    picture=st.none() | pictures,
    author_note=texts,
    related=st.lists(links, max_size=2).map(tuple),
    previous=st.none() | links,
    next=st.none() | links,
)
looks = st.builds(
    Look, st.integers(1, 250), st.integers(66, 76), st.booleans(), st.booleans(), st.booleans(), justify=st.booleans()
)


def story(*blocks: Block) -> Document:
    return Document(ADDRESS, "", blocks)


SPLIT_CLUSTER = story(Paragraph((Span("❤"), Span("\ufe0f"))))
HALF_EMPTY_ROW = story(Table((((), (Span(""), Span(":"))),)))
EMPTY_UNDER_HEADINGS = story(Table((((), ()), ((), ())), 1))
BOX_WITHOUT_WORDS = story(ListBlock(False, ((More("", (Link(" ", "https://c.example/x"),)), Paragraph((Span("a"),))),)))
EASTERN_THEN_NARROW = story(Paragraph((Span("漢\nab(cd(ef(gh"),)))


@given(documents, looks)
@example(SPLIT_CLUSTER, Look(1))
@example(EASTERN_THEN_NARROW, Look(5))
@SETTINGS
def test_no_line_is_too_wide_or_controls_the_terminal(document: Document, look: Look) -> None:
    """SEC-01, SEC-04, FLT-22: every line of every block fits and passes the gate."""
    known: set[int] = set()
    for block in set_story(None, document, look, now=NOW):
        assert len(block.lines) == len(block.offsets) == len(block.leads)
        assert list(block.offsets) == sorted(block.offsets)
        for line in block.lines:
            assert is_clean(line.plain)
            assert line.cell_len <= look.width
        known.update(link.number for link in block.links)
        for place in block.places:
            assert place.number in known
            assert 0 <= place.start < place.end <= len(block.lines[place.line].plain)


@given(documents, looks, st.integers(1, 250))
@example(HALF_EMPTY_ROW, Look(5), 1)
@example(EMPTY_UNDER_HEADINGS, Look(9), 1)
@example(BOX_WITHOUT_WORDS, Look(80), 9)
@SETTINGS
def test_a_place_survives_every_width(document: Document, look: Look, other: int) -> None:
    """FLT-23: the line of a place holds that place, in the width it was kept in and in another one."""
    first, second = Galley(), Galley()
    for block in set_story(None, document, look, now=NOW):
        first.add(block)
    for block in set_story(None, document, replace(look, width=other), now=NOW):
        second.add(block)
    assert first.keys == sorted(first.keys)
    for line in range(len(first)):
        key = first.key_at(line)
        assert first.key_at(first.line_of(key)) == key
        there = second.key_at(second.line_of(key))
        assert there[0] == key[0]
        assert there <= key


@given(documents, looks, st.integers(1, 250))
@example(HALF_EMPTY_ROW, Look(5), 1)
@example(EMPTY_UNDER_HEADINGS, Look(9), 1)
@example(BOX_WITHOUT_WORDS, Look(80), 9)
@SETTINGS
def test_a_block_begins_and_ends_at_the_same_offsets_in_every_width(document: Document, look: Look, other: int) -> None:
    """FLT-23: offsets count characters of the text, so what stands around the text in one width shifts nothing."""

    def ends(width: int) -> dict[int, tuple[int, int]]:
        found: dict[int, tuple[int, int]] = {}
        for block in set_story(None, document, replace(look, width=width), now=NOW):
            first = found.get(block.index, (block.offsets[0], 0))[0]
            found[block.index] = (first, block.offsets[-1])
        return found

    assert ends(look.width) == ends(other)
    assert all(first == 0 for first, _ in ends(other).values())


@given(st.text(st.sampled_from(ALPHABET), max_size=200), st.integers(1, 80))
@SETTINGS
def test_wrapping_loses_nothing_but_blanks(text: str, columns: int) -> None:
    lines = [text[start:end] for start, end in wrapped(text, columns)]
    assert "".join(lines).replace(" ", "").replace("\n", "") == text.replace(" ", "").replace("\n", "")
    for line in lines:
        assert width(line) <= max(columns, 2)
        assert not line.endswith(" ")
        assert not line.startswith(" ")


@given(st.text(st.sampled_from("abc def-ghi "), min_size=1, max_size=200), st.integers(4, 60))
@SETTINGS
def test_balanced_lines_are_as_few_as_can_be(text: str, columns: int) -> None:
    few, greedy = balanced(text, columns), list(wrapped(text, columns))
    assert len(few) <= len(greedy)
    assert all(width(text[start:end]) <= columns for start, end in few)


@given(st.lists(st.sampled_from(["word ", "longer ", "漢字", "— "]), max_size=60), st.integers(1, 250))
@SETTINGS
def test_offsets_point_into_the_text_of_a_paragraph(parts: list[str], columns: int) -> None:
    said = (Span("".join(parts)), Span("the end", link="https://a.example/"), Span(" and on"))
    document = Document(ADDRESS, "", (Paragraph(said),))
    for block in set_story(None, document, Look(columns), now=NOW):
        if block.index == 0:
            for line, offset, lead in zip(block.lines, block.offsets, block.leads, strict=True):
                inked = line.plain[lead:].rstrip().rstrip("¹")
                if columns > 2 and inked:
                    assert plain(said)[offset:].startswith(inked.replace("¹", ""))


@given(st.text(st.sampled_from(ALPHABET.strip()), max_size=80), st.integers(0, 40))
@example("\u200d\u200d:::", 2)
@SETTINGS
def test_rich_and_textual_measure_alike_and_cuts_fit(text: str, columns: int) -> None:
    assert width(text) == rich_cells(text) == textual_cells(text)
    assert width(shortened(text, columns)) <= columns
    end = fitting(text, 0, columns)
    assert end > 0 or not text
    assert width(text[:end]) <= max(columns, 2)


@given(texts, st.lists(texts, max_size=2).map(tuple), st.integers(1, 250), st.booleans(), st.booleans(), st.booleans())
@SETTINGS
def test_every_headline_is_equally_high_and_fits(
    title: str, authors: tuple[str, ...], columns: int, read: bool, saved: bool, ascii_only: bool
) -> None:
    row = article(title=title, authors=authors, read=read, saved=saved, offline="full")
    lines = set_headline(row, columns, now=NOW, ascii=ascii_only)
    assert len(lines) == HEIGHT
    for line in lines:
        assert line.cell_len <= columns
        assert is_clean(line.plain)


@pytest.mark.parametrize("depth", [1, 5, 20, 60, 400])
def test_deep_nesting_is_set_or_left_out_but_never_fails(depth: int) -> None:
    inner: Blocks = (Paragraph((Span("the innermost words"),)),)
    for level in range(depth):
        inner = (Quote(inner),) if level % 2 else (ListBlock(False, (inner,)),)
    lines = [
        line.plain for block in set_story(None, Document(ADDRESS, "", inner), Look(80), now=NOW) for line in block.lines
    ]
    assert all(width(line) <= 80 for line in lines)
    assert (depth > 20) or any("innermost" in line for line in lines)
