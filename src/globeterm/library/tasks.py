"""What the library has done in the workshop: functions of bytes and plain values, which travel by name."""

from collections.abc import Sequence
from datetime import datetime

from globeterm.content import FrontPage, Link
from globeterm.document.from_page import PageStory, Wanted, page_story
from globeterm.document.front_page import front_page
from globeterm.document.story import make_story
from globeterm.entry import Entry, ParsedFeed, Story
from globeterm.feeds.changes import entry_digest
from globeterm.feeds.menu import categories, site_menu
from globeterm.feeds.parse import parse_feed
from globeterm.web.resource import Resource


def read_feed(resource: Resource, now: datetime) -> ParsedFeed:
    """Read a feed document. Raises BadInputError when it is none."""
    content_type = resource.media_type or None
    if content_type is not None and resource.charset is not None:
        content_type = f"{content_type}; charset={resource.charset}"
    return parse_feed(resource.body, address=resource.final_url, content_type=content_type, now=now)


def read_stories(entries: Sequence[Entry], base: str) -> list[Story]:
    """Make entries of the feed at ``base`` ready to be stored."""
    return [make_story(entry, base, entry_digest(entry)) for entry in entries]


def read_page(resource: Resource, title: str | None = None) -> PageStory:
    """Read the story on a page, which ``title`` is the headline of, if that is known.

    Raises BadInputError when there is none, UnreachableError when this is another page than was asked for (FLT-25).
    """
    return page_story(
        resource.body,
        url=resource.final_url,
        charset=resource.charset,
        media_type=resource.media_type,
        wanted=Wanted(title, resource.url) if title is not None else None,
    )


def read_menu(resource: Resource) -> tuple[Link, ...]:
    """Read the names and addresses in a home page's menu."""
    return site_menu(resource.body, resource.final_url, resource.charset)


def read_categories(resource: Resource) -> tuple[Link, ...]:
    """Read the names and addresses in a site's REST list of categories."""
    return categories(resource.body)


def read_front_page(resource: Resource) -> FrontPage:
    """Read the groups of stories on a home page."""
    return front_page(resource.body, base=resource.final_url, charset=resource.charset)
