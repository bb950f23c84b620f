"""One document out of a feed's full text and the article's page: the text as the feed has it, all else as the page has.

The page is trusted for what its theme sets around a story, the feed for headline, date and text, which there is free of
the theme. What stands in the page's text alone (boxes of other stories, embeds, pictures) is put where it stands there:
behind the same paragraph. Pure, and linear in the length of both: it runs where stories are opened.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from globeterm.content import Block, Blocks, Document, Embed, Figure, More, Picture, paragraphs
from globeterm.document.codec import from_json, pages_from_json
from globeterm.document.sizes import same_picture
from globeterm.errors import BadInputError

#: A text with fewer letters than this is the same only where the one before it is, too.
_SURE: Final = 12
#: A page goes on behind the feed's text when it has so many more paragraphs and so much of the feed's length more.
_MORE_PARAGRAPHS: Final = 3
_MORE_TEXT: Final = 0.4


def stored_document(text: str, pages: str | None) -> Document:
    """The document of a stored text and the stored pages of the same article (``codec``); a damaged page adds nothing.

    Raises BadInputError when the text itself can't be read.
    """
    document = from_json(text)
    if pages is None:
        return document
    try:
        return merged(document, pages_from_json(pages))
    except BadInputError:
        return document


def merged(feed: Document, pages: Sequence[Document]) -> Document:
    """What the feed says of an article, without blocks when it has no text, and the article's pages, first to last."""
    page = joined(pages[:1])
    picture, text = lead_of(page.picture or feed.picture, _text(feed.blocks, page.blocks))
    whole = replace(page, blocks=text)
    document = joined([whole, *pages[1:]])
    has_names = bool(page.sections or page.tags)
    by_page = set(map(str.casefold, feed.authors)) <= set(map(str.casefold, document.authors))
    others = tuple(tag for tag in feed.tags if tag not in page.sections)
    return replace(
        document,
        url=feed.url or page.url,
        title=feed.title or page.title,
        source=feed.source if feed.blocks else page.source,
        standfirst=page.standfirst or feed.standfirst,
        authors=document.authors if by_page else feed.authors,
        agency=feed.agency or document.agency,
        published=feed.published or page.published,
        updated=max(filter(None, (feed.updated, page.updated)), default=None),
        sections=page.sections or feed.sections,
        tags=(document.tags or others) if has_names else feed.tags,
        picture=picture,
    )


def joined(pages: Sequence[Document]) -> Document:
    """An article of several pages as one document; what stands around it is taken from the first page that has it."""
    first, *others = pages
    blocks = list(first.blocks)
    boxes = {_links(block) for block in blocks if isinstance(block, More)}
    for page in others:
        blocks += [block for block in page.blocks if not (isinstance(block, More) and _links(block) in boxes)]
        boxes |= {_links(block) for block in page.blocks if isinstance(block, More)}
        first = replace(
            first,
            tags=first.tags or page.tags,
            author_note=first.author_note or page.author_note,
            related=first.related or page.related,
            previous=first.previous or page.previous,
            next=first.next or page.next,
        )
    return replace(first, blocks=tuple(blocks))


def lead_of(picture: Picture | None, blocks: Blocks) -> tuple[Picture | None, Blocks]:
    """The lead picture with all that is said of it, and the blocks without it: it is shown above them."""
    first = blocks[0] if len(blocks) > 1 else None
    if picture is None or not isinstance(first, Figure) or _key(first) != _key(Figure(picture)):
        return picture, blocks
    own = first.picture
    said = (picture.caption, picture.credit) if picture.caption or picture.credit else (own.caption, own.credit)
    return Picture(picture.url, picture.alt or own.alt, *said), blocks[1:]


def _text(feed: Blocks, page: Blocks) -> Blocks:
    """The blocks of both; the page's alone when the feed has none, or only the beginning of them."""
    if not feed or _is_beginning(feed, page):
        return page
    return _Weaving(feed).with_page(page)


def _is_beginning(feed: Blocks, page: Blocks) -> bool:
    """Whether the page holds the feed's text and, behind it, a good deal more.

    A feed may end in a line of its own, such as "Read the rest of this story".
    """
    ours, theirs = list(paragraphs(feed)), list(paragraphs(page))
    if len(theirs) < len(ours) + _MORE_PARAGRAPHS:
        return False
    begun, last = set(map(_letters, ours[:-1])), _letters(ours[-1]) if ours else ""
    places = [place for place, text in enumerate(map(_letters, theirs)) if text in begun or text == last]
    if not places or not begun <= set(map(_letters, theirs)):
        return False
    behind = theirs[places[-1] + 1 :]
    return len(behind) >= _MORE_PARAGRAPHS and sum(map(len, behind)) >= _MORE_TEXT * sum(map(len, ours))


@dataclass(slots=True)
class _Weaving:
    """A feed's blocks, and what is to be put behind some of them; behind -1 is in front of them all.

    What follows a paragraph that both have is put behind it, what follows another one before the next that both have.
    """

    feed: Blocks
    behind: dict[int, list[Block]] = field(default_factory=lambda: defaultdict(list))

    def with_page(self, page: Blocks) -> Blocks:
        """The feed's blocks with what stands in the page alone."""
        places: dict[str, list[int]] = defaultdict(list)
        for number, block in enumerate(self.feed):
            places[_key(block)].append(number)
        blocks = list(self.feed)
        has_pictures = any(isinstance(block, Figure) for block in self.feed)
        last, is_astray = -1, False
        deferred: list[Block] = []
        for block in page:
            key = _key(block)
            place = _next(places.get(key, ()), last, key)
            if place is not None:
                self.behind[place - 1] += deferred
                last, deferred, is_astray = place, [], False
                blocks[place] = _with_caption(blocks[place], block)
            elif _is_missing(block, places, has_pictures=has_pictures):
                (deferred if is_astray else self.behind[last]).append(block)
            else:
                is_astray = True
        self.behind[last] += deferred
        return tuple(self._woven(blocks))

    def _woven(self, blocks: Sequence[Block]) -> Iterator[Block]:
        yield from self.behind[-1]
        for place, block in enumerate(blocks):
            yield block
            yield from self.behind[place]


def _next(places: Sequence[int], last: int, key: str) -> int | None:
    """The next place of a block behind the last one found; a short text is the same only right behind it."""
    at = bisect_right(places, last)
    if at == len(places) or (len(key) < _SURE and places[at] != last + 1):
        return None
    return places[at]


def _is_missing(block: Block, places: dict[str, list[int]], *, has_pictures: bool) -> bool:
    """Whether a block of the page is one that a feed leaves out, and not text: that would be the page's furniture."""
    if _key(block) in places:
        return False
    if isinstance(block, Figure):
        return bool(block.picture.caption) or not has_pictures
    return isinstance(block, More | Embed)


def _with_caption(ours: Block, theirs: Block) -> Block:
    """A figure of the feed, with what the page alone says of it."""
    if not isinstance(ours, Figure) or not isinstance(theirs, Figure) or ours.picture.caption:
        return ours
    said = theirs.picture
    return Figure(replace(ours.picture, caption=said.caption, credit=ours.picture.credit or said.credit))


def _key(block: Block) -> str:
    """What makes a block of the feed and one of the page the same."""
    match block:
        case Figure(picture):
            return f"figure {same_picture(picture.url)}"
        case More():
            return f"more {' '.join(_links(block))}"
        case Embed(_, text, url):
            return f"embed {url or text}"
        case _:
            return " ".join(map(_letters, paragraphs((block,))))


def _links(more: More) -> tuple[str, ...]:
    return tuple(link.url for link in more.links)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
