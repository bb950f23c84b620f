"""The story's pane in a small app: what it shows, tells and keeps; no sleeping, no network."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.screen import ModalScreen

from globeterm.content import Document, Heading, Link, ListBlock, Paragraph, Quote, Span
from globeterm.model import Article, Place
from globeterm.rendering.look import Look
from globeterm.ui.reader import PATIENCE, StoryPane
from globeterm.ui.reader_column import OVERLAP
from globeterm.ui.reader_finding import Finding
from globeterm.ui.reader_progress import Progress
from globeterm.ui.reader_selector import labels
from globeterm.ui.themes import LIGHT

from .papers import until

STYLES = Path(__file__).parents[2] / "styles" / "reader.tcss"
NOW = datetime(2025, 6, 17, 12, 0, tzinfo=UTC)
URL = "https://news.example/ferry/"

WORDS = ("the", "ferry", "left", "before", "anyone", "could", "say", "where", "it", "was", "going")


def article(**changes: Any) -> Article:
    return replace(Article(3, "The Ferry That Left Twice", URL, minutes=10), **changes)


def long_story(paragraphs: int, words: int = 100) -> Document:
    """Paragraphs of random words, each with its number in front; a heading before every tenth."""
    chance = random.Random(7)
    blocks: list[Any] = []
    for number in range(paragraphs):
        if number % 10 == 9:
            blocks.append(Heading(2, (Span(f"Part {number // 10 + 1}"),)))
        text = " ".join(chance.choice(WORDS) for _ in range(words - 1))
        blocks.append(Paragraph((Span(f"P{number} "), Span(text))))
    return Document(URL, "The Ferry That Left Twice", tuple(blocks))


SHORT = Document(
    URL,
    "A Short One",
    (
        Paragraph((Span("Read "), Span("the minutes", link="https://news.example/minutes/"), Span(" first."))),
        Quote((Paragraph((Span("Nobody’s here was the whole of what the pilot said that day."),)),)),
        ListBlock(False, ((Paragraph((Span("one nobody's item"),)),),)),
    ),
    related=(Link("Fares to Rise", "https://news.example/fares/"),),
    next=Link("A Bridge", "https://news.example/bridge/"),
)


class Reader(App[None]):
    CSS_PATH = STYLES

    def __init__(self, **options: Any) -> None:
        super().__init__()
        self.options = options
        self.told: list[Message] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"muted": "#888888", "rule": "#444444"}

    def compose(self) -> ComposeResult:
        yield StoryPane(now=lambda: NOW, **({"displayed_after": 0.01, "settled_after": 0.01} | self.options))

    def on_mount(self) -> None:
        self.register_theme(LIGHT)
        self.theme = LIGHT.name
        self.query_one(StoryPane).focus()

    def _tell(self, message: Message) -> None:
        self.told.append(message)

    on_story_pane_displayed = on_story_pane_place_changed = _tell
    on_story_pane_link_chosen = on_story_pane_end_reached = _tell


@asynccontextmanager
async def reader(
    size: tuple[int, int] = (80, 24), **options: Any
) -> AsyncIterator[tuple[Reader, StoryPane, Pilot[None]]]:
    app = Reader(**options)
    async with app.run_test(size=size) as pilot:
        yield app, app.query_one(StoryPane), pilot


def painted(pane: StoryPane) -> list[str]:
    return [pane.render_line(y).text.rstrip() for y in range(pane.size.height)]


def told(app: Reader, kind: type[Message]) -> list[Any]:
    return [message for message in app.told if isinstance(message, kind)]


async def test_a_story_is_painted_and_counted_as_displayed_after_a_moment() -> None:
    async with reader() as (app, pane, pilot):
        pane.show(article(), SHORT)
        await until(pilot, lambda: pane.is_set)
        await pilot.pause()
        assert painted(pane)[0].strip() == "A Short One"
        assert any("Read the minutes¹ first." in line for line in painted(pane))
        await until(pilot, lambda: told(app, StoryPane.Displayed))
        message = told(app, StoryPane.Displayed)[0]
        assert message.article_id == 3
        assert message.control is pane
        assert [told.article_id for told in told(app, StoryPane.EndReached)] == [3]


async def test_a_story_that_is_not_seen_is_not_displayed() -> None:
    async with reader() as (app, pane, pilot):
        pane.show(article(), SHORT)
        pane.display = False
        await pilot.pause(0.05)
        assert not told(app, StoryPane.Displayed)
        pane.display = True
        await until(pilot, lambda: told(app, StoryPane.Displayed))


async def test_a_story_under_another_screen_is_not_displayed() -> None:
    async with reader() as (app, pane, pilot):
        pane.show(article(), SHORT)
        await app.push_screen(ModalScreen[None]())
        await pilot.pause(0.05)
        assert not told(app, StoryPane.Displayed)
        app.pop_screen()
        await until(pilot, lambda: told(app, StoryPane.Displayed))


async def test_the_place_is_told_when_scrolling_rests_and_is_shown_again() -> None:
    async with reader() as (app, pane, pilot):
        story = long_story(40)
        pane.show(article(), story)
        await until(pilot, lambda: pane.is_set)
        for _ in range(30):
            pane.action_down()
        await until(pilot, lambda: told(app, StoryPane.PlaceChanged))
        place = told(app, StoryPane.PlaceChanged)[-1].place
        assert place == pane.place
        assert place.block > 0
        top = painted(pane)[0]
        pane.show_notice("Waiting", [])
        pane.show(article(place=place), story, place)
        await until(pilot, lambda: pane.is_set)
        await pilot.pause()
        assert painted(pane)[0] == top


async def test_the_beginning_is_no_place_and_the_first_line_of_the_text_is_one() -> None:
    async with reader() as (_, pane, pilot):
        pane.show(article(), long_story(3))
        await until(pilot, lambda: pane.is_set)
        await pilot.pause()
        assert pane.place == Place()
        while "P0" not in painted(pane)[0]:
            pane.action_down()
        assert pane.place == Place(0, 1)
        pane.show(article(), long_story(3), Place(0, 1))
        await until(pilot, lambda: pane.is_set)
        await pilot.pause()
        assert "P0" in painted(pane)[0]


async def test_leaving_a_story_keeps_its_place_at_once() -> None:
    async with reader(settled_after=60) as (app, pane, pilot):
        pane.show(article(), long_story(20))
        await until(pilot, lambda: pane.is_set)
        pane.page_down()
        await pilot.pause()
        pane.clear()
        await pilot.pause()
        assert len(told(app, StoryPane.PlaceChanged)) == 1
        assert not any(painted(pane))
        assert pane.progress is None


async def test_what_is_due_when_the_story_is_left_is_told_once_and_of_no_other_story() -> None:
    """A timer's call waits in the queue while the story is left: its place is told, and the next is not displayed."""
    async with reader(displayed_after=3600.0, settled_after=3600.0) as (app, pane, pilot):
        pane.show(article(), long_story(12))
        await until(pilot, lambda: pane.is_set)
        pane.go_to(9)
        due = [pane._pending[name]._callback for name in ("place", "displayed")]
        pane.show(article(id=4), long_story(12))
        for call in due:
            assert call is not None
            call()
        await pilot.pause()
        assert [message.article_id for message in told(app, StoryPane.PlaceChanged)] == [3]
        assert told(app, StoryPane.Displayed) == []


async def test_a_resize_keeps_the_paragraph_at_the_top() -> None:
    """FLT-23: by paragraph and offset, back to the very same line in the first width."""
    async with reader((100, 30)) as (_, pane, pilot):
        pane.show(article(), long_story(60))
        await until(pilot, lambda: pane.is_set)
        pane.go_to(131)
        while not painted(pane)[0]:
            pane.action_down()
        place, top = pane.place, painted(pane)[0]
        words = top.split()[:2]
        for width in (40, 71, 25, 120):
            await pilot.resize_terminal(width, 30)
            await until(pilot, lambda: pane.is_set)
            await pilot.pause()
            assert pane.place == place
            assert words[0] in painted(pane)[0]
        await pilot.resize_terminal(100, 30)
        await until(pilot, lambda: pane.is_set)
        await pilot.pause()
        assert painted(pane)[0] == top


async def test_more_room_under_the_last_lines_and_less_again_comes_back_to_the_same_line() -> None:
    """FLT-23: the pane scrolls back when it grows at the end of a story, which is no move of the reader's."""
    async with reader((80, 20)) as (_, pane, pilot):
        pane.show(article(), long_story(12))
        await until(pilot, lambda: pane.is_set)
        pane.action_bottom()
        place, top = pane.place, painted(pane)[0]
        await pilot.resize_terminal(80, 40)
        await pilot.pause()
        assert painted(pane)[0] != top
        assert pane.place == place
        await pilot.resize_terminal(60, 40)
        await pilot.resize_terminal(80, 20)
        await until(pilot, lambda: pane.is_set and painted(pane)[0] == top)


@pytest.mark.parametrize("size", [(20, 5), (1, 1), (2, 2), (250, 60)])
async def test_odd_sizes_do_no_harm(size: tuple[int, int]) -> None:
    """FLT-22: from 1×1 up; every line painted is exactly as wide as the pane."""
    async with reader(size) as (_, pane, pilot):
        pane.show(article(), SHORT)
        await until(pilot, lambda: pane.is_set or pane.size.width < 2)
        await pilot.pause()
        pane.action_bottom()
        await pilot.pause()
        for y in range(pane.size.height):
            assert pane.render_line(y).cell_length == pane.size.width


async def test_a_storm_of_resizes_ends_in_order() -> None:
    """FLT-23: settings that were begun for other widths are dropped."""
    async with reader((100, 30)) as (_, pane, pilot):
        pane.show(article(), long_story(120))
        await until(pilot, lambda: pane.is_set)
        pane.go_to(400)
        place = pane.place
        for width in range(30, 130, 5):
            await pilot.resize_terminal(width, 20 + width % 7)
        await until(pilot, lambda: pane.is_set)
        await pilot.pause()
        assert pane.place == place


async def test_pages_turn_with_an_overlap_and_end_with_false() -> None:
    async with reader((80, 20)) as (app, pane, pilot):
        pane.show(article(), long_story(12))
        await until(pilot, lambda: pane.is_set)
        before = painted(pane)
        assert pane.page_down() is True
        assert painted(pane)[:OVERLAP] == before[-OVERLAP:]
        pane.action_page_up()
        assert painted(pane) == before
        pane.action_half_down()
        assert pane.scroll_offset.y == 10
        pane.action_half_up()
        pane.action_down()
        pane.action_up()
        assert painted(pane) == before
        turns = 0
        while pane.page_down():
            turns += 1
        assert 3 < turns < 30
        await pilot.pause()
        assert len(told(app, StoryPane.EndReached)) == 1
        pane.action_top()
        assert pane.scroll_offset.y == 0
        pane.action_page_down()
        assert pane.scroll_offset.y > 0


async def test_headings_are_put_at_the_top() -> None:
    async with reader() as (_, pane, pilot):
        pane.show(article(), long_story(40))
        await until(pilot, lambda: pane.is_set)
        pane.action_next_heading()
        assert painted(pane)[0].strip() == "Part 1"
        pane.action_next_heading()
        assert painted(pane)[0].strip() == "Part 2"
        pane.action_previous_heading()
        assert painted(pane)[0].strip() == "Part 1"
        pane.action_previous_heading()
        assert pane.scroll_offset.y == 0
        pane.action_bottom()
        bottom = pane.scroll_offset.y
        pane.action_next_heading()
        assert pane.scroll_offset.y == bottom


async def test_progress_counts_the_text_alone() -> None:
    async with reader() as (_, pane, pilot):
        pane.show(article(), long_story(40))
        await until(pilot, lambda: pane.is_set)
        await pilot.pause()
        first = pane.progress
        assert first is not None
        assert first.percent < 15
        assert first.minutes_left in {9, 10}
        pane.action_bottom()
        assert pane.progress == Progress(100, 0)


async def test_words_are_found_across_lines_quotes_and_case() -> None:
    async with reader((30, 12)) as (_, pane, pilot):
        pane.show(article(), SHORT)
        await until(pilot, lambda: pane.is_set)
        await pilot.pause()
        assert pane.find("NOBODY'S") == 2
        assert pane.next_match() == (2, 2)
        assert pane.next_match() == (1, 2)
        assert pane.next_match(-1) == (2, 2)
        assert any("one nobody's item" in line for line in painted(pane))
        assert pane.find("the whole of what the pilot said that") == 1
        lines = [pane.render_line(y) for y in range(pane.size.height)]
        shown = "".join(segment.text for line in lines for segment in line if segment.style and segment.style.reverse)
        assert shown.replace(" ", "") == "thewholeofwhatthepilotsaidthat"
        assert pane.find("nothing of the kind") == 0
        assert pane.next_match() == (0, 0)
        pane.find("nobody")
        pane.mark(Finding())
        assert pane.next_match() == (0, 0)


async def test_what_was_found_is_found_again_after_a_resize() -> None:
    async with reader((60, 20)) as (_, pane, pilot):
        pane.show(article(), SHORT)
        await until(pilot, lambda: pane.is_set)
        await pilot.pause()
        pane.find("pilot")
        await pilot.resize_terminal(30, 20)
        await pilot.pause()
        assert pane.next_match() == (1, 1)


async def test_digits_open_the_stories_at_the_foot() -> None:
    async with reader() as (app, pane, pilot):
        assert pane.open_digit(1) is False
        pane.show(article(), SHORT)
        assert pane.open_digit(1)
        assert pane.open_digit(2)
        assert not pane.open_digit(3)
        assert not pane.open_digit(0)
        await pilot.pause()
        chosen = [(message.url, message.kind) for message in told(app, StoryPane.LinkChosen)]
        assert chosen == [("https://news.example/fares/", "related"), ("https://news.example/bridge/", "next")]


async def test_links_are_chosen_by_their_labels() -> None:
    async with reader() as (app, pane, pilot):
        pane.show(article(), SHORT)
        await until(pilot, lambda: pane.is_set)
        await pilot.pause()
        assert pane.select_link()
        assert pane.selecting
        assert any("Read ahe minutes" in line for line in painted(pane))
        await pilot.press("a")
        assert [message.url for message in told(app, StoryPane.LinkChosen)] == ["https://news.example/minutes/"]
        assert not pane.selecting
        assert any("Read the minutes" in line for line in painted(pane))
        pane.select_link()
        await pilot.press("escape")
        assert not pane.selecting
        await pilot.press("a")
        assert len(told(app, StoryPane.LinkChosen)) == 1


async def test_without_links_there_is_nothing_to_select() -> None:
    async with reader() as (_, pane, pilot):
        pane.show(article(), long_story(1))
        await until(pilot, lambda: pane.is_set)
        await pilot.pause()
        assert not pane.select_link()


def test_many_labels_have_two_letters_each() -> None:
    assert len(set(labels(26))) == 26
    many = labels(60)
    assert len(set(many)) == 60
    assert {len(label) for label in many} == {2}


async def test_a_label_of_two_letters_is_typed_letter_by_letter() -> None:
    spans = [Span(f"link{number} ", link=f"https://news.example/{number}/") for number in range(40)]
    async with reader((100, 40)) as (app, pane, pilot):
        pane.show(article(), Document(URL, "Links", (Paragraph(tuple(spans)),)))
        await until(pilot, lambda: pane.is_set)
        await pilot.pause()
        pane.select_link()
        await pilot.press("a")
        assert pane.selecting
        await pilot.press("s")
        assert [message.url for message in told(app, StoryPane.LinkChosen)] == ["https://news.example/1/"]


async def test_links_are_clicked_and_other_text_is_not() -> None:
    async with reader() as (app, pane, pilot):
        pane.show(article(), SHORT)
        await until(pilot, lambda: pane.is_set)
        await pilot.pause()
        row = next(y for y, line in enumerate(painted(pane)) if "Read the minutes" in line)
        column = painted(pane)[row].index("minutes")
        await pilot.click(StoryPane, offset=(column, row))
        assert [message.url for message in told(app, StoryPane.LinkChosen)] == ["https://news.example/minutes/"]
        for offset in ((2, row), (70, row), (2, 23)):
            await pilot.click(StoryPane, offset=offset)
        assert len(told(app, StoryPane.LinkChosen)) == 1


async def test_text_is_selected_without_margins_and_bars() -> None:
    async with reader() as (app, pane, pilot):
        pane.show(article(), SHORT)
        await until(pilot, lambda: pane.is_set)
        await pilot.pause()
        row = next(y for y, line in enumerate(painted(pane)) if "Read the minutes" in line)
        quote = next(y for y, line in enumerate(painted(pane)) if "Nobody" in line)
        start = painted(pane)[row].index("Read")
        end = painted(pane)[quote].index(" here")
        await pilot.mouse_down(StoryPane, offset=(start, row))
        await pilot.hover(StoryPane, offset=(end, quote))
        await pilot.mouse_up(StoryPane, offset=(end, quote))
        await pilot.pause()
        assert app.screen.get_selected_text() == "Read the minutes first.\n\nNobody’s"
        selected = app.screen.get_component_rich_style("screen--selection").bgcolor
        assert any(segment.style and segment.style.bgcolor == selected for segment in pane.render_line(row))
        assert not told(app, StoryPane.LinkChosen)


async def test_selecting_up_to_a_link_does_not_choose_it() -> None:
    async with reader() as (app, pane, pilot):
        pane.show(article(), SHORT)
        await until(pilot, lambda: pane.is_set)
        await pilot.pause()
        row = next(y for y, line in enumerate(painted(pane)) if "Read the minutes" in line)
        start, end = painted(pane)[row].index("Read"), painted(pane)[row].index("minutes")
        await pilot.mouse_down(StoryPane, offset=(start, row))
        await pilot.hover(StoryPane, offset=(end, row))
        await pilot.mouse_up(StoryPane, offset=(end, row))
        await pilot.pause()
        assert app.screen.get_selected_text() == "Read the m"
        assert not told(app, StoryPane.LinkChosen)


async def test_everything_can_be_selected() -> None:
    async with reader() as (app, pane, pilot):
        await pilot.pause()
        assert app.screen.get_selected_text() is None
        pane.text_select_all()
        assert not app.screen.get_selected_text()
        pane.show(article(), SHORT)
        await pilot.pause()
        pane.text_select_all()
        assert (app.screen.get_selected_text() or "").startswith("A Short One\n")


async def test_a_notice_says_what_is_missing() -> None:
    async with reader() as (app, pane, pilot):
        pane.show_notice("The story is not here", ["The site can’t be reached.", "Enter tries again."])
        await pilot.pause(0.05)
        text = "\n".join(painted(pane))
        assert "The story is not here" in text
        assert "Enter tries again." in text
        assert pane.progress is None
        assert app.told == []


async def test_waiting_is_not_shown_when_the_answer_comes_soon() -> None:
    async with reader() as (_, pane, pilot):
        pane.show(article(), SHORT)
        await until(pilot, lambda: pane.is_set)
        await pilot.pause()
        pane.show_notice("Bringing the story", [], after=60)
        await pilot.pause()
        assert "A Short One" in painted(pane)[0]
        pane.show_notice("Bringing the story", [], after=0.01)
        await until(pilot, lambda: any("Bringing" in line for line in painted(pane)))
        pane.show_notice("Later", [], after=PATIENCE)
        pane.show(article(), SHORT)
        await pilot.pause(PATIENCE * 1.5)
        assert "A Short One" in painted(pane)[0]


async def test_another_look_sets_the_story_anew() -> None:
    async with reader() as (_, pane, pilot):
        pane.show(article(), SHORT)
        await until(pilot, lambda: pane.is_set)
        await pilot.pause()
        pane.set_look(replace(pane.look, ascii=True))
        await pilot.pause()
        assert any("Read the minutes[1] first." in line for line in painted(pane))


async def test_a_story_that_came_while_the_pane_was_hidden_is_there_when_it_is_shown() -> None:
    async with reader() as (_, pane, pilot):
        pane.show(article(), long_story(2))
        await until(pilot, lambda: pane.is_set)
        await pilot.pause()
        pane.display = False
        await pilot.pause()
        pane.show(article(), SHORT)
        await until(pilot, lambda: pane.is_set)
        await pilot.pause()
        pane.display = True
        await pilot.pause()
        assert "A Short One" in painted(pane)[0]


async def test_the_pointer_shows_where_links_are() -> None:
    async with reader() as (_, pane, pilot):
        pane.show(article(), SHORT)
        await until(pilot, lambda: pane.is_set)
        await pilot.pause()
        row = next(y for y, line in enumerate(painted(pane)) if "Read the minutes" in line)
        await pilot.hover(StoryPane, offset=(painted(pane)[row].index("minutes"), row))
        assert pane.styles.pointer == "pointer"
        await pilot.hover(StoryPane, offset=(1, row))
        assert pane.styles.pointer == "text"


async def test_a_theme_paints_every_line_anew() -> None:
    async with reader() as (app, pane, pilot):
        pane.show(article(), SHORT)
        await until(pilot, lambda: pane.is_set)
        await pilot.pause()
        before = pane.render_line(0)
        app.theme = "textual-dark"
        await pilot.pause()
        assert pane.render_line(0) != before


async def test_a_page_that_is_no_article_is_displayed_and_keeps_its_place_by_its_address() -> None:
    async with reader(look=Look(0, measure=66)) as (app, pane, pilot):
        pane.show(None, long_story(10))
        await until(pilot, lambda: pane.is_set)
        pane.page_down()
        await until(pilot, lambda: told(app, StoryPane.Displayed))
        assert told(app, StoryPane.Displayed)[0].article_id is None
        await until(pilot, lambda: told(app, StoryPane.PlaceChanged))
        (kept,) = told(app, StoryPane.PlaceChanged)
        assert (kept.article_id, kept.url, kept.place) == (None, URL, pane.place)


async def test_a_long_story_opens_at_once_and_deep_places_too() -> None:
    """FLT-30: 12,000 words; the first screen does not wait for the last, a place near the end is found."""
    story = long_story(120)
    async with reader((100, 40)) as (_, pane, pilot):
        pane.show(article(), story)
        await until(pilot, lambda: "The Ferry" in painted(pane)[0])
        await until(pilot, lambda: pane.is_set)
        assert pane.virtual_size.height > 900
        pane.show(article(), story, Place(110, 200))
        await until(pilot, lambda: pane.is_set)
        assert pane.place == Place(110, 200)
        assert pane.scroll_offset.y > 700
