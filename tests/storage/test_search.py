"""The search index: what is stored is found, in the transaction that stores it, whatever changes it."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from globeterm.content import Document, Embed, Figure, ListBlock, Paragraph, Picture, Quote, Rule, Span, Table
from globeterm.document.codec import pages_to_json, to_json
from globeterm.entry import Story
from globeterm.errors import StorageError
from globeterm.found import SearchResult, Snippet
from globeterm.query import parse_query
from globeterm.storage import choosing, search
from globeterm.storage.database import open_database
from globeterm.storage.indexing import index_changes
from globeterm.storage.intake import Intake
from globeterm.storage.mending import mend
from globeterm.storage.schema import MIGRATIONS
from globeterm.storage.search import SearchStore
from globeterm.storage.search_schema import SEARCH
from globeterm.storage.spelling import nearest_names

from .shelf import HOME, NOON, Shelf, feed_of_old, minutes, story


def said(*blocks: str | Any) -> str:
    """A document of paragraphs, or of other blocks."""
    made = tuple(Paragraph((Span(one),)) if isinstance(one, str) else one for one in blocks)
    return to_json(Document(HOME, "x", made))


def told(name: str, **changes: Any) -> Story:
    return replace(story(name), **changes)


def search_in(shelf: Shelf, text: str, limit: int = 50) -> SearchResult:
    found = SearchStore(shelf.database).find(HOME, parse_query(text), limit)
    assert found is not None
    return found


def found(shelf: Shelf, text: str) -> list[str]:
    """The names of the stories that a search finds, best first."""
    result = search_in(shelf, text)
    assert result.total == len(result.hits)
    return [hit.article.title.removeprefix("Headline ") for hit in result.hits]


@pytest.fixture
def some(shelf: Shelf) -> Shelf:
    """Five stories, the first the newest."""
    stories = [
        told("a", title="The Sea Wall Gave Way", published=NOON, tags=("floods",)),
        told("b", title="Café Łódź", published=NOON - minutes(1), authors=("Zdzisława Nowak",), summary="A sea."),
        told("c", title="鹭岩大桥开通", published=NOON - minutes(2), document=said("桥上的人都笑了。"), minutes=1),
        told("d", title="Water", published=NOON - minutes(3), document=said("شَاهِد الماء", "The wall of the sea.")),
        told("e", title="Ferries", published=datetime(2018, 3, 4, tzinfo=UTC), summary="No wall; the sea wall stood."),
    ]  # fmt: skip
    shelf.save(stories, "world")
    shelf.save([replace(stories[4], digest=b"other")], "media-freedom")
    return shelf


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("sea wall ", {"a", "d", "e"}),
        ('"sea wall"', {"a", "e"}),
        ("sea -wall", {"b"}),
        ("sea -\"sea wall\"", {"b", "d"}),
        ("wal", {"a", "d", "e"}),
        ("wal ", set()),
        ("lodz CAFE", {"b"}),
        ("鹭岩", {"c"}),
        ("岩大桥", {"c"}),
        ("桥", {"c"}),
        ("都笑", {"c"}),
        ("شاهد", {"d"}),
        ("floods", {"a"}),
        ("author:nowak", {"b"}),
        ("author:nowak sea", {"b"}),
        ("author:sea", set()),
        ("section:media", {"e"}),
        ("section:freedom sea", {"e"}),
        ("-section:media wall", {"a", "d"}),
        ("wall before:2019", {"e"}),
        ("wall after:2019", {"a", "d"}),
        ("after:2018-03-04 before:2018-03-05", {"e"}),
        ("-sea", {"c"}),
        ("", set()),
        ("…", set()),
    ],
)  # fmt: skip
def test_what_is_found(some: Shelf, text: str, names: set[str]) -> None:
    by_title = {"The Sea Wall Gave Way": "a", "Café Łódź": "b", "鹭岩大桥开通": "c", "Water": "d", "Ferries": "e"}
    assert {by_title[title] for title in found(some, text)} == names


def test_marks_of_the_reader(some: Shelf) -> None:
    ids = [hit.article.id for hit in search_in(some, "wall").hits]
    some.statuses.mark(ids[:1], True, NOON)
    some.statuses.save(ids[1:], True, NOON)
    assert [hit.article.id for hit in search_in(some, "wall unread:").hits] == ids[1:]
    assert [hit.article.id for hit in search_in(some, "wall saved:no").hits] == ids[:1]
    assert {hit.article.id for hit in search_in(some, "saved:").hits} == set(ids[1:])


def test_a_title_counts_more_than_a_text_and_the_newer_of_equals_comes_first(shelf: Shelf) -> None:
    shelf.save([told("old", title="Rain", published=NOON - minutes(9)), told("new", title="Rain")])
    shelf.save([told(f"n{number}", title=f"Sun {number}", summary="Of rain, much rain.") for number in range(9)])
    shelf.save([told(f"o{number}", summary="Of nothing.") for number in range(30)])
    ids = [hit.article.id for hit in search_in(shelf, "rain").hits]
    assert ids[:2] == [shelf.id_of("new"), shelf.id_of("old")]


def names(shelf: Shelf, text: str, limit: int = 50) -> list[str]:
    return [hit.article.title for hit in search_in(shelf, text, limit).hits]


def test_of_very_many_the_newest_come_first_behind_those_with_the_words_in_their_heads(
    some: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "RANKED", 1)
    result = search_in(some, "wall", limit=2)
    assert (result.total, [hit.article.title for hit in result.hits]) == (3, ["The Sea Wall Gave Way", "Water"])
    assert names(some, "wall before:2019") == ["Ferries"]
    assert names(some, "wall") == ["The Sea Wall Gave Way", "Water", "Ferries"]
    with some.database.write() as connection:
        connection.execute("UPDATE article SET title = 'Wall Ferries' WHERE title = 'Ferries'")
        index_changes(connection)
    assert names(some, "wall") == ["The Sea Wall Gave Way", "Wall Ferries", "Water"]
    assert names(some, "wall unread:no") == []
    assert len(names(some, "section:world")) == search_in(some, "section:world").total == 5
    other = "https://other.example"
    feed = some.feeds.ensure(other, "world", "World", f"{other}/feed/")
    with some.database.write() as connection:
        Intake(connection, feed.id, NOON).take([told("z", url=f"{other}/z/", title="A Wall")])
    assert not SearchStore(some.database).catch_up()
    result = search_in(some, "wall", limit=1)
    assert (result.total, result.is_more) == (3, False)
    monkeypatch.setattr(choosing, "APART", 0)
    result = search_in(some, "wall", limit=1)
    assert (result.total, result.is_more) == (1, True)
    assert search_in(some, "wall", limit=3).is_more is False


def test_of_very_many_all_are_counted_when_that_is_wanted(some: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "RANKED", 1)
    for text, total in (("wall", 3), ("wall unread:", 3), ("wall after:2019", 2), ("-wall", 2), ("-wall saved:", 0)):
        result = SearchStore(some.database).find(HOME, parse_query(text), 1, is_exact=True)
        assert result is not None
        assert (result.total, result.is_more) == (total, False), text
    assert search_in(some, "wall unread:", limit=1).is_more
    assert search_in(some, "-wall", limit=1).is_more
    assert search_in(some, "-wall", limit=2).total == 2


def test_no_more_are_counted_for_a_key_than_say_something(some: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "RANKED", 0)
    monkeypatch.setattr(choosing, "COUNTED", 2)
    result = search_in(some, "wall", limit=1)
    assert (result.total, result.is_more) == (2, True)
    monkeypatch.setattr(choosing, "DEEP", 0)
    result = search_in(some, "-water", limit=4)
    assert (len(result.hits), result.is_more) == (4, True)


def test_what_only_the_marks_keep_away_is_not_mended(some: Shelf) -> None:
    result = search_in(some, "wall saved:")
    assert (result.total, result.instead, result.near) == (0, (), ())


def test_what_lies_far_apart_is_asked_about_one_by_one(some: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "RANKED", 1)
    monkeypatch.setattr(choosing, "SPARSE", 0)
    assert names(some, "wall", 2) == ["The Sea Wall Gave Way", "Water"]


def test_a_story_with_all_words_in_its_head_comes_first_however_often_others_say_them(shelf: Shelf) -> None:
    shelf.save([told("head", title="Harbour Strike", published=NOON - minutes(9))])
    often = said("Harbour strike, harbour strike. " * 9)
    shelf.save([told(f"n{number}", title=f"Sun {number}", document=often, minutes=1) for number in range(9)])
    assert names(shelf, "harbour strike")[0] == "Harbour Strike"
    assert names(shelf, "harbor strike")[0] == "Harbour Strike"
    assert names(shelf, "author:fosu harbour strike", 1) == []


def test_where_nothing_is_found_other_spellings_are_offered_and_what_is_no_date_is_told(some: Shelf) -> None:
    result = search_in(some, "qqqq nowaaak zzzz before:2019-13")
    assert result.near == ("qqqq nowak zzzz before:2019-13",)
    assert result.odd == ("before:2019-13",)
    assert search_in(some, "wall").near == ()


def test_half_a_name_with_a_slip_is_found_while_it_is_typed(some: Shelf) -> None:
    assert found(some, "zdizsl") == ["Café Łódź"]
    assert found(some, "zdizsl ") == []


def test_every_readable_text_of_a_story_is_found_and_a_damaged_one_hurts_nobody(shelf: Shelf) -> None:
    everything = to_json(
        Document(
            HOME,
            "x",
            (
                Quote((Figure(Picture(HOME, "", "quayside")),)),
                ListBlock(False, ((Embed("video", "trawler", None),),)),
                Table(((((Span("cellar"),)),),), caption=(Span("ledger"),)),
                Rule(),
            ),
            standfirst="overture",
            picture=Picture(HOME, "", "lighthouse"),
        )
    )  # fmt: skip
    shelf.save([told("a", document=everything, minutes=1), told("b", document="{no json", minutes=1)])
    page = Document(HOME, "x", (Paragraph((Span("postscript"),)),))
    shelf.documents.put_pages(shelf.id_of("a"), pages_to_json((page,)), 1, NOON)
    for word in ("quayside", "trawler", "cellar", "ledger", "overture", "lighthouse", "postscript"):
        assert found(shelf, word) == ["a"], word
    assert set(found(shelf, "happened")) == {"a", "b"}


def integrity(shelf: Shelf) -> int:
    """How many terms the index has of stories; deleting by other words than were put in leaves some behind."""
    ((number,),) = shelf.database.select("SELECT coalesce(sum(doc), 0) FROM search_word")
    return int(number)


def test_what_changes_is_found_anew_and_no_more_as_it_was(shelf: Shelf) -> None:
    shelf.save([told("a", title="Before", document=said("earlier"), minutes=1)])
    shelf.save([told("a", title="After", document=said("later"), digest=b"2", minutes=1)], "world")
    assert (found(shelf, "before"), found(shelf, "earlier ")) == ([], [])
    assert (found(shelf, "after"), found(shelf, "later")) == (["After"], ["After"])
    shelf.documents.put(shelf.id_of("a"), said("lastly"), 1, "page", NOON)
    assert (found(shelf, "later "), found(shelf, "lastly")) == ([], ["After"])
    shelf.feeds.ensure(HOME, "world", "Planet", f"{HOME}/category/world/feed/")
    assert SearchStore(shelf.database).catch_up() is False
    assert (found(shelf, "section:world"), found(shelf, "section:planet")) == ([], ["After"])
    with shelf.database.write() as connection:
        for table in ("placement", "entry", "document", "article"):
            connection.execute(f"DELETE FROM {table}")
    assert SearchStore(shelf.database).catch_up() is False
    assert (found(shelf, "after"), integrity(shelf)) == ([], 0)


def test_nothing_is_indexed_twice_for_one_check(shelf: Shelf) -> None:
    shelf.save([told("a", document=said("one two"), minutes=1)])
    before = integrity(shelf)
    shelf.save([told("a", document=said("one two"), minutes=1)], "opinion")
    assert shelf.count("unindexed") == 0
    assert integrity(shelf) == before + 1


def kill_behind_the_index(connection: sqlite3.Connection, feed_id: int, ghost: Story) -> None:
    Intake(connection, feed_id, NOON).take([ghost])
    index_changes(connection)
    connection.execute("SELECT no_column FROM article")


def test_flt_01_what_is_not_stored_is_not_found(shelf: Shelf) -> None:
    shelf.save([told("a")])
    ghost = told("b", title="Ghost", document="x", minutes=1)
    with pytest.raises(StorageError, match="no such column"), shelf.database.write() as connection:
        kill_behind_the_index(connection, shelf.feed().id, ghost)
    assert found(shelf, "ghost") == []
    assert shelf.count("unindexed") == 0


def test_flt_10_an_older_library_is_indexed_a_little_at_a_time(path: Path) -> None:
    path.parent.mkdir()
    old = open_database(path, now=lambda: NOON, migrations=MIGRATIONS[: MIGRATIONS.index(SEARCH)])
    feed_id = feed_of_old(old)
    with old.write() as connection:
        Intake(connection, feed_id, NOON).take([told(str(number)) for number in range(5)])
    old.close()
    shelf = Shelf(path)
    index = SearchStore(shelf.database)
    shelf.save([told("new")])
    assert (shelf.count("unindexed"), found(shelf, "headline")) == (5, ["new"])
    assert [index.catch_up(2), index.catch_up(2), index.catch_up(2), index.catch_up(2)] == [True, True, False, False]
    assert len(found(shelf, "headline")) == 6
    shelf.database.close()


def test_flt_05_a_library_that_can_only_be_read_is_searched_as_it_is(some: Shelf) -> None:
    some.database.read_only = True
    with some.database.write() as connection:
        connection.execute("INSERT INTO unindexed (article_id, late) VALUES (1, 1)")
    assert SearchStore(some.database).catch_up() is False
    assert len(found(some, "wall")) == 3


def test_an_edition_finds_its_own(some: Shelf) -> None:
    index = SearchStore(some.database)
    assert index.find("https://other.example", parse_query("wall"), 9) == SearchResult("wall")


def test_a_search_that_is_not_wanted_any_more_ends(some: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_STEPS", 1)
    index = SearchStore(some.database)
    assert index.find(HOME, parse_query("wall"), 9, is_wanted=lambda: False) is None
    monkeypatch.setattr(search, "SEARCH_SECONDS", -1.0)
    with pytest.raises(StorageError, match="too long"):
        index.find(HOME, parse_query("wall"), 9)
    monkeypatch.undo()
    assert len(found(some, "wall")) == 3


def test_another_failure_stays_what_it_is(some: Shelf) -> None:
    with some.database.write() as connection:
        connection.execute("DROP TABLE search")
    with pytest.raises(StorageError, match="no such table"):
        search_in(some, "wall")


def test_a_snippet_shows_why(some: Shelf) -> None:
    (first, *_) = search_in(some, "gave way").hits
    assert (first.title_marks, first.snippet) == (((13, 17), (18, 21)), Snippet("What happened."))
    (only,) = search_in(some, "شاهد").hits
    text, marks = only.snippet.text, only.snippet.marks
    assert [text[start:end] for start, end in marks] == ["شَاهِد"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Zdislawa", "zdzislawa"),
        ("author:nowka", "nowak"),
        ("ferires", "ferries"),
        ("gave flods", "floods"),
    ],
)
def test_a_slip_in_a_name_still_finds_it(some: Shelf, text: str, name: str) -> None:
    result = search_in(some, text)
    assert [other.split()[-1] for _, other in result.instead] == [name]
    assert result.total == 1


def test_what_is_excluded_or_too_far_is_not_mended(some: Shelf) -> None:
    assert search_in(some, "sea xyzzyplugh -flods") == SearchResult("sea xyzzyplugh -flods")


def test_the_database_forgets_who_watched(some: Shelf) -> None:
    with pytest.raises(StorageError), some.database.watched(lambda: True, 1):
        some.database.select("SELECT count(*) FROM article")
    assert some.database.select("SELECT 1") == [(1,)]


def test_flt_07_a_library_that_was_mended_is_indexed_anew(some: Shelf) -> None:
    some.database.close()
    mend(some.path, MIGRATIONS, NOON)
    mended = Shelf(some.path)
    index = SearchStore(mended.database)
    assert (found(mended, "wall"), index.catch_up()) == ([], False)
    assert len(found(mended, "wall")) == 3
    assert nearest_names(mended.database, "flods") == ("floods",)
    mended.database.close()


def test_a_story_without_any_text_has_no_piece_of_it(shelf: Shelf) -> None:
    shelf.save([told("a", title="Lighthouse", summary="")])
    (hit,) = search_in(shelf, "lighthouse").hits
    assert (hit.snippet, hit.title_marks) == (Snippet(), ((0, 10),))
