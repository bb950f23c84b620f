"""Places, links and words found in set lines."""

from globeterm.content import Document, Heading, Paragraph, Span
from globeterm.model import Place
from globeterm.rendering.galley import Galley, key_of, place_of
from globeterm.rendering.look import Look
from globeterm.rendering.setting import PART_LINES, set_story
from tests.rendering.stories import ADDRESS, NEWS, NOW, para


def galley(document: Document, columns: int = 60) -> Galley:
    made = Galley()
    for block in set_story(None, document, Look(columns), now=NOW):
        made.add(block)
    return made


def test_an_empty_galley_has_only_a_beginning() -> None:
    empty = Galley()
    assert empty.key_at(7) == (-1, 0)
    assert empty.line_of((3, 4)) == 0
    assert not empty.covers((-1, 0))
    assert empty.find("x") == []
    assert empty.text_between((0, 0), (3, 3)) == ""


def test_keys_beyond_the_end_are_those_of_the_last_line() -> None:
    made = galley(NEWS)
    assert made.key_at(10_000) == made.keys[-1]
    assert made.key_at(-5) == made.keys[0]


def test_a_long_block_comes_in_parts_and_is_one_heading_at_most() -> None:
    words = "A heading of very many words " * 200
    blocks = list(set_story(None, Document(ADDRESS, "", (Heading(2, (Span(words),)),)), Look(40), now=NOW))
    parts = [block for block in blocks if block.index == 0]
    assert len(parts) > 1
    assert all(len(part.lines) <= PART_LINES for part in parts)
    made = galley(Document(ADDRESS, "", (Heading(2, (Span(words),)),)), 40)
    assert len(made.headings) == 1


def test_links_are_found_where_they_stand() -> None:
    made = galley(NEWS)
    line = next(number for number, text in enumerate(made.lines) if "of the minutes" in text.plain)
    character = made.lines[line].plain.index("minutes")
    link = made.link_at(line, character)
    assert link is not None
    assert link.url == "https://news.example/minutes/"
    assert made.link_at(line, 0) is None
    assert made.link_at(0, 0) is None
    found = [(link.kind, link.label) for _, _, link in made.links_between(0, len(made))]
    assert found == [
        ("text", "1"),
        ("text", "2"),
        ("text", "3"),
        ("text", "4"),
        ("related", "1"),
        ("related", "2"),
        ("previous", "3"),
        ("next", "4"),
    ]


def test_words_are_found_over_the_end_of_a_line() -> None:
    made = galley(Document(ADDRESS, "", (para("one two three four five six seven eight"), para("two  THREE"))), 16)
    matches = made.find(" two   three four five ")
    assert [match.number for match in matches] == [0, 0]
    pieces = [made.lines[match.line].plain[match.start : match.end] for match in matches]
    assert " ".join(pieces) == "two three four five"
    assert made.find("two three")[-1].number == 1
    assert [match.number for match in made.find("e")] == sorted(match.number for match in made.find("e"))


def test_quotes_and_dashes_are_found_however_they_are_typed() -> None:
    made = galley(Document(ADDRESS, "", (para("“It isn’t” — he said, re-reading a+b (twice)."),)))
    for words in ('"it isn\'t"', "isn’t", "- he", "re-reading", "a+b (twice)"):
        assert made.find(words), words
    assert not made.find("a+c")


def test_places_of_the_head_and_the_first_line_are_told_apart() -> None:
    assert place_of((-1, 0)) == Place()
    assert place_of((-1, 12)) == Place(-1, 12)
    assert key_of(Place(-1, 12)) == (-1, 12)
    assert place_of((0, 0)) == Place(0, 1)
    assert place_of((4, 0)) == Place(4, 0)
    assert key_of(Place()) == (-1, 0)
    assert key_of(Place(4, 2)) == (4, 2)


def test_text_is_taken_without_what_is_no_text() -> None:
    made = galley(Document(ADDRESS, "", (Paragraph((Span("two\nlines"),)), para("three"))))
    first = next(number for number, text in enumerate(made.lines) if "two" in text.plain)
    assert made.text_between((first, 0), (first + 3, 99)) == "two\nlines\n\nthree"
    assert made.text_between((first, 3), (first, 4)) == "w"


def test_the_marks_of_links_are_no_text() -> None:
    made = galley(
        Document(ADDRESS, "", (Paragraph((Span("Read "), Span("the minutes", link=ADDRESS), Span(" first."))),))
    )
    first = next(number for number, text in enumerate(made.lines) if "minutes" in text.plain)
    assert "¹" in made.lines[first].plain
    assert made.text_between((first, 0), (first, 99)) == "Read the minutes first."
