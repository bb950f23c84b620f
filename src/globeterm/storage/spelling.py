"""Words that a reader may have meant: names of the library that are a letter or two from what was typed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from globeterm.storage.wording import NAME_LENGTHS

if TYPE_CHECKING:
    from globeterm.storage.database import Database

#: How many words are looked for instead of one.
CHOICES: Final = 3
#: From this length on two letters may be wrong.
LONG: Final = 8

#: Where a letter or two are wrong, the word's beginning or its end is still right.
_ALIKE: Final = """
SELECT word FROM name WHERE word >= ?1 AND word < ?1 || char(1114111) AND length(word) BETWEEN ?3 AND ?4
UNION
SELECT word FROM name WHERE backwards >= ?2 AND backwards < ?2 || char(1114111) AND length(word) BETWEEN ?3 AND ?4
"""
_STORIES: Final = "SELECT doc FROM search_word WHERE term = ?"


def stories_with(database: Database, word: str) -> int:
    """Count the stories that have just this word."""
    rows = database.select(_STORIES, (word,))
    return int(rows[0][0]) if rows else 0


def nearest_names(database: Database, word: str) -> tuple[str, ...]:
    """Find the names nearest to a folded word, those in most stories first; a word that is too short has none."""
    if len(word) not in NAME_LENGTHS:
        return ()
    most = 2 if len(word) >= LONG else 1
    kept = 3 if len(word) >= LONG else 2 if len(word) > NAME_LENGTHS[0] else 1
    terms = (word[:kept], word[::-1][:kept], len(word) - most, len(word) + most)
    letters = Counter(word)
    found = []
    for (name,) in database.select(_ALIKE, terms):
        if name != word and _may_be_near(letters, name, most):
            far = distance(word, name, most)
            if far <= most and (number := stories_with(database, name)):
                found.append((far, -number, name))
    nearest = min(found)[0] if found else 0
    return tuple(name for far, _, name in sorted(found) if far == nearest)[:CHOICES]


def distance(one: str, other: str, most: int) -> int:
    """The least number of letters to put in, take out, replace or swap with a neighbour; above ``most`` it is a guess.

    The restricted Damerau-Levenshtein distance, given up as soon as a row has nothing within ``most``.
    """
    earlier: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        this = [row]
        for column, its in enumerate(other, 1):
            least = min(last[column] + 1, this[-1] + 1, last[column - 1] + (letter != its))
            if row > 1 and column > 1 and letter == other[column - 2] and its == one[row - 2]:
                least = min(least, earlier[column - 2] + 1)
            this.append(least)
        if min(this) > most:
            return most + 1
        earlier, last = last, this
    return last[-1]


def _may_be_near(letters: Counter[str], name: str, most: int) -> bool:
    """Whether not too many letters differ, whatever their order: quickly told, and true of most names that are not."""
    return (letters - Counter(name)).total() <= most
