"""The card of a story in a list of stories: its headline and address, its byline and its day."""

from typing import Final

from globeterm.addresses import safe_url
from globeterm.content import Link
from globeterm.document.byline import split_byline
from globeterm.document.markers import called
from globeterm.document.times import moment, moment_in_address
from globeterm.document.tree import Element, name_set, text_of, words_in
from globeterm.limits import LINE_LENGTH
from globeterm.text import clean_line

_CARDS: Final = name_set(
    "jeg_post jeg_slide_item jeg_slide_wrapper jeg_news_ticker_item jeg_hero_item wp-block-post hentry post-card"
)
#: Cards that are never the story of the page itself, and lists of them.
_ROWS: Final = name_set(
    "jeg_post jeg_slide_item wp-block-post td_module_wrap post-card jeg_popup_post jeg_newsfeed_item jeg_sidebar "
    "jnews_related_post_container td_block_related_posts related-posts relatedposts jp-relatedposts"
)
_TITLES: Final = name_set(
    "jeg_post_title jeg_slide_title post-title entry-title nav-title wp-block-post-title card-title headline"
)
_HEADINGS: Final = name_set("h1 h2 h3 h4 h5 h6")
_BYLINES: Final = name_set("jeg_meta_author wp-block-post-author-name author byline")
_DATES: Final = name_set("jeg_meta_date wp-block-post-date entry-date post-date published")


def is_card(element: Element) -> bool:
    """Whether an element is a story in a list, by its tag or by the names that themes give to one."""
    return element.tag == "article" or bool(words_in(element, "class") & _CARDS)


def is_in_card(element: Element) -> bool:
    """Whether an element belongs to another story: it stands in a card, or in a list of cards."""
    return any(words_in(above, "class") & _ROWS for above in element.iterancestors())


def cards_in(box: Element) -> list[Element]:
    """The cards of a list of stories: the innermost of them, else its items, else its headings with a link."""
    cards = [each for each in box.iter("*") if each is not box and is_card(each)]
    innermost = [card for card in cards if not any(each is not card and is_card(each) for each in card.iter("*"))]
    if innermost:
        return innermost
    items = [item for item in box.iter("li") if next(item.iter("a"), None) is not None]
    if items:
        return items
    return [each for each in box.iter(*_HEADINGS) if next(each.iter("a"), None) is not None]


def card_link(card: Element, base: str) -> Link | None:
    """The story of a card; None when it has no headline or leads nowhere.

    A day that is told as "two days ago" is the one in the story's address, when that has one.
    """
    heading = _heading(card)
    anchor = _anchor(heading, card) if heading is not None else max(card.iter("a"), key=_length, default=None)
    if anchor is None:
        return None
    url = safe_url(anchor.get("href") or "", base)
    title = clean_line(text_of(heading if heading is not None else anchor), LINE_LENGTH)
    if url is None or not title:
        return None
    dates = called(card, _DATES)
    shown = (moment(each.get("datetime") or text_of(each)) for each in [*card.iter("time"), *dates])
    published = next(filter(None, shown), moment_in_address(url) if dates else None)
    return Link(title, url, _authors(card), published)


def _heading(card: Element) -> Element | None:
    marked = next(iter(called(card, _TITLES)), None)
    return marked if marked is not None else next(card.iter(*_HEADINGS), None)


def _anchor(heading: Element, card: Element) -> Element | None:
    """The link in a headline, else the one around it, else the first of the card."""
    inside = next(heading.iter("a"), None)
    if inside is not None:
        return inside
    around = next(heading.iterancestors("a"), None)
    return around if around is not None else next(card.iter("a"), None)


def _authors(card: Element) -> tuple[str, ...]:
    for box in called(card, _BYLINES):
        names = split_byline([text_of(link) for link in box.iter("a")] or [text_of(box)])[0]
        if names:
            return names
    return ()


def _length(anchor: Element) -> int:
    return len(text_of(anchor))
