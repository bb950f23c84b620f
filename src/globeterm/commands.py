"""The one table of commands: what the reader can do, on which keys, and how that is said to people.

The screens' bindings, the command palette, the help, ``globeterm keys`` and the README's table are all made from it.
Keys have the names that Textual gives them ("j", "space", "ctrl+d", "question_mark").
"""

import string
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

Group = Literal["Move", "Read", "Stories", "Paper", "Program"]

GROUPS: Final[tuple[Group, ...]] = ("Move", "Read", "Stories", "Paper", "Program")


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the reader can do.

    ``id`` is its name in the configuration and in code, ``title`` a few words for a menu, ``help`` one sentence.
    With ``in_story`` its keys are its own while they go to a story, and elsewhere those of another command.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    help: str
    group: Group
    in_story: bool = False


#: The command whose first key opens the first story of a story's foot, its second the second, and so on. Where there
#: is no such story the key does what it does elsewhere.
FOOT: Final = "related"

COMMANDS: Final[tuple[Command, ...]] = (
    Command("down", ("j", "down"), "Down", "Move to the next row, or scroll the story a line.", "Move"),
    Command("up", ("k", "up"), "Up", "Move to the row before, or scroll the story back a line.", "Move"),
    Command("left", ("h", "left"), "Pane to the left", "Go to the pane on the left.", "Move"),
    Command("right", ("l", "right"), "Pane to the right", "Go to the pane on the right.", "Move"),
    Command("next_pane", ("tab",), "Next pane", "Go to the next pane, and from the last to the first.", "Move"),
    Command("previous_pane", ("shift+tab",), "Previous pane", "Go to the pane before.", "Move"),
    Command("sections", ("1",), "Sections", "Go to the sections of the paper.", "Move"),
    Command("headlines", ("2",), "Headlines", "Go to the list of headlines.", "Move"),
    Command("story", ("3",), "Story", "Go to the story.", "Move"),
    Command("top", ("g", "home"), "Top", "Go to the first row, or to the beginning of the story.", "Move"),
    Command("bottom", ("G", "end"), "Bottom", "Go to the last row, or to the end of the story.", "Move"),
    Command("half_down", ("ctrl+d",), "Half a page down", "Scroll down by half a page.", "Move"),
    Command("half_up", ("ctrl+u",), "Half a page up", "Scroll up by half a page.", "Move"),
    Command("open", ("enter",), "Open", "Open the section, the headline or the page that is chosen.", "Read"),
    Command(
        "back", ("q", "escape", "backspace"), "Back", "Go back one step; at the last one, leave the paper.", "Read"
    ),
    Command(
        "page_down",
        ("space", "pagedown"),
        "Page down",
        "Scroll down by a page; at the end of a story, open the next unread one.",
        "Read",
    ),
    Command("page_up", ("b", "pageup"), "Page up", "Scroll up by a page.", "Read"),
    Command("next_article", ("J",), "Next article", "Open the next article of the list.", "Read"),
    Command("previous_article", ("K",), "Previous article", "Open the article before in the list.", "Read"),
    Command(
        "next_unread",
        ("n",),
        "Next unread",
        "Go to the next unread story, or to the next match of what is found.",
        "Read",
    ),
    Command(
        "previous_unread", ("p",), "Previous unread", "Go to the unread story before, or to the match before.", "Read"
    ),
    Command("next_heading", ("right_square_bracket",), "Next heading", "Go to the next heading of the story.", "Read"),
    Command(
        "previous_heading",
        ("left_square_bracket",),
        "Previous heading",
        "Go to the heading before in the story.",
        "Read",
    ),
    Command(
        FOOT,
        tuple("123456789"),
        "Related stories",
        "Open the story that has this digit at the foot of the open one.",
        "Read",
        in_story=True,
    ),
    Command("links", ("v",), "Choose a link", "Put letters on the links; type one, or a link’s number.", "Read"),
    Command(
        "find",
        ("slash",),
        "Find in the story",
        "Find words in the story; n and p go from match to match.",
        "Read",
        in_story=True,
    ),
    Command(
        "changes",
        ("D",),
        "What changed",
        "Show what was added to the story and what was removed; Esc goes back.",
        "Read",
    ),
    Command("only_story", ("z",), "Only the story", "Show nothing but the story, and the panes again.", "Read"),
    Command("save", ("s",), "Save / unsave", "Keep the story in Saved, or take it out again.", "Stories"),
    Command("toggle_read", ("m",), "Read / unread", "Mark the story as read, or as unread.", "Stories"),
    Command("mark_all_read", ("A",), "Mark all read", "Mark every story of this list as read.", "Stories"),
    Command("undo", ("U",), "Undo", "Take back the last marking or saving.", "Stories"),
    Command("browser", ("o",), "Open in the browser", "Open the story's page in the web browser.", "Stories"),
    Command("copy", ("y",), "Copy the address", "Copy the story's address; this works over SSH too.", "Stories"),
    Command("share", ("S",), "Share", "Copy the story’s address, or send it by mail, Facebook or X.", "Stories"),
    Command("quote", ("c",), "Copy a quote", "Copy the text that the mouse has selected, with its source.", "Stories"),
    Command(
        "pipe", ("vertical_line",), "Pipe to a command", "Give the story to a program, as text or Markdown.", "Stories"
    ),
    Command(
        "search",
        ("slash",),
        "Search",
        "Search all that is stored, as you type; Esc clears the words, then brings the list back.",
        "Paper",
    ),
    Command(
        "search_site",
        ("V",),
        "View all results",
        "Let the site search, too; so does Enter on the row below the last result.",
        "Paper",
    ),
    Command("refresh", ("r",), "Refresh this section", "Ask the site what is new in this section.", "Paper"),
    Command("refresh_all", ("R",), "Refresh everything", "Ask the site what is new in every section.", "Paper"),
    Command("sync", ("Y",), "Sync", "Bring every story and picture, for reading offline.", "Paper"),
    Command("feeds", ("F",), "Feeds", "Show how each feed stands: when it was checked, and why it fails.", "Paper"),
    Command(
        "newsletter", ("N",), "Newsletter", "Open the form that subscribes to the newsletter, in the browser.", "Paper"
    ),
    Command("theme", ("t",), "Next theme", "Change to the next theme.", "Paper"),
    Command("pictures", ("i",), "Pictures on / off", "Show the pictures of stories, or leave them out.", "Paper"),
    Command("help", ("question_mark", "f1"), "Help", "Show the keys and what they do.", "Program"),
    Command("palette", ("colon", "ctrl+p"), "Command palette", "Find a command by its name.", "Program"),
    Command("suspend", ("ctrl+z",), "Suspend", "Put the program to sleep; `fg` wakes it.", "Program"),
    Command("quit", ("ctrl+q",), "Quit", "Leave the paper at once.", "Program"),
)

#: Names of characters that are shorter than Unicode's.
_SHORTER: Final = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}

_SHOWN: Final = {
    "enter": "Enter",
    "escape": "Esc",
    "backspace": "Backspace",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
}


def key_name(key: str) -> str:
    """The name of a key that may be written as its character: "question_mark" for "?"; any other as it is."""
    if len(key) != 1 or key.isalnum():
        return key
    name = unicodedata.name(key, key).lower().replace("-", "_").replace(" ", "_")
    return _SHORTER.get(name, name)


_CHARACTERS: Final = {key_name(character): character for character in string.punctuation}


def command_ids() -> tuple[str, ...]:
    """The names by which a configuration may change keys."""
    return tuple(command.id for command in COMMANDS)


def story_command_ids() -> tuple[str, ...]:
    """Those of them whose keys do something else outside of a story."""
    return tuple(command.id for command in COMMANDS if command.in_story)


def configured(keys: Mapping[str, Sequence[str]]) -> tuple[Command, ...]:
    """The table with the keys of a configuration (command id to its keys) in place of its own.

    A key that the configuration gives to one command is taken from every other command that had it by default; what
    is done in a story only, and what is done everywhere, don't take keys from each other.
    """
    given = {name: tuple(map(key_name, chosen)) for name, chosen in keys.items()}
    taken = {(command.in_story, key) for command in COMMANDS for key in given.get(command.id, ())}
    return tuple(
        replace(command, keys=given[command.id])
        if command.id in given
        else replace(command, keys=tuple(key for key in command.keys if (command.in_story, key) not in taken))
        for command in COMMANDS
    )


def shown_key(key: str) -> str:
    """A key as people read it: "?" for "question_mark", "^d" for "ctrl+d", "F1" for "f1"."""
    if key in _SHOWN or key in _CHARACTERS:
        return _SHOWN.get(key) or _CHARACTERS[key]
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+")
    return key.upper() if len(key) > 1 and key[0] == "f" and key[1:].isdigit() else key


def shown_keys(command: Command) -> str:
    """All keys of a command as people read them, with a space between them."""
    return " ".join(map(shown_key, command.keys))


def by_group(commands: Sequence[Command]) -> Iterator[tuple[Group, tuple[Command, ...]]]:
    """The commands in the order of ``GROUPS``, without the empty groups."""
    for group in GROUPS:
        members = tuple(command for command in commands if command.group == group)
        if members:
            yield group, members


def markdown_table(commands: Sequence[Command]) -> str:
    """The key table as Markdown, as it stands in the README."""
    rows = ["| keys | do |", "| --- | --- |"]
    for _, members in by_group(commands):
        for command in members:
            keys = " ".join(f"`{shown_key(key)}`" for key in command.keys).replace("|", "\\|")
            rows.append(f"| {keys} | {command.help} |")
    return "\n".join(rows) + "\n"
