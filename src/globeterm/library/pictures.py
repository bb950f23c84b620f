"""The pictures of stories: from the library when they are there, else from the web, once, and stored with the story."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from weakref import WeakValueDictionary

from globeterm.errors import BadInputError, GlobetermError, StorageError, UnreachableError
from globeterm.pictures.preparing import prepare_picture
from globeterm.pictures.showing import half_block_pixels, png_rows, sixel_rows, whole_png
from globeterm.storage.pictures import StoredPicture
from globeterm.web.resource import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from globeterm.content import Picture
    from globeterm.library.stores import Stores
    from globeterm.pictures.fitting import Box
    from globeterm.pictures.showing import Pixels
    from globeterm.web.client import CachingClient
    from globeterm.web.resource import Resource
    from globeterm.workshop import Workshop

    Size = tuple[int, int]

#: How long a picture that could not be had is not asked for again.
TRIED_AGAIN: Final = timedelta(minutes=5)
_WHAT: Final = "the picture"


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why a picture could not be had, and when that was."""

    kind: type[GlobetermError]
    sentence: str
    at: datetime


class Pictures:
    """The pictures of one edition's stories. What terminals are shown is made in the workshop, in the size shown.

    Boxes are in cells; ``cell`` is the size of a cell in pixels. All that makes a shown picture of a stored one raises
    BadInputError when that is damaged.
    """

    def __init__(
        self,
        home: str,
        stores: Stores,
        client: Callable[[], CachingClient],
        workshop: Workshop,
        *,
        now: Callable[[], datetime],
        offline: bool,
    ) -> None:
        self._home = home
        self._stores = stores
        self._client = client
        self._workshop = workshop
        self._now = now
        self._offline = offline
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._failures: dict[str, _Failure] = {}

    async def stored(self, urls: Sequence[str]) -> frozenset[str]:
        """Tell which of some addresses have a picture in the library."""
        return await self._stores.thread.run(self._stores.pictures.has, urls)

    async def bring(self, picture: Picture, article_id: int | None = None) -> StoredPicture:
        """Bring a picture of an article's story, or of one that is no article; it is asked for once (POL-34).

        Raises UnreachableError when it is not stored and can't be had, BadInputError when it can't be shown (SEC-17).
        """
        turn = self._turns.setdefault(picture.url, asyncio.Lock())
        async with turn:
            found = await self._stores.thread.run(self._stores.pictures.get, picture.url)
            if found is None:
                return await self._brought(picture.url, article_id)
        if article_id is not None:
            with suppress(StorageError):  # a library that can't be written to still shows what it has
                await self._stores.thread.run(self._stores.pictures.keep_with, picture.url, article_id)
        return found

    async def half_blocks(self, picture: StoredPicture, box: Box) -> Pixels:
        """Make the pixels that ``rendering.halfblocks`` sets: two a cell."""
        return await self._workshop.run(half_block_pixels, picture.body, box, what=_WHAT)

    async def png(self, picture: StoredPicture, box: Box, cell: Size) -> bytes:
        """Make one PNG, for kitty's protocol."""
        return await self._workshop.run(whole_png, picture.body, box, cell, what=_WHAT)

    async def png_rows(self, picture: StoredPicture, box: Box, cell: Size) -> tuple[bytes, ...]:
        """Make a PNG for each row of cells, for iTerm2's protocol."""
        return await self._workshop.run(png_rows, picture.body, box, cell, what=_WHAT)

    async def sixel_rows(self, picture: StoredPicture, box: Box, cell: Size) -> tuple[str, ...]:
        """Make the sixels of each row of cells."""
        return await self._workshop.run(sixel_rows, picture.body, box, cell, what=_WHAT)

    async def _brought(self, url: str, article_id: int | None) -> StoredPicture:
        """Bring a picture from the web, unless that has just failed."""
        self._raise_if_just_failed(url)
        try:
            picture = await self._prepared(url)
        except GlobetermError as error:
            kind = BadInputError if isinstance(error, BadInputError) else UnreachableError
            self._failures[url] = _Failure(kind, str(error), self._now())
            raise
        with suppress(StorageError):
            await self._stores.thread.run(self._stores.pictures.put, picture, article_id, self._now())
        return picture

    def _raise_if_just_failed(self, url: str) -> None:
        failure = self._failures.pop(url, None)
        if failure is not None and timedelta(0) <= self._now() - failure.at < TRIED_AGAIN:
            self._failures[url] = failure
            raise failure.kind(failure.sentence)

    async def _prepared(self, url: str) -> StoredPicture:
        resource = await self._fetched(url)
        small = await self._workshop.run(prepare_picture, resource.body, what=_WHAT)
        return StoredPicture(url, small.width, small.height, small.body)

    async def _fetched(self, url: str) -> Resource:
        if self._offline:
            raise UnreachableError("the picture was not brought while there was a connection")
        resource = await self._client().get(url, Kind.PICTURE, sponsor=self._home)
        if resource.status != 200:
            raise UnreachableError(f"{resource.final_url} answered {resource.status} {resource.reason}")
        return resource
