"""The sidebar: long names, wide letters, the wheel and clicks."""

from dataclasses import replace

import pytest
from rich.cells import cell_len
from textual.events import MouseScrollDown, MouseScrollUp
from textual.pilot import Pilot

from globeterm.edition import Section
from globeterm.model import FRONT

from .papers import EDITION, FakeLibrary, lines_of, make_app, make_article, press, running, settle, sheet_of, some_paper

LONG = "Democracy, Freedom of the Press and the Rule of Law Everywhere"
WIDE = "国際ニュースと解説の欄、そして長い名前"
SECTIONS = (
    Section(LONG, "long", "/long/feed/", "long", (Section(WIDE, "wide", "/wide/feed/", "long/wide"),)),
    Section("עולם", "rtl", "/rtl/feed/", "rtl"),
    *(Section(f"Section {number}", f"s{number}", f"/s{number}/feed/", f"s{number}") for number in range(30)),
)


def long_paper() -> FakeLibrary:
    articles = [make_article(number) for number in range(1, 12)]
    lists = {"long": [1, 2, 3], "long/wide": list(range(1, 12)), "s29": [5]}
    return FakeLibrary(articles, lists, edition=replace(EDITION, sections=SECTIONS))


async def wheel(pilot: Pilot[None], kind: type[MouseScrollDown | MouseScrollUp], times: int = 1) -> None:
    sections = sheet_of(pilot).sections
    for _ in range(times):
        x, y = sections.region.x + 2, sections.region.y + 3
        pilot.app.screen._forward_event(kind(None, x, y, 0, 0, 0, False, False, False, x, y, None))
        await settle(pilot)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 20), (24, 12)], ids=str)
async def test_long_names_give_way_to_their_counts_and_fill_no_more_than_the_pane(size: tuple[int, int]):
    async with running(make_app(long_paper()), size=size) as pilot:
        await press(pilot, "1")
        sections = sheet_of(pilot).sections
        assert {cell_len(line) for line in lines_of(pilot)} == {size[0]}
        drawn = [sections.render_line(y).text for y in range(sections.size.height)]
        assert {cell_len(line) for line in drawn} == {sections.size.width}
        long, wide = (next(line for line in drawn if word in line).rstrip("│ ") for word in ("Democracy", "国際"))
        assert (long.endswith("3"), wide.endswith("11"), "…" in long) == (True, True, True)


async def test_the_wheel_scrolls_the_sidebar_and_neither_list_nor_cursor():
    async with running(make_app(long_paper()), size=(120, 24)) as pilot:
        sheet = sheet_of(pilot)
        await wheel(pilot, MouseScrollDown, 20)
        assert sheet.sections.scroll_offset.y == sheet.sections.max_scroll_y > 0
        assert (sheet.key, sheet.sections.chosen, sheet.headlines.scroll_offset.y) == (FRONT, FRONT, 0)
        await wheel(pilot, MouseScrollUp, 20)
        assert sheet.sections.scroll_offset.y == 0


async def test_a_click_opens_the_row_under_the_pointer_in_a_sidebar_that_was_scrolled():
    async with running(make_app(long_paper()), size=(120, 24)) as pilot:
        sheet = sheet_of(pilot)
        await wheel(pilot, MouseScrollDown, 20)
        line = next(n for n, row in enumerate(sheet.sections.rows) if row.key == "s29") - sheet.sections.scroll_offset.y
        await pilot.click("#sections", offset=(4, line))
        await settle(pilot)
        assert (sheet.key, list(sheet.headlines.ids)) == ("s29", [5])


async def test_a_click_on_a_rule_or_below_the_last_row_does_nothing():
    async with running(make_app(some_paper())) as pilot:
        sheet = sheet_of(pilot)
        rule = next(number for number, row in enumerate(sheet.sections.rows) if row.kind == "rule")
        for line in (rule, len(sheet.sections.rows) + 1):
            await pilot.click("#sections", offset=(4, line))
            await settle(pilot)
        assert (sheet.key, sheet.sections.chosen) == (FRONT, FRONT)


async def test_every_movement_stays_on_a_row():
    async with running(make_app(long_paper()), size=(120, 24)) as pilot:
        await press(pilot, "1")
        sections = sheet_of(pilot).sections
        names = []
        for key in ("ctrl+d", "space", "ctrl+u", "b", "k", "k", "g"):
            await press(pilot, key)
            names.append(sections.chosen)
        assert names[0] != FRONT
        assert names[-1] == FRONT
        assert all(name for name in names)


@pytest.mark.parametrize("title", [WIDE * 6, "שלום עולם " * 12, "Word" * 60, "\u0e01\u0e33" * 60])
@pytest.mark.parametrize("width", [30, 34, 40, 80, 100])
async def test_rows_of_any_script_are_exactly_as_wide_as_their_pane(title: str, width: int):
    article = make_article(1, title=title, authors=(WIDE, "שלום"), saved=True, offline="full")
    async with running(make_app(FakeLibrary([article])), size=(width, 20)) as pilot:
        assert {cell_len(line) for line in lines_of(pilot)} == {width}
