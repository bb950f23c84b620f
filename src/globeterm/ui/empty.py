"""What stands in an empty list: what is missing, why, since when, and what to press. Pure."""

from collections.abc import Collection
from datetime import datetime

from globeterm.addresses import host
from globeterm.edition import Edition
from globeterm.model import FRONT, SAVED, Feed
from globeterm.rendering.dates import since
from globeterm.ui.condition import Condition
from globeterm.ui.notice import Notice
from globeterm.ui.tree import name_of


def empty_list(edition: Edition, key: str, feeds: Collection[Feed], condition: Condition, now: datetime) -> Notice:
    """The words for a list without a row."""
    name = name_of(edition, key)
    if key == SAVED:
        return Notice("Nothing saved yet", ("Press s on a story to keep it here for good.",))
    feed = next((feed for feed in feeds if feed.section == key), None)
    if feed is not None and feed.found == "missing":
        return gone(edition, name)
    if condition.checking is not None:
        asking = f"Asking {host(edition.home)} for the newest stories …"
        return Notice(name, ("Opening the sample edition …" if condition.is_sample else asking,))
    if condition.is_offline:
        return Notice(
            "No story here yet",
            ("The paper is read offline, as you asked.", "Start it without --offline to bring stories."),
        )
    failing = feed if feed is not None else next((feed for feed in feeds if key == FRONT and feed.failing_since), None)
    if failing is not None and failing.failing_since is not None:
        why = failing.error or f"{host(edition.home)} can’t be reached"
        return Notice(
            f"{name} could not be had",
            (
                f"{why[:1].upper()}{why[1:]}, {since(failing.failing_since, now)}.".replace("..", "."),
                "It is asked again then." if failing.wish else "r tries again.",
            ),
        )
    return Notice("No story here yet", ("r asks the site for news.",))


def gone(edition: Edition, name: str) -> Notice:
    """The words for a section that the site no longer has."""
    return Notice(
        f"{name} is gone",
        (
            f"{edition.name} has no section of this name any more.",
            "What it published before may stand in other sections. r looks again.",
        ),
    )
