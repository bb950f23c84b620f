"""How far a command is: bars on a terminal that can draw them, a line at each quarter everywhere else."""

import io
from collections.abc import Mapping

import pytest

from globeterm.cli.output import Output
from globeterm.cli.progress import Bars, Lines, progress

XTERM = {"TERM": "xterm-256color"}


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def output(stderr: io.StringIO, *, ascii_only: bool = False) -> Output:
    return Output(io.StringIO(), stderr, width=80, colour=False, ascii=ascii_only)


@pytest.mark.parametrize(
    ("stream", "environment", "kind"),
    [
        (Terminal(), XTERM, Bars),
        (io.StringIO(), XTERM, Lines),
        (Terminal(), {"TERM": "dumb"}, Lines),
        (Terminal(), {}, Lines),
    ],
)
def test_flt_12_a_dumb_terminal_gets_lines(stream: io.StringIO, environment: Mapping[str, str], kind: type) -> None:
    assert type(progress(output(stream), environment)) is kind


def test_a_line_at_each_quarter() -> None:
    stream = io.StringIO()
    with Lines(output(stream)) as showing:
        for done in range(9):
            showing.show("stories", done, 8)
        showing.show("pictures", 0, 0)
        showing.message("one of them failed\x1b[31m")
    said = [f"stories · {done} of 8" for done in (2, 4, 6, 8)]
    assert stream.getvalue().splitlines() == [*said, "one of them failed[31m"]


def test_bars_stay_with_their_counts_and_messages_above_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "90")
    stream = Terminal()
    with Bars(output(stream)) as showing:
        showing.show("stories", 1, 4)
        showing.message("“[b]A Story[/b]” failed\x1b[31m")
        showing.show("stories", 4, 4)
        showing.show("pictures", 0, 0)
    drawn = stream.getvalue()
    assert "“[b]A Story[/b]” failed[31m\n" in drawn
    assert "stories" in drawn
    assert "4 of 4" in drawn
    assert "pictures" not in drawn
    assert drawn.endswith("\x1b[?25h"), "the cursor is given back"
