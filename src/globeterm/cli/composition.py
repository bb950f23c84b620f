"""The composition root: the one place where stores, client, workshop and library are built and joined."""

import random
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, AsyncExitStack, asynccontextmanager, nullcontext
from functools import partial
from typing import TYPE_CHECKING

from globeterm.cli.call import Call
from globeterm.cli.clock import utc_now
from globeterm.cli.room import give_up_cache
from globeterm.edition import SAMPLE_EDITION, SAMPLE_HOME, Edition, builtin_edition
from globeterm.errors import StorageError
from globeterm.library.means import Means
from globeterm.library.service import Library
from globeterm.library.stores import Stores
from globeterm.paths import Paths, make_folder
from globeterm.storage.database import open_database
from globeterm.storage.lock import LibraryLock
from globeterm.storage.thread import DatabaseThread
from globeterm.workshop import Workshop

if TYPE_CHECKING:
    from globeterm.web.client import CachingClient


class Clients:
    """Builds an edition's client when the web is first needed, so that reading offline never loads it."""

    def __init__(self, edition: Edition, paths: Paths, *, offline: bool) -> None:
        self._edition = edition
        self._paths = paths
        self._offline = offline
        self._client: CachingClient | None = None

    def client(self) -> "CachingClient":
        """The client, the same one each time."""
        if self._client is None:
            self._client = _client(self._edition, self._paths, offline=self._offline)
        return self._client

    async def give_up_cache(self) -> bool:
        """Delete the cache, for the library needs its room; tells whether there was one (FLT-04)."""
        if self._client is None:
            return give_up_cache(self._paths)
        return await self._client.give_up_cache()

    async def aclose(self) -> None:
        """Close the client if there is one."""
        if self._client is not None:
            await self._client.aclose()


@asynccontextmanager
async def open_library(call: Call) -> AsyncIterator[Library]:
    """The edition's library, to read and to write. Raises LibraryBusyError while another globeterm holds it."""
    with LibraryLock(make_folder(call.paths.state)):
        async with open_library_to_look(call) as library:
            yield library


@asynccontextmanager
async def open_library_to_look(call: Call) -> AsyncIterator[Library]:
    """The edition's library for what stores nothing in it, which another globeterm may hold. Raises StorageError."""
    async with open_stores(call) as stores, open_web(call, call.edition) as (clients, workshop):
        stores.thread.make_room = clients.give_up_cache
        yield _join(call.edition, stores, clients, workshop, offline=_is_offline(call, call.edition))


@asynccontextmanager
async def open_library_to_take_from(call: Call) -> AsyncIterator[Library]:
    """The edition's library as ``open_library`` has it; where nothing can be written, for reading alone (FLT-05)."""
    with _lock(call):
        async with open_library_to_look(call) as library:
            yield library


@asynccontextmanager
async def open_papers(call: Call) -> AsyncIterator[tuple[Library, Callable[[], Library]]]:
    """What the reader reads: the edition's library, and a way to the sample edition's over the same file."""
    with _lock(call):
        async with (
            open_stores(call) as stores,
            open_web(call, call.edition) as (clients, workshop),
            AsyncExitStack() as opened,
        ):

            def sample() -> Library:
                edition = builtin_edition(SAMPLE_EDITION)
                inside = Clients(edition, call.paths, offline=False)
                opened.push_async_callback(inside.aclose)
                return _join(edition, stores, inside, workshop, offline=False)

            stores.thread.make_room = clients.give_up_cache
            yield _join(call.edition, stores, clients, workshop, offline=_is_offline(call, call.edition)), sample


@asynccontextmanager
async def open_stores(call: Call) -> AsyncIterator[Stores]:
    """The library file on a thread of its own. Raises StorageError."""
    thread = DatabaseThread()
    try:
        if not call.paths.library_file.exists():
            make_folder(call.paths.data)
        database = await thread.run(
            open_database, call.paths.library_file, now=utc_now, make_room=partial(give_up_cache, call.paths)
        )
        call.tell(database.notice)
        try:
            yield Stores(database, thread)
        finally:
            await thread.run(database.close)
    finally:
        thread.close()


@asynccontextmanager
async def open_web(call: Call, edition: Edition) -> AsyncIterator[tuple[Clients, Workshop]]:
    """The client of an edition and a workshop; neither is started before it is needed."""
    clients = Clients(edition, call.paths, offline=_is_offline(call, edition))
    workshop = Workshop()
    try:
        yield clients, workshop
    finally:
        await workshop.aclose()
        await clients.aclose()


def _lock(call: Call) -> AbstractContextManager[object]:
    """The library's lock; none where nothing can be written and a library is there to be read (FLT-05)."""
    try:
        return LibraryLock(make_folder(call.paths.state))
    except StorageError:
        if call.paths.library_file.exists():
            return nullcontext()
        raise


def is_sample(edition: Edition) -> bool:
    """Whether an edition is answered by the program itself, which touches no network."""
    return edition.home == SAMPLE_HOME


def _is_offline(call: Call, edition: Edition) -> bool:
    """Whether nothing may be asked; the sample edition touches no network and always may."""
    return call.offline and not is_sample(edition)


def _join(edition: Edition, stores: Stores, clients: Clients, workshop: Workshop, *, offline: bool) -> Library:
    return Library(Means(edition, stores, clients.client, workshop, utc_now, random.random, offline))


def _client(edition: Edition, paths: Paths, *, offline: bool) -> "CachingClient":
    """A client over the cache file: the sample edition is answered inside the program, every other by its site."""
    from globeterm.allocation import give_large_blocks_back
    from globeterm.web.cache import ResourceCache
    from globeterm.web.client import CachingClient
    from globeterm.web.slots import Spacing

    give_large_blocks_back()
    spacing: Spacing | None = None
    if is_sample(edition):
        from globeterm.sample.site import SampleSite
        from globeterm.web.inside import inside_transport

        transport = inside_transport(SampleSite().answer)
    else:
        from globeterm.web.transport import network_transport

        transport, spacing = network_transport(), Spacing()
    return CachingClient(ResourceCache(paths.cache_file), transport, now=utc_now, offline=offline, spacing=spacing)
