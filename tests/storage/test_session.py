from globeterm.model import Session

from .shelf import HOME, Shelf, story


def test_each_edition_is_left_where_it_was_left(shelf: Shelf) -> None:
    shelf.save([story("a")])
    assert shelf.sessions.get(HOME) == Session()
    left = Session("world", shelf.id_of("a"), "evening", pictures=False)
    shelf.sessions.put(HOME, Session("sport"))
    shelf.sessions.put(HOME, left)
    shelf.sessions.put("sample:", Session("europe"))
    assert shelf.sessions.get(HOME) == left
    assert shelf.sessions.get("sample:") == Session("europe")


def test_an_article_that_is_not_there_is_left_out(shelf: Shelf) -> None:
    shelf.sessions.put(HOME, Session("world", 999))
    assert shelf.sessions.get(HOME) == Session("world", None)
