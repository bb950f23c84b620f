"""Moving from story to story by links, digits and labels, and back to the very line."""

from dataclasses import replace

import pytest
from textual.geometry import Offset

from globeterm.content import Document, Link, Paragraph, Span
from globeterm.edition import Page
from globeterm.errors import BadInputError
from globeterm.model import Place
from globeterm.ui.reader import StoryPane
from globeterm.ui.reading import StoryBrought, StoryComing

from .papers import (
    EDITION,
    FakeLibrary,
    Recorder,
    lines_of,
    make_app,
    make_article,
    make_document,
    press,
    running,
    settle,
    sheet_of,
    some_paper,
    story_of,
)

OLDER = "https://paper.example/2019/11/older/"
AWAY = "https://elsewhere.example/report/"


def linked_paper() -> FakeLibrary:
    """Story 1 leads to stories 5 and 9, to an older one of the site, and to another site."""
    paper = some_paper()
    five, nine = make_article(5), make_article(9)
    first = make_document(make_article(1), 30)
    link = Paragraph((Span("See "), Span("the report", link=AWAY), Span(" and "), Span("this", link=five.url)))
    paper.documents[1] = replace(
        first,
        blocks=(link, *first.blocks),
        related=(Link(five.title, five.url or ""), Link("An Older Story", OLDER)),
        next=Link(nine.title, nine.url or ""),
    )
    paper.documents[5] = replace(make_document(five, 20), related=(Link(nine.title, nine.url or ""),))
    paper.pages["/2019/11/older/"] = replace(make_document(make_article(77), 20), url=OLDER, title="An Older Story")
    return paper


def top_line(pane: StoryPane) -> str:
    return pane.render_line(0).text.strip()


async def test_a_digit_opens_the_story_of_the_foot_and_back_leads_to_the_same_line():
    said = Recorder(StoryPane.LinkChosen, StoryComing, StoryBrought)
    app = make_app(linked_paper())
    async with app.run_test(size=(100, 30), message_hook=said) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "space", "space", "j", "j", "j")
        sheet, pane = sheet_of(pilot), sheet_of(pilot).crew.story
        left, shown = pane.scroll_offset.y, lines_of(pilot)[2:-2]
        said.messages.clear()
        await press(pilot, "1")
        assert said.names == ["StoryPane.LinkChosen", "StoryComing", "StoryBrought"]
        assert (sheet.headlines.opened, sheet.pane) == (5, "story")
        await press(pilot, "j", "1")
        assert sheet.headlines.opened == 9
        await press(pilot, "q")
        assert (sheet.headlines.opened, pane.scroll_offset.y) == (5, 1)
        await press(pilot, "backspace")
        assert (sheet.headlines.opened, sheet.pane, pane.scroll_offset.y) == (1, "story", left)
        assert lines_of(pilot)[2:-2] == shown
        await press(pilot, "escape")
        assert sheet.pane == "headlines"


async def test_every_line_is_come_back_to():
    async with running(make_app(linked_paper()), (100, 30)) as pilot:
        await press(pilot, "enter")
        pane = sheet_of(pilot).crew.story
        for line in (1, 2, 3, 7, 8, 9, pane.max_scroll_y - 1, pane.max_scroll_y):
            pane.go_to(line)
            await press(pilot, "1")
            assert sheet_of(pilot).headlines.opened == 5
            await press(pilot, "q")
            assert pane.scroll_offset.y == line


async def test_where_the_foot_has_no_such_digit_it_changes_the_pane():
    async with running(make_app(linked_paper())) as pilot:
        sheet = sheet_of(pilot)
        await press(pilot, "j", "enter", "1")
        assert (sheet.pane, sheet.headlines.opened) == ("sections", 2)
        await press(pilot, "3", "2")
        assert sheet.pane == "headlines"
        await press(pilot, "k", "enter", "2")
        assert (sheet.pane, sheet.crew.reading.address) == ("story", OLDER)


async def test_an_older_story_of_the_site_opens_here_and_keeps_its_place():
    paper = linked_paper()
    async with running(make_app(paper), (100, 30)) as pilot:
        sheet, pane = sheet_of(pilot), sheet_of(pilot).crew.story
        await press(pilot, "enter", "2")
        assert "An Older Story" in story_of(pilot)
        assert (sheet.headlines.opened, sheet.crew.reading.last_article) == (None, 1)
        await press(pilot, "space", "j", "s")
        assert sheet.note == "only the paper’s own stories can be marked and saved"
        place, top = pane.place, top_line(pane)
        await press(pilot, "q")
        assert paper.page_places == {OLDER: place}
        assert sheet.headlines.opened == 1
    assert paper.kept_session.article == 1
    async with running(make_app(paper), (64, 24)) as pilot:
        pane = sheet_of(pilot).crew.story
        await press(pilot, "3", "2")
        assert pane.place.block == place.block
        assert top_line(pane)[:20] in top or top[:20] in story_of(pilot)


async def test_a_story_of_another_site_opens_here_too():
    paper = linked_paper()
    paper.pages[AWAY] = replace(make_document(make_article(88)), url=AWAY, title="The Report")
    async with running(make_app(paper), (100, 30)) as pilot:
        await press(pilot, "enter", "v", "a")
        assert "The Report" in story_of(pilot)
        assert sheet_of(pilot).crew.reading.address == AWAY
        await press(pilot, "q")
        assert sheet_of(pilot).headlines.opened == 1


async def test_what_is_no_story_says_so_and_offers_the_browser_and_another_try():
    paper = linked_paper()
    paper.pages[AWAY] = BadInputError(f"{AWAY} has no story: it is application/pdf, not a page.")
    async with running(make_app(paper), (100, 30)) as pilot:
        await press(pilot, "enter", "v", "1")
        shown = story_of(pilot)
        assert "it is application/pdf, not a page." in shown
        assert "Enter tries again, o opens the page in the web browser." in shown
        await press(pilot, "o")
        assert sheet_of(pilot).note == "there is no desktop for a browser to open on; y copies the address"
        paper.pages[AWAY] = replace(make_document(make_article(88)), url=AWAY, title="The Report")
        await press(pilot, "enter")
        assert "The Report" in story_of(pilot)
        await press(pilot, "enter")
        assert "The Report" in story_of(pilot)
        await press(pilot, "q")
        assert sheet_of(pilot).headlines.opened == 1


async def test_an_article_that_could_not_be_had_is_tried_again_in_its_place():
    paper = linked_paper()
    paper.documents[2] = BadInputError("the page holds no story")
    async with running(make_app(paper), (100, 30)) as pilot:
        await press(pilot, "j", "enter")
        assert "Enter tries again" in story_of(pilot)
        del paper.documents[2]
        await press(pilot, "enter")
        assert "(2), paragraph 1" in story_of(pilot)


async def test_an_address_that_leads_on_to_an_article_opens_the_article():
    paper = linked_paper()
    five = make_article(5)
    paper.pages["/2019/11/older/"] = replace(make_document(five), url=five.url or "")
    async with running(make_app(paper), (100, 30)) as pilot:
        await press(pilot, "enter", "2")
        assert sheet_of(pilot).headlines.opened == 5
        await press(pilot, "q")
        assert sheet_of(pilot).headlines.opened == 1


async def test_a_link_to_the_open_story_itself_goes_nowhere():
    async with running(make_app(linked_paper())) as pilot:
        await press(pilot, "enter")
        sheet = sheet_of(pilot)
        url = f"{make_article(1).url}#notes"
        sheet.crew.story.post_message(StoryPane.LinkChosen(sheet.crew.story, url, "text"))
        await settle(pilot)
        assert sheet.note == "this link leads to the story that is open"


async def test_links_are_chosen_by_letter_and_by_number():
    async with running(make_app(linked_paper()), (100, 40)) as pilot:
        sheet = sheet_of(pilot)
        await press(pilot, "enter", "v", "escape")
        assert (sheet.pane, sheet.crew.story.selecting) == ("story", False)
        await press(pilot, "v", "s")
        assert sheet.headlines.opened == 5
        await press(pilot, "q", "v", "2")
        assert sheet.headlines.opened == 5


async def test_labels_are_asked_for_where_no_link_is():
    async with running(make_app(some_paper())) as pilot:
        await press(pilot, "enter", "v")
        assert sheet_of(pilot).note == "no link is on screen here"


async def test_the_palettes_related_stories_goes_to_the_foot():
    async with running(make_app(linked_paper()), (100, 30)) as pilot:
        await press(pilot, "enter")
        pane = sheet_of(pilot).crew.story
        sheet_of(pilot).action_do("related")
        await settle(pilot)
        assert (pane.at_end, pane.selecting) == (True, True)
        await press(pilot, "a")
        assert sheet_of(pilot).headlines.opened == 5


async def test_links_on_a_page_of_the_publication_open_and_lead_back_to_it():
    paper = linked_paper()
    paper.edition = replace(EDITION, pages=(Page("About Us", "/about-us/"),))
    about = "https://paper.example/about-us/"
    text = Paragraph((Span("We are "), Span("these people", link=OLDER), Span(".")))
    paper.pages["/about-us/"] = Document(about, "About Us", (text, *make_document(make_article(3), 20).blocks))
    async with running(make_app(paper), (100, 30)) as pilot:
        sheet = sheet_of(pilot)
        await press(pilot, "1", "G", "enter", "j", "v", "a")
        assert sheet.crew.reading.address == OLDER
        await press(pilot, "q")
        assert (sheet.crew.reading.address, sheet.crew.story.scroll_offset.y) == (about, 1)
        await press(pilot, "space", "2")
        assert sheet.pane == "headlines"
        await press(pilot, "enter")
        assert paper.page_places[about].block > 0


async def test_a_link_is_clicked_with_the_mouse():
    async with running(make_app(linked_paper()), (100, 30)) as pilot:
        await press(pilot, "enter")
        pane = sheet_of(pilot).crew.story
        row = next(y for y in range(pane.size.height) if "the report" in pane.render_line(y).text)
        column = pane.render_line(row).text.index("this")
        await pilot.click(StoryPane, offset=Offset(column + 1, row))
        await settle(pilot)
        assert sheet_of(pilot).headlines.opened == 5


@pytest.mark.parametrize("width", [60, 140])
async def test_the_place_in_an_article_comes_back_at_another_width(width: int):
    paper = linked_paper()
    async with running(make_app(paper), (100, 30)) as pilot:
        await press(pilot, "enter", "space", "space", "j")
        place = sheet_of(pilot).crew.story.place
        await press(pilot, "J")
    assert paper.places[-1] == (1, place)
    paper.kept_session = replace(paper.kept_session, article=1)
    async with running(make_app(paper), (width, 30)) as pilot:
        await press(pilot, "3")
        assert sheet_of(pilot).crew.story.place.block == place.block


async def test_the_place_is_kept_when_the_paper_is_left_at_once():
    paper = linked_paper()
    async with running(make_app(paper), (100, 30)) as pilot:
        await press(pilot, "enter")
        for key in ("space", "j"):
            await pilot.press(key)
        place = sheet_of(pilot).crew.story.place
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert place != Place()
    assert paper.places[-1] == (1, place)


async def test_a_link_to_the_page_of_a_section_shows_its_list_and_the_story_stays_open():
    paper = linked_paper()
    first = make_document(make_article(1), 30)
    link = Paragraph((Span("More in "), Span("Business", link="https://paper.example/category/business/")))
    paper.documents[1] = replace(first, blocks=(link, *first.blocks))
    async with running(make_app(paper), (100, 30)) as pilot:
        sheet = sheet_of(pilot)
        await press(pilot, "enter", "v", "1")
        assert (sheet.pane, sheet.key, sheet.heading) == ("headlines", "business", "Business")
        await press(pilot, "l")
        assert (sheet.pane, sheet.headlines.opened) == ("story", 1)
        assert paper.kept_session.section == "business"
