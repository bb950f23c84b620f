"""How many requests may be under way at once, and how soon after each other feeds of one host are asked for.

Two a host, eight in all; whoever waits longest goes first.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from globeterm.limits import CONNECTIONS, CONNECTIONS_PER_HOST, FEED_BURST, FEED_SECONDS


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


class Spacing:
    """Turns for polls of one host: a few at once, then one every ``seconds`` (POL-30, POL-31).

    So an edition of many sections is never asked for in one second, and one of a few is not kept waiting.
    """

    def __init__(
        self,
        burst: int = FEED_BURST,
        seconds: float = FEED_SECONDS,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._ahead = (burst - 1) * seconds
        self._seconds = seconds
        self._sleep = sleep
        self._booked: dict[str, float] = {}

    async def turn(self, host: str) -> None:
        """Wait for the next turn of ``host``. Turns are given in the order in which they are asked for."""
        now = asyncio.get_running_loop().time()
        booked = max(now, self._booked.get(host, now))
        self._booked[host] = booked + self._seconds
        if (wait := booked - self._ahead - now) > 0:
            await self._sleep(wait)
