"""How far a long command is, on stderr: a bar a phase on a terminal, a line now and then everywhere else (CNV-03)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol, Self

from globeterm.text import BAD

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from rich.progress import Progress, Task, TaskID

    from globeterm.cli.output import Output

#: How many lines a phase has at the most where there is no bar.
LINES: Final = 4
#: How wide a bar is, in columns, where there is room for it.
BAR: Final = 40


class Showing(Protocol):
    """What shows how far a command is, while it is entered."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def show(self, phase: str, done: int, wanted: int) -> None:
        """Show that ``done`` of a phase's ``wanted`` pieces are done."""

    def message(self, text: str) -> None:
        """Print one sentence for people."""


def progress(output: Output, environment: Mapping[str, str]) -> Showing:
    """Choose the way that suits stderr: a dumb terminal can't draw bars (FLT-12)."""
    is_terminal = output.stderr.isatty() and environment.get("TERM", "dumb") != "dumb"
    return Bars(output) if is_terminal else Lines(output)


class Lines:
    """A line at each quarter of a phase."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._said: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """There is nothing to end."""

    def show(self, phase: str, done: int, wanted: int) -> None:
        """Print a line when the phase has come a quarter further."""
        share = done * LINES // wanted if wanted else 0
        if share > self._said.get(phase, 0):
            self._said[phase] = share
            self._output.message(f"{phase} · {done} of {wanted}")

    def message(self, text: str) -> None:
        """Print one sentence for people."""
        self._output.message(text)


class Bars:
    """A bar a phase, with counts, rate and time left."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._bars: Progress = _bars(output)
        self._phases: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def show(self, phase: str, done: int, wanted: int) -> None:
        """Move the phase's bar; a phase that has nothing to do gets none."""
        if phase in self._phases:
            self._bars.update(self._phases[phase], completed=done)
        elif wanted:
            self._phases[phase] = self._bars.add_task(phase, total=wanted, completed=done)

    def message(self, text: str) -> None:
        """Print one sentence for people above the bars."""
        from rich.text import Text

        line = Text(self._output.printable(BAD.sub("", text)))
        self._bars.console.print(line, soft_wrap=True, highlight=False)


def _bars(output: Output) -> Progress:
    """The bars' columns, in the terminal's own colours."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """How many pieces a second."""

        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(f"{speed:.1f}/s" if speed is not None else "", style="dim")

    console = Console(file=output.stderr, no_color=not output.colour, highlight=False, legacy_windows=False)
    return Progress(
        TextColumn("{task.description:<13}", markup=False),
        BarColumn(BAR, style="dim", complete_style="none", finished_style="none", pulse_style="dim"),
        MofNCompleteColumn(" of "),
        Rate(),
        TimeRemainingColumn(compact=True),
        console=console,
    )
