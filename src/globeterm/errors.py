"""What can go wrong, as one sentence for people and one exit code for scripts.

Every error that this program expects is a ``GlobetermError``. Its sentence is plain text that has passed the text
gate, so it may be painted and printed as it is. The exit codes are those of the command line's contract.
"""

from pathlib import Path
from typing import ClassVar, Final

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


class GlobetermError(Exception):
    """An expected failure: ``str(error)`` is one clean sentence, ``exit_code`` what the program ends with."""

    exit_code: ClassVar[int] = EXIT_PARTLY

    def __init__(self, sentence: str) -> None:
        super().__init__(clean_line(sentence))


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
        name = (error.name or "a part of globeterm").partition(".")[0]
        super().__init__(
            f"{name} can't be loaded: it is not installed, or was changed while globeterm ran. "
            "Start globeterm again; 'globeterm doctor' tells what is missing."
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
