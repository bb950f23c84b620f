"""A picture in a story: its rows when they are to be had, else a line that says what it shows; caption and credit."""

from collections.abc import Iterator

from globeterm.content import Picture
from globeterm.document.credit import said_credit
from globeterm.rendering.flow import plain_flow, styled_flow
from globeterm.rendering.lines import Piece, Row
from globeterm.rendering.look import Look
from globeterm.rendering.signs import signs


def picture_rows(picture: Picture, columns: int, look: Look) -> Iterator[Row]:
    """Yield a picture's lines. Offsets count in its caption and credit; all before them has offset 0."""
    drawn = look.illustrate(picture, columns) if look.pictures and look.illustrate else None
    if drawn is not None:
        for line in drawn:
            yield Row(tuple(Piece(text, (style,)) for text, style in line), lead=len(line))
    elif look.pictures:
        sign = signs(ascii=look.ascii).picture
        said = picture.alt if picture.alt != picture.caption else ""
        for row in plain_flow(f"{sign} Picture: {said}" if said else f"{sign} Picture", "story.picture").rows(columns):
            yield row._replace(offset=0, end=0)
    yield from _caption(picture, columns)


def _caption(picture: Picture, columns: int) -> Iterator[Row]:
    credit = said_credit(picture.credit)
    between = " " if picture.caption and credit else ""
    flow = styled_flow((picture.caption + between, ("story.caption",)), (credit, ("story.credit",)))
    if flow.text:
        yield from flow.rows(columns)
