"""Stories as Markdown, read back with a parser of it."""

import json

from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from globeterm.content import Code, Embed, Figure, Heading, ListBlock, More, Paragraph, Picture, Quote, Span, Table
from globeterm.export.escaping import fit
from globeterm.export.markdown import Markdown, line
from globeterm.export.markdown_story import front_matter, set_in_markdown

from .clippings import DOCUMENTS, PHOTO, SITE, TEXTS, clipping, dated

MARKDOWN = Markdown(lambda picture: "pictures/quay.png" if picture.url == PHOTO.url else None, dated)
READER = MarkdownIt("commonmark").enable("table")

STORY = """\
# Strike & \\<Harbour>

*Nine days up.*

By Abena Fosu and Staff Writer with AFP · 18.11.2019 · updated 20.11.2019 · 4 min

![A quay](pictures/quay.png)

*The quay on Monday. Photo: AFP*

Dockers **walked** out on [Monday](https://theglobepost.com/m/)

## What they want

> More pay.
>
> — A docker

- one
  - nested

3. three

4. four

   more

Days out

| Port | Days\\| |
| --- | --- |
| Quill | 9 |

````
a < b
``` c
````

![A quay](pictures/quay.png)

*The quay on Monday. Photo: AFP*

* * *

> **More on the Subject**
>
> - [Last Year](https://theglobepost.com/2018/) · Abena Fosu · 18.11.2019

Video: The quay · [video.example](https://video.example/1)

* * *

*Abena Fosu writes on work.*

Tags: ports

**Related**

- [A Port Reopens](https://theglobepost.com/2019/port/)

Published at [theglobepost.com](https://theglobepost.com/2019/11/18/strike/)
"""


def tokens(text: str) -> list[Token]:
    return [one for token in READER.parse(text) for one in (token, *(token.children or ()))]


def said(text: str) -> str:
    """The text that a reader of Markdown shows, blanks aside."""
    shown = (one.content for one in tokens(text) if one.type in ("text", "code_inline", "text_special"))
    return "".join("".join(shown).split())


def test_a_story_has_all_of_its_parts() -> None:
    assert set_in_markdown(clipping(), MARKDOWN) == STORY


def test_the_front_matter_is_what_yaml_reads() -> None:
    matter = front_matter(clipping(title='Say "hello":\n- x'), MARKDOWN)
    first, *fields, last, end, _ = matter.split("\n")
    assert (first, last, end) == ("---", "---", "")
    read = {key: json.loads(value) for key, _, value in (field.partition(": ") for field in fields)}
    assert read == {
        "title": 'Say "hello":\n- x',
        "url": f"{SITE}/2019/11/18/strike/",
        "standfirst": "Nine days up.",
        "authors": ["Abena Fosu", "Staff Writer"],
        "agency": "AFP",
        "published": "2019-11-18T12:00:00Z",
        "updated": "2019-11-20T00:00:00Z",
        "sections": ["World"],
        "tags": ["ports"],
        "picture": "pictures/quay.png",
        "minutes": 4,
    }


@given(DOCUMENTS)
@settings(deadline=None)
def test_any_document_holds_no_html_and_no_address_but_of_the_web(document: object) -> None:
    """SEC-03."""
    found = tokens(set_in_markdown(clipping(document), MARKDOWN))  # type: ignore[arg-type]
    assert not [token for token in found if token.type in ("html_inline", "html_block")]
    for token in found:
        for address in (token.attrs.get("href"), token.attrs.get("src")):
            assert address is None or str(address).startswith(("http://", "https://", "pictures/"))


@given(TEXTS)
@settings(deadline=None)
def test_no_text_is_taken_for_markdown(text: str) -> None:
    assert said(MARKDOWN.block(Paragraph((Span(text),)))) == "".join(fit(text).split())


def test_lines_that_look_like_blocks_stay_text() -> None:
    spans = (Span("1. one\n- two\n# three\n> four\n+ five\n    six\n--- \n"),)
    text = MARKDOWN.block(Paragraph(spans))
    assert {token.type for token in tokens(text)} <= {
        "paragraph_open", "paragraph_close", "inline", "text", "hardbreak", "text_special",
    }  # fmt: skip
    assert said(text) == "1.one-two#three>four+fivesix---"


def test_signs_touch_their_text() -> None:
    spans = (Span("a"), Span(" b ", strong=True, emphasis=True), Span("`c` ", code=True), Span(" ", strong=True))
    assert MARKDOWN.block(Paragraph(spans)) == "a ***b*** `` `c` ``"


def test_a_table_without_headings_has_empty_ones() -> None:
    table = Table((((Span("a|b", code=True),), (Span("c\nd"),)),))
    assert MARKDOWN.block(table) == "|  |  |\n| --- | --- |\n| `a\\|b` | c d |"


def test_what_shows_nothing_is_left_out() -> None:
    nothing = (
        Paragraph((Span(" "),)),
        Heading(2, ()),
        Quote(()),
        ListBlock(True, ()),
        Table(()),
        More("More", ()),
        Embed("", "", None),
        Figure(Picture("javascript:x")),
    )
    assert MARKDOWN.blocks(nothing) == ""


def test_a_picture_that_is_not_at_hand_is_where_it_is_on_the_web() -> None:
    assert MARKDOWN.block(Figure(Picture(f"{SITE}/x (1).jpg".replace(" ", "%20")))) == (
        "![](https://theglobepost.com/x%20%281%29.jpg)"
    )


def test_fences_are_longer_than_any_in_the_code() -> None:
    assert MARKDOWN.block(Code("````\nx\n")) == "`````\n````\nx\n`````"


def test_a_bare_story_has_no_foot() -> None:
    bare = clipping(
        url="", blocks=(), standfirst="", authors=(), agency="", published=None, updated=None, sections=(), tags=(),
        picture=None, author_note="", related=(), title=" ",
    )  # fmt: skip
    assert set_in_markdown(bare, MARKDOWN) == "# (no title)\n\n4 min\n"
    assert front_matter(bare, MARKDOWN) == '---\ntitle: "(no title)"\nminutes: 4\n---\n\n'


def test_a_line_is_one_line() -> None:
    assert line(" a\n *b* ") == "a \\*b\\*"
