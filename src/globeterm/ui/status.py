"""The bottom of the page: how the paper stands with the site, what was just done, and the keys of the moment."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from globeterm.commands import Command, shown_key
from globeterm.rendering.cells import shortened, width

#: The commands named in each pane, the most needed last: from the left they give way where there is no room.
_HINTS: Final[Mapping[str, Sequence[tuple[tuple[str, ...], str]]]] = {
    "sections": ((("refresh_all",), "refresh"), (("down", "up"), "move"), (("open",), "open")),
    "headlines": ((("save",), "save"), (("refresh",), "refresh"), (("down", "up"), "move"), (("open",), "open")),
    "story": ((("next_article", "previous_article"), "next"), (("links",), "links"), (("page_down",), "page")),
    "found": ((("find",), "find"), (("next_unread", "previous_unread"), "next match")),
}
#: Those named always: the first stays where there is room for no other.
_ALWAYS: Final[Sequence[tuple[tuple[str, ...], str]]] = ((("help",), "help"), (("back",), "back"))

#: Cells between two hints, between words and hints, and of words that are worth being kept beside a hint.
APART: Final = 2
GAP: Final = 3
WORTH: Final = 8


class StatusLine(Widget):
    """One line of words and keys. ``note`` is what was just done and takes the place of all other words for a while."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"status--standing", "status--note", "status--key", "status--hint"}

    standing: reactive[str] = reactive("")
    """How the paper stands with the site."""

    brief: reactive[str] = reactive("")
    """The same in fewer words."""

    note: reactive[str] = reactive("")
    """What was just done, or went wrong."""

    pane: reactive[str] = reactive("headlines")
    """The pane that the keys go to."""

    progress: reactive[str] = reactive("")
    """How far the open story has been read."""

    found: reactive[str] = reactive("")
    """What is looked for in it, and which match is shown."""

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._keys = {command.id: command.keys for command in commands}

    def render(self) -> Content:
        """Set the line: words first, then as many hints as there is room for; only a note takes the last one's room."""
        room = self.size.width - 2
        words = self.note or self._of_story(room) or self._of_paper(room)
        least = 0 if self.note else sum(hint.cell_length + APART for hint in self._named(_ALWAYS[:1]))
        if room - least >= WORTH:
            words = shortened(words, room - least)
        kept = shortened(words, room)
        hints = self._hints(room - width(kept) - (APART if least else GAP))
        gap = room - width(kept) - hints.cell_length
        left = Content.styled(kept, ".status--note" if self.note else ".status--standing")
        return Content(" ") + left + Content(" " * max(0, gap)) + hints

    def _of_paper(self, room: int) -> str:
        """How the paper stands: in full where that leaves room for the hints that are needed most."""
        needed = self._named([*_HINTS.get(self.pane, ())[-2:], *_ALWAYS])
        hints = sum(hint.cell_length + APART for hint in needed) + GAP - APART
        return self.standing if not self.brief or width(self.standing) + hints <= room else self.brief

    def _of_story(self, room: int) -> str:
        """What is said of the open story, and how the paper stands where there is room for all hints beside it."""
        if self.pane != "story" or not self.progress:
            return ""
        said = " · ".join(filter(None, (self.found, self.progress)))
        left = room - GAP - self._hints(room).cell_length
        more = (f"{said} · {standing}" for standing in (self.standing, self.brief))
        return next((words for words in more if width(words) <= left), said)

    def _hints(self, room: int) -> Content:
        hints = self._named(_HINTS.get("found" if self.found and self.pane == "story" else self.pane, ()))
        always = self._named(_ALWAYS)
        while (hints or always) and sum(hint.cell_length + APART for hint in (*hints, *always)) - APART > room:
            if hints:
                del hints[0]
            else:
                del always[-1]
        return Content(" " * APART).join([*hints, *always])

    def _named(self, named: Sequence[tuple[tuple[str, ...], str]]) -> list[Content]:
        return [
            Content.styled(keys, ".status--key") + Content.styled(f" {word}", ".status--hint")
            for commands, word in named
            if (keys := self._shown(commands))
        ]

    def _shown(self, commands: Sequence[str]) -> str:
        first = [self._keys[command][0] for command in commands if self._keys.get(command)]
        return "/".join("⏎" if key == "enter" else shown_key(key) for key in first)
