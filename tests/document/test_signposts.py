"""Other stories that stand in the text itself, under a signpost."""

import pytest

from globeterm.content import Blocks, Heading, ListBlock, More, Paragraph, Span
from globeterm.document.signposts import boxed
from tests.document.pages import blocks

LAW = "<a href='/law/'>The Law</a>"
TEXT = Paragraph((Span("The harbour board met."),))


def box(html: str) -> More:
    (found,) = boxed(blocks(html))
    assert isinstance(found, More)
    return found


def unchanged(html: str) -> Blocks:
    found = blocks(html)
    assert boxed(found) == found
    return found


@pytest.mark.parametrize(
    "heading",
    [
        "<h4>More on the Subject</h4>",
        "<p><strong>More on<em> the Subject</em>:</strong></p>",
        "<h3>Related</h3>",
        "<p>Read also:</p>",
        "<h2>See Also</h2>",
    ],
)
def test_a_signpost_and_the_links_under_it_are_a_box(heading: str) -> None:
    found = box(f"{heading}<p>{LAW}</p><ul><li><a href='/b/'>B <em>side</em></a></li></ul><h3><a href='/c/'>C</a></h3>")
    assert [link.title for link in found.links] == ["The Law", "B side", "C"]
    assert found.links[0].url == "https://theglobepost.com/law/"
    assert not found.title.endswith(":")


def test_a_line_with_its_own_signpost_is_a_box() -> None:
    found = box(f"<p><strong>Read also:</strong> {LAW}</p>")
    assert (found.title, found.links[0].title) == ("Read also", "The Law")


def test_the_text_behind_a_box_stays() -> None:
    more, text = boxed(blocks(f"<h4>More on the Subject</h4><p>{LAW}</p><p>The harbour board met.</p>"))
    assert isinstance(more, More)
    assert text == TEXT


@pytest.mark.parametrize(
    "html",
    [
        "<h4>More on the Subject</h4>",
        "<h4>More on the Subject</h4><p>Nothing but words.</p>",
        f"<h4>More on the Subject</h4><p>As {LAW} says.</p>",
        f"<h4>More on the Subject</h4><ul><li>{LAW}</li><li>and words</li></ul>",
        f"<h4>More on the Subject of the Harbour Law and Nothing Else at All</h4><p>{LAW}</p>",
        f"<p>Read also: {LAW} and then some.</p>",
        f"<p>Related to this is {LAW}</p>",
        f"<p>{LAW}: {LAW}</p>",
        f"<h4><a href='/x/'>Related</a></h4><p>{LAW}</p>",
        f"<h4>What Happens Next</h4><p>{LAW}</p>",
    ],
)
def test_what_is_no_box(html: str) -> None:
    unchanged(html)


def test_two_signposts_are_two_boxes_and_the_last_without_links_a_line() -> None:
    found = boxed(blocks(f"<h4>Related</h4><p>{LAW}</p><h4>See also</h4><p><a href='/b/'>B</a></p><h4>Related</h4>"))
    assert [type(block) for block in found] == [More, More, Heading]


def test_a_box_holds_no_more_than_a_few_links() -> None:
    items = "".join(f"<p><a href='/{number}/'>Story {number}</a></p>" for number in range(20))
    more, *others = boxed(blocks(f"<h4>Related</h4>{items}"))
    assert isinstance(more, More)
    assert len(more.links) == 12
    assert len(others) == 8


def test_an_empty_list_is_no_list_of_links() -> None:
    heading = Heading(2, (Span("Related"),))
    inner = ListBlock(ordered=False, items=((More("x", ()),),))
    assert boxed((heading, inner)) == (heading, inner)
