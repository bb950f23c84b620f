"""Searching all that is stored, as one types; the site's own search below it; and the way back."""

import asyncio
from dataclasses import replace

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from globeterm.content import Document, Paragraph, Span
from globeterm.errors import StorageError, UnreachableError
from globeterm.found import Hit, SearchResult, SiteHit, SiteResult, Snippet
from globeterm.model import SEARCH, RefreshResult, Session
from globeterm.ui.results import ASK
from globeterm.ui.search_messages import Found, FoundOnSite
from globeterm.ui.searching import FIRST, MORE

from .papers import (
    EDITION,
    FakeLibrary,
    Recorder,
    lines_of,
    make_app,
    make_article,
    press,
    running,
    settle,
    sheet_of,
    some_paper,
    text_of,
)

FERRY = [4, 10, 16, 22, 28]


def shown(pilot: Pilot[None]) -> list[int]:
    return list(sheet_of(pilot).headlines.ids)


def typed(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one(Input).value


def is_typing(pilot: Pilot[None]) -> bool:
    return bool(pilot.app.screen.query(Input))


def find(number: int, *, is_new: bool = True) -> SiteHit:
    """A story that the site has, and the library since it was asked."""
    article = make_article(number, title=f"A Ferry of Long Ago ({number})")
    return SiteHit(article.title, article.url or "", article=article, is_new=is_new, snippet=Snippet("A ferry."))


async def test_each_key_finds_and_enter_goes_to_the_results() -> None:
    recorder = Recorder(Found)
    app = make_app(some_paper())
    async with app.run_test(size=(120, 36), message_hook=recorder) as pilot:
        await settle(pilot)
        sheet = sheet_of(pilot)
        await press(pilot, "slash")
        assert is_typing(pilot)
        assert "What to look for" in text_of(pilot)
        assert "section:national" in text_of(pilot)
        await press(pilot, *"ferry")
        assert app._paper.searched == ["f", "fe", "fer", "ferr", "ferry"]  # type: ignore[attr-defined]
        assert shown(pilot) == [*FERRY, ASK]
        assert (sheet.key, sheet.heading, sheet.detail) == (SEARCH, "Search", "“ferry” · 5 stories")
        assert "The Last Ferry Pilot" in text_of(pilot)
        assert "What story 4 is about." in text_of(pilot)
        await press(pilot, "enter")
        assert not is_typing(pilot)
        assert sheet.pane == "headlines"
        await press(pilot, "j", "enter")
        assert (sheet.headlines.opened, sheet.pane) == (10, "story")
    assert [message.words for message in recorder.messages] == ["f", "fe", "fer", "ferr", "ferry"]  # type: ignore[attr-defined]


async def test_a_later_key_takes_the_place_of_a_search_that_is_not_done() -> None:
    paper = some_paper()
    go = asyncio.Event()
    answer = paper.search

    async def slow(query: str, limit: int = 50) -> SearchResult | None:
        if query == "f":
            await go.wait()
        return await answer(query, limit)

    paper.search = slow  # type: ignore[method-assign]
    async with running(make_app(paper)) as pilot:
        await pilot.press("slash")
        await pilot.press("f")
        await press(pilot, "e")
        assert sheet_of(pilot).detail == "“fe” · 10 stories"
        go.set()
        await settle(pilot)
        assert sheet_of(pilot).detail == "“fe” · 10 stories"


async def test_escape_clears_the_words_and_then_brings_the_list_back_as_it_was() -> None:
    async with running(make_app(some_paper())) as pilot:
        sheet = sheet_of(pilot)
        await press(pilot, "1", "j", "j", "enter", "G", "k", "k")
        before = (sheet.key, sheet.headlines.chosen, sheet.headlines.scroll_offset.y, shown(pilot), sheet.detail)
        height = sheet.headlines.virtual_size.height
        rows = lines_of(pilot)[:-1]
        await press(pilot, "slash", *"ferry", "enter", "j", "j", "escape")
        assert is_typing(pilot)
        assert typed(pilot) == ""
        assert "What to look for" in text_of(pilot)
        await press(pilot, *"co", "escape")
        assert typed(pilot) == ""
        await press(pilot, "escape")
        after = (sheet.key, sheet.headlines.chosen, sheet.headlines.scroll_offset.y, shown(pilot), sheet.detail)
        assert (after, sheet.pane) == (before, "headlines")
        assert sheet.headlines.virtual_size.height == height
        assert lines_of(pilot)[:-1] == rows


async def test_the_sidebar_gets_the_keys_back_that_began_there_and_opens_the_last_search() -> None:
    async with running(make_app(some_paper())) as pilot:
        sheet = sheet_of(pilot)
        await press(pilot, "1", "slash", *"ferry", "enter", "q", "escape")
        assert (sheet.pane, sheet.key) == ("sections", "@front")
        sheet.sections.chosen = SEARCH
        await press(pilot, "enter")
        assert (sheet.key, typed(pilot), sheet.detail) == (SEARCH, "ferry", "“ferry” · 5 stories")
        await press(pilot, "enter", "1", "enter")
        assert (sheet.pane, sheet.key, is_typing(pilot)) == ("headlines", SEARCH, False)
        await press(pilot, "1", "k", "k", "enter")
        assert sheet.key != SEARCH
        assert sheet.headlines.row_lines == 4


async def test_results_survive_a_story_and_a_refresh_moves_nothing() -> None:
    paper = some_paper()
    async with running(make_app(paper)) as pilot:
        sheet = sheet_of(pilot)
        await press(pilot, "slash", *"ferry", "enter", "j", "j", "enter")
        assert sheet.pane == "story"
        paper.stored[31] = make_article(31)
        paper.lists["@front"] = [31, *paper.lists["@front"]]
        paper.results = [RefreshResult("World", "https://paper.example/feed/", "new", new=1)]
        sheet.crew.refreshing.start(paper)  # type: ignore[arg-type]
        await settle(pilot)
        await press(pilot, "q")
        assert (shown(pilot), sheet.headlines.chosen) == ([*FERRY, ASK], 16)
        assert (sheet.key, sheet.detail) == (SEARCH, "“ferry” · 5 stories")
        await press(pilot, "escape", "escape")
        assert shown(pilot)[0] == 31
        assert paper.kept_session.section == "@front"


async def test_marks_and_the_next_stories_work_as_in_any_list() -> None:
    paper = some_paper()
    async with running(make_app(paper)) as pilot:
        sheet = sheet_of(pilot)
        await press(pilot, "slash", *"ferry", "enter", "s", "j", "m")
        assert (paper.stored[4].saved, paper.stored[10].read) == (True, True)
        assert "★" in text_of(pilot)
        await press(pilot, "n")
        assert sheet.headlines.opened == 16
        await press(pilot, "J", "J", "J")
        assert sheet.headlines.opened == 28
        assert sheet.note == "this is the last story of the list"
        await press(pilot, "K", "2", "A")
        assert all(paper.stored[number].read for number in FERRY)
        assert not paper.stored[5].read
        await press(pilot, "U")
        assert [paper.stored[number].read for number in FERRY] == [False, True, False, False, False]


async def test_the_words_are_marked_in_the_story_and_n_goes_through_them() -> None:
    async with running(make_app(some_paper())) as pilot:
        sheet = sheet_of(pilot)
        await press(pilot, "slash", *"ferry", "enter", "enter")
        assert sheet.found == "“ferry”"
        assert sheet.crew.story.scroll_offset.y == 0
        await press(pilot, "n")
        assert sheet.found.startswith("“ferry” 1 of ")
        await press(pilot, "p")
        assert len(set(sheet.found.removeprefix("“ferry” ").split(" of "))) == 1
        await press(pilot, "escape")
        assert (sheet.pane, sheet.key) == ("headlines", SEARCH)


async def test_a_story_without_the_words_has_nothing_marked() -> None:
    paper = some_paper()
    paper.documents[4] = Document("https://paper.example/4/", "Other", (Paragraph((Span("Nothing of it."),)),))
    async with running(make_app(paper)) as pilot:
        sheet = sheet_of(pilot)
        await press(pilot, "slash", *"ferry", "enter", "enter")
        assert sheet.found == ""
        await press(pilot, "n")
        assert sheet.headlines.opened == 10


async def test_more_results_come_as_the_reader_goes_on() -> None:
    paper = some_paper(300)
    async with running(make_app(paper)) as pilot:
        sheet = sheet_of(pilot)
        await press(pilot, "slash", *"the ", "enter")
        total = sum("the" in article.title.lower() for article in paper.stored.values())
        assert sheet.detail == f"“the” · {total} stories"
        assert len(shown(pilot)) == FIRST + 1
        await press(pilot, "G", "k")
        at = sheet.headlines.chosen
        assert len(shown(pilot)) == min(MORE * FIRST, total) + 1
        assert sheet.headlines.chosen == at


async def test_no_result_says_what_was_looked_for_and_tab_takes_what_is_spelt_alike() -> None:
    paper = some_paper()
    paper.search_results["fery"] = SearchResult("fery", near=("ferry", "fern"), odd=("before:2025-13",))
    async with running(make_app(paper)) as pilot:
        sheet = sheet_of(pilot)
        await press(pilot, "slash", *"fery")
        said = " ".join(text_of(pilot).split())
        for words in ("No result", "“fery”", "Tab looks for “ferry”", "Spelt alike: “fern”", "before:2025-13"):
            assert words in " ".join(said.replace("│", " ").split()), words
        assert sheet.detail == "“fery” · no result"
        await press(pilot, "tab")
        assert (typed(pilot), shown(pilot)) == ("ferry", [*FERRY, ASK])
        await press(pilot, "tab")
        assert not is_typing(pilot)


async def test_what_was_looked_for_instead_is_said() -> None:
    paper = some_paper()
    paper.search_results["fery"] = SearchResult(
        "fery", 1, (Hit(make_article(4), Snippet("x"), ((9, 14),)),), (("fery", "ferry"),)
    )
    async with running(make_app(paper)) as pilot:
        await press(pilot, "slash", *"fery")
        assert sheet_of(pilot).detail == "for “ferry” · 1 story"


async def test_up_takes_the_words_of_the_search_before() -> None:
    async with running(make_app(some_paper())) as pilot:
        await press(pilot, "slash", *"ferry", "escape", "escape", "slash", "up")
        assert typed(pilot) == "ferry"
        await press(pilot, "up", "down")
        assert shown(pilot) == [*FERRY, ASK]
        await press(pilot, "slash")
        assert typed(pilot) == "ferry"


async def test_enter_below_the_last_result_asks_the_site() -> None:
    paper = some_paper()
    paper.on_site = [SiteResult((find(90), find(4, is_new=False)), is_end=False), SiteResult((find(91),))]
    async with running(make_app(paper)) as pilot:
        sheet = sheet_of(pilot)
        await press(pilot, "slash", *"ferry", "enter", "G", "enter")
        assert paper.site_asked == [("ferry", 1)]
        assert (shown(pilot), sheet.headlines.chosen) == ([*FERRY, 90, ASK], 90)
        await press(pilot, "s", "G")
        assert "View more results" in text_of(pilot)
        await press(pilot, "V", "k")
        assert paper.stored[90].saved
        assert (shown(pilot), paper.site_asked[-1]) == ([*FERRY, 90, 91, ASK], ("ferry", 2))
        await press(pilot, "G")
        assert "That is all" in text_of(pilot)
        await press(pilot, "V", "k", "enter")
        assert (sheet.headlines.opened, len(paper.site_asked)) == (91, 2)


async def test_a_click_below_the_last_result_asks_the_site() -> None:
    paper = some_paper()
    paper.on_site = [UnreachableError("paper.example can't be reached"), SiteResult((find(90),))]
    async with running(make_app(paper)) as pilot:
        sheet = sheet_of(pilot)
        await press(pilot, "slash", *"ferry", "enter")
        await pilot.click("#headlines", offset=(6, 26))
        await settle(pilot)
        assert "can't be reached" in " ".join(text_of(pilot).split())
        await press(pilot, "enter")
        assert shown(pilot) == [*FERRY, 90, ASK]
        assert sheet.detail == "“ferry” · 6 stories"


async def test_where_nothing_is_stored_enter_asks_the_site() -> None:
    paper = some_paper()
    paper.on_site = [UnreachableError("The site is down."), SiteResult(), SiteResult((find(90),))]
    async with running(make_app(paper)) as pilot:
        sheet = sheet_of(pilot)
        await press(pilot, "slash", *"zebra", "enter")
        assert "The site is down." in text_of(pilot)
        await press(pilot, "enter")
        assert "has none either" in " ".join(text_of(pilot).replace("│", " ").split())
        await press(pilot, "r", "V")
        assert (shown(pilot), sheet.detail) == ([90, ASK], "“zebra” · 1 story")


async def test_a_late_answer_of_the_site_is_dropped() -> None:
    paper = some_paper()
    async with running(make_app(paper)) as pilot:
        sheet = sheet_of(pilot)
        await press(pilot, "slash", *"ferry", "enter")
        sheet.post_message(FoundOnSite(paper, "other", SiteResult((find(90),))))  # type: ignore[arg-type]
        sheet.post_message(Found(paper, "other", 40, SearchResult("other")))  # type: ignore[arg-type]
        await settle(pilot)
        assert shown(pilot) == [*FERRY, ASK]


async def test_offline_the_site_is_not_asked_and_that_is_said() -> None:
    paper = some_paper(offline=True)
    async with running(make_app(paper)) as pilot:
        await press(pilot, "slash", *"ferry", "enter")
        assert "That is all that is stored" in text_of(pilot)
        await press(pilot, "V")
        assert "offline" in sheet_of(pilot).note
        await press(pilot, "slash", *"zebra")
        assert "is read offline" in " ".join(text_of(pilot).replace("│", " ").split())
    assert paper.site_asked == []


async def test_without_a_search_there_is_nothing_to_ask_the_site() -> None:
    paper = some_paper()
    async with running(make_app(paper)) as pilot:
        await press(pilot, "V")
        assert sheet_of(pilot).note == "there is no search to ask the site about"
        await press(pilot, "slash", "enter", "V", "enter")
        assert is_typing(pilot)
    assert paper.site_asked == []


async def test_a_search_that_fails_is_a_sentence() -> None:
    paper = some_paper()

    async def fail(query: str, limit: int = 50) -> SearchResult | None:
        raise StorageError("The search took too long; one more word narrows it.")

    paper.search = fail  # type: ignore[method-assign]
    async with running(make_app(paper)) as pilot:
        await press(pilot, "slash", "x")
        assert "took too long" in text_of(pilot)


async def test_what_another_search_took_the_place_of_shows_nothing() -> None:
    paper = some_paper()

    async def none(query: str, limit: int = 50) -> SearchResult | None:
        return None

    paper.search = none  # type: ignore[method-assign]
    async with running(make_app(paper)) as pilot:
        await press(pilot, "slash", "x")
        assert sheet_of(pilot).detail == ""


async def test_in_a_story_the_key_finds_in_it_and_the_palette_has_both() -> None:
    async with running(make_app(some_paper()), (80, 24)) as pilot:
        sheet = sheet_of(pilot)
        await press(pilot, "enter", "slash")
        assert sheet.key != SEARCH
        await press(pilot, "escape")
        names = [choice.name for choice in sheet.choices()]
        assert {"Search", "Find in the story", "View all results"} <= set(names)
        assert "Go to Search" not in names
        sheet.action_do("search")
        await settle(pilot)
        assert (sheet.pane, sheet.key) == ("headlines", SEARCH)
        await press(pilot, "escape")
        assert (sheet.pane, sheet.key) == ("headlines", "@front")


async def test_a_click_elsewhere_ends_the_typing_and_keeps_what_was_found() -> None:
    async with running(make_app(some_paper())) as pilot:
        await press(pilot, "slash", *"ferry")
        await pilot.click("#headlines", offset=(6, 6))
        await settle(pilot)
        assert not is_typing(pilot)
        assert sheet_of(pilot).headlines.opened == 10


async def test_foreign_words_are_no_markup() -> None:
    """SEC-02."""
    paper = some_paper()
    paper.stored[4] = make_article(4, title="[b]A[/b] [@click=app.quit]Ferry[/]", summary="[red]x")
    async with running(make_app(paper)) as pilot:
        await press(pilot, "slash", *"[@click")
        assert "[b]A[/b] [@click=app.quit]Ferry[/]" in text_of(pilot)
        await press(pilot, *"xx")
        assert "“[@clickxx”" in text_of(pilot)


@pytest.mark.parametrize("size", [(20, 5), (50, 12), (79, 24)])
async def test_small_terminals_search_too(size: tuple[int, int]) -> None:
    async with running(make_app(some_paper()), size) as pilot:
        await press(pilot, "slash", *"ferry", "enter", "j", "enter")
        assert sheet_of(pilot).headlines.opened == 10


async def test_another_paper_has_another_search() -> None:
    sample = FakeLibrary([make_article(1)], edition=replace(EDITION, name="Sample", home="https://sample.example"))
    paper = some_paper(session=Session(section="world"))
    async with running(make_app(paper, sample)) as pilot:
        sheet = sheet_of(pilot)
        await press(pilot, "slash", *"ferry")
        sheet._read(sample, "The Globe Post")  # type: ignore[arg-type]
        await settle(pilot)
        assert (sheet.key, is_typing(pilot)) == ("@front", False)
        assert shown(pilot) == [1]
