"""Where words may be hyphenated, by the patterns of their language, which are read when they are first needed."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pyphen import Pyphen

#: Documents do not say in which language they are; the paper is in English.
LANGUAGE: Final = "en"

#: So many letters stay on a line, and so many go to the next.
_LEAST: Final = 3


def hyphen_places(word: str, language: str = LANGUAGE) -> Sequence[int]:
    """The places in a word of letters at which it may be parted, in their order; none without the patterns (FLT-45)."""
    patterns = _patterns(language)
    if isinstance(patterns, ImportError):
        return ()
    return [place for place in patterns.positions(word) if _LEAST <= place <= len(word) - _LEAST]


def prepare(language: str = LANGUAGE) -> None:
    """Read the patterns of a language; this takes a fifth of a second, so it is best done on a thread beforehand.

    Raises ImportError when there is no library of patterns; lines are set without hyphens then.
    """
    patterns = _patterns(language)
    if isinstance(patterns, ImportError):
        raise patterns


@cache
def _patterns(language: str) -> "Pyphen | ImportError":
    try:
        from pyphen import Pyphen  # noqa: PLC0415 - only for those who want justified lines
    except ImportError as error:
        return error
    return Pyphen(lang=language)
