"""What can befall the program from outside: signals, terminals that stall, shrink or go, disks, copies of itself."""

import fcntl
import io
import os
import pty
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from globeterm.cli import composition, reader
from globeterm.cli.output import Output, _prepare, drop, is_utf8
from globeterm.errors import StorageError
from globeterm.storage.database import open_database
from globeterm.storage.lock import LibraryLock, holder

from .conftest import NOON, Program
from .terminal import Terminal

OFFLINE = ("--offline", "--edition", "globe-post")


@pytest.fixture
def screen(stocked: Program) -> Iterator[Terminal]:
    """The reader in a terminal, its first page painted."""
    terminal = Terminal("--home", str(stocked.home), "--offline")
    terminal.wait_for(b"Harbour")
    yield terminal
    with suppress(ProcessLookupError, ChildProcessError):
        os.kill(terminal.pid, signal.SIGKILL)
        os.waitpid(terminal.pid, 0)
    with suppress(OSError):
        os.close(terminal.file)


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130), (signal.SIGQUIT, 131)],
)
def test_flt_14_16_after_a_signal_the_terminal_is_as_it_was(
    screen: Terminal, number: signal.Signals, code: int
) -> None:
    """FLT-14, FLT-16."""
    screen.signal(number)
    assert screen.end() == code
    assert screen.left_on() == set()


def test_flt_15_a_real_sigint_gives_the_terminal_back(screen: Terminal) -> None:
    screen.signal(signal.SIGINT)
    assert screen.end() == 130
    assert screen.left_on() == set()


def test_flt_16_reset_is_documented() -> None:
    """After SIGSEGV or kill -9 nothing can restore the terminal from inside."""
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert "`reset` puts it right" in readme


@pytest.mark.parametrize("way", ["key", "signal"])
def test_flt_17_the_key_puts_the_reader_to_sleep_and_fg_wakes_it(stocked: Program, way: str) -> None:
    """Asleep, it has given the terminal back; awake, it takes keys again."""
    shell = f'set -m; {sys.executable} -m globeterm "$@"; echo asleep $?; fg; exit $?'
    terminal = Terminal("sh", "--home", str(stocked.home), "--offline", program=("/bin/bash", "-c", shell))
    terminal.wait_for(b"Harbour")
    if way == "key":
        terminal.press(b"\x1a")
    else:
        os.killpg(os.tcgetpgrp(terminal.file), signal.SIGTSTP)
    terminal.wait_for(b"asleep 147")
    awake, terminal.out = terminal.out, terminal.out[: terminal.out.index(b"asleep")]
    assert terminal.left_on() == set()
    terminal.out = awake
    terminal.wait_for(b"\x1b[?1049h", 2)
    assert terminal.end(keys=b"\x11") == 0
    assert terminal.left_on() == set()
    os.close(terminal.file)


def test_flt_18_a_window_that_is_closed_ends_the_reader(screen: Terminal, stocked: Program) -> None:
    os.close(screen.file)
    assert screen.wait() == 129
    assert holder(stocked.home / "state") is None


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_flt_19_a_terminal_that_stalls_holds_up_neither_the_end_nor_the_marks(
    screen: Terminal, stocked: Program, number: signal.Signals, code: int
) -> None:
    """FLT-14, FLT-19: both signals end it, by force if need be."""
    screen.press(b"s")
    deadline = time.monotonic() + 20
    while stocked("list", "--saved").out == "":  # nothing of the terminal is read meanwhile
        assert time.monotonic() < deadline
    for _ in range(300):
        screen.press(b"jk")
    screen.signal(number)
    started = time.monotonic()
    assert screen.wait() == code
    assert time.monotonic() - started < reader.PATIENCE_SECONDS + 10


@pytest.mark.parametrize("size", [(0, 0), (1, 1), (20, 5), (500, 300)])
def test_flt_22_23_a_terminal_of_any_size_shows_it_and_takes_keys(stocked: Program, size: tuple[int, int]) -> None:
    terminal = Terminal("--home", str(stocked.home), "--offline", size=size)
    terminal.wait_for(b"\x1b[?1049h")
    terminal.press(b"j")
    assert terminal.end(keys=b"\x11") == 0
    assert terminal.left_on() == set()
    os.close(terminal.file)


@pytest.mark.parametrize(
    ("size", "given"), [((0, 0), (80, 24)), ((0, 40), (80, 40)), ((100, 0), (100, 24)), ((1, 1), (1, 1))]
)
def test_flt_22_a_terminal_that_says_no_size_is_given_one(size: tuple[int, int], given: tuple[int, int]) -> None:
    main, other = pty.openpty()
    fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
    with os.fdopen(other, "w") as screen:
        reader.give_size(screen)
        assert tuple(os.get_terminal_size(screen.fileno())) == given
    os.close(main)


def test_flt_22_what_is_no_terminal_gets_no_size() -> None:
    reader.give_size(io.StringIO())


def test_flt_03_a_second_reader_says_who_runs_and_ends_with_75(screen: Terminal, stocked: Program) -> None:
    second = Terminal("--home", str(stocked.home), "--offline")
    assert second.end() == 75
    assert f"(PID {screen.pid}) holds the library".encode() in second.out
    assert second.left_on() == set()


def test_flt_01_16_after_kill_9_the_library_is_there_and_free(screen: Terminal, stocked: Program) -> None:
    screen.signal(signal.SIGKILL)
    assert screen.end() == -9
    assert stocked("save", "3").code == 0
    assert stocked("list", "--saved").out != ""


# --- standard streams ---


@pytest.mark.parametrize("closed", ["stdin", "stdout", "stderr"])
def test_flt_13_a_stream_that_is_closed_is_done_without(stocked: Program, closed: str) -> None:
    number = {"stdin": 0, "stdout": 1, "stderr": 2}[closed]
    code = (
        f"import os, sys; os.close({number}); "
        "os.execv(sys.executable, [sys.executable, '-m', 'globeterm', *sys.argv[1:]])"
    )
    for command in ((), ("list",), ("--help",), ("nonsense",)):
        shown = subprocess.run(
            [sys.executable, "-c", code, "--home", str(stocked.home), *command], capture_output=True, check=False
        )
        assert shown.returncode == (2 if command == ("nonsense",) else 0)
        assert b"Traceback" not in shown.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.parametrize("option", ["--help", "--version"])
def test_flt_04_help_that_cannot_be_printed_is_73(globe: Program, option: str) -> None:
    with Path("/dev/full").open("wb") as full, globe.start(option, stdout=full) as process:
        assert process.stderr is not None
        assert b"can't be written" in process.stderr.read()
    assert process.returncode == 73


@pytest.mark.parametrize(
    "command", [("sections",), ("list",), ("keys",), ("paths",), ("doctor", "--offline"), ("read", "3")]
)
def test_flt_20_every_command_that_prints_may_lose_its_reader(stocked: Program, command: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with stocked.start(*command, stdout=writing) as process:
        os.close(writing)
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert process.returncode in {0, 141}


def test_flt_20_what_is_left_to_print_goes_nowhere() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as stream:
        stream.write("the rest")
        drop(stream)
        stream.flush()


def test_flt_18_a_sentence_for_nobody_is_no_failure(capfd: pytest.CaptureFixture[str]) -> None:
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(5, "Input/output error")

    Output(io.StringIO(), Gone(), 80, colour=False, ascii=False).message("a word")


@pytest.mark.parametrize(
    ("encoding", "is_one"), [("utf-8", True), ("UTF8", True), ("ascii", False), ("latin-1", False)]
)
def test_flt_21_which_streams_take_any_text(encoding: str, is_one: bool) -> None:
    assert is_utf8(io.TextIOWrapper(io.BytesIO(), encoding=encoding)) is is_one


def test_flt_21_what_a_stream_cannot_print_is_a_question_mark() -> None:
    printed = io.BytesIO()
    stream = io.TextIOWrapper(printed, encoding="ascii", write_through=True)
    assert not _prepare(stream)
    stream.write("caf\u00e9")
    assert printed.getvalue() == b"caf?"


def test_flt_21_where_only_ascii_is_shown_the_reader_paints_only_ascii(stocked: Program) -> None:
    environment = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    terminal = Terminal("--home", str(stocked.home), "--offline", environment=environment)
    terminal.wait_for(b"Harbour")
    terminal.press(b"\r")
    terminal.wait_for(b"Dockers")
    assert terminal.end(keys=b"\x11") == 0
    assert terminal.out.isascii()
    assert b"|" in terminal.out
    os.close(terminal.file)


# --- folders ---


def test_flt_05_where_nothing_can_be_written_the_paper_is_read_all_the_same(
    stocked: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot(folder: Path) -> Path:
        raise StorageError(f"the folder {folder} can't be written to")

    monkeypatch.setattr(composition, "make_folder", cannot)
    with composition._lock(a_call(stocked)):
        assert holder(stocked.home / "state") is None
    shutil.rmtree(stocked.home)
    with pytest.raises(StorageError):
        composition._lock(a_call(stocked))


def a_call(program: Program) -> composition.Call:
    from datetime import UTC, datetime

    from globeterm.cli.output import standard_output
    from globeterm.cli.parser import parse

    arguments = parse(["--home", str(program.home)])
    return composition.Call(arguments, standard_output({}), {}, lambda: datetime.now(UTC))


@pytest.mark.parametrize("kept", [True, False])
def test_flt_05_a_story_is_read_where_the_library_takes_nothing(
    stocked: Program, monkeypatch: pytest.MonkeyPatch, kept: bool
) -> None:
    def cannot(folder: Path) -> Path:
        raise StorageError(f"the folder {folder} can't be written to")

    change = "UPDATE document SET pages_at = NULL" if kept else "DELETE FROM document"
    library = open_database(stocked.home / "data" / "library.sqlite", now=lambda: NOON)
    with closing(library) as database, database.write() as connection:
        connection.execute(change)
    monkeypatch.setattr(composition, "make_folder", cannot)
    shown = stocked("read", "3", "--site", "https://theglobepost.com", "--edition", "globe-post", "--offline")
    assert shown.code == (0 if kept else 69)


def test_flt_04_a_lock_on_a_full_disk_is_a_lock(stocked: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "pwrite", full)
    with LibraryLock(stocked.home / "state"):
        shown = stocked("save", "3")
    assert shown.code == 75
    assert "Another globeterm holds the library" in shown.err


def test_what_the_reader_should_know_is_said_once(stocked: Program) -> None:
    call = a_call(stocked)
    call.tell(None)
    call.tell("The disk is full.")
    call.tell("The disk is full.")
    assert call.told == {"The disk is full."}


# --- parts that are missing, and what fails inside ---


@pytest.mark.parametrize("missing", ["pebble", "httpx", "feedparser", "platformdirs"])
def test_flt_45_a_library_that_is_missing_is_named_and_what_is_stored_can_be_read(
    stocked: Program, missing: str
) -> None:
    code = f"import sys; sys.modules[{missing!r}] = None; from globeterm.__main__ import main; sys.exit(main())"

    def without(*argv: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", code, "--home", str(stocked.home), *argv]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    for command in (("list",), ("read", "3")):
        assert without(*command).returncode == 0
    if missing == "httpx":
        refreshed = without("refresh", "--edition", "sample")
        assert missing in refreshed.stderr
        looked = without("doctor", "--json", "--edition", "sample")
        assert "Traceback" not in refreshed.stderr + looked.stderr
        assert missing in looked.stdout


def test_flt_46_what_fails_on_the_way_is_written_down_and_the_reader_goes_on(stocked: Program) -> None:
    call = a_call(stocked)
    try:
        secret = "hunter2"  # noqa: F841
        raise RuntimeError("boom at https://me:hunter3@a.example/")
    except RuntimeError as error:
        sentence = reader._report(call, error)
    log = stocked.home / "state" / "crash.log"
    assert sentence == f"something went wrong inside globeterm (RuntimeError); the details are in {log}"
    assert "boom at https://a.example/" in log.read_text()
    assert "hunter3" not in log.read_text()


@pytest.mark.parametrize("folder", ["100%20", "a?b#c", "Zürich", "Zu\u0308rich", "blank space", "co:lon"])
def test_flt_43_folders_of_any_name(globe: Program, tmp_path: Path, folder: str) -> None:
    globe.home = tmp_path / folder
    assert globe("refresh", "--edition", "sample").code == 0
    assert globe("list", "--edition", "sample", "-n", "1").out
    assert (tmp_path / folder / "data" / "library.sqlite").is_file()
