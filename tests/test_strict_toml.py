"""Files written by hand: every slip is named by file, line, key and nearest valid key (FLT-40)."""

from pathlib import Path

import pytest

from globeterm.errors import EXIT_CONFIG, ConfigError
from globeterm.strict_toml import FILE_BYTES, Source, nearest, read_toml


def written(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "a.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a = 1\nb = \n", "a.toml:2: this is not TOML: invalid value"),
        ("a = 1\nb = 2\na = 3\n", "a.toml:3: given twice: 'a'"),
        ("[a]\nb = 1\n[a]\n", "a.toml:3: given twice: 'a'"),
        ("a = 1\nb = '''\n", "a.toml:2: this is not TOML: "),
        ("a = {b = 1,\n b = 2}", "a.toml:1: this is not TOML: "),
        ("x = 1\na = {b = 1, b = 2}", "a.toml:2: given twice: 'a'"),
        (b"a = 1\nb = '\xff'", "a.toml:2: this is not UTF-8 text"),
        ("a = " + "[" * 5000 + "]" * 5000, "a.toml: this file is nested too deeply"),
        ("#" * (FILE_BYTES + 1), "a.toml: this file is larger than 1000 kB"),
    ],
)
def test_flt_40_a_broken_file_is_named_with_its_line(tmp_path: Path, text: str | bytes, sentence: str) -> None:
    with pytest.raises(ConfigError) as raised:
        read_toml(written(tmp_path, text))
    assert sentence in str(raised.value)
    assert raised.value.exit_code == EXIT_CONFIG


def test_flt_40_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="this file can't be read: No such file"):
        read_toml(tmp_path / "none.toml")
    with pytest.raises(ConfigError, match="this file can't be read: Is a directory"):
        read_toml(tmp_path)


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path: Path) -> None:
    assert read_toml(written(tmp_path, b"\xef\xbb\xbfa = 'b'")).text("a") == "b"


TEXT = '''\
top = 1
"a key" = """
top = 2
[none]
""" # closed
[one]
  two.three = "x"
[[rows]]
name = "first"
[[rows.rows]]
name = "child of first"
[[ rows ]] # again
name = "second"
[[rows.rows]]
[[rows.rows]]
name = 'second child'
long = \'\'\'
name = """ \'\'\'
'''


@pytest.mark.parametrize(
    ("way", "line"),
    [
        (("top",), 1),
        (("a key",), 2),
        (("one",), 6),
        (("one", "two", "three"), 7),
        (("one", "missing"), 6),
        (("rows", 0, "name"), 9),
        (("rows", 0, "rows", 0, "name"), 11),
        (("rows", 1), 12),
        (("rows", 1, "name"), 13),
        (("rows", 1, "rows", 1, "name"), 16),
        (("rows", 1, "rows", 1, "missing"), 15),
        (("none",), None),
        (("nowhere", "at all"), None),
    ],
)
def test_the_line_of_a_key_is_found_within_its_own_table(way: tuple[str | int, ...], line: int | None) -> None:
    assert Source(Path("a.toml"), TEXT).line_of(way) == line


def test_values_come_by_kind_and_absent_ones_by_their_default(tmp_path: Path) -> None:
    table = read_toml(
        written(tmp_path, 'text = "x"\nyes = true\nn = 5\none = "a"\nmany = ["a", "b"]\n[t]\n[[r]]\nk = 1')
    )
    assert table.text("text") == "x"
    assert table.optional_text("none") is None
    assert table.flag("yes", default=False) is True
    assert table.flag("none", default=True) is True
    assert table.number("n", default=1, least=1, most=9) == 5
    assert table.number("none", default=7, least=1, most=9) == 7
    assert table.texts("one") == ("a",)
    assert table.texts("many") == ("a", "b")
    assert table.texts("none") is None
    assert table.table("t").values == {}
    assert table.table("none").values == {}
    assert [row.values for row in table.tables("r")] == [{"k": 1}]
    assert table.tables("none") == []


@pytest.mark.parametrize(
    ("line", "take", "sentence"),
    [
        ("k = 1", lambda t: t.text("k"), "a.toml:2: must be text: 'k'"),
        ("x = 1", lambda t: t.text("k"), "a.toml: there is no 'k'"),
        ("k = 1", lambda t: t.flag("k", default=True), "a.toml:2: must be true or false: 'k'"),
        ("k = true", lambda t: t.number("k", default=1, least=1, most=2), "a.toml:2: must be a whole number: 'k'"),
        ("k = 3", lambda t: t.number("k", default=1, least=1, most=2), "a.toml:2: must be between 1 and 2: 'k'"),
        ("k = 0", lambda t: t.number("k", default=1, least=1, most=2), "a.toml:2: must be between 1 and 2: 'k'"),
        ("k = 1", lambda t: t.table("k"), "a.toml:2: must be a table: 'k'"),
        ("k = 1", lambda t: t.tables("k"), "a.toml:2: must be a list: 'k'"),
        ("k = [1]", lambda t: t.tables("k"), "a.toml:2: must be tables, [[k]]: 'k'"),
        ("k = ['a', 1]", lambda t: t.texts("k"), "a.toml:2: must be text, or a list of texts: 'k'"),
    ],
)
def test_flt_40_a_wrong_value_is_named_with_its_line(tmp_path: Path, line: str, take: object, sentence: str) -> None:
    table = read_toml(written(tmp_path, f"\n{line}\n"))
    with pytest.raises(ConfigError) as raised:
        take(table)  # type: ignore[operator]
    assert sentence in str(raised.value)


def test_flt_40_an_unknown_key_is_named_with_the_nearest_valid_one(tmp_path: Path) -> None:
    table = read_toml(written(tmp_path, "\nthme = 'x'\n"))
    with pytest.raises(ConfigError, match=r"a\.toml:2: unknown key 'thme'; did you mean 'theme'\?"):
        table.only("measure", "theme")
    with pytest.raises(ConfigError, match=r"a\.toml:2: unknown command 'thme'$"):
        table.only(what="command")
    table.only("thme")


def test_nearest_minds_no_case_and_offers_nothing_far_away() -> None:
    assert nearest("wrld", ["World", "Business"]) == "World"
    assert nearest("WORLD", ["World"]) == "World"
    assert nearest("xyz", ["World"]) is None
    assert nearest("x", []) is None
