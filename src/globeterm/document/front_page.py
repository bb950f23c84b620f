"""The front page's own groups of stories: the lead, "Recommended", "Opinion" and what else stands under a heading.

A group is a run of cards in one module of the theme (JNews' blocks, heroes and sliders, WordPress' widgets and query
loops); its heading stands in the module, or right above it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from lxml import etree

from globeterm.content import FrontGroup, FrontPage, Link
from globeterm.document.cards import card_link, is_card
from globeterm.document.tree import Element, decoded, name_set, parsed, text_of, words_in
from globeterm.limits import NAME_LENGTH
from globeterm.text import clean_line

Role = Literal["lead", "recommended", "opinion", "other"]

MOST_GROUPS: Final = 40
MOST_LINKS: Final = 30

_MODULE: Final = re.compile(
    r"^(?:jeg_postblock|jeg_heroblock|jeg_slider_wrapper|jeg_owlslider|jeg_news_ticker|jeg_breakingnews|jeg_tabpost_item|widget|"
    r"wp-block-query|wp-block-latest-posts|footer_widget)$"
)
_HEADINGS: Final = name_set("h1 h2 h3 h4 h5 h6")
_TITLES: Final = name_set("jeg_block_title widget-title jeg_breakingnews_title jeg_news_ticker_title widgettitle")
_NAMED_HEADING: Final = re.compile(r"heading|title|header\b")
#: Menus with stories in them, the masthead, and what is hidden until somebody asks for it.
_PASSED_OVER: Final = name_set(
    "jeg_header jeg_header_wrapper jeg_header_sticky jeg_navbar_mobile_wrapper jeg_off_canvas jeg_newsfeed sub-menu "
    "jeg_search_result jeg_popup_post site-header jeg_megamenu"
)
_PASSED_OVER_TAGS: Final = name_set("script style template noscript nav head form header")
_RECOMMENDED: Final = re.compile(
    r"^\W*(?:recommended|recommendations|editor[’']?s[’']?\s+(?:picks?|choice))\b", re.IGNORECASE
)
_OPINION: Final = re.compile(r"^\W*(?:opinions?|op-?eds?|commentary|comment|views|voices)\b", re.IGNORECASE)


@dataclass(slots=True)
class _Group:
    title: str
    module: Element | None
    links: dict[str, Link] = field(default_factory=dict)


def front_page(body: bytes, *, base: str, charset: str | None = None) -> FrontPage:
    """The groups of stories on the front page at ``base``; none in an answer that is no page or lists no stories."""
    root = parsed(decoded(body, charset))
    if root is None:
        return FrontPage()
    found: dict[tuple[str, tuple[str, ...]], FrontGroup] = {}
    for group in _groups(root, base):
        links = tuple(group.links.values())[:MOST_LINKS]
        if links and len(found) < MOST_GROUPS:
            role = _role(group.title, is_first=not found)
            found.setdefault((group.title, tuple(group.links)), FrontGroup(group.title, links, role))
    return FrontPage(tuple(found.values()))


def _role(title: str, *, is_first: bool) -> Role:
    if _RECOMMENDED.match(title):
        return "recommended"
    if _OPINION.match(title):
        return "opinion"
    return "lead" if is_first else "other"


def _groups(root: Element, base: str) -> Iterator[_Group]:
    """Yield the groups in the order of the page; a heading without stories under it names none."""
    group: _Group | None = None
    heading: Element | None = None
    steps = etree.iterwalk(root, events=("start",))
    for _, element in steps:
        if _is_passed_over(element):
            steps.skip_subtree()
        elif is_card(element) and not _holds_cards(element):
            steps.skip_subtree()
            module = _module(element)
            link = card_link(element, base)
            if link is None:
                continue
            if group is None or group.module is not module or heading is not None:
                if group is not None:
                    yield group
                group = _Group(_named(heading, element, module), module)
                heading = None
            group.links.setdefault(link.url, link)
        elif element.tag in _HEADINGS or words_in(element, "class") & _TITLES:
            heading = element
            steps.skip_subtree()
    if group is not None:
        yield group


def _is_passed_over(element: Element) -> bool:
    return element.tag in _PASSED_OVER_TAGS or bool(
        (words_in(element, "class") | words_in(element, "id")) & _PASSED_OVER
    )


def _holds_cards(element: Element) -> bool:
    return any(each is not element and is_card(each) for each in element.iter("*"))


def _module(card: Element) -> Element | None:
    """The module of the theme that a card stands in, else the element around it."""
    for above in card.iterancestors():
        if any(map(_MODULE.match, words_in(above, "class"))):
            return above
    return card.getparent()


def _named(heading: Element | None, card: Element, module: Element | None) -> str:
    """The text of a heading that belongs to a card: it stands in the same module, or in what holds the module."""
    if heading is None:
        return ""
    above = heading.getparent()
    while above is not None and any(map(_NAMED_HEADING.search, words_in(above, "class"))):
        above = above.getparent()
    holders = set(card.iterancestors())
    inside = above in holders or module in set(heading.iterancestors())
    return clean_line(text_of(heading), NAME_LENGTH) if inside else ""
