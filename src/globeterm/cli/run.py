"""Runs one command line: finds the command, and turns whatever goes wrong into one sentence and an exit code."""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import FrameType
from typing import Final

from globeterm.cli.call import Call
from globeterm.cli.clock import local_now
from globeterm.cli.output import Output, drop, standard_output
from globeterm.cli.parser import parse
from globeterm.cli.signals import listen
from globeterm.errors import EXIT_INTERNAL, EXIT_OK, EXIT_SIGNAL, GlobetermError, MissingPartError, StorageError
from globeterm.program import NAME

EXIT_INTERRUPTED: Final = EXIT_SIGNAL + signal.SIGINT
EXIT_BROKEN_PIPE: Final = EXIT_SIGNAL + 13

Command = Callable[[Call], int]


def run(argv: Sequence[str]) -> int:
    """Run a command line and return its exit code. Raises nothing (SEC-20, FLT-20)."""
    output = standard_output(os.environ, no_color="--no-color" in argv)
    listen(("SIGTERM", "SIGHUP"), _end)
    try:
        return _run(argv, output)
    except BrokenPipeError:
        drop(output.stdout)
        return EXIT_BROKEN_PIPE
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED


def _run(argv: Sequence[str], output: Output) -> int:
    call: Call | None = None
    try:
        call = Call(parse(argv), output, os.environ, local_now)
        code = _command(call.arguments.command)(call)
        if code < EXIT_SIGNAL:
            output.write("", last=True)
        else:
            drop(output.stdout)  # the terminal may be gone, and takes no last words (FLT-18)
        return code
    except GlobetermError as error:
        output.message(f"{NAME}: {error}")
        return error.exit_code
    except ImportError as error:
        output.message(f"{NAME}: {MissingPartError(error)}")
        return EXIT_INTERNAL
    except SystemExit as end:
        return _ended(end, output)
    except (BrokenPipeError, KeyboardInterrupt):
        raise
    except BaseException as error:
        return _report(error, call, output)


def _ended(end: SystemExit, output: Output) -> int:
    """The code of what ended at once: a signal, or the help, which has still to be printed."""
    code = end.code if isinstance(end.code, int) else EXIT_OK
    if code != EXIT_OK:
        return code
    try:
        output.write("", last=True)
    except StorageError as error:
        output.message(f"{NAME}: {error}")
        return error.exit_code
    return code


def _report(error: BaseException, call: Call | None, output: Output) -> int:
    """Say in one line that something unexpected happened, and write the rest to a file; nothing may fail in here."""
    sentence = f"something went wrong inside {NAME} ({type(error).__name__})"
    with suppress(Exception):
        from globeterm.cli.crash import sentence_for, write_report

        report = write_report(error, call.paths, call.now(), call.secrets) if call is not None else None
        sentence = sentence_for(error, report)
    with suppress(Exception):
        output.message(f"{NAME}: {sentence}")
    return EXIT_INTERNAL


def _command(name: str) -> Command:
    """The function of a command; only what that one needs is loaded: ``list`` must not load the web."""
    command: Command
    match name:
        case "paths" | "keys" | "doctor":
            command = _about(name)
        case "sections" | "list":
            from globeterm.cli import lists

            command = lists.show_sections if name == "sections" else lists.show_headlines
        case "read" | "open":
            from globeterm.cli import stories

            command = stories.read if name == "read" else stories.open_in_browser
        case "save" | "unsave" | "mark":
            from globeterm.cli import marks

            command = {"save": marks.save, "unsave": marks.unsave, "mark": marks.mark}[name]
        case "refresh":
            from globeterm.cli.refreshing import refresh as command
        case "export":
            from globeterm.cli.exporting import export as command
        case "sync":
            from globeterm.cli.syncing import sync as command
        case "search":
            from globeterm.cli.searching import search as command
        case "parse" | "fetch":
            from globeterm.cli import foreign

            command = foreign.parse if name == "parse" else foreign.fetch
        case _:
            from globeterm.cli.reader import read_paper as command
    return command


def _about(name: str) -> Command:
    """The function of a command that tells of the program itself."""
    if name == "doctor":
        from globeterm.cli.doctor.command import doctor

        return doctor
    from globeterm.cli import about

    return about.show_paths if name == "paths" else about.show_keys


def _end(number: int, _frame: FrameType | None) -> None:
    """End a command in order at a signal, so that nothing it has started is left behind (FLT-14)."""
    sys.exit(EXIT_SIGNAL + number)
