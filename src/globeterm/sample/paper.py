"""The whole paper as values: its section tree, its own pages, its stories, and the addresses of all of them."""

import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from globeterm.sample.markup import Surroundings, to_html, to_text
from globeterm.sample.stories import SampleStory, encoded, load, read_page, slug_of

FOLDER: Final = Path(__file__).parent
UPLOADS: Final = "/wp-content/uploads/2026/08/"
EXCERPT_WORDS: Final = 55


@dataclass(frozen=True, slots=True)
class Category:
    """One section; ``path`` is its slug below its parent's, ``parent`` the parent's id or 0."""

    id: int
    name: str
    slug: str
    path: str
    parent: int


@dataclass(frozen=True)
class Paper:
    """The sample edition as its files have it. ``home`` has no trailing slash; ``pages`` are (name, path)."""

    name: str
    home: str
    categories: tuple[Category, ...]
    pages: tuple[tuple[str, str], ...]
    folder: Path

    @cached_property
    def stories(self) -> tuple[SampleStory, ...]:
        """All stories, newest first."""
        return load(self.folder / "stories")

    @cached_property
    def by_name(self) -> dict[str, SampleStory]:
        """The stories by the names of their files, newest first."""
        return {story.name: story for story in self.stories}

    @cached_property
    def by_path(self) -> dict[str, SampleStory]:
        """The stories by the paths of their addresses."""
        return {story.path: story for story in self.stories}

    def post_id(self, story: SampleStory) -> int:
        """The number WordPress would have given the story: the oldest has the smallest."""
        return 101 + 3 * (len(self.stories) - self.stories.index(story))

    def address(self, story: SampleStory) -> str:
        """The story's own address."""
        return self.home + story.path

    def address_of(self, name: str) -> str:
        """The address of the story with this name, or of a path of the site; KeyError when there is no such story."""
        return self.home + name if name.startswith("/") else self.address(self.by_name[name])

    def picture_address(self, picture: str) -> str:
        """The address of a picture by its name."""
        return f"{self.home}{UPLOADS}{picture}.png"

    def author_address(self, byline: str) -> str:
        """The address of an author's list of stories."""
        return f"{self.home}/author/{encoded(slug_of(byline))}/"

    def tag_address(self, tag: str) -> str:
        """The address of a tag's list of stories."""
        return f"{self.home}/tag/{encoded(slug_of(tag))}/"

    def category_address(self, category: Category) -> str:
        """The address of a section's list of stories."""
        return f"{self.home}/category/{category.path}/"

    def category(self, slug: str) -> Category | None:
        """The section with this slug."""
        return next((category for category in self.categories if category.slug == slug), None)

    def main_category(self, story: SampleStory) -> Category:
        """The story's first section; StopIteration when the tree does not have it."""
        return next(category for category in self.categories if category.slug == story.sections[0])

    def in_category(self, category: Category) -> tuple[SampleStory, ...]:
        """A section's stories with those of its children, newest first."""
        slugs = {item.slug for item in self.categories if category.id in (item.id, item.parent)}
        return tuple(story for story in self.stories if slugs.intersection(story.sections))

    def by_author(self, slug: str) -> tuple[SampleStory, ...]:
        """An author's stories, newest first."""
        return tuple(story for story in self.stories if slug in map(slug_of, story.bylines))

    def with_tag(self, slug: str) -> tuple[SampleStory, ...]:
        """A tag's stories, newest first."""
        return tuple(story for story in self.stories if slug in map(slug_of, story.tags))

    def matching(self, words: str) -> tuple[SampleStory, ...]:
        """The stories that hold all of the words, in headline or text, whatever their case."""
        wanted = words.casefold().split()
        return tuple(
            story for story in self.stories if all(word in f"{story.title} {story.body}".casefold() for word in wanted)
        )

    def content(self, story: SampleStory) -> str:
        """The story's text as feeds carry it: "More on the Subject" is the theme's, and so not in it."""
        return to_html(story.body, Surroundings(self.address_of, self.picture_address, lambda _: ""))

    def page(self, path: str) -> tuple[str, str]:
        """Title and HTML of one of the paper's own pages; ``path`` as in ``pages``."""
        title, body = read_page(self.folder / "about" / f"{path.strip('/')}.md")
        return title, to_html(body, Surroundings(self.address_of, self.picture_address, lambda _: ""))


def excerpt(story: SampleStory) -> tuple[str, bool]:
    """The standfirst, or else the story's first 55 words; and whether it was cut."""
    if story.standfirst:
        return story.standfirst, False
    words = to_text(story.body).split()
    return " ".join(words[:EXCERPT_WORDS]), len(words) > EXCERPT_WORDS


def open_paper(folder: Path = FOLDER) -> Paper:
    """Read the section tree; the stories are read when they are first asked for."""
    told = tomllib.loads((folder / "sample.toml").read_text(encoding="utf-8"))
    pages = tuple((page["name"], page["address"]) for page in told["pages"])
    return Paper(told["name"], told["home"], _categories(told["sections"]), pages, folder)


def _categories(sections: list[dict[str, Any]]) -> tuple[Category, ...]:
    """Number the sections as WordPress does, from 2: 1 is its own Uncategorized."""
    found: list[Category] = []
    for section in sections:
        parent = Category(len(found) + 2, section["name"], section["slug"], section["slug"], 0)
        found.append(parent)
        for child in section.get("sections", ()):
            path = f"{parent.slug}/{child['slug']}"
            found.append(Category(len(found) + 2, child["name"], child["slug"], path, parent.id))
    return tuple(found)
