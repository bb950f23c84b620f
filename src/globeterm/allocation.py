"""How the system's allocator treats large blocks: a document of megabytes is given back once it is done with.

glibc gives a large block back when it is freed, but counts the size as small from then on, up to 32 MB: the next one
comes from the heap, where a small neighbour keeps it for good. So two large feeds after each other could double what
the reader takes up (mallopt(3), M_MMAP_THRESHOLD).
"""

import sys
from typing import Final

#: From this size on, in bytes, a block is the system's own and not the heap's.
LARGE: Final = 1024 * 1024

_TRIM_THRESHOLD: Final = -1
_MMAP_THRESHOLD: Final = -3


def give_large_blocks_back() -> None:
    """Fix both thresholds of this process; nothing where the allocator is another one."""
    if sys.platform != "linux":
        return
    import ctypes  # noqa: PLC0415 - the first page is painted without it

    tune = getattr(ctypes.CDLL(None), "mallopt", None)
    if tune is not None:
        tune(_MMAP_THRESHOLD, LARGE)
        tune(_TRIM_THRESHOLD, LARGE)
