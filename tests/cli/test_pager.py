"""``read --pager``: the story in a program of the reader's own choice, on a terminal only (SEC-19)."""

import os
import pty
import stat
from pathlib import Path

import pytest

from .conftest import Program

#: A pager that writes down what it was given.
KEEPS = '#!/bin/sh\necho "$@" > "$KEPT/argv"\ncat > "$KEPT/text"\nexit ${CODE:-0}\n'


@pytest.fixture
def pager(tmp_path: Path) -> Path:
    program = tmp_path / "keeps"
    program.write_text(KEEPS)
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


def on_a_terminal(globe: Program, environment: dict[str, str]) -> tuple[int, str]:
    """The exit code of ``read 3 --pager`` whose stdout is a terminal, and what it said on stderr."""
    ours, theirs = pty.openpty()
    with globe.start("read", "3", "--pager", environment=environment, stdout=theirs) as process:
        os.close(theirs)
        _, err = process.communicate(timeout=60)
    os.close(ours)
    return process.returncode, err.decode()


def test_a_story_is_given_to_the_pager_as_text_without_escapes(stocked: Program, tmp_path: Path, pager: Path) -> None:
    """SEC-19: an argv and no shell; an old ``less -R`` would run what an escape says."""
    environment = {"PAGER": f"{pager} -x '$(id)'", "KEPT": str(tmp_path), "FORCE_COLOR": "1", "COLUMNS": "80"}
    assert on_a_terminal(stocked, environment) == (0, "")
    assert (tmp_path / "argv").read_text() == "-x $(id)\n"
    assert (tmp_path / "text").read_text() == stocked("read", "3").out


def test_a_pager_that_fails_or_is_not_there_is_said(stocked: Program, tmp_path: Path, pager: Path) -> None:
    code, err = on_a_terminal(stocked, {"PAGER": str(pager), "KEPT": str(tmp_path), "CODE": "3"})
    assert (code, err) == (1, f"the pager {pager} ended with 3\n")
    code, err = on_a_terminal(stocked, {"PAGER": "nowhere"})
    assert (code, "there is no program nowhere" in err) == (2, True)


def test_in_a_pipe_the_story_is_printed(stocked: Program) -> None:
    assert stocked("read", "3", "--pager").out == stocked("read", "3").out
