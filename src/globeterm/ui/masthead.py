"""The top of the page: the publication's name, today's date, and the rules that frame the panes."""

from typing import ClassVar

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from globeterm.rendering.cells import shortened, width


class Masthead(Widget):
    """One line: the name at the left, today at the right. ``notice`` says when this is not the paper itself."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"masthead--name", "masthead--notice", "masthead--today"}

    edition: reactive[str] = reactive("")
    """The publication's name."""

    notice: reactive[str] = reactive("")
    """A few words beside the name."""

    today: reactive[str] = reactive("")
    """The date in full."""

    def render(self) -> Content:
        """Set the line; what finds no room is left out, the date first."""
        room = self.size.width - 2
        name = shortened(self.edition.upper(), room)
        left = Content.styled(name, ".masthead--name")
        if self.notice and width(name) + width(self.notice) + 3 <= room:
            left += Content("  ") + Content.styled(self.notice, ".masthead--notice")
        gap = room - left.cell_length - width(self.today)
        if gap < 2:
            return Content(" ") + left
        return Content(" ") + left + Content(" " * gap) + Content.styled(self.today, ".masthead--today")


class PageRule(Widget):
    """A line across the page; at ``joints`` (columns) the lines between the panes meet it from one side."""

    joints: reactive[tuple[int, ...]] = reactive(())
    """The columns in which a line between panes begins or ends."""

    def __init__(self, *, joint: str, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._joint = joint

    def render(self) -> Content:
        """Draw the line."""
        joints = set(self.joints)
        return Content("".join(self._joint if column in joints else "─" for column in range(self.size.width)))


class ListHead(Widget):
    """The head of the list: its name, how much of it is unread, and how many rows came above what is on screen."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"list-head--name", "list-head--detail"}

    heading: reactive[str] = reactive("")
    """The list's name."""

    detail: reactive[str] = reactive("")
    """A few words at the right end."""

    def render(self) -> Content:
        """Set the line; the name gives way to the words at its right."""
        room = self.size.width - 3
        detail = self.detail if width(self.detail) + 6 <= room else ""
        name = shortened(self.heading.upper(), room - width(detail) - (2 if detail else 0))
        gap = max(1, room - width(name) - width(detail))
        return (
            Content("  ")
            + Content.styled(name, ".list-head--name")
            + Content(" " * gap)
            + Content.styled(detail, ".list-head--detail")
        )


class TooSmall(Widget):
    """What stands in a terminal that is too small for anything else (FLT-22)."""

    def render(self) -> Content:
        """The words, as far as there is room."""
        return Content("terminal too small")
