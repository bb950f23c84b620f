"""What all tests share: signals that do what they do at a terminal, however the tests were started."""

import signal


def pytest_configure() -> None:
    """Take back what ``nohup`` or a shell's ``&`` has silenced, for these processes and those that they start."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)
