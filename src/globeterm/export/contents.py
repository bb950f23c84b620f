"""The table of contents, as it grows: the stories of each section in their order."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from globeterm.export.clipping import Clipping, byline
from globeterm.export.escaping import direction, escaped


@dataclass(frozen=True, slots=True)
class Listed:
    """A story in the table: where it is in the export, its headline, its byline and what it is about."""

    where: str
    title: str
    byline: str
    standfirst: str


@dataclass(slots=True)
class Contents:
    """The sections in the order in which their first stories came."""

    sections: dict[str, list[Listed]] = field(default_factory=dict)

    def add(self, clipping: Clipping, where: str) -> None:
        """List a story below its section."""
        document = clipping.document
        listed = Listed(where, clipping.title, byline(document), document.standfirst)
        self.sections.setdefault(clipping.section, []).append(listed)

    def numbered(self) -> Iterator[tuple[int, str, list[Listed]]]:
        """Each section with its number from 1, and its stories."""
        for number, (name, stories) in enumerate(self.sections.items(), 1):
            yield number, name, stories

    @property
    def count(self) -> int:
        """How many stories there are."""
        return sum(map(len, self.sections.values()))


def listed_markup(stories: list[Listed], *, standfirsts: bool = True) -> str:
    """The items of a list of stories, in XHTML."""
    return "\n".join(_item(story, standfirsts=standfirsts) for story in stories)


def stories_counted(count: int) -> str:
    """As in “12 stories”."""
    return f"{count} {'story' if count == 1 else 'stories'}"


def _item(story: Listed, *, standfirsts: bool) -> str:
    title = f'<a href="{escaped(story.where)}"{direction(story.title)}>{escaped(story.title)}</a>'
    said = [f'<span class="about">{escaped(story.byline)}</span>' if story.byline else ""]
    if standfirsts and story.standfirst:
        said.append(f'<span class="standfirst"{direction(story.standfirst)}>{escaped(story.standfirst)}</span>')
    return f"<li>{' '.join(filter(None, (title, *said)))}</li>"
