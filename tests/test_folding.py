"""Text as it is searched: case, accents and joiners do not matter, vowel signs do, dense scripts are cut into pairs."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from globeterm.folding import fold, fold_places, searchable, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Café São Jürgen", "cafe sao jurgen"),
        ("Łódź Søren Þór Æsir Œuvre Đakovo", "lodz soren thor aesir oeuvre dakovo"),
        ("STRASSE Straße İstanbul ılık", "strasse strasse istanbul ilik"),
        ("Ёлка и Йод", "елка и иод"),
        ("Ἀθῆναι Σίσυφος", "αθηναι σισυφοσ"),
        ("شَاهِد أمانة كتـــاب", "شاهد امانة كتاب"),
        ("שָׁלוֹם", "שלום"),
        ("हिन्दी", "हिन्दी"),
        ("می\u200cخواهم", "میخواهم"),
        ("ＡＢＣ ﬁn ｶﾞ", "abc fin ガ"),
        ("東京がすき", "東京がすき"),
    ],
)
def test_what_one_may_leave_out_is_left_out(text: str, folded: str) -> None:
    kept = unicodedata.normalize("NFC", fold(text))
    assert kept == unicodedata.normalize("NFC", folded)


@given(st.text())
def test_every_letter_knows_its_place(text: str) -> None:
    folded, places = fold(text), list(fold_places(text))
    assert len(places) == len(folded)
    assert places == sorted(places)
    assert all(0 <= place < len(text) for place in places)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text)
    assert all(letter == letter.lower() or not letter.isascii() for letter in once)
    assert fold(fold(once)) == fold(once)


def test_dense_runs_become_pairs() -> None:
    cut = searchable("在鹭岩，人。AI").replace(fold("，"), " ").replace("。", " ").split()
    assert cut == ["在鹭", "鹭岩", "岩", "人", "ai"]
    assert searchable("Sea Wall") == "sea wall"


def test_words_are_what_blanks_and_signs_part() -> None:
    assert words(fold("Ada's sea-wall, 1987: 鹭岩")) == ["ada", "s", "sea", "wall", "1987"]
