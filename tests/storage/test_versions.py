"""A story that is edited (FLT-36): its former texts are kept, the reader's marks and place stay."""

from globeterm.content import Document, Heading, Paragraph, Span, plain
from globeterm.document.codec import pages_to_json, to_json
from globeterm.model import Place

from .shelf import HOME, NOON, Shelf, minutes, story

EDITS = 12


def document(*texts: str, title: str = "Headline a") -> Document:
    return Document(f"{HOME}/a/", title, tuple(Paragraph((Span(text),)) for text in texts))


def told(shelf: Shelf, at: int, *texts: str, words: str = "") -> None:
    """A feed tells the story ``a`` with these paragraphs, so many minutes after noon."""
    shelf.save([story("a", text=to_json(document(*texts)), words=words or "\n".join(texts))], now=NOON + minutes(at))


def said(found: Document | None) -> list[str] | None:
    if found is None:
        return None
    return [plain(block.spans) for block in found.blocks if isinstance(block, Paragraph | Heading)]


def revised(shelf: Shelf) -> object:
    article = shelf.articles.get(shelf.id_of("a"))
    assert article is not None
    return article.revised


def test_flt_36_a_story_edited_twelve_times_keeps_marks_and_place(shelf: Shelf) -> None:
    told(shelf, 0, "one", "two", "three")
    number = shelf.id_of("a")
    shelf.statuses.mark([number], True, NOON + minutes(1))
    shelf.statuses.save([number], True, NOON + minutes(1))
    shelf.statuses.keep_place(number, Place(2, 3), NOON + minutes(1))
    for edit in range(1, EDITS + 1):
        told(shelf, 10 * edit, *(f"new {count}" for count in range(edit)), "one", "two", "three")
    article = shelf.articles.get(number)
    assert article is not None
    assert (article.read, article.saved, article.place) == (True, True, Place(2 + EDITS, 3))
    assert article.revised == NOON + minutes(10 * EDITS)
    assert shelf.count("article") == 1
    assert shelf.count("former") == 4


def test_it_is_compared_with_what_the_reader_saw_last(shelf: Shelf) -> None:
    """However many versions came meanwhile; one who saw none of them has the last before the present."""
    told(shelf, 0, "first")
    number = shelf.id_of("a")
    assert (shelf.documents.former(number), revised(shelf)) == (None, None)
    for edit in range(1, 7):
        told(shelf, 10 * edit, f"edit {edit}")
    assert said(shelf.documents.former(number)) == ["edit 5"]
    shelf.statuses.mark([number], True, NOON + minutes(65))
    for edit in range(7, 14):
        told(shelf, 10 * edit, f"edit {edit}")
    assert said(shelf.documents.former(number)) == ["edit 6"]
    shelf.statuses.keep_place(number, Place(1), NOON + minutes(135))
    assert said(shelf.documents.former(number)) == ["edit 12"]


def test_what_says_the_same_is_no_update(shelf: Shelf) -> None:
    """The feed's entry differs, as when its footer does; the story that is read does not."""
    told(shelf, 0, "one", "two")
    told(shelf, 10, "one", "two", words="another footer")
    assert (shelf.documents.former(shelf.id_of("a")), revised(shelf)) == (None, None)
    told(shelf, 20, "one ", " two", words="other blanks")
    assert revised(shelf) is None


def test_another_headline_is_an_update(shelf: Shelf) -> None:
    shelf.save([story("a", text=to_json(document("one")))])
    other = to_json(document("one", title="Another"))
    shelf.save([story("a", title="Another", text=other)], now=NOON + minutes(5))
    assert revised(shelf) == NOON + minutes(5)


def test_a_text_from_another_source_is_no_update(shelf: Shelf) -> None:
    """A site that begins to tell whole stories in its feed has edited none of them."""
    shelf.save([story("a")])
    number = shelf.id_of("a")
    shelf.documents.put(number, to_json(document("one", "from the page")), 1, "page", NOON + minutes(1))
    told(shelf, 10, "one")
    assert (revised(shelf), shelf.text_of(number)) == (None, to_json(document("one")))


def test_a_page_that_is_read_again_may_be_an_update(shelf: Shelf) -> None:
    shelf.save([story("a")])
    number = shelf.id_of("a")
    for at, text in ((1, "one"), (2, "one"), (3, "two")):
        shelf.documents.put(number, to_json(document(text)), 1, "page", NOON + minutes(at))
    assert revised(shelf) == NOON + minutes(3)
    assert said(shelf.documents.former(number)) == ["one"]


def test_what_only_the_pages_say_anew_is_one_update(shelf: Shelf) -> None:
    """The first reading of the pages is none; the second is, unless the feed's text was one already."""
    rest = [f"a paragraph of the second page, number {number}" for number in range(6)]
    told(shelf, 0, "one")
    number = shelf.id_of("a")
    shelf.documents.put_pages(number, pages_to_json([document("one", *rest)]), 2, NOON + minutes(1))
    assert revised(shelf) is None
    told(shelf, 10, "one", words="an edit of the second page alone")
    shelf.documents.put_pages(number, pages_to_json([document("one", *rest, "more")]), 2, NOON + minutes(11))
    assert revised(shelf) == NOON + minutes(11)
    assert said(shelf.documents.former(number)) == ["one", *rest]
    told(shelf, 20, "uno")
    shelf.documents.put_pages(number, pages_to_json([document("uno", *rest, "less")]), 2, NOON + minutes(21))
    assert revised(shelf) == NOON + minutes(20)


def test_the_pages_move_the_place_that_the_feeds_text_had(shelf: Shelf) -> None:
    rest = [f"a paragraph of the second page, number {number}" for number in range(6)]
    told(shelf, 0, "one", "two")
    number = shelf.id_of("a")
    shelf.statuses.keep_place(number, Place(1, 2), NOON)
    shelf.documents.put_pages(number, pages_to_json([document("first", "one", "two", *rest)]), 2, NOON + minutes(1))
    article = shelf.articles.get(number)
    assert article is not None
    assert article.place == Place(2, 2)
    assert shelf.count("former") == 0


def test_flt_07_a_damaged_version_is_none(shelf: Shelf) -> None:
    told(shelf, 0, "one")
    told(shelf, 10, "two")
    number = shelf.id_of("a")
    with shelf.database.write() as connection:
        connection.execute("UPDATE former SET body = x'00'")
    assert shelf.documents.former(number) is None
    with shelf.database.write() as connection:
        connection.execute("UPDATE document SET body = x'00'")
    told(shelf, 20, "three")
    assert shelf.count("former") == 1


def test_flt_07_a_version_that_is_no_document_is_none(shelf: Shelf) -> None:
    shelf.save([story("a", text="no document")])
    told(shelf, 10, "two")
    assert (shelf.documents.former(shelf.id_of("a")), revised(shelf)) == (None, None)


def test_pages_of_what_is_not_there_change_nothing(shelf: Shelf) -> None:
    shelf.save([story("a")])
    shelf.documents.put_pages(shelf.id_of("a"), None, None, NOON)
    assert shelf.documents.get(shelf.id_of("a")) is None
