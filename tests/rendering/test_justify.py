"""Justified lines: flush on both sides, even, and the same text as ever for whoever copies or searches it."""

import re
import sys

import pytest

from globeterm.content import Document, ListBlock, Paragraph, Quote, Span, plain
from globeterm.rendering.galley import Galley
from globeterm.rendering.hyphens import hyphen_places, prepare
from globeterm.rendering.justify import Line, justified
from globeterm.rendering.look import Look
from globeterm.rendering.setting import set_story
from tests.rendering.stories import ADDRESS, NEWS, NOW, RIGHT, WIDE, para

TEXT = (
    "The committee heard from eighty-six witnesses over two days, first-time voters among them, and adjourned without "
    "a date. Neighbouring governments have watched closely: two of them are drafting regulations that reproduce whole "
    "paragraphs of the parliamentary commission’s recommendations, and the administration has understood nothing."
)


def lines_of(text: str, columns: int) -> list[Line]:
    return list(justified(text, columns, lambda start, end: [start + at for at in hyphen_places(text[start:end])]))


def length(line: Line) -> int:
    return line.end - line.start + line.hyphen + sum(added for _, added in line.blanks)


def galley(document: Document, columns: int, *, justify: bool = True) -> Galley:
    made = Galley()
    for block in set_story(None, document, Look(columns, justify=justify), now=NOW):
        made.add(block)
    return made


def whole(made: Galley) -> str:
    return made.text_between((0, 0), (len(made), 999))


@pytest.mark.parametrize("columns", [34, 40, 56, 72])
def test_all_lines_but_the_last_are_flush(columns: int) -> None:
    *lines, last = lines_of(TEXT, columns)
    assert {length(line) for line in lines if line.blanks} == {columns}
    assert sum(length(line) == columns for line in lines) >= len(lines) - 2
    assert not last.blanks
    assert not last.hyphen
    joined = "".join(TEXT[line.start : line.end] for line in [*lines, last])
    assert joined.replace(" ", "") == TEXT.replace(" ", "")


def test_words_are_hyphenated_only_where_lines_would_gape() -> None:
    assert not any(line.hyphen for line in lines_of("a few short words and no long ones at all, " * 4, 60))
    narrow = lines_of(TEXT, 34)
    assert any(line.hyphen for line in narrow)
    for line in narrow:
        if line.hyphen:
            word = re.search(r"\w+$", TEXT[: line.end])
            assert word is not None
            assert len(word[0]) >= 3


def test_names_code_and_short_words_are_not_hyphenated() -> None:
    assert hyphen_places("state") == []
    text = "Parliamentarians Administrations Representatives Internationally Constitutionally Extraordinarily"
    assert not any(line.hyphen for line in lines_of(text, 40))
    code = Paragraph((Span("parliamentarians administrations representatives constitutionally " * 4, code=True),))
    shown = [line.plain.rstrip() for line in galley(Document(ADDRESS, "", (code,)), 40).lines]
    assert not any(line.endswith("-") for line in shown)


def test_a_line_with_too_few_blanks_is_ragged() -> None:
    text = f"a {'x' * 25} {'y' * 28} {'z' * 27} and so on until the end of it"
    assert [line.blanks for line in lines_of(text, 30)][1] == ()


def test_what_can_not_be_justified_is_ragged() -> None:
    for text in (f"{'x' * 90} and {TEXT}", WIDE.blocks[0].spans[0].text, f"{TEXT} 🎉"):  # type: ignore[union-attr]
        assert not any(line.blanks for line in lines_of(text, 60))
    assert not any(line.blanks for line in lines_of(TEXT, 29))
    assert lines_of("  ", 40) == [Line(0, 0)]
    right = galley(RIGHT, 60)
    assert [line.plain for line in right.lines] == [line.plain for line in galley(RIGHT, 60, justify=False).lines]


def test_verses_keep_their_lines() -> None:
    text = f"{TEXT}\n\nShort.\n {TEXT}"
    shown = [text[line.start : line.end] for line in lines_of(text, 60)]
    assert {"", "Short."} <= set(shown)
    assert shown.count("The committee heard from eighty-six witnesses over two days,") == 2


def test_blanks_grow_evenly_and_no_river_runs_down() -> None:
    lines = [line for line in lines_of(TEXT * 3, 60) if line.blanks]
    for line in lines:
        assert max(added for _, added in line.blanks) <= 2


def test_copied_text_has_neither_hyphens_nor_grown_blanks_nor_ends_of_lines() -> None:
    document = Document(ADDRESS, "", (para(TEXT), Quote((para(TEXT),)), ListBlock(False, ((para(TEXT),),))))
    assert whole(galley(document, 40)) == whole(galley(document, 90, justify=False))
    assert whole(galley(document, 40)).count(TEXT) == 3


@pytest.mark.parametrize("columns", [34, 44, 60])
def test_words_are_found_across_hyphens_and_grown_blanks(columns: int) -> None:
    made = galley(Document(ADDRESS, "", (para(TEXT),)), columns)
    for words in (TEXT, "eighty-six witnesses over two", "parliamentary commission", "administration has understood"):
        matches = made.find(words)
        assert {match.number for match in matches} == {0}, words
        shown = "".join(made.lines[match.line].plain[match.start : match.end].rstrip("-") for match in matches)
        assert shown.replace(" ", "").replace("-", "") == words.replace(" ", "").replace("-", "")


def test_links_stay_whole_in_grown_lines() -> None:
    spans = (Span(TEXT), Span(" by the regional administration of the islands", link=ADDRESS), Span(f", {TEXT}"))
    made = galley(Document(ADDRESS, "", (Paragraph(spans),)), 40)
    assert whole(made).rstrip("\n").endswith(plain(spans))
    line, first, link = next(made.links_between(0, len(made)))
    assert link.url == ADDRESS
    assert made.link_at(line, first) is link


def test_offsets_are_those_of_ragged_lines_text() -> None:
    made = galley(NEWS, 50)
    assert made.keys == sorted(made.keys)
    for line, (block, offset) in enumerate(made.keys):
        if block == 0 and (inked := made.lines[line].plain.strip()):
            word = re.match(r"\w+", inked)
            text = plain(NEWS.blocks[0].spans)  # type: ignore[union-attr]
            assert word is None or text[offset:].startswith(word[0])


def test_flt_45_without_the_library_of_patterns_words_are_parted_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyphen", None)
    language = "none of those that were read before"
    assert hyphen_places("government", language) == ()
    with pytest.raises(ImportError, match="pyphen"):
        prepare(language)


def test_patterns_can_be_read_beforehand() -> None:
    prepare()
    assert hyphen_places("government") == [3, 6]
