from dataclasses import replace

from globeterm.model import Session

from .shelf import HOME, NOON, Shelf, minutes, story


def test_each_edition_is_left_where_it_was_left(shelf: Shelf) -> None:
    shelf.save([story("a")])
    assert shelf.sessions.get(HOME) == Session()
    left = Session("world", shelf.id_of("a"), "evening", pictures=False)
    shelf.sessions.put(HOME, Session("sport"), NOON)
    shelf.sessions.put(HOME, left, NOON + minutes(5))
    shelf.sessions.put("sample:", Session("europe"), NOON)
    assert shelf.sessions.get(HOME) == replace(left, left=NOON + minutes(5))
    assert shelf.sessions.get("sample:") == Session("europe", left=NOON)


def test_an_article_that_is_not_there_is_left_out(shelf: Shelf) -> None:
    shelf.sessions.put(HOME, Session("world", 999), NOON)
    assert shelf.sessions.get(HOME) == Session("world", None, left=NOON)
