"""Text as it is searched: without case and accents, and cut so that a substring of Chinese, Japanese or Thai is found.

Folding is the same for what is indexed and for what is asked. It works letter by letter, so that a place in the folded
text can be told in the text itself. Vowel signs of Indian scripts stay, for without them it would be another word.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

#: Letters with a stroke or of two: no decomposition tells what is typed for them.
_TYPED: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n"}
)
#: What is written or not as one likes: joiners, and the stroke that stretches Arabic words.
_OPTIONAL: Final = "\u200c\u200d\u0640"
#: Letters of scripts whose words no blanks part, or whose particles stand at the word: such a run is cut into pairs.
_DENSE: Final = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecd\u1000-\u103f\u1780-\u17d3\u3005-\u3007\u3041-\u3096\u309d-\u309f"
    "\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
    "\U00020000-\U0003134f"
)
DENSE_RUN: Final = re.compile(f"[{_DENSE}]+")
#: Parts a text at its letters that are not ASCII; worth it up to so many bytes a letter.
_FOREIGN: Final = re.compile("([^\x00-\x7f]+)")
_MOSTLY_ASCII: Final = 1.2
_WORD: Final = re.compile(rf"[^\W_{_DENSE}]+")


class _Letters(dict[int, str]):
    """What each letter is folded to, by its code; worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded(chr(code))
        return folded


_LETTERS: Final = _Letters()


def fold(text: str) -> str:
    """``text`` without case and accents."""
    if text.isascii():
        return text.lower()
    if len(text.encode("utf-8", "surrogatepass")) > _MOSTLY_ASCII * len(text):
        return text.translate(_LETTERS)
    return "".join(part.lower() if part.isascii() else part.translate(_LETTERS) for part in _FOREIGN.split(text))


def fold_places(text: str) -> Sequence[int]:
    """For each letter of ``fold(text)`` the place in ``text`` that it comes from."""
    lengths = [len(_LETTERS[code]) for code in map(ord, text)]
    if lengths.count(1) == len(text):
        return range(len(text))
    return [place for place, length in enumerate(lengths) for _ in range(length)]


def searchable(text: str) -> str:
    """``text`` folded, its dense runs as overlapping pairs and their last letter: what goes into the index."""
    return DENSE_RUN.sub(lambda run: f" {' '.join(pairs(run[0], last=True))} ", fold(text))


def pairs(run: str, *, last: bool) -> Iterator[str]:
    """The overlapping pairs of a dense run's letters, then, where ``last``, its last letter alone."""
    for place in range(len(run) - 1):
        yield run[place : place + 2]
    if last:
        yield run[-1:]


def words(folded: str) -> list[str]:
    """The words of folded text that blanks or signs part; dense runs are none."""
    return _WORD.findall(folded)


def _folded(letter: str) -> str:
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letter).casefold())
    kept = "".join(part for part in parts if not _is_accent(part) and part not in _OPTIONAL)
    return unicodedata.normalize("NFC", kept.translate(_TYPED))


def _is_accent(part: str) -> bool:
    """Whether a mark may be left out: accents, Hebrew points, Arabic vowels; by its combining class (UAX 44)."""
    kind = unicodedata.combining(part)
    return kind == 1 or 10 <= kind <= 36 or kind >= 200
