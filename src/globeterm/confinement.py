"""What the workshop's process does to itself: quiet, small, within limits, and gone with its parent (SEC-07)."""

import math
import os
import signal
import sys
import threading
import time
from typing import Final, NoReturn

from globeterm.allocation import give_large_blocks_back
from globeterm.limits import PICTURE_MEMORY_BYTES

#: Whether the system bounds a process's memory and its time of the processor; elsewhere the clock alone counts.
HAS_LIMITS: Final = sys.platform != "win32"
#: What a system without the limit of data counts instead: address space, of which the program's own code is a part.
CODE_BYTES: Final = 512 * 1024 * 1024
#: The stack of the thread that only waits; the usual 8 MB would count as a task's data.
SMALL_STACK: Final = 256 * 1024


def settle_in(memory: int) -> None:
    """Prepare the process for its life: quiet, limited, and gone when its parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Pebble's own handler runs Python code, which waits for a regular expression to end; the default one does not.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _silence()
    give_large_blocks_back()
    _limit_memory(memory)
    threading.stack_size(SMALL_STACK)
    threading.Thread(target=_follow_parent, name="parent watch", daemon=True).start()


def limit_task(memory: int | None) -> None:
    """Bound the data of the task that begins, below what the process was allowed at its start."""
    if sys.platform != "win32" and memory is not None:
        import resource  # noqa: PLC0415 not there on every platform

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(
            resource.RLIMIT_DATA, (memory if most == resource.RLIM_INFINITY else min(memory, most), most)
        )


def limit_processor(seconds: float) -> None:
    """Have the system end the process once a task has taken so much of the processor's time, rounded up to seconds."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 not there on every platform

        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        limit = math.ceil(time.process_time() + seconds)
        resource.setrlimit(resource.RLIMIT_CPU, (limit if most == resource.RLIM_INFINITY else min(limit, most), most))


def _silence() -> None:
    """Keep a parser's warnings off the screen: the terminal belongs to the parent."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _limit_memory(memory: int) -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 not there on every platform

        most_data = max(memory, PICTURE_MEMORY_BYTES)
        for kind, bound in ((resource.RLIMIT_DATA, most_data), (resource.RLIMIT_AS, most_data + CODE_BYTES)):
            _, most = resource.getrlimit(kind)
            limit = bound if most == resource.RLIM_INFINITY else min(bound, most)
            resource.setrlimit(kind, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _follow_parent() -> NoReturn:
    """Wait for the parent's end, even for its kill -9, and end as well."""
    from multiprocessing import parent_process  # noqa: PLC0415 only in the helper process

    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(0)
