"""Justified stories on screen, as the configuration asks for them."""

import re

import pytest

from globeterm.config import Config, ReaderConfig
from globeterm.ui.reader import StoryPane

from .papers import make_app, press, running, some_paper


@pytest.mark.parametrize("justify", [True, False])
async def test_stories_are_justified_when_the_configuration_says_so(justify: bool) -> None:
    config = Config(reader=ReaderConfig(justify=justify))
    async with running(make_app(some_paper(), config=config)) as pilot:
        await press(pilot, "enter")
        pane = pilot.app.screen.query_one(StoryPane)
        painted = [pane.render_line(y).text.strip() for y in range(pane.size.height)]
        assert any(re.search(r"\w  \w", line) for line in painted) is justify
