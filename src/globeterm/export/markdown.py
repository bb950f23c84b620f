"""Blocks as Markdown (CommonMark, tables as GitHub has them): every sign of it in a text is escaped, no HTML at all."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from globeterm.addresses import host
from globeterm.content import (
    Block,
    Blocks,
    Change,
    Code,
    Embed,
    Figure,
    Heading,
    Link,
    ListBlock,
    More,
    Paragraph,
    Picture,
    Quote,
    Span,
    Spans,
    Table,
    plain,
)
from globeterm.document.credit import said_credit
from globeterm.export.clipping import DEEPEST, Dated
from globeterm.export.escaping import fit, web_address
from globeterm.export.markup import Source

_SIGNS: Final = re.compile(r"[\\`*_\[\]<|~]|&(?=[#\w])")
#: What begins a list, a heading, a quote or a line at the beginning of a line.
_FIRST: Final = re.compile(r"^(?:[-+=#:>]|\d{1,9}(?=[.)]))")
_TICKS: Final = re.compile("`+")
_BARE_BAR: Final = re.compile(r"(?<!\\)\|")
#: The largest number that a list may begin with (CommonMark, 5.2).
_LAST_NUMBER: Final = 999_999_999


@dataclass(frozen=True, slots=True)
class Markdown:
    """Sets blocks. ``source`` says which file a picture is in; one that is in none is linked to on the web."""

    source: Source
    dated: Dated

    def blocks(self, blocks: Blocks, depth: int = 0) -> str:
        """All the blocks, a blank line between each two."""
        return "\n\n".join(filter(None, (self.block(block, depth) for block in blocks if depth < DEEPEST)))

    def block(self, block: Block, depth: int = 0) -> str:
        """One block; empty when it shows nothing."""
        match block:
            case Paragraph(spans):
                said = inline(spans)
            case Heading(level, spans):
                text = " ".join(_lines(spans))
                said = f"{'#' * min(6, max(2, level))} {text}" if text else ""
            case Quote() | Change():
                said = self._quote(block, depth)
            case ListBlock():
                said = self._list(block, depth)
            case Code(text):
                said = fenced(text)
            case Table():
                said = _table(block)
            case Figure(picture):
                said = self.figure(picture)
            case More(title, links):
                said = _behind("> ", self.links(title, links)) if links else ""
            case Embed():
                said = _embed(block)
            case _:
                said = "* * *"
        return said

    def figure(self, picture: Picture) -> str:
        """A picture, and below it caption and credit."""
        where = self.source(picture) or web_address(picture.url)
        shown = f"![{line(picture.alt or picture.caption)}]({target(where)})" if where else ""
        caption = " ".join(filter(None, (picture.caption, said_credit(picture.credit))))
        return "\n\n".join(filter(None, (shown, inline((Span(caption, emphasis=True),)))))

    def links(self, title: str, links: tuple[Link, ...]) -> str:
        """Other stories below a label."""
        return "\n".join((f"**{line(title)}**\n", *(f"- {self._link(link)}" for link in links)))

    def _link(self, link: Link) -> str:
        address = web_address(link.url)
        title = line(link.title or host(link.url) or link.url)
        date = self.dated(link.published) if link.published else ""
        named = f"[{title}]({target(address)})" if address else title
        return " · ".join(filter(None, (named, line(", ".join(link.authors)), date)))

    def _quote(self, block: Quote | Change, depth: int) -> str:
        if isinstance(block, Change):
            return _behind("> ", f"**{block.kind}**\n\n{self.blocks(block.blocks, depth + 1)}")
        said = inline((Span("— "), *block.attribution)) if plain(block.attribution).strip() else ""
        return _behind("> ", "\n\n".join(filter(None, (self.blocks(block.blocks, depth + 1), said))))

    def _list(self, block: ListBlock, depth: int) -> str:
        """A list; it is loose when an item of it has several paragraphs."""
        first = min(max(block.start, 0), max(0, _LAST_NUMBER - len(block.items)))
        fronts = [f"{first + index}. " if block.ordered else "- " for index in range(len(block.items))]
        items = [self._item(item, depth) for item in block.items]
        between = "\n\n" if any("\n\n" in item for item in items) else "\n"
        return between.join(_hanging(front, item) for front, item in zip(fronts, items, strict=True))

    def _item(self, item: Blocks, depth: int) -> str:
        """An item; a list below a single paragraph follows it closely."""
        match item:
            case (Paragraph() as said, ListBlock(False) as nested):
                return "\n".join(filter(None, (self.block(said), self.blocks((nested,), depth + 1))))
            case _:
                return self.blocks(item, depth + 1)


def inline(spans: Spans) -> str:
    """Spans in their styles, as one paragraph; a line break is a backslash at the end of its line."""
    return "\\\n".join(_lines(spans))


def line(text: str) -> str:
    """Plain text as one line of Markdown."""
    return _signs_escaped(" ".join(text.split()))


def target(address: str) -> str:
    """An address, or the name of a file, as it stands in the round brackets of a link."""
    return address.replace("(", "%28").replace(")", "%29").replace(" ", "%20")


def fenced(text: str) -> str:
    """Preformatted text between fences longer than any in it."""
    fence = "`" * max(3, 1 + _longest_ticks(text))
    return f"{fence}\n{fit(text).rstrip()}\n{fence}"


def _lines(spans: Spans) -> list[str]:
    """The lines of a paragraph, what would begin something else at the beginning of one escaped."""
    text = "".join(_linked(link, tuple(run)) for link, run in groupby(spans, key=lambda span: span.link))
    return [_FIRST.sub(_escaped_first, one) for one in map(str.strip, text.split("\n")) if one]


def _linked(link: str | None, spans: Spans) -> str:
    runs = groupby(spans, key=lambda span: (span.strong, span.emphasis, span.code))
    inner = "".join(_styled(Span("".join(span.text for span in run), *style)) for style, run in runs)
    before, text, after = _trimmed(inner)
    address = web_address(link)
    return f"{before}[{text}]({target(address)}){after}" if address and text else inner


def _styled(span: Span) -> str:
    """A span between its signs, which touch its text: blanks at its ends stand outside of them."""
    before, text, after = _trimmed(fit(span.text))
    if not text:
        return before
    marks = ("**" if span.strong else "") + ("*" if span.emphasis else "")
    shown = _in_ticks(text) if span.code else "\n".join(_signs_escaped(one.strip()) for one in text.split("\n"))
    return f"{before}{marks}{shown}{marks}{after}"


def _trimmed(text: str) -> tuple[str, str, str]:
    """The blanks before a text, the text, the blanks after it."""
    inner = text.strip()
    start = len(text) - len(text.lstrip())
    return text[:start], inner, text[start + len(inner) :]


def _in_ticks(text: str) -> str:
    ticks = "`" * (1 + _longest_ticks(text))
    room = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{room}{' '.join(text.split())}{room}{ticks}"


def _longest_ticks(text: str) -> int:
    return max(map(len, _TICKS.findall(text)), default=0)


def _signs_escaped(text: str) -> str:
    return _SIGNS.sub(lambda found: f"\\{found[0]}", fit(text))


def _escaped_first(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"


def _behind(front: str, text: str) -> str:
    return "\n".join((front + one).rstrip() for one in text.split("\n")) if text else ""


def _hanging(front: str, text: str) -> str:
    """``text`` behind ``front``, its other lines indented by as much."""
    rest = " " * len(front)
    return "\n".join((rest + one if index else front + one).rstrip() for index, one in enumerate(text.split("\n")))


def _table(table: Table) -> str:
    """A table; without a row of headings it has an empty one, for there is no other way to write it."""
    rows = [row for row in table.rows if row]
    if not rows:
        return ""
    head = rows.pop(0) if table.header_rows else ((),) * len(rows[0])
    lines = (_row(map(_cell, head)), _row("---" for _ in head), *(_row(map(_cell, row)) for row in rows))
    return "\n\n".join(filter(None, (inline(table.caption), "\n".join(lines))))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(spans: Spans) -> str:
    return _BARE_BAR.sub(r"\\|", " ".join(_lines(spans)))


def _embed(embed: Embed) -> str:
    said = ": ".join(filter(None, (embed.kind[:1].upper() + embed.kind[1:], embed.text)))
    address = web_address(embed.url)
    where = f"[{line(host(address) or address)}]({target(address)})" if address else ""
    return " · ".join(filter(None, (line(said), where)))
