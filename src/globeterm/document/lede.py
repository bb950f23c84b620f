"""The opening paragraph that a page sets above the body of its story: known by the page's own description of itself."""

from itertools import islice
from typing import Final

from globeterm.content import Block, Blocks, Paragraph, Span, paragraphs
from globeterm.document.cards import is_in_card
from globeterm.document.junk import is_junk
from globeterm.document.tree import Element, text_of
from globeterm.limits import LINE_LENGTH
from globeterm.text import clean_line

_TAGS: Final = ("p", "h2", "h3", "h4", "strong", "em", "span", "div")
_MOST: Final = 20_000
#: So many letters of a description are looked for; one with fewer says too little.
_LETTERS: Final = 45
_LONGEST: Final = 700


def with_lede(blocks: Blocks, root: Element, description: str) -> Blocks:
    """``blocks`` behind the paragraph in which the page shows its own ``description``, unless they hold it."""
    wanted = _letters(description)[:_LETTERS]
    if len(wanted) < _LETTERS or not blocks or wanted in _letters(" ".join(paragraphs(blocks))):
        return blocks
    found = next((each for each in islice(root.iter(*_TAGS), _MOST) if _is_lede(each, wanted)), None)
    if found is None:
        return blocks
    lede: Block = Paragraph((Span(clean_line(text_of(found), LINE_LENGTH * 2)),))
    return (lede, *blocks)


def _is_lede(element: Element, wanted: str) -> bool:
    """Whether an element begins with the description, says little more, and is no card and no furniture."""
    if _beginning(element) != wanted or len(text_of(element)) > _LONGEST:
        return False
    return not is_in_card(element) and not any(map(is_junk, (element, *element.iterancestors())))


def _beginning(element: Element) -> str:
    """The first letters of an element; no more of it is looked at."""
    found = ""
    for text in element.itertext("*"):
        found += _letters(str(text)[: _LETTERS * 4])
        if len(found) >= _LETTERS:
            break
    return found[:_LETTERS]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
