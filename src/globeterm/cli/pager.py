"""``read --pager``: what is printed goes to the reader's pager, when there is a terminal to show it on (SEC-19)."""

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from globeterm.cli.call import Call
from globeterm.errors import EXIT_OK, EXIT_PARTLY
from globeterm.piping import argv_of, give

#: The pager of one who has not chosen another.
USUAL: Final = "less"


def show_in_pager(call: Call, show: Callable[[Call], None]) -> int:
    """Give what ``show`` prints to ``$PAGER``, without escape sequences; print it where stdout is no terminal.

    Returns the exit code: 1 when the pager failed. Raises UsageError for a pager that is not there.
    """
    if not call.output.stdout.isatty():
        show(call)
        return EXIT_OK
    argv = argv_of(call.environment.get("PAGER") or USUAL)
    printed = io.StringIO()
    show(replace(call, output=replace(call.output, stdout=printed, colour=False)))
    code = give(argv, printed.getvalue())
    if code:
        call.output.message(f"the pager {argv[0]} ended with {code}")
    return EXIT_PARTLY if code else EXIT_OK
