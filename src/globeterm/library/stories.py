"""The text of a story: from the library when it is there, else from the article's page, and stored for good."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from globeterm.content import Document
from globeterm.document.byline import split_byline
from globeterm.document.codec import from_json, pages_to_json, to_json
from globeterm.document.merge import joined, merged, stored_document
from globeterm.document.minutes import minutes
from globeterm.document.versions import changes_of
from globeterm.errors import BadInputError, GlobetermError, StorageError, UnreachableError
from globeterm.library.pages import ArticlePages, NoPageError, Pages, TakenDownError

if TYPE_CHECKING:
    from globeterm.edition import Page
    from globeterm.library.means import Means
    from globeterm.model import Article

#: How old a stored page of the publication may be before it is asked for again.
PAGE_FOR: Final = timedelta(days=1)


class Stories:
    """The documents of one edition's articles and pages."""

    def __init__(self, means: Means) -> None:
        self._edition = means.edition
        self._stores = means.stores
        self._pages = Pages(means.edition.home, means.client, means.workshop)
        self._now = means.now

    async def of_article(self, article: Article) -> Document:
        """Bring an article's document, stored or from its page.

        Raises UnreachableError when it is not stored and the page can't be had, BadInputError when that holds no story.
        """
        stored = await self._stores.thread.run(self._stores.documents.get, article.id)
        if stored is not None and not stored.is_outdated:
            return stored_document(stored.json, stored.pages)
        try:
            pages = await self._pages_of(article, is_stored=stored is not None)
        except GlobetermError:
            if stored is None:
                raise
            return stored_document(stored.json, stored.pages)
        document = merged(_as_the_feed_has_it(article), pages.documents)
        if pages.is_complete:
            documents, length = self._stores.documents, minutes(document.blocks)
            await self._stores.thread.run(
                documents.put, article.id, to_json(document), length, document.source, self._now()
            )
        return document

    async def furnished(self, article: Article) -> Document | None:
        """Bring what an article's pages say beside the text that its feed brought, and store it; once for each edit.

        None when there is nothing more to say, or no way to know: what keeps a page away keeps no reader from the text.
        """
        try:
            return await self.whole(article)
        except UnreachableError:
            return None

    async def whole(self, article: Article) -> Document | None:
        """Do what ``furnished`` does. Raises UnreachableError when the pages can't be had now, so that may be told."""
        stored = await self._stores.thread.run(self._stores.documents.get, article.id)
        if stored is None or stored.is_whole or article.url is None:
            return None
        try:
            pages = await self._pages_of(article, is_stored=True)
        except (BadInputError, NoPageError) as error:
            await self._keep_pages(article, None, None, is_gone=isinstance(error, TakenDownError))
            return None
        before = stored_document(stored.json, stored.pages)
        document = merged(from_json(stored.json), pages.documents)
        if pages.is_complete:
            await self._keep_pages(article, pages_to_json(pages.documents), minutes(document.blocks))
        return document if document != before else None

    async def is_taken_down(self, article: Article) -> bool:
        """Tell whether the site had taken a stored story's page down when that was last asked for."""
        stored = await self._stores.thread.run(self._stores.documents.get, article.id)
        return stored is not None and stored.is_gone

    async def _keep_pages(
        self, article: Article, pages: str | None, length: int | None, *, is_gone: bool = False
    ) -> None:
        put = self._stores.documents.put_pages
        with suppress(StorageError):  # a library that can't be written to still shows what it has
            await self._stores.thread.run(put, article.id, pages, length, self._now(), is_gone=is_gone)

    async def _pages_of(self, article: Article, *, is_stored: bool) -> ArticlePages:
        """Read an article's pages; stale ones are no news where a text of it is stored already."""
        if article.url is None:
            raise BadInputError(f"“{article.title}” has no address, and its feed brought no text")
        return await self._pages.of(article.url, title=article.title, is_stale_enough=not is_stored)

    async def changes(self, article: Article) -> Document | None:
        """Bring what was changed in a stored story; None when no other version of it is kept."""
        stores = self._stores
        former = await stores.thread.run(stores.documents.former, article.id)
        stored = await stores.thread.run(stores.documents.get, article.id) if former is not None else None
        if former is None or stored is None:
            return None
        return changes_of(former, stored_document(stored.json, stored.pages))

    async def of_page(self, page: Page) -> Document:
        """Bring one of the publication's own pages; one stored within the day is not asked for again."""
        return await self.of_address(self._edition.page_address(page))

    async def of_address(self, url: str) -> Document:
        """Bring what stands at an address that the edition names or a story links to, stored like its pages."""
        stored = await self._stores.thread.run(self._stores.documents.page_get, url)
        if stored is not None and timedelta(0) <= self._now() - stored.stored_at < PAGE_FOR:
            return from_json(stored.json)
        try:
            document = joined((await self._pages.of(url, title="")).documents)
        except GlobetermError:
            if stored is None:
                raise
            return from_json(stored.json)
        await self._stores.thread.run(self._stores.documents.page_put, url, to_json(document), self._now())
        return document

    async def at(self, url: str) -> Document:
        """Bring the story at an address that the reader gave. Nothing is stored."""
        return joined((await self._pages.of(url, typed=True)).documents)


def _as_the_feed_has_it(article: Article) -> Document:
    """What a feed without full text says of an article: trusted for headline and dates, for a page may tell others."""
    authors, agency = split_byline(article.authors)
    return Document(
        url=article.url or "",
        title=article.title,
        blocks=(),
        authors=authors or article.authors,
        agency=agency,
        published=article.published,
        updated=article.updated,
        sections=article.sections,
        tags=article.tags,
    )
