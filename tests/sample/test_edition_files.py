"""The sample edition itself: is every story whole, does every link lead somewhere, is nothing said twice?"""

import re
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image

from globeterm.sample.markup import to_text
from globeterm.sample.paper import Paper, open_paper
from globeterm.sample.site import SampleSite
from globeterm.sample.stories import SampleStory

PAPER = open_paper()
PLACES = re.compile(r"""(?:href|src|data-src)=["']([^"'#][^"']*)["']""")


@pytest.fixture(scope="module")
def paper() -> Paper:
    return PAPER


@pytest.fixture(scope="module")
def site() -> SampleSite:
    return SampleSite(PAPER)


def test_there_are_enough_stories_to_read(paper: Paper) -> None:
    assert len(paper.stories) >= 56


@pytest.mark.parametrize("category", PAPER.categories, ids=lambda category: category.slug)
def test_every_section_has_at_least_three_stories_of_its_own(category) -> None:
    own = [story for story in PAPER.stories if category.slug in story.sections]
    children = [item for item in PAPER.categories if item.parent == category.id]
    assert len(own if not children else PAPER.in_category(category)) >= 3


@pytest.mark.parametrize("story", PAPER.stories, ids=lambda story: story.name)
def test_every_story_is_whole(story: SampleStory) -> None:
    slugs = {category.slug for category in PAPER.categories}
    assert story.title == story.title.strip()
    assert 10 < len(story.title) < 110
    assert story.sections
    assert set(story.sections) <= slugs
    assert story.authors
    assert story.tags
    assert story.published.tzinfo == UTC
    assert len(to_text(story.body).split()) >= 180
    assert "'" not in story.body + story.title + story.standfirst, "a straight apostrophe"
    assert '"' not in story.body + story.title + story.standfirst, "a straight quote"
    assert story.body.count("“") == story.body.count("”")
    if story.picture:
        assert story.alt
        assert story.caption
        assert re.fullmatch(r"(?:Illustration|Graphic) by .+", story.credit)


def test_titles_slugs_and_times_are_unique(paper: Paper) -> None:
    for values in (
        [story.title for story in paper.stories],
        [story.path for story in paper.stories],
        [story.published for story in paper.stories],
        [story.standfirst for story in paper.stories if story.standfirst],
    ):
        assert max(Counter(values).values()) == 1


def test_stories_are_spread_over_the_sixty_days_before_the_edition(paper: Paper) -> None:
    newest, oldest = paper.stories[0].published, paper.stories[-1].published
    assert newest == datetime(2026, 8, 14, 22, 10, tzinfo=UTC)
    assert timedelta(days=50) < newest - oldest <= timedelta(days=60)


def test_no_run_of_nine_words_stands_in_two_stories(paper: Paper) -> None:
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for story in paper.stories:
        words = re.findall(r"[\w’]+", to_text(story.body).lower())
        for place in range(len(words) - 8):
            found[tuple(words[place : place + 9])].add(story.name)
    assert [names for names in found.values() if len(names) > 1] == []


def test_the_edition_has_every_form_a_story_can_take(paper: Paper) -> None:
    text = "\n".join(story.body for story in paper.stories)
    for form in (
        r"^## ",
        r"^### ",
        r"^> — ",
        r"^\| ",
        r"^- ",
        r"^1\. ",
        r"^!\[",
        r"^\[video\]",
        r"^\[more\]",
        r"^---$",
    ):
        assert re.search(form, text, re.MULTILINE), form
    assert any(story.agency for story in paper.stories)
    assert any(story.author_note for story in paper.stories)
    assert any(len(story.authors) > 1 for story in paper.stories)
    assert any(not story.path.isascii() or "%" in story.path for story in paper.stories)
    assert sum(len(story.body.split()) >= 1200 for story in paper.stories) >= 3


@pytest.mark.parametrize("story", PAPER.stories, ids=lambda story: story.name)
def test_every_link_and_picture_of_a_page_resolves_within_the_site(story: SampleStory, site: SampleSite) -> None:
    page = site.answer("GET", PAPER.address(story), {}).body.decode()
    own = {place for place in PLACES.findall(page) if place.startswith(PAPER.home)}
    assert len(own) > 30
    missing = [place for place in own if site.answer("HEAD", place.replace("&#038;", "&"), {}).status != 200]
    assert [place for place in missing if "/?p=" not in place and not place.endswith("/wp-json/")] == []


@pytest.mark.parametrize("path", [path for _, path in PAPER.pages])
def test_every_own_page_is_there_and_its_links_resolve(path: str, site: SampleSite) -> None:
    answer = site.answer("GET", PAPER.home + path, {})
    assert answer.status == 200
    text = answer.body.decode()
    assert "jeg_post_title" in text
    assert all(site.answer("HEAD", place, {}).status == 200 for place in PLACES.findall(text) if "/20" in place)


def test_every_picture_is_small_used_and_of_the_same_shape(paper: Paper) -> None:
    text = "\n".join(story.body for story in paper.stories)
    files = sorted((paper.folder / "pictures").glob("*.png"))
    assert {story.picture for story in paper.stories if story.picture} <= {file.stem for file in files}
    for file in files:
        assert file.stat().st_size < 25_000, file.name
        assert Image.open(file).size == (1140, 570)
        assert any(file.stem == story.picture for story in paper.stories) or f"]({file.stem})" in text
    assert sum(file.stat().st_size for file in files) < 700_000
