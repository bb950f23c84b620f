"""What the library keeps: articles with the reader's marks, the checks of feeds, the place in the paper.

Text has passed the gate, addresses are safe (``addresses.safe_url``), times are aware datetimes in UTC.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

#: Names of the two lists that are no section of the edition; ``@`` never begins a slug.
FRONT: Final = "@front"


SAVED: Final = "@saved"

#: What a search found, in place of a list.
SEARCH: Final = "@search"


#: How the sentence of a failure says that the site wants rest; the time follows (POL-16).
ASKS_TO_WAIT: Final = "asks us to wait until"


#: The stories that the site's own front page puts first; counted beside the lists, and no list itself.
PICKS: Final = "@picks"


Completeness = Literal["full", "summary"]

#: In which unit temperatures are told.
Units = Literal["fahrenheit", "celsius"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reader is in a story: the block's index, -1 for the head, and the offset of a character in it.

    ``Place()`` is the beginning of the story.
    """

    block: int = 0
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """A stored story as lists show it, without its text. ``sections`` are names, ``minutes`` the reading time.

    ``updated`` is what the feed says of its last change, ``revised`` when its stored text was seen to have changed.
    """

    id: int
    title: str
    url: str | None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    sections: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    summary: str = ""
    minutes: int | None = None
    read: bool = False
    saved: bool = False
    offline: Completeness = "summary"
    revised: datetime | None = None
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many stories a list holds, and how many of them are unread."""

    articles: int = 0
    unread: int = 0


RefreshStatus = Literal["new", "unchanged", "cached", "failed"]


@dataclass(frozen=True, slots=True)
class RefreshResult:
    """What checking one section's feed brought. ``cached``: not asked, because it is fresh, resting or offline.

    ``new`` counts articles that the library did not hold, ``joined`` those that it held from another section only.
    ``exit_code`` is that of a failure, 1 when only a part of the feed could be read; 0 without one. When it
    ``is_told_to_wait`` the site asks for rest, and the ``error`` says until when.
    """

    section: str
    url: str
    status: RefreshStatus
    new: int = 0
    updated: int = 0
    error: str | None = None
    joined: int = 0
    exit_code: int = 0
    is_told_to_wait: bool = False

    @property
    def is_missing(self) -> bool:
        """Whether the site has no such section any more, which is told and is no failure."""
        return self.status == "unchanged" and self.exit_code == 0 and self.error is not None


@dataclass(frozen=True, slots=True)
class Kept:
    """How much of an edition is here: when the last sync of all of it ended, how many stories lack their text."""

    synced: datetime | None = None
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Validators:
    """ETag and Last-Modified of one answer as the very bytes that came (RFC 9110, 8.8); None when not given."""

    etag: bytes | None = None
    last_modified: bytes | None = None


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a feed's own document asks to be polled at most (POL-15).

    ``interval`` is the least time between two polls in seconds; ``hours`` (0 to 23, UTC) and ``days`` (0 is Monday) are
    those in which it does not want to be polled.
    """

    interval: int | None = None
    hours: frozenset[int] = frozenset()
    days: frozenset[int] = frozenset()


Found = Literal["edition", "menu", "rest", "missing"]


@dataclass(frozen=True, slots=True)
class Feed:
    """One section's feed and its checks. ``found``: how its address is known; "missing": the site has none.

    ``checked`` is the last answer, ``failing_since`` the first failure after it, ``error`` the last one's sentence.
    ``due`` is when it may be asked again without the reader's asking; ``whole`` when it was last asked unconditionally.
    ``moving`` is where its address was seen to move for good, ``moved_from`` the edition's address that it left so
    (POL-23); ``gone`` is since when the site says that it has given the feed up (POL-27).
    """

    id: int
    section: str
    address: str
    found: Found = "edition"
    found_at: datetime | None = None
    validators: Validators = field(default_factory=Validators)
    digest: bytes | None = None
    checked: datetime | None = None
    changed: datetime | None = None
    whole: datetime | None = None
    due: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    error: str | None = None
    pace: Pace = field(default_factory=Pace)
    moving: str | None = None
    moved_from: str | None = None
    gone: datetime | None = None

    @property
    def wish(self) -> str:
        """What the site asks for by its last answer, as in "asks us to wait until 15:20"; empty when it does not."""
        _, asks, until = (self.error or "").partition(ASKS_TO_WAIT)
        return f"{asks}{until}".rstrip(".")


@dataclass(frozen=True, slots=True)
class FeedCheck:
    """What one check of a feed taught, to be stored with the entries it brought.

    With an ``error`` it is a failure: validators and digest of the last good answer stay. ``whole``: it was asked
    unconditionally. ``due`` is when the feed may be asked again without the reader's asking. ``pace`` is what a
    document that was read asks for. ``moving`` is where a good answer came from when the address moved there for good.
    A failure that is ``gone`` ends the polling; one that is not its ``own``, as without a network, is not counted
    (POL-22); one that is not ``told`` is counted, and no more (FLT-27).
    """

    at: datetime
    due: datetime
    validators: Validators = field(default_factory=Validators)
    digest: bytes | None = None
    whole: bool = False
    error: str | None = None
    pace: Pace | None = None
    moving: str | None = None
    gone: bool = False
    own: bool = True
    told: bool = True


@dataclass(frozen=True, slots=True)
class Session:
    """Where the reader left the paper: the list, the article, and the preferences that keys change.

    ``left`` is when that was: the end of the last visit; None at the first one.
    """

    section: str = FRONT
    article: int | None = None
    theme: str | None = None
    pictures: bool = True
    left: datetime | None = None
