"""Search: in what is stored, as one types, and by the site's own search, which knows stories that are not here."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from globeterm.errors import BadInputError, StorageError, UnreachableError
from globeterm.found import SearchResult, SiteHit, SiteResult, Snippet
from globeterm.query import parse_query, site_words
from globeterm.storage.finds import keep_finds
from globeterm.storage.search import SearchStore
from globeterm.storage.snippets import Wanted, forms, marks, snippet
from globeterm.storage.wording import texts
from globeterm.web.resource import Kind

if TYPE_CHECKING:
    from datetime import datetime

    from globeterm.content import Document
    from globeterm.entry import Story
    from globeterm.library.means import Means
    from globeterm.model import Article
    from globeterm.query import Query

_WHAT: Final = "what the site's search found"
#: How many stories WordPress puts on a page; one with fewer is the last (wordpress.md 4).
_PAGE: Final = 10


class _Turn:
    """One search's turn; it is over when the next one begins, or when nobody waits for it any more."""

    def __init__(self) -> None:
        self.is_over = False

    def lasts(self) -> bool:
        """Whether somebody waits for the search."""
        return not self.is_over


class Searcher:
    """Searches one edition's stories. Of several searches at once only the last is answered."""

    def __init__(self, means: Means) -> None:
        self._edition = means.edition
        self._stores = means.stores
        self._index = SearchStore(means.stores.database)
        self._client = means.client
        self._workshop = means.workshop
        self._now = means.now
        self._offline = means.offline
        self._sections = {section.name: _with_parents(section.key) for section in means.edition.walk()}
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

    async def forms_in(self, document: Document, result: SearchResult) -> tuple[str, ...]:
        """Tell how the words of a search, or those that were looked for instead, are written in a story."""
        instead = tuple(other for _, other in result.instead)
        shown = [replace(term, others=instead) for term in parse_query(result.query).wanted if term.column is None]
        return await asyncio.to_thread(forms, [document.title, *texts(document)], Wanted.of(shown))

    async def at_the_site(self, text: str, page: int = 1, *, keep: bool = True) -> SiteResult:
        """Ask the site's own search, whose answer is a feed of ten stories a page, newest first (wordpress.md 4).

        With ``keep`` what it finds is stored, and from then on a story like any other. Authors and sections are not
        asked for, and times and marks are looked at here. Raises UnreachableError, BadInputError and StorageError.
        """
        query = parse_query(text)
        words = site_words(query)
        if not words:
            return SiteResult()
        if self._offline:
            raise UnreachableError("The site's own search needs a connection.")
        stories, is_end = await self._asked(words, page)
        before = [await self._by_address(story) for story in stories]
        meant = [
            story for story, article in zip(stories, before, strict=True) if _is_meant(story.published, article, query)
        ]
        if keep and meant:
            await self._stores.thread.run(
                keep_finds, self._stores.database, self._edition.home, meant, self._sections, self._now()
            )
        known = {article.id for article in before if article is not None}
        return SiteResult(tuple([await self._hit(story, query, known) for story in meant]), is_end)

    async def _asked(self, words: str, page: int) -> tuple[list[Story], bool]:
        """The stories on a page of the site's answer that have an address, and whether it is the last page."""
        asked = {"s": words, "feed": "rss2"} | ({"paged": str(page)} if page > 1 else {})
        resource = await self._client().get(
            f"{self._edition.home}/?{urlencode(asked)}", Kind.FEED, sponsor=self._edition.home
        )
        if resource.status == 404 and page > 1:
            return [], True
        if resource.status != 200:
            raise UnreachableError(f"{resource.final_url} answered {resource.status} {resource.reason}")
        from globeterm.library.tasks import read_feed, read_stories  # noqa: PLC0415 - the library has no need of them

        try:
            feed = await self._workshop.run(read_feed, resource, resource.fetched, what=_WHAT)
        except BadInputError:
            await self._client().forget(resource)
            raise
        stories = await self._workshop.run(read_stories, feed.entries, resource.final_url, what=_WHAT)
        return [story for story in stories if story.url is not None], len(feed.entries) < _PAGE

    async def _catch_up(self, turn: _Turn) -> None:
        """Index what was stored before there was an index, a little at a time, so that others get their turn."""
        try:
            while turn.lasts() and await self._stores.thread.run(self._index.catch_up):
                pass
        except StorageError:
            return  # a library that can't be written to is searched as far as it is indexed

    async def _by_address(self, story: Story) -> Article | None:
        url = story.url or ""
        return await self._stores.thread.run(self._stores.articles.by_address, self._edition.home, url)

    async def _hit(self, story: Story, query: Query, known: set[int]) -> SiteHit:
        article = await self._by_address(story)
        shown = Wanted.of([term for term in query.wanted if term.column is None])
        return SiteHit(
            title=story.title,
            url=story.url or "",
            authors=story.authors,
            published=story.published,
            updated=story.updated,
            sections=tuple(name for name in story.tags if name in self._sections),
            summary=story.summary,
            snippet=snippet((story.summary,), shown) if story.summary else Snippet(),
            title_marks=marks(story.title, shown),
            article=article,
            is_new=article is not None and article.id not in known,
        )


def _with_parents(key: str) -> tuple[str, ...]:
    """The key of a section, and those of the sections it stands below: a site's feed of these has its stories too."""
    parts = key.split("/")
    return tuple("/".join(parts[: end + 1]) for end in range(len(parts)))


def _is_meant(published: datetime | None, article: Article | None, query: Query) -> bool:
    """Whether a story of the site's fits what the site was not asked for: the period, and the reader's own marks."""
    if query.before is not None and (published is None or published >= query.before):
        return False
    if query.after is not None and (published is None or published < query.after):
        return False
    saved = article is not None and article.saved
    unread = article is None or not article.read
    return query.saved in {None, saved} and query.unread in {None, unread}
