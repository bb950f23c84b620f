"""The network transport: httpx requests over two httpcore pools, one of which reaches public hosts only (SEC-13).

No proxy is taken from the environment. TLS is verified, 1.2 at least, with the system's certificates and certifi's.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from typing import Final

import certifi
import httpcore
import httpx

from globeterm.limits import CONNECTIONS
from globeterm.web.guard import GuardedBackend, IsPublic, Resolve, resolve
from globeterm.web.reach import PRIVATE_PEER, REACH, Reach, is_public

KEEP_ALIVE_SECONDS: Final = 20.0

_FAILURES: Final[tuple[tuple[type[Exception], type[httpx.TransportError]], ...]] = (
    (httpcore.ConnectTimeout, httpx.ConnectTimeout),
    (httpcore.ReadTimeout, httpx.ReadTimeout),
    (httpcore.TimeoutException, httpx.WriteTimeout),
    (httpcore.ConnectError, httpx.ConnectError),
    (httpcore.NetworkError, httpx.ReadError),
    (httpcore.RemoteProtocolError, httpx.RemoteProtocolError),
    (httpcore.ProtocolError, httpx.LocalProtocolError),
)


def tls_context() -> ssl.SSLContext:
    """What an https connection is verified with: the system's certificates and certifi's, TLS 1.2 at least (SEC-16)."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def network_transport(
    *,
    resolve: Resolve = resolve,
    public: IsPublic = is_public,
    tls: Callable[[], ssl.SSLContext] = tls_context,
) -> httpx.AsyncBaseTransport:
    """The way to the network. A request's ``Reach`` is in its extensions; without one it reaches public hosts only."""
    return _NetworkTransport(resolve, public, tls)


class _NetworkTransport(httpx.AsyncBaseTransport):
    def __init__(self, resolve: Resolve, public: IsPublic, tls: Callable[[], ssl.SSLContext]) -> None:
        self._resolve = resolve
        self._public = public
        self._tls = tls
        self._opening = asyncio.Lock()
        self._pools: dict[bool, httpcore.AsyncConnectionPool] = {}
        self._seen_public: set[str] = set()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; httpx's exceptions, or RefusedHostError."""
        reach = request.extensions.get(REACH, Reach())
        public_only = not (reach.private or await self._is_private(reach.sponsor))
        pool = await self._pool(public_only=public_only)
        with _translated():
            response = await pool.handle_async_request(_outgoing(request))
        private = not self._public(str(response.extensions["network_stream"].get_extra_info("server_addr")[0]))
        if not private:
            self._seen_public.add(request.url.host)
        return httpx.Response(
            response.status,
            headers=response.headers,
            stream=_Stream(response),
            extensions={**response.extensions, PRIVATE_PEER: private},
        )

    async def aclose(self) -> None:
        """Close every connection."""
        for pool in self._pools.values():
            await pool.aclose()
        self._pools.clear()

    async def _is_private(self, host: str | None) -> bool:
        """Whether all addresses of a sponsor are private. A host that was public once stays so: names may change."""
        if host is None or host in self._seen_public:
            return False
        try:
            found = await self._resolve(host, 0)
        except OSError:
            return False
        if not found or any(map(self._public, found)):
            self._seen_public.add(host)
            return False
        return True

    async def _pool(self, *, public_only: bool) -> httpcore.AsyncConnectionPool:
        async with self._opening:
            self._pools = self._pools or await self._new_pools()
        return self._pools[public_only]

    async def _new_pools(self) -> dict[bool, httpcore.AsyncConnectionPool]:
        """A pool that reaches public hosts only, and one that reaches all. Reading certificates takes its time."""
        context = await asyncio.to_thread(self._tls)
        return {
            only: httpcore.AsyncConnectionPool(
                ssl_context=context,
                max_connections=CONNECTIONS,
                keepalive_expiry=KEEP_ALIVE_SECONDS,
                network_backend=GuardedBackend(self._resolve, self._public, public_only=only),
            )
            for only in (True, False)
        }


class _Stream(httpx.AsyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _translated():
            async for part in self._response.aiter_stream():
                yield part

    async def aclose(self) -> None:
        with _translated():
            await self._response.aclose()


def _outgoing(request: httpx.Request) -> httpcore.Request:
    target = httpcore.URL(
        scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path
    )
    return httpcore.Request(request.method, target, headers=request.headers.raw, extensions=request.extensions)


@contextmanager
def _translated() -> Iterator[None]:
    """Turn httpcore's exceptions into httpx's, the cause kept: the sentences are made from it."""
    try:
        yield
    except Exception as error:
        for theirs, ours in _FAILURES:
            if isinstance(error, theirs):
                raise ours(str(error)) from error
        raise
