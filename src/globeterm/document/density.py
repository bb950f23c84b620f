"""The part of a page that holds most of its long paragraphs: for pages that nothing else is known of."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from lxml import etree

from globeterm.document.junk import is_junk
from globeterm.document.tree import Element, name_set, text_of, words_in

#: The part of the page's paragraphs that an element must hold to be looked into.
SHARE: Final = 0.75

_LEAST: Final = 60
_OWN_LEAST: Final = 80
_PARAGRAPHS: Final = name_set("p pre dd")
_CONTAINERS: Final = name_set("div section td article li blockquote main")
_ENDS: Final = name_set("p pre blockquote li td")
_ASIDES: Final = name_set("aside footer nav form")
_NEVER_ASIDE: Final = name_set("html body article main p h1 h2 h3")
_ASIDE: Final = re.compile(
    r"comment|respond|disqus|sidebar|widget|foot|related|teaser|author|\bbio|promo|cookie|modal|banner|menu|share|social|"
    r"newsletter|recommend|popular|trending|archive|breadcrumb|consent|log-?in|sign-?up|subscri|paywall|notice|feedback|"
    r"outbrain|taboola|sponsor|recirc|nav\b|navigation|pagination|masthead|tags|meta"
)
#: Names that say something of the story, not of the element: WordPress puts them on the story's own element.
_OF_THE_STORY: Final = re.compile(
    r"^(?:has|no|with|not|without|wp|type|status|format|category|tag|post_format|hentry|elementor)-?|layout|wrap|parent"
)


@dataclass(frozen=True, slots=True)
class Dense:
    """An element and which part of its text stands in long paragraphs, and which part is links, 0 to 1."""

    element: Element
    paragraphs: float
    links: float


def densest(root: Element) -> Dense | None:
    """The smallest element that holds three quarters of the long paragraphs; None when there are none."""
    body = root.find(".//body")
    node = root if body is None else body
    masses = _masses(node)
    total = masses[node]
    while True:
        inner = max((child for child in node if child in masses), key=masses.__getitem__, default=None)
        if inner is None or masses[inner] < SHARE * total or inner.tag in _ENDS:
            return _dense(node, masses[node]) if total else None
        node = inner


def _dense(element: Element, mass: int) -> Dense:
    whole = max(1, len(text_of(element)))
    return Dense(element, mass / whole, sum(len(text_of(link)) for link in element.iter("a")) / whole)


def _masses(body: Element) -> Counter[Element]:
    """How many characters of long paragraphs stand in each element."""
    masses: Counter[Element] = Counter()
    whole = len(text_of(body))
    steps = etree.iterwalk(body, events=("start",))
    for _, element in steps:
        if element is not body and (is_junk(element) or _is_aside(element, whole)):
            steps.skip_subtree()
            continue
        mass = _mass(element)
        if mass:
            masses[element] += mass
            for above in element.iterancestors():
                masses[above] += mass
    return masses


def _mass(element: Element) -> int:
    if element.tag in _PARAGRAPHS:
        text = len(text_of(element))
        links = sum(len(text_of(link)) for link in element.iter("a"))
        return text - links if text >= _LEAST and links <= text / 2 else 0
    if element.tag in _CONTAINERS:
        own = len(" ".join([element.text or "", *(child.tail or "" for child in element)]).strip())
        return own if own > _OWN_LEAST else 0
    return 0


def _is_aside(element: Element, whole: int) -> bool:
    """Whether an element is called something that surrounds a story, and does not hold most of the page."""
    if element.tag in _ASIDES:
        return True
    if element.tag in _NEVER_ASIDE:
        return False
    names = words_in(element, "class") | words_in(element, "id")
    aside = any(_ASIDE.search(name) and not _OF_THE_STORY.search(name) for name in names)
    return aside and next(element.iter("h1", "article"), None) is None and len(text_of(element)) < whole * 0.4
