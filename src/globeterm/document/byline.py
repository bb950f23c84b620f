"""Who wrote a story: names out of bylines, and the agency apart ("Staff Writer with AFP")."""

import re
from collections.abc import Iterable
from typing import Final

from globeterm.limits import NAME_LENGTH
from globeterm.text import clean_line

MOST_AUTHORS: Final = 12

_BY: Final = re.compile(
    r"^(?:(?:written|posted|published|reported|story|text|article|words|interview)\s+)?(?:by|von|par|por|door|av|di|autor|"
    r"author|verfasst von|geschrieben von|escrito por|publicado por)\s*:?\s+",
    re.IGNORECASE,
)
_WITH: Final = re.compile(r"\s+(?:with|mit|avec|con)\s+", re.IGNORECASE)
_TWICE: Final = re.compile(r"^(?P<name>.+?)\s+by\s+(?P=name)$", re.IGNORECASE)
_LISTED: Final = re.compile(r"\s*(?:;|\||•|\s/\s|,\s+(?:(?:and|und|et|y|&)\s+)?)\s*", re.IGNORECASE)
_AND: Final = re.compile(r"\s+(?:and|und|et|y|&)\s+", re.IGNORECASE)
_SUFFIX: Final = re.compile(r"^(?:jr|sr|ph\.?d|m\.?d|ii|iii|iv|esq|mba|msc|rn)\.?$", re.IGNORECASE)
_NO_NAME: Final = re.compile(
    r"^https?:|@\w+\.|\[at\]|^\W*$|[→»]|^(?:admin|administrator|author|unknown|anonymous|.*\b\d{1,2}[/.]\d{1,2}[/.]\d\d.*|by|von|par|por|null|none|undefined|"
    r"no author|webmaster|fail|view all|archiv.*)$",
    re.IGNORECASE,
)
_MOST_WORDS: Final = 6


def split_byline(names: Iterable[str]) -> tuple[tuple[str, ...], str]:
    """Names as they stand in bylines to single authors, each once, and the agency they wrote with ("" if none)."""
    authors: dict[str, str] = {}
    agency = ""
    for name in names:
        person, _, other = _parted(_bare(name))
        agency = agency or other
        for each in _people(person):
            authors.setdefault(each.casefold(), each)
    return tuple(authors.values())[:MOST_AUTHORS], agency


def _bare(name: str) -> str:
    """One byline without its "By"; "Staff Writer by Staff Writer" once."""
    line = _BY.sub("", clean_line(name, NAME_LENGTH * 3)).strip(" ,;:|–—-")
    twice = _TWICE.match(line)
    return twice["name"] if twice else line


def _parted(line: str) -> tuple[str, str, str]:
    """A byline in front of "with", the word, and what comes after it when it is short."""
    found = _WITH.search(line)
    if found is None or not line[: found.start()] or len(line[found.end() :].split()) > _MOST_WORDS:
        return line, "", ""
    return line[: found.start()], found[0], line[found.end() :].strip(" .")


def _pair(part: str) -> list[str]:
    """The names in "Ines Harrow and Bo Quinn"; "Osei & Daughters" is one: a single word on a side is no full name."""
    names = _AND.split(part)
    return names if all(" " in name for name in names) else [part]


def _people(line: str) -> Iterable[str]:
    """Yield the single names in "A, B and C"; a line that is no list of names is one name."""
    parts = [each for part in _LISTED.split(line) for each in _pair(part.strip()) if each]
    if any(len(part.split()) > _MOST_WORDS for part in parts):
        parts = [line]
    joined: list[str] = []
    for part in parts:
        if joined and _SUFFIX.match(part):
            joined[-1] = f"{joined[-1]}, {part}"
        else:
            joined.append(part)
    for part in joined:
        if not _NO_NAME.search(part):
            yield clean_line(part, NAME_LENGTH)
