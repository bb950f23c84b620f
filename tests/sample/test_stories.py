"""The loader of the stories' files."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from globeterm.sample.stories import encoded, load, read, slug_of

HEAD = '+++\ntitle = "T"\nsections = ["world"]\npublished = 2026-01-02T03:04:05Z\n'


def write(folder: Path, text: str, name: str = "a-story") -> Path:
    path = folder / f"{name}.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_story_is_read(tmp_path: Path) -> None:
    story = read(write(tmp_path, HEAD + 'authors = ["A", "B"]\nagency = "Wire"\n+++\nText.\n'))
    assert (story.name, story.title, story.body) == ("a-story", "T", "Text.\n")
    assert story.published == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert story.bylines == ("A", "B with Wire")
    assert story.path == "/2026/01/02/a-story/"


def test_a_story_without_an_agency_has_its_authors_as_bylines(tmp_path: Path) -> None:
    assert read(write(tmp_path, HEAD + "+++\nText.\n")).bylines == ("Staff Writer",)


def test_a_slug_in_another_script_is_encoded_in_lower_case(tmp_path: Path) -> None:
    assert read(write(tmp_path, HEAD + 'slug = "鹭"\n+++\nText.\n')).path == "/2026/01/02/%e9%b9%ad/"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("no fence at all", "no front matter"),
        ("+++\ntitle = 1\n", "no front matter"),
        (HEAD + "colour = 1\n+++\n", "unknown key 'colour'"),
        ('+++\ntitle = "T"\nsections = []\n+++\n', "no published"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=rf"a-story\.md: {complaint}"):
        read(write(tmp_path, text))


def test_stories_are_loaded_newest_first(tmp_path: Path) -> None:
    write(tmp_path, HEAD + "+++\n", "a-old")
    write(tmp_path, HEAD.replace("2026", "2027") + "+++\n", "b-new")
    assert [story.name for story in load(tmp_path)] == ["b-new", "a-old"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Long Table", "long-table"), ("Józka O’Neil", "jozka-o-neil"), ("鹭岩", "鹭岩"), (" R&D ", "r-d")],
)
def test_slugs(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_plain_slugs_are_left_alone_by_encoding() -> None:
    assert encoded("/a-b/c/") == "/a-b/c/"
