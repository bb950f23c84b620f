"""The row of a search's results: a headline's row with its matches marked, and a piece of the story that shows why."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Final

from rich.text import Span, Text

from globeterm.found import Hit, Marks, Snippet
from globeterm.rendering.cells import shortened, width
from globeterm.rendering.gating import gated
from globeterm.rendering.headline import HEIGHT as HEADLINE
from globeterm.rendering.headline import set_headline
from globeterm.rendering.signs import signs
from globeterm.rendering.wrap import wrapped

#: How many lines every result has: under a short headline there is more of the piece.
HEIGHT: Final = HEADLINE + 1

_FOUND: Final = "headline.found"
_ELLIPSIS: Final = "…"


def set_result(hit: Hit, columns: int, *, now: datetime) -> tuple[Text, ...]:
    """The lines of a hit in a list of ``columns``."""
    headline = set_headline(hit.article, columns, now=now)
    lines = list(headline) if headline[-1].plain else list(headline[:-1])
    titles = lines[:-1]
    indent = _indent(titles[0].plain, hit.article.title)
    lines[: len(titles)] = _marked_titles(titles, hit.article.title, hit.title_marks, indent)
    blank = " " * indent
    piece = _piece(hit.snippet, max(1, columns - indent), HEIGHT - len(lines))
    lines += [Text(blank, end="", no_wrap=True) + line for line in piece]
    return tuple(islice((*lines, *(Text() for _ in range(HEIGHT))), HEIGHT))


def _indent(line: str, title: str) -> int:
    """How many characters stand before the title in its first line."""
    mark = signs(ascii=False).unread
    return len(mark) + 1 if line.startswith((f"{mark} ", "  ")) and not title.startswith("  ") else 0


def _marked_titles(lines: Sequence[Text], title: str, marks: Marks, indent: int) -> Iterator[Text]:
    """The title's lines with what matches marked in them."""
    text = gated(title).replace("\n", " ")
    position = 0
    for line in lines:
        said = line.plain[indent:].removesuffix(_ELLIPSIS)
        start = text.find(said, position)
        if start < 0 or len(text) != len(title):
            yield line
            continue
        position = start + len(said)
        yield _with_marks(line, marks, start - indent, indent, indent + len(said))


def _with_marks(line: Text, marks: Marks, shift: int, first: int, last: int) -> Text:
    """A line that shows a text from ``shift`` on, with those marks of the text that lie from ``first`` to ``last``."""
    spans = [
        Span(max(start - shift, first), min(end - shift, last), _FOUND)
        for start, end in marks
        if start - shift < last and end - shift > first
    ]
    return Text(line.plain, spans=[*line.spans, *spans], end="", no_wrap=True)


def _piece(snippet: Snippet, room: int, count: int) -> list[Text]:
    """The piece in so many lines; its first match is in the first of them."""
    text, marks = _from_match(snippet, room)
    spans = list(islice(wrapped(text, room), count + 1))
    lines = [_with_marks(Text(text[start:end]), marks, start, 0, end - start) for start, end in spans[:count]]
    if len(spans) > count:
        kept = shortened(f"{lines[-1].plain}{_ELLIPSIS}", room)
        marked = [span for span in lines[-1].spans if span.end < len(kept)]
        lines[-1] = Text(kept, spans=marked, end="", no_wrap=True)
    for line in lines:
        line.stylize_before("headline.snippet")
    return lines


def _from_match(snippet: Snippet, room: int) -> tuple[str, Marks]:
    """The piece from not far before its first match on."""
    text = gated(snippet.text)
    if len(text) != len(snippet.text) or not snippet.marks:
        return text, ()
    first, last = snippet.marks[0]
    if width(text[:last]) <= room:
        return text, snippet.marks
    start = max(0, first - room // 3)
    blank = text.find(" ", start, first)
    start = blank + 1 if blank >= 0 else first
    shift = start - len(_ELLIPSIS)
    return _ELLIPSIS + text[start:], tuple((begin - shift, end - shift) for begin, end in snippet.marks)
