"""Feeds that come without a single entry: at first that may be a slip of the site's, and nobody is told (FLT-27)."""

from typing import TYPE_CHECKING, Final

from globeterm.errors import BadInputError

if TYPE_CHECKING:
    from globeterm.model import Feed
    from globeterm.web.resource import Resource

#: How often in a row a feed whose stories are stored comes without any until the reader is told.
EMPTY_TIMES: Final = 3


class EmptyFeedError(BadInputError):
    """The site answered, and there is nothing in the answer."""


def refuse_nothing(feed: "Feed", resource: "Resource") -> None:
    """Raise EmptyFeedError for an answer without a body: 204, or a 200 of blanks."""
    if resource.status == 204 or (resource.status == 200 and not resource.body.strip()):
        raise emptied(feed)


def emptied(feed: "Feed") -> EmptyFeedError:
    """The error for a feed, as it was before this poll, that has come without entries."""
    if feed.changed is None:
        return EmptyFeedError("the feed is empty: the site has put nothing into it; it is asked again later")
    times = feed.failures + 1
    return EmptyFeedError(f"the feed is empty, {times} times in a row; what was stored stays, and it is asked again")


def is_told(feed: "Feed") -> bool:
    """Whether the reader hears that the feed has come empty: some times in a row, or when it never held anything."""
    return feed.changed is None or feed.failures + 1 >= EMPTY_TIMES
