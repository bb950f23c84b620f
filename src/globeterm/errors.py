"""What can go wrong, as one sentence for people and one exit code for scripts.

Every error that this program expects is a ``GlobetermError``. Its sentence is plain text that has passed the text
gate, so it may be painted and printed as it is, and no address in it has a user name (SEC-14). The exit codes are
those of the command line's contract.
"""

from pathlib import Path
from typing import ClassVar, Final

from globeterm.addresses import without_users
from globeterm.text import clean_line

EXIT_OK: Final = 0
EXIT_PARTLY: Final = 1
EXIT_USAGE: Final = 2
EXIT_BAD_INPUT: Final = 65
EXIT_UNREACHABLE: Final = 69
EXIT_INTERNAL: Final = 70
EXIT_CANNOT_CREATE: Final = 73
EXIT_BUSY: Final = 75
EXIT_CONFIG: Final = 78
EXIT_SIGNAL: Final = 128

#: Why something failed that nobody can name, as the end of a sentence.
UNEXPECTED: Final = "there is something in it that globeterm did not expect; it is tried again later"

#: The packages whose modules have another name.
_PACKAGES: Final = {"PIL": "pillow", "readability": "readability-lxml"}


class GlobetermError(Exception):
    """An expected failure: ``str(error)`` is one clean sentence, ``exit_code`` what the program ends with."""

    exit_code: ClassVar[int] = EXIT_PARTLY

    def __init__(self, sentence: str) -> None:
        super().__init__(clean_line(without_users(sentence)))


class UsageError(GlobetermError):
    """The command line asks for something that does not exist, such as an unknown section."""

    exit_code = EXIT_USAGE


class BadInputError(GlobetermError):
    """The bytes are not what they should be: not a feed, not a page with a story, too expensive to read."""

    exit_code = EXIT_BAD_INPUT


class UnreachableError(GlobetermError):
    """The network or the site can't be reached, and nothing stored can answer."""

    exit_code = EXIT_UNREACHABLE


class StorageError(GlobetermError):
    """The library file can't be read or written; ``exit_code`` depends on why."""

    exit_code = EXIT_CANNOT_CREATE


class DiskFullError(StorageError):
    """The disk has no room; nothing of what was to be stored is stored, and it may be tried again (FLT-04)."""


class LibraryFormatError(StorageError):
    """The library file is newer than this program, belongs to another program, or is damaged."""

    exit_code = EXIT_BAD_INPUT


class LibraryBusyError(StorageError):
    """Another globeterm holds the library."""

    exit_code = EXIT_BUSY


class MissingPartError(GlobetermError):
    """A part of the program, or a library that it needs, can't be loaded (FLT-44, FLT-45)."""

    exit_code = EXIT_INTERNAL

    def __init__(self, error: ImportError) -> None:
        name = (error.name or "").partition(".")[0]
        if name in ("", "globeterm"):
            super().__init__("A part of globeterm can't be loaded: it was changed while it ran. Start globeterm again.")
            return
        package = _PACKAGES.get(name, name)
        super().__init__(
            f"{package} can't be loaded: it is not installed, or was changed while globeterm ran. "
            f"'python -m pip install {package}' brings it; then start globeterm again."
        )


class ConfigError(GlobetermError):
    """A configuration or edition file is wrong; names its line, the key and the nearest valid key."""

    exit_code = EXIT_CONFIG

    def __init__(
        self,
        path: Path,
        problem: str,
        *,
        line: int | None = None,
        key: str | None = None,
        nearest: str | None = None,
    ) -> None:
        where = f"{path}:{line}" if line is not None else f"{path}"
        named = f" '{key}'" if key is not None else ""
        hint = f"; did you mean '{nearest}'?" if nearest is not None else ""
        super().__init__(f"{where}: {problem}{named}{hint}")
