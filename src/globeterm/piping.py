"""Giving a story to another program: with which arguments (pure), and its run (SEC-19)."""

import shlex
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from globeterm.errors import UsageError


def argv_of(command: str) -> tuple[str, ...]:
    """The words of a command, the first of them a program that is there; no shell reads it. Raises UsageError."""
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise UsageError("the command has a quote that does not end") from error
    if not words:
        raise UsageError("no command was given")
    program = shutil.which(words[0])
    if program is None:
        raise UsageError(f"there is no program {words[0]}")
    return (program, *words[1:])


def run_with(argv: Sequence[str], text: str) -> str:
    """Run a program in the terminal until it ends, with ``text`` to read; says how it ended."""
    name = Path(argv[0]).name
    try:
        code = give(argv, text)
    except UsageError as error:
        return str(error)
    return f"{name} ended with {code}" if code >= 0 else f"{name} was ended by signal {-code}"


def give(argv: Sequence[str], text: str) -> int:
    """Run a program with ``text`` to read until it ends; its exit code, negative for a signal. Raises UsageError."""
    try:
        return subprocess.run(argv, input=text.encode("utf-8"), check=False).returncode  # noqa: S603 - the reader's own argv, no shell
    except OSError as error:
        raise UsageError(f"{Path(argv[0]).name} could not be started: {error.strerror}") from error
