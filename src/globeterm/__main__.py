"""The program: ``globeterm`` and ``python -m globeterm``."""

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line (by default this process's own) and return its exit code; no traceback ever (SEC-20)."""
    from globeterm.cli.run import run

    return run(sys.argv[1:] if argv is None else argv)


if __name__ == "__main__":
    sys.exit(main())
