"""What may be said on the command line, and what is said about a slip (CNV-03)."""

import shlex

import pytest

from globeterm.cli.examples import EXAMPLES
from globeterm.cli.parser import READER, build, parse
from globeterm.errors import UsageError

COMMANDS = {
    "sections": [],
    "refresh": [],
    "sync": [],
    "list": [],
    "read": ["1"],
    "save": ["1"],
    "unsave": ["1"],
    "mark": ["--read", "1"],
    "open": ["1"],
    "search": ["sea"],
    "export": ["--format", "epub", "-o", "book.epub"],
    "parse": ["feed.xml"],
    "fetch": ["http://a.example/"],
    "paths": [],
    "keys": [],
    "doctor": [],
}
WITH_JSON = ("sections", "refresh", "list", "read", "search", "parse", "fetch", "paths", "keys", "doctor")


def test_without_a_command_it_is_the_reader() -> None:
    arguments = parse([])
    assert arguments.command == READER
    assert vars(arguments) == {
        "command": READER,
        "edition": None,
        "site": None,
        "home": None,
        "offline": False,
        "config": None,
        "no_color": False,
    }


def test_these_are_the_commands() -> None:
    assert tuple(build().commands) == tuple(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_global_options_stand_before_or_after_the_command(command: str) -> None:
    options = ["--edition", "sample", "--site", "http://x", "--home", "/h", "--offline", "--config", "/c", "--no-color"]
    rest = COMMANDS[command]
    before, after = parse([*options, command, *rest]), parse([command, *rest, *options])
    assert vars(before) == vars(after)
    assert (before.edition, before.site, before.home, before.config) == ("sample", "http://x", "/h", "/c")
    assert before.offline
    assert before.no_color
    assert parse(["--home", "/a", command, *rest, "--home", "/b"]).home == "/b"


@pytest.mark.parametrize("command", WITH_JSON)
def test_commands_that_print_data_take_json(command: str) -> None:
    assert parse([command, *COMMANDS[command], "--json"]).json is True
    assert parse([command, *COMMANDS[command]]).json is False


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (["lst"], "there is no command 'lst'; did you mean 'list'?"),
        (["Refresh"], "there is no command 'Refresh'; did you mean 'refresh'?"),
        (["xyzzyx"], "there is no command 'xyzzyx'; globeterm --help shows them all"),
        (["list", "--jsno"], "there is no option '--jsno'; did you mean '--json'?"),
        (["--ofline", "list"], "there is no option '--ofline'; did you mean '--offline'?"),
        (["--hom=x", "list"], "there is no option '--hom'; did you mean '--home'?"),
        (["list", "--zzzz"], "there is no option '--zzzz'; globeterm --help shows them all"),
        (["list", "a", "b"], "unrecognized arguments: b; globeterm --help shows how"),
        (["list", "-n", "x"], "argument -n: 'x' is no whole number above 0; globeterm list --help shows how"),
        (["list", "-n", "0"], "argument -n: '0' is no whole number above 0; globeterm list --help shows how"),
        (["read"], "the following arguments are required: REF; globeterm read --help shows how"),
        (["mark", "1"], "one of the arguments --read --unread is required; globeterm mark --help shows how"),
        (["--edition"], "argument --edition: expected one argument; globeterm --help shows how"),
    ],
)
def test_cnv_03_a_slip_is_one_sentence_with_a_suggestion(argv: list[str], sentence: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse(argv)
    assert str(raised.value) == sentence


def test_read_and_unread_exclude_each_other() -> None:
    with pytest.raises(UsageError, match="not allowed with argument"):
        parse(["mark", "--read", "--unread", "1"])


def test_cnv_03_help_begins_with_examples_and_fits_80_columns(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(["--help"])
    assert ended.value.code == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Examples:"
    assert max(map(len, lines)) <= 80
    assert all(any(line.split()[:1] == [command] for line in lines) for command in COMMANDS)


@pytest.mark.parametrize("typed", [typed for rows in EXAMPLES.values() for typed, _ in rows])
def test_cnv_03_every_example_is_understood(typed: str) -> None:
    parse(shlex.split(typed))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_its_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse([command, "--help"])
    out = capsys.readouterr().out
    assert out.startswith(f"Examples:\n  globeterm {command} ")
    usage, _, rest = out.partition("\n\n")[2].partition("\n\n")
    assert usage.startswith(f"usage: globeterm {command} ")
    assert "--edition" not in usage
    assert "--edition" in rest
    assert max(map(len, out.splitlines())) <= 80
