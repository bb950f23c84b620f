"""Connections to checked addresses only (SEC-13).

The host is resolved here, every resulting IP address is checked, and the connection goes to a checked one: a name
that changes its address between check and connection gains nothing.
"""

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress

import httpcore

from globeterm.web.reach import is_public

#: Host and port to IP addresses, the preferred first. Raises OSError (``socket.gaierror``) when there are none.
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
IsPublic = Callable[[str], bool]


class RefusedHostError(Exception):
    """Every address of the host is private, and this request may not reach a private host."""


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Opens connections for a pool; with ``public_only`` none to a private address."""

    def __init__(self, resolve: Resolve, public: IsPublic = is_public, *, public_only: bool) -> None:
        self._resolve = resolve
        self._public = public
        self._public_only = public_only
        self._plain = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the pool calls it so
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address that is allowed and answers; each gets its share of the time."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout if timeout is not None else None
        addresses = await self._allowed(host, port, timeout)
        for left in range(len(addresses), 0, -1):
            share = (deadline - loop.time()) / left if deadline is not None else None
            try:
                return await self._plain.connect_tcp(addresses[-left], port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if left == 1:
                    raise
        raise RefusedHostError(host)

    async def sleep(self, seconds: float) -> None:
        """Wait, as the pool asks."""
        await asyncio.sleep(seconds)

    async def _allowed(self, host: str, port: int, seconds: float | None) -> list[str]:
        try:
            async with asyncio.timeout(seconds):
                found = await self._resolve(host, port)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        return [address for address in found if not self._public_only or self._public(address)]


async def resolve(host: str, port: int) -> Sequence[str]:
    """Ask the system for the addresses of a host, on a thread that nobody has to wait for.

    A question that hangs would otherwise keep the program from ending.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Sequence[str]] = loop.create_future()

    def settle(found: Sequence[str], error: OSError | None) -> None:
        if answer.done():
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(found)

    def ask() -> None:
        found: list[str] = []
        failure: OSError | None = None
        try:
            lines = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found = list(dict.fromkeys(str(line[4][0]) for line in lines))
        except (OSError, UnicodeError) as error:
            failure = error if isinstance(error, OSError) else socket.gaierror(socket.EAI_NONAME, "not a host name")
        with suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(settle, found, failure)

    threading.Thread(target=ask, name="globeterm-resolve", daemon=True).start()
    return await answer
