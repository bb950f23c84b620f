"""Where the story of a page stands, and its blocks.

The page's own markers come first: a theme that is known says exactly where its story is. Any other page is read by
readability-lxml (best of the measured libraries on pages of all kinds), by the names that themes use, and by where the
long paragraphs are; the first is believed unless it is plainly less than what the other two find.
"""

import logging
import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from globeterm.content import Blocks, paragraphs
from globeterm.document.blocks import blocks_of
from globeterm.document.density import Dense, densest
from globeterm.document.ending import without_source
from globeterm.document.lede import with_lede
from globeterm.document.markers import is_wordpress, marked_bodies, theme_body
from globeterm.document.pruning import pruned, story_length
from globeterm.document.signposts import boxed
from globeterm.document.tree import Element, parsed, text_of

#: A page with more elements than this is not given to the extraction library, which is quadratic in some of them.
MOST_ELEMENTS: Final = 30_000
#: Less text than this is no story.
LEAST: Final = 25

_SHORTCODE: Final = re.compile(r"\[/?[a-z][\w-]{2,30}(?:\s[^\]\n]{0,300})?\]")
_SCANT: Final = 700
_AS_GOOD: Final = 0.5
_AGREEING: Final = 0.7
_DENSE: Final = 0.4
_FEW_OF_IT: Final = 0.1
_MOST_OF_IT: Final = 0.9
_MORE: Final = 1.5
_LEAST_BESIDE_LOGIN: Final = 120
_FEW_LINKS: Final = 3
_PAGE_LIKE: Final = 200


def story_of(root: Element, base: str, title: str, raw: str = "", description: str = "") -> Blocks:
    """The blocks of the story on the page; empty when there is nothing like a story on it.

    ``description`` is what the page says of itself in its head; themes that are not known further may show it.

    ``raw`` is the article body of its JSON-LD: the post as it was typed, shortcodes included, so it is taken only when
    the page itself shows hardly any text.
    """
    body = theme_body(root)
    if body is not None:
        return boxed(without_source(blocks_of(body, base)))
    found = _believed(root, base, title)
    if story_length(found) < _SCANT and len(raw) > _MORE * story_length(found):
        written = parsed(_SHORTCODE.sub(" ", raw if "<" in raw else raw.replace("\n", "<br>")))
        typed = blocks_of(written, base) if written is not None else ()
        found = typed if story_length(typed) > _MORE * story_length(found) else found
    if story_length(found) >= (_LEAST_BESIDE_LOGIN if _asks_to_log_in(root) else LEAST):
        return with_lede(found, root, description)
    return _all_of(root, base)


def _believed(root: Element, base: str, title: str) -> Blocks:
    read = pruned(_read(root, base), title)
    marked = next((blocks for blocks in _marked(root, base, title) if story_length(blocks) >= _PAGE_LIKE), ())
    length, by_name = story_length(read), story_length(marked)
    if is_wordpress(root) and by_name > 0 and by_name >= _AS_GOOD * length:
        return marked
    if by_name > 0 and _AGREEING * length <= by_name <= length / _AGREEING:
        return read
    dense = densest(root)
    by_mass = pruned(blocks_of(dense.element, base), title) if dense is not None else ()
    if dense is None or story_length(by_mass) <= _MORE * length:
        return read
    return by_mass if length < _SCANT or _holds(by_mass, read, dense) else read


def _holds(whole: Blocks, part: Blocks, dense: Dense) -> bool:
    """Whether a story that was found by its mass is all of one that was found otherwise, and little else."""
    texts = set(paragraphs(whole))
    found = list(paragraphs(part))
    inside = sum(text in texts for text in found)
    return dense.paragraphs >= _DENSE and dense.links <= _FEW_OF_IT and inside >= _MOST_OF_IT * len(found)


def _all_of(root: Element, base: str) -> Blocks:
    """All that a page says which says very little and nothing else: no form, no menu, hardly a link."""
    body = root.find(".//body")
    bare = body is not None and next(body.iter("form", "input", "nav"), None) is None
    few = body is not None and len(list(body.iter("a"))) <= _FEW_LINKS
    return blocks_of(body, base) if body is not None and bare and few and len(text_of(body)) <= _PAGE_LIKE else ()


def _asks_to_log_in(root: Element) -> bool:
    return any((field.get("type") or "").lower() == "password" for field in root.iter("input"))


def _marked(root: Element, base: str, title: str) -> Iterator[Blocks]:
    """Yield the blocks of the bodies that carry a theme's name, the most trusted first."""
    for body in marked_bodies(root):
        yield pruned(without_source(blocks_of(body, base)), title)


def _read(root: Element, base: str) -> Blocks:
    """The blocks of what the extraction library finds; none when it finds nothing or the page is too large for it."""
    if sum(1 for _ in root.iter("*")) > MOST_ELEMENTS:
        return ()
    from readability import Document  # noqa: PLC0415 - 60 ms, and only for pages of other themes
    from readability.readability import Unparseable  # noqa: PLC0415

    logging.getLogger("readability.readability").disabled = True
    try:
        summary = Document(str(etree.tostring(root, encoding="unicode", method="html"))).summary(html_partial=True)
    except (Unparseable, ValueError, TypeError, AttributeError, etree.LxmlError):
        return ()
    article = parsed(summary)
    return blocks_of(article, base) if article is not None and text_of(article) else ()
