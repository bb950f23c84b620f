"""Justified stories on screen, as the configuration asks for them."""

import re
import sys

import pytest

from globeterm.config import Config, ReaderConfig
from globeterm.rendering import hyphens
from globeterm.ui.reader import StoryPane

from .papers import make_app, press, running, settle, sheet_of, some_paper


@pytest.mark.parametrize("justify", [True, False])
async def test_stories_are_justified_when_the_configuration_says_so(justify: bool) -> None:
    config = Config(reader=ReaderConfig(justify=justify))
    async with running(make_app(some_paper(), config=config)) as pilot:
        await press(pilot, "enter")
        pane = pilot.app.screen.query_one(StoryPane)
        painted = [pane.render_line(y).text.strip() for y in range(pane.size.height)]
        assert any(re.search(r"\w  \w", line) for line in painted) is justify


async def test_flt_45_a_missing_library_of_hyphens_is_named_and_stories_are_justified_without(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hyphens._patterns.cache_clear()
    monkeypatch.setitem(sys.modules, "pyphen", None)
    try:
        async with running(make_app(some_paper(), config=Config(reader=ReaderConfig(justify=True)))) as pilot:
            await settle(pilot)
            assert sheet_of(pilot).note.startswith("pyphen can't be loaded")
            await press(pilot, "enter")
            pane = pilot.app.screen.query_one(StoryPane)
            assert any(re.search(r"\w  \w", pane.render_line(y).text.strip()) for y in range(pane.size.height))
    finally:
        hyphens._patterns.cache_clear()
