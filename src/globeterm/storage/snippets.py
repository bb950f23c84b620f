"""Where the words of a query are in a text, and the piece of it that shows most of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from globeterm.folding import DENSE_RUN, fold, fold_places
from globeterm.found import Marks, Snippet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from globeterm.query import Term

#: How long a snippet is, in characters, and how much of it comes before the first match.
LENGTH: Final = 160
BEFORE: Final = 40
#: How many matches of a text are looked at.
LOOKED_AT: Final = 200
#: In how many ways a query may be written in a story.
FORMS: Final = 40

_PIECES: Final = re.compile(r"[^\W_]+")
_CUT: Final = "…"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for in folded text: an expression, and the beginnings of its choices, one of which is there.

    A piece with ``enough`` different words is not bettered.
    """

    pattern: re.Pattern[str]
    beginnings: tuple[str, ...]
    enough: int

    @classmethod
    def of(cls, terms: Sequence[Term]) -> Wanted | None:
        """The words of some terms; None when there are none."""
        choices = [choice for term in terms for choice in _choices(term)]
        if not choices:
            return None
        expression = re.compile("|".join(f"{choice.before}{choice.expression}{choice.behind}" for choice in choices))
        return cls(expression, tuple(dict.fromkeys(choice.beginning for choice in choices)), len(terms))

    def within(self, folded: str) -> Marks:
        """Where it is in a folded text, at most ``LOOKED_AT`` times."""
        if not any(beginning in folded for beginning in self.beginnings):
            return ()
        return tuple(one.span() for one in islice(self.pattern.finditer(folded), LOOKED_AT))

    def most(self, folded: str) -> int:
        """How many different words of it may be in a folded text at most; quickly told."""
        return sum(beginning in folded for beginning in self.beginnings)


def marks(text: str, wanted: Wanted | None) -> Marks:
    """Where a text has what is wanted."""
    return () if wanted is None else _in_the_text(text, wanted.within(fold(text)))


def forms(texts: Sequence[str], wanted: Wanted | None) -> tuple[str, ...]:
    """How what is wanted is written in some texts: each way once, the longest first, at most ``FORMS``."""
    found = {text[start:end] for text in texts for start, end in marks(text, wanted)}
    return tuple(sorted(found, key=lambda form: (-len(form), form))[:FORMS])


def snippet(texts: Iterable[str], wanted: Wanted | None) -> Snippet:
    """The piece of some paragraphs with most of what is wanted; the first one's beginning when there is nothing of it.

    Line ends in a text are blanks in its snippet.
    """
    best, first, most = "", 0, 0
    places: Marks = ()
    for text in texts:
        best = best or text
        if wanted is None or most >= wanted.enough:
            break
        folded = fold(text)
        if wanted.most(folded) > most:
            found = wanted.within(folded)
            start, number = _densest(folded, found)
            if number > most:
                best, places, first, most = text, found, start, number
    return _piece(best, _in_the_text(best, places), first)


class _Choice(NamedTuple):
    """One way in which a term may be written: an expression between two conditions, and the letters it begins with."""

    before: str
    expression: str
    behind: str
    beginning: str


def _choices(term: Term) -> list[_Choice]:
    end = "" if term.open or DENSE_RUN.search(term.text) else r"(?!\w)"
    choices = [(term.text, end), *((other, "" if term.open else r"(?!\w)") for other in term.others)]
    return [_choice(fold(text), ending) for text, ending in choices]


def _choice(folded: str, ending: str) -> _Choice:
    pieces = _PIECES.findall(folded)
    before = "" if DENSE_RUN.match(folded) else r"(?<!\w)"
    between = r"[\W_]+" if not DENSE_RUN.search(folded) else r"[\W_]*"
    return _Choice(before, between.join(map(re.escape, pieces)), ending, pieces[0])


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
