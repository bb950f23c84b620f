"""The limits that the documentation promises; each is proved where it is kept."""

import pytest

from globeterm import limits

#: Each by the case that it belongs to.
PROMISED = [
    ("SEC-01", "LINE_LENGTH", 500),
    ("SEC-01", "NAME_LENGTH", 200),
    ("SEC-01", "STORY_LENGTH", 1_000_000),
    ("SEC-03", "ADDRESS_LENGTH", 4096),
    ("SEC-07", "EXTRACTED_BYTES", 2_000_000),
    ("SEC-07", "PARSE_SECONDS", 10),
    ("SEC-07", "PARSE_MEMORY_BYTES", 88 * 1024**2),
    ("SEC-07", "ENTRIES_PER_FEED", 5000),
    ("SEC-10", "FEED_BYTES", 15 * 1024**2),
    ("SEC-11", "PAGE_BYTES", 5_000_000),
    ("SEC-11", "REQUEST_SECONDS", 30),
    ("SEC-11", "CONNECT_SECONDS", 10),
    ("SEC-11", "READ_SECONDS", 15),
    ("SEC-13", "REDIRECTS", 5),
    ("SEC-15", "HEADER_BYTES", 1024),
    ("SEC-17", "PICTURE_BYTES", 10_000_000),
    ("SEC-17", "PICTURE_PIXELS", 20_000_000),
    ("SEC-17", "PICTURE_MEMORY_BYTES", 112 * 1024**2),
    ("POL-30", "CONNECTIONS", 8),
    ("POL-30", "CONNECTIONS_PER_HOST", 2),
]


@pytest.mark.parametrize(("name", "size"), [pytest.param(*row[1:], id="-".join(row[:2])) for row in PROMISED])
def test_a_limit_is_what_is_promised(name: str, size: float) -> None:
    assert getattr(limits, name) == size


def test_times_and_counts() -> None:
    assert (limits.FEEDS_IN_MEMORY, limits.EXAMINATION_SECONDS) == (3, 30)
    assert (limits.QUERY_LENGTH, limits.QUERY_WORDS, limits.SEARCH_SECONDS) == (200, 16, 2)
