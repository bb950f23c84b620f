"""A library over a scripted site, a real library file and a real cache."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from globeterm.library.means import Means
from globeterm.library.service import Library
from globeterm.library.stores import Stores
from globeterm.storage.database import open_database
from globeterm.storage.thread import DatabaseThread
from globeterm.web.cache import ResourceCache
from globeterm.web.client import CachingClient
from tests.library.site import EDITION, Bench, Clock, Site

if TYPE_CHECKING:
    from globeterm.workshop import Workshop


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
async def stores(tmp_path: Path, clock: Clock) -> AsyncIterator[Stores]:
    thread = DatabaseThread()
    database = await thread.run(open_database, tmp_path / "library.sqlite", now=clock)
    yield Stores(database, thread)
    await thread.run(database.close)
    thread.close()


@pytest.fixture
async def client(tmp_path: Path, clock: Clock, site: Site) -> AsyncIterator[CachingClient]:
    client = CachingClient(ResourceCache(tmp_path / "cache.sqlite"), site.transport(), now=clock)
    yield client
    await client.aclose()


@pytest.fixture
def means(stores: Stores, client: CachingClient, clock: Clock, bench: Bench) -> Means:
    return Means(EDITION, stores, lambda: client, cast("Workshop", bench), clock, lambda: 0.0)


@pytest.fixture
def library(means: Means) -> Library:
    return Library(means)
