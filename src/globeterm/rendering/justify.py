"""Justified lines: the breaks of a whole paragraph are chosen together, so that blanks are as even as they can be.

This is the method of Knuth and Plass (1981) for characters that are all equally wide: blanks only ever grow, and by
whole columns. Words are hyphenated only in a paragraph that can't be set well without.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from globeterm.rendering.wrap import Span, is_narrow, paragraphs_in, units_in, wrapped

#: Below so many columns lines have too few blanks to be justified.
NARROWEST: Final = 30

#: Up to so many columns added to a blank, on average, a line is good without hyphens.
_GOOD: Final = 0.6
#: A line in which blanks would grow by more than this is left ragged.
_LOOSEST: Final = 1.5
_HYPHEN: Final = 1.5
_HYPHENS_IN_A_ROW: Final = 4.0
_DASH: Final = 0.2
#: A last line of one word and fewer columns than this.
_SHORT: Final = 10
_WIDOW: Final = 2.0
_UNSETTABLE: Final = float("inf")

#: Words that may be hyphenated: small letters alone, so no names, whatever stands around them.
_HYPHENATED: Final = re.compile(r"(?<![^\s“‘(\[])[^\W\d_]{6,}(?![^\s.,;:!?…”’)\]¹²³⁰⁴-⁹])")

#: Gives the places between two offsets at which a word may be parted, as offsets.
Parting = Callable[[int, int], Iterable[int]]


class Line(NamedTuple):
    """A line: where it begins and ends in the text, whether a hyphen stands behind it, and which blanks grow.

    ``blanks`` has, in order, the offsets behind blanks and how many columns are added there.
    """

    start: int
    end: int
    hyphen: bool = False
    blanks: tuple[tuple[int, int], ...] = ()


class _Break(NamedTuple):
    """A place at which a line may end: the line's end, where the next one begins, and what it costs to break here."""

    end: int
    start: int
    cost: float = 0.0
    hyphen: bool = False


def justified(text: str, columns: int, parting: Parting) -> Iterator[Line]:
    """Yield the lines of ``text``, all but the last of each paragraph as wide as ``columns`` where that looks well.

    Text with characters that are wide or take no room, and any text in a narrow column, is ragged.
    """
    for start, end in paragraphs_in(text):
        spans = _broken(text, start, end, columns, parting) if columns >= NARROWEST else None
        if spans is None:
            yield from (Line(start + first, start + last) for first, last in wrapped(text[start:end], columns))
        else:
            yield from _spread(text, spans, columns)


def _broken(text: str, start: int, end: int, columns: int, parting: Parting) -> list[Line] | None:
    """The lines of one paragraph before their blanks grow; None where it can't be justified."""
    if end - start <= columns or not is_narrow(text, start, end):
        return None
    plain = list(_breaks(text, start, end))
    lines, looseness = _chosen(text, start, plain, columns)
    if looseness > _GOOD:
        hyphens = (_Break(place, place, _HYPHEN, hyphen=True) for place in _partings(text, start, end, parting))
        lines, looseness = _chosen(text, start, sorted([*plain, *hyphens]), columns)
    return None if looseness == _UNSETTABLE else lines


def _breaks(text: str, start: int, end: int) -> Iterator[_Break]:
    """Where lines may end at blanks and dashes; the last is the end of the paragraph."""
    units = list(units_in(text, start, end))
    for (_, last), (first, _) in pairwise(units):
        yield _Break(last, first, _DASH if last == first else 0.0)
    if units:
        yield _Break(units[-1][1], end)


def _partings(text: str, start: int, end: int, parting: Parting) -> Iterator[int]:
    for found in _HYPHENATED.finditer(text, start, end):
        if found[0].islower():
            yield from parting(*found.span())


def _chosen(text: str, start: int, breaks: Sequence[_Break], columns: int) -> tuple[list[Line], float]:
    """The lines that cost least together, and by how much the blanks of the loosest of them grow."""
    first = start + len(text[start:]) - len(text[start:].lstrip(" "))
    nodes = [_Break(first, first), *breaks]
    gaps = list(accumulate((character == " " for character in text[start:]), initial=0))
    costs = [0.0] + [_UNSETTABLE] * len(breaks)
    before = [0] * len(nodes)
    for index in range(1, len(nodes)):
        here = nodes[index]
        for earlier in range(index - 1, -1, -1):
            there = nodes[earlier]
            room = columns - (here.end - there.start) - here.hyphen
            if room < 0:
                break
            if costs[earlier] == _UNSETTABLE:
                continue
            count = gaps[here.end - start] - gaps[there.start - start]
            is_last = index == len(nodes) - 1
            cost = _last_cost(columns - room, count, there) if is_last else _cost(room, count, here, there)
            cost += costs[earlier]
            if cost < costs[index]:
                costs[index] = cost
                before[index] = earlier
    if costs[-1] == _UNSETTABLE:
        return [], _UNSETTABLE
    return _traced(nodes, before, gaps, start, columns)


def _traced(
    nodes: Sequence[_Break], before: Sequence[int], gaps: Sequence[int], start: int, columns: int
) -> tuple[list[Line], float]:
    lines: list[Line] = []
    looseness = 0.0
    index = len(nodes) - 1
    while index:
        here, there = nodes[index], nodes[before[index]]
        if lines:
            room = columns - (here.end - there.start) - here.hyphen
            looseness = max(looseness, room / max(1, gaps[here.end - start] - gaps[there.start - start]))
        lines.append(Line(there.start, here.end, here.hyphen))
        index = before[index]
    return lines[::-1], looseness


def _cost(room: int, gaps: int, here: _Break, there: _Break) -> float:
    growth = room / gaps if gaps else float(room)
    in_a_row = _HYPHENS_IN_A_ROW if here.hyphen and there.hyphen else 0.0
    return 1.0 + 4.0 * growth * growth * (1.0 + growth) + here.cost + in_a_row


def _last_cost(used: int, gaps: int, there: _Break) -> float:
    """A last line should be more than a short word, let alone the rest of one."""
    return (_HYPHENS_IN_A_ROW if there.hyphen else 0.0) + (_WIDOW if gaps == 0 and used < _SHORT else 0.0)


def _spread(text: str, lines: Sequence[Line], columns: int) -> Iterator[Line]:
    """Let the blanks grow, the wide ones of a line away from those above, so that no river runs down the page."""
    above: set[int] = set()
    for line in lines[:-1]:
        places = [place + 1 for place in range(line.start, line.end) if text[place] == " "]
        room = columns - (line.end - line.start) - line.hyphen
        if not places or room > len(places) * _LOOSEST:
            above = set()
            yield line
            continue
        grown, above = _grown(line, places, room, above)
        yield grown
    yield lines[-1]


def _grown(line: Line, places: Sequence[int], room: int, above: set[int]) -> tuple[Line, set[int]]:
    """The line with ``room`` dealt out to its blanks, the wide ones as far as can be from the wide ones above."""
    each, wider = divmod(room, len(places))
    step = len(places) / wider if wider else 1.0
    best: tuple[int, Line, set[int]] | None = None
    for phase in _phases(len(places)):
        chosen = {(phase + int((number + 0.5) * step)) % len(places) for number in range(wider)}
        grown, wide = _dealt(line, places, each, chosen)
        touching = sum(1 for spot in wide if above & {spot - 1, spot, spot + 1})
        if best is None or touching < best[0]:
            best = touching, grown, wide
        if not touching:
            break
    assert best is not None  # noqa: S101 - there is a first phase
    return best[1], best[2]


def _phases(count: int) -> Iterator[int]:
    """0, 1, -1, 2, -2 …: how far the wide blanks are moved from their even places."""
    return (distance // 2 if distance % 2 == 0 else -(distance // 2) - 1 for distance in range(count))


def _dealt(line: Line, places: Sequence[int], each: int, chosen: set[int]) -> tuple[Line, set[int]]:
    """The line with its blanks grown, the chosen ones by one more than the others, and the columns of those."""
    grown: list[tuple[int, int]] = []
    wide: set[int] = set()
    added = 0
    for index, place in enumerate(places):
        growth = each + (index in chosen)
        if growth:
            grown.append((place, growth))
        if index in chosen:
            wide.add(place - line.start + added)
        added += growth
    return line._replace(blanks=tuple(grown)), wide


def ragged(spans: Iterable[Span]) -> Iterator[Line]:
    """Lines as they are broken, none of their blanks grown."""
    return (Line(start, end) for start, end in spans)
