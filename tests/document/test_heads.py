"""Titles, days and names as systems write them that make up their own ways of saying them."""

from datetime import UTC, datetime

import pytest

from globeterm.content import paragraphs
from globeterm.document.head import without_site
from globeterm.document.tree import beginning_of, parsed
from tests.document.test_pages import STORY, WORDS, ld, page


def test_a_catalogued_title_is_believed_first() -> None:
    head = "<title>Elsewhere</title><meta property='dc:title og:title' content='The Catalogued Title'>"
    assert page(f"<h1>Another</h1>{STORY}", head).title == "The Catalogued Title"


def test_a_title_that_names_its_author_beside_the_site_is_whole() -> None:
    head = (
        "<title>A Walk in Autumn (2) @ The House :: Blogs ::</title><meta property='og:site_name' content='The House'>"
    )
    assert page(STORY, head).title == "A Walk in Autumn (2) @ The House :: Blogs ::"
    assert without_site("BBC News - A Walk", "BBC") == "A Walk"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("article_date_original", "Saturday, December 27, 2014, 12:06 PM"),
        ("publish-date", "2014-12-27T12:06:00Z"),
        ("cms:created_on", "20141227T120600Z"),
        ("release_date", "2014-12-27 12:06"),
    ],
)
def test_the_day_under_whatever_name(name: str, value: str) -> None:
    found = page(STORY, f"<meta name='{name}' content='{value}'>", url="https://example.org/a/").published
    assert found == datetime(2014, 12, 27, 12, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    "name", ["article_date_updated", "modified-date", "expires_on", "video_release_date", "update"]
)
def test_the_day_of_something_else(name: str) -> None:
    assert page(STORY, f"<meta name='{name}' content='2014-12-27'>", url="https://example.org/a/").published is None


def test_a_compact_moment_keeps_its_zone() -> None:
    found = page(
        STORY, ld({"@type": "NewsArticle", "headline": "A", "datePublished": "20180619T055000+0900"})
    ).published
    assert found == datetime(2018, 6, 18, 20, 50, tzinfo=UTC)


def test_a_byline_is_not_hidden_by_a_name_that_says_what_is_not_there() -> None:
    line = "<span class='byline'>By <a href='/people/e'>Erin Cunningham</a></span>"
    assert page(f"<div class='pb-sig-line hasnt-bio'>{line}</div>{STORY}").authors == ("Erin Cunningham",)


def test_a_date_in_a_byline_is_no_name() -> None:
    assert page(f"<div class='byline'>Ines Harrow, 08/01/2014</div>{STORY}").authors == ("Ines Harrow",)


def test_a_stray_quote_in_a_tag_does_not_reach_into_the_next_ones() -> None:
    """A browser ends the tag at the next ">"; a story behind such a tag was lost."""
    tags = "".join(f"<a href='/{number}' class=x>{number}</a> " for number in range(2000))
    found = page(f'<input type=text name=q "> {tags}{STORY}<p title="x">End of it.</p>')
    assert any("End of it." in text or WORDS[:20] in text for text in paragraphs(found.blocks))


def test_a_line_is_looked_at_no_further_than_it_matters() -> None:
    """SEC-07: hundreds of nested boxes around a hundred thousand empty elements take no time."""
    root = parsed(f"<p>Posted by <b>Ines</b> Harrow</p><div>{'<i></i>' * 400}x</div><p>{'word ' * 100}</p>")
    assert root is not None
    short, long = root.iter("p")
    assert beginning_of(short, 80) == "Posted by Ines Harrow"
    assert len(beginning_of(long, 80)) == 81
    assert beginning_of(next(root.iter("div")), 80) == ""


def test_a_story_among_thousands_of_links_that_say_what_they_are() -> None:
    """SEC-07."""
    tags = "<a rel='tag' href='/t/'>t</a>" * 6000 + "<a rel='next' href='#'></a>" * 6000
    found = page(tags + STORY)
    assert (found.tags, found.next) == (("t",), None)
