"""Giving a story to a program: an argv and no shell (SEC-19)."""

import sys
from pathlib import Path

import pytest

from globeterm.errors import UsageError
from globeterm.piping import argv_of, run_with


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program that writes down what it was called with and what it read."""
    path = tmp_path / "reader"
    path.write_text(
        f"#!{sys.executable}\nimport sys\nfrom pathlib import Path\n"
        "here = Path(__file__).parent\n"
        "(here / 'argv').write_text(repr(sys.argv[1:]))\n"
        "(here / 'read').write_bytes(sys.stdin.buffer.read())\n"
        "sys.exit(3)\n"
    )
    path.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    return path


def test_no_shell_reads_a_command(program: Path) -> None:
    """SEC-19."""
    argv = argv_of("reader $(id) ';' touch 'a b' -rf")
    assert argv == (str(program), "$(id)", ";", "touch", "a b", "-rf")
    assert run_with(argv, "Größe\n") == "reader ended with 3"
    assert (program.parent / "argv").read_text() == repr(["$(id)", ";", "touch", "a b", "-rf"])
    assert (program.parent / "read").read_text(encoding="utf-8") == "Größe\n"


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("", "no command was given"),
        ("a 'b", "a quote that does not end"),
        ("nowhere -x", "there is no program nowhere"),
    ],
)
def test_what_is_no_command_is_said(program: Path, command: str, sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        argv_of(command)


def test_what_can_not_be_started_or_is_killed_is_said(tmp_path: Path) -> None:
    assert run_with([str(tmp_path)], "x") == f"{tmp_path.name} could not be started: Permission denied"
    killed = [sys.executable, "-c", "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"]
    assert run_with(killed, "x" * 1_000_000) == f"{Path(sys.executable).name} was ended by signal 15"
