"""What stands under a story in its own text."""

import pytest

from globeterm.document.ending import closing_note, without_source
from tests.document.pages import blocks, texts

TEXT = "<p>The harbour board met.</p>"


@pytest.mark.parametrize(
    "note",
    [
        "Ines Harrow is a professor of ports at the University of Karsholm.",
        "The views expressed in this article are the author’s own.",
        "AFP contributed to this report.",
        "With contributions by AFP",
        "This piece originally appeared in The Ledger.",
    ],
)
def test_a_note_in_italics_at_the_end(note: str) -> None:
    found = blocks(f"{TEXT}<p><em>{note}</em></p><p>Send us yours.</p>")
    assert closing_note(found, ("Ines Harrow",)) == note
    assert note in texts(found)


@pytest.mark.parametrize(
    "end",
    [
        "<p>Ines Harrow said so.</p>",
        "<p><em>Ines Harrow</em> said so.</p>",
        "<p><em>All is well that ends well.</em></p>",
        f"<p><em>{'Ines Harrow is a professor of ports. ' * 20}</em></p>",
        f"<p><em>Ines Harrow is a professor.</em></p>{TEXT * 3}",
        "<ul><li>Ines Harrow</li></ul>",
    ],
)
def test_what_is_no_note(end: str) -> None:
    assert closing_note(blocks(TEXT + end), ("Ines Harrow",)) == ""


def test_a_story_without_a_name_or_a_block_has_no_note() -> None:
    assert closing_note(blocks("<p><em>Ines Harrow is a professor.</em></p>"), ()) == ""
    assert closing_note((), ("Ines Harrow",)) == ""


def test_the_line_of_where_it_is_from_goes() -> None:
    line = "<hr><p>The post <a href='/a/'>A</a> appeared first on <a href='/'>The Globe Post</a>.</p>"
    assert texts(without_source(blocks(TEXT + line))) == ["The harbour board met."]
