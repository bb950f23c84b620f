"""The stories that a page names around its own: the related ones, the previous and the next."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from globeterm.addresses import safe_url
from globeterm.content import Link
from globeterm.document.cards import card_link, cards_in, is_in_card
from globeterm.document.markers import called
from globeterm.document.tree import Element, name_set, text_of, words_in
from globeterm.limits import LINE_LENGTH
from globeterm.text import clean_line

_RELATED: Final = name_set(
    "jnews_related_post_container td_block_related_posts jp-relatedposts related-posts relatedposts related-articles "
    "yarpp-related crp_related related_posts related-stories post-related"
)
_PREVIOUS: Final = name_set(
    "prev-post nav-previous post-navigation-link-previous td-post-prev-post previous-post post-previous nav-prev"
)
_NEXT: Final = name_set("next-post nav-next post-navigation-link-next td-post-next-post post-next")
_TITLES: Final = name_set(
    "jeg_post_title post-title nav-title post-navigation-link__title entry-title title-inner nav-post-title"
)
_LABELS: Final = re.compile(
    r"^(?:screen-reader-text|sr-only|meta-nav|nav-subtitle|sub-?title|caption|label|arrow|icon)$|nav-title-icon|__label$|-label$"
)
_POPUP: Final = name_set("jeg_popup_post")
_LABEL: Final = re.compile(
    r"^[\s←→«»‹›<>]*(?:(?:previous|next|prev|older|newer)(?:\s+(?:post|article|story))?\s*[:→»›]\s*)?", re.IGNORECASE
)
_ARROWS: Final = "←→«»‹›<> "
_IS_PREVIOUS: Final = re.compile(r"\W*prev", re.IGNORECASE)
_MOST: Final = 30
_MOST_BOXES: Final = 8


def related_to(root: Element, base: str) -> tuple[Link, ...]:
    """The stories in the theme's own list of related ones, each once."""
    found: dict[str, Link] = {}
    for box in called(root, _RELATED)[:_MOST_BOXES]:
        for card in cards_in(box)[:_MOST]:
            link = card_link(card, base)
            if link is not None:
                found.setdefault(link.url, link)
    return tuple(found.values())


def neighbours_of(root: Element, base: str) -> tuple[Link | None, Link | None]:
    """The previous and the next story, each None when the page names none."""
    previous = _neighbour(root, _PREVIOUS, "prev", base)
    following = _neighbour(root, _NEXT, "next", base)
    for box in called(root, _POPUP)[:_MOST_BOXES] if previous is None or following is None else ():
        label = next((text_of(each) for each in called(box, name_set("caption"))), "")
        link = next(filter(None, (_link(heading, base) for heading in called(box, _TITLES)[:_MOST_BOXES])), None)
        if _IS_PREVIOUS.match(label):
            previous = previous or link
        else:
            following = following or link
    return previous, following


def _neighbour(root: Element, names: frozenset[str], relation: str, base: str) -> Link | None:
    """The story in a box of one of ``names``, else the one that a link says to stand in that relation."""
    for box in islice(_candidates(root, names, relation), _MOST_BOXES):
        link = _link(box, base) if not is_in_card(box) else None
        if link is not None:
            return link
    return None


def _candidates(root: Element, names: frozenset[str], relation: str) -> Iterator[Element]:
    yield from called(root, names)
    yield from (each for each in root.iter("a") if relation in words_in(each, "rel"))


def _link(box: Element, base: str) -> Link | None:
    """The link that a box is or holds; of several, the one with the longest text."""
    anchors = [box] if box.tag == "a" else list(box.iter("a"))
    anchor = max(anchors, key=lambda each: len(text_of(each)), default=None)
    url = safe_url(anchor.get("href") or "", base) if anchor is not None else None
    if anchor is None or url is None:
        return None
    heading = next(iter(called(anchor, _TITLES)), None)
    text = _without_labels(anchor) if heading is None else text_of(heading)
    title = clean_line(_LABEL.sub("", text).strip(_ARROWS), LINE_LENGTH)
    return Link(title, url) if title else None


def _without_labels(anchor: Element) -> str:
    """The text of a link without what only says which way it leads."""
    labels = [each for each in anchor.iter("*") if each is not anchor and _is_label(each)]
    within = {each for label in labels for each in label.iter("*")}
    pieces: list[str] = []
    for each in anchor.iter("*"):
        pieces.append("" if each in within else each.text or "")
        outside = each is not anchor and each.getparent() not in within
        pieces.append((each.tail or "") if outside else "")
    return " ".join(" ".join(pieces).split())


def _is_label(element: Element) -> bool:
    return any(map(_LABELS.search, words_in(element, "class")))
