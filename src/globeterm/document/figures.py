"""What a ``<figure>`` (or a classic ``wp-caption``) holds, and the site's own "More on the Subject" box."""

from dataclasses import dataclass
from typing import Final

from globeterm.addresses import safe_url
from globeterm.content import Link, More
from globeterm.document.cards import card_link, cards_in
from globeterm.document.tree import Element, text_of, words_in
from globeterm.limits import LINE_LENGTH, NAME_LENGTH
from globeterm.text import clean_line

#: A figure with more text than this beside its caption is a part of the story, whatever it is called.
_LONG: Final = 400
_CAPTIONS: Final = frozenset(
    {"wp-caption-text", "wp-caption-dd", "caption", "image-caption", "media-caption", "photo-caption"}
)
_CREDITS: Final = frozenset(
    {"credit", "media-credit", "wp-media-credit", "photo-credit", "image-credit", "caption-credit"}
)
_FRAMES: Final = ("iframe", "video", "audio", "embed", "object")
_LINKS: Final = 12


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a figure; ``address`` is a bare address that stands for an embed."""

    caption: str
    credit: str
    images: tuple[Element, ...] = ()
    table: Element | None = None
    quote: Element | None = None
    frame: Element | None = None
    address: str = ""


def parts_of(figure: Element) -> Parts | None:
    """The parts of ``figure``; None when it holds figures or a good deal of text, and is to be read as any block."""
    if any(each is not figure for each in figure.iter("figure")) or figure.find(".//pre") is not None:
        return None
    captions = _captions(figure)
    credit = _credit(figure)
    caption = " ".join(dict.fromkeys(filter(None, map(text_of, captions)))).strip()
    if credit:
        caption = caption.replace(credit, "").strip(" /|-–—()")
    table = next(figure.iter("table"), None)
    quote = next(figure.iter("blockquote"), None)
    if table is None and quote is None and len(text_of(figure)) - len(caption) - len(credit) > _LONG:
        return None
    images = tuple(figure.iter("img", "amp-img"))
    frame = next(figure.iter(*_FRAMES), None)
    address = text_of(figure) if "wp-block-embed" in words_in(figure, "class") else ""
    bare = address if safe_url(address) is not None else ""
    if not (images or frame is not None or table is not None or quote is not None or bare):
        return None
    return Parts(caption, credit, images, table, quote, frame, bare)


def more_of(box: Element, base: str) -> More | None:
    """The links of an inline box and its heading; None when it leads nowhere."""
    heading = next((each for each in box.iter("*") if "jeg_block_title" in words_in(each, "class")), None)
    title = clean_line(text_of(heading) if heading is not None else "", NAME_LENGTH) or "More on the Subject"
    cards = [link for card in cards_in(box) if (link := card_link(card, base)) is not None]
    links = tuple({link.url: Link(link.title, link.url) for link in cards}.values())[:_LINKS] or _links_in(box, base)
    return More(title, links) if links else None


def _links_in(box: Element, base: str) -> tuple[Link, ...]:
    """The links with a text in ``box``, each address once."""
    found: dict[str, Link] = {}
    for anchor in box.iter("a"):
        url = safe_url(anchor.get("href") or "", base)
        title = clean_line(text_of(anchor), LINE_LENGTH)
        if url is not None and title and len(found) < _LINKS:
            found.setdefault(url, Link(title, url))
    return tuple(found.values())


def _captions(figure: Element) -> list[Element]:
    """The captions of a figure, the outermost only."""
    return [
        each
        for each in figure.iter("*")
        if each is not figure
        and (each.tag == "figcaption" or words_in(each, "class") & _CAPTIONS)
        and not any(
            above.tag == "figcaption" or words_in(above, "class") & _CAPTIONS
            for above in each.iterancestors()
            if above is not figure
        )
    ]


def _credit(figure: Element) -> str:
    found = next((each for each in figure.iter("*") if words_in(each, "class") & _CREDITS), None)
    return text_of(found) if found is not None else ""
