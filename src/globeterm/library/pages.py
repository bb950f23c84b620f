"""The pages of one article, from the web: the first, and those that it goes on to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from globeterm.addresses import host
from globeterm.errors import BadInputError, UnreachableError
from globeterm.web.resource import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from globeterm.content import Document
    from globeterm.document.from_page import PageStory
    from globeterm.web.client import CachingClient
    from globeterm.web.resource import Resource
    from globeterm.workshop import Workshop


class NoPageError(UnreachableError):
    """The site answers, and has no such page."""


class TakenDownError(NoPageError):
    """The site had such a page, and has taken it down (404 or 410)."""


@dataclass(frozen=True, slots=True)
class ArticlePages:
    """A document for each page of an article; ``is_complete``: none is missing that the site names."""

    documents: tuple[Document, ...]
    is_complete: bool


class Pages:
    """Brings and reads pages on behalf of the edition at ``home``."""

    def __init__(self, home: str, client: Callable[[], CachingClient], workshop: Workshop) -> None:
        self._home = home
        self._client = client
        self._workshop = workshop

    async def of(
        self, url: str, *, title: str | None = None, typed: bool = False, is_stale_enough: bool = True
    ) -> ArticlePages:
        """Bring all pages of the story at ``url``; ``typed``: the reader gave that address.

        ``title`` is the headline by which the pages are known, "" when only their address is; None takes any page.
        Raises UnreachableError when the first can't be had, or only a stale copy of it that is not enough,
        BadInputError when it holds no story.
        """
        first = await self._read(url, title, typed=typed, is_stale_enough=is_stale_enough)
        documents, known = [first.document], dict(first.pages)
        while (number := len(documents) + 1) in known:
            try:
                page = await self._read(known[number], title, typed=typed, is_stale_enough=is_stale_enough)
            except BadInputError:
                break
            except UnreachableError:
                return ArticlePages(tuple(documents), is_complete=False)
            if page.document.blocks == first.document.blocks:
                break
            documents.append(page.document)
            known = {**page.pages, **known}
        return ArticlePages(tuple(documents), is_complete=True)

    async def _read(self, url: str, title: str | None, *, typed: bool, is_stale_enough: bool) -> PageStory:
        resource = await self._get(url, typed=typed)
        if resource.status in (404, 410):
            said = f"{resource.status} {resource.reason}".strip()
            raise TakenDownError(f"{host(url)} has no such page any more ({said}): it was taken down, or has moved")
        if resource.status != 200:
            raise NoPageError(f"{resource.final_url} answered {resource.status} {resource.reason}")
        if resource.error is not None and not is_stale_enough:
            raise UnreachableError(resource.error)
        from globeterm.library.tasks import read_page  # noqa: PLC0415 - what is stored needs none of the parsers

        try:
            return await self._workshop.run(read_page, resource, title, what="the page")
        except (BadInputError, UnreachableError):
            await self._client().forget(resource)
            raise

    async def _get(self, url: str, *, typed: bool) -> Resource:
        if typed:
            return await self._client().get(url, Kind.PAGE, typed=True)
        return await self._client().get(url, Kind.PAGE, sponsor=self._home)
