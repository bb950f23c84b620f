"""Entries made ready to be stored, by the workshop, some at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from globeterm.errors import BadInputError
from globeterm.library.tasks import read_stories

if TYPE_CHECKING:
    from collections.abc import Sequence

    from globeterm.entry import Entry, Story
    from globeterm.workshop import Workshop

#: How many entries are made ready to be stored in one task of the workshop.
STORIES_PER_TASK: Final = 100


async def make_ready(workshop: Workshop, entries: Sequence[Entry], base: str) -> list[Story]:
    """Make entries of the feed at ``base`` ready; one that is too expensive is stored by its headline (SEC-08)."""
    stories: list[Story] = []
    for start in range(0, len(entries), STORIES_PER_TASK):
        stories += await _some(workshop, entries[start : start + STORIES_PER_TASK], base)
    return stories


async def _some(workshop: Workshop, entries: Sequence[Entry], base: str) -> list[Story]:
    try:
        return await workshop.run(read_stories, entries, base, what="the feed")
    except BadInputError:
        if len(entries) == 1:
            return read_stories([replace(entries[0], summary="", content="")], base)
        half = len(entries) // 2
        return [*await _some(workshop, entries[:half], base), *await _some(workshop, entries[half:], base)]
