"""What a page of the paper holds around its story: picture, sections, tags, related stories, neighbours, author's note.

The names are JNews' (wordpress.md, section 6) and those of WordPress' own themes; what another page lacks stays empty.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from globeterm.addresses import safe_url
from globeterm.content import Link, Picture
from globeterm.document.byline import split_byline
from globeterm.document.figures import parts_of
from globeterm.document.markers import called
from globeterm.document.metadata import Metadata
from globeterm.document.pictures import picture_of
from globeterm.document.times import moment
from globeterm.document.tree import Element, name_set, text_of, words_in
from globeterm.limits import LINE_LENGTH, NAME_LENGTH
from globeterm.text import clean_line

_FEATURED: Final = name_set(
    "jeg_featured wp-block-post-featured-image post-thumbnail featured-image td-post-featured-image"
)
_CAPTIONS: Final = name_set("wp-caption-text wp-element-caption featured-caption")
_CATEGORIES: Final = name_set("jeg_meta_category")
_TAGS: Final = name_set("jeg_post_tags tags-links tag-links post-tags entry-tags taxonomy-post_tag")
_RELATED: Final = name_set("jnews_related_post_container")
_NOTES: Final = name_set("jeg_author_desc")
_PREVIOUS: Final = name_set("prev-post nav-previous post-navigation-link-previous")
_NEXT: Final = name_set("next-post nav-next post-navigation-link-next")
_TITLES: Final = name_set("jeg_post_title post-title nav-title")
_MOST: Final = 30


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands around a story."""

    picture: Picture | None
    sections: tuple[str, ...]
    tags: tuple[str, ...]
    author_note: str
    related: tuple[Link, ...]
    previous: Link | None
    next: Link | None


def furniture_of(root: Element, data: Metadata, base: str) -> Furniture:
    """Read what stands around the story on the page."""
    return Furniture(
        picture=_picture(root, data, base),
        sections=_names(_links(root, _CATEGORIES)) or _stated(data, "article:section", "articleSection"),
        tags=_names(_links(root, _TAGS)) or _stated(data, "article:tag", "keywords"),
        author_note=next((clean_line(text_of(each), LINE_LENGTH * 2) for each in called(root, _NOTES)), ""),
        related=tuple(_related(root, base)),
        previous=_neighbour(root, _PREVIOUS, base),
        next=_neighbour(root, _NEXT, base),
    )


def _picture(root: Element, data: Metadata, base: str) -> Picture | None:
    """The lead picture with its caption; without one on the page, the picture that the page is shared with."""
    for box in called(root, _FEATURED):
        parts = parts_of(box)
        caption = next((text_of(each) for each in called(box, _CAPTIONS)), parts.caption if parts is not None else "")
        for image in box.iter("img"):
            picture = picture_of(image, base, caption, parts.credit if parts is not None else "")
            if picture is not None:
                return picture
    url = safe_url(data.first("og:image", "og:image:url", "twitter:image") or data.text("image"), base)
    return Picture(url, clean_line(data.first("og:image:alt", "twitter:image:alt"), LINE_LENGTH)) if url else None


def _links(root: Element, names: frozenset[str]) -> Iterator[str]:
    for box in called(root, names):
        yield from map(text_of, box.iter("a"))


def _stated(data: Metadata, meta: str, key: str) -> tuple[str, ...]:
    texts = data.metas.get(meta) or data.texts(key)
    return _names(part for text in texts for part in (text.split(",") if key == "keywords" else [text]))


def _names(texts: "Iterator[str]") -> tuple[str, ...]:
    cleaned = (clean_line(text, NAME_LENGTH) for text in texts)
    return tuple(dict.fromkeys(filter(None, cleaned)))[:_MOST]


def _related(root: Element, base: str) -> Iterator[Link]:
    for box in called(root, _RELATED):
        for card in [each for each in box.iter("article") if "jeg_post" in words_in(each, "class")][:_MOST]:
            link = _card(card, base)
            if link is not None:
                yield link


def _card(card: Element, base: str) -> Link | None:
    heading = next(iter(called(card, _TITLES)), None)
    anchor = next(heading.iter("a"), None) if heading is not None else None
    if heading is None or anchor is None:
        return None
    url = safe_url(anchor.get("href") or "", base)
    title = clean_line(text_of(heading), LINE_LENGTH)
    bylines = [text_of(link) for box in called(card, name_set("jeg_meta_author")) for link in box.iter("a")]
    dates = (moment(text_of(each)) for each in called(card, name_set("jeg_meta_date")))
    return Link(title, url, split_byline(bylines)[0], next(dates, None)) if url is not None and title else None


def _neighbour(root: Element, names: frozenset[str], base: str) -> Link | None:
    """The previous or the next story: the box is the link itself, or holds it."""
    for box in called(root, names):
        anchor = box if box.tag == "a" else next(box.iter("a"), None)
        if anchor is not None:
            heading = next(iter(called(anchor, _TITLES)), anchor)
            url = safe_url(anchor.get("href") or "", base)
            title = clean_line(text_of(heading), LINE_LENGTH)
            if url is not None and title:
                return Link(title, url)
    return None
