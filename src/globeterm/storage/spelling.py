"""Words that a reader may have meant: names of the library that are a letter or two from what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from globeterm.storage.wording import NAME_LENGTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from globeterm.storage.database import Database

#: How many words are looked for instead of one.
CHOICES: Final = 3
#: From this length on two letters may be wrong.
LONG: Final = 8
#: The shortest beginning of a word that is taken for a name's, with a letter wrong in it.
BEGINNING: Final = 4

#: The shortest word that is looked for among all words, not among names alone, by so many first letters.
LIKE: Final = 5
KEPT: Final = 3

#: Where a letter or two are wrong, the word's beginning or its end is still right.
_BEGUN: Final = (
    "SELECT word FROM name WHERE word >= ?1 AND word < ?1 || char(1114111) AND length(word) BETWEEN ?2 AND ?3"
)
_ENDED: Final = (
    "SELECT word FROM name WHERE backwards >= ?1 AND backwards < ?1 || char(1114111) AND length(word) BETWEEN ?2 AND ?3"
)
_COMMON: Final = (
    "SELECT term FROM search_word WHERE term >= ?1 AND term < ?1 || char(1114111) AND length(term) BETWEEN ?2 AND ?3"
)
_STORIES: Final = "SELECT doc FROM search_word WHERE term = ?"


def stories_with(database: Database, word: str) -> int:
    """Count the stories that have just this word."""
    rows = database.select(_STORIES, (word,))
    return int(rows[0][0]) if rows else 0


def nearest_names(database: Database, word: str, *, is_open: bool = False, is_far: bool = False) -> tuple[str, ...]:
    """Find the names nearest to a folded word, those in most stories first; a word that is too short has none.

    ``is_open``: it may go on, so the names that it is nearly the beginning of count where it is no name itself. With
    ``is_far`` one more letter may be wrong.
    """
    if len(word) not in NAME_LENGTHS or (is_far and len(word) < LIKE):
        return ()
    most = (2 if len(word) >= LONG else 1) + is_far
    kept = 1 if len(word) == NAME_LENGTHS[0] else 3 if len(word) >= LONG and not is_far else 2
    names = {
        *_names(database, _BEGUN, word[:kept], len(word) - most, len(word) + most),
        *_names(database, _ENDED, word[::-1][:kept], len(word) - most, len(word) + most),
    }
    found = _nearest(database, word, ((name, name) for name in names), most)
    if not found and not is_far and len(word) >= LIKE:
        common = _names(database, _COMMON, word[:KEPT], len(word) - most, len(word) + most)
        found = _nearest(database, word, ((name, name) for name in common), most)
    if found or not is_open or is_far or len(word) < BEGINNING:
        return found
    longer = list(_names(database, _BEGUN, word[:2], len(word), NAME_LENGTHS[-1]))
    ends = (len(word), len(word) + 1)
    return _nearest(database, word, ((name, name[:end]) for end in ends for name in longer), 1)


def _names(database: Database, query: str, edge: str, shortest: int, longest: int) -> Iterator[str]:
    return (name for (name,) in database.select(query, (edge, shortest, longest)))


def _nearest(database: Database, word: str, names: Iterable[tuple[str, str]], most: int) -> tuple[str, ...]:
    """Of names with what of them is compared, those nearest to a word."""
    letters = frozenset(word)
    far: dict[str, int] = {}
    for name, compared in names:
        if name != word and len(letters.symmetric_difference(compared)) <= 2 * most:
            apart = distance(word, compared, most)
            if apart <= far.get(name, most):
                far[name] = apart
    nearest = min(far.values(), default=0)
    found = [(-number, name) for name in far if far[name] == nearest and (number := stories_with(database, name))]
    return tuple(name for _, name in sorted(found))[:CHOICES]


def distance(one: str, other: str, most: int) -> int:
    """The least number of letters to put in, take out, replace or swap with the next; above ``most`` it is a guess."""
    if one == other:
        return 0
    if is_a_letter_apart(one, other):
        return 1
    return _distance(one, other, most) if most > 1 else most + 1


def is_a_letter_apart(one: str, other: str) -> bool:
    """Whether putting one letter in, taking one out, replacing one or swapping two makes one word of two."""
    same = 0
    for letter, its in zip(one, other, strict=False):
        if letter != its:
            break
        same += 1
    rest, others = one[same:], other[same:]
    return rest[1:] in {others, others[1:]} or rest == others[1:] or rest == others[1::-1] + others[2:]


def _distance(one: str, other: str, most: int) -> int:
    """The distance of two words, letter by letter.

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
