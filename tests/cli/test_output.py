"""What is printed: through the text gate, no wider than the terminal, fit for the terminal's alphabet."""

import io
import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from globeterm.cli.output import Output, drop, standard_output, wants_colour
from globeterm.errors import StorageError
from globeterm.text import BAD

HOSTILE = "a\x1b[31mb\x07\x9b\u202ec\x00\u2028d\ud800"


def output(*, width: int = 40, colour: bool = False, ascii: bool = False) -> tuple[Output, io.StringIO, io.StringIO]:  # noqa: A002
    out, err = io.StringIO(), io.StringIO()
    return Output(out, err, width, colour, ascii), out, err


def test_a_paragraph_is_wrapped_and_indented() -> None:
    printer, out, _ = output(width=20)
    printer.data("one two three four five six", first="12", indent=4)
    assert out.getvalue() == "12  one two three\n    four five six\n"


def test_where_there_is_no_room_beside_it_the_first_column_has_a_line_of_its_own() -> None:
    printer, out, _ = output(width=20)
    printer.data("one two three four", first="a long label", indent=14)
    printer.data("five", indent=14)
    assert out.getvalue() == "a long label\n  one two three four\n  five\n"


def test_an_empty_paragraph_is_an_empty_line() -> None:
    printer, out, _ = output()
    printer.data()
    assert out.getvalue() == "\n"


def test_styles_are_printed_only_where_they_may_be() -> None:
    printer, out, _ = output(colour=True)
    printer.data("x", style="strong")
    printer.data("y", style="faint")
    printer.data("z")
    assert out.getvalue() == "\x1b[1mx\x1b[0m\n\x1b[2my\x1b[0m\nz\n"
    printer, out, _ = output()
    printer.data("x", style="strong")
    assert out.getvalue() == "x\n"


@given(st.text() | st.just(HOSTILE), st.integers(20, 60))
def test_sec_01_nothing_printed_holds_a_control_or_is_too_wide(text: str, width: int) -> None:
    printer, out, err = output(width=width)
    printer.data(text, indent=4)
    printer.message(text)
    lines = out.getvalue().split("\n") + err.getvalue().split("\n")
    assert not any(BAD.search(line) for line in lines)
    assert all(cell_len(line) <= width for line in out.getvalue().split("\n"))


@given(st.text() | st.just(HOSTILE))
def test_sec_01_json_holds_no_control_anywhere(text: str) -> None:
    printer, out, _ = output()
    printer.json({"a": [text, (text,), {"b": text, "n": 1, "none": None, "yes": True}]})
    document = json.loads(out.getvalue())
    assert not BAD.search(document["a"][0].replace("\n", ""))
    assert document["a"][2]["n"] == 1
    assert document["a"][2]["none"] is None
    assert document["a"][2]["yes"] is True
    assert not BAD.search(out.getvalue().replace("\n", ""))


def test_flt_21_an_ascii_terminal_gets_ascii() -> None:
    printer, out, err = output(ascii=True)
    printer.data("“Déjà” – vu…", first="•", indent=2)
    printer.message("‘x’")
    printer.json({"a": "é"})
    assert out.getvalue() == '* "Déjà" - vu...\n{\n  "a": "\\u00e9"\n}\n'
    assert err.getvalue() == "'x'\n"


@pytest.mark.parametrize(
    ("environment", "is_terminal", "wanted"),
    [
        ({"TERM": "xterm"}, True, True),
        ({"TERM": "xterm"}, False, False),
        ({"TERM": "dumb"}, True, False),
        ({}, True, False),
        ({"TERM": "xterm", "NO_COLOR": "1"}, True, False),
        ({"TERM": "xterm", "NO_COLOR": ""}, True, True),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
    ],
)
def test_cnv_02_colour_is_for_terminals_that_want_it(
    environment: dict[str, str], is_terminal: bool, wanted: bool
) -> None:
    assert wants_colour(environment, is_terminal=is_terminal) is wanted


def test_the_width_is_the_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "33")
    assert standard_output({}).width == 33
    monkeypatch.setenv("COLUMNS", "3")
    assert standard_output({}).width == 20
    assert standard_output({"FORCE_COLOR": "1"}, no_color=True).colour is False


@pytest.mark.parametrize(
    ("encoding", "is_ascii"), [("utf-8", False), ("UTF8", False), ("ascii", True), ("latin-1", True)]
)
def test_flt_21_a_stream_that_cannot_print_everything_prints_question_marks(
    monkeypatch: pytest.MonkeyPatch, encoding: str, is_ascii: bool
) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    monkeypatch.setattr(sys, "stdout", stream)
    printer = standard_output({})
    printer.data("漢 “x”")
    stream.flush()
    assert printer.ascii is is_ascii
    assert raw.getvalue() == (b'? "x"\n' if is_ascii else "漢 “x”\n".encode())


def test_flt_20_a_stdout_without_a_descriptor_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    drop(sys.stdout)
    assert standard_output({}).ascii is False


def test_flt_04_a_stream_that_takes_no_more_is_one_sentence() -> None:
    class Full(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(28, "No space left on device")

    printer = Output(Full(), io.StringIO(), 40, colour=False, ascii=False)
    with pytest.raises(StorageError, match="the output can't be written: No space left on device"):
        printer.data("x")


def test_flt_20_a_broken_pipe_stays_one() -> None:
    class Gone(io.StringIO):
        def flush(self) -> None:
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        Output(Gone(), io.StringIO(), 40, colour=False, ascii=False).write("", last=True)
