"""What ``doctor`` finds: checks in groups, each with its state, what it says, and what to do about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from globeterm.errors import EXIT_OK, EXIT_PARTLY

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


def homely(text: str, environment: Mapping[str, str]) -> str:
    """``text`` with the reader's home folder as ``~``, so that a report that is passed on does not name them."""
    home = environment.get("HOME", "").rstrip("/")
    return text.replace(f"{home}/", "~/") if home else text
