"""``refresh``: checks feeds, stores what is new, and says so feed by feed as they finish."""

import asyncio

from globeterm.cli import records
from globeterm.cli.call import Call
from globeterm.cli.composition import open_library
from globeterm.edition import find_section
from globeterm.errors import EXIT_BAD_INPUT, EXIT_OK, EXIT_PARTLY
from globeterm.library.urgency import Urgency
from globeterm.model import RefreshResult
from globeterm.program import NAME


def refresh(call: Call) -> int:
    """``refresh [SECTION…]``: 0 all done, 1 some feeds failed, 69 none could be reached, 65 no feed was one."""
    wanted = [find_section(call.edition, name).key for name in call.arguments.sections] or None
    results = asyncio.run(_refresh(call, wanted))
    order = {section.name: number for number, section in enumerate(call.edition.walk())}
    results.sort(key=lambda result: order.get(result.section, len(order)))
    if call.arguments.json:
        call.output.json(records.refreshed(results))
    else:
        _show_sum(call, results)
    return exit_code(results)


def exit_code(results: list[RefreshResult]) -> int:
    """Tell what all came to: when every feed failed in one way, that way's code.

    Of a section that the site no longer has that is said; a site that has none of those asked for is another site.
    """
    if results and all(result.is_missing for result in results):
        return EXIT_BAD_INPUT
    codes = {result.exit_code for result in results} or {EXIT_OK}
    return codes.pop() if len(codes) == 1 else EXIT_PARTLY


async def _refresh(call: Call, wanted: list[str] | None) -> list[RefreshResult]:
    urgency = Urgency.WHOLE if call.arguments.force else Urgency.STALE
    results: list[RefreshResult] = []
    async with open_library(call) as library:
        async for result in library.refresh(wanted, urgency=urgency):
            is_news = all(other.error != result.error for other in results)
            results.append(result)
            if result.error is None and not call.arguments.json:
                call.output.data(f"{result.section} · {said(result)}")
            elif result.error is not None and is_news:
                call.output.message(f"{NAME}: {result.section}: {result.error}")
    for sentence in repeated(results):
        call.output.message(f"{NAME}: {sentence}")
    return results


def repeated(results: list[RefreshResult]) -> list[str]:
    """Say for which sections a failure that was told of one holds too: a site that is away is no wall of errors."""
    first: dict[str, str] = {}
    others: dict[str, list[str]] = {}
    for result in results:
        if result.error is not None and first.setdefault(result.error, result.section) != result.section:
            others.setdefault(result.error, []).append(result.section)
    return [f"{', '.join(names)}: the same as {first[error]}" for error, names in others.items()]


def said(result: RefreshResult) -> str:
    """What a check brought, in words."""
    if result.status == "cached":
        return "still fresh, not asked"
    changes = [
        f"{count} {word}" for count, word in ((result.new + result.joined, "new"), (result.updated, "updated")) if count
    ]
    return ", ".join(changes) or "nothing new"


def _show_sum(call: Call, results: list[RefreshResult]) -> None:
    new = sum(result.new for result in results)
    call.output.message(f"{new or 'no'} new {'story' if new == 1 else 'stories'}")
