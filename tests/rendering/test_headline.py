"""The rows of the list: title, byline, and marks that need no colour."""

from datetime import UTC, datetime

from globeterm.rendering.headline import set_headline
from tests.rendering.stories import NOW, article


def lines(columns: int, *, plain: bool = False, **changes: object) -> list[str]:
    return [line.plain.rstrip() for line in set_headline(article(**changes), columns, now=NOW, ascii=plain)]


def test_an_unread_story_of_two_lines() -> None:
    assert lines(38) == [
        "● Ministry Defends Harbour Cuts After",
        "  Leak of Minutes",
        "  Staff Writer · 18 Nov 2019 · 4 min",
    ]


def test_a_short_title_leaves_the_last_line_empty() -> None:
    assert lines(42, title="Cuts Stay", read=True) == ["  Cuts Stay", "  Staff Writer, AFP · 18 Nov 2019 · 4 min", ""]


def test_a_long_title_ends_in_an_ellipsis_after_two_lines() -> None:
    shown = lines(24, title="One two three four five six seven eight nine ten eleven twelve")
    assert shown[0] == "● One two three four"
    assert shown[1] == "  five six seven eight…"
    assert lines(24, plain=True, title="One two three four five six seven eight nine ten")[1] == "  five six seven..."


def test_saved_and_stored_stories_say_so_by_signs_and_words() -> None:
    wide = lines(60, title="Cuts", saved=True, offline="full")
    assert wide[1] == "  Staff Writer, AFP · 18 Nov 2019 · 4 min  ★ saved ⤓ offline"
    narrow = lines(30, title="Cuts", saved=True, offline="full")
    assert narrow[1].endswith("★ ⤓")
    assert lines(60, plain=True, title="Cuts", saved=True, offline="full") == [
        "* Cuts",
        "  Staff Writer, AFP - 18 Nov 2019 - 4 min  + saved = offline",
        "",
    ]


def test_a_story_that_has_changed_says_so() -> None:
    wide = lines(70, title="Cuts", revised=NOW, offline="full")
    assert wide[1].endswith("4 min          ↻ updated ⤓ offline")
    narrow = lines(40, title="Cuts", revised=NOW, offline="full")
    assert narrow[1] == "  Staff Writer · 18 Nov 2019 ↻ updated ⤓"
    assert lines(24, title="Cuts", revised=NOW)[1].endswith(" ↻")
    assert lines(70, title="Cuts", revised=NOW)[1].endswith(" ↻ updated")


def test_words_of_what_is_here_come_before_the_reading_time_and_long_names():
    """What a story is offline is told in words at every width that a list of three panes has."""
    assert lines(51, offline="full")[-1] == "  Staff Writer, AFP · 18 Nov 2019 · 4 min ⤓ offline"
    assert lines(46, offline="full")[-1] == "  Staff Writer, AFP · 18 Nov 2019    ⤓ offline"
    assert lines(36, offline="full")[-1] == "  Staff Wri… · 18 Nov 2019 ⤓ offline"
    assert lines(34, offline="full")[-1] == "  Staff Writer · 18 Nov 2019     ⤓"


def test_what_is_not_known_is_left_out() -> None:
    assert lines(40, title="Cuts", authors=(), published=None, minutes=None)[1] == ""
    assert lines(40, title="Cuts", authors=(), minutes=None)[1] == "  18 Nov 2019"
    assert lines(40, title="Cuts", published=None, minutes=None)[1] == "  Staff Writer, AFP"


def test_a_row_of_a_few_columns_has_no_room_for_marks() -> None:
    assert lines(2, title="Cuts", saved=True, offline="full", authors=()) == ["Cu", "ts", ""]


def test_today_is_told_by_the_clock() -> None:
    when = datetime(2025, 6, 17, 9, 5, tzinfo=UTC)
    assert lines(40, title="Cuts", authors=(), published=when, minutes=2)[1] == "  09:05 · 2 min"


def test_styles_tell_read_from_unread() -> None:
    unread, read = set_headline(article(), 60, now=NOW), set_headline(article(read=True), 60, now=NOW)
    assert {span.style for span in unread[0].spans} == {"headline.unread", "headline.title-unread"}
    assert {span.style for span in read[0].spans} == {"headline.title"}
