"""The feeds' screen: how each section stands, in words, at every width; and all of it on Enter."""

import socket
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from textual.pilot import Pilot

from globeterm.errors import StorageError
from globeterm.library.examining import RestFinding
from globeterm.library.refusing import refusal
from globeterm.model import Counts, Feed, Validators
from globeterm.ui import feeds_screen
from globeterm.ui.feed_table import FeedTable
from globeterm.ui.feed_words import FeedRow, advice, facts, next_check, standing, stories, validators_in_full
from globeterm.ui.feeds_screen import FeedsScreen
from globeterm.web.failures import failure
from globeterm.web.resource import Resource

from .papers import NOW, FakeLibrary, lines_of, make_app, press, running, settle, some_paper, text_of
from .test_refresh import answers

HOUR = timedelta(hours=1)
WELL = Feed(2, "world", "https://paper.example/w/", checked=NOW - HOUR, changed=NOW - 3 * HOUR, due=NOW + HOUR / 2)
ROW = FeedRow("world", "World", "https://paper.example/category/world/feed/", WELL, Counts(15, 4), full=10)


REFUSED = {
    401: "Look whether a web browser is let in",
    403: "Look whether a web browser is let in",
    404: "Look up the section’s new address",
    410: "Look up the section’s new address",
    500: "What is stored can be read",
}


def answered(status: int) -> Resource:
    address = "https://x.example/f/"
    return Resource(address, address, status, "", "", None, b"", b"", "network", (), Validators(), NOW)


def paper() -> FakeLibrary:
    """A paper with a feed in each state."""
    paper = some_paper()
    answers(paper)
    gone, well, failing, moved, _ = paper.checks
    well = replace(well, due=NOW + HOUR / 2, changed=NOW - HOUR, validators=Validators(b"a", b"b"))
    failing = replace(well, id=3, section="business", failing_since=NOW - 2 * HOUR, failures=4, error="got a web page")
    moved = replace(moved, found="menu", moved_from="https://paper.example/old/", due=NOW + 5 * HOUR)
    paper.checks = (replace(gone, found="missing"), well, failing, moved)
    return paper


def table_of(pilot: Pilot[None]) -> FeedTable:
    return pilot.app.screen.query_one(FeedTable)


def row_of(pilot: Pilot[None], name: str) -> str:
    region = table_of(pilot).region
    lines = [line[region.x : region.right] for line in lines_of(pilot)[region.y : region.bottom]]
    (line,) = [line for line in lines if line.split()[:1] == [name]]
    return line


# --- words ---


@pytest.mark.parametrize(
    ("changes", "mood", "said", "next_one"),
    [
        ({}, "well", "checked 1 hour ago", "in 30 min"),
        ({"due": None}, "well", "checked 1 hour ago", "now due"),
        ({"due": NOW - HOUR}, "well", "checked 1 hour ago", "now due"),
        ({"due": NOW + timedelta(seconds=5)}, "well", "checked 1 hour ago", "in 1 min"),
        ({"due": NOW + 5 * HOUR}, "well", "checked 1 hour ago", "in 5 h"),
        ({"due": NOW + 50 * HOUR}, "well", "checked 1 hour ago", "in 2 d"),
        ({"failing_since": NOW - HOUR}, "fails", "fails since 11:00", "in 30 min"),
        ({"found": "missing"}, "gone", "not on the site", "within the week"),
        ({"gone": NOW, "failing_since": NOW}, "gone", "gone for good", "never"),
        ({"checked": None}, "new", "never checked", "in 30 min"),
    ],
)
def test_how_a_feed_stands(changes: dict[str, object], mood: str, said: str, next_one: str) -> None:
    row = replace(ROW, feed=replace(WELL, **changes))  # type: ignore[arg-type]
    assert (row.mood, standing(row, NOW), next_check(row, NOW)) == (mood, said, next_one)


def test_flt_38_the_words_of_a_clock_that_was_wrong() -> None:
    row = replace(ROW, feed=replace(WELL, checked=NOW + 5 * HOUR, due=NOW + timedelta(days=400)))
    assert (standing(row, NOW), next_check(row, NOW)) == ("checked just now", "now due")


def test_all_that_is_known() -> None:
    feed = replace(
        WELL, failing_since=NOW - HOUR, failures=3, error="no way", moved_from="https://old.example/f/", moving="x"
    )
    assert dict(facts(replace(ROW, feed=feed), NOW)) == {
        "address": "https://paper.example/w/",
        "found": "it moved here for good, from https://old.example/f/",
        "last answer": "1 hour ago",
        "last news": "3 hours ago",
        "failing": "since 11:00, 3 times: no way",
        "what to do": "What is stored can be read; it is asked again by itself.",
        "moving": "to x; the next answer from there settles it",
        "next check": "in 30 min, at 12:30, for it backs off while that fails; r asks now",
        "stories": "15, 4 of them unread; 10 with full text, 5 as summary",
        "known by": "no validators: the whole feed is sent each time",
    }
    plain = dict(facts(replace(ROW, feed=replace(WELL, changed=None, failing_since=NOW, failures=1), full=15), NOW))
    assert plain["failing"] == "since 12:00, once: nobody knows why"
    assert plain["stories"] == "15, 4 of them unread; 15 with full text"
    assert "last news" not in plain


def test_pol_16_a_feed_whose_site_asks_for_rest() -> None:
    """It rests and does not fail; asking sooner is no use, and is not offered."""
    said = "a.example answers with an error (429 Too Many Requests); it asks us to wait until 12:30."
    feed = replace(WELL, failing_since=NOW - HOUR, failures=1, error=said)
    told = dict(facts(replace(ROW, feed=feed), NOW))
    assert standing(replace(ROW, feed=feed), NOW) == "rests since 11:00"
    assert told["resting"] == f"since 11:00, once: {said}"
    assert told["what to do"] == "Nothing: the site asks for rest, and is asked again then."
    assert told["next check"] == "in 30 min, at 12:30; not before, by the site’s own wish"


def test_pol_27_a_feed_that_the_site_has_given_up() -> None:
    feed = replace(WELL, failing_since=NOW - HOUR, failures=1, gone=NOW, error="x has given this feed up for good")
    told = dict(facts(replace(ROW, feed=feed), NOW))
    assert told["given up"] == "since 12:00, by the site’s own word; its stories stay"
    assert told["what to do"].startswith("Look up the section’s new address")
    assert told["next check"] == "never; r asks now"
    assert "failing" not in told


def test_flt_27_a_feed_that_answers_and_is_empty() -> None:
    row = replace(ROW, counts=Counts())
    assert (stories(row), dict(facts(row, NOW))["stories"]) == ("none: it is empty", "none: the feed is empty")


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (NOW + HOUR / 2, "in 30 min, at 12:30, by itself; r asks now"),
        (NOW + 50 * HOUR, "in 2 d, on 19 Jun, by itself; r asks now"),
        (NOW - HOUR, "as soon as the paper is refreshed; r asks now"),
    ],
)
def test_when_it_is_asked_next(due: datetime, said: str) -> None:
    assert dict(facts(replace(ROW, feed=replace(WELL, due=due)), NOW))["next check"] == said


def test_what_the_server_knows_its_answer_by() -> None:
    assert validators_in_full(Validators(b'W/"5"', b"Tue, 18 Nov")) == 'ETag W/"5", Last-Modified Tue, 18 Nov'
    assert validators_in_full(Validators(b"\x1b]0;x\x07", None)) == "ETag ]0;x"


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        *((str(refusal("https://x.example/f/", answered(status))), words) for status, words in REFUSED.items()),
        (str(failure(socket.gaierror(), "https://x.example/", 30)), "Look at this computer’s network"),
        ("got a web page, not a feed", "Log in to the network if it asks for that"),
        ("x.example asks us to wait until 14:20.", "Nothing: the site asks for rest"),
        ("x.example broke off its answer", "What is stored can be read"),
    ],
)
def test_each_failure_has_its_advice(sentence: str, what: str) -> None:
    assert advice(sentence).startswith(what)


def test_what_was_never_asked_for() -> None:
    row = FeedRow("world", "World", "https://paper.example/category/world/feed/")
    assert (row.mood, standing(row, NOW), next_check(row, NOW), stories(row)) == (
        "new",
        "never checked",
        "now due",
        "none yet",
    )
    assert dict(facts(row, NOW)) == {
        "address": "https://paper.example/category/world/feed/",
        "found": "as the edition says",
        "next check": "as soon as the paper is refreshed; r asks now",
        "stories": "none yet",
    }
    never = replace(row, feed=Feed(1, "world", "x"))
    assert dict(facts(never, NOW))["last answer"] == "none yet"


# --- the screen ---


async def test_a_line_a_section_with_its_state_in_words() -> None:
    async with running(make_app(paper())) as pilot:
        await press(pilot, "F")
        assert isinstance(pilot.app.screen, FeedsScreen)
        assert "The feeds of The Globe Post" in text_of(pilot)
        assert "not on the site" in row_of(pilot, "National")
        assert "checked just now      in 30 min        15 · 15 unread" in row_of(pilot, "World")
        assert "fails since 10:00     in 30 min        got a web page" in row_of(pilot, "Business")
        assert "never checked" in row_of(pilot, "Stage")
        await press(pilot, "q")
        assert not isinstance(pilot.app.screen, FeedsScreen)


async def test_enter_shows_all_of_it_and_again_the_line_alone() -> None:
    async with running(make_app(paper())) as pilot:
        await press(pilot, "F", "j", "j", "enter")
        assert "failing     since 10:00, 4 times: got a web page" in text_of(pilot)
        assert "known by    ETag a, Last-Modified b" in text_of(pilot)
        await press(pilot, "enter")
        assert "4 times: got a web page" not in text_of(pilot)


async def test_it_begins_at_the_list_that_is_read() -> None:
    async with running(make_app(paper())) as pilot:
        await press(pilot, "1", "j", "j", "enter", "F")
        chosen = table_of(pilot).chosen
        assert chosen is not None
        assert chosen.key == "world"


async def test_the_keys_move_and_end_at_the_ends() -> None:
    async with running(make_app(paper()), size=(80, 12)) as pilot:
        await press(pilot, "F", "G")
        assert table_of(pilot).chosen == table_of(pilot)._rows[-1]
        assert "Stage" in text_of(pilot)
        await press(pilot, "k", "enter")
        assert "https://paper.example/old/" in text_of(pilot)
        await press(pilot, "g")
        assert table_of(pilot).chosen == table_of(pilot)._rows[0]
        await press(pilot, "space", "b", "k")
        assert table_of(pilot).chosen == table_of(pilot)._rows[0]


async def test_what_is_longer_than_the_page_is_read_line_by_line() -> None:
    async with running(make_app(paper()), size=(40, 12)) as pilot:
        await press(pilot, "F", "j", "enter")
        assert "known by" not in text_of(pilot)
        for _ in range(20):
            await press(pilot, "j")
            if "known by" in text_of(pilot):
                break
        chosen = table_of(pilot).chosen
        assert chosen is not None
        assert (chosen.name, "known by" in text_of(pilot)) == ("World", True)
        await press(pilot, "k")
        assert table_of(pilot).chosen == chosen
        await press(pilot, "j", "j", "j", "j")
        assert table_of(pilot).chosen != chosen


async def test_r_asks_one_section_and_shift_r_all() -> None:
    library = paper()
    async with running(make_app(library)) as pilot:
        await press(pilot, "F", "j", "r", "R")
        assert library.refreshed[-2:] == [("world",), None]


async def test_what_a_refresh_stores_meanwhile_is_shown() -> None:
    library = paper()
    async with running(make_app(library)) as pilot:
        await press(pilot, "F")
        library.checks = tuple(replace(feed, failing_since=None) for feed in library.checks)
        screen = pilot.app.screen
        assert isinstance(screen, FeedsScreen)
        for _ in range(2):
            screen._look()
            await settle(pilot)
        assert "fails" not in row_of(pilot, "Business")


async def test_a_library_that_cannot_be_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    library = paper()
    async with running(make_app(library)) as pilot:

        async def broken() -> tuple[Feed, ...]:
            raise StorageError("The library is away.")

        monkeypatch.setattr(library, "feeds", broken)
        await press(pilot, "F", "j", "enter", "r")
        assert "The library is away." in text_of(pilot)
        assert table_of(pilot).chosen is None
        assert table_of(pilot).span() == (0, 1)


async def test_a_click_chooses_and_a_click_on_the_chosen_one_opens() -> None:
    async with running(make_app(paper())) as pilot:
        await press(pilot, "F")
        table = table_of(pilot)
        await pilot.click(FeedTable, offset=(3, 3))
        await settle(pilot)
        assert table.chosen == table._rows[2]
        await pilot.click(FeedTable, offset=(3, 3))
        await settle(pilot)
        assert "got a web page" in text_of(pilot)
        await pilot.click(FeedTable, offset=(3, 0))
        assert table.chosen == table._rows[2]


async def test_n_and_p_go_round_those_with_which_something_is_amiss() -> None:
    async with running(make_app(paper())) as pilot:
        await press(pilot, "F")
        seen = []
        for key in ("n", "n", "p", "p"):
            await press(pilot, key)
            chosen = table_of(pilot).chosen
            assert chosen is not None
            seen.append(chosen.name)
        assert seen == ["Business", "National", "Business", "National"]


async def test_where_nothing_is_amiss_n_says_so() -> None:
    library = paper()
    library.checks = library.checks[1:2]
    async with running(make_app(library)) as pilot:
        await press(pilot, "F", "n")
        assert "nothing is amiss with any other feed" in text_of(pilot)


async def test_y_copies_the_address_and_o_opens_it(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        feeds_screen, "open_in_browser", lambda app, address, instead: opened.append(address) or "opened in a browser"
    )
    async with running(make_app(paper())) as pilot:
        await press(pilot, "F", "j", "y")
        assert pilot.app.clipboard == "https://paper.example/feed/"
        assert "address copied: https://paper.example/feed/" in text_of(pilot)
        await press(pilot, "o")
        assert opened == ["https://paper.example/feed/"]
        assert "opened in a browser" in text_of(pilot)


async def test_without_a_row_no_key_does_anything() -> None:
    library = paper()
    library.edition = replace(library.edition, sections=())
    async with running(make_app(library)) as pilot:
        await press(pilot, "F", "y", "o", "r", "n", "j", "enter")
        assert pilot.app.clipboard == ""


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        (RestFinding(is_open=True), "REST API    open: sections can be found by their names"),
        (RestFinding(is_open=False, why="it answers 401"), "REST API    closed: it answers 401"),
    ],
)
async def test_whether_the_rest_api_is_open_is_asked_once(rest: RestFinding, said: str) -> None:
    library = paper()
    library.rest_api = rest
    async with running(make_app(library), size=(120, 36)) as pilot:
        await press(pilot, "F")
        assert said in text_of(pilot)


async def test_flt_24_offline_nothing_is_asked() -> None:
    library = paper()
    library.offline = True
    async with running(make_app(library), size=(120, 36)) as pilot:
        await press(pilot, "F")
        assert "REST API    not asked" in text_of(pilot)


async def test_the_paper_is_shown_while_the_sample_stands_in() -> None:
    library, sample = FakeLibrary(offline=True), paper()
    sample.edition = replace(sample.edition, name="The Sample")
    async with running(make_app(library, sample)) as pilot:
        await press(pilot, "F")
        assert "The feeds of The Globe Post" in text_of(pilot)


@pytest.mark.parametrize(
    ("columns", "foot"),
    [(120, feeds_screen.FEET[0]), (80, feeds_screen.FEET[1]), (44, feeds_screen.FEET[2]), (40, feeds_screen.FEET[3])],
)
async def test_the_keys_are_always_in_sight(columns: int, foot: str) -> None:
    async with running(make_app(paper()), size=(columns, 14)) as pilot:
        await press(pilot, "F", "G", "enter")
        assert f" {foot} " in text_of(pilot)


@pytest.mark.parametrize("columns", [24, 34, 46, 60, 80, 120])
async def test_flt_22_nothing_stands_out_of_the_page(columns: int) -> None:
    async with running(make_app(paper()), size=(columns, 24)) as pilot:
        await press(pilot, "F", "enter", "G", "enter")
        table = table_of(pilot)
        for _, line in table._lines(table.size.width):
            assert line.cell_length <= table.size.width


async def test_sec_02_a_name_is_no_markup() -> None:
    library = paper()
    first, *others = library.edition.sections
    library.edition = replace(library.edition, sections=(replace(first, name="[@click=app.quit()]N[/]"), *others))
    async with running(make_app(library)) as pilot:
        await press(pilot, "F")
        assert "[@click=app.quit()]N[/]" in text_of(pilot)


@pytest.mark.parametrize("size", [(34, 20), (60, 24), (80, 24), (96, 24)], ids=str)
def test_screen_of_feeds(snap_compare: Callable[..., bool], size: tuple[int, int]) -> None:
    async def run_before(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await press(pilot, "F", "j", "j", "enter")

    assert snap_compare(make_app(paper()), terminal_size=size, run_before=run_before)
