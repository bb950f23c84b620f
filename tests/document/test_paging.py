"""Where the further pages of an article are."""

import pytest

from globeterm.document.from_page import page_story
from tests.document.pages import BASE

PAGE = (
    "<body class='single'><div class='entry-content'><div class='content-inner'><p>{text}</p>{links}</div></div></body>"
)
TEXT = "The harbour board met for nine hours on Tuesday and adjourned without a word. " * 4


def pages(links: str, url: str = BASE) -> dict[int, str]:
    return dict(page_story(PAGE.format(text=TEXT, links=links).encode(), url=url).pages)


@pytest.mark.parametrize("name", ["jeg_pagelinks jeg_pagination", "page-links"])
def test_the_numbers_under_a_story_lead_to_its_other_pages(name: str) -> None:
    links = f"<div class='{name}'>Pages: <span>1</span> <a href='{BASE}2/'>2</a> <a href='3/'>3</a></div>"
    assert pages(links) == {2: f"{BASE}2/", 3: f"{BASE}3/"}
    assert pages(links.replace("3/'", "2/'")) == {2: f"{BASE}2/"}


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("?page=2", {2: f"{BASE}?page=2"}),
        ("?page=x", {}),
        ("?page=22", {}),
        ("page/2/", {2: f"{BASE}page/2/"}),
        ("21/", {}),
        ("1/", {}),
        ("2/feed/", {}),
        ("https://elsewhere.example/2/", {}),
        ("https://theglobepost.com/2025/06/17/another/2/", {}),
        ("javascript:2", {}),
        ("", {}),
    ],
)
def test_only_a_page_of_the_same_article_is_one(href: str, expected: dict[int, str]) -> None:
    assert pages(f"<div class='page-links'><a href='{href}'>2</a></div>") == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"{BASE}2/", {3: f"{BASE}3/"}),
        (f"{BASE}page/2/", {3: f"{BASE}3/"}),
        ("https://theglobepost.com/2025/06/17/", {}),
    ],
)
def test_a_page_tells_of_the_next_from_wherever_it_is_itself(url: str, expected: dict[int, str]) -> None:
    assert pages(f"<div class='page-links'><a href='{BASE}3/'>3</a></div>", url) == expected
