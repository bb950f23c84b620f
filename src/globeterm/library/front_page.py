"""The site's own front page: what it features and recommends, asked for no more often than a feed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from globeterm.addresses import host, same_address
from globeterm.content import Document, FrontGroup, FrontPage, Link, More
from globeterm.document.byline import split_byline
from globeterm.errors import GlobetermError
from globeterm.feeds.schedule import has_rested, is_due, next_attempt, next_check
from globeterm.library.urgency import Urgency
from globeterm.model import FeedCheck, Validators
from globeterm.storage.front_pages import FrontPageStore
from globeterm.web.resource import FetchError, Kind, Reload

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from globeterm.edition import Edition
    from globeterm.library.means import Means
    from globeterm.model import Feed

#: How many stories of a group are shown, as on the page itself: six opinion pieces.
MOST: Final = 6
#: How many of the lead: it is often the head of a list that has no end.
MOST_FEATURED: Final = 4
FEATURED: Final = "Featured"
TITLE: Final = "On the front page"


class FrontPages:
    """Brings and keeps the front page of one edition. ``chance`` spreads the checks, as it does with feeds (POL-11)."""

    def __init__(self, means: Means) -> None:
        self._edition = means.edition
        self._address = front_address(means.edition)
        self._stores = means.stores
        self._store = FrontPageStore(means.stores.database)
        self._client = means.client
        self._workshop = means.workshop
        self._now = means.now
        self._chance = means.chance

    async def check(self, urgency: Urgency) -> None:
        """Ask for the front page if it is due; what keeps it away is no failure of the paper, and it rests then."""
        history = await self._stores.thread.run(self._store.history, self._edition.home, self._address)
        if not _may_ask(history, urgency, self._now()):
            return
        try:
            await self._ask(history)
        except GlobetermError as error:
            at = self._now()
            retry_after = error.retry_after if isinstance(error, FetchError) else None
            due = next_attempt(at, self._chance(), failures=history.failures + 1, retry_after=retry_after)
            await self._keep(FeedCheck(at, due, error=str(error)))

    async def document(self) -> Document | None:
        """Make a page of what the front page sets together, to be read like a story; None when nothing is known."""
        page = await self._stores.thread.run(self._store.get, self._edition.home)
        history = await self._stores.thread.run(self._store.history, self._edition.home, self._address)
        groups = [(title, links) for title, links in _shown(page, self._edition.home) if links]
        if not groups:
            return None
        known = await self._known([link.url for _, links in groups for link in links])
        blocks = tuple(More(title, tuple(known.get(link.url, link) for link in links)) for title, links in groups)
        return Document(url=self._address, title=TITLE, blocks=blocks, source="page", published=history.checked)

    async def _ask(self, history: Feed) -> None:
        """Ask for the page, and read it when it is another one; a site without one has answered, too."""
        resource = await self._client().get(
            self._address, Kind.PAGE, reload=Reload.REVALIDATE, sponsor=self._edition.home
        )
        if resource.error is not None:
            raise FetchError(resource.error, self._address, "http", retry_after=resource.retry_after)
        at = self._now()
        conditional = resource.validators != Validators()
        due = next_check(at, self._chance(), max_age=resource.max_age, conditional=conditional)
        page: FrontPage | None = None
        if resource.status == 200 and resource.digest != history.digest:
            from globeterm.library.tasks import read_front_page  # noqa: PLC0415 - what is stored needs no parser

            page = await self._workshop.run(read_front_page, resource, what="the front page")
            if not page.groups:  # perhaps a captive portal's, whose validators would keep the site's own away (FLT-25)
                await self._client().forget(resource)
        await self._keep(FeedCheck(at, due, resource.validators, resource.digest), page)

    async def _keep(self, check: FeedCheck, page: FrontPage | None = None) -> None:
        """Keep a check; a page that names nothing any more is one that is not understood: what was known stays."""
        named = page if page is not None and page.groups else None
        await self._stores.thread.run(self._store.put, self._edition.home, check, named)

    async def _known(self, urls: Sequence[str]) -> dict[str, Link]:
        """Bring what is known of those stories that are stored: their own headlines, who wrote them, and when."""
        run, store = self._stores.thread.run, self._store
        ids = await run(store.at_addresses, self._edition.home, urls)
        articles = {article.id: article for article in await run(self._stores.articles.articles, list(ids.values()))}
        found: dict[str, Link] = {}
        for url in urls:
            article = articles.get(ids.get(same_address(url), 0))
            if article is not None:
                authors, _ = split_byline(article.authors)
                found[url] = Link(article.title, url, authors or article.authors, article.published)
        return found


def front_address(edition: Edition) -> str:
    """The address of an edition's front page."""
    return edition.home + "/"


def _may_ask(history: Feed, urgency: Urgency, now: datetime) -> bool:
    """Whether the page may be asked for now: a feed's rules, and the reader's key soon after an answer (POL-10)."""
    return is_due(history, now) or (urgency is Urgency.WHOLE and history.failures == 0 and has_rested(history, now))


def _shown(page: FrontPage, home: str) -> list[tuple[str, tuple[Link, ...]]]:
    """The groups that are shown, each with the stories of the site itself."""
    lead = next((group for group in page.groups if group.title.casefold() == FEATURED.casefold()), None) or next(
        (group for group in page.groups if group.role == "lead"), None
    )
    return [
        (FEATURED, _of_site(lead, home, MOST_FEATURED)),
        ("Recommended", _of_site(page.recommended, home, MOST)),
        ("Opinion", _of_site(page.opinion, home, MOST)),
    ]


def _of_site(group: FrontGroup | None, home: str, most: int) -> tuple[Link, ...]:
    links = group.links if group is not None else ()
    return tuple(link for link in links if host(link.url) == host(home))[:most]
