"""Words in place of content: why a pane is empty, since when, and what to press. Pure."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.text import Text

from globeterm.rendering.cells import shortened, width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from globeterm.rendering.setblock import SetBlock

#: Columns between what to type and what that does.
APART: Final = 3


@dataclass(frozen=True, slots=True)
class Notice:
    """A title and some sentences, all clean text; between them ``rows`` of what to type and what that does."""

    title: str
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over a list that says so itself, and perhaps in its place."""

    detail: str
    notice: Notice | None = None


def set_notice(notice: Notice, columns: int, height: int) -> list[Text]:
    """The notice in the middle of a pane, a little above its centre."""
    measure = max(8, min(46, columns - 4))
    lines = [Text(part, "notice.title") for part in _lines(notice.title, measure)]
    if notice.rows:
        lines += [Text(), *_set_rows(notice.rows, columns - 4)]
    for sentence in notice.lines:
        lines.append(Text())
        lines.extend(Text(part, "notice.line") for part in _lines(sentence, measure))
    above = max(0, (height - len(lines)) // 3)
    return [Text()] * above + [_centred(line, columns) for line in lines]


def _lines(sentence: str, columns: int) -> list[str]:
    """A sentence in lines; in Korean, say, a character takes two columns."""
    if width(sentence) == len(sentence):
        return textwrap.wrap(sentence, columns)
    from globeterm.rendering.wrap import wrapped  # noqa: PLC0415 - not needed for the first page

    return [sentence[start:end] for start, end in wrapped(sentence, columns)]


def _set_rows(rows: tuple[tuple[str, str], ...], room: int) -> Iterator[Text]:
    """The rows in two columns, all equally wide."""
    first = min(max(width(left) for left, _ in rows), room)
    second = min(max(width(right) for _, right in rows), max(0, room - first - APART))
    for left, right in rows:
        text = Text().append(shortened(left, first), "notice.title")
        text.append(" " * (first + APART - text.cell_len))
        text.append(shortened(right, second), "notice.line")
        text.append(" " * (first + APART + second - text.cell_len))
        yield text


def notice_block(notice: Notice, width: int, height: int) -> Iterator[SetBlock]:
    """The notice as the only block of a pane."""
    from globeterm.rendering.setblock import HEAD, SetBlock  # noqa: PLC0415 - not needed for the first page

    lines = tuple(set_notice(notice, width, height))
    zeros = (0,) * len(lines)
    yield SetBlock(HEAD, "notice", lines, zeros, zeros)


def _centred(line: Text, width: int) -> Text:
    return Text(" " * max(0, (width - line.cell_len) // 2)) + line
