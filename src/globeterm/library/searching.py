"""Search: in what is stored, as one types, and by the site's own search, which knows stories that are not here."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from globeterm.errors import StorageError, UnreachableError
from globeterm.found import SearchResult, SiteHit, Snippet
from globeterm.query import parse_query, site_words
from globeterm.storage.search import SearchStore
from globeterm.storage.snippets import pattern, snippet
from globeterm.web.resource import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from globeterm.edition import Edition
    from globeterm.entry import Story
    from globeterm.library.stores import Stores
    from globeterm.query import Query
    from globeterm.web.client import CachingClient
    from globeterm.workshop import Workshop

_WHAT: Final = "what the site's search found"


class _Turn:
    """One search's turn; it is over when the next one begins, or when nobody waits for it any more."""

    def __init__(self) -> None:
        self.is_over = False

    def lasts(self) -> bool:
        """Whether somebody waits for the search."""
        return not self.is_over


class Searcher:
    """Searches one edition's stories. Of several searches at once only the last is answered."""

    def __init__(
        self,
        edition: Edition,
        stores: Stores,
        client: Callable[[], CachingClient],
        workshop: Workshop,
        *,
        offline: bool,
    ) -> None:
        self._edition = edition
        self._stores = stores
        self._index = SearchStore(stores.database)
        self._client = client
        self._workshop = workshop
        self._offline = offline
        self._sections = frozenset(section.name for section in edition.walk())
        self._turn = _Turn()

    async def stored(self, text: str, limit: int) -> SearchResult | None:
        """Find stored stories, best first; None when another search has begun meanwhile. Raises StorageError."""
        self._turn.is_over = True
        turn = self._turn = _Turn()
        query = parse_query(text)
        try:
            await self._catch_up(turn)
            return await self._stores.thread.run(
                self._index.find, self._edition.home, query, limit, is_wanted=turn.lasts
            )
        except asyncio.CancelledError:
            turn.is_over = True
            raise

    async def at_the_site(self, text: str) -> tuple[SiteHit, ...]:
        """Ask the site's own search, whose answer is a feed (wordpress.md 4); nothing of it is stored.

        Authors and sections are not asked for, and times and marks are looked at here. Raises UnreachableError and
        BadInputError.
        """
        query = parse_query(text)
        words = site_words(query)
        if not words:
            return ()
        if self._offline:
            raise UnreachableError("The site's own search needs a connection.")
        address = f"{self._edition.home}/?{urlencode({'s': words, 'feed': 'rss2'})}"
        resource = await self._client().get(address, Kind.FEED, sponsor=self._edition.home)
        if resource.status != 200:
            raise UnreachableError(f"{resource.final_url} answered {resource.status} {resource.reason}")
        from globeterm.library.tasks import read_feed, read_stories  # noqa: PLC0415 - the library has no need of them

        feed = await self._workshop.run(read_feed, resource, resource.fetched, what=_WHAT)
        stories = await self._workshop.run(read_stories, feed.entries, resource.final_url, what=_WHAT)
        hits = [await self._hit(story, story.url, query) for story in stories if story.url is not None]
        return tuple(hit for hit in hits if _is_meant(hit, query))

    async def _catch_up(self, turn: _Turn) -> None:
        """Index what was stored before there was an index, a little at a time, so that others get their turn."""
        try:
            while turn.lasts() and await self._stores.thread.run(self._index.catch_up):
                pass
        except StorageError:
            return  # a library that can't be written to is searched as far as it is indexed

    async def _hit(self, story: Story, url: str, query: Query) -> SiteHit:
        article = await self._stores.thread.run(self._stores.articles.by_address, self._edition.home, url)
        shown = pattern([term for term in query.wanted if term.column is None])
        return SiteHit(
            title=story.title,
            url=url,
            authors=story.authors,
            published=story.published,
            updated=story.updated,
            sections=tuple(name for name in story.tags if name in self._sections),
            summary=story.summary,
            snippet=snippet((story.summary,), shown) if story.summary else Snippet(),
            article=article,
        )


def _is_meant(hit: SiteHit, query: Query) -> bool:
    """Whether a story of the site's fits what the site was not asked for: the period, and the reader's own marks."""
    if query.before is not None and (hit.published is None or hit.published >= query.before):
        return False
    if query.after is not None and (hit.published is None or hit.published < query.after):
        return False
    saved = hit.article is not None and hit.article.saved
    unread = hit.article is None or not hit.article.read
    return query.saved in {None, saved} and query.unread in {None, unread}
