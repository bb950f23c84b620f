"""The sections and the tags that a page files its story under."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from globeterm.document.cards import is_in_card
from globeterm.document.markers import called
from globeterm.document.metadata import Metadata
from globeterm.document.tree import Element, name_set, text_of, words_in
from globeterm.limits import NAME_LENGTH
from globeterm.text import clean_line

_CATEGORIES: Final = name_set(
    "jeg_meta_category taxonomy-category cat-links td-category amp-wp-tax-category entry-categories post-categories"
)
_TAGS: Final = name_set(
    "jeg_post_tags tags-links tag-links post-tags entry-tags taxonomy-post_tag amp-wp-tax-tag td-tags tagcloud-post "
    "single-tags article-tags post_tags"
)
_LISTS: Final = name_set("jeg_sidebar sidebar widget widget-area footer tagcloud wp-block-tag-cloud site-footer")
_MOST: Final = 30
_MOST_LOOKED_AT: Final = 300
_MOST_LINKS: Final = 5000
_SEPARATED: Final = re.compile(r"\s*[,;]\s*")


def sections_of(root: Element, data: Metadata) -> tuple[str, ...]:
    """The names of the story's sections: as its theme shows them, by WordPress' relation, as its head states them."""
    return (
        _names(_linked(root, _CATEGORIES))
        or _names(_related(root, "category"))
        or _stated(data, "article:section", "articleSection")
    )


def tags_of(root: Element, data: Metadata) -> tuple[str, ...]:
    """The story's tags: as its theme shows them, by WordPress' relation, as its head states them."""
    return _names(_linked(root, _TAGS)) or _names(_related(root, "tag")) or _stated(data, "article:tag", "keywords")


def _linked(root: Element, names: frozenset[str]) -> Iterator[str]:
    for box in called(root, names):
        if not _elsewhere(box):
            yield from map(text_of, box.iter("a"))


def _related(root: Element, relation: str) -> Iterator[str]:
    """Yield the texts of links that WordPress marks as a tag's; it marks a section's as both."""
    for anchor in islice(root.iter("a"), _MOST_LINKS):
        relations = words_in(anchor, "rel")
        if relation in relations and (relation == "category" or "category" not in relations) and not _elsewhere(anchor):
            yield text_of(anchor)


def _elsewhere(element: Element) -> bool:
    """Whether an element stands in a list of stories or of all tags, not with the story."""
    return is_in_card(element) or any(words_in(above, "class") & _LISTS for above in element.iterancestors())


def _stated(data: Metadata, meta: str, key: str) -> tuple[str, ...]:
    texts = data.metas.get(meta) or data.texts(key)
    return _names(part for text in texts for part in (_SEPARATED.split(text) if key == "keywords" else [text]))


def _names(texts: Iterable[str]) -> tuple[str, ...]:
    cleaned = (clean_line(text, NAME_LENGTH).strip("#,; ") for text in islice(texts, _MOST_LOOKED_AT))
    return tuple(dict.fromkeys(filter(None, cleaned)))[:_MOST]
