"""A long feed in portions, since a parser holds a document several times over (FLT-29)."""

import re
from collections.abc import Iterator
from typing import Final

#: How much of a feed's entries the parser is given at once, in bytes.
PORTION: Final = 1_000_000

#: What is text whatever stands in it (to the end, where it has no end), or the end of an entry.
_END: Final = re.compile(
    rb"<!\[CDATA\[(?:.*?\]\]>|.*)|<!--(?:.*?-->|.*)|(?P<end></(?:[\w.-]+:)?(?:item|entry)\s*>)",
    re.DOTALL | re.IGNORECASE,
)
_START: Final = re.compile(rb"<(?:[\w.-]+:)?(?:item|entry)[\s>]", re.IGNORECASE)


def first_entries(body: bytes, count: int) -> tuple[bytes, int]:
    """``body`` with its first ``count`` entries alone, and how many it has beyond."""
    ends = _ends(body)
    if len(ends) <= count:
        return body, 0
    return body[: ends[count - 1]] + body[ends[-1] :], len(ends) - count


def portions(body: bytes, size: int = PORTION) -> Iterator[bytes]:
    """Documents with the entries of ``body`` in turn, about ``size`` bytes of them each, and all else in every one.

    A short document is one portion, and so is one that breaks off in an entry, or in which no entries are found.
    """
    first, ends = _START.search(body), _ends(body) if len(body) > size else []
    if first is None or not ends or _START.search(body, ends[-1]):
        yield body
        return
    head, tail, start = body[: first.start()], body[ends[-1] :], first.start()
    for end in ends:
        if end - start >= size or end == ends[-1]:
            yield head + body[start:end] + tail
            start = end


def _ends(body: bytes) -> list[int]:
    """Where each entry ends."""
    return [match.end() for match in _END.finditer(body) if match["end"]]
