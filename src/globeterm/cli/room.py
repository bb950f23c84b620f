"""Room on a full disk: the cache's file goes before anything that is to be kept (FLT-04)."""

from collections.abc import Callable
from typing import TypeVar

from globeterm.errors import DiskFullError
from globeterm.paths import Paths

T = TypeVar("T")


def give_up_cache(paths: Paths) -> bool:
    """Delete the cache's file; tells whether there was one."""
    from globeterm.web.cache import ResourceCache

    return ResourceCache(paths.cache_file).give_up()


def with_room(paths: Paths, store: Callable[[], T]) -> T:
    """Do what stores something, and once more without the cache where the disk is full. Raises DiskFullError."""
    try:
        return store()
    except DiskFullError:
        if not give_up_cache(paths):
            raise
    return store()
