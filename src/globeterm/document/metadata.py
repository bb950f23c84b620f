"""What the head of a page says of its story: meta tags and JSON-LD, of whatever plugin, as plain values.

Several plugins may have written their own; the first that says a thing counts.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from globeterm.addresses import same_address
from globeterm.document.tree import Element
from globeterm.limits import LINE_LENGTH, STORY_LENGTH
from globeterm.text import clean_line

_STORIES: Final = re.compile(r"(?:Article|Posting|Report|Review|Recipe|Story|Column|hentry)$")
_MOST_THINGS: Final = 2000
_COMMENTS: Final = re.compile(
    r"^\s*(?:<!--|/\*.*?\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$", re.DOTALL
)
_TRAILING_COMMA: Final = re.compile(r",\s*(?=[}\]])")

Thing = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Metadata:
    """Meta tags by their lower-case name or property, in order, and the story's thing in JSON-LD."""

    metas: Mapping[str, tuple[str, ...]]
    story: Thing
    people: Mapping[str, str]

    def first(self, *names: str) -> str:
        """The first value that is not blank of the first of ``names`` that has one."""
        return next((value for name in names for value in self.metas.get(name, ())), "")

    def text(self, key: str) -> str:
        """A text of the story's thing; "" when it is missing or no text."""
        value = self.story.get(key)
        value = value[0] if isinstance(value, list) and value else value
        return clean_line(value, LINE_LENGTH) if isinstance(value, str) else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of the story's thing under ``key``, one or several."""
        value = self.story.get(key)
        values = value if isinstance(value, list) else [value]
        return tuple(clean_line(each, LINE_LENGTH) for each in values if isinstance(each, str) and each.strip())

    @property
    def is_about_story(self) -> bool:
        """Whether JSON-LD tells of a story; where it tells of the page alone, that may be by whoever put it there."""
        return any(map(_STORIES.search, _types(self.story)))

    @property
    def body(self) -> str:
        """The article body of the story's thing as it stands there, foreign HTML or text; "" when there is none."""
        value = self.story.get("articleBody")
        return value[:STORY_LENGTH] if isinstance(value, str) else ""

    @property
    def persons(self) -> tuple[str, ...]:
        """The names of all persons that JSON-LD knows of, each once."""
        return tuple(dict.fromkeys(self.people.values()))

    @property
    def authors(self) -> tuple[str, ...]:
        """The names of the story's authors in JSON-LD; references to persons are followed."""
        value = self.story.get("author") or self.story.get("creator")
        values = value if isinstance(value, list) else [value]
        return tuple(filter(None, map(self._name, values)))

    def _name(self, value: object) -> str:
        if isinstance(value, str):
            return self.people.get(value) or clean_line(value, LINE_LENGTH)
        if isinstance(value, Mapping):
            name = value.get("name")
            name = name[0] if isinstance(name, list) and name else name
            known = self.people.get(str(value.get("@id")))
            return clean_line(name, LINE_LENGTH) if isinstance(name, str) else known or ""
        return ""


def metadata_of(root: Element, url: str) -> Metadata:
    """What the page at ``url`` says in its meta tags and its JSON-LD."""
    metas: dict[str, list[str]] = {}
    for meta in islice(root.iter("meta"), _MOST_THINGS):
        value = clean_line(meta.get("content") or "", LINE_LENGTH * 4)
        for name in " ".join(filter(None, map(meta.get, ("property", "name", "itemprop")))).lower().split():
            if value and value not in metas.setdefault(name, []):
                metas[name].append(value)
    things = list(islice(_things(root), _MOST_THINGS))
    people = {
        str(thing["@id"]): clean_line(str(thing["name"]))
        for thing in things
        if "@id" in thing and "name" in thing and "Person" in _types(thing)
    }
    return Metadata({name: tuple(values) for name, values in metas.items()}, _story(things, url), people)


def _things(root: Element) -> Iterator[Thing]:
    """Yield every object of every JSON-LD script, outer ones first."""
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            yield from _inner(_loaded(script.text or ""))


def _loaded(text: str) -> object:
    """The JSON in a script, with the faults mended that pages are known for; None when it is none."""
    bare = _COMMENTS.sub("", text.strip())
    for attempt in (bare, _TRAILING_COMMA.sub("", bare)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _inner(value: object) -> Iterator[Thing]:
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Mapping):
            yield each
            waiting.extend(reversed([inner for inner in each.values() if isinstance(inner, Mapping | list)]))
        elif isinstance(each, list):
            waiting.extend(reversed(each))


def _story(things: Iterable[Thing], url: str) -> Thing:
    """The thing that is the page's story: one with its address, else the first that is a story at all."""
    kinds = [(thing, _types(thing)) for thing in things]
    stories = [thing for thing, types in kinds if any(map(_STORIES.search, types))]
    stories.sort(key=lambda thing: not any(isinstance(thing.get(key), str) for key in ("headline", "datePublished")))
    wanted = same_address(url)
    for thing in stories:
        page = thing.get("mainEntityOfPage")
        named = page.get("@id") if isinstance(page, Mapping) else page
        addresses = [value for value in (named, thing.get("url"), thing.get("@id")) if isinstance(value, str)]
        if any(same_address(address) == wanted for address in addresses):
            return thing
    pages = [thing for thing, types in kinds if "WebPage" in types and "datePublished" in thing]
    return next(iter([*stories, *pages]), {})


def _types(thing: Thing) -> list[str]:
    value = thing.get("@type")
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)]
