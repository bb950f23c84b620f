"""What ``doctor`` says of the library and the cache: whether they are whole, who has them open, and what they weigh."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from globeterm.cli.call import Call
from globeterm.cli.doctor.check import Check, Group
from globeterm.cli.doctor.folders import size_in_words
from globeterm.cli.stored import stored, stored_for_writing
from globeterm.edition import Edition
from globeterm.errors import EXIT_BAD_INPUT, EXIT_CANNOT_CREATE, GlobetermError
from globeterm.model import FRONT, Counts, Feed
from globeterm.paths import Paths
from globeterm.program import NAME, VERSION
from globeterm.storage.inspection import Inspection, State, inspect
from globeterm.storage.lock import holder
from globeterm.storage.schema import MIGRATIONS
from globeterm.storage.upkeep import Sizes, Upkeep

#: From how many free bytes inside of the file on it is worth while to compact it.
WORTH: Final = 2_000_000

_FINE: Final[Mapping[State, str]] = {
    "absent": f"{{file}} is not there yet; '{NAME} refresh' makes it",
    "empty": f"{{file}} is empty yet; '{NAME} refresh' fills it",
    "sound": "{file} is sound (format {number})",
    "older": f"{{file}} is of an older {NAME} ({{formats}}); the next start brings it up to date",
}
_FAULTS: Final[Mapping[State, tuple[str, str, int]]] = {
    "newer": (
        f"{{file}} is of a newer {NAME} than {VERSION} ({{formats}}); nothing was changed",
        f"Use the newer {NAME} that wrote it.",
        EXIT_BAD_INPUT,
    ),
    "foreign": (
        "{file} belongs to another program",
        "Move it away, or choose another folder with --home.",
        EXIT_BAD_INPUT,
    ),
    "damaged": (
        "{file} is damaged: {said}",
        f"Close every {NAME} and start it again: it keeps the damaged file and saves what can be read.",
        EXIT_BAD_INPUT,
    ),
    "unreadable": (
        "{file} can't be read: {said}",
        "Check that you may read and write its folder.",
        EXIT_CANNOT_CREATE,
    ),
}


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a sound library holds of an edition, by section key, and what it weighs. None where it was not asked."""

    sizes: Sizes | None = None
    cache: int = 0
    counts: dict[str, Counts] = field(default_factory=dict)
    feeds: dict[str, Feed] = field(default_factory=dict)

    @property
    def is_worth_compacting(self) -> bool:
        """Whether a noticeable part of the file is free."""
        return self.sizes is not None and self.sizes.free >= max(WORTH, self.sizes.file // 10)


def look_at_library(call: Call, edition: Edition | None) -> tuple[Group, Holdings]:
    """Look at the library without a change to it; what it holds is looked up only when it is sound."""
    paths = call.paths
    found = inspect(paths.library_file)
    checks = [_state(paths, found)]
    pid = holder(paths.state)
    if pid is not None:
        checks.append(
            Check("in use", f"another {NAME} has it open (PID {pid}); marks and refreshes wait for it", "note")
        )
    cache = _weight(paths)
    if found.state != "sound":
        return Group("Library", tuple(checks)), Holdings(cache=cache)
    try:
        holdings = _holdings(call, edition, cache)
    except GlobetermError as error:
        checks.append(Check("contents", str(error), "fault", code=error.exit_code))
        return Group("Library", tuple(checks)), Holdings(cache=cache)
    return Group("Library", (*checks, *_contents(holdings))), holdings


def _state(paths: Paths, found: Inspection) -> Check:
    """Say what the file is, and what to do if that is not well."""
    file, formats = paths.library_file, f"format {found.format}, this program's is {len(MIGRATIONS)}"
    if found.state in _FINE:
        says = _FINE[found.state].format(file=file, formats=formats, number=found.format)
        return Check("file", says)
    says, advice, code = _FAULTS[found.state]
    return Check("file", says.format(file=file, formats=formats, said=found.said), "fault", advice, code=code)


def _holdings(call: Call, edition: Edition | None, cache: int) -> Holdings:
    with stored(call) as library:
        if library is None:
            return Holdings(cache=cache)
        sizes = Upkeep(library.database).sizes()
        if edition is None:
            return Holdings(sizes, cache)
        counts = library.articles.counts(edition.home)
        feeds = {feed.section: feed for feed in library.feeds.feeds(edition.home)}
        return Holdings(sizes, cache, counts, feeds)


def _contents(holdings: Holdings) -> list[Check]:
    """What is stored and what it weighs, and whether it is worth while to make it smaller."""
    sizes = holdings.sizes
    if sizes is None:
        return []
    front = holdings.counts.get(FRONT, Counts())
    parts = (
        ("headlines", sizes.articles),
        ("texts", sizes.documents),
        ("pictures", sizes.pictures),
        ("search index", sizes.search),
    )
    more = tuple(f"{name} {size_in_words(size)}" for name, size in parts)
    says = (
        f"{front.articles} stories of this edition, {front.unread} unread; the file takes {size_in_words(sizes.file)}"
    )
    checks = [
        Check("contents", says, more=(", ".join(more),)),
        Check("cache", f"{size_in_words(holdings.cache)}; it may be deleted at any time"),
    ]
    if holdings.is_worth_compacting:
        free = f"{size_in_words(sizes.free)} of the file are free"
        checks.append(Check("room", free, "note", f"'{NAME} doctor --compact' gives them back to the disk."))
    return checks


def _weight(paths: Paths) -> int:
    """The bytes of the cache's files."""
    files = (paths.cache_file.with_name(paths.cache_file.name + suffix) for suffix in ("", "-wal"))
    return sum(file.stat().st_size for file in files if file.is_file())


def compact(call: Call) -> int:
    """Compact the library; returns how many bytes that freed. Raises LibraryBusyError and StorageError."""
    with stored_for_writing(call) as library:
        return Upkeep(library.database).compact()
