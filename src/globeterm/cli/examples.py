"""Examples of every command, with which its help begins (CNV-03): what is typed, and what it does."""

from collections.abc import Mapping, Sequence
from typing import Final

from globeterm.program import NAME

#: By command; without its own name, the program's.
EXAMPLES: Final[Mapping[str, Sequence[tuple[str, str]]]] = {
    "": (
        ("", "read the paper"),
        ("--edition sample", "read the sample edition; needs no network"),
        ("refresh", "bring what is new"),
        ("sync", "bring everything, for reading offline"),
        ("list world -n 5", "the five newest headlines of World"),
        ("read 42", "the story with the id 42, as text"),
        ("list --unread --json", "the same for a script"),
        ("doctor", "what is amiss, and what to do about it"),
    ),
    "sections": (("sections", "the section tree, with the address of each feed"),),
    "refresh": (("refresh", "of every section"), ('refresh world "media freedom"', "of two of them")),
    "sync": (("sync", "all stories and pictures"), ("sync world --pages 3", "and three older pages of World")),
    "list": (("list -n 5", "the five newest headlines"), ("list world --unread", "what is unread in World")),
    "read": (("read 42", "the story with the id 42"), ("read 42 --pager", "the same, in less")),
    "save": (("save 42 43", "keep two stories"),),
    "unsave": (("unsave 42", "keep a story no more"),),
    "mark": (("mark --read 42 43", "two stories as read"), ("mark --unread 42", "one as unread")),
    "open": (("open 42", "the story with the id 42, in the web browser"),),
    "search": (
        ("search harbour strike", "stories with both words"),
        ("search '\"harbour strike\" author:fosu'", "the phrase, by Fosu"),
        ("search strike after:2024 --remote", "since 2024, on the site too"),
    ),
    "export": (
        ("export world --format epub -o world.epub", "a book of World"),
        ("export --saved --format markdown -o saved", "what is saved, as files"),
    ),
    "parse": (("parse feed.xml --url https://a.example/", "a file"), ("parse https://a.example/feed/", "an address")),
    "fetch": (("fetch https://a.example/ --json", "what was sent, and what came"),),
    "paths": (("paths --json", "the folders, for a script"),),
    "keys": (("keys", "each key, and what it does"),),
    "doctor": (
        ("doctor", "all of it, the site too"),
        ("doctor --offline", "what can be told without the network"),
        ("doctor --json", "the same for a script, or for a bug report"),
    ),
}


def examples(command: str) -> str:
    """The examples of a command, as its help shows them."""
    rows = [(f"{NAME} {typed}".rstrip(), what) for typed, what in EXAMPLES[command]]
    typed = max(len(row) for row, _ in rows)
    lines = (f"  {row:<{typed}}  {what}" for row, what in rows)
    return "\n".join(("Examples:", *lines, "", ""))
