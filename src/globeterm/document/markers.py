"""Where a page itself says its story stands: the names that themes give to the body of a story."""

from collections.abc import Iterator
from typing import Final, cast

from lxml import etree

from globeterm.document.tree import Element, name_set, text_of, words_in

#: Names of the body of a story in themes not known further, in order of trust.
BODIES: Final = (
    name_set("articlebody"),
    name_set(
        "entry-content wp-block-post-content td-post-content elementor-widget-theme-post-content et_pb_post_content "
        "brxe-post-content cb-entry-content"
    ),
    name_set(
        "post-content post-entry article-content article-body entry-body post-body post__content article__content"
    ),
    name_set("single-content the-content story-body article__body story-content post_content entry"),
)

_JNEWS: Final = name_set("content-inner")
_JNEWS_PARENT: Final = name_set("entry-content jeg_entry_content jeg_inner_content")
_BLOCK_THEME: Final = name_set("wp-block-post-content")
_AMP: Final = name_set("amp-wp-article-content")
#: JNews' pages that are put together in a page builder have no other body.
_BUILT: Final = name_set("jeg_vc_content")
_NAMED: Final = etree.XPath("descendant-or-self::*[@class or @itemprop]")
_CARDS: Final = name_set("jeg_post wp-block-post")


def theme_body(root: Element) -> Element | None:
    """The body of a story under a theme whose structure is known: JNews, WordPress' block themes, its AMP pages.

    The first of several: JNews loads the next stories below the one that was asked for. None on lists of stories, where
    the same names stand in each row.
    """
    for names in (_JNEWS, _BLOCK_THEME, _AMP, _BUILT):
        found = (element for element in called(root, names) if _is_story(element, names))
        body = next(found, None)
        if body is not None and text_of(body):
            return body
    return None


def marked_bodies(root: Element) -> Iterator[Element]:
    """Yield the longest element of each set of names, the most trusted set first."""
    for names in BODIES:
        yield from sorted(called(root, names), key=lambda element: -len(text_of(element)))[:1]


def called(root: Element, names: frozenset[str]) -> list[Element]:
    """All elements that have one of ``names`` as a class or an item property."""
    named = cast("list[Element]", _NAMED(root))
    return [element for element in named if words_in(element, "class") & names or words_in(element, "itemprop") & names]


def is_wordpress(root: Element) -> bool:
    """Whether the page was made by WordPress: its generator, or a file of a theme or plugin."""
    if any("wordpress" in (meta.get("content") or "").lower() for meta in root.iter("meta")):
        return True
    sources = (each.get("href") or each.get("src") or "" for each in root.iter("link", "script"))
    return any("/wp-content/" in source for source in sources)


def _is_story(element: Element, names: frozenset[str]) -> bool:
    """Whether a body stands in the page itself, not in a card; JNews' name is a common one, and needs its parent."""
    above = [words_in(each, "class") for each in element.iterancestors()]
    inside = names is not _JNEWS or bool(above and above[0] & _JNEWS_PARENT)
    return inside and not any(words & _CARDS for words in above)
