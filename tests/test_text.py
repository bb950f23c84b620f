import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from globeterm.text import BAD, MAX_COMBINING, clean_block, clean_line, is_clean

#: Every code point, lone surrogates too, and much of what is dangerous.
CHARACTERS = st.characters() | st.characters(categories=["Cc", "Cf", "Cs", "Mn", "Me", "Zl", "Zp", "Zs"])
HOSTILE = st.text(CHARACTERS, max_size=60)

ALLOWED_FORMATS = {
    "\u200c",
    "\u200d",
    *map(chr, range(0x600, 0x606)),
    "\u06dd",
    "\u070f",
    "\u0890",
    "\u0891",
    "\u08e2",
    "\U000110bd",
    "\U000110cd",
    *map(chr, range(0x13430, 0x13440)),
}
BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def is_dangerous(character):
    category = unicodedata.category(character)
    if category == "Cf":
        return character not in ALLOWED_FORMATS
    return category in {"Cc", "Cs", "Zl", "Zp"} or character in BIDI


def highest_pile(text):
    """The most combining marks on one base; joiners are no base."""
    highest = marks = 0
    for character in text:
        if unicodedata.category(character) in {"Mn", "Me"}:
            marks += 1
        elif character not in "\u200c\u200d":
            marks = 0
        highest = max(highest, marks)
    return highest


@given(HOSTILE)
@example("\x1b[31mred\x1b[0m \x1b]0;title\x07 \x1b]52;c;aGk=\x1b\\ \x9b31m \x9d8;;x\x9c")
@example("exe.\u202egnp \u2066x\u2069 \U000e0041\U000e0001 \ud800 \ufeff\u00ad\u200b\u2060")
def test_no_control_or_bidi_character_survives_in_a_line(text):
    """SEC-01, SEC-04"""
    line = clean_line(text)
    assert not any(is_dangerous(character) for character in line)
    assert is_clean(line)
    line.encode()


@given(HOSTILE)
@example("a\r\nb\rc\u2028d\u2029e\x85f\x0bg\x0ch\ti")
def test_no_control_but_the_line_feed_survives_in_a_block(text):
    """SEC-01, SEC-04"""
    block = clean_block(text)
    assert not any(is_dangerous(character) for character in block.replace("\n", ""))
    block.encode()


@given(HOSTILE, st.integers(1, 30))
@example("a \u200b b", 500)
@example("\u0344" * 9 + "x", 500)
@example("a" + "\u0301\u200d" * 9, 500)
def test_cleaning_twice_is_cleaning_once_and_never_too_long(text, limit):
    line = clean_line(text, limit)
    block = clean_block(text, limit)
    assert (clean_line(line, limit), clean_block(block, limit)) == (line, block)
    assert len(line) <= limit
    assert len(block) <= limit


@given(HOSTILE)
@example("Z\u0351\u036b\u0343\u036a\u0302\u036b\u033da\u034f\u0334")
@example("ก" + "\u0e47" * 20)
@example("a" + "\u0301\u200d" * 20)
def test_at_most_four_marks_stand_on_a_base(text):
    """SEC-04"""
    assert highest_pile(clean_line(text)) <= MAX_COMBINING
    assert highest_pile(clean_block(text)) <= MAX_COMBINING


@pytest.mark.parametrize(
    "text",
    [
        "בחירות 2020: מי ינצח?",
        "שָׁלוֹם עֲלֵיכֶם",
        "انتخابات الرئاسة — من يفوز؟",
        "می‌خواهم بدانم",
        "👩‍👩‍👧‍👦 and 🏳️‍🌈 and 1️⃣ and 👍🏽",
        "新聞自由在風險中",
        "हिन्दी में समाचार",
        "Tiếng Việt, Dvořáček, Åsgrund",
        "AT&T’s 5 < 6 “quoted” [click](x) [@click=app.quit()]",
    ],
)
def test_what_people_write_stays_as_it_is(text):
    """SEC-04: scripts and emoji are whole; markup is only text."""
    assert clean_line(text) == text
    assert clean_block(text) == text


def test_the_controls_of_a_hebrew_headline_go_and_its_letters_stay():
    """SEC-04"""
    assert clean_line("\u202bבחירות\u202c \u200f2020\u200e") == "בחירות 2020"


@pytest.mark.parametrize(
    ("text", "line", "block"),
    [
        ("  a\t b \r\n c ", "a b c", "  a  b \n c "),
        ("a\r\n\r\nb\rc", "a b c", "a\n\nb\nc"),
        ("a\u00a0b\u3000c", "a b c", "a\u00a0b\u3000c"),
        ("a\x0bb\x0cc\x85d\u2028e", "a b c d e", "a\nb\nc\nd\ne"),
        ("e\u0301", "é", "é"),
        ("", "", ""),
        ("\u200b\u200b", "", ""),
    ],
)
def test_white_space_and_composition(text, line, block):
    assert clean_line(text) == line
    assert clean_block(text) == block


def test_a_long_text_ends_in_an_ellipsis():
    """SEC-01: no field is longer than its limit."""
    assert clean_line("word " * 200, 11) == "word word…"
    assert clean_block("word\n" * 200, 11) == "word\nword…"
    assert len(clean_line("x" * 10_000)) == 500


@pytest.mark.parametrize("text", ["a\nb", "\t", "\x1b", "\u202e", "\ufeff", "\udfff", "\u2029"])
def test_what_may_not_be_painted_is_told(text):
    """SEC-01"""
    assert not is_clean(text)
    assert BAD.sub("", text) in {"", "ab"}
