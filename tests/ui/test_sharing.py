"""Taking a story along: sharing it, quoting it with its source, the newsletter."""

import base64
from dataclasses import replace
from typing import Any

import pytest

from globeterm.content import Paragraph, Span
from globeterm.opening import NoOpener, Opener
from globeterm.sharing import facebook_address, mail_address, x_address
from globeterm.ui.reader import StoryPane
from globeterm.ui.share_screen import ShareScreen

from .papers import (
    EDITION,
    make_app,
    make_article,
    make_document,
    press,
    running,
    settle,
    sheet_of,
    some_paper,
    text_of,
)

ARTICLE = make_article(1)
URL = ARTICLE.url or ""


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that a browser is started with."""
    addresses: list[str] = []
    monkeypatch.setattr("globeterm.ui.browsing.find_opener", lambda address: Opener(("browser", address)))
    monkeypatch.setattr("globeterm.ui.browsing.start", lambda opener: addresses.append(opener.argv[1]))
    return addresses


async def test_a_story_is_shared_by_the_key_of_a_way(opened: list[str]):
    async with running(make_app(some_paper())) as pilot:
        await press(pilot, "enter")
        for key in ("m", "f", "x"):
            await press(pilot, "S")
            assert isinstance(pilot.app.screen, ShareScreen)
            await press(pilot, key)
        assert opened == [
            mail_address(ARTICLE.title, EDITION.name, URL),
            facebook_address(URL),
            x_address(ARTICLE.title, URL),
        ]
        assert sheet_of(pilot).note == "opened in the web browser: x.com"


async def test_a_way_is_chosen_in_the_list_too(opened: list[str]):
    async with running(make_app(some_paper())) as pilot:
        await press(pilot, "S")
        shown = text_of(pilot)
        assert all(word in shown for word in ("Share", ARTICLE.title, "Copy the address", "Mail", "Facebook", "X"))
        await press(pilot, "j", "j", "k", "enter")
        assert opened == [mail_address(ARTICLE.title, EDITION.name, URL)]
        assert sheet_of(pilot).note == "opened in the web browser: a mail"
        await press(pilot, "S", "enter")
        assert pilot.app.clipboard == URL
        assert sheet_of(pilot).note == f"address copied: {URL}"
        await press(pilot, "S", "escape")
        assert len(opened) == 1


async def test_sec_03_where_nothing_can_be_opened_copying_is_offered(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("globeterm.ui.browsing.find_opener", lambda address: NoOpener("no desktop", f"copy {address}"))
    async with running(make_app(some_paper())) as pilot:
        await press(pilot, "enter", "S", "f")
        assert sheet_of(pilot).note == "no desktop; y copies the address"
        await press(pilot, "o")
        assert sheet_of(pilot).note == "no desktop; y copies the address"


async def test_at_80_columns_the_whole_sentence_is_seen_when_nothing_opens(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SSH_CONNECTION", "here")
    async with running(make_app(some_paper()), (80, 24)) as pilot:
        await press(pilot, "enter", "o")
        assert "a browser would open on the other machine, not here; y copies the address" in text_of(pilot)


async def test_a_headline_is_no_markup_in_the_list_of_ways():
    """SEC-02."""
    paper = some_paper()
    paper.stored[1] = make_article(1, title="[bold red]x[/] [@click=app.quit]y[/]")
    async with running(make_app(paper)) as pilot:
        await press(pilot, "S")
        assert "[bold red]x[/] [@click=app.quit]y[/]" in text_of(pilot)


async def test_a_quote_is_copied_with_its_source(monkeypatch: pytest.MonkeyPatch):
    paper = some_paper()
    story = make_document(ARTICLE)
    paper.documents[1] = replace(story, blocks=(Paragraph((Span("Nobody won, and nobody says so."),)), *story.blocks))
    written: list[str] = []
    async with running(make_app(paper), (100, 30)) as pilot:
        driver: Any = pilot.app._driver
        monkeypatch.setattr(driver, "write", written.append)
        await press(pilot, "enter", "c")
        assert sheet_of(pilot).note.startswith("select some text of the story with the mouse first")
        pane = sheet_of(pilot).crew.story
        row = next(y for y in range(pane.size.height) if "Nobody won" in pane.render_line(y).text)
        start = pane.render_line(row).text.index("nobody")
        await pilot.mouse_down(StoryPane, offset=(start, row))
        await pilot.hover(StoryPane, offset=(start + 10, row))
        await pilot.mouse_up(StoryPane, offset=(start + 10, row))
        await settle(pilot)
        await press(pilot, "c")
        assert pilot.app.clipboard == f"“nobody says” — {ARTICLE.title}, The Globe Post, 17 June 2025, {URL}"
        osc = f"\x1b]52;c;{base64.b64encode(pilot.app.clipboard.encode()).decode()}\a"
        assert osc in "".join(written)
        assert sheet_of(pilot).note == "quote copied, with its source"


async def test_the_newsletter_opens_its_form_in_the_browser(opened: list[str]):
    paper = some_paper(edition=replace(EDITION, newsletter="/newsletter/"))
    async with running(make_app(paper)) as pilot:
        await press(pilot, "N")
    assert opened == ["https://paper.example/newsletter/"]


async def test_an_edition_without_a_newsletter_says_so(opened: list[str]):
    async with running(make_app(some_paper())) as pilot:
        await press(pilot, "N")
        assert sheet_of(pilot).note == "The Globe Post names no newsletter in its edition file"
        paper = sheet_of(pilot)._paper
        assert paper.edition.newsletter_address() is None
    assert opened == []
