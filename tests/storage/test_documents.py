import pytest

from globeterm.errors import StorageError
from globeterm.storage.documents import StoredDocument, StoredPage

from .shelf import HOME, NOON, Shelf, minutes, story

TEXT = '{"blocks": ["Ω — naïve 漢字"]}'


def test_a_document_comes_back_as_it_went_in(shelf: Shelf) -> None:
    shelf.save([story("a")])
    a = shelf.id_of("a")
    shelf.documents.put(a, TEXT, 5, "page", NOON)
    assert shelf.documents.get(a) == StoredDocument(TEXT, None, is_outdated=False, is_whole=True)
    article = shelf.articles.get(a)
    assert article is not None
    assert (article.offline, article.minutes) == ("full", 5)


def test_an_article_without_a_document_has_none(shelf: Shelf) -> None:
    shelf.save([story("a")])
    assert shelf.documents.get(shelf.id_of("a")) is None


def test_a_feeds_text_is_whole_when_the_pages_have_been_read(shelf: Shelf) -> None:
    shelf.save([story("a", text=TEXT)])
    a = shelf.id_of("a")
    assert shelf.documents.get(a) == StoredDocument(TEXT, None, is_outdated=False, is_whole=False)
    shelf.documents.put_pages(a, "[1]", 7, NOON)
    assert shelf.documents.get(a) == StoredDocument(TEXT, "[1]", is_outdated=False, is_whole=True)
    article = shelf.articles.get(a)
    assert article is not None
    assert article.minutes == 7


def test_flt_36_an_edit_keeps_the_pages_and_asks_for_them_again(shelf: Shelf) -> None:
    shelf.save([story("a", text=TEXT)])
    a = shelf.id_of("a")
    shelf.documents.put_pages(a, "[1]", None, NOON)
    shelf.save([story("a", text="{}")], now=NOON + minutes(9))
    assert shelf.documents.get(a) == StoredDocument("{}", "[1]", is_outdated=False, is_whole=False)
    shelf.documents.put_pages(a, None, None, NOON + minutes(9))
    assert shelf.documents.get(a) == StoredDocument("{}", "[1]", is_outdated=False, is_whole=True)


def test_a_text_from_the_page_stands_for_itself(shelf: Shelf) -> None:
    shelf.save([story("a", text=TEXT)])
    a = shelf.id_of("a")
    shelf.documents.put_pages(a, "[1]", None, NOON)
    shelf.documents.put(a, "{}", 5, "page", NOON)
    assert shelf.documents.get(a) == StoredDocument("{}", None, is_outdated=False, is_whole=True)
    shelf.save([story("a", words="edited")], now=NOON + minutes(9))
    assert shelf.documents.get(a) == StoredDocument("{}", None, is_outdated=True, is_whole=True)


def test_damaged_pages_are_left_out(shelf: Shelf) -> None:
    shelf.save([story("a", text=TEXT)])
    a = shelf.id_of("a")
    shelf.documents.put_pages(a, "[1]", None, NOON)
    with shelf.database.write() as connection:
        connection.execute("UPDATE document SET pages = ?", (b"no zlib",))
    assert shelf.documents.get(a) == StoredDocument(TEXT, None, is_outdated=False, is_whole=True)


def test_a_document_belongs_to_an_article(shelf: Shelf) -> None:
    with pytest.raises(StorageError):
        shelf.documents.put(999, TEXT, 5, "page", NOON)


@pytest.mark.parametrize(
    "body", [b"no zlib", b"x\x9cK\xb4\x02\x00\x00\xbd\x00c", b"x\x9c\xfb\xff\x1f\x00\x02\xff\x01\xff"]
)
def test_flt_07_a_damaged_document_is_brought_again(shelf: Shelf, body: bytes) -> None:
    shelf.save([story("a", text=TEXT)])
    shelf.documents.page_put(f"{HOME}/about/", TEXT, NOON)
    with shelf.database.write() as connection:
        connection.execute("UPDATE document SET body = ?", (body,))
        connection.execute("UPDATE page SET body = ?", (body,))
    assert shelf.documents.get(shelf.id_of("a")) is None
    assert shelf.documents.page_get(f"{HOME}/about/") is None


def test_a_page_of_the_publication_is_kept_with_its_time(shelf: Shelf) -> None:
    url = f"{HOME}/about-us/"
    assert shelf.documents.page_get(url) is None
    shelf.documents.page_put(url, "{}", NOON)
    shelf.documents.page_put(f"{HOME}/about-us", TEXT, NOON + minutes(1))
    assert shelf.documents.page_get(url) == StoredPage(TEXT, NOON + minutes(1))
    assert shelf.count("page") == 1
