"""The names of a story's authors in the room that there is: whole names as long as that goes."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from globeterm.rendering.cells import shortened, width

OTHERS: Final = " and others"

#: The agency behind a name in one byline, and one that stands for itself, such as AFP.
_WITH: Final = re.compile(r"(?<=\S) with \S.*$")
_AGENCY: Final = re.compile(r"[A-Z]{2,5}")
#: A name that is cut to less says nothing.
_LEAST: Final = 3


def names_within(names: Sequence[str], columns: int, ellipsis: str) -> str:
    """``names`` in at most ``columns``: without the agency, then the first "and others", then cut.

    Empty where there is no room for a part of a name.
    """
    for said in _shorter_and_shorter(names):
        if width(said) <= columns:
            return said
    first = next(iter(_people(names)), "")
    return shortened(first, columns, ellipsis) if columns >= _LEAST else ""


def _shorter_and_shorter(names: Sequence[str]) -> Iterator[str]:
    """The ways to name them, the longest first."""
    yield ", ".join(names)
    people = _people(names)
    yield ", ".join(people)
    if len(people) > 1:
        yield people[0] + OTHERS
    yield from people[:1]


def _people(names: Sequence[str]) -> list[str]:
    """The names without agencies; as they are where there is nobody else."""
    people = [_WITH.sub("", name) for name in names if not _AGENCY.fullmatch(name)]
    return people or list(names)
