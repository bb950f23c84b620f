"""Goldens of set text, styles stripped: what a reader sees of each story at three widths.

After a wanted change: ``GLOBETERM_WRITE_GOLDENS=1 pytest tests/rendering/test_goldens.py``, then read the difference.
"""

import os
from pathlib import Path

import pytest

from globeterm.rendering.look import Look
from globeterm.rendering.setting import set_story
from tests.rendering.stories import NOW, STORIES

GOLDENS = Path(__file__).parent / "goldens"


@pytest.mark.parametrize("width", [40, 72, 110])
@pytest.mark.parametrize("name", STORIES)
def test_a_story_is_set_as_it_was(name: str, width: int) -> None:
    blocks = set_story(None, STORIES[name], Look(width), now=NOW)
    text = "".join(line.plain.rstrip() + "\n" for block in blocks for line in block.lines)
    golden = GOLDENS / f"{name}-{width}.txt"
    if os.environ.get("GLOBETERM_WRITE_GOLDENS"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [40, 72])
def test_a_story_is_justified_as_it_was(width: int) -> None:
    blocks = set_story(None, STORIES["essay"], Look(width, justify=True), now=NOW)
    text = "".join(line.plain.rstrip() + "\n" for block in blocks for line in block.lines)
    golden = GOLDENS / f"essay-justified-{width}.txt"
    if os.environ.get("GLOBETERM_WRITE_GOLDENS"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_ascii_look_sets_marks_and_borders_in_ascii() -> None:
    blocks = set_story(None, STORIES["news"], Look(60, ascii=True, addresses=True), now=NOW)
    text = "".join(line.plain.rstrip() + "\n" for block in blocks for line in block.lines)
    golden = GOLDENS / "news-ascii-60.txt"
    if os.environ.get("GLOBETERM_WRITE_GOLDENS"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
    assert {character for character in text if not character.isascii()} <= set("“”—…")
