"""How the terminal shows pictures: what it is said to be, what it answers, and no answer is ever a key (FLT-41)."""

import os
import select
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser

from globeterm.ui import asking
from globeterm.ui.asking import ask_terminal, ask_tmux, cell_size, this_terminal
from globeterm.ui.late import LateAnswer
from globeterm.ui.terminal import (
    ASK_ALL,
    ASK_WHETHER,
    Answers,
    Graphics,
    PictureTerminal,
    Tmux,
    judged,
    known,
    picture_terminal,
    read_answers,
)

KITTY_OK = "\x1b_Gi=31;OK\x1b\\"
KITTY_NO = "\x1b_Gi=31;EINVAL:no\x1b\\"
HERE = "\x1b[12;1R"
XTERM = {"TERM": "xterm-256color"}


def version(name: str) -> str:
    return f"\x1bP>|{name}\x1b\\"


# --- reading answers ---


def test_answers_are_read_in_any_order() -> None:
    given = f"\x1b[6;20;9t{version('kitty(0.35.2)')}{KITTY_OK}{HERE}\x1b[?62;4;22c"
    assert read_answers(given) == Answers(True, "kitty(0.35.2)", True, True, (9, 20))


@pytest.mark.parametrize(
    ("given", "answers"),
    [
        ("", Answers()),
        (HERE, Answers()),
        (KITTY_NO, Answers(kitty=False)),
        (f"{KITTY_OK}\x1b[?1;2c", Answers(True, kitty=True)),
        ("\x1b[?4;6c", Answers(True)),
        ("\x1b[?62;14;40c", Answers(True)),
        ("\x1b[6;0;0t", Answers()),
        ("\x1b_Gi=31,I=2;OK\x1b\\", Answers(kitty=True)),
        ("\x1b[6;20;9", Answers(rest="\x1b[6;20;9")),
    ],
)
def test_each_answer_means_what_it_says(given: str, answers: Answers) -> None:
    assert read_answers(given) == answers


@given(st.lists(st.sampled_from([KITTY_OK, HERE, "\x1b[?62;4c", version("foot(1.16)"), "j", "é", "\x1b[A", "\r"])))
def test_flt_41_keys_between_answers_are_kept(pieces: list[str]) -> None:
    keys = [piece for piece in pieces if piece in {"j", "é", "\x1b[A", "\r"}]
    assert read_answers("".join(pieces)).rest == "".join(keys)


@given(st.text(max_size=300))
def test_garbage_is_no_answer_and_no_error(given: str) -> None:
    assert read_answers(given).cell is None


# --- deciding ---


@pytest.mark.parametrize(
    ("env", "graphics"),
    [
        ({}, Graphics.NONE),
        ({"TERM": "dumb"}, Graphics.NONE),
        (XTERM | {"NO_COLOR": "1"}, Graphics.NONE),
        (XTERM | {"NO_COLOR": ""}, None),
        (XTERM, None),
        ({"TERM": "xterm-kitty"}, None),
        ({"TERM": "xterm-ghostty"}, Graphics.KITTY),
        (XTERM | {"TERM_PROGRAM": "ghostty"}, Graphics.KITTY),
        (XTERM | {"KITTY_WINDOW_ID": "1"}, None),
        (XTERM | {"TERM_PROGRAM": "WezTerm"}, Graphics.ITERM),
        (XTERM | {"TERM_PROGRAM": "iTerm.app"}, Graphics.ITERM),
        (XTERM | {"LC_TERMINAL": "iTerm2"}, Graphics.ITERM),
        (XTERM | {"STY": "1.pts", "KITTY_WINDOW_ID": "1"}, Graphics.BLOCKS),
    ],
)
def test_what_the_environment_tells(env: Mapping[str, str], graphics: Graphics | None) -> None:
    assert known(env, None) is graphics


@pytest.mark.parametrize(
    ("tmux", "graphics"),
    [
        (Tmux(passes=True, outer="xterm-kitty"), Graphics.KITTY),
        (Tmux(passes=True, outer="xterm-kitty", name="kitty(0.41.1)"), Graphics.KITTY),
        (Tmux(passes=True, outer="xterm-kitty", name="kitty(0.26.5)"), None),
        (Tmux(passes=False, outer="xterm-kitty"), None),
        (Tmux(passes=True, outer="xterm-256color"), None),
    ],
)
def test_flt_41_tmux_without_passthrough_passes_nothing(tmux: Tmux, graphics: Graphics | None) -> None:
    assert known({"TERM": "tmux-256color", "KITTY_WINDOW_ID": "1"}, tmux) is graphics


@pytest.mark.parametrize(
    ("answers", "graphics", "in_tmux"),
    [
        (Answers(), Graphics.BLOCKS, Graphics.BLOCKS),
        (Answers(True, kitty=True), Graphics.PLACED, Graphics.BLOCKS),
        (Answers(True, "kitty(0.28.0)", kitty=True), Graphics.KITTY, Graphics.BLOCKS),
        (Answers(True, "kitty(0.41.1)", kitty=True), Graphics.KITTY, Graphics.BLOCKS),
        (Answers(True, "kitty(1.2.0)", kitty=True), Graphics.KITTY, Graphics.BLOCKS),
        (Answers(True, "kitty(0.27.1)", kitty=True), Graphics.PLACED, Graphics.BLOCKS),
        (Answers(True, "kitty(0.9.0)", kitty=True), Graphics.PLACED, Graphics.BLOCKS),
        (Answers(True, "another 1.0", kitty=True), Graphics.PLACED, Graphics.BLOCKS),
        (Answers(True, "Konsole 23.08", kitty=True, sixel=True), Graphics.SIXEL, Graphics.SIXEL),
        (Answers(True, kitty=True, sixel=True), Graphics.SIXEL, Graphics.SIXEL),
        (Answers(True, "ghostty 1.2", kitty=True, sixel=True), Graphics.KITTY, Graphics.SIXEL),
        (Answers(True, "iTerm2 3.5", sixel=True), Graphics.ITERM, Graphics.SIXEL),
        (Answers(True, "WezTerm 2024", kitty=True, sixel=True), Graphics.ITERM, Graphics.SIXEL),
        (Answers(True, "foot(1.16)", sixel=True), Graphics.SIXEL, Graphics.SIXEL),
        (Answers(True, "XTerm(390)"), Graphics.BLOCKS, Graphics.BLOCKS),
    ],
)
def test_flt_41_what_the_answers_tell(answers: Answers, graphics: Graphics, in_tmux: Graphics) -> None:
    assert judged(answers, tmux=False) is graphics
    assert judged(answers, tmux=True) is in_tmux


def never() -> Answers:
    raise AssertionError


def no_tmux() -> Tmux:
    raise AssertionError


def test_cnv_08_the_readers_choice_is_the_last_word_and_asks_nobody() -> None:
    found = picture_terminal(XTERM, chosen=Graphics.SIXEL, ask=never, ask_tmux=no_tmux)
    assert found == PictureTerminal(Graphics.SIXEL)


def test_without_unicode_there_are_no_pictures() -> None:
    found = picture_terminal(XTERM, chosen=Graphics.KITTY, is_unicode=False, ask=never, ask_tmux=no_tmux)
    assert found.graphics is Graphics.NONE


def test_who_is_known_is_not_asked() -> None:
    found = picture_terminal({"TERM": "xterm-ghostty"}, ask=never, ask_tmux=no_tmux, cell=(9, 18))
    assert found == PictureTerminal(Graphics.KITTY, (9, 18))


def test_who_is_not_known_is_asked() -> None:
    answers = Answers(True, sixel=True, cell=(8, 16))
    assert picture_terminal(XTERM, ask=lambda: answers, ask_tmux=no_tmux) == PictureTerminal(Graphics.SIXEL, (8, 16))
    silent = picture_terminal(XTERM, ask=Answers, ask_tmux=no_tmux)
    assert silent == PictureTerminal(Graphics.BLOCKS, silent=True)


@pytest.mark.parametrize(
    ("answers", "graphics"),
    [
        (Answers(True, "kitty(0.26.5)", kitty=True), Graphics.PLACED),
        (Answers(True, "kitty(0.41.1)", kitty=True), Graphics.KITTY),
        (Answers(True, kitty=True), Graphics.KITTY),
        (Answers(), Graphics.KITTY),
    ],
)
def test_kittys_version_tells_whether_it_knows_placeholders(answers: Answers, graphics: Graphics) -> None:
    found = picture_terminal({"TERM": "xterm-kitty"}, ask=lambda: answers, ask_tmux=no_tmux)
    assert found.graphics is graphics


@pytest.mark.parametrize(
    ("answers", "keys"),
    [
        (Answers(True, rest="jj\n"), "jj\r"),
        (Answers(True, rest="j\x1b"), "j\x1b"),
        (Answers(rest="j\x1b[?62;4"), "j"),
        (Answers(rest="j\x1b"), "j\x1b"),
        (Answers(True, rest="j" * 4000), ""),
    ],
)
def test_flt_41_what_is_typed_meanwhile_is_told_apart_from_cut_answers_and_floods(answers: Answers, keys: str) -> None:
    assert picture_terminal(XTERM, ask=lambda: answers, ask_tmux=no_tmux).typed == keys


def test_in_tmux_it_is_asked_how_it_is_set() -> None:
    env = {"TERM": "tmux-256color", "TMUX": "/tmp/tmux,1,0"}
    outer = Tmux(passes=True, outer="xterm-kitty")
    found = picture_terminal(env, ask=never, ask_tmux=lambda: outer)
    assert found == PictureTerminal(Graphics.KITTY, tmux=True)


# --- asking ---


class FakeTerminal(threading.Thread):
    """The other end of a pty, which answers what it is asked, after a while, and types in between."""

    def __init__(self, answers: Mapping[str, str], *, types: str = "") -> None:
        super().__init__(daemon=True)
        self.own, self.program = os.openpty()
        self.asked = ""
        self._answers = dict(answers)
        self._types = types

    def run(self) -> None:
        while True:
            try:
                self.asked += os.read(self.own, 4096).decode()
            except OSError:
                return
            for question, answer in list(self._answers.items()):
                if self.asked.endswith(question):
                    del self._answers[question]
                    os.write(self.own, f"{self._types}{answer}".encode())

    def close(self) -> None:
        os.close(self.program)
        os.close(self.own)
        self.join(5)


Opened = Callable[..., FakeTerminal]


@pytest.fixture
def terminal() -> Iterator[Opened]:
    opened: list[FakeTerminal] = []

    def open_(answers: Mapping[str, str], *, types: str = "") -> FakeTerminal:
        opened.append(FakeTerminal(answers, types=types))
        opened[-1].start()
        return opened[-1]

    yield open_
    for one in opened:
        one.close()


def ask(one: FakeTerminal, patience: float = 5.0) -> Answers:
    return ask_terminal(one.program, one.program, patience=patience)


def left_to_read(one: FakeTerminal) -> bytes:
    return os.read(one.program, 4096) if select.select([one.program], [], [], 0)[0] else b""


def test_a_terminal_that_answers_is_asked_everything(terminal: Opened) -> None:
    one = terminal({ASK_WHETHER: f"{HERE}\x1b[?62c", ASK_ALL: f"{KITTY_OK}{version('kitty')}\x1b[6;20;9t\x1b[?62c"})
    assert ask(one) == Answers(True, "kitty", True, False, (9, 20))
    assert one.asked == ASK_WHETHER + ASK_ALL


def test_flt_41_no_answer_is_left_to_be_read_and_the_terminal_is_as_it_was(terminal: Opened) -> None:
    one = terminal({ASK_WHETHER: f"{HERE}\x1b[?62;4c", ASK_ALL: f"{KITTY_NO}\x1b[?62;4c"})
    before = termios.tcgetattr(one.program)
    assert ask(one).sixel
    assert termios.tcgetattr(one.program) == before
    assert before[3] & termios.ECHO
    assert left_to_read(one) == b""
    assert one.asked == ASK_WHETHER + ASK_ALL  # nothing of its answers was echoed


def test_flt_41_keys_typed_meanwhile_are_kept_apart(terminal: Opened) -> None:
    one = terminal({ASK_WHETHER: f"{HERE}\x1b[?62c", ASK_ALL: f"{KITTY_OK}\x1b[?62c"}, types="j")
    answers = ask(one)
    assert (answers.kitty, answers.rest) == (True, "jj")


def test_cnv_09_a_silent_terminal_costs_one_limit_and_is_asked_no_more(terminal: Opened) -> None:
    one = terminal({})
    begun = time.monotonic()
    assert ask(one, 0.05) == Answers()
    assert time.monotonic() - begun < 1
    assert _heard(one) == ASK_WHETHER


def _heard(one: FakeTerminal) -> str:
    end = time.monotonic() + 5
    while one.asked != ASK_WHETHER and time.monotonic() < end:
        select.select([], [], [], 0.01)
    return one.asked


def test_a_terminal_that_falls_silent_is_known_by_its_first_answer(terminal: Opened) -> None:
    one = terminal({ASK_WHETHER: f"{HERE}\x1b[?62;4c"})
    assert ask(one, 0.5) == Answers(True, sixel=True)


def test_a_terminal_that_never_stops_is_not_listened_to_for_ever(terminal: Opened) -> None:
    one = terminal({ASK_WHETHER: "x" * 4096})
    assert not ask(one).whole


def test_a_terminal_that_goes_away_is_no_error(terminal: Opened) -> None:
    reader, writer = os.pipe()
    one = terminal({})
    os.close(writer)
    assert asking._asked(reader, one.program, ASK_WHETHER, 5.0) == Answers()
    os.close(reader)


def test_what_is_no_terminal_is_not_asked(tmp_path: Path) -> None:
    with (tmp_path / "file").open("w+") as file:
        assert ask_terminal(file.fileno(), file.fileno()) == Answers(whole=True)
        assert file.read() == ""
        assert cell_size(file.fileno()) is None


def test_the_size_of_a_cell_is_the_systems(terminal: Opened) -> None:
    one = terminal({})
    assert cell_size(one.program) is None
    termios.tcsetwinsize(one.own, (24, 80))
    assert cell_size(one.program) is None
    import fcntl
    import struct

    fcntl.ioctl(one.own, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 720, 480))
    assert cell_size(one.program) == (9, 20)


def test_the_whole_way_on_the_programs_own_terminal(terminal: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    one = terminal({ASK_WHETHER: f"{HERE}\x1b[?62c", ASK_ALL: f"{KITTY_OK}\x1b[?62c"})
    with (
        os.fdopen(os.dup(one.program), "r", encoding="utf-8") as reader,
        os.fdopen(os.dup(one.program), "w", encoding="utf-8") as writer,
    ):
        monkeypatch.setattr(sys, "__stdin__", reader)
        monkeypatch.setattr(sys, "__stdout__", writer)
        monkeypatch.setattr(asking, "PATIENCE", 5.0)
        assert this_terminal(XTERM) == PictureTerminal(Graphics.PLACED)
        assert this_terminal(XTERM | {"SSH_CONNECTION": "a"}, Graphics.BLOCKS).graphics is Graphics.BLOCKS


def test_without_a_terminal_there_are_no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "__stdin__", None)
    assert this_terminal({"TERM": "xterm-kitty"}) == PictureTerminal(Graphics.NONE)


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("echo 'on xterm-kitty'", Tmux(passes=True, outer="xterm-kitty")),
        ("echo 'on xterm-kitty kitty(0.26.5)'", Tmux(passes=True, outer="xterm-kitty", name="kitty(0.26.5)")),
        ("echo 'all foot'", Tmux(passes=True, outer="foot")),
        ("echo 'off xterm-kitty'", Tmux(passes=False, outer="xterm-kitty")),
        ("echo ' xterm-kitty'", Tmux(passes=False, outer="xterm-kitty")),
        ("echo '1 xterm-kitty'", Tmux(passes=True, outer="xterm-kitty")),
        ("exit 1", Tmux(passes=False, outer="")),
    ],
)
def test_tmux_says_what_it_passes(script: str, told: Tmux, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "tmux"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(asking, "TMUX_PATIENCE", 20.0)
    assert ask_tmux() == told


def test_a_tmux_that_hangs_passes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "tmux"
    program.write_text("#!/bin/sh\nexec sleep 20\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(asking, "TMUX_PATIENCE", 0.1)
    assert ask_tmux() == Tmux(passes=False, outer="")


def test_a_tmux_that_is_not_there_passes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert ask_tmux() == Tmux(passes=False, outer="")


def test_nothing_of_textual_is_needed_to_ask() -> None:
    source = Path(__file__).parents[2] / "src"
    code = "import globeterm.ui.asking, sys; sys.exit('textual' in sys.modules or 'rich' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(source)}, check=False)
    assert done.returncode == 0


# --- an answer that comes late ---


def keys_of(given: str, late: LateAnswer) -> list[str | None]:
    """The keys that an app gets of what comes from the terminal, as Textual reads it, without a late answer."""
    parser = XTermParser()
    found = [message for message in (*parser.feed(given), *parser.feed("")) if isinstance(message, events.Event)]
    return [event.character for event in found if not late.takes(event) and isinstance(event, events.Key)]


@pytest.mark.parametrize(
    "attributes", ["\x1b[?62;4c", "\x1b[?1;2c", "\x1b[?64;1;2;4;6;9;15;16;17;18;21;22;28c", "\x1b[?6c"]
)
def test_flt_41_a_late_answer_presses_no_key(attributes: str) -> None:
    assert keys_of(f"{HERE}{attributes}", LateAnswer()) == []


def test_flt_41_without_the_guard_it_would_press_keys() -> None:
    class Careless(LateAnswer):
        def takes(self, event: events.Event) -> bool:
            return False

    assert "?" in keys_of(f"{HERE}\x1b[?62;4c", Careless())


def test_the_readers_keys_come_through() -> None:
    late = LateAnswer()
    assert keys_of("jk[?c5;", late) == list("jk[?c5;")
    assert keys_of(f"j{HERE}k[?c", late) == list("jk[?c")
    assert keys_of(f"{HERE}\x1b[?62;4c", late) == []
    assert keys_of("c[?5", late) == list("c[?5")
    assert not late.takes(events.AppFocus())
