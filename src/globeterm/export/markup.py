"""Blocks as XHTML that is HTML too: every text escaped, every address looked at, no foreign markup (SEC-03)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

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
from globeterm.export.escaping import direction, escaped, web_address

#: Where the bytes of a picture are, as an ``src``; None when they are not at hand.
Source = Callable[[Picture], str | None]


@dataclass(frozen=True, slots=True)
class Markup:
    """Sets blocks. Headings go ``lower`` levels down, to stand below the headline wherever that is."""

    source: Source
    dated: Dated
    lower: int = 0

    def blocks(self, blocks: Blocks, depth: int = 0) -> str:
        """All the blocks, one below the other."""
        return "\n".join(filter(None, (self.block(block, depth) for block in blocks if depth < DEEPEST)))

    def block(self, block: Block, depth: int = 0) -> str:
        """One block; empty when it shows nothing."""
        match block:
            case Paragraph(spans):
                said = _element("p", spans)
            case Heading(level, spans):
                said = _element(f"h{min(6, max(2, level) + self.lower)}", spans)
            case Quote() | Change():
                said = self._quote(block, depth)
            case ListBlock():
                said = self._list(block, depth)
            case Code(text):
                said = f"<pre><code>{escaped(text)}</code></pre>"
            case Table():
                said = _table(block)
            case Figure(picture):
                said = self.figure(picture)
            case More(title, links):
                said = f'<aside class="more">\n{self.links(title, links)}\n</aside>' if links else ""
            case Embed():
                said = _embed(block)
            case _:
                said = "<hr/>"
        return said

    def figure(self, picture: Picture) -> str:
        """A picture with caption and credit; one that is not at hand is a link to where it is on the web."""
        source, address = self.source(picture), web_address(picture.url)
        shown = escaped(picture.alt or picture.caption)
        parts = []
        if source is not None:
            parts.append(f'<img src="{escaped(source)}" alt="{shown}"/>')
        elif address is not None:
            named = shown or escaped(host(address))
            parts.append(f'<p class="absent"><a href="{escaped(address)}">Picture: {named}</a></p>')
        credit = f'<span class="credit">{escaped(said_credit(picture.credit))}</span>' if picture.credit else ""
        if caption := " ".join(filter(None, (escaped(picture.caption), credit))):
            parts.append(f"<figcaption{direction(picture.caption)}>{caption}</figcaption>")
        return "<figure>\n" + "\n".join(parts) + "\n</figure>" if parts else ""

    def links(self, title: str, links: tuple[Link, ...]) -> str:
        """Other stories below a label."""
        items = "\n".join(f"<li{direction(link.title)}>{self._link(link)}</li>" for link in links)
        return f'<p class="label">{escaped(title)}</p>\n<ul>\n{items}\n</ul>'

    def _link(self, link: Link) -> str:
        address = web_address(link.url)
        title = escaped(link.title or host(link.url) or link.url)
        named = f'<a href="{escaped(address)}">{title}</a>' if address else title
        date = self.dated(link.published) if link.published else ""
        about = " · ".join(filter(None, (", ".join(link.authors), date)))
        return f'{named} <span class="about">{escaped(about)}</span>' if about else named

    def _quote(self, block: Quote | Change, depth: int) -> str:
        if isinstance(block, Change):
            label, inner = f'<p class="label">{block.kind}</p>', self.blocks(block.blocks, depth + 1)
            return f'<div class="{block.kind}">\n{label}\n{inner}\n</div>'
        said = (Span("— "), *block.attribution) if plain(block.attribution).strip() else ()
        quoted = filter(None, (self.blocks(block.blocks, depth + 1), _element("p", said, "attribution")))
        return f"<blockquote>\n{inner}\n</blockquote>" if (inner := "\n".join(quoted)) else ""

    def _list(self, block: ListBlock, depth: int) -> str:
        name = "ol" if block.ordered else "ul"
        start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
        items = "\n".join(f"<li>{self._item(item, depth)}</li>" for item in block.items)
        return f"<{name}{start}>\n{items}\n</{name}>" if items else ""

    def _item(self, item: Blocks, depth: int) -> str:
        """An item; one of a single paragraph is set close."""
        match item:
            case (Paragraph(spans),):
                return inline(spans)
            case (Paragraph(spans), ListBlock() as nested):
                return "\n".join(filter(None, (inline(spans), self.blocks((nested,), depth + 1))))
            case _:
                return self.blocks(item, depth + 1)


def inline(spans: Spans) -> str:
    """Spans in their styles; neighbours with one link are one link."""
    return "".join(_linked(link, tuple(run)) for link, run in groupby(spans, key=lambda span: span.link))


def _linked(link: str | None, spans: Spans) -> str:
    inner = "".join(map(_styled, spans))
    address = web_address(link)
    return f'<a href="{escaped(address)}">{inner}</a>' if address and plain(spans).strip() else inner


def _styled(span: Span) -> str:
    text = escaped(span.text).replace("\n", "<br/>")
    for is_so, name in ((span.code, "code"), (span.emphasis, "em"), (span.strong, "strong")):
        if is_so and text:
            text = f"<{name}>{text}</{name}>"
    return text


def _element(name: str, spans: Spans, kind: str = "") -> str:
    """An element with text; empty when there is none."""
    text = plain(spans)
    named = f' class="{kind}"' if kind else ""
    return f"<{name}{named}{direction(text)}>{inline(spans)}</{name}>" if text.strip() else ""


def _table(table: Table) -> str:
    caption = f"<caption>{inline(table.caption)}</caption>\n" if plain(table.caption).strip() else ""
    rows = tuple(row for row in table.rows if row)
    head = "\n".join(_rows(rows[: table.header_rows], "th"))
    body = "\n".join(_rows(rows[table.header_rows :], "td"))
    inner = (f"<thead>\n{head}\n</thead>\n" if head else "") + (f"<tbody>\n{body}\n</tbody>\n" if body else "")
    return f'<div class="table"><table>\n{caption}{inner}</table></div>' if inner else ""


def _rows(rows: tuple[tuple[Spans, ...], ...], cell: str) -> Iterator[str]:
    for row in rows:
        yield "<tr>" + "".join(f"<{cell}{direction(plain(one))}>{inline(one)}</{cell}>" for one in row) + "</tr>"


def _embed(embed: Embed) -> str:
    """What only a browser can show: what it is, what it says, and where."""
    address = web_address(embed.url)
    said = escaped(": ".join(filter(None, (embed.kind[:1].upper() + embed.kind[1:], embed.text))))
    where = f'<a href="{escaped(address)}">{escaped(host(address) or address)}</a>' if address else ""
    shown = " · ".join(filter(None, (said, where)))
    return f'<p class="embed">{shown}</p>' if shown else ""
