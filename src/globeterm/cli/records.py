"""What the commands say as JSON: each function makes one document of the command line's contract.

Every key is always there; what is unknown is None. Times are ISO 8601 in UTC with "Z".
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from globeterm.content import (
    Block,
    Document,
    Heading,
    Link,
    ListBlock,
    More,
    Paragraph,
    Picture,
    Quote,
    Span,
    Table,
    illustrations,
    paragraphs,
)
from globeterm.edition import Edition, Section
from globeterm.model import Article, Counts, RefreshResult

if TYPE_CHECKING:
    from globeterm.commands import Command
    from globeterm.found import SearchResult, SiteHit, Snippet
    from globeterm.library.syncing import SyncStep
    from globeterm.paths import Paths
    from globeterm.web.resource import FetchError, Resource, SentRequest

Record = dict[str, Any]


def time(moment: datetime | None) -> str | None:
    """A time as ISO 8601 in UTC, to the second."""
    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def sections(edition: Edition, counts: Mapping[str, Counts], addresses: Mapping[str, str]) -> Record:
    """``sections --json``: the tree; ``addresses`` are the feeds' found by name, by section key."""

    def row(section: Section) -> Record:
        count = counts.get(section.key, Counts())
        return {
            "name": section.name,
            "slug": section.slug,
            "feed": addresses.get(section.key, edition.feed_address(section)),
            "sections": [row(child) for child in section.sections],
            "articles": count.articles,
            "unread": count.unread,
        }

    return {"edition": edition.name, "home": edition.home, "sections": [row(section) for section in edition.sections]}


def refreshed(results: Sequence[RefreshResult]) -> Record:
    """``refresh --json``."""
    feeds = [
        {
            "section": result.section,
            "url": result.url,
            "status": result.status,
            "new": result.new + result.joined,
            "updated": result.updated,
            "error": result.error,
        }
        for result in results
    ]
    return {"feeds": feeds, "new": sum(feed["new"] for feed in feeds)}


def synced(feeds: Sequence[RefreshResult], last: "Mapping[str, SyncStep]", seconds: float) -> Record:
    """``sync --json``; ``last`` is the last step of each phase. Pictures that were not asked for are none."""
    texts, pictures = last.get("stories"), last.get("pictures")
    return {
        "feeds": refreshed(feeds)["feeds"],
        "articles": {
            "wanted": texts.wanted if texts else 0,
            "full": texts.done - texts.failed if texts else 0,
            "failed": texts.failed if texts else 0,
        },
        "pictures": {
            "wanted": pictures.wanted if pictures else 0,
            "stored": pictures.done - pictures.failed if pictures else 0,
            "failed": pictures.failed if pictures else 0,
        },
        "seconds": seconds,
    }


def headlines(section: str | None, articles: Iterable[Article]) -> Record:
    """``list --json``."""
    return {"section": section, "articles": [article_record(article) for article in articles]}


def search_results(result: "SearchResult", others: "Sequence[SiteHit]") -> Record:
    """``search --json``; ``others`` are stories that the site's own search found besides."""
    return {
        "query": result.query,
        "total": result.total + sum(other.is_new or other.article is None for other in others),
        "articles": [
            *(article_record(hit.article) | _found(hit.snippet, "library") for hit in result.hits),
            *(_site_record(other) | _found(other.snippet, "site") for other in others),
        ],
    }


def _found(snippet: "Snippet", origin: str) -> Record:
    return {"snippet": snippet.text, "matches": [list(mark) for mark in snippet.marks], "origin": origin}


def _site_record(hit: "SiteHit") -> Record:
    """ARTICLE for a story that the site found; the id of one that is not in the library is its address."""
    if hit.article is not None:
        return article_record(hit.article)
    return {
        "id": hit.url,
        "title": hit.title,
        "url": hit.url,
        **_byline(hit.authors),
        "published": time(hit.published),
        "updated": time(hit.updated),
        "sections": list(hit.sections),
        "summary": hit.summary,
        "read": False,
        "saved": False,
        "offline": "summary",
    }


def article_record(article: Article) -> Record:
    """ARTICLE of the contract."""
    return {
        "id": str(article.id),
        "title": article.title,
        "url": article.url,
        **_byline(article.authors),
        "published": time(article.published),
        "updated": time(max(filter(None, (article.updated, article.revised)), default=None)),
        "sections": list(article.sections),
        "summary": article.summary,
        "read": article.read,
        "saved": article.saved,
        "offline": article.offline,
    }


def _byline(names: Sequence[str]) -> Record:
    """The authors in a feed's bylines, each by themselves, and the agency they wrote with, as ``read`` has them."""
    from globeterm.document.byline import split_byline

    authors, agency = split_byline(names)
    return {"authors": list(authors or names), "agency": agency or None}


def read_record(article: Article, document: Document) -> Record:
    """ARTICLE for an article that is read: what its lists don't know of it is taken from its document."""
    elsewhere = tuple(name for name in article.sections if name not in document.sections)
    return article_record(article) | {
        **({"authors": list(document.authors)} if document.authors else {}),
        "published": time(article.published or document.published),
        "updated": time(max(filter(None, (article.updated or document.updated, article.revised)), default=None)),
        "sections": [*document.sections, *elsewhere],
        "offline": "full",
    }


def loose_record(document: Document, ref: str) -> Record:
    """ARTICLE for a story that the library does not hold; its id is what the reader called it by."""
    return {
        "id": ref,
        "title": document.title,
        "url": document.url or None,
        "authors": list(document.authors),
        "agency": document.agency or None,
        "published": time(document.published),
        "updated": time(document.updated),
        "sections": list(document.sections),
        "summary": document.standfirst,
        "read": False,
        "saved": False,
        "offline": "full",
    }


def story(article: Record, document: Document, stored: Collection[str] = ()) -> Record:
    """``read --json``: ARTICLE and everything of its document; ``stored`` are addresses of pictures in the library."""
    from globeterm.document.codec import block_to_dict
    from globeterm.document.ending import closing_note
    from globeterm.document.minutes import minutes
    from globeterm.document.times import site_day

    day = site_day(document.published, document.url)
    texts = list(paragraphs(document.blocks))
    lead = document.picture
    sections = article.get("sections", ())
    more = [link for block in document.blocks if isinstance(block, More) for link in block.links]
    return article | {
        "text": "\n\n".join(texts),
        "paragraphs": texts,
        "blocks": [block_to_dict(block) for block in document.blocks],
        "links": [{"text": span.text, "url": span.link} for span in _spans(document.blocks) if span.link],
        "date": day.isoformat() if day is not None else None,
        "standfirst": document.standfirst or None,
        "agency": document.agency or article.get("agency"),
        "picture": picture(lead, stored) if lead is not None else None,
        "pictures": [picture(one, stored) for one in pictures_of(document)],
        "more_on_subject": [{"title": link.title, "url": link.url} for link in more],
        "related": [
            {"title": link.title, "url": link.url, "authors": list(link.authors), "published": time(link.published)}
            for link in document.related
        ],
        "previous": _neighbour(document.previous),
        "next": _neighbour(document.next),
        "author_note": document.author_note or closing_note(document.blocks, document.authors) or None,
        "tags": [tag for tag in document.tags if tag not in sections or document.sections],
        "minutes": minutes(document.blocks),
    }


def pictures_of(document: Document) -> Sequence[Picture]:
    """All pictures of a story, the lead picture first, each once."""
    return tuple({one.url: one for one in reversed(tuple(illustrations(document)))}.values())[::-1]


def picture(one: Picture, stored: Collection[str]) -> Record:
    """A picture of a story; ``stored`` are the addresses of those that the library holds."""
    return {
        "url": one.url,
        "caption": one.caption,
        "credit": one.credit,
        "alt": one.alt,
        "stored": one.url in stored,
    }


def fetched(resource: "Resource") -> Record:
    """``fetch --json``."""
    return {
        "url": resource.url,
        "final_url": resource.final_url,
        "status": resource.status,
        "origin": resource.origin,
        "requests": _requests(resource.requests),
        "media_type": resource.media_type or None,
        "bytes": len(resource.body),
        "error": resource.error,
    }


def not_fetched(url: str, error: "FetchError") -> Record:
    """``fetch --json`` when nothing came that is of use; a site that answered with an error has answered."""
    has_answer = error.status is not None
    return {
        "url": url,
        "final_url": error.url if has_answer else None,
        "status": error.status,
        "origin": "network" if has_answer else None,
        "requests": _requests(error.requests),
        "media_type": None,
        "bytes": 0,
        "error": str(error),
    }


def folders(paths: "Paths") -> Record:
    """``paths --json``."""
    return {
        "config": str(paths.config),
        "data": str(paths.data),
        "cache": str(paths.cache),
        "state": str(paths.state),
    }


def keys(commands: Sequence["Command"]) -> Record:
    """``keys --json``."""
    rows = [
        {"id": one.id, "keys": list(one.keys), "title": one.title, "help": one.help, "group": one.group}
        for one in commands
    ]
    return {"commands": rows}


def _requests(requests: "Sequence[SentRequest]") -> list[Record]:
    return [{"url": sent.url, "headers": dict(sent.headers)} for sent in requests]


def _neighbour(link: Link | None) -> Record | None:
    return {"title": link.title, "url": link.url} if link is not None else None


def _inside(block: Block) -> Sequence[Block]:
    """The blocks that a block holds."""
    match block:
        case Quote(inner):
            return inner
        case ListBlock(_, items):
            return [one for item in items for one in item]
        case _:
            return ()


def _spans(blocks: Sequence[Block]) -> Iterator[Span]:
    """Every span of a story, in the order in which it is read."""
    for block in blocks:
        yield from _spans(_inside(block))
        match block:
            case Paragraph(spans) | Heading(_, spans) | Quote(_, spans):
                yield from spans
            case Table(rows, _, caption):
                yield from caption
                yield from (span for row in rows for cell in row for span in cell)
            case _:
                pass
