"""The head of a story: sections, headline, standfirst, byline, date and reading time, the lead picture."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from globeterm.content import Document
from globeterm.document.minutes import minutes
from globeterm.model import Article
from globeterm.rendering.dates import clock, long_date
from globeterm.rendering.flow import Flow, plain_flow, styled_flow
from globeterm.rendering.lines import Piece, Row, stacked
from globeterm.rendering.look import Look
from globeterm.rendering.picture import picture_rows
from globeterm.rendering.signs import Signs, signs
from globeterm.rendering.wrap import balanced, wrapped

#: What is followed by the next part without a blank line.
_CLOSE: Final = ("story.byline", "story.dateline")


def head_rows(article: Article | None, document: Document, look: Look, now: datetime) -> Iterator[Row]:
    """Yield the lines of the head. What the document does not know is taken from the article."""
    shown = signs(ascii=look.ascii)
    columns = look.column
    base = 0
    for style, part in _parts(article, document, now, shown):
        if not part.text.strip():
            continue
        yield from part.rows(columns, base=base, breaker=balanced if style == "story.headline" else wrapped)
        base += part.length + 1
        if style not in _CLOSE:
            yield Row((), base - 1, base - 1)
    yield Row((Piece(shown.hairline * columns, ("story.hairline",)),), base, base, lead=1)
    if document.picture is not None:
        yield Row((), base, base)
        yield from stacked(picture_rows(document.picture, columns, look), base)


def sections_of(article: Article | None, document: Document) -> tuple[str, ...]:
    """The sections that a story is said to stand in."""
    return document.sections or (article.sections if article else ())


def _parts(article: Article | None, document: Document, now: datetime, shown: Signs) -> Iterator[tuple[str, Flow]]:
    """The texts of the head and their styles, from top to bottom."""
    sections = sections_of(article, document)
    if sections:
        yield _plain("story.kicker", shown.apart.join(sections).upper())
    title = document.title or (article.title if article else "")
    if title:
        yield _plain("story.headline", title)
    if document.standfirst:
        yield _plain("story.standfirst", document.standfirst)
    authors = document.authors or (article.authors if article else ())
    if authors or document.agency:
        yield "story.byline", _byline(authors, document.agency)
    yield _plain("story.dateline", shown.apart.join(_dateline(article, document, now)))


def _plain(style: str, text: str) -> tuple[str, Flow]:
    return style, plain_flow(text, style)


def _byline(authors: tuple[str, ...], agency: str) -> Flow:
    """As in “By Staff Writer and Abena Fosu with AFP”."""
    *others, last = authors or (agency,)
    names = f"{', '.join(others)} and {last}" if others else last
    plain, strong = ("story.byline",), ("story.byline", "story.author")
    parts = [("By ", plain), (names, strong)]
    if authors and agency and agency not in authors:
        parts += [(" with ", plain), (agency, strong)]
    return styled_flow(*parts)


def _dateline(article: Article | None, document: Document, now: datetime) -> Iterator[str]:
    """Date, a later day on which the story was changed, and how long it takes to read."""
    published = document.published or (article.published if article else None)
    updated = document.updated or (article.updated if article else None)
    if published:
        yield long_date(published, now)
    revised = article.revised if article else None
    if revised and (updated is None or revised >= updated):
        yield f"updated {long_date(revised, now)}, {clock(revised, now)}"
    elif updated and (published is None or long_date(updated, now) != long_date(published, now)):
        yield f"updated {long_date(updated, now)}"
    yield f"{(article.minutes if article else None) or minutes(document.blocks)} min"
