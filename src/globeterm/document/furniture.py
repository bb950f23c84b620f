"""What a page of the paper holds around its story: picture, sections, tags, related stories, neighbours, author's note.

The names are JNews' (wordpress.md, section 6), those of WordPress' own themes and of others that are much used; what
another page lacks stays empty.
"""

from dataclasses import dataclass
from typing import Final

from globeterm.content import Link, Picture
from globeterm.document.cards import is_in_card
from globeterm.document.lead_picture import lead_picture
from globeterm.document.markers import called
from globeterm.document.metadata import Metadata
from globeterm.document.neighbours import neighbours_of, related_to
from globeterm.document.terms import sections_of, tags_of
from globeterm.document.tree import Element, name_set, text_of
from globeterm.limits import LINE_LENGTH
from globeterm.text import clean_line

_NOTES: Final = name_set(
    "jeg_author_desc author-description td-author-description author__bio author-box__description saboxplugin-desc "
    "abh_description author_desc wp-block-post-author__bio wp-block-post-author-biography"
)
_MOST_NOTES: Final = 4
_MOST_LOOKED_AT: Final = 20


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
    previous, following = neighbours_of(root, base)
    return Furniture(
        picture=lead_picture(root, data, base),
        sections=sections_of(root, data),
        tags=tags_of(root, data),
        author_note=_note(root),
        related=related_to(root, base),
        previous=previous,
        next=following,
    )


def _note(root: Element) -> str:
    """What the page says of its authors, one after the other; a note that is there twice counts once."""
    notes = (_said(each) for each in called(root, _NOTES)[:_MOST_LOOKED_AT] if not is_in_card(each))
    return " ".join(list(dict.fromkeys(filter(None, notes)))[:_MOST_NOTES])


def _said(note: Element) -> str:
    """The text of a note without the link to all that its author wrote."""
    links = [text_of(link) for link in note.iter("a") if "author-link" in (link.get("class") or "")]
    text = clean_line(text_of(note), LINE_LENGTH * 2)
    return text.removesuffix(links[-1]).rstrip() if links else text
