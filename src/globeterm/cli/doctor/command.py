"""``doctor``: looks at folders, library, versions, terminal and site, and says what is amiss and what to do about it.

It changes nothing but when it is asked to compact the library, and in the cache. It gets through whatever state it
finds (FLT-03 to FLT-11).
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from globeterm.cli import records
from globeterm.cli.call import Call
from globeterm.cli.doctor.check import Check, Group, State, count, exit_code, packed, reportable
from globeterm.cli.doctor.folders import look_at_folders, size_in_words
from globeterm.cli.doctor.library import Holdings, compact, look_at_library
from globeterm.cli.doctor.machine import look_at_terminal, look_at_versions
from globeterm.errors import EXIT_INTERNAL, GlobetermError, MissingPartError
from globeterm.limits import EXAMINATION_SECONDS
from globeterm.program import NAME, VERSION

if TYPE_CHECKING:
    from globeterm.cli.doctor.site import Answers
    from globeterm.cli.output import Style
    from globeterm.edition import Edition

#: The widest column of names; a longer name has a line of its own.
NAMES: Final = 18

_WORDS: Final[dict[State, str]] = {"ok": "ok", "note": "note", "fault": "FAULT"}


@dataclass(slots=True)
class Examination:
    """All that was found. ``answers`` is None where the site was not asked."""

    edition: "Edition | None" = None
    groups: list[Group] = field(default_factory=list)
    holdings: Holdings = field(default_factory=Holdings)
    answers: "Answers | None" = None


def doctor(call: Call) -> int:
    """``doctor``: 0 no fault, else the code that all faults share, or 1 (cli.md)."""
    if call.arguments.compact:
        _compact(call)
    found = _examine(call)
    if call.arguments.json:
        call.output.json(_record(call, found))
    else:
        _show(call, found)
        if found.holdings.is_worth_compacting and _wants_it(call):
            _compact(call)
    return exit_code(found.groups)


def _examine(call: Call) -> Examination:
    found = Examination()
    settings, found.edition = _look_at_settings(call)
    try:
        found.groups.append(look_at_folders(call.paths, call.now()))
        library, found.holdings = look_at_library(call, found.edition)
    except GlobetermError as error:
        check = Check("home", str(error), "fault", code=error.exit_code)
        library = Group("Library", (Check("file", "not looked at: there is no folder for it", "note"),))
        found.groups.append(Group("Folders", (check,)))
    found.groups += [library, settings, look_at_versions(), look_at_terminal(call)]
    if found.edition is not None:
        try:
            found.groups.append(_look_at_site(call, found.edition, found))
        except (ImportError, MissingPartError) as error:
            missing = MissingPartError(error) if isinstance(error, ImportError) else error
            check = Check("network", str(missing), "fault", code=EXIT_INTERNAL)
            found.groups.append(Group("Site", (check,)))
    return found


def _look_at_settings(call: Call) -> "tuple[Group, Edition | None]":
    """The configuration and the edition, each of which may be wrong."""
    checks: list[Check] = []
    edition = None
    try:
        is_there = call.config_file.exists()
        _ = call.config
        checks.append(
            Check(
                "configuration", str(call.config_file) if is_there else f"{call.config_file} (none; all is as it comes)"
            )
        )
    except (GlobetermError, OSError) as error:
        checks.append(_mistake("configuration", error))
    try:
        edition = call.edition
        checks.append(Check("edition", f"{edition.name}, {sum(1 for _ in edition.walk())} sections, at {edition.home}"))
    except (GlobetermError, OSError) as error:
        if not any(check.says == str(error) for check in checks):
            checks.append(_mistake("edition", error))
    return Group("Settings", tuple(checks)), edition


def _mistake(name: str, error: Exception) -> Check:
    code = error.exit_code if isinstance(error, GlobetermError) else EXIT_INTERNAL
    return Check(name, str(error), "fault", "Correct it, or leave it out.", code=code)


def _look_at_site(call: Call, edition: "Edition", found: Examination) -> Group:
    from globeterm.cli.composition import is_sample
    from globeterm.cli.doctor.site import ask_site, tell_site

    if not call.offline or is_sample(edition):
        if call.output.stderr.isatty():
            call.output.message(f"asking {edition.home}, for {EXAMINATION_SECONDS:g} seconds at most …")
        found.answers = ask_site(call, edition, found.holdings)
    return tell_site(edition, found.holdings, found.answers, call.now(), call.environment)


def _show(call: Call, found: Examination) -> None:
    """Print the groups, and in one line at the end what they come to."""
    call.output.data(f"{NAME} {VERSION} · {call.now():%Y-%m-%d %H:%M %Z}", style="strong")
    names = min(NAMES, max(len(check.name) for group in found.groups for check in group.checks))
    for group in found.groups:
        call.output.data()
        call.output.data(reportable(group.title, call.environment), style="strong")
        for check in group.checks:
            _show_check(call, check, names)
    call.output.data()
    call.output.data(_sum(found.groups), style="strong")


def _show_check(call: Call, check: Check, names: int) -> None:
    """State, name, what is said, the further facts, and what to do."""
    indent = 2 + 6 + names + 2
    style: Style = "strong" if check.state == "fault" else "plain"
    front = f"  {_WORDS[check.state]:<6}{check.name}"
    if len(check.name) > names:
        call.output.data(check.name, first=f"  {_WORDS[check.state]:<6}", indent=8)
        front = ""
    _show_facts(call, check.says, style, first=front, indent=indent)
    for facts in check.more:
        _show_facts(call, facts, "faint", indent=indent)
    if check.advice:
        _show_facts(call, f"→ {check.advice}", "plain", indent=indent)


def _show_facts(call: Call, facts: str, style: "Style", *, indent: int, first: str = "") -> None:
    """Print facts, each whole on its line where the terminal is wide enough for that."""
    room = call.output.width - (indent if indent <= call.output.width // 2 else 2)
    for line in packed(reportable(facts, call.environment), room):
        call.output.data(line, style=style, first=first, indent=indent)
        first = ""


def _sum(groups: Sequence[Group]) -> str:
    faults, notes = count(groups, "fault"), count(groups, "note")
    if not faults:
        return (
            "Nothing is amiss."
            if not notes
            else f"Nothing is amiss; {notes} {'note' if notes == 1 else 'notes'} above."
        )
    return f"{faults} {'thing is' if faults == 1 else 'things are'} amiss: {', '.join(_named(groups))}."


def _named(groups: Sequence[Group]) -> list[str]:
    return [check.name for group in groups for check in group.checks if check.state == "fault"]


def _wants_it(call: Call) -> bool:
    """Ask whether to compact the library, where somebody can answer."""
    streams = (sys.stdin, call.output.stdout, call.output.stderr)
    if not all(stream is not None and stream.isatty() for stream in streams):
        return False
    call.output.message(f"Compact the library now? It is copied once, and no other {NAME} may be open. [y/N]")
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def _compact(call: Call) -> None:
    """Compact the library. Raises LibraryBusyError while another globeterm holds it."""
    freed = compact(call)
    call.output.message(f"the library is compacted: {size_in_words(freed)} are given back to the disk")


def _record(call: Call, found: Examination) -> records.Record:
    """``doctor --json``."""
    from globeterm.cli.doctor.record import record

    return record(found.groups, found.holdings, found.answers, at=call.now(), environment=call.environment)
