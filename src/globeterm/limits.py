"""How much of anything this program takes from outside, in one place.

Sizes are bytes unless the name says otherwise, times are seconds.
"""

from typing import Final

FEED_BYTES: Final = 15 * 1024 * 1024
PAGE_BYTES: Final = 5_000_000
EXTRACTED_BYTES: Final = 2_000_000
PICTURE_BYTES: Final = 10_000_000
WEATHER_BYTES: Final = 64_000
PICTURE_PIXELS: Final = 20_000_000
HEADER_BYTES: Final = 1024
ADDRESS_LENGTH: Final = 4096

REQUEST_SECONDS: Final = 30.0
CONNECT_SECONDS: Final = 10.0
READ_SECONDS: Final = 15.0
REDIRECTS: Final = 5
CONNECTIONS: Final = 8
CONNECTIONS_PER_HOST: Final = 2
#: How many feeds a refresh brings and reads at once, so that their documents don't pile up before the workshop.
FEEDS_IN_MEMORY: Final = 3
FEED_BURST: Final = 4
FEED_SECONDS: Final = 0.125

#: How long a look at a whole site may take.
EXAMINATION_SECONDS: Final = 30.0

#: How much of the processor's time a task may take, and how long it may last by the clock on a busy machine.
PARSE_SECONDS: Final = 10.0
PARSE_CLOCK_SECONDS: Final = 60.0
PARSE_MEMORY_BYTES: Final = 88 * 1024 * 1024
PICTURE_MEMORY_BYTES: Final = 112 * 1024 * 1024

ENTRIES_PER_FEED: Final = 5000
LINE_LENGTH: Final = 500
NAME_LENGTH: Final = 200
STORY_LENGTH: Final = 1_000_000

QUERY_LENGTH: Final = 200
QUERY_WORDS: Final = 16
SEARCH_SECONDS: Final = 2.0
