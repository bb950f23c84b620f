"""Who wrote the story of a page, from the source that is trusted most."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from globeterm.document.byline import split_byline
from globeterm.document.markers import called
from globeterm.document.metadata import Metadata
from globeterm.document.tree import Element, beginning_of, name_set, text_of, words_in
from globeterm.text import clean_line

_JNEWS: Final = name_set("jeg_meta_author")
_NAMES: Final = name_set(
    "author-name entry-author byline-name author__name author vcard byline post-author article-author"
)
_NOT_HERE: Final = re.compile(
    r"comment|respond|sidebar|widget|(?<!entry-)(?<!post-)footer|related|recent|author-?box|about-?author|\bbio\b|recommend|menu|nav\b"
)
#: Names of what holds both the story and something beside it.
_AROUND_ALL: Final = re.compile(r"(?:with|without|has|hasnt|no)[-_]|layout|wrap|parent")
_CALLED: Final = re.compile(r"(?:^|[-_])(?:auth(?:or)?|autor|byline|creator)(?:$|[-_])")
_WRITTEN: Final = re.compile(
    r"/(?:author|autor|auteur|staff|profile|people|creator|writers?|contributors?|reporters?|journalists?|columnists?)/",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"^(?:written by|verfasst von|écrit par|escrito por|geschreven door|scritto da|author)$", re.IGNORECASE
)
_SAYS_BY: Final = re.compile(
    r"^\W*(?:(?:posted|written|published|text|words|story)\s+)?(?:by|von|par|por|autor(?:in)?)\b:?\s+"
    r"(?P<name>[^\W\d_][\w.’'-]*(?:\s+(?!(?:on|am|at|in)\b)[^\W\d_][\w.’'-]*){0,3})\s*(?:$|[@|,•·–—-]|\bon\b|\bam\b|\bin\b|\d)",
    re.IGNORECASE,
)
_POSTED: Final = re.compile(
    r"\b(?:posted|written)\s+(?:on\s+.{6,40}\s+)?by\s+(?P<name>[^\W\d_][\w.’'-]*(?:\s+(?!(?:on|am|at|in)\b)[^\W\d_][\w.’'-]*){0,3})\s*$",
    re.IGNORECASE,
)
_COMPANY: Final = re.compile(r"(?:with|mit|avec|con)\s+\w", re.IGNORECASE)
_METAS: Final = (
    "dc:creator",
    "dcterm:creator",
    "author",
    "article:author",
    "og:article:author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "sailthru.author",
)
#: How many names are tried that only the look of a line speaks for.
_TRIED: Final = 4
_LONGEST: Final = 100
_LONGEST_LINE: Final = 200
_MOST_ELEMENTS: Final = 3000


def authors_of(root: Element, data: Metadata) -> tuple[tuple[str, ...], str]:
    """The authors of the page's story, and the agency they wrote with; a site's name or a login if nobody is named."""
    site = {_letters(name) for name in (data.first("og:site_name"), data.text("publisher")) if name}
    fallback: tuple[tuple[str, ...], str] = ((), "")
    for is_stated, sources in ((True, _stated(root, data)), (False, _guessed(root, data))):
        for names in sources:
            people, agency = split_byline(names)
            named = tuple(name for name in people if _letters(name) not in site)
            if named and not all(map(_is_login, named)):
                return named, agency
            if is_stated and not fallback[0]:
                fallback = people, agency
    return fallback


def _stated(root: Element, data: Metadata) -> Iterator[list[str]]:
    """Yield what each source says that is made for saying it, the most trusted first."""
    yield _in_called(root, _JNEWS)
    yield _corroborated(root, data)
    yield list(data.authors) if data.is_about_story else []
    yield from (list(data.metas.get(key, ())) for key in _METAS)
    yield _labelled(data)
    yield [text_of(each) for each in root.iter("a") if "author" in words_in(each, "rel") and not _elsewhere(each)][:1]
    yield _in_called(root, _NAMES)


def _guessed(root: Element, data: Metadata) -> Iterator[list[str]]:
    """Yield what looks like a byline, the most trusted first."""
    yield [text_of(each) for each in root.iter("a") if _WRITTEN.search(each.get("href") or "") and _is_name(each)][:1]
    yield list(data.authors)
    yield list(data.persons) if len(data.persons) == 1 else []
    yield from ([name] for name in islice(_by_class(root), _TRIED))
    yield from ([name] for name in islice(_by_words(root), _TRIED))


def _corroborated(root: Element, data: Metadata) -> list[str]:
    """What a meta tag says and the page shows as a byline, too: JSON-LD may name whoever put the story there."""
    shown = set(map(_letters, _in_called(root, _NAMES)))
    return next(
        (list(names) for names in map(data.metas.get, _METAS) if names and shown >= set(map(_letters, names))), []
    )


def _in_called(root: Element, names: frozenset[str]) -> list[str]:
    """The names in the first byline: of its links when there are any, else its own text."""
    for element in called(root, names):
        if not _elsewhere(element):
            links = [link for link in element.iter("a") if _is_name(link)]
            found = _linked(links) or [text for text in (text_of(element),) if 1 < len(text) <= _LONGEST]
            if found:
                return found
    return []


def _linked(links: list[Element]) -> list[str]:
    """The texts of links; behind the last of them may stand whom they wrote with."""
    names = [text_of(link) for link in links]
    behind = clean_line(links[-1].tail or "", _LONGEST) if links else ""
    return [*names[:-1], f"{names[-1]} {behind}"] if _COMPANY.match(behind) else names


def _labelled(data: Metadata) -> list[str]:
    """What Yoast writes for cards: "Written by" in one tag, the name in the next."""
    pairs = ((data.first(f"twitter:label{number}"), data.first(f"twitter:data{number}")) for number in (1, 2))
    return [name for label, name in pairs if _LABEL.match(label)]


def _by_class(root: Element) -> Iterator[str]:
    for element in root.iterfind(".//*[@class]"):
        if any(map(_CALLED.search, words_in(element, "class"))) and not _elsewhere(element):
            links = [text_of(link) for link in element.iter("a") if _is_name(link)]
            text = links[0] if links else text_of(element)
            if 1 < len(text) <= _LONGEST / 2:
                yield text


def _by_words(root: Element) -> Iterator[str]:
    """Yield names from short lines such as "Posted by Ines Harrow on 18 November"."""
    for element in islice(
        root.iter("p", "div", "span", "address", "h4", "h5", "small", "li", "td", "em"), _MOST_ELEMENTS
    ):
        if len(element) < 6:
            line = clean_line(beginning_of(element, _LONGEST_LINE))
            found = _SAYS_BY.match(line) or _POSTED.search(line)
            if found and len(line) <= _LONGEST_LINE and _is_written(found["name"], line) and not _elsewhere(element):
                yield found["name"]


def _is_written(name: str, line: str) -> bool:
    """Whether a name in a line is one: every word has a capital, and one word alone has the line for itself."""
    return all(word[0].isupper() for word in name.split()) and (" " in name or len(line) <= _LONGEST / 2)


def _is_name(element: Element) -> bool:
    text = text_of(element)
    return 1 < len(text) <= _LONGEST / 2 and not _elsewhere(element)


def _elsewhere(element: Element) -> bool:
    """Whether an element belongs to a comment, another story or a box about the author."""
    for above in [element, *element.iterancestors()]:
        names = words_in(above, "class") | words_in(above, "id")
        if above.tag not in {"body", "html"} and any(map(_names_aside, names)):
            return True
    return False


def _names_aside(name: str) -> bool:
    return _NOT_HERE.search(name) is not None and _AROUND_ALL.search(name) is None


def _is_login(name: str) -> bool:
    """Whether a name is one as computers know people: one word without a capital."""
    return " " not in name and name.islower()


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
