"""A paper of one section, and what papers of more are made of."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.library.site import Clock
from tests.politeness.paper import Paper, Site


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def paper(tmp_path: Path, site: Site, clock: Clock) -> AsyncIterator[Paper]:
    async with Paper(tmp_path, site, clock) as paper:
        yield paper


@pytest.fixture
async def papers(tmp_path: Path, site: Site, clock: Clock) -> AsyncIterator[Paper]:
    """A paper of three sections."""
    async with Paper(tmp_path, site, clock, sections=3) as paper:
        yield paper
