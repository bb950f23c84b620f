"""How many requests may be under way at once: two a host, eight in all; whoever waits longest goes first."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from globeterm.limits import CONNECTIONS, CONNECTIONS_PER_HOST


class Slots:
    """Room for requests. A host's own queue comes first, so that one slow host never takes all the room."""

    def __init__(self, total: int = CONNECTIONS, per_host: int = CONNECTIONS_PER_HOST) -> None:
        self._total = asyncio.Semaphore(total)
        self._per_host = per_host
        self._hosts: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    @asynccontextmanager
    async def hold(self, host: str) -> AsyncIterator[None]:
        """Wait for room for one request to ``host`` and keep it as long as the block runs."""
        own = self._hosts.get(host)
        if own is None:
            own = self._hosts[host] = asyncio.Semaphore(self._per_host)
        async with own, self._total:
            yield
