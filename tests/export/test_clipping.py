"""What a clipping says of a story."""

from globeterm.content import Document, Paragraph, Span
from globeterm.export.clipping import UNTITLED, byline, clip
from globeterm.model import Article

from .clippings import NOON, STORY, clipping


def test_what_the_document_does_not_know_is_the_articles() -> None:
    article = Article(1, "Strike", "https://x.example/", ("Abena Fosu",), NOON, NOON, ("World",), ("ports",))
    made = clip("World", article, Document("", "", (Paragraph((Span("word " * 500),)),)), {})
    document = made.document
    assert (document.title, document.url, document.authors) == ("Strike", "https://x.example/", ("Abena Fosu",))
    assert (document.published, document.updated, document.sections, document.tags) == (
        NOON,
        NOON,
        ("World",),
        ("ports",),
    )
    assert (made.minutes, made.changed) == (3, NOON)


def test_what_the_document_knows_stays() -> None:
    made = clip("World", Article(1, "Other", "https://x.example/", minutes=9), STORY, {})
    assert (made.document, made.minutes) == (STORY, 9)


def test_a_story_of_no_article_is_what_its_document_says() -> None:
    made = clip("", None, Document("", " ", ()), {})
    assert (made.title, made.minutes, made.changed) == (UNTITLED, 1, None)


def test_bylines() -> None:
    assert byline(clipping(authors=("A", "B", "C"), agency="").document) == "By A, B and C"
    assert byline(clipping(authors=("A",), agency="AFP").document) == "By A with AFP"
    assert byline(clipping(authors=("AFP",), agency="AFP").document) == "By AFP"
    assert byline(clipping(authors=(), agency="AFP").document) == "By AFP"
    assert byline(clipping(authors=(), agency="").document) == ""
