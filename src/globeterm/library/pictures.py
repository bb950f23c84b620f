"""The pictures of stories: from the library when they are there, else from the web, once, and stored with the story."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from weakref import WeakValueDictionary

from globeterm.addresses import host, same_address
from globeterm.content import illustrations
from globeterm.errors import BadInputError, GlobetermError, StorageError, UnreachableError
from globeterm.limits import PICTURE_MEMORY_BYTES
from globeterm.pictures.preparing import prepare_picture
from globeterm.pictures.showing import half_block_pixels, png_rows, sixel_rows, whole_png
from globeterm.storage.pictures import StoredPicture, Vain
from globeterm.web.resource import FetchError, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from globeterm.content import Document, Picture
    from globeterm.library.means import Means
    from globeterm.pictures.fitting import Box
    from globeterm.pictures.showing import Pixels
    from globeterm.storage.pictures import Wish
    from globeterm.web.resource import Resource

    Size = tuple[int, int]

#: How long a picture is not asked for again that could not be had now.
TRIED_AGAIN: Final = timedelta(minutes=5)
#: How long one is not that the site does not have, or that can't be shown: after the first time, the second, and so on.
RESTS: Final = (timedelta(hours=1), timedelta(days=1), timedelta(days=7), timedelta(days=30))
#: How many stories are looked at in one piece: a key that waits for the library comes between.
_SOME: Final = 500
_WHAT: Final = "the picture"
#: How much of a body tells whether it is a page, in bytes.
_BEGINNING: Final = 512
_NOT_NOW: Final = frozenset({408, 421, 425, 429})


class GoneError(UnreachableError):
    """The site has no such picture, or gives it to nobody."""


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why a picture could not be had, and when that was."""

    sentence: str
    at: datetime


class Pictures:
    """The pictures of one edition's stories. What terminals are shown is made in the workshop, in the size shown.

    Boxes are in cells; ``cell`` is the size of a cell in pixels. All that makes a shown picture of a stored one raises
    BadInputError when that is damaged.
    """

    def __init__(self, means: Means) -> None:
        self._home = means.edition.home
        self._stores = means.stores
        self._client = means.client
        self._workshop = means.workshop
        self._now = means.now
        self._offline = means.offline
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._failures: dict[str, _Failure] = {}

    async def stored(self, urls: Sequence[str]) -> frozenset[str]:
        """Tell which of some addresses have a picture in the library."""
        return await self._stores.thread.run(self._stores.pictures.has, urls)

    async def list_of(self, shown: Mapping[int, Document]) -> None:
        """Keep which pictures the stored texts of some articles show."""
        urls = {number: [picture.url for picture in illustrations(document)] for number, document in shown.items()}
        await self._stores.thread.run(self._stores.pictures.list_of, urls)

    async def wanted(self, ids: Sequence[int]) -> list[Wish]:
        """Bring what the stored texts of some articles show, each picture once; what is here is kept with them all."""
        found: dict[str, Wish] = {}
        for start in range(0, len(ids), _SOME):
            some = ids[start : start + _SOME]
            await self._stores.thread.run(self._stores.pictures.keep_all, some)
            for wish in await self._stores.thread.run(self._stores.pictures.wanted, some, self._now()):
                before = found.setdefault(same_address(wish.url), wish)
                if before is not wish:
                    found[same_address(wish.url)] = replace(before, articles=before.articles + wish.articles)
        return list(found.values())

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
        """Bring a picture from the web, unless that has just failed, or has failed for good."""
        vain = await self._stores.thread.run(self._stores.pictures.vain, url)
        self._raise_if_it_rests(url, vain)
        try:
            picture = await self._prepared(url)
        except GlobetermError as error:
            if _is_for_good(error, url):
                await self._note(url, str(error), 0 if vain is None else vain.times)
            else:
                self._failures[url] = _Failure(str(error), self._now())
            raise
        with suppress(StorageError):
            await self._stores.thread.run(self._stores.pictures.put, picture, article_id, self._now())
        return picture

    def _raise_if_it_rests(self, url: str, vain: Vain | None) -> None:
        """Raise what was raised before, while it is too early to ask again. A clock that was wrong rests nothing."""
        now = self._now()
        if vain is not None and vain.tried_at <= now < vain.again_at:
            raise BadInputError(vain.sentence)
        failure = self._failures.pop(url, None)
        if failure is not None and timedelta(0) <= now - failure.at < TRIED_AGAIN:
            self._failures[url] = failure
            raise UnreachableError(failure.sentence)

    async def _note(self, url: str, sentence: str, times: int) -> None:
        """Keep that a picture can't be had, and rest longer each time."""
        now = self._now()
        vain = Vain(sentence, times + 1, now, now + RESTS[min(times, len(RESTS) - 1)])
        with suppress(StorageError):
            await self._stores.thread.run(self._stores.pictures.put_vain, url, vain)

    async def _prepared(self, url: str) -> StoredPicture:
        resource = await self._fetched(url)
        try:
            small = await self._workshop.run(prepare_picture, resource.body, what=_WHAT, memory=PICTURE_MEMORY_BYTES)
        except BadInputError as error:
            await self._client().forget(resource)
            if _is_page(resource):
                raise UnreachableError(f"{host(url)} could not be asked: a web page came, not a picture") from error
            raise
        return StoredPicture(url, small.width, small.height, small.body)

    async def _fetched(self, url: str) -> Resource:
        if self._offline:
            raise UnreachableError("the picture was not brought while there was a connection")
        resource = await self._client().get(url, Kind.PICTURE, sponsor=self._home)
        if resource.status != 200:
            sentence = f"{resource.final_url} answered {resource.status} {resource.reason}".rstrip()
            is_gone = 400 <= resource.status < 500 and resource.status not in _NOT_NOW
            raise GoneError(sentence) if is_gone else UnreachableError(sentence)
        return resource


def _is_page(resource: Resource) -> bool:
    """Whether a web page came in place of a picture, as a captive portal's does for every address (FLT-25)."""
    begins = resource.body[:_BEGINNING].lstrip().lower()
    return resource.media_type == "text/html" or begins.startswith((b"<!doctype html", b"<html"))


def _is_for_good(error: GlobetermError, url: str) -> bool:
    """Whether asking again soon brings nothing else: the picture is gone, can't be shown, or may not be fetched.

    Where another address was refused than was asked for, a captive portal may have led there (FLT-25).
    """
    if isinstance(error, FetchError) and error.kind == "refused":
        return same_address(error.url) == same_address(url)
    return isinstance(error, GoneError | BadInputError) or (isinstance(error, FetchError) and error.kind == "too large")
