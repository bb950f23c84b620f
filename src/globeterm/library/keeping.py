"""What is kept for how long, and what the library weighs.

Without a ``Retention`` everything is kept for ever. With one, what was read may go: never what is unread or saved.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from globeterm.storage.retention import RetentionStore
from globeterm.storage.upkeep import Upkeep

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from globeterm.config import SyncConfig
    from globeterm.library.stores import Stores
    from globeterm.storage.retention import Part
    from globeterm.storage.upkeep import Sizes

#: How many stories are thinned out in one transaction, so that nobody waits for long.
_SOME: Final = 50
_PARTS: Final[tuple[Part, ...]] = ("pictures", "text")


@dataclass(frozen=True, slots=True)
class Retention:
    """How many days a story is kept after it was last read, and how many bytes the library may have; None: no end."""

    days: int | None = None
    most_bytes: int | None = None

    @classmethod
    def of(cls, config: SyncConfig) -> Retention:
        """As the configuration says."""
        return cls(config.keep_days, None if config.max_mb is None else config.max_mb * 1_000_000)


@dataclass(frozen=True, slots=True)
class Thinned:
    """Which stories' pictures, and which stories' texts were given up."""

    pictures: frozenset[int] = frozenset()
    texts: frozenset[int] = frozenset()

    @property
    def stories(self) -> int:
        """How many stories lost something."""
        return len(self.pictures | self.texts)

    def with_more(self, part: Part, ids: Sequence[int]) -> Thinned:
        """The same, and some stories more."""
        if part == "pictures":
            return replace(self, pictures=self.pictures | set(ids))
        return replace(self, texts=self.texts | set(ids))


class Keeper:
    """Looks after the library file of an edition."""

    def __init__(self, home: str, stores: Stores, *, now: Callable[[], datetime]) -> None:
        self._home = home
        self._thread = stores.thread
        self._retention = RetentionStore(stores.database)
        self._upkeep = Upkeep(stores.database)
        self._now = now

    async def sizes(self) -> Sizes:
        """Weigh the library. Raises StorageError."""
        return await self._thread.run(self._upkeep.sizes)

    async def compact(self) -> int:
        """Make the file as small as it can be; returns the bytes that freed. Raises StorageError."""
        return await self._thread.run(self._upkeep.compact)

    async def thin(self, retention: Retention) -> Thinned:
        """Give up what may go: what was read too long ago, then, where the library is too big, the oldest first.

        Raises StorageError.
        """
        thinned = Thinned()
        if retention.days is not None:
            thinned = await self._too_old(thinned, self._now() - timedelta(days=retention.days))
        if retention.most_bytes is not None:
            thinned = await self._too_big(thinned, retention.most_bytes)
        return thinned

    async def _too_old(self, thinned: Thinned, before: datetime) -> Thinned:
        for part in _PARTS:
            while ids := await self._thread.run(self._retention.candidates, self._home, part, before, _SOME):
                await self._thread.run(self._retention.give_up, ids, part)
                thinned = thinned.with_more(part, ids)
        return thinned

    async def _too_big(self, thinned: Thinned, most: int) -> Thinned:
        """Give up pictures one story after the other until the library fits, and texts when that is not enough."""
        for part in _PARTS:
            while await self._thread.run(self._upkeep.used) > most:
                ids = await self._thread.run(self._retention.candidates, self._home, part, self._now(), 1)
                if not ids:
                    break
                await self._thread.run(self._retention.give_up, ids, part)
                thinned = thinned.with_more(part, ids)
        return thinned
