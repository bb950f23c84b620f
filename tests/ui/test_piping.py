"""Piping a story to a command."""

from contextlib import nullcontext
from typing import Any

import pytest
from textual.widgets import Input

from globeterm.text import BAD
from globeterm.ui.pipe_screen import PipeScreen

from .papers import (
    FakeLibrary,
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


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[tuple[tuple[str, ...], str]]:
    """What programs were started with, none of which is."""
    calls: list[tuple[tuple[str, ...], str]] = []

    def run(argv: tuple[str, ...], text: str) -> str:
        calls.append((argv, text))
        return "reader ended with 0"

    def argv_of(command: str) -> tuple[str, ...]:
        return tuple(command.split())

    monkeypatch.setattr("globeterm.ui.piping.run_with", run)
    monkeypatch.setattr("globeterm.ui.piping.argv_of", argv_of)
    monkeypatch.setattr("builtins.input", lambda _: "")
    return calls


async def ask(pilot: Any, command: str, *keys: str) -> None:
    """Ask for a command after some keys."""
    await press(pilot, "vertical_line", *keys)
    pilot.app.screen.query_one(Input).value = command
    await press(pilot, "enter")
    await settle(pilot)


async def test_a_story_is_given_to_a_command_as_text_or_as_markdown(
    given: list[tuple[tuple[str, ...], str]], monkeypatch: pytest.MonkeyPatch
):
    async with running(make_app(some_paper())) as pilot:
        monkeypatch.setattr(pilot.app, "suspend", nullcontext)
        await press(pilot, "enter")
        await ask(pilot, "reader -x")
        await ask(pilot, "reader", "tab")
        await ask(pilot, "reader", "tab", "tab")
        assert [argv for argv, _ in given] == [("reader", "-x"), ("reader",), ("reader",)]
        plain, markdown, again = (text for _, text in given)
        assert plain.startswith(f"{ARTICLE.title}\n\n")
        assert markdown.startswith(f"# {ARTICLE.title}\n\n")
        assert again == plain
        assert sheet_of(pilot).note == "reader ended with 0"


async def test_sec_19_what_a_program_reads_holds_no_escape(
    given: list[tuple[tuple[str, ...], str]], monkeypatch: pytest.MonkeyPatch
):
    """An old ``less -R`` would run what a headline says that was stored before the gate knew of it."""
    article = make_article(1, title="a\x1b]52;c;aGk=\x1b\\b \x9b31m\u202e")
    paper = FakeLibrary([article], {"world": [1]})
    paper.documents[1] = make_document(article)
    async with running(make_app(paper)) as pilot:
        monkeypatch.setattr(pilot.app, "suspend", nullcontext)
        await ask(pilot, "reader")
        ((_, text),) = given
        assert text.startswith("a\ufffd]52;c;aGk=\ufffd\\b")
        assert BAD.search(text.replace("\n", "")) is None


async def test_the_question_says_what_it_is_about_and_can_be_left(given: list[Any]):
    async with running(make_app(some_paper())) as pilot:
        await press(pilot, "vertical_line")
        assert isinstance(pilot.app.screen, PipeScreen)
        shown = text_of(pilot)
        assert all(word in shown for word in ("Pipe to a command", ARTICLE.title, "Tab changes to Markdown"))
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, PipeScreen)
        assert given == []


async def test_a_terminal_that_can_not_be_lent_is_said(given: list[Any]):
    async with running(make_app(some_paper())) as pilot:
        await ask(pilot, "reader")
        assert given == []
        assert sheet_of(pilot).note == "reader needs the terminal, and this one can't be lent"


async def test_a_program_that_is_not_there_is_said():
    async with running(make_app(some_paper())) as pilot:
        await ask(pilot, "no-such-program-anywhere")
        assert sheet_of(pilot).note == "there is no program no-such-program-anywhere"


async def test_nothing_is_piped_in_a_browser(monkeypatch: pytest.MonkeyPatch):
    """SEC-21."""
    async with running(make_app(some_paper())) as pilot:
        monkeypatch.setattr(type(pilot.app), "is_web", True)
        await press(pilot, "vertical_line")
        assert sheet_of(pilot).note == "nothing is piped from here: this reader runs on another machine"


async def test_no_end_of_a_line_is_waited_for_where_none_can_come(given: list[Any], monkeypatch: pytest.MonkeyPatch):
    def closed(_: str) -> str:
        raise EOFError

    async with running(make_app(some_paper())) as pilot:
        monkeypatch.setattr(pilot.app, "suspend", nullcontext)
        monkeypatch.setattr("builtins.input", closed)
        await ask(pilot, "reader")
        assert len(given) == 1
        assert sheet_of(pilot).note == "reader ended with 0"
