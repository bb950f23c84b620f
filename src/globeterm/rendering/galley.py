"""A story's set lines in one long column, as printers keep them before there are pages; found by place or by word."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, repeat
from typing import Final, NamedTuple

from rich.text import Text

from globeterm.model import Place
from globeterm.rendering.links import SetLink
from globeterm.rendering.setblock import HEAD, SetBlock

_SAME: Final = (("'", "['’‘]"), ('"', '["“”]'), (r"\-", "[-–—]"), (r"\ ", r"\s+"))


class Match(NamedTuple):
    """A piece of a found word: the line and the characters in it. ``number`` is shared by the pieces of one match."""

    number: int
    line: int
    start: int
    end: int


#: The blocks that one goes to from one to the next: the parts of a story, or of what was changed in it.
_STOPS: Final = frozenset({"heading", "change"})


@dataclass(slots=True)
class Galley:
    """The lines set so far. ``keys`` has (block, offset) for each line, in order.

    What is no text of the story: the first ``leads`` characters of a line, and its ``extras``. ``ties`` stand between a
    line and the next.
    """

    lines: list[Text] = field(default_factory=list)
    keys: list[tuple[int, int]] = field(default_factory=list)
    leads: list[int] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    links: dict[int, SetLink] = field(default_factory=dict)
    places: dict[int, list[tuple[int, int, int]]] = field(default_factory=dict)
    ties: list[str] = field(default_factory=list)
    extras: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def add(self, block: SetBlock) -> None:
        """Put a set block under what is there."""
        top = len(self.lines)
        if block.role in _STOPS and (top == 0 or self.keys[-1][0] != block.index):
            self.headings.append(top)
        self.lines.extend(block.lines)
        self.keys.extend((block.index, offset) for offset in block.offsets)
        self.leads.extend(block.leads)
        self.ties.extend(block.ties or repeat("\n", len(block.lines)))
        for line, start, end in block.extras:
            self.extras.setdefault(top + line, []).append((start, end))
        self.links.update((link.number, link) for link in block.links)
        for place in block.places:
            self.places.setdefault(top + place.line, []).append((place.start, place.end, place.number))

    def __len__(self) -> int:
        return len(self.lines)

    def key_at(self, line: int) -> tuple[int, int]:
        """The block and offset of a line; of the last one when it is beyond the end."""
        return self.keys[min(max(line, 0), len(self.keys) - 1)] if self.keys else (HEAD, 0)

    def line_of(self, key: tuple[int, int]) -> int:
        """The line in which a character stands: the first that begins with it, else the last that begins before it."""
        exact = bisect_left(self.keys, key)
        if exact < len(self.keys) and self.keys[exact] == key:
            return exact
        before = bisect_right(self.keys, key) - 1
        return bisect_left(self.keys, self.keys[before]) if before >= 0 else 0

    def covers(self, key: tuple[int, int]) -> bool:
        """Whether the line of that character has been set already."""
        return bool(self.keys) and self.keys[-1] > key

    def link_at(self, line: int, character: int) -> SetLink | None:
        """The link under a character of a line."""
        for start, end, number in self.places.get(line, ()):
            if start <= character < end:
                return self.links[number]
        return None

    def links_between(self, first: int, last: int) -> Iterator[tuple[int, int, SetLink]]:
        """The links in some lines as (line, first character, link), each once."""
        seen: set[int] = set()
        for line in range(first, last):
            for start, _, number in self.places.get(line, ()):
                if number not in seen:
                    seen.add(number)
                    yield line, start, self.links[number]

    def find(self, *words: str) -> list[Match]:
        """Every place where any of ``words`` stands, whatever its case, quotes and dashes, across lines too."""
        pattern = re.compile("|".join(map(_pattern, words)), re.IGNORECASE)
        matches: list[Match] = []
        number = 0
        for _, group in groupby(range(len(self.lines)), key=lambda line: self.keys[line][0]):
            for pieces in self._found(list(group), pattern):
                matches.extend(Match(number, *piece) for piece in pieces)
                number += 1
        return matches

    def _found(self, lines: list[int], pattern: re.Pattern[str]) -> Iterator[list[tuple[int, int, int]]]:
        """Each match in the lines of one block, as its pieces."""
        said = [self._said(line) for line in lines]
        starts = [0]
        parts: list[str] = []
        for line, (text, _) in zip(lines, said, strict=True):
            parts += (text, self.ties[line])
            starts.append(starts[-1] + len(text) + len(self.ties[line]))
        for match in pattern.finditer("".join(parts)):
            first = bisect_right(starts, match.start()) - 1
            last = bisect_right(starts, match.end() - 1) - 1
            pieces = []
            for index in range(first, last + 1):
                characters = said[index][1][max(0, match.start() - starts[index]) : match.end() - starts[index]]
                if characters:
                    pieces.append((lines[index], characters[0], characters[-1] + 1))
            yield pieces

    def _said(self, line: int) -> tuple[str, Sequence[int]]:
        """The text of a line without all that is no text, and where each of its characters stands."""
        plain = self.lines[line].plain
        lead = self.leads[line]
        if line not in self.extras:
            text = plain[lead:].rstrip()
            return text, range(lead, lead + len(text))
        left_out = {place for start, end in self.extras[line] for place in range(start, end)}
        characters = [place for place in range(lead, len(plain)) if place not in left_out]
        text = "".join([plain[place] for place in characters]).rstrip()
        return text, characters[: len(text)]

    def text_between(self, start: tuple[int, int], end: tuple[int, int]) -> str:
        """The text from one (line, character) to another as it was written: without all that setting put there.

        Lines end only where the text has an end of a line or paragraph.
        """
        parts: list[str] = []
        last_line = min(end[0], len(self.lines) - 1)
        for line in range(max(0, start[0]), last_line + 1):
            text, characters = self._said(line)
            first = bisect_left(characters, start[1]) if line == start[0] else 0
            last = bisect_left(characters, end[1]) if line == end[0] else len(text)
            parts.append(text[first:last])
            if line < last_line:
                parts.append(self.ties[line])
        return "".join(parts).rstrip(" ")


def place_of(key: tuple[int, int]) -> Place:
    """The place to keep for a line: the head is the beginning, which ``Place()`` means too."""
    block, offset = key
    if key == (HEAD, 0):
        return Place()
    return Place(block, max(1, offset)) if block == 0 else Place(block, offset)


def key_of(place: Place) -> tuple[int, int]:
    """The block and offset of a kept place."""
    return (HEAD, 0) if place == Place() else (place.block, place.offset)


def _pattern(words: str) -> str:
    escaped = re.escape(" ".join(words.split()))
    for plain, either in _SAME:
        escaped = escaped.replace(plain, either)
    return escaped
