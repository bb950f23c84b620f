"""What ``doctor`` says of the program's parts and of the terminal: versions, and what can be shown (CNV-08)."""

import platform
import shutil
import sys
from collections.abc import Mapping
from importlib import metadata
from pyexpat import EXPAT_VERSION
from typing import Final

from globeterm.cli.call import Call
from globeterm.cli.doctor.check import APART, Check, Group
from globeterm.cli.output import wants_colour
from globeterm.cli.reader import why_no_screen
from globeterm.errors import EXIT_INTERNAL
from globeterm.program import NAME, VERSION
from globeterm.storage.inspection import has_wal_fault, sqlite_version

#: What the program is built on, and what it can't do without.
PARTS: Final = (
    ("textual", "the reader"),
    ("rich", "stories on the screen"),
    ("httpx", "the web"),
    ("httpcore", "the web"),
    ("feedparser", "feeds"),
    ("lxml", "stories from pages"),
    ("readability-lxml", "stories from pages of other sites"),
    ("pebble", "the process in which feeds and pages are read"),
    ("pillow", "pictures"),
    ("pyphen", "hyphens"),
    ("platformdirs", "the folders"),
    ("certifi", "secure connections"),
)

#: What says in which letters a terminal writes, the strongest first.
LOCALE: Final = ("LC_ALL", "LC_CTYPE", "LANG")

#: The first expat that stops an XML bomb by itself.
SAFE_EXPAT: Final = (2, 4, 0)

_NARROW: Final = 40
_LOW: Final = 10


def look_at_versions() -> Group:
    """Name the versions of everything, and what of it is known to be at fault or missing."""
    python = Check("Python", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    return Group("Versions", (Check(NAME, VERSION), python, _sqlite(), _expat(EXPAT_VERSION), *_parts()))


def look_at_terminal(call: Call) -> Group:
    """Tell what this terminal can show."""
    environment = call.environment
    where = {
        name: stream is not None and stream.isatty()
        for name, stream in (("keys", sys.__stdin__), ("output", sys.__stdout__), ("screen", sys.__stderr__))
    }
    reason = why_no_screen(environment, stdin=where["keys"], stderr=where["screen"])
    reader = (
        Check("reader", "it can be shown here")
        if reason is None
        else Check(
            "reader", f"not here: {reason}", "note", f"'{NAME} list' and '{NAME} read ID' show the paper as text."
        )
    )
    return Group(
        "Terminal",
        (
            reader,
            _kind(environment),
            _colour(call, is_terminal=where["output"]),
            _letters(call),
            _size(),
            _pictures(call),
        ),
    )


def _sqlite() -> Check:
    version = sqlite_version()
    written = ".".join(map(str, version))
    if not has_wal_fault(version):
        return Check("SQLite", written)
    says = f"{written} can damage a file that two programs write to at once (mended in 3.51.3, 3.50.7 and 3.44.6)"
    return Check(
        "SQLite", says, "note", f"{NAME} writes from one process alone; let no other program write to its library."
    )


def _expat(named: str) -> Check:
    written = named.rpartition("_")[2]
    version = tuple(int(part) for part in written.split(".") if part.isdigit())
    if version >= SAFE_EXPAT:
        return Check("expat", written)
    says = f"{written} does not stop feeds that swell when they are read"
    return Check("expat", says, "note", "The limit of memory does; expat 2.4 or newer is better.")


def _parts() -> list[Check]:
    checks: list[Check] = []
    present: list[str] = []
    for name, use in PARTS:
        try:
            present.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            says = f"it is not installed, and {use} can't be had without it"
            checks.append(Check(name, says, "fault", f"python -m pip install {name}", code=EXIT_INTERNAL))
    return [Check("parts", ", ".join(present)), *checks]


def _kind(environment: Mapping[str, str]) -> Check:
    said = [f"TERM={environment.get('TERM', '') or 'not set'}"]
    said += [
        f"{name}={environment[name]}" for name in ("COLORTERM", "TERM_PROGRAM", "LC_TERMINAL") if environment.get(name)
    ]
    if environment.get("TMUX"):
        said.append("inside tmux")
    if "STY" in environment:
        said.append("inside screen")
    if environment.get("SSH_CONNECTION"):
        said.append("over SSH")
    return Check("kind", ", ".join(said))


def _colour(call: Call, *, is_terminal: bool) -> Check:
    environment = call.environment
    if call.arguments.no_color or environment.get("NO_COLOR"):
        return Check("colour", "none, as you asked (NO_COLOR or --no-color)")
    if environment.get("COLORTERM", "").lower() in {"truecolor", "24bit"}:
        return Check("colour", "16 million colours")
    if not wants_colour(environment, is_terminal=is_terminal):
        return Check("colour", "none is printed here")
    many = "256" in environment.get("TERM", "")
    return Check("colour", "256 colours" if many else "the terminal's own 16 colours")


def _letters(call: Call) -> Check:
    named = [f"{name}={call.environment[name]}" for name in LOCALE if call.environment.get(name)]
    if not call.output.ascii:
        return Check("letters", APART.join(("UTF-8", *named)))
    says = f"only ASCII can be printed (the locale says {call.output.stdout.encoding})"
    return Check("letters", says, "note", "Choose a UTF-8 locale, such as LC_ALL=C.UTF-8.")


def _size() -> Check:
    columns, rows = shutil.get_terminal_size()
    if columns >= _NARROW and rows >= _LOW:
        return Check("size", f"{columns} columns by {rows} rows")
    return Check(
        "size", f"{columns} columns by {rows} rows: one pane is shown at a time", "note", "A larger window shows more."
    )


def _pictures(call: Call) -> Check:
    from globeterm.ui.asking import this_terminal

    found = this_terminal(call.environment)
    words = {
        "none": "not shown here",
        "blocks": "as half blocks",
        "sixel": "by sixel",
        "iterm": "by iTerm2's protocol",
        "kitty": "by kitty's protocol",
    }
    said = [words.get(found.graphics.value, f"by {found.graphics.value}")]
    if found.cell is not None:
        said.append(f"a cell is {found.cell[0]} by {found.cell[1]} pixels")
    if found.silent:
        said.append("the terminal did not answer when it was asked")
    return Check("pictures", ", ".join(said))
