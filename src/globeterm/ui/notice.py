"""Words in place of content: why a pane is empty, since when, and what to press. Pure."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from globeterm.rendering.setblock import SetBlock


@dataclass(frozen=True, slots=True)
class Notice:
    """A title and some sentences, all clean text."""

    title: str
    lines: tuple[str, ...] = ()


def set_notice(notice: Notice, width: int, height: int) -> list[Text]:
    """The notice in the middle of a pane, a little above its centre."""
    measure = max(8, min(46, width - 4))
    lines = [Text(part, "notice.title") for part in textwrap.wrap(notice.title, measure)]
    for sentence in notice.lines:
        lines.append(Text())
        lines.extend(Text(part, "notice.line") for part in textwrap.wrap(sentence, measure))
    above = max(0, (height - len(lines)) // 3)
    return [Text()] * above + [_centred(line, width) for line in lines]


def notice_block(notice: Notice, width: int, height: int) -> Iterator[SetBlock]:
    """The notice as the only block of a pane."""
    from globeterm.rendering.setblock import HEAD, SetBlock  # noqa: PLC0415 - not needed for the first page

    lines = tuple(set_notice(notice, width, height))
    zeros = (0,) * len(lines)
    yield SetBlock(HEAD, "notice", lines, zeros, zeros)


def _centred(line: Text, width: int) -> Text:
    return Text(" " * max(0, (width - line.cell_len) // 2)) + line
