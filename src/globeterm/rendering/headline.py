"""The row of a list: a headline in two lines at most, and under it who, when, how long; always equally high."""

from datetime import datetime
from itertools import islice
from typing import Final

from rich.text import Text

from globeterm.model import Article
from globeterm.rendering.cells import shortened, width
from globeterm.rendering.dates import short_date
from globeterm.rendering.gating import gated
from globeterm.rendering.lines import Piece, to_text, within
from globeterm.rendering.names import names_within
from globeterm.rendering.signs import Signs, signs
from globeterm.rendering.wrap import wrapped

#: How many lines every headline has.
HEIGHT: Final = 3

_TITLE_LINES: Final = 2
_NARROW: Final = 16
#: Columns of names that the reading time leaves, and those that words about the story itself leave.
_MOST_NAMES: Final = 16
_NAMES: Final = 10

SetHeadline = tuple[Text, Text, Text]


def set_headline(article: Article, columns: int, *, now: datetime, ascii: bool = False) -> SetHeadline:  # noqa: A002
    """The three lines of an article in a list of ``columns``, the last one empty under a short title.

    A story that is unread, saved, or stored in full says so by a sign; the last two by a word where there is room.
    """
    shown = signs(ascii=ascii)
    mark = f"{shown.unread} " if columns >= _NARROW else ""
    room = max(1, columns - width(mark))
    style = "headline.title" if article.read else "headline.title-unread"
    blank = Piece(" " * width(mark))
    front = blank if article.read or not mark else Piece(mark, ("headline.unread",))
    titles = _title(article.title, room, shown)
    pieces = [(front if index == 0 else blank, Piece(line, (style,))) for index, line in enumerate(titles)]
    byline = [blank, *_byline(article, room, shown, now)]
    first, second, third = islice((*(to_text(within(line, columns)) for line in (*pieces, tuple(byline))), Text()), 3)
    return first, second, third


def _title(title: str, room: int, shown: Signs) -> list[str]:
    """The title in two lines at most; what does not fit is an ellipsis."""
    text = gated(title).replace("\n", " ")
    spans = list(islice(wrapped(text, room), _TITLE_LINES + 1))
    lines = [text[start:end] for start, end in spans]
    if len(lines) > _TITLE_LINES:
        rest = text[spans[_TITLE_LINES - 1][0] :]
        lines = [*lines[: _TITLE_LINES - 1], _cut_at_word(rest, room, shown)]
    return lines


def _cut_at_word(text: str, room: int, shown: Signs) -> str:
    """``text`` cut to ``room`` with an ellipsis, behind a whole word when that costs less than half of the line."""
    cut = shortened(text, room, shown.ellipsis).removesuffix(shown.ellipsis)
    whole = cut if text[len(cut) : len(cut) + 1] == " " else cut[: cut.rfind(" ") + 1].rstrip()
    kept = whole if 2 * len(whole) > len(cut) else cut
    return kept.rstrip(",;:–—- ") + shown.ellipsis if width(shown.ellipsis) <= room else kept


def _byline(article: Article, room: int, shown: Signs, now: datetime) -> list[Piece]:
    """Who, when, how long; what is saved and stored stands at the right end, in words wherever they fit.

    Where room is short, names give way to these words, then the reading time, then most of the names.
    """
    date = short_date(article.published, now) if article.published else ""
    minutes = f"{article.minutes} min" if article.minutes else ""
    authors = gated(", ".join(article.authors)).replace("\n", " ")
    whole = shown.apart.join(filter(None, (date, minutes)))
    full, most, some = width(authors), min(_MOST_NAMES, width(authors)), min(_NAMES, width(authors))
    has_words = _marks(article, shown, words=2) != _marks(article, shown, words=0)
    worded = ((whole, 2, full), (whole, 2, most), (date, 2, some), (whole, 1, some), (date, 1, 0)) if has_words else ()
    for when, words, least in (*worded, (whole, 0, 0)):
        marks = _marks(article, shown, words=words)
        left = room - _taken(marks)
        for_authors = left - width(when) - (width(shown.apart) if when else 0)
        if left >= 0 and for_authors >= least:
            break
    if left < 0:
        return []
    who = names_within([gated(name).replace("\n", " ") for name in article.authors], for_authors, shown.ellipsis)
    said = shortened(shown.apart.join(filter(None, (who, when))), left, shown.ellipsis)
    line = [Piece(said, ("headline.meta",))]
    if marks:
        line.append(Piece(" " * (left - width(said))))
    for mark in marks:
        line += [Piece(" "), mark]
    return line


def _taken(marks: list[Piece]) -> int:
    """The columns that marks take, a blank before each."""
    return sum(width(mark.text) + 1 for mark in marks)


def _marks(article: Article, shown: Signs, *, words: int) -> list[Piece]:
    """Updated, saved, and here in full; with words beside the signs where names and dates leave room for them.

    ``words``: 0 for signs alone, 1 for the word that is news, at the cost of names, 2 for all of them.
    """
    marks = []
    if article.revised is not None:
        marks.append(Piece(f"{shown.updated} updated" if words else shown.updated, ("headline.saved",)))
    if article.saved:
        marks.append(Piece(f"{shown.saved} saved" if words > 1 else shown.saved, ("headline.saved",)))
    if article.offline == "full":
        marks.append(Piece(f"{shown.offline} offline" if words > 1 else shown.offline, ("headline.offline",)))
    return marks
