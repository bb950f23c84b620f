"""The command palette: every command of the table, and every list and page of the edition, by its name."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Protocol, cast

from textual.app import App
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from globeterm.commands import Command
from globeterm.ui.tree import Row


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: its name and help, clean text but foreign (SEC-02), and what choosing it does."""

    name: str
    help: str
    choose: Callable[[], None]


def choices(
    app: App[None],
    commands: Iterable[Command],
    do: Callable[[str], None],
    rows: Iterable[Row],
    open_row: Callable[[Row], None],
) -> Iterator[Choice]:
    """The lists and pages, the commands, the themes; moving about, which fingers know, comes last."""
    for row in rows:
        if row.kind in {"list", "page"}:
            what = "a page of the publication" if row.kind == "page" else "a list of stories"
            yield Choice(f"Go to {row.name}", f"Show {what}.", partial(open_row, row))
    known = tuple(commands)
    for command in known:
        if command.group != "Move":
            yield Choice(command.title, command.help, partial(do, command.id))
    for theme in app.available_themes:
        yield Choice(f"Theme: {theme}", "Change to this theme.", partial(setattr, app, "theme", theme))
    for command in known:
        if command.group == "Move":
            yield Choice(command.title, command.help, partial(do, command.id))


class HasChoices(Protocol):
    """A screen that has something to choose."""

    def choices(self) -> Iterable[Choice]:
        """Whatever can be chosen, the most wanted first."""
        ...


class PaperCommands(Provider):
    """What can be chosen on the screen over which the palette opens."""

    def _choices(self) -> Iterable[Choice]:
        return cast("HasChoices", self.screen).choices() if hasattr(self.screen, "choices") else ()

    async def discover(self) -> Hits:
        """Everything there is, before anything is typed."""
        for choice in self._choices():
            yield DiscoveryHit(Content(choice.name), choice.choose, text=choice.name, help=choice.help)

    async def search(self, query: str) -> Hits:
        """What matches the query."""
        matcher = self.matcher(query)
        for choice in self._choices():
            score = matcher.match(choice.name)
            if score > 0:
                yield Hit(score, matcher.highlight(choice.name), choice.choose, text=choice.name, help=choice.help)
