"""What single parts of a set story promise."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from rich.style import Style
from rich.theme import Theme

from globeterm.content import (
    Code,
    Document,
    Figure,
    Heading,
    Link,
    ListBlock,
    More,
    Paragraph,
    Picture,
    Quote,
    Span,
    Table,
)
from globeterm.rendering.cells import is_rtl, shortened, width
from globeterm.rendering.flow import flowed, plain_flow
from globeterm.rendering.links import LinkTable
from globeterm.rendering.look import Look
from globeterm.rendering.setblock import SetBlock
from globeterm.rendering.setting import set_story
from globeterm.rendering.styles import STYLES
from globeterm.rendering.wrap import balanced, wrapped
from tests.rendering.stories import ADDRESS, EMPTY, NEWS, NOW, STORIES, article, para, said

COLOURS = re.compile("black|red|green|yellow|blue|magenta|cyan|white|#|rgb|color")


def cut(text: str, columns: int) -> list[str]:
    return [text[start:end] for start, end in wrapped(text, columns)]


def set_blocks(document: Document, columns: int = 60, **options: object) -> list[SetBlock]:
    return list(set_story(None, document, Look(columns, **options), now=NOW))  # type: ignore[arg-type]


def texts(document: Document, columns: int = 60, **options: object) -> list[str]:
    return [line.plain.rstrip() for block in set_blocks(document, columns, **options) for line in block.lines]


def story(*blocks: object) -> Document:
    return Document(ADDRESS, "", tuple(blocks))  # type: ignore[arg-type]


# --- the look ---


@pytest.mark.parametrize(
    ("width", "column", "indent"), [(1, 1, 0), (19, 19, 0), (20, 18, 1), (60, 56, 2), (99, 72, 13)]
)
def test_the_text_stands_in_the_middle(width: int, column: int, indent: int) -> None:
    look = Look(width)
    assert (look.column, look.indent) == (column, indent)
    assert Look(200, measure=66).column == 66


# --- breaking lines ---


def test_a_short_last_word_is_not_left_alone() -> None:
    text = "The ferry left the quay before the pilot was on it."
    assert cut(text, 48) == ["The ferry left the quay before the pilot was", "on it."]
    assert cut(text, 47)[-1] == "on it."


def test_a_line_that_would_be_ragged_gives_no_word_away() -> None:
    assert cut("so incomprehensibilities a", 24) == ["so incomprehensibilities", "a"]
    assert cut("incomprehensibilities a", 21) == ["incomprehensibilities", "a"]


def test_endless_words_are_cut_at_seams() -> None:
    assert cut("see https://a.example/one/two/three/four?x=1 now", 20) == [
        "see",
        "https://a.example/",
        "one/two/three/four?",
        "x=1 now",
    ]
    assert cut("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]


def test_dashes_and_hyphens_end_lines_but_numbers_and_options_do_not_break() -> None:
    assert cut("a well-known man", 8) == ["a well-", "known", "man"]
    assert cut("then—stop", 6) == ["then—", "stop"]
    assert cut("page 10-12 ok", 9) == ["page", "10-12 ok"]
    assert cut("use --now here", 8) == ["use", "--now", "here"]


def test_ideographs_break_anywhere_but_before_their_punctuation() -> None:
    assert cut("今日は、東京", 6) == ["今日", "は、東", "京"] or cut("今日は、東京", 6)[1].startswith("は、")
    for line in cut("会議が行われました。市は参加（注）しなかった。", 10):
        assert line[0] not in "、。）っ"
        assert line[-1] not in "（"


def test_korean_breaks_at_blanks() -> None:
    assert cut("부산의 연락선은", 9) == ["부산의", "연락선은"]


def test_titles_are_balanced() -> None:
    text = "Rare Harbour Strike Ends After Eleven Days"
    assert [text[start:end] for start, end in balanced(text, 38)] == ["Rare Harbour Strike", "Ends After Eleven Days"]
    assert balanced("Short", 38) == [(0, 5)]


# --- measuring ---


def test_shortening() -> None:
    assert shortened("harbour", 7) == "harbour"
    assert shortened("harbour", 5) == "harb…"
    assert shortened("harbour", 2, "...") == ""
    assert shortened("漢字漢字", 4) == "漢…"
    assert shortened("漢字", 2) == "…"


def test_the_first_strong_character_gives_the_direction() -> None:
    assert is_rtl("12 שלום hello")
    assert not is_rtl("hello שלום")
    assert not is_rtl("hello")
    assert not is_rtl("\u0660\u0661")


# --- running text ---


def test_an_address_met_again_keeps_its_number() -> None:
    links = LinkTable()
    spans = (Span("a", link="https://a/"), Span(" b "), Span("c", link="https://b/"), Span("d", link="https://a/"))
    assert flowed(spans, links).text == "a¹ b c²d¹"
    assert [link.url for link in links.fresh()] == ["https://a/", "https://b/"]
    assert links.fresh() == ()


def test_a_joiner_at_the_end_of_a_span_does_not_swallow_the_next() -> None:
    assert flowed((Span("👩\u200d", strong=True), Span("x")), LinkTable()).text == "👩x"


def test_joiners_stay_where_they_join_or_end_a_word() -> None:
    """SEC-04: scripts and emoji need them; a stray one is measured differently everywhere."""
    assert plain_flow("\u200d\u200dab \u200dc 👩\u200d👧").text == "ab c 👩\u200d👧"
    chillu = "അവന\u0d4d\u200d"
    assert flowed((Span(chillu, strong=True), Span(" പോയി")), LinkTable()).text == f"{chillu} പോയി"


def test_offsets_of_nothing() -> None:
    empty = plain_flow("")
    assert empty.offset(0) == 0
    assert list(empty.rows(10)) == []


def test_a_control_that_came_this_far_is_dropped_at_the_paint() -> None:
    """SEC-01: the setting passes the gate once more."""
    lines = texts(replace(NEWS, title="A\x1b[31mred\u202e title", blocks=(Code("a\x9bb\tc"), para("x\x07y"))))
    joined = "\n".join(lines)
    assert "A[31mred title" in joined
    assert not re.search("[\x1b\x9b\u202e\x07\t]", joined)


# --- head and foot ---


def test_the_article_fills_in_what_the_document_does_not_know() -> None:
    block = next(set_story(article(authors=("Abena Fosu",)), EMPTY, Look(80), now=NOW))
    shown = [line.plain.strip() for line in block.lines if line.plain.strip()]
    assert shown[:-1] == [
        "WORLD",
        "Ministry Defends Harbour Cuts After Leak of Minutes",
        "By Abena Fosu",
        "18 November 2019 · 4 min",
    ]


@pytest.mark.parametrize(
    ("authors", "agency", "byline"),
    [
        (("A", "B", "C"), "", "By A, B and C"),
        (("A",), "AFP", "By A with AFP"),
        ((), "AFP", "By AFP"),
        (("AFP",), "AFP", "By AFP"),
    ],
)
def test_bylines(authors: tuple[str, ...], agency: str, byline: str) -> None:
    shown = texts(replace(NEWS, authors=authors, agency=agency))
    assert f"  {byline}" in shown


def test_a_change_on_the_same_day_is_not_told() -> None:
    changed = replace(NEWS, updated=datetime(2019, 11, 18, 22, 0, tzinfo=UTC))
    assert not any("updated" in line for line in texts(changed))


def test_roles_and_indices_tell_the_parts_apart() -> None:
    blocks = set_blocks(NEWS)
    assert [(block.index, block.role) for block in blocks][:4] == [
        (-1, "head"),
        (0, "paragraph"),
        (1, "more"),
        (2, "heading"),
    ]
    assert [block.index for block in blocks] == list(range(-1, len(NEWS.blocks) + 5))
    assert {block.role for block in blocks if block.index >= len(NEWS.blocks)} == {"foot"}


def test_a_new_part_of_a_story_has_more_room_above_it() -> None:
    blocks = {block.index: block for block in set_blocks(story(para("a"), Heading(2, said("b")), para("c")))}
    assert [line.plain.strip() for line in blocks[0].lines] == ["a", "", ""]
    assert [line.plain.strip() for line in blocks[1].lines] == ["b", ""]


# --- pictures ---


def test_a_picture_is_drawn_by_whoever_can() -> None:
    red = Style(color="red")
    picture = Picture("https://d.example/p.jpg", "alt", "A caption", "AFP")
    rows = [[("▀" * 4, red)], [("▄" * 4, red)]]
    block = set_blocks(story(Figure(picture)), illustrate=lambda wanted, columns: rows if wanted is picture else None)[
        1
    ]
    assert [line.plain.strip() for line in block.lines] == ["▀▀▀▀", "▄▄▄▄", "A caption Photo: AFP", ""]
    assert block.lines[0].spans[-1].style is red
    assert block.offsets == (0, 0, 0, 21)


def test_a_picture_that_can_not_be_had_leaves_a_line_and_its_caption() -> None:
    picture = Picture("https://d.example/p.jpg", "A caption", "A caption", "Image: Someone")
    shown = texts(story(Figure(picture)), illustrate=lambda *_: None)
    assert "  ▨ Picture" in shown
    assert "  A caption Image: Someone" in shown
    assert not any("Picture" in line for line in texts(story(Figure(picture)), pictures=False))


def test_a_picture_without_words_is_one_line() -> None:
    assert [line.strip() for line in texts(story(Figure(Picture("https://d.example/p.jpg"))))][-2:] == ["▨ Picture", ""]


# --- boxes and tables ---


def test_a_narrow_box_has_no_sides() -> None:
    box = More("More on the Subject", (Link("A title", "https://a.example/"), Link("", "https://b.example/")))
    shown = texts(story(box), 10)
    assert not any("│" in line for line in shown)
    assert "b.example²" in "".join(shown)


def test_a_box_without_a_title_is_closed_all_the_same() -> None:
    shown = texts(story(More("", (Link("A title", "https://a.example/"),))), 20)
    assert " ╭────────────────╮" in shown
    assert " ╰────────────────╯" in shown


def test_figures_stand_right_in_their_column() -> None:
    table = Table(
        tuple(
            tuple(said(cell) for cell in row)
            for row in (("Year", "Sum"), ("one", "$1,200"), ("two", "–"), ("x", "7 %"))
        ),
        1,
    )
    shown = texts(story(table))
    assert "  one  │ $1,200" in shown
    assert "  x    │    7 %" in shown


def test_a_table_with_more_columns_than_room_becomes_lines() -> None:
    row = tuple(said(letter) for letter in "abcdefghij")
    shown = [line for line in texts(story(Table((row,))), 12) if line]
    assert shown[-10:] == list("abcdefghij")


def test_units_ranges_and_signs_are_figures_too() -> None:
    cells = ("−13%", "$1.2m", "3rd", "10–12", "(4)", "+38 %", "€5", "12 km", "1,5 °C")
    shown = texts(story(Table(tuple((said(cell), said("|")) for cell in cells))))
    ends = {line.index("│") for line in shown if "│" in line}
    assert len(ends) == 1
    assert all(line.index("│") - len(line.split("│")[0].rstrip()) == 1 for line in shown if "│" in line)
    worded = texts(story(Table(tuple((said(cell), said("|")) for cell in (*cells, "many")))))
    assert "  many   │ |" in worded


def test_no_short_word_of_a_cell_is_broken_while_there_is_room_for_records() -> None:
    rows = (
        ("Town", "Registrations", "Change", "Remark"),
        ("Velle-sur-Orne", "35,158", "+38%", "counted twice"),
        ("Dal Merro", "", "−28%", "漢字漢字"),
    )
    table = Table(tuple(tuple(said(cell) for cell in row) for row in rows), 1, said("Source: none"))
    shown = [line.strip() for line in texts(story(table), 24)]
    first = shown.index("Town: Velle-sur-Orne")
    assert shown[first : first + 9] == [
        "Town: Velle-sur-Orne",
        "Registrations: 35,158",
        "Change: +38%",
        "Remark: counted twice",
        "",
        "Town: Dal Merro",
        "Change: −28%",
        "Remark: 漢字漢字",
        "",
    ]
    assert shown[first + 9] == "Source: none"
    wide = [line for line in texts(story(table), 70) if "│" in line]
    assert len({width(line[: line.rindex("│")]) for line in wide}) == 1


def test_rows_without_a_word_are_left_out() -> None:
    blank = (said(" "), ())
    table = Table((blank, (said("a"), said("b")), blank, (said("1"), said("2"))), 2)
    shown = [line.strip() for line in texts(story(table)) if line.strip()]
    assert shown[-3:] == ["a │ b", "──┼──", "1 │ 2"]
    assert len(set_blocks(story(Table((blank, blank), 1), Code(" \n "), Paragraph(said(" "))))) == 1


def test_a_story_without_a_title_is_named_by_its_site() -> None:
    bare = Link(" ", "https://c.example/x")
    shown = texts(replace(story(More("Read", (bare,))), related=(bare,)))
    assert "  │ c.example¹" in "\n".join(shown)
    assert "   1  c.example" in shown
    assert any("Rather too long…" in line for line in texts(story(More("Rather too long a title", (bare,))), 24))


def test_empty_parts_of_quotes_and_lists_leave_no_gaps() -> None:
    quote = Quote((para(""), para("said"), para(" "), para("and said")))
    items = ListBlock(False, ((para(""), para("")), (para("one"),), (), (para("two"),)))
    shown = [line.strip() for line in texts(story(quote, items))]
    assert shown[-8:] == ["▎ said", "▎", "▎ and said", "", "• one", "", "• two", ""]


def test_right_to_left_text_keeps_its_logical_order() -> None:
    text = "המשרד הודיע ב-18 בנובמבר 2019 כי ABC Ltd. תשלם 1,200 שקל"
    shown = [line.plain.strip() for line in set_blocks(story(para(text)), 40)[1].lines if line.plain.strip()]
    assert " ".join(shown) == text


def test_dates_under_links_are_not_broken() -> None:
    link = Link("A title", "https://a.example/", ("The Editorial Board",), datetime(2024, 12, 25, tzinfo=UTC))
    shown = texts(replace(story(), related=(link,)), 40)
    assert "     25 December 2024" in shown


def test_a_table_without_rows_or_cells_leaves_its_caption() -> None:
    for rows in ((), ((),)):
        assert "  Nothing" in texts(story(Table(rows, caption=said("Nothing"))))


# --- styles ---


def test_every_style_that_is_set_has_a_name_in_the_table() -> None:
    used = {
        str(span.style)
        for document in STORIES.values()
        for look in (Look(60, addresses=True), Look(60, ascii=True))
        for block in set_story(None, document, look, now=NOW)
        for line in block.lines
        for span in line.spans
    }
    assert used <= set(STYLES)
    assert {name for name in STYLES if name.startswith("story.")} - used == set()


def test_the_table_of_styles_has_no_colours() -> None:
    assert Theme(dict(STYLES)).styles["story.headline"] == Style(bold=True)
    assert not any(COLOURS.search(style) for style in STYLES.values())


def test_spans_of_every_kind_carry_their_styles() -> None:
    spans = (Span("s", strong=True), Span("e", emphasis=True), Span("c", code=True))
    line = set_blocks(story(Paragraph(spans)))[1].lines[0]
    assert [span.style for span in line.spans] == ["story.strong", "story.emphasis", "story.code"]


def test_tags_that_name_the_sections_of_the_head_are_said_once() -> None:
    document = replace(NEWS, sections=("World", "Media Freedom"), tags=("world", "Harbour", "Media Freedom"))
    lines = [line.plain.strip() for block in set_story(None, document, Look(72), now=NOW) for line in block.lines]
    assert [line for line in lines if line.startswith("Tags")] == ["Tags: Harbour"]
    document = replace(document, tags=("World",))
    lines = [line.plain.strip() for block in set_story(None, document, Look(72), now=NOW) for line in block.lines]
    assert not any(line.startswith("Tags") for line in lines)
