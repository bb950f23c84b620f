"""The query language: words, "phrases", -word, author: section: before: after: saved: unread:. Never an error.

All words must be there. The last one may go on, so that one finds while one types, unless a blank or a closing
quotation mark ends it. What is malformed, such as ``before:yesterday``, is words. Periods are in UTC and include
``after:`` itself: ``after:2019 before:2020`` is the year 2019.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final, Literal

from globeterm.folding import DENSE_RUN, fold, pairs
from globeterm.limits import QUERY_LENGTH, QUERY_WORDS
from globeterm.text import clean_line

Column = Literal["authors", "sections"]
_COLUMNS: Final[dict[str, Column]] = {"author": "authors", "section": "sections"}
_HEADS: Final = "{title authors tags sections}"
_FLAGS: Final = {"": True, "yes": True, "no": False}
_QUOTES: Final = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_DATE: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_PART: Final = re.compile(
    r"(?P<minus>-)?(?:(?P<name>author|section|before|after|saved|unread):)?"
    r'(?:"(?P<phrase>[^"]*)(?P<closed>"?)|(?P<word>[^\s"]*))',
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase to be found, or with ``excluded`` not to be found; in one column or anywhere.

    ``open``: it may go on with other letters. ``others`` are words that are as good, such as a name rightly spelt.
    """

    text: str
    column: Column | None = None
    excluded: bool = False
    open: bool = False
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. ``after`` is the first moment that counts, ``before`` the first that does not any more.

    ``odd`` are parts that look like a period and name none, such as ``before:2019-13``; they are words.
    """

    text: str
    terms: tuple[Term, ...] = ()
    after: datetime | None = None
    before: datetime | None = None
    saved: bool | None = None
    unread: bool | None = None
    odd: tuple[str, ...] = ()

    @property
    def wanted(self) -> tuple[Term, ...]:
        """The terms that a story must have."""
        return tuple(term for term in self.terms if not term.excluded)

    @property
    def excluded(self) -> tuple[Term, ...]:
        """The terms that a story must not have."""
        return tuple(term for term in self.terms if term.excluded)

    @property
    def filtered(self) -> bool:
        """Whether not only words are asked for."""
        return any(one is not None for one in (self.after, self.before, self.saved, self.unread))

    @property
    def blank(self) -> bool:
        """Whether nothing is asked for."""
        return not self.terms and not self.filtered


def parse_query(text: str) -> Query:
    """Read what the reader typed; of more than ``limits.QUERY_WORDS`` words the first ones count."""
    typed = clean_line(text, QUERY_LENGTH).translate(_QUOTES)
    query = Query(clean_line(text, QUERY_LENGTH))
    for part in _PART.finditer(typed):
        query = _with_part(query, part)
    if query.terms and text[-1:].isspace():
        query = replace(query, terms=(*query.terms[:-1], replace(query.terms[-1], open=False)))
    return replace(query, terms=query.terms[:QUERY_WORDS])


def match_expression(terms: Sequence[Term]) -> str:
    """The FTS5 expression that finds stories with all of ``terms``; every character of them is quoted.

    A letter that may go on says nothing yet: beside other terms it is left out, alone it begins a headline's or a
    name's word.
    """
    telling = [term for term in terms if not _is_a_letter(term)]
    if terms and not telling:
        return head_expression(terms)
    return " AND ".join(map(_expression, telling))


def head_expression(terms: Sequence[Term]) -> str:
    """The FTS5 expression that finds stories with all of ``terms`` in headline, names, sections and tags."""
    telling = [term for term in terms if not _is_a_letter(term)] or terms
    return " AND ".join(
        _expression(term) if term.column is not None else f"{_HEADS} : ({_expression(term)})" for term in telling
    )


def any_expression(terms: Sequence[Term]) -> str:
    """The FTS5 expression that finds stories with any of ``terms``."""
    return " OR ".join(map(_expression, terms))


def respell(text: str, word: str, other: str) -> str | None:
    """A query with another word in the place of a folded one; None when it is not in it as a word of its own."""
    for typed in re.finditer(r"[^\W_]+", text):
        if fold(typed[0]) == word:
            return text[: typed.start()] + other + text[typed.end() :]
    return None


def site_words(query: Query) -> str:
    """What a site's own search understands of a query: words, phrases and excluded words (wordpress.md 4)."""
    said = []
    for term in query.terms:
        if term.column is None:
            phrase = f'"{term.text}"' if len(term.text.split()) > 1 else term.text
            said.append(f"-{phrase}" if term.excluded else phrase)
    return " ".join(said)


def _with_part(query: Query, part: re.Match[str]) -> Query:
    """``query`` with one more word, phrase or filter."""
    name, word = (part["name"] or "").lower(), part["word"]
    value = word if word is not None else part["phrase"]
    excluded = part["minus"] is not None
    if name in {"saved", "unread"} and value.lower() in _FLAGS:
        flag = _FLAGS[value.lower()] is not excluded
        return replace(query, saved=flag) if name == "saved" else replace(query, unread=flag)
    if name in {"before", "after"} and not excluded:
        if (moment := _moment(value)) is not None:
            return _within(query, name, moment)
        if _is_said(value):
            query = replace(query, odd=(*query.odd, f"{name}:{value}"))
    is_open = not excluded and part.end() == len(part.string) and not part["closed"]
    column = _COLUMNS.get(name) if _is_said(value) else None
    texts = (value,) if column is not None else (name, value)
    terms = tuple(Term(one, column, excluded) for one in texts if _is_said(one))
    if not terms:
        return query
    return replace(query, terms=(*query.terms, *terms[:-1], replace(terms[-1], open=is_open)))


def _within(query: Query, name: str, moment: datetime) -> Query:
    """``query`` for a narrower period."""
    if name == "before":
        return replace(query, before=min(query.before or moment, moment))
    return replace(query, after=max(query.after or moment, moment))


def _moment(value: str) -> datetime | None:
    """The beginning of a year, month or day; None when there is no such one."""
    found = _DATE.fullmatch(value)
    if found is None:
        return None
    try:
        return datetime(int(found[1]), int(found[2] or 1), int(found[3] or 1), tzinfo=UTC)
    except ValueError:
        return None


def _is_said(text: str) -> bool:
    """Whether there is a letter or a digit in it: nothing else is in the index."""
    return any(letter.isalnum() for letter in fold(text))


def _is_a_letter(term: Term) -> bool:
    folded = fold(term.text).strip()
    return term.open and term.column is None and len(folded) == 1 and not DENSE_RUN.match(folded)


def _expression(term: Term) -> str:
    choices = [_phrase(term.text, is_open=term.open), *(_phrase(other, is_open=False) for other in term.others)]
    either = choices[0] if len(choices) == 1 else f"({' OR '.join(choices)})"
    return f"{term.column} : {either}" if term.column is not None else either


def _phrase(text: str, *, is_open: bool) -> str:
    """A phrase in FTS5's own quotation marks. A dense run is its pairs; of a single letter, all pairs with it first."""
    folded = fold(text)
    runs = DENSE_RUN.findall(folded)
    if runs and runs[-1] == folded.rstrip()[-len(runs[-1]) :]:
        is_open = len(runs[-1]) == 1
    spelt = DENSE_RUN.sub(lambda run: f" {' '.join(pairs(run[0], last=len(run[0]) == 1))} ", folded)
    quoted = spelt.strip().replace('"', '""')
    return f'"{quoted}" *' if is_open else f'"{quoted}"'
