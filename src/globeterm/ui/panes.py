"""Which pane the keys go to, and which panes are seen. What is seen at which width stands in ``styles/paper.tcss``."""

from collections.abc import Callable
from typing import Final, Literal

from textual.screen import Screen
from textual.widget import Widget

from globeterm.ui.headlines import HeadlineList
from globeterm.ui.reader import StoryPane
from globeterm.ui.sections import SectionTree

Pane = Literal["sections", "headlines", "story"]

PANES: Final[tuple[Pane, ...]] = ("sections", "headlines", "story")


class Panes:
    """The three panes of a screen. ``moved`` is called when the keys go to another one."""

    def __init__(
        self,
        screen: Screen[None],
        sections: SectionTree,
        headlines: HeadlineList,
        story: StoryPane,
        *,
        moved: Callable[[Pane], None],
    ) -> None:
        self._screen = screen
        self._sections = sections
        self._headlines = headlines
        self._story = story
        self._moved = moved
        self.current: Pane = "headlines"

    def widget(self, pane: Pane) -> Widget:
        """The widget of a pane that has the keys."""
        return {"sections": self._sections, "headlines": self._headlines, "story": self._story}[pane]

    def go(self, pane: Pane) -> None:
        """Send the keys to a pane, and show it."""
        if pane != "story":
            self._screen.remove_class("-only-story")
        self.current = pane
        if self._screen.has_class(f"-on-{pane}") and self._screen.focused is self.widget(pane):
            return
        self._screen.update_classes({f"-on-{other}": other == pane for other in PANES})
        self._screen.set_focus(self.widget(pane), scroll_visible=False)
        self._moved(pane)

    def focused(self, widget: Widget) -> None:
        """A widget has got the focus, perhaps by a click: its pane is the one that counts."""
        for pane in PANES:
            if widget is self.widget(pane) and pane != self.current:
                self.go(pane)

    def left(self) -> None:
        """Go one pane to the left."""
        self.go(PANES[max(0, PANES.index(self.current) - 1)])

    def right(self) -> None:
        """Go one pane to the right."""
        self.go(PANES[min(len(PANES) - 1, PANES.index(self.current) + 1)])

    def next(self) -> None:
        """Go to the next pane, and from the last to the first."""
        self.go(PANES[(PANES.index(self.current) + 1) % len(PANES)])

    def previous(self) -> None:
        """Go to the pane before, and from the first to the last."""
        self.go(PANES[(PANES.index(self.current) - 1) % len(PANES)])

    def toggle_only_story(self) -> None:
        """Show nothing but the story, or the panes again."""
        self.go("story")
        self._screen.toggle_class("-only-story")
        self._moved("story")

    def back(self) -> bool:
        """Go back one step; False when this was the last one."""
        if self._screen.has_class("-only-story"):
            self._screen.remove_class("-only-story")
            self._moved(self.current)
            return True
        if self.current == "sections":
            return False
        self.left()
        return True
