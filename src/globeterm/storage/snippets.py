"""Where the words of a query are in a text, and the piece of it that shows most of them."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from globeterm.folding import DENSE_RUN, fold, fold_places
from globeterm.found import Marks, Snippet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from globeterm.query import Term

#: How long a snippet is, in characters, and how much of it comes before the first match.
LENGTH: Final = 160
BEFORE: Final = 40
#: How many matches of a text are looked at.
LOOKED_AT: Final = 200

_PIECES: Final = re.compile(r"[^\W_]+")
_CUT: Final = "…"


def pattern(terms: Sequence[Term]) -> re.Pattern[str] | None:
    """The expression that finds the words of some terms in folded text; None when there are none."""
    choices = [choice for term in terms for choice in _choices(term)]
    return re.compile("|".join(choices)) if choices else None


def marks(text: str, wanted: re.Pattern[str] | None) -> Marks:
    """Where a text has what is wanted, at most ``LOOKED_AT`` times."""
    return () if wanted is None else _in_the_text(text, _found(fold(text), wanted))


def snippet(texts: Sequence[str], wanted: re.Pattern[str] | None, enough: int = 1) -> Snippet:
    """The piece of some paragraphs with most of what is wanted; the first one's beginning when there is nothing of it.

    ``enough``: a piece with so many different words is not bettered. Line ends in a text are blanks in its snippet.
    """
    if not texts:
        return Snippet()
    best, first, most = texts[0], 0, 0
    places: Marks = ()
    for text in texts:
        if wanted is None:
            break
        folded = fold(text)
        found = _found(folded, wanted)
        start, number = _densest(folded, found)
        if number > most:
            best, places, first, most = text, found, start, number
        if most >= enough:
            break
    return _piece(best, _in_the_text(best, places), first)


def _choices(term: Term) -> list[str]:
    end = "" if term.open or DENSE_RUN.search(term.text) else r"(?!\w)"
    choices = [(term.text, end), *((other, r"(?!\w)") for other in term.others)]
    return [_choice(fold(text), ending) for text, ending in choices]


def _choice(folded: str, ending: str) -> str:
    beginning = "" if DENSE_RUN.match(folded) else r"(?<!\w)"
    between = r"[\W_]+" if not DENSE_RUN.search(folded) else r"[\W_]*"
    return beginning + between.join(map(re.escape, _PIECES.findall(folded))) + ending


def _found(folded: str, wanted: re.Pattern[str]) -> Marks:
    return tuple(one.span() for one in islice(wanted.finditer(folded), LOOKED_AT))


def _in_the_text(text: str, found: Marks) -> Marks:
    """The places of matches in a text, by their places in the folded text."""
    if not found or text.isascii():
        return found
    places = fold_places(text)
    return tuple((places[start], places[end - 1] + 1) for start, end in found)


def _densest(text: str, places: Marks) -> tuple[int, int]:
    """The match from which on a snippet shows most different words, and how many these are."""
    best, most = 0, 0
    for first, (start, _) in enumerate(places):
        shown = {text[begin:end] for begin, end in places[first:] if end <= start + LENGTH - BEFORE}
        if len(shown) > most:
            best, most = first, len(shown)
    return best, most


def _piece(text: str, places: Marks, first: int) -> Snippet:
    """The piece of a text around its match number ``first``, cut between words where it can be."""
    start = max(0, places[first][0] - BEFORE) if places else 0
    if start and (blank := text.find(" ", start, places[first][0])) > 0:
        start = blank + 1
    end = min(len(text), start + LENGTH)
    if end < len(text) and (blank := text.rfind(" ", start + LENGTH // 2, end)) > 0:
        end = blank
    front = _CUT if start else ""
    shown = front + text[start:end].replace("\n", " ").rstrip() + (_CUT if end < len(text) else "")
    shift = len(front) - start
    inside = ((begin + shift, stop + shift) for begin, stop in places if begin >= start and stop <= end)
    return Snippet(shown, tuple(inside))
