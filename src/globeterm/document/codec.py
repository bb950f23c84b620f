"""A document as JSON and back: what the library stores, and the BLOCK of ``read --json``.

Only the standard library, so that a stored story opens without any parser of HTML being loaded. The stored form keeps
spans; the readable form has the same keys and, besides them, the plain text of each block. A key whose value is empty
is left out of spans and documents, never out of blocks.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, TypeVar, cast

from globeterm.content import (
    Block,
    Blocks,
    Change,
    Code,
    Document,
    Embed,
    Figure,
    Heading,
    Link,
    ListBlock,
    More,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Span,
    Spans,
    Table,
    paragraphs,
    plain,
)
from globeterm.errors import BadInputError

Json = dict[str, Any]
Loaded = TypeVar("Loaded")

#: The number of the stored form; another number is another form.
FORM: Final = 1

_TEXTS: Final = ("standfirst", "agency", "author_note")
_NAMES: Final = ("authors", "sections", "tags")
_TIMES: Final = ("published", "updated")


def to_json(document: Document) -> str:
    """``document`` as one line of JSON, equal for equal documents."""
    return _line(_stored(document))


def pages_to_json(pages: Sequence[Document]) -> str:
    """The pages of one article as one line of JSON."""
    return _line([_stored(page) for page in pages])


def _line(stored: object) -> str:
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":"))


def _stored(document: Document) -> Json:
    stored: Json = {
        "form": FORM,
        "url": document.url,
        "title": document.title,
        "source": document.source,
        "blocks": [_block(block, texts=False) for block in document.blocks],
    }
    for key in _TEXTS:
        stored[key] = getattr(document, key)
    for key in _NAMES:
        stored[key] = list(getattr(document, key))
    for key in _TIMES:
        stored[key] = _time(getattr(document, key))
    stored["picture"] = picture_to_dict(document.picture) if document.picture else None
    stored["related"] = [link_to_dict(link) for link in document.related]
    stored["previous"] = link_to_dict(document.previous) if document.previous else None
    stored["next"] = link_to_dict(document.next) if document.next else None
    return {key: value for key, value in stored.items() if value or key in {"url", "title", "blocks"}}


def from_json(stored: str) -> Document:
    """Load the document that ``to_json`` wrote; BadInputError when the text is anything else."""
    return _loaded(stored, _document)


def pages_from_json(stored: str) -> tuple[Document, ...]:
    """Load the pages, one or more, that ``pages_to_json`` wrote; BadInputError when the text is anything else."""
    return _loaded(stored, _pages)


def _loaded(stored: str, read: Callable[[Any], Loaded]) -> Loaded:
    try:
        return read(json.loads(stored))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        sentence = "A stored story can't be read: it was damaged, or written by another version of this program."
        raise BadInputError(sentence) from error


def block_to_dict(block: Block) -> Json:
    """Describe a block for people and scripts: its ``kind``, its plain ``text`` where it has one, and its parts."""
    return _block(block, texts=True)


def picture_to_dict(picture: Picture) -> Json:
    """Describe a picture by ``url``, ``alt``, ``caption`` and ``credit``; what is unknown is an empty string."""
    return {"url": picture.url, "alt": picture.alt, "caption": picture.caption, "credit": picture.credit}


def link_to_dict(link: Link) -> Json:
    """Describe a link by ``title``, ``url``, ``authors`` and ``published`` (ISO 8601 or None)."""
    return {
        "title": link.title,
        "url": link.url,
        "authors": list(link.authors),
        "published": _time(link.published),
    }


def _block(block: Block, *, texts: bool) -> Json:
    described: Json
    match block:
        case Paragraph(spans):
            described = {"kind": "paragraph", **_text(spans, texts=texts), "spans": _spans(spans)}
        case Heading(level, spans):
            described = {"kind": "heading", "level": level, **_text(spans, texts=texts), "spans": _spans(spans)}
        case Quote() | ListBlock() | Table() | Change():
            described = _compound(block, texts=texts)
        case Code(text):
            described = {"kind": "code", "text": text}
        case Figure(picture):
            described = {"kind": "figure", **picture_to_dict(picture)}
        case Rule():
            described = {"kind": "rule"}
        case More(title, links):
            described = {"kind": "more", "title": title, "links": [link_to_dict(link) for link in links]}
        case _:
            described = {"kind": "embed", "what": block.kind, "text": block.text, "url": block.url}
    return described


def _compound(block: Quote | ListBlock | Table | Change, *, texts: bool) -> Json:
    """Describe a block that holds blocks or cells."""
    match block:
        case Quote(inner, attribution):
            described: Json = {
                "kind": "quote",
                "blocks": [_block(each, texts=texts) for each in inner],
                "attribution_spans": _spans(attribution),
            }
            readable: Json = {"text": _joined(inner), "attribution": plain(attribution)}
        case ListBlock(ordered, items, start):
            described = {
                "kind": "list",
                "ordered": ordered,
                "start": start,
                "blocks": [[_block(each, texts=texts) for each in item] for item in items],
            }
            readable = {"items": [_joined(item) for item in items]}
        case Change(kind, inner):
            described = {"kind": "change", "what": kind, "blocks": [_block(each, texts=texts) for each in inner]}
            readable = {"text": _joined(inner)}
        case _:
            described = {
                "kind": "table",
                "header_rows": block.header_rows,
                "cells": [[_spans(cell) for cell in row] for row in block.rows],
                "caption_spans": _spans(block.caption),
            }
            rows = [[plain(cell) for cell in row] for row in block.rows]
            readable = {"rows": rows, "caption": plain(block.caption)}
    return {**described, **readable} if texts else described


def _text(spans: Spans, *, texts: bool) -> Json:
    return {"text": plain(spans)} if texts else {}


def _joined(blocks: Blocks) -> str:
    return "\n\n".join(paragraphs(blocks))


def _spans(spans: Spans) -> list[Json]:
    return [_span(span) for span in spans]


def _span(span: Span) -> Json:
    described: Json = {"text": span.text}
    if span.strong:
        described["strong"] = True
    if span.emphasis:
        described["emphasis"] = True
    if span.code:
        described["code"] = True
    if span.link is not None:
        described["link"] = span.link
    return described


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def _pages(stored: Sequence[Mapping[str, Any]]) -> tuple[Document, ...]:
    if not stored:
        raise ValueError
    return tuple(map(_document, stored))


def _document(stored: Mapping[str, Any]) -> Document:
    if stored["form"] != FORM:
        raise ValueError
    return Document(
        url=stored["url"],
        title=stored["title"],
        blocks=_read_blocks(stored["blocks"]),
        source=stored["source"],
        standfirst=stored.get("standfirst", ""),
        authors=tuple(stored.get("authors", ())),
        agency=stored.get("agency", ""),
        published=_read_time(stored.get("published")),
        updated=_read_time(stored.get("updated")),
        sections=tuple(stored.get("sections", ())),
        tags=tuple(stored.get("tags", ())),
        picture=_read_picture(stored["picture"]) if "picture" in stored else None,
        author_note=stored.get("author_note", ""),
        related=_read_links(stored.get("related", ())),
        previous=_read_link(stored["previous"]) if "previous" in stored else None,
        next=_read_link(stored["next"]) if "next" in stored else None,
    )


def _read_blocks(stored: Sequence[Json]) -> Blocks:
    return tuple(_read_block(block) for block in stored)


def _read_block(stored: Json) -> Block:
    return _READERS[stored["kind"]](stored)


def _read_spans(stored: Sequence[Json]) -> Spans:
    return tuple(Span(**cast("Any", span)) for span in stored)


def _read_picture(stored: Json) -> Picture:
    return Picture(stored["url"], stored["alt"], stored["caption"], stored["credit"])


def _read_links(stored: Sequence[Json]) -> tuple[Link, ...]:
    return tuple(map(_read_link, stored))


def _read_link(stored: Json) -> Link:
    return Link(stored["title"], stored["url"], tuple(stored["authors"]), _read_time(stored["published"]))


def _read_time(stored: str | None) -> datetime | None:
    return datetime.fromisoformat(stored) if stored is not None else None


def _read_table(stored: Json) -> Table:
    rows = tuple(tuple(map(_read_spans, row)) for row in stored["cells"])
    return Table(rows, stored["header_rows"], _read_spans(stored["caption_spans"]))


_READERS: Final[Mapping[str, Callable[[Json], Block]]] = {
    "paragraph": lambda stored: Paragraph(_read_spans(stored["spans"])),
    "heading": lambda stored: Heading(stored["level"], _read_spans(stored["spans"])),
    "quote": lambda stored: Quote(_read_blocks(stored["blocks"]), _read_spans(stored["attribution_spans"])),
    "list": lambda stored: ListBlock(stored["ordered"], tuple(map(_read_blocks, stored["blocks"])), stored["start"]),
    "table": _read_table,
    "code": lambda stored: Code(stored["text"]),
    "figure": lambda stored: Figure(_read_picture(stored)),
    "rule": lambda _: Rule(),
    "more": lambda stored: More(stored["title"], _read_links(stored["links"])),
    "change": lambda stored: Change(stored["what"], _read_blocks(stored["blocks"])),
    "embed": lambda stored: Embed(stored["what"], stored["text"], stored["url"]),
}
