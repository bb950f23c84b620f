"""The site's own pages: About Us, Submit Op-ed."""

import pytest

from globeterm.content import Embed, Paragraph, paragraphs
from globeterm.document.from_page import from_page
from tests.document.pages import BASE, blocks

FORM = (
    "<form class='wpcf7-form' action='/submit-op-ed/#wpcf7'><p><label>Your name * <input type=text></label></p>"
    "<p><label>Your piece: <textarea></textarea></label></p><input type=submit value=Send></form>"
)


def test_a_page_that_is_a_form_says_what_it_asks_for() -> None:
    title = "<h1 class='jeg_post_title'>Submit Op-ed</h1>"
    body = f"<div class='entry-content'><div class='content-inner'>{FORM}</div></div>"
    found = from_page(f"<body class='page'>{title}{body}</body>".encode(), url=BASE)
    assert found.title == "Submit Op-ed"
    assert found.blocks == (Embed("form", "Your name, Your piece", BASE),)


def test_a_form_between_paragraphs_stands_where_it_is() -> None:
    found = blocks(f"<p>Send us your view.</p>{FORM}<p>We answer within a week.</p>")
    assert [type(block) for block in found] == [Paragraph, Embed, Paragraph]


@pytest.mark.parametrize(
    "form",
    [
        "<form><input type=text><input type=email><input type=tel></form>",
        "<form><input type=file></form>",
        "<form><textarea></textarea></form>",
    ],
)
def test_forms_that_ask_for_much(form: str) -> None:
    assert blocks(form) == (Embed("form", "", BASE),)


@pytest.mark.parametrize(
    "form",
    [
        "<form role='search'><input type=text><input type=text><input></form>",
        "<form class='comment-form'><textarea></textarea></form>",
        "<form action='https://example.list.com/subscribe/post'><input><input><input></form>",
        "<form><input type=text><input type=text><input type=text><input type=password></form>",
        "<form><input type=email><input type=submit></form>",
    ],
)
def test_forms_of_the_site_are_no_part_of_a_page(form: str) -> None:
    assert blocks(form) == ()


def test_a_page_from_a_page_builder_is_read() -> None:
    text = "<div class='wpb_text_column'><div class='wpb_wrapper'><p>We print what we know.</p></div></div>"
    body = f"<div class='jeg_content'><div class='jeg_vc_content'><div class='vc_row'>{text}</div></div></div>"
    found = from_page(f"<body class='page'><h1>About Us</h1>{body}</body>".encode(), url=BASE)
    assert list(paragraphs(found.blocks)) == ["We print what we know."]
