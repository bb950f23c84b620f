"""The lead picture of a page with what is said of it: the theme's own box, wherever the theme has put it."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from globeterm.addresses import safe_url
from globeterm.content import Picture
from globeterm.document.cards import is_in_card
from globeterm.document.figures import Parts, parts_of
from globeterm.document.markers import called
from globeterm.document.metadata import Metadata
from globeterm.document.pictures import picture_of, split_credit
from globeterm.document.tree import Element, name_set, text_of, words_in
from globeterm.limits import LINE_LENGTH
from globeterm.text import clean_line

_FEATURED: Final = name_set(
    "jeg_featured wp-block-post-featured-image post-thumbnail featured-image td-post-featured-image "
    "single-featured-image-header amp-wp-article-featured-image entry-thumbnail entry-media post-featured-image "
    "featured-media entry-image article-image single-featured post-image entry-featured featured_image"
)
#: Boxes whose picture is their background; JNews has them in its templates with a wide head.
_BACKGROUNDS: Final = name_set("jeg_featured_img jeg_parallax_bg jeg_featured_bg")
_CAPTIONS: Final = name_set(
    "wp-caption-text wp-element-caption featured-caption jeg_featured_caption caption image-caption media-caption "
    "photo-caption post-thumbnail-caption"
)
_IMAGE: Final = "wp-post-image"
_MOST_BOXES: Final = 12
_BACKGROUND: Final = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""", re.IGNORECASE)


def lead_picture(root: Element, data: Metadata, base: str) -> Picture | None:
    """The lead picture with its caption; without one on the page, the picture that the page is shared with."""
    for box in islice(_boxes(root), _MOST_BOXES):
        picture = _pictured(box, base)
        if picture is not None:
            return picture
    return _background(root, base) or _shared(data, base)


def _boxes(root: Element) -> Iterator[Element]:
    """Yield what may hold the lead picture: the boxes of themes, then the image that WordPress itself marks."""
    yield from (box for box in called(root, _FEATURED) if not is_in_card(box))
    yield from (image for image in called(root, frozenset({_IMAGE})) if not is_in_card(image))


def _pictured(box: Element, base: str) -> Picture | None:
    parts = _parts(box)
    images = parts.images if parts is not None else tuple(box.iter("img", "amp-img"))
    caption, credit = _said(box, parts)
    pictures = (picture_of(image, base, caption, credit) for image in images[:_MOST_BOXES])
    return next(filter(None, pictures), None)


def _parts(box: Element) -> Parts | None:
    """The parts of the box, or of the figure in it."""
    figure = next((each for each in box.iter("figure") if each is not box), None)
    return parts_of(figure if figure is not None else box)


def _said(box: Element, parts: Parts | None) -> tuple[str, str]:
    """The caption and the credit: in the figure, elsewhere in the box, or right behind it."""
    if parts is not None and (parts.caption or parts.credit):
        return parts.caption, parts.credit
    after = box.getnext()
    near = [*called(box, _CAPTIONS), *([after] if after is not None and words_in(after, "class") & _CAPTIONS else [])]
    return next(filter(None, map(text_of, near)), ""), ""


def _background(root: Element, base: str) -> Picture | None:
    for box in called(root, _BACKGROUNDS)[:_MOST_BOXES]:
        found = _BACKGROUND.search(box.get("style") or "")
        url = safe_url(box.get("data-src") or box.get("data-background") or (found[1] if found else ""), base)
        if url is not None:
            around = box.getparent()
            caption = _said(box, None)[0] or (_said(around, None)[0] if around is not None else "")
            return Picture(url, "", *split_credit(caption))
    return None


def _shared(data: Metadata, base: str) -> Picture | None:
    url = safe_url(data.first("og:image", "og:image:url", "twitter:image") or data.text("image"), base)
    return Picture(url, clean_line(data.first("og:image:alt", "twitter:image:alt"), LINE_LENGTH)) if url else None
