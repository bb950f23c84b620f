"""The stories' files: TOML front matter between ``+++`` lines, then the body (``markup`` says how it is written)."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

FENCE: Final = "+++\n"


@dataclass(frozen=True, slots=True)
class SampleStory:
    """One story as its file has it. ``name`` is the file's; ``sections`` are slugs, the first one the main section.

    ``picture`` names a file of the pictures' folder without its suffix; ``more`` are the names of other stories for a
    box at the story's end; ``slug`` is the last part of the address, where it is not the file's name.
    """

    name: str
    title: str
    sections: tuple[str, ...]
    published: datetime
    body: str
    standfirst: str = ""
    authors: tuple[str, ...] = ("Staff Writer",)
    agency: str = ""
    tags: tuple[str, ...] = ()
    picture: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    author_note: str = ""
    more: tuple[str, ...] = ()
    slug: str = ""

    @property
    def bylines(self) -> tuple[str, ...]:
        """The authors as the site prints them: an agency goes with the last one, "Staff Writer with Meridian Wire"."""
        if not self.agency:
            return self.authors
        return (*self.authors[:-1], f"{self.authors[-1]} with {self.agency}")

    @property
    def path(self) -> str:
        """The path of its address, percent-encoded in lower case as WordPress does it."""
        return f"/{self.published:%Y/%m/%d}/{encoded(self.slug or self.name)}/"


def load(folder: Path) -> tuple[SampleStory, ...]:
    """Read all stories of a folder, newest first; ValueError names the file that is not as it should be."""
    stories = [read(path) for path in sorted(folder.glob("*.md"))]
    return tuple(sorted(stories, key=lambda story: story.published, reverse=True))


def read(path: Path) -> SampleStory:
    """Read one story; ValueError when its front matter is missing or holds an unknown or a missing key."""
    head, body = _parts(path)
    known = {item.name for item in fields(SampleStory)} - {"name", "body"}
    if unknown := head.keys() - known:
        raise ValueError(f"{path.name}: unknown key {sorted(unknown)[0]!r}")
    if missing := {"title", "sections", "published"} - head.keys():
        raise ValueError(f"{path.name}: no {sorted(missing)[0]}")
    values: Any = {key: tuple(value) if isinstance(value, list) else value for key, value in head.items()}
    return SampleStory(name=path.stem, body=body, **values)


def read_page(path: Path) -> tuple[str, str]:
    """Title and body of one of the paper's own pages."""
    head, body = _parts(path)
    return str(head["title"]), body


def slug_of(name: str) -> str:
    """The slug of a tag or an author: lower case, accents dropped, blanks as hyphens; other scripts stay."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    return re.sub(r"\W+", "-", plain).strip("-")


def encoded(slug: str) -> str:
    """``slug`` percent-encoded in lower case; plain ASCII stays as it is."""
    return re.sub("%[0-9A-F]{2}", lambda match: match[0].lower(), quote(slug))


def _parts(path: Path) -> tuple[dict[str, Any], str]:
    text = path.read_text(encoding="utf-8")
    if not text.startswith(FENCE) or FENCE not in text[len(FENCE) :]:
        raise ValueError(f"{path.name}: no front matter between two lines of +++")
    head, _, body = text[len(FENCE) :].partition(FENCE)
    return tomllib.loads(head), body
