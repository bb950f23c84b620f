"""The front page: what is new since the last visit, and what the site itself puts first."""

from datetime import timedelta

import pytest

from globeterm.content import Document, Link, More
from globeterm.model import PICKS, Kept, Session
from globeterm.ui.front import FrontBrought

from .papers import (
    NOW,
    FakeLibrary,
    lines_of,
    make_app,
    make_article,
    press,
    running,
    settle,
    sheet_of,
    some_paper,
    story_of,
    text_of,
)
from .test_refresh import answers

YESTERDAY = NOW - timedelta(days=1)
FRONT_PAGE = Document(
    url="https://paper.example/",
    title="On the front page",
    published=NOW,
    blocks=(
        More("Recommended", (Link("Rare Harbour Strike (1)", "https://paper.example/2025/06/story-1/"),)),
        More("Opinion", (Link("A Story From Elsewhere", "https://paper.example/2025/06/not-here/"),)),
    ),
)


def visited(new: int = 2, **options: object) -> FakeLibrary:
    """A paper whose first stories have come since the last visit."""
    paper = some_paper(session=Session(left=YESTERDAY), **options)
    paper.came_since = set(range(1, new + 1))
    return paper


def rule_lines(lines: list[str]) -> list[str]:
    return [line[25:60].strip(" │─") for line in lines if "EARLIER" in line or "NEW SINCE" in line]


async def test_what_has_come_since_the_last_visit_stands_above_a_rule_and_is_counted():
    async with running(make_app(visited())) as pilot:
        lines = lines_of(pilot)
        assert rule_lines(lines) == ["NEW SINCE YOUR LAST VISIT", "EARLIER"]
        first = next(number for number, line in enumerate(lines) if "NEW SINCE" in line)
        assert "EARLIER" in lines[first + 2 * 4]
        assert "2 new · 30 unread" in text_of(pilot)


async def test_no_row_moves_for_the_rule():
    async with running(make_app(visited(new=0))) as pilot:
        without = [line[:60] for line in lines_of(pilot)]
    async with running(make_app(visited())) as pilot:
        with_rule = [line[:60] for line in lines_of(pilot)]
    differing = [(one, other) for one, other in zip(without, with_rule, strict=True) if one != other]
    assert len(differing) == 3


async def test_a_section_that_is_gone_from_the_edition_takes_the_last_visit_not_along():
    paper = visited()
    paper.kept_session = Session(section="sports", article=2, left=YESTERDAY)
    async with running(make_app(paper)) as pilot:
        assert (sheet_of(pilot).key, sheet_of(pilot).headlines.news) == ("@front", 2)


async def test_a_story_that_is_opened_meanwhile_keeps_the_front_page_away():
    paper = some_paper()
    async with running(make_app(paper)) as pilot:
        await press(pilot, "enter")
        shown = story_of(pilot)
        front = sheet_of(pilot).crew.front
        front.brought(FrontBrought(paper, FRONT_PAGE))  # type: ignore[arg-type]
        await settle(pilot)
        assert story_of(pilot) == shown


async def test_nothing_is_said_at_the_first_visit_or_when_nothing_is_new():
    for paper in (some_paper(), visited(new=0)):
        async with running(make_app(paper)) as pilot:
            assert rule_lines(lines_of(pilot)) == []
            assert "30 unread" in text_of(pilot)


async def test_the_heading_says_what_is_above_on_the_screen():
    async with running(make_app(visited())) as pilot:
        sheet = sheet_of(pilot)
        assert (sheet.band, sheet.headlines.news) == ("New since your last visit", 2)
        await press(pilot, "G")
        assert sheet.band == "Earlier"
        await press(pilot, "g")
        assert sheet.band == "New since your last visit"
        await press(pilot, "1", "j", "j")
        assert sheet.headlines.news == 1
        await press(pilot, "G", "k", "k")
        assert rule_lines(lines_of(pilot))[:1] != ["EARLIER"]


async def test_what_comes_during_the_visit_is_new_and_moves_nothing():
    paper = visited()
    answers(paper)

    def store() -> None:
        paper.stored[99] = make_article(99)
        paper.lists["@front"] = [99, *paper.lists["@front"]]
        paper.came_since.add(99)

    async with running(make_app(paper)) as pilot:
        before = next(line for line in lines_of(pilot) if "EARLIER" in line)
        row = lines_of(pilot).index(before)
        paper.on_refresh = store
        await press(pilot, "r")
        assert sheet_of(pilot).headlines.news == 3
        assert "EARLIER" in lines_of(pilot)[row]
        assert "↑ 1 new" in text_of(pilot)


async def test_the_end_of_the_visit_is_kept_when_the_reader_leaves_and_when_news_are_stored():
    paper = some_paper()
    answers(paper)
    kept = []

    async def keep_session(session: Session) -> None:
        kept.append(session)

    paper.keep_session = keep_session  # type: ignore[method-assign]
    async with running(make_app(paper)) as pilot:
        count = len(kept)
        await press(pilot, "r")
        assert len(kept) > count
        count = len(kept)
        await pilot.press("ctrl+q")
        await settle(pilot)
    assert len(kept) > count


async def test_what_the_site_puts_first_stands_beside_the_list_until_a_story_is_opened():
    paper = some_paper()
    paper.front = FRONT_PAGE
    paper.page_places = {}
    async with running(make_app(paper)) as pilot:
        story = story_of(pilot)
        assert "On the front page" in story
        assert story.index("Recommended") < story.index("Rare Harbour Strike (1)") < story.index("Opinion")
        assert sheet_of(pilot).pane == "headlines"
        await press(pilot, "enter")
        assert "On the front page" not in story_of(pilot)


async def test_a_story_of_the_front_page_opens_like_any_other_and_leads_back():
    paper = some_paper()
    paper.front = FRONT_PAGE
    paper.pages["/"] = FRONT_PAGE
    async with running(make_app(paper)) as pilot:
        sheet_of(pilot).crew.reading.follow("https://paper.example/2025/06/story-1/")
        await settle(pilot)
        assert sheet_of(pilot).crew.reading.article == paper.stored[1]
        await press(pilot, "q")
        assert "On the front page" in story_of(pilot)


async def test_a_story_that_is_not_stored_is_brought_from_its_page():
    paper = some_paper()
    paper.front = FRONT_PAGE
    paper.pages["/2025/06/not-here/"] = Document(
        url="https://paper.example/2025/06/not-here/", title="A Story From Elsewhere", blocks=()
    )
    async with running(make_app(paper)) as pilot:
        sheet_of(pilot).crew.reading.follow("https://paper.example/2025/06/not-here/")
        await settle(pilot)
        assert "A Story From Elsewhere" in story_of(pilot)


async def test_it_comes_with_the_first_refresh_and_takes_no_storys_place():
    paper = some_paper()
    answers(paper)
    async with running(make_app(paper)) as pilot:
        assert "Choose a headline" in story_of(pilot)
        paper.front = FRONT_PAGE
        await press(pilot, "r")
        assert "On the front page" in story_of(pilot)
        await press(pilot, "enter")
        shown = story_of(pilot)
        await press(pilot, "r")
        assert story_of(pilot) == shown


@pytest.mark.parametrize(
    ("width", "words"),
    [
        (120, "online · checked just now · synced 2 hours ago · 3 stories not here"),
        (80, "online · synced 2 hours ago · 3 not here"),
    ],
)
async def test_the_status_line_says_what_is_here_beside_the_keys_that_are_needed(width: int, words: str):
    paper = some_paper()
    answers(paper)
    paper.kept_here = Kept(NOW - timedelta(hours=2), 3)
    async with running(make_app(paper), size=(width, 24)) as pilot:
        line = lines_of(pilot)[-1]
        assert line.startswith(f" {words} ")
        assert line.endswith("open  ? help  q back ")


async def test_the_sidebar_has_a_row_for_it_when_the_site_has_a_front_page():
    paper = some_paper()
    paper.pages["/"] = FRONT_PAGE
    paper.picks = 2
    async with running(make_app(paper)) as pilot:
        assert [row.name for row in sheet_of(pilot).section_rows[:2]] == ["Front page", "Recommended"]
        await press(pilot, "enter", "1", "j", "enter")
        assert sheet_of(pilot).pane == "story"
        assert "On the front page" in story_of(pilot)
    assert PICKS in await paper.counts()
