"""The blocks of real answers, set down: a change of any of them is seen here.

``GLOBETERM_WRITE_GOLDENS=1 pytest tests/document/test_goldens.py`` writes them anew, to be looked through.
"""

import os

import pytest

from globeterm.content import (
    Block,
    Blocks,
    Code,
    Embed,
    Figure,
    Heading,
    Link,
    ListBlock,
    More,
    Paragraph,
    Quote,
    Rule,
    Table,
)
from globeterm.document.from_page import from_page
from tests.document.pages import DATA, capture, said

PAGES = (
    "article-classic",
    "article-figures-author-note",
    "article-more-on-subject",
    "article-non-latin",
    "article-table-list-quote-figures",
    "page-about-us",
)


def drawn(blocks: Blocks, margin: str = "") -> list[str]:
    return [margin + line for block in blocks for line in one(block)]


def one(block: Block) -> list[str]:  # noqa: C901
    match block:
        case Paragraph(spans):
            return [said(spans)]
        case Heading(level, spans):
            return ["#" * level + " " + said(spans)]
        case Quote(inner, attribution):
            return [*drawn(inner, "> "), *([f"> — {said(attribution)}"] if attribution else [])]
        case ListBlock(ordered, items, start):
            signs = [f"{start + number}. " if ordered else "- " for number in range(len(items))]
            return [line for sign, item in zip(signs, items, strict=True) for line in drawn(item, sign)]
        case Table(rows, headers, caption):
            return [
                f"table, {headers} heading rows: {said(caption)}",
                *("| " + " | ".join(map(said, row)) for row in rows),
            ]
        case Code(text):
            return [f"code: {text}"]
        case Figure(picture):
            return [f"figure {picture.url}: {picture.alt} / {picture.caption} / {picture.credit}"]
        case More(title, links):
            return [f"more: {title}", *map(linked, links)]
        case Embed(kind, text, url):
            return [f"embed {kind}: {text} ({url})"]
        case Rule():
            return ["* * *"]


def linked(link: Link | None) -> str:
    return f"-> {link.title} | {link.url} | {', '.join(link.authors)} | {link.published}" if link is not None else "-"


def whole(name: str) -> str:
    page = from_page(capture(name), url=f"https://theglobepost.com/{name}/", charset="utf-8")
    head = [
        f"title: {page.title}",
        f"standfirst: {page.standfirst}",
        f"authors: {', '.join(page.authors)} / agency: {page.agency}",
        f"published: {page.published} / updated: {page.updated}",
        f"sections: {', '.join(page.sections)} / tags: {', '.join(page.tags)}",
        f"picture: {page.picture}",
        f"author note: {page.author_note}",
        *map(linked, page.related),
        f"previous {linked(page.previous)}",
        f"next {linked(page.next)}",
        "",
    ]
    return "\n".join([*head, *drawn(page.blocks)]) + "\n"


@pytest.mark.parametrize("name", PAGES)
def test_the_whole_page(name: str) -> None:
    golden = DATA / "document" / f"{name}.txt"
    found = whole(name)
    if os.environ.get("GLOBETERM_WRITE_GOLDENS"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


def test_a_story_of_twelve_thousand_words_is_whole() -> None:
    page = from_page(capture("article-long"), url="https://theglobepost.com/x/", charset="utf-8")
    text = "\n".join(drawn(page.blocks))
    assert len(text.split()) > 12_000
    for furniture in ("Share on", "Recommended", "Related Posts", "Next Post", "SUBSCRIBE", "Tags:", "No Result"):
        assert furniture not in text
