"""The program: ``globeterm`` and ``python -m globeterm``. Nothing is imported before somebody hears Ctrl+C."""

import sys

#: 128 and the number of SIGINT.
INTERRUPTED = 130


def main(argv: list[str] | None = None) -> int:
    """Run a command line (by default this process's own) and return its exit code; no traceback ever (SEC-20)."""
    try:
        from globeterm.cli.run import run

        return run(sys.argv[1:] if argv is None else argv)
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
