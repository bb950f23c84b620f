"""``sync``: everything that makes the paper readable offline, with a bar a phase, and to be stopped at any moment."""

import asyncio
from contextlib import aclosing

from globeterm.cli import records
from globeterm.cli.call import Call
from globeterm.cli.composition import open_library
from globeterm.cli.progress import Showing, progress
from globeterm.cli.refreshing import exit_code, said
from globeterm.edition import find_section
from globeterm.errors import EXIT_OK, EXIT_PARTLY
from globeterm.library.keeping import Retention
from globeterm.library.syncing import SyncOrder, SyncStep
from globeterm.model import RefreshResult
from globeterm.program import NAME


def sync(call: Call) -> int:
    """``sync [SECTION…]``: 0 all is here, 1 some of it failed, 69 or 65 as ``refresh`` when that failed altogether."""
    arguments, config = call.arguments, call.config.sync
    order = SyncOrder(
        keys=tuple(find_section(call.edition, name).key for name in arguments.sections) or None,
        pages=arguments.pages,
        stories=config.stories,
        pictures=config.pictures if arguments.pictures is None else arguments.pictures,
        retention=Retention.of(config),
    )
    started = call.now()
    results: dict[str, RefreshResult] = {}
    last: dict[str, SyncStep] = {}
    with progress(call.output, call.environment) as showing:
        try:
            asyncio.run(_sync(call, order, showing, results, last))
        except KeyboardInterrupt:
            showing.message("stopped; what came is kept, and the next sync goes on from here")
            raise
    seconds = round((call.now() - started).total_seconds(), 3)
    feeds = [results[section.name] for section in call.edition.walk() if section.name in results]
    if call.arguments.json:
        call.output.json(records.synced(feeds, last, seconds))
    else:
        _show(call, feeds, last)
    failed = exit_code(feeds)
    return failed if failed != EXIT_OK else EXIT_PARTLY if any(step.errors for step in last.values()) else EXIT_OK


async def _sync(
    call: Call, order: SyncOrder, showing: Showing, results: dict[str, RefreshResult], last: dict[str, SyncStep]
) -> None:
    """Let a sync run; ``results`` by section and the ``last`` step of each phase are what it came to."""
    async with open_library(call) as library, aclosing(library.sync(order)) as steps:
        async for step in steps:
            if step.result is not None:
                results[step.result.section] = step.result
            if step.error:
                showing.message(f"{NAME}: {step.error}")
            if step.phase != "room":
                showing.show(step.phase, step.done, step.wanted)
            last[step.phase] = step


def _show(call: Call, feeds: list[RefreshResult], last: dict[str, SyncStep]) -> None:
    """Say in words what a sync came to."""
    for result in feeds:
        if result.new or result.updated or result.joined:
            call.output.data(f"{result.section} · {said(result)}")
    for phase, what in (("stories", "read offline"), ("pictures", "seen offline")):
        step = last.get(phase)
        if step is not None and step.wanted:
            here = step.done - step.failed
            count = f"all {here}" if here == step.wanted else f"{here} of {step.wanted}"
            resting = f"; {step.resting} can’t be had, not asked again" if step.resting else ""
            call.output.data(f"{count} {phase} can be {what}{resting}")
    if (room := last.get("room")) is not None and room.done:
        stories = "story that was read" if room.done == 1 else "stories that were read"
        call.output.data(f"{room.done} {stories} gave up pictures or text to make room")
