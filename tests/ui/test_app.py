"""The app: themes, colours, help, palette, leaving; and that every command of the table does something."""

import re
from pathlib import Path

import pytest
from textual.color import Color
from textual.command import CommandList
from textual.theme import Theme
from textual.widgets import Input

from globeterm.commands import COMMANDS
from globeterm.config import Config, ReaderConfig
from globeterm.model import Session
from globeterm.ui.app import GlobeApp
from globeterm.ui.doing import THEMES
from globeterm.ui.help import HelpScreen
from globeterm.ui.stylesheets import stylesheets
from globeterm.ui.themes import DARK, LIGHT, paper_variables

from .papers import lines_of, make_app, press, running, settle, sheet_of, some_paper, text_of, until

AA = 4.5


async def test_every_command_of_the_table_does_something_and_nothing_else_is_there():
    async with running(make_app(some_paper())) as pilot:
        assert set(sheet_of(pilot).crew.doing.table) == {command.id for command in COMMANDS}


async def test_keys_can_be_changed_by_the_configuration():
    config = Config(keys={"save": ("x",), "down": ("n",)})
    paper = some_paper()
    async with running(make_app(paper, config=config)) as pilot:
        await press(pilot, "n", "x", "s")
        assert [number for number, article in paper.stored.items() if article.saved] == [2]
        assert "x save" in lines_of(pilot)[-1] or "x save" in text_of(pilot)


async def test_help_shows_every_command_with_its_keys_and_scrolls():
    async with running(make_app(some_paper()), (100, 30)) as pilot:
        await press(pilot, "question_mark")
        assert isinstance(pilot.app.screen, HelpScreen)
        seen = text_of(pilot)
        for key in ("space", "j", "k", "b", "G"):
            await press(pilot, key)
            seen += text_of(pilot)
        for command in COMMANDS:
            assert " ".join(command.help.split()[:3]) in seen
        await press(pilot, "g", "q")
        assert pilot.app.screen is sheet_of(pilot)


@pytest.mark.parametrize("width", [24, 40, 60, 100])
async def test_help_is_wrapped_and_never_cut(width: int):
    async with running(make_app(some_paper()), (width, 30)) as pilot:
        await press(pilot, "f1")
        words = re.findall(r"\w+", " ".join(command.help for command in COMMANDS[:3]))
        seen = re.findall(r"\w+", text_of(pilot))
        assert set(words) <= set(seen)


async def test_the_palette_finds_commands_lists_and_pages():
    paper = some_paper()
    async with running(make_app(paper)) as pilot:
        await press(pilot, "colon")
        assert pilot.app.screen.query(Input)
        pilot.app.screen.query_one(Input).value = "go to world"
        found = pilot.app.screen.query_one(CommandList)
        await until(pilot, lambda: found.option_count and "World" in str(found.get_option_at_index(0).prompt))
        await press(pilot, "enter")
        await pilot.pause()
        await settle(pilot)
        assert sheet_of(pilot).key == "world"


async def test_the_next_theme_is_taken_and_kept():
    paper = some_paper()
    async with running(make_app(paper)) as pilot:
        assert pilot.app.theme == "globe-dark"
        await press(pilot, "t")
        assert pilot.app.theme == "globe-light"
        assert paper.kept_session.theme == "globe-light"
        for _ in THEMES:
            await press(pilot, "t")
        assert pilot.app.theme == "globe-light"
        pilot.app.theme = "nord"
        await press(pilot, "t")
        assert pilot.app.theme == THEMES[0]


async def test_the_configured_theme_is_taken_unless_the_session_has_one():
    config = Config(reader=ReaderConfig(theme="globe-light"))
    async with running(make_app(some_paper(), config=config)) as pilot:
        assert pilot.app.theme == "globe-light"
    async with running(make_app(some_paper(session=Session(theme="nord")), config=config)) as pilot:
        assert pilot.app.theme == "nord"
    async with running(make_app(some_paper(session=Session(theme="no such")))) as pilot:
        assert pilot.app.theme == "globe-dark"


async def test_every_theme_can_paint_every_part():
    async with running(make_app(some_paper())) as pilot:
        await press(pilot, "enter", "question_mark")
        for theme in pilot.app.available_themes:
            pilot.app.theme = theme
            await pilot.pause(0)
            assert "What the keys do" in text_of(pilot), theme


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_whatever_is_read_has_enough_contrast(theme: Theme):
    """WCAG 2.1, 1.4.3: 4.5 to 1, on paper and on the chosen row."""
    generated = {**theme.to_color_system().generate(), **theme.variables}
    grounds = [generated["background"], generated["surface"], generated["row"], generated["row-blurred"]]
    inks = ["foreground", "muted", "accent", "warning", "error", "success", "text-muted", "text-accent", "link-color"]
    for ground in map(Color.parse, grounds):
        for name in inks:
            assert _contrast(Color.parse(generated[name]), ground) >= AA, (name, ground.hex)


def _contrast(one: Color, other: Color) -> float:
    def luminance(color: Color) -> float:
        parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in color.normalized]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_a_theme_without_plain_colours_gets_those_of_the_terminal():
    assert paper_variables({"background": "auto 10%"}, ansi=False)["muted"] == "ansi_default"


def colours_of(app: GlobeApp) -> set[object]:
    found: set[object] = set()
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            if segment.style is not None:
                found |= {segment.style.color, segment.style.bgcolor}
    return found - {None}


async def test_no_color_paints_without_any_colour(monkeypatch: pytest.MonkeyPatch):
    """CNV-02: no colour at all; what is chosen is reversed."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(make_app(some_paper(session=Session(theme="nord")))) as pilot:
        assert pilot.app.theme == "globe-plain"
        assert colours_of(pilot.app) == set()  # type: ignore[arg-type]
        styles = [s.style for strip in pilot.app.screen._compositor.render_strips() for s in strip if s.style]
        assert any(style.reverse for style in styles)
        assert any(style.bold for style in styles)


async def test_an_empty_no_color_means_colours(monkeypatch: pytest.MonkeyPatch):
    """CNV-02: set and not empty."""
    monkeypatch.setenv("NO_COLOR", "")
    async with running(make_app(some_paper())) as pilot:
        assert len(colours_of(pilot.app)) > 3  # type: ignore[arg-type]


async def test_ctrl_c_says_how_to_leave_and_leaves_when_pressed_twice(monkeypatch: pytest.MonkeyPatch):
    """FLT-15."""
    now = [100.0]
    monkeypatch.setattr("globeterm.ui.app.monotonic", lambda: now[0])
    async with running(make_app(some_paper())) as pilot:
        await press(pilot, "ctrl+c")
        assert "q leaves the paper" in sheet_of(pilot).note
        now[0] += 10
        await press(pilot, "ctrl+c")
        assert not pilot.app._exit
        await press(pilot, "question_mark")
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert pilot.app._exit


async def test_quit_leaves_at_once():
    async with running(make_app(some_paper())) as pilot:
        await press(pilot, "enter")
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert pilot.app._exit


async def test_suspending_where_it_is_not_possible_changes_nothing():
    """FLT-17."""
    async with running(make_app(some_paper())) as pilot:
        await press(pilot, "ctrl+z", "j")
        assert sheet_of(pilot).headlines.chosen == 2


def test_the_stylesheets_are_found_and_name_no_colour_of_their_own():
    sheets = stylesheets()
    assert {path.name for path in sheets} >= {"sheet.tcss", "headlines.tcss", "reader.tcss"}
    for path in sheets:
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)", path.read_text(encoding="utf-8")), path


def test_without_stylesheets_that_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr("globeterm.ui.stylesheets.__file__", str(tmp_path / "a" / "b" / "c" / "d.py"))
    with pytest.raises(FileNotFoundError, match="no stylesheets"):
        stylesheets()
