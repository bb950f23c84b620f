"""What all tests share: signals that do what they do at a terminal, however started, and few collections of garbage."""

import gc
import signal

from hypothesis import settings


def pytest_configure() -> None:
    """Take back what ``nohup`` or a shell's ``&`` has silenced, for these processes and those that they start."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)
    # A slow machine is no fault of a property; those that are about time say how long they may take.
    settings.register_profile("any machine", deadline=None)
    settings.load_profile("any machine")


def pytest_collection_finish() -> None:
    """Look for garbage among what a test makes, more seldom, and never again among all modules and tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
