"""One round of checks: a host that can't be reached is asked once, and no more in that round (POL-22)."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from globeterm.limits import CONNECT_SECONDS
from globeterm.web.resource import FetchError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from globeterm.web.resource import FailureKind, Resource

#: Failures that say nothing of the feed that was asked for.
OF_THE_HOST: Final[frozenset[FailureKind]] = frozenset({"offline", "unreached", "resting"})
_SHUT: Final[frozenset[FailureKind]] = frozenset({"offline", "unreached"})


@dataclass(slots=True)
class _Door:
    """A host in one round: whether it has answered, or why it can't be reached; neither while nobody knows."""

    knocking: asyncio.Lock = field(default_factory=asyncio.Lock)
    is_open: bool = False
    shut: FetchError | None = None


class Round:
    """Lets the first request to a host go alone; the others follow once that has been answered.

    They wait for ``patience`` seconds, which is longer than a connection may take: a host that is slow behind its door
    keeps nobody else from it.
    """

    def __init__(self, patience: float = CONNECT_SECONDS + 1) -> None:
        self._patience = patience
        self._doors: dict[str, _Door] = {}

    async def ask(self, address: str, fetch: Callable[[], Awaitable[Resource]]) -> Resource:
        """Do ``fetch`` for an address, unless its host could not be reached in this round. Raises FetchError."""
        door = self._doors.setdefault(urlsplit(address).netloc, _Door())
        if not door.is_open and await self._first_at(door):
            try:
                if not door.is_open:
                    return await _knock(door, address, fetch)
            finally:
                door.knocking.release()
        return await fetch()

    async def _first_at(self, door: _Door) -> bool:
        """Wait until nobody is at a door; False when whoever is there has been let in, and is only slow."""
        try:
            async with asyncio.timeout(self._patience):
                await door.knocking.acquire()
        except TimeoutError:
            door.is_open = True
            return False
        return True


async def _knock(door: _Door, address: str, fetch: Callable[[], Awaitable[Resource]]) -> Resource:
    if door.shut is not None:
        raise FetchError(str(door.shut), address, door.shut.kind, retry_after=door.shut.retry_after)
    try:
        resource = await fetch()
    except FetchError as error:
        if error.kind in _SHUT:
            door.shut = error
        door.is_open = error.kind not in OF_THE_HOST
        raise
    door.is_open = bool(resource.requests)
    return resource
