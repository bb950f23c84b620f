"""Every story of the sample edition: all that its file says is read off its page, and nothing else is in its text."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from globeterm.content import Document, Figure, Link, More, Picture, paragraphs
from globeterm.document.from_feed import from_entry
from globeterm.document.from_page import from_page
from globeterm.document.merge import merged
from globeterm.entry import Entry
from globeterm.sample.pages import RELATED
from globeterm.sample.paper import Paper, open_paper
from globeterm.sample.site import SampleSite
from globeterm.sample.stories import SampleStory

PAPER = open_paper()
STORIES = pytest.mark.parametrize("story", PAPER.stories, ids=lambda story: story.name)
_TEXTS = {"p", "h2", "h3", "h4", "li", "cite", "tr", "figcaption"}


class Texts(HTMLParser):
    """The texts of the HTML of a story's body, by the elements that hold one: a plain reading of our own HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open = ""
        self._cells: list[str] = []
        self._boxes = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "div" and (self._boxes or "jnews_inline_related_post_wrapper" in str(dict(attrs).get("class"))):
            self._boxes += 1
        if self._boxes:
            return
        if tag in _TEXTS:
            self._open, self._cells = tag, [""]
        elif tag in {"td", "th"}:
            self._cells.append("")
        elif tag == "br":
            self._cells[-1] += "\n"

    def handle_data(self, data: str) -> None:
        if self._open and not self._boxes:
            self._cells[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if self._boxes:
            self._boxes -= tag == "div"
        elif tag == self._open:
            text = "  ".join(filter(None, self._cells))
            self.found += [text] if text and tag != "figcaption" else []
            self._open = ""


def page_of(story: SampleStory) -> Document:
    answer = SampleSite(PAPER).answer("GET", story.path, {})
    assert answer.status == 200
    return from_page(answer.body, url=PAPER.address(story))


def entry_of(story: SampleStory) -> Entry:
    """What the feed says: sections first, then tags, and nothing tells them apart."""
    names = [category.name for category in PAPER.categories if category.slug in story.sections]
    return Entry(
        id=story.name,
        link=PAPER.address(story),
        title=story.title,
        authors=story.bylines,
        content=PAPER.content(story),
        published=story.published,
        tags=(*names, *story.tags),
    )


def link(story: SampleStory | None, *, full: bool = False) -> Link | None:
    if story is None:
        return None
    day = story.published.astimezone(UTC).replace(hour=0, minute=0, second=0)
    return Link(story.title, PAPER.address(story), *((story.authors, day) if full else ()))


def neighbour(paper: Paper, story: SampleStory, step: int) -> SampleStory | None:
    place = paper.stories.index(story) + step
    return paper.stories[place] if 0 <= place < len(paper.stories) else None


def more_in(story: SampleStory) -> list[str]:
    """The addresses of the stories in the boxes of a story, in their order."""
    names = [name.strip() for found in re.findall(r"(?m)^\[more\]\(([^)]+)\)", story.body) for name in found.split(",")]
    return [PAPER.address(PAPER.by_name[name]) for name in (*names, *story.more)]


def check(document: Document, story: SampleStory) -> None:
    """Compare every field of a document with the file of its story."""
    assert document.title == story.title
    assert document.standfirst == story.standfirst
    assert (document.authors, document.agency) == (story.authors, story.agency)
    assert document.published == story.published
    assert document.updated is None
    assert document.sections == tuple(item.name for item in PAPER.categories if item.slug in story.sections)
    assert document.tags == story.tags
    assert document.author_note == (story.author_note or (f"With Contributions by {story.agency}" * bool(story.agency)))
    pictured = Picture(PAPER.picture_address(story.picture), story.alt, story.caption, story.credit)
    assert document.picture == (pictured if story.picture else None)
    assert document.previous == link(neighbour(PAPER, story, 1))
    assert document.next == link(neighbour(PAPER, story, -1))
    others = [other for other in PAPER.in_category(PAPER.main_category(story)) if other is not story]
    assert document.related == tuple(link(other, full=True) for other in others[:RELATED])
    boxes = [block for block in document.blocks if isinstance(block, More)]
    assert [one.url for box in boxes for one in box.links] == more_in(story)
    assert {box.title for box in boxes} <= {"More on the Subject"}
    assert list(paragraphs(document.blocks)) == Texts(PAPER.content(story)).found


@STORIES
def test_a_page_says_all_that_the_file_says(story: SampleStory) -> None:
    check(page_of(story), story)


@STORIES
def test_the_feeds_text_and_the_page_say_it_together(story: SampleStory) -> None:
    feed, page = from_entry(entry_of(story), PAPER.home), page_of(story)
    assert feed is not None
    document = merged(feed, [page])
    check(document, story)
    assert document.blocks == page.blocks
    assert document.source == "feed"


def test_the_stories_have_what_these_tests_are_about() -> None:
    documents = [page_of(story) for story in PAPER.stories]
    assert sum(any(isinstance(block, More) for block in one.blocks) for one in documents) > 5
    assert sum(any(isinstance(block, Figure) for block in one.blocks) for one in documents) > 1
    assert sum(bool(one.agency) for one in documents) > 3
    assert min(one.published or datetime.max.replace(tzinfo=UTC) for one in documents) > datetime(
        2020, 1, 1, tzinfo=UTC
    )
