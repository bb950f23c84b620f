"""The feed's text and the page's furniture as one document."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from globeterm.content import (
    Block,
    Blocks,
    Document,
    Embed,
    Figure,
    Heading,
    Link,
    More,
    Paragraph,
    Picture,
    Span,
    paragraphs,
)
from globeterm.document.codec import pages_from_json, pages_to_json, to_json
from globeterm.document.merge import joined, lead_of, merged, stored_document
from globeterm.errors import BadInputError

URL = "https://theglobepost.com/2019/11/18/a-story/"
NOON = datetime(2019, 11, 18, 12, 0, tzinfo=UTC)


def said(*texts: str) -> Blocks:
    return tuple(Paragraph((Span(f"{text}: the harbour board met for nine hours on Tuesday."),)) for text in texts)


def more(*names: str) -> More:
    return More("More on the Subject", tuple(Link(name.title(), f"https://theglobepost.com/{name}/") for name in names))


def document(*blocks: Block, **fields: object) -> Document:
    return Document(URL, "A Story", tuple(blocks), **fields)  # type: ignore[arg-type]


A, B, C, D = said("A", "B", "C", "D")
BOX = more("ports")
TUBE = Embed("YouTube video", "", "https://www.youtube.com/watch?v=abcdefgh")
QUAY = Figure(Picture("https://theglobepost.com/quay.jpg"))
CAPTIONED = Figure(Picture("https://theglobepost.com/quay-750x375.jpg", "", "The quay.", "AFP"))


@pytest.mark.parametrize(
    ("feed", "page", "expected"),
    [
        ((A, B, C), (A, BOX, B, C), (A, BOX, B, C)),
        ((A, B, C), (BOX, A, B, C), (BOX, A, B, C)),
        ((A, B, C), (A, B, C, BOX), (A, B, C, BOX)),
        ((A, B, C), (A, BOX, TUBE, B, C), (A, BOX, TUBE, B, C)),
        ((A, B, C), (A, D, BOX, C), (A, B, BOX, C)),
        ((A, B, C), (A, D, BOX), (A, BOX, B, C)),
        ((A, B, C), (D, BOX), (BOX, A, B, C)),
        ((A, TUBE, B), (A, TUBE, BOX, B), (A, TUBE, BOX, B)),
        ((A, BOX, B), (A, BOX, B), (A, BOX, B)),
        ((A, QUAY, B), (A, CAPTIONED, B), (A, Figure(replace(QUAY.picture, caption="The quay.", credit="AFP")), B)),
        ((A, CAPTIONED, B), (A, QUAY, B), (A, CAPTIONED, B)),
        ((A, B), (A, QUAY, B), (A, QUAY, B)),
        ((A, QUAY, B), (A, Figure(Picture("https://ads.example/x.jpg")), QUAY, B), (A, QUAY, B)),
        ((A, B), (A, D, B), (A, B)),
        ((), (A, B), (A, B)),
    ],
)
def test_what_the_page_alone_has_stands_behind_the_same_paragraph(feed: Blocks, page: Blocks, expected: Blocks) -> None:
    assert merged(document(*feed), [document(*page, source="page")]).blocks == expected


def test_a_short_text_is_the_same_only_behind_the_same_one() -> None:
    yes = Paragraph((Span("Yes."),))
    feed, page = document(A, B, yes, C), document(A, yes, BOX, B, C, source="page")
    assert merged(feed, [page]).blocks == (A, BOX, B, yes, C)


def test_text_is_the_same_whatever_its_marks_and_blanks() -> None:
    feed = document(Paragraph((Span("“We met”, he said - twice in a week."),)), B)
    page = document(Paragraph((Span('"We met", he  said – twice in a Week.'),)), BOX, B, source="page")
    assert merged(feed, [page]).blocks == (feed.blocks[0], BOX, B)


@pytest.mark.parametrize("heading", [(), (Heading(2, (Span("The second half"),)),)])
def test_a_feed_with_the_beginning_only_gives_way_to_the_page(heading: Blocks) -> None:
    whole = (A, BOX, *heading, *said("B", "C", "D", "E"))
    assert merged(document(A), [document(*whole, source="page")]).blocks == whole


def test_a_page_with_other_text_is_not_believed() -> None:
    page = document(*said("1", "2", "3", "4", "5", "6"), source="page")
    assert merged(document(A, B), [page]).blocks == (A, B)


def test_each_source_gives_what_it_is_trusted_for() -> None:
    feed = document(
        A,
        B,
        authors=("Staff Writer",),
        agency="AFP",
        published=NOON,
        updated=NOON + timedelta(hours=1),
        sections=("World",),
        tags=("Featured", "World", "ports", "courts & law"),
    )
    page = document(
        A,
        B,
        source="page",
        standfirst="What the board did.",
        authors=("Abena Fosu", "Staff Writer"),
        published=NOON + timedelta(days=1),
        updated=NOON + timedelta(hours=3),
        sections=("Featured", "World"),
        tags=("ports",),
        picture=QUAY.picture,
        author_note="With Contributions by AFP",
        related=BOX.links,
        previous=BOX.links[0],
    )
    whole = merged(feed, [replace(page, url="https://theglobepost.com/?p=1", title="Another Headline")])
    assert whole == replace(
        page,
        source="feed",
        agency="AFP",
        published=NOON,
    )
    assert merged(feed, [replace(page, tags=())]).tags == ("ports", "courts & law")
    assert merged(feed, [replace(page, tags=(), sections=())]).tags == feed.tags
    assert merged(feed, [replace(page, authors=("Somebody Else",))]).authors == ("Staff Writer",)


def test_the_lead_picture_stands_above_the_text_and_not_in_it() -> None:
    assert lead_of(QUAY.picture, (CAPTIONED, A)) == (Picture(QUAY.picture.url, "", "The quay.", "AFP"), (A,))
    assert lead_of(QUAY.picture, (A, CAPTIONED)) == (QUAY.picture, (A, CAPTIONED))
    assert lead_of(QUAY.picture, (CAPTIONED,)) == (QUAY.picture, (CAPTIONED,))
    assert lead_of(None, (CAPTIONED, A)) == (None, (CAPTIONED, A))
    assert lead_of(CAPTIONED.picture, (QUAY, A)) == (CAPTIONED.picture, (A,))


def test_the_pages_of_an_article_are_one_story() -> None:
    pages = [
        document(A, BOX, source="page"),
        document(B, BOX, source="page", tags=("ports",), author_note="Abena Fosu writes on work."),
        document(C, more("law"), source="page", next=BOX.links[0]),
    ]
    whole = joined(pages)
    assert whole.blocks == (A, BOX, B, C, more("law"))
    assert (whole.tags, whole.author_note, whole.next) == (("ports",), "Abena Fosu writes on work.", BOX.links[0])
    from_feed = merged(document(A, tags=("World", "ports"), sections=("World",)), pages)
    assert from_feed.blocks == whole.blocks
    assert from_feed.tags == ("World", "ports")


def test_what_is_stored_comes_back_merged() -> None:
    feed, page = document(A, B), document(A, BOX, B, source="page")
    assert pages_from_json(pages_to_json([page])) == (page,)
    assert stored_document(to_json(feed), None) == feed
    assert stored_document(to_json(feed), pages_to_json([page])).blocks == (A, BOX, B)
    for damaged in ("", "[]", "{}", "[1]", "nonsense"):
        assert stored_document(to_json(feed), damaged) == feed
    with pytest.raises(BadInputError):
        stored_document("[]", None)


BLOCK = st.sampled_from([A, B, C, D, BOX, TUBE, QUAY, CAPTIONED, Paragraph((Span("Yes."),))])


@given(st.lists(BLOCK, max_size=12), st.lists(BLOCK, max_size=12))
def test_no_word_of_the_feed_is_lost_or_moved(feed: list[Block], page: list[Block]) -> None:
    ours = list(paragraphs(tuple(feed)))
    whole = list(paragraphs(merged(document(*feed), [document(*page, source="page")]).blocks))
    theirs = list(paragraphs(tuple(page)))
    assert whole == ours or (whole == theirs and set(ours[:-1]) <= set(theirs))
