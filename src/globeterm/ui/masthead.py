"""The top of the page: the publication's name, today's date, and the rules that frame the panes."""

from typing import ClassVar, Final

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from globeterm.rendering.cells import shortened, width

#: The least room between the name and what stands at the right.
APART: Final = 2


class Masthead(Widget):
    """One line: the name at the left, today and the weather at the right.

    ``notice`` says when this is not the paper itself.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "masthead--name",
        "masthead--notice",
        "masthead--today",
        "masthead--weather",
        "masthead--days",
    }

    edition: reactive[str] = reactive("")
    """The publication's name."""

    notice: reactive[str] = reactive("")
    """A few words beside the name."""

    today: reactive[str] = reactive("")
    """The date in full."""

    brief_today: reactive[str] = reactive("")
    """The date where there is no room for it in full."""

    weather: reactive[str] = reactive("")
    """The weather now."""

    days: reactive[str] = reactive("")
    """The weather of the next days."""

    def render(self) -> Content:
        """Set the line; what finds no room is left out: the days, the weather, then the date but for its shortest."""
        room = self.size.width - 2
        name = shortened(self.edition.upper(), room)
        left = Content.styled(name, ".masthead--name")
        if self.notice and width(name) + width(self.notice) + 3 <= room:
            left += Content("  ") + Content.styled(self.notice, ".masthead--notice")
        right = self._right(room - left.cell_length - APART)
        gap = room - left.cell_length - right.cell_length
        return Content(" ") + left + Content(" " * gap) + right

    def _right(self, room: int) -> Content:
        """As much of date and weather as there is room for."""
        today = Content.styled(self.today, ".masthead--today")
        weather = Content.styled(f" · {self.weather}" if self.weather else "", ".masthead--weather")
        days = Content.styled(f"  {self.days}" if self.days else "", ".masthead--days")
        brief = Content.styled(self.brief_today, ".masthead--today")
        for line in (today + weather + days, today + weather, today, brief):
            if line.cell_length <= room:
                return line
        return Content()


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
    """The head of the list: its name, how much of it is unread, and what kind of rows is below."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "list-head--name",
        "list-head--detail",
        "list-head--band",
        "list-head--rule",
    }

    heading: reactive[str] = reactive("")
    """The list's name."""

    detail: reactive[str] = reactive("")
    """A few words at the right end."""

    band: reactive[str] = reactive("")
    """A small heading over the rows; the line is blank without one."""

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
            + self._band()
        )

    def _band(self) -> Content:
        """The small heading on the second line, with a rule to its end."""
        rule = self.size.width - width(self.band) - 4
        if not self.band or rule < 0:
            return Content()
        return (
            Content("\n  ")
            + Content.styled(self.band.upper(), ".list-head--band")
            + Content.styled(f" {'─' * rule}", ".list-head--rule")
        )


class TooSmall(Widget):
    """What stands in a terminal that is too small for anything else (FLT-22)."""

    def render(self) -> Content:
        """The words, as far as there is room."""
        return Content("terminal too small")
