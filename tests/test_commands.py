"""The table of commands, from which bindings, palette, help and the README's table are made."""

from collections import Counter
from pathlib import Path

from globeterm.commands import (
    COMMANDS,
    GROUPS,
    Command,
    by_group,
    command_ids,
    configured,
    key_name,
    markdown_table,
    shown_key,
    shown_keys,
    story_command_ids,
)


def test_ids_and_keys_are_given_once() -> None:
    assert len(set(command_ids())) == len(COMMANDS)
    for in_story in (True, False):
        keys = Counter(key for command in COMMANDS if command.in_story is in_story for key in command.keys)
        assert [key for key, count in keys.items() if count > 1] == []


def test_every_command_has_words_for_menu_and_help() -> None:
    for command in COMMANDS:
        assert command.title
        assert command.help.endswith(".")
        assert command.keys


def test_the_fingers_of_vim_less_and_mutt_find_their_keys() -> None:
    keys = {key: command.id for command in COMMANDS for key in command.keys}
    assert {key: keys[key] for key in ("j", "k", "h", "l", "g", "G", "q", "space", "b", "ctrl+d", "ctrl+u")} == {
        "j": "down",
        "k": "up",
        "h": "left",
        "l": "right",
        "g": "top",
        "G": "bottom",
        "q": "back",
        "space": "page_down",
        "b": "page_up",
        "ctrl+d": "half_down",
        "ctrl+u": "half_up",
    }
    assert keys["ctrl+z"] == "suspend"
    assert keys["question_mark"] == "help"


def test_keys_are_shown_as_people_read_them() -> None:
    shown = {
        key: shown_key(key) for key in ("j", "G", "question_mark", "ctrl+p", "f1", "f12", "f", "enter", "shift+tab")
    }
    assert shown == {
        "j": "j",
        "G": "G",
        "question_mark": "?",
        "ctrl+p": "^p",
        "f1": "F1",
        "f12": "F12",
        "f": "f",
        "enter": "Enter",
        "shift+tab": "Shift+Tab",
    }
    assert shown_key("foo") == "foo"
    assert shown_keys(Command("x", ("j", "down"), "", "", "Move")) == "j ↓"


def test_a_configured_key_is_taken_from_the_command_that_had_it() -> None:
    commands = {command.id: command for command in configured({"open": ["j"], "undo": []})}
    assert commands["open"].keys == ("j",)
    assert commands["down"].keys == ("down",)
    assert commands["undo"].keys == ()
    assert commands["up"].keys == ("k", "up")
    assert configured({}) == COMMANDS


def test_a_key_means_one_thing_in_a_story_and_another_elsewhere() -> None:
    commands = {command.id: command for command in configured({"find": ["j"], "undo": ["1"]})}
    assert (commands["find"].keys, commands["down"].keys) == (("j",), ("j", "down"))
    assert (commands["undo"].keys, commands["sections"].keys, commands["related"].keys[0]) == (("1",), (), "1")
    assert story_command_ids() == ("related", "find")


def test_a_configured_key_may_be_written_as_its_character() -> None:
    commands = {command.id: command for command in configured({"open": ["?", "/", "é", "ctrl+x"]})}
    assert commands["open"].keys == ("question_mark", "slash", "é", "ctrl+x")
    assert commands["help"].keys == ("f1",)
    assert shown_keys(commands["open"]) == "? / é ^x"


def test_every_punctuation_mark_has_the_name_that_textual_gives_it() -> None:
    from string import punctuation

    from textual.keys import _character_to_key

    assert {mark: key_name(mark) for mark in punctuation} == {mark: _character_to_key(mark) for mark in punctuation}
    assert [shown_key(key_name(mark)) for mark in punctuation] == list(punctuation)


def test_groups_come_in_order_and_never_empty() -> None:
    assert [group for group, _ in by_group(COMMANDS)] == list(GROUPS)
    assert sum(len(members) for _, members in by_group(COMMANDS)) == len(COMMANDS)
    only = Command("x", ("x",), "X", "X.", "Paper")
    assert list(by_group([only])) == [("Paper", (only,))]


def test_the_markdown_table_has_a_row_for_every_command() -> None:
    rows = markdown_table(COMMANDS).splitlines()
    assert rows[:3] == [
        "| keys | do |",
        "| --- | --- |",
        "| `j` `↓` | Move to the next row, or scroll the story a line. |",
    ]
    assert len(rows) == len(COMMANDS) + 2


def test_the_readmes_table_is_the_one_the_code_makes() -> None:
    readme = Path(__file__).parent.parent / "README.md"
    assert markdown_table(COMMANDS) in readme.read_text(encoding="utf-8")
