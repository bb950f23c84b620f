"""Where stories stand in an export."""

from globeterm.edition import Edition, Section
from globeterm.export.sorting import ELSEWHERE, by_section
from globeterm.model import Article

PAPER = Edition(
    "The Globe Post",
    "https://theglobepost.com",
    (
        Section("World", "world", "/w", "world"),
        Section("Opinion", "opinion", "/o", "opinion", (Section("Stage", "stage", "/s", "opinion/stage"),)),
    ),
)


def article(number: int, *sections: str) -> Article:
    return Article(number, f"Story {number}", None, sections=sections)


def test_each_story_stands_once_below_its_most_particular_section() -> None:
    articles = [
        article(1, "Opinion", "Stage"),
        article(2, "Gone"),
        article(3, "Stage", "World"),
        article(4, "Opinion"),
        article(5, "World"),
    ]
    placed = [(name, one.id) for name, one in by_section(PAPER, articles)]
    assert placed == [("World", 3), ("World", 5), ("Opinion", 4), ("Stage", 1), (ELSEWHERE, 2)]
