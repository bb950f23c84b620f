"""The query language: what is meant, what is malformed, and that any string is a safe query."""

import sqlite3
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from globeterm.limits import QUERY_WORDS
from globeterm.query import Query, Term, any_expression, match_expression, parse_query, respell, site_words


def day(year: int, month: int = 1, number: int = 1) -> datetime:
    return datetime(year, month, number, tzinfo=UTC)


def terms(text: str) -> tuple[Term, ...]:
    return parse_query(text).terms


def test_words_are_all_wanted_and_the_last_may_go_on() -> None:
    assert terms("sea wal") == (Term("sea"), Term("wal", open=True))
    assert terms("sea wall ") == (Term("sea"), Term("wall"))


def test_phrases_in_any_quotation_marks() -> None:
    assert terms('"sea wall" gave') == (Term("sea wall"), Term("gave", open=True))
    assert terms("“sea wall”") == (Term("sea wall"),)
    assert terms('gave "sea wal') == (Term("gave"), Term("sea wal", open=True))


def test_excluded_words_and_phrases() -> None:
    query = parse_query('harbour -strike -"sea wall" -author:brandt')
    assert query.wanted == (Term("harbour"),)
    assert query.excluded == (
        Term("strike", excluded=True),
        Term("sea wall", excluded=True),
        Term("brandt", "authors", excluded=True),
    )
    assert terms("sea-wall")[0].excluded is False


def test_columns() -> None:
    assert terms('author:"Ada Brandt" Section:world') == (
        Term("Ada Brandt", "authors"),
        Term("world", "sections", open=True),
    )


def test_periods() -> None:
    query = parse_query("after:2019 before:2020-02 after:2019-11-18")
    assert (query.after, query.before, query.terms) == (day(2019, 11, 18), day(2020, 2), ())
    assert parse_query("before:2020-02 before:2019-3-4").before == day(2019, 3, 4)


@pytest.mark.parametrize(
    ("text", "saved", "unread"),
    [
        ("saved:", True, None),
        ("saved:yes", True, None),
        ("saved:NO", False, None),
        ("-saved:", False, None),
        ("unread:", None, True),
        ("unread:no", None, False),
        ("-unread:no saved:", True, True),
    ],
)
def test_marks(text: str, saved: bool | None, unread: bool | None) -> None:
    query = parse_query(text)
    assert (query.saved, query.unread, query.terms) == (saved, unread, ())
    assert query.filtered
    assert not query.blank


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("before:yesterday", ["before", "yesterday"]),
        ("after:2019-13", ["after", "2019-13"]),
        ("before:20", ["before", "20"]),
        ("-before:2019", ["before", "2019"]),
        ("author:", ["author"]),
        ("section:…", ["section"]),
        ("saved:perhaps", ["saved", "perhaps"]),
        ("is:saved", ["is:saved"]),
        ("http://x", ["http://x"]),
        ("NEAR(a b)", ["NEAR(a", "b)"]),
        ("- -- \"\" “” * ( ) ^ :", []),
    ],
)  # fmt: skip
def test_what_is_malformed_is_words(text: str, said: list[str]) -> None:
    query = parse_query(text)
    assert [term.text for term in query.terms] == said
    assert not query.filtered
    assert query.blank is (not said)


def test_only_so_many_words_count() -> None:
    assert len(terms("a " * 90)) == QUERY_WORDS


def test_the_expression_quotes_everything() -> None:
    assert match_expression(terms('AND "or not" title:x a"b"')) == '"and" AND "or not" AND "title:x" AND "a" AND "b"'
    assert match_expression(terms("sea author:Łu")) == '"sea" AND authors : "lu" *'
    with_others = (Term("brant", "authors", others=("brandt",)), Term("x"))
    assert match_expression(with_others) == 'authors : ("brant" OR "brandt") AND "x"'
    assert any_expression((Term("a"), Term("b c"))) == '"a" OR "b c"'


def test_a_single_letter_that_may_go_on_says_nothing_yet() -> None:
    assert match_expression(terms("sea w")) == '"sea"'
    assert match_expression(terms("w")) == '{title authors tags sections} : ("w" *)'
    assert match_expression(terms("w ")) == '"w"'
    assert match_expression(terms("author:w")) == 'authors : "w" *'


def test_dense_runs_are_pairs_in_the_expression() -> None:
    assert match_expression(terms("鹭岩大 橋")) == '"鹭岩 岩大" AND "橋" *'
    assert match_expression(terms("AI技術")) == '"ai 技術"'
    assert match_expression(terms("技術AI")) == '"技術 ai" *'


def test_what_looks_like_a_period_and_is_none_is_told() -> None:
    assert parse_query("sea before:2019-13 after:yesterday before: ").odd == ("before:2019-13", "after:yesterday")
    assert parse_query("before:2019 -after:x").odd == ()


def test_a_word_of_a_query_in_another_spelling() -> None:
    assert respell('sea author:"Łuc Fosu"', "luc", "lucja") == 'sea author:"lucja Fosu"'
    assert respell("seaside", "sea", "lake") is None


def test_what_a_site_is_asked() -> None:
    assert site_words(parse_query('sea "salt wall" -rain -"old town" author:ada after:2019')) == (
        'sea "salt wall" -rain -"old town"'
    )


@pytest.fixture(scope="module")
def index() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE search USING fts5(title, authors, tags, sections, text)")
    connection.execute("INSERT INTO search VALUES ('a', 'b', 'c', 'd', 'e')")
    return connection


@settings(max_examples=400)
@given(st.text() | st.text(alphabet='"-:*^(){}+ ANDORTEauthorsection\x00”', max_size=40))
@example('"')
@example('author:"')
@example('-"')
@example("\x00\ud800 NEAR")
@example("ः")
def test_any_string_is_a_safe_query(index: sqlite3.Connection, text: str) -> None:
    query = parse_query(text)
    assert isinstance(query, Query)
    for some in (query.wanted, query.excluded):
        if some:
            index.execute("SELECT rowid FROM search WHERE search MATCH ?", (match_expression(some),)).fetchall()
            index.execute("SELECT rowid FROM search WHERE search MATCH ?", (any_expression(some),)).fetchall()
