"""What may be said on the command line. The global options stand before or after the command."""

import argparse
import re
from collections.abc import Callable, Sequence
from typing import Final, NoReturn

from globeterm.errors import UsageError
from globeterm.program import NAME, VERSION
from globeterm.strict_toml import nearest

READER: Final = "reader"
DEFAULT_COUNT: Final = 20

#: What every command takes, and what it is without being said.
EVERYWHERE: Final = {"edition": None, "site": None, "home": None, "offline": False, "config": None, "no_color": False}

_ENDING: Final = f"""\
A SECTION is a name or a slug, any case: "Media Freedom", media-freedom.
A REF is the id or the address of an article.

Exit codes:
  0  all done                 70  a fault of {NAME} itself
  1  some of it failed        73  a folder can't be made or written to
  2  wrong use                75  another {NAME} holds the library
 65  the input is unusable    78  a mistake in the configuration or edition
 69  the site is unreachable
"""
_INVALID: Final = re.compile(r"argument COMMAND: invalid choice: '(?P<word>[^']*)'")
_UNKNOWN: Final = re.compile(r"unrecognized arguments: (?P<word>\S+)")
_OPTION: Final = re.compile(r"--[a-z][a-z-]*")


class Parser(argparse.ArgumentParser):
    """An argument parser that raises UsageError, with the nearest known word for an unknown one (CNV-03)."""

    command = ""
    commands: Sequence[str] = ()
    family: Sequence["Parser"] = ()

    def error(self, message: str) -> NoReturn:
        """Raise UsageError for what argparse found wrong."""
        if found := _INVALID.search(message):
            raise UsageError(_unknown("command", found["word"], self.commands))
        if (found := _UNKNOWN.search(message)) and found["word"].startswith("-"):
            options = {option for one in self.family for option in _OPTION.findall(one.format_help())}
            raise UsageError(_unknown("option", found["word"].partition("=")[0], sorted(options)))
        raise UsageError(f"{message}; {self.prog} --help shows how")

    def format_help(self) -> str:
        """The help: examples first, and the options of every command named once, at the end."""
        from globeterm.cli.examples import examples

        if self.usage is None:
            self.usage = self._own_usage().replace("%", "%%")
        return examples(self.command) + super().format_help()

    def _own_usage(self) -> str:
        """How the command is used, without the options that every command has."""
        formatter = self._get_formatter()
        own = [action for action in self._actions if action.dest not in EVERYWHERE]
        formatter.add_usage(None, own, self._mutually_exclusive_groups)
        return formatter.format_help().removeprefix("usage: ").rstrip()


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Read a command line. Raises UsageError; ``--help`` and ``--version`` print and raise SystemExit(0).

    Every global option is there (edition, site, home, offline, config, no_color); ``command`` is READER without one.
    """
    arguments = build().parse_args(argv, argparse.Namespace(**EVERYWHERE))
    arguments.command = arguments.command or READER
    return arguments


def build() -> Parser:
    """The parser with all its commands."""
    parser = Parser(
        prog=NAME,
        allow_abbrev=False,
        usage=f"{NAME} [options] [COMMAND] [arguments]",
        epilog=_ENDING,
        formatter_class=_Formatter,
    )
    parser.add_argument("--version", action="version", version=f"{NAME} {VERSION}", help="print the version")
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", title="commands (without one, the reader)", prog=NAME
    )
    built: list[Parser] = [parser]

    def add(name: str, help_: str) -> Parser:
        sentence = f"{help_[:1].upper()}{help_[1:]}."
        command = commands.add_parser(name, allow_abbrev=False, help=help_, description=sentence)
        command.command = name
        built.append(command)
        return command

    _add_lists(add)
    _add_stories(add)
    _add_search(add("search", "find stories by their words"))
    _add_export(add)
    _add_web(add)
    _add_about(add)
    for one in built:
        _add_global_options(one)
    parser.family = built
    parser.commands = tuple(commands.choices)
    return parser


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help with its lines as they are written, and the commands right below their heading."""

    def _format_action(self, action: argparse.Action) -> str:
        text = super()._format_action(action)
        return text.partition("\n")[2] if action.nargs == argparse.PARSER else text


def _add_global_options(parser: Parser) -> None:
    """Add the options of every command; without defaults, so that one before the command is not undone after it."""
    group = parser.add_argument_group("options everywhere", argument_default=argparse.SUPPRESS)
    group.add_argument("--edition", metavar="NAME|FILE", help="globe-post (default), sample, or a TOML file")
    group.add_argument("--site", metavar="URL", help="read the edition from another address")
    group.add_argument("--home", metavar="DIR", help="keep all files below this folder (or GLOBETERM_HOME)")
    group.add_argument("--offline", action="store_true", help="never touch the network")
    group.add_argument("--config", metavar="FILE", help="another configuration file")
    group.add_argument("--no-color", action="store_true", help="no colours (or NO_COLOR)")


def _add_lists(add: Callable[[str, str], Parser]) -> None:
    sections = add("sections", "show the sections of the edition, with their feeds")
    _add_json(sections)
    refresh = add("refresh", "check the feeds and store what is new")
    refresh.add_argument("sections", nargs="*", metavar="SECTION", help="only these sections")
    refresh.add_argument("--force", action="store_true", help="ask for everything anew, whatever is stored")
    _add_json(refresh)
    _add_sync(add("sync", "bring all stories and pictures, for reading offline"))
    headlines = add("list", "show headlines, newest first")
    headlines.add_argument("section", nargs="?", metavar="SECTION", help="of this section; without it, of all")
    headlines.add_argument(
        "-n", dest="count", type=_count, default=DEFAULT_COUNT, metavar="N", help=f"how many ({DEFAULT_COUNT})"
    )
    headlines.add_argument("--unread", action="store_true", help="only unread stories")
    headlines.add_argument("--saved", action="store_true", help="only saved stories")
    _add_json(headlines)


def _add_sync(sync: Parser) -> None:
    sync.add_argument("sections", nargs="*", metavar="SECTION", help="only these sections")
    sync.add_argument(
        "--pictures", action=argparse.BooleanOptionalAction, default=None, help="bring the stories' pictures too"
    )
    sync.add_argument(
        "--pages", type=_count, default=0, metavar="N", help="bring N older pages of each section's headlines too"
    )
    _add_json(sync)


def _add_stories(add: Callable[[str, str], Parser]) -> None:
    read = add("read", "show one story as text")
    read.add_argument("ref", metavar="REF", help="an article's id, an address, or a local HTML file")
    read.add_argument("--url", metavar="URL", help="where a local file came from")
    read.add_argument("--changes", action="store_true", help="with what an edit added and removed marked")
    form = read.add_mutually_exclusive_group()
    form.add_argument("--markdown", action="store_true", help="as Markdown, which other programs read")
    form.add_argument("--pager", action="store_true", help="in $PAGER (or less), when stdout is a terminal")
    _add_json(form)
    for name, help_ in (("save", "keep stories in Saved"), ("unsave", "take stories out of Saved")):
        add(name, help_).add_argument("refs", nargs="+", metavar="REF", help="an article's id or address")
    mark = add("mark", "mark stories as read or unread")
    state = mark.add_mutually_exclusive_group(required=True)
    state.add_argument("--read", action="store_true", help="as read")
    state.add_argument("--unread", action="store_true", help="as unread")
    mark.add_argument("refs", nargs="+", metavar="REF", help="an article's id or address")
    add("open", "open a story in the web browser").add_argument("ref", metavar="REF", help="an article's id or address")


def _add_search(search: Parser) -> None:
    search.add_argument("query", nargs="+", metavar="QUERY", help='words, "a phrase", -word, and the filters below')
    search.add_argument("-n", dest="count", type=_count, default=DEFAULT_COUNT, metavar="N", help="how many (20)")
    search.add_argument("--remote", action="store_true", help="ask the site's own search, too")
    _add_json(search)
    search.epilog = (
        "Filters: author:NAME section:NAME before:YYYY[-MM[-DD]] after:YYYY[-MM[-DD]] saved: unread: (or saved:no, "
        "unread:no). All words must be there, the last may go on; case and accents do not matter. after:2019 "
        "before:2020 is the year 2019. Put -- before a query that begins with a dash."
    )


def _add_export(add: Callable[[str, str], Parser]) -> None:
    export = add("export", "write stories as a book, as one page or as files")
    export.add_argument("section", nargs="?", metavar="SECTION", help="of this section; without it, of all")
    export.add_argument("--saved", action="store_true", help="only saved stories")
    export.add_argument("--search", metavar="QUERY", help="only what 'search' finds, best first where -n cuts")
    export.add_argument(
        "--format",
        choices=("epub", "markdown", "html"),
        required=True,
        help="a book (EPUB 3), a folder of Markdown files, or one HTML file with everything in it",
    )
    export.add_argument(
        "-o", "--output", dest="out", required=True, metavar="OUT", help="the file, or for Markdown the folder"
    )
    export.add_argument("-n", dest="count", type=_count, metavar="N", help="only the N newest stories")
    export.epilog = (
        "A story whose text is not stored is brought first; one that can't be had is left out. An OUT that is there is "
        "replaced as a whole; a folder keeps its other files. Exit codes: 0 all of it, 1 some stories left out, 65 "
        "nothing to export, 69 no story could be brought, 73 OUT can't be written."
    )


def _add_web(add: Callable[[str, str], Parser]) -> None:
    feed = add("parse", f"show a feed as {NAME} understands it")
    feed.add_argument("source", metavar="FILE|URL", help="a feed document or its address")
    feed.add_argument("--url", metavar="URL", help="where a local file came from")
    _add_json(feed)
    fetch = add("fetch", "bring one address and say how it came")
    fetch.add_argument("url", metavar="URL", help="an http or https address")
    _add_json(fetch)


def _add_about(add: Callable[[str, str], Parser]) -> None:
    _add_json(add("paths", "show where the files are kept"))
    _add_json(add("keys", "show the keys of the reader"))
    check = add("doctor", "check folders, library, terminal and site, and say what to do")
    check.add_argument("--compact", action="store_true", help="give the library's free room back to the disk first")
    _add_json(check)


def _add_json(parser: "argparse._ActionsContainer") -> None:
    parser.add_argument("--json", action="store_true", help="one JSON document instead of text")


def _count(word: str) -> int:
    """A whole number of at least 1, as ``-n`` takes it."""
    try:
        number = int(word)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{word!r} is no whole number above 0")
    return number


def _unknown(what: str, word: str, known: Sequence[str]) -> str:
    near = nearest(word, known)
    hint = f"did you mean {near!r}?" if near is not None else f"{NAME} --help shows them all"
    return f"there is no {what} {word!r}; {hint}"
