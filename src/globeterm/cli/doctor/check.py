"""What ``doctor`` finds: checks in groups, each with its state, what it says, and what to do about it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from globeterm.cli.redacting import without_secrets
from globeterm.errors import EXIT_OK, EXIT_PARTLY
from globeterm.rendering.cells import width

#: What stands between two facts on one line.
APART: Final = " · "

State = Literal["ok", "note", "fault"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. ``advice`` is what to do; ``more`` are further facts, a line each.

    ``code`` is the exit code of a fault, by the command line's contract.
    """

    name: str
    says: str
    state: State = "ok"
    advice: str = ""
    more: tuple[str, ...] = ()
    code: int = EXIT_PARTLY


@dataclass(frozen=True, slots=True)
class Group:
    """Checks that belong together."""

    title: str
    checks: tuple[Check, ...]


def exit_code(groups: Sequence[Group]) -> int:
    """0 without a fault; the code that all faults share; 1 when they have several."""
    codes = {check.code for group in groups for check in group.checks if check.state == "fault"} or {EXIT_OK}
    return codes.pop() if len(codes) == 1 else EXIT_PARTLY


def count(groups: Sequence[Group], state: State) -> int:
    """How many checks came to a state."""
    return sum(check.state == state for group in groups for check in group.checks)


def reportable(text: str, environment: Mapping[str, str]) -> str:
    """``text`` as it may be passed on: without passwords in addresses, and with the home folder as ``~`` (SEC-14)."""
    text = without_secrets(text)
    home = environment.get("HOME", "").rstrip("/")
    return text.replace(f"{home}/", "~/") if home else text


def packed(text: str, room: int) -> Iterator[str]:
    """Facts that stand apart, as many on a line as fit whole; a fact that is too long for a line has one to itself."""
    line = ""
    for fact in text.split(APART):
        longer = f"{line}{APART}{fact}" if line else fact
        if line and width(longer) > room:
            yield line
            longer = fact
        line = longer
    yield line
