"""Who asks for a refresh, and so which feeds are asked, and how."""

from enum import Enum


class Urgency(Enum):
    """DUE: the clock asks, and only the feeds whose interval is over are asked, conditionally.

    STALE: a command asks, and every feed is asked, conditionally, but those that are fresh by their own words, or that
    failed so often that they are left alone for a while. WHOLE: the reader
    asks, who knows that there is news, and every feed is asked, without validators unless it answered minutes ago.
    AGAIN: a site that could not be reached is tried again, conditionally, whatever is due; a feed that itself failed
    keeps its rest.
    """

    DUE = "due"
    STALE = "stale"
    WHOLE = "whole"
    AGAIN = "again"
