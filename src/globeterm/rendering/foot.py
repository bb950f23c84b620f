"""The foot of a story: author note, tags, the stories it leads to, and on paper the addresses of its links."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain, groupby
from operator import itemgetter

from globeterm.addresses import host
from globeterm.content import Document, Link
from globeterm.rendering.boxes import about
from globeterm.rendering.cells import width
from globeterm.rendering.flow import plain_flow
from globeterm.rendering.gating import named
from globeterm.rendering.lines import Piece, Row, prefixed, stacked
from globeterm.rendering.links import LinkKind, LinkTable, SetLink
from globeterm.rendering.look import Look
from globeterm.rendering.signs import signs

Part = Iterator[Row]


def foot_parts(
    document: Document, look: Look, links: LinkTable, now: datetime, *, sections: Sequence[str] = ()
) -> Iterator[Part]:
    """Yield the parts of the foot, each as its lines; offsets count from the beginning of each part.

    A line over the first of them parts the story from what belongs to it. Tags that name the ``sections`` of its head
    are not said again.
    """
    line = Row((Piece(signs(ascii=look.ascii).hairline * look.column, ("story.hairline",)),), lead=1)
    above: tuple[Row, ...] = (line, Row(()))
    told = {section.casefold() for section in sections}
    tags = [tag for tag in document.tags if tag.casefold() not in told]
    for part in _parts(document, tags, look, links, now):
        yield chain(above, part)
        above = ()


def _parts(document: Document, tags: Sequence[str], look: Look, links: LinkTable, now: datetime) -> Iterator[Part]:
    columns = look.column
    shown = signs(ascii=look.ascii)
    if document.author_note:
        yield plain_flow(document.author_note, "story.note").rows(columns)
    if tags:
        yield plain_flow("Tags: " + shown.apart.join(tags), "story.tags").rows(columns)
    setter = _FootSetter(look, links, now)
    for kind, stories in groupby(foot_links(document), key=itemgetter(0)):
        yield setter.stories(kind, [story for _, story in stories])
    if look.addresses and links.links:
        yield _addresses(tuple(links.links), columns)


def foot_links(document: Document) -> tuple[tuple[LinkKind, Link], ...]:
    """The stories named at the foot, in the order of their digits from 1."""
    before = (("previous", document.previous),) if document.previous else ()
    after = (("next", document.next),) if document.next else ()
    return (*(("related", link) for link in document.related), *before, *after)


class _FootSetter:
    """Sets the stories named at the end, with the digits that open them."""

    def __init__(self, look: Look, links: LinkTable, now: datetime) -> None:
        self._columns = look.column
        self._links = links
        self._now = now
        self._apart = signs(ascii=look.ascii).apart

    def stories(self, kind: LinkKind, stories: Sequence[Link]) -> Iterator[Row]:
        """A label and the stories under it; each title hangs behind its digit."""
        heading = plain_flow(kind.upper(), "story.label")
        yield from heading.rows(self._columns)
        base = heading.length + 1
        for story in stories:
            base = yield from stacked(self._story(kind, story), base)

    def _story(self, kind: LinkKind, story: Link) -> Iterator[Row]:
        link = self._links.in_foot(kind, story.url, story.title)
        digit = Piece(f"{link.label:>2}  ", ("story.digit",), link.number)
        rest = Piece(" " * width(digit.text))
        room = self._columns - width(rest.text)
        if room < 1:
            room, digit, rest = self._columns, Piece(""), Piece("")
        yield from prefixed(self._inner(link, story, room), digit, rest)

    def _inner(self, link: SetLink, story: Link, room: int) -> Iterator[Row]:
        title = plain_flow(named(story.title, host(story.url) or story.url), "story.related")
        for row in title.rows(room):
            yield row._replace(pieces=tuple(piece._replace(link=link.number) for piece in row.pieces))
        if said := about(story, self._apart, self._now):
            yield from plain_flow(said, "story.aside").rows(room, base=title.length)


def _addresses(links: tuple[SetLink, ...], columns: int) -> Iterator[Row]:
    """The table of the links' addresses, for paper and pipes: those of the text, then those of the stories."""
    heading = plain_flow("LINKS", "story.label")
    yield from heading.rows(columns)
    base = heading.length + 1
    for link in links:
        front = Piece(f"[{link.label}] " if link.kind == "text" else f"{link.label:>2}  ", ("story.digit",))
        room = columns - width(front.text)
        if room < 1:
            room, front = columns, Piece("")
        flow = plain_flow(link.url, "story.aside")
        yield from prefixed(flow.rows(room, base=base), front, Piece(" " * width(front.text)))
        base += flow.length + 1
