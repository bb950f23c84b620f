"""A whole story as Markdown, with what is known of it before it (front matter, in YAML)."""

import json
from collections.abc import Iterator

from globeterm.addresses import host
from globeterm.export.clipping import Clipping, byline
from globeterm.export.escaping import fit, web_address, written_time
from globeterm.export.markdown import Markdown, line, target


def set_in_markdown(clipping: Clipping, markdown: Markdown) -> str:
    """The story: headline, standfirst, byline and date, picture, text, and what belongs to it."""
    parts = (*_head(clipping, markdown), markdown.blocks(clipping.document.blocks), *_foot(clipping, markdown))
    return "\n\n".join(filter(None, parts)) + "\n"


def front_matter(clipping: Clipping, markdown: Markdown) -> str:
    """What is known of the story, between lines of dashes. Each value is JSON, which YAML 1.2 contains."""
    document = clipping.document
    picture = document.picture
    fields: dict[str, object] = {
        "title": clipping.title,
        "url": web_address(document.url),
        "standfirst": document.standfirst or None,
        "authors": list(document.authors),
        "agency": document.agency or None,
        "published": written_time(document.published) if document.published else None,
        "updated": written_time(document.updated) if document.updated else None,
        "sections": list(document.sections),
        "tags": list(document.tags),
        "picture": (markdown.source(picture) or web_address(picture.url)) if picture else None,
        "minutes": clipping.minutes,
    }
    lines = (f"{key}: {fit(json.dumps(value, ensure_ascii=False))}\n" for key, value in fields.items() if value)
    return f"---\n{''.join(lines)}---\n\n"


def _head(clipping: Clipping, markdown: Markdown) -> Iterator[str]:
    document = clipping.document
    yield f"# {line(clipping.title)}"
    if document.standfirst.strip():
        yield f"*{line(document.standfirst)}*"
    yield " · ".join(filter(None, (line(byline(document)), *_dateline(clipping, markdown))))
    if document.picture is not None:
        yield markdown.figure(document.picture)


def _dateline(clipping: Clipping, markdown: Markdown) -> Iterator[str]:
    published, updated = clipping.document.published, clipping.document.updated
    if published is not None:
        yield markdown.dated(published)
    if updated is not None and (published is None or markdown.dated(updated) != markdown.dated(published)):
        yield f"updated {markdown.dated(updated)}"
    yield f"{clipping.minutes} min"


def _foot(clipping: Clipping, markdown: Markdown) -> Iterator[str]:
    document = clipping.document
    address = web_address(document.url)
    if document.author_note or document.tags or document.related or address:
        yield "* * *"
    yield f"*{line(document.author_note)}*" if document.author_note.strip() else ""
    yield f"Tags: {line(' · '.join(document.tags))}" if document.tags else ""
    yield markdown.links("Related", document.related) if document.related else ""
    yield f"Published at [{line(host(address) or address)}]({target(address)})" if address else ""
