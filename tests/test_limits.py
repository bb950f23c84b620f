"""The limits that the documentation promises; each is proved where it is kept."""

from globeterm import limits


def test_sizes() -> None:
    assert limits.FEED_BYTES == 15 * 1024**2
    assert (limits.PAGE_BYTES, limits.EXTRACTED_BYTES, limits.PICTURE_BYTES) == (5_000_000, 2_000_000, 10_000_000)
    assert (limits.PARSE_MEMORY_BYTES, limits.PICTURE_MEMORY_BYTES) == (88 * 1024**2, 112 * 1024**2)
    assert (limits.HEADER_BYTES, limits.ADDRESS_LENGTH) == (1024, 4096)
    assert (limits.LINE_LENGTH, limits.NAME_LENGTH, limits.STORY_LENGTH) == (500, 200, 1_000_000)


def test_times_and_counts() -> None:
    assert (limits.REQUEST_SECONDS, limits.CONNECT_SECONDS, limits.READ_SECONDS) == (30, 10, 15)
    assert (limits.REDIRECTS, limits.CONNECTIONS, limits.CONNECTIONS_PER_HOST) == (5, 8, 2)
    assert limits.FEEDS_IN_MEMORY == 3
    assert (limits.PARSE_SECONDS, limits.ENTRIES_PER_FEED) == (10, 5000)
    assert (limits.QUERY_LENGTH, limits.QUERY_WORDS, limits.SEARCH_SECONDS) == (200, 16, 2)
