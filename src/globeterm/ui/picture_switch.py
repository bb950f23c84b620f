"""Pictures on and off: as the configuration has it, as a key left it the last time, and as it changes it now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from globeterm.ui.desk import Desk
    from globeterm.ui.reader import StoryPane


class PictureSwitch:
    """Whether stories show their pictures. ``keep`` stores the session, for the next time."""

    def __init__(
        self, desk: Desk, story: StoryPane, *, is_configured: bool, was_on: bool, keep: Callable[[], object]
    ) -> None:
        self._desk = desk
        self._story = story
        self._is_configured = is_configured
        self._keep = keep
        self._kept = was_on
        story.set_look(replace(story.look, pictures=is_configured and was_on))

    @property
    def kept(self) -> bool:
        """What is kept for the next time; the configuration's word against pictures is not the reader's own."""
        return self._kept

    def flip(self) -> None:
        """Show pictures, or leave them out."""
        is_on = not self._story.look.pictures
        if self._is_configured:
            self._kept = is_on
        self._story.set_look(replace(self._story.look, pictures=is_on))
        self._desk.tell("pictures are shown" if is_on else "pictures are left out")
        self._keep()
