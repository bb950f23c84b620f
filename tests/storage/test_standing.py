"""What has come since a time, and what of an edition is here."""

import pytest

from globeterm.model import FRONT, Kept
from globeterm.storage.standing import StandingStore

from .shelf import HOME, NOON, Shelf, minutes, story


@pytest.fixture
def standing(shelf: Shelf) -> StandingStore:
    return StandingStore(shelf.database)


def test_what_stands_above_the_newest_of_before_has_come_since(shelf: Shelf, standing: StandingStore) -> None:
    shelf.save([story("a", published=NOON), story("b", published=NOON - minutes(5))], now=NOON)
    shelf.save([story("c", published=NOON + minutes(5))], now=NOON + minutes(10))
    shelf.save([story("late", published=NOON - minutes(60))], now=NOON + minutes(20))
    assert standing.newest_before(HOME, FRONT, NOON) == shelf.id_of("a")
    assert standing.newest_before(HOME, "world", NOON + minutes(10)) == shelf.id_of("c")
    assert standing.newest_before(HOME, FRONT, NOON - minutes(1)) is None
    assert standing.newest_before(HOME, "nowhere", NOON) is None


def test_what_is_here_of_an_edition(shelf: Shelf, standing: StandingStore) -> None:
    assert standing.kept(HOME) == Kept()
    shelf.save([story("a", text="{}"), story("b"), story("c")])
    assert standing.kept(HOME) == Kept(None, 2)
    standing.synced(HOME, NOON)
    standing.synced("https://other.example", NOON + minutes(1))
    assert standing.kept(HOME) == Kept(NOON, 2)


def test_counting_what_is_missing_looks_at_an_index_alone(shelf: Shelf) -> None:
    plan = shelf.database.select(
        "EXPLAIN QUERY PLAN SELECT count(*) FROM article WHERE edition_id = 1 AND complete = 0"
    )
    assert "COVERING INDEX article_incomplete" in plan[0][3]
