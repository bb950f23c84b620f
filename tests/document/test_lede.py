"""The opening paragraph that a page sets above the body of its story."""

from globeterm.content import Document, paragraphs
from globeterm.document.from_page import from_page
from tests.document.pages import BASE

LEDE = "The ferry has not sailed for nine days, and nobody on the quay can say when it will sail again."
TEXT = "".join(
    f"<p>The harbour board met for nine hours on day {day}, and said little of it.</p>" * 2 for day in range(8)
)


def read(above: str, body: str = TEXT, description: str = LEDE, name: str = "entry-content") -> list[str]:
    head = f"<meta name='generator' content='WordPress'><meta property='og:description' content='{description}'>"
    # A theme whose body has a name that is known, but whose structure is not.
    html = f"<html><head>{head}</head><body>{above}<div class='{name}'>{body}</div></body></html>"
    return list(paragraphs(_page(html).blocks))


def _page(html: str) -> Document:
    return from_page(html.encode(), url=BASE)


def test_the_lede_opens_the_story() -> None:
    found = read(f"<header><h1>Ferry</h1><h2 class='x'>{LEDE}</h2></header>")
    assert found[0] == LEDE
    assert len(found) == 17


def test_the_lede_is_found_behind_short_lines_and_with_words_in_it_set_apart() -> None:
    assert read(f"<p>By the harbour</p><h2><em>The ferry</em>{LEDE.removeprefix('The ferry')}</h2>")[0] == LEDE


def test_a_description_that_is_cut_is_recognised_by_its_beginning() -> None:
    assert read(f"<div class='intro'><p>{LEDE}</p></div>", description=LEDE[:70] + " […]")[0] == LEDE


def test_a_lede_that_stands_in_the_story_already_is_there_once() -> None:
    found = read(f"<div class='teaser'>{LEDE}</div>", body=f"<p>{LEDE}</p>{TEXT}")
    assert found.count(LEDE) == 1


def test_where_the_page_does_not_show_its_description() -> None:
    assert LEDE not in read("<h1>Ferry</h1>")
    assert LEDE not in read(f"<article class='jeg_post'><p>{LEDE}</p></article>")
    assert LEDE not in read(f"<div class='related-posts'><p>{LEDE}</p></div>")
    assert LEDE not in read(f"<div>{LEDE} {LEDE * 8}</div>")
    assert "Ferries." not in read("<p>Ferries.</p>", description="Ferries.")


def test_a_known_theme_says_itself_what_its_story_is() -> None:
    body = f"<div class='entry-content'><div class='content-inner'>{TEXT}</div></div>"
    assert LEDE not in read(f"<h2>{LEDE}</h2>", body=body)
