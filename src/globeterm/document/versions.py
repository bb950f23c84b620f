"""Two versions of one story: whether they say the same, what was changed, and where in the new one a place is.

What a reader reads is compared, block by block: boxes of other stories and what only a browser shows are furniture.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby
from operator import attrgetter
from typing import Final, Literal

from globeterm.content import Block, Blocks, Change, Document, Embed, Figure, Heading, More, Rule, Span, paragraphs
from globeterm.document.sizes import same_picture
from globeterm.model import Place

#: Where more blocks than this, old times new, differ in one piece, they are all taken for new: a diff costs too much.
MOST_COMPARED: Final = 1_000_000

Kind = Literal["same", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Compared:
    """A block of the new version, or one of the old that is not there any more."""

    kind: Kind
    block: Block


def is_same(old: Document, new: Document) -> bool:
    """Whether two versions say the same to a reader."""
    return (old.title, *_said(old.blocks)) == (new.title, *_said(new.blocks))


def compared(old: Blocks, new: Blocks) -> tuple[Compared, ...]:
    """The new blocks in their order, with those that were removed in front of what stands there now."""
    was, now = ([block for block in blocks if _is_read(block)] for blocks in (old, new))
    keys, others = list(map(_key, was)), list(map(_key, now))
    start = _common(keys, others)
    end = _common(keys[start:][::-1], others[start:][::-1])
    found = [Compared("same", block) for block in now[:start]]
    for kind, ours, theirs in _steps(keys[start : len(keys) - end], others[start : len(others) - end]):
        if kind == "same":
            found += [Compared("same", block) for block in now[start:][theirs]]
        else:
            found += [Compared("removed", block) for block in was[start:][ours]]
            found += [Compared("added", block) for block in now[start:][theirs]]
    return (*found, *(Compared("same", block) for block in now[len(now) - end :]))


def changes_of(old: Document, new: Document) -> Document:
    """The new version as a document that says what is new in it and what is not there any more, in words first."""
    titles = (Change("removed", (Heading(2, (Span(old.title),)),)),) if old.title != new.title else ()
    blocks = tuple(_marked(compared(old.blocks, new.blocks)))
    return replace(
        new,
        blocks=(*titles, *blocks),
        standfirst=_sentence(blocks, has_other_title=bool(titles)),
        picture=None,
        author_note="",
        related=(),
        previous=None,
        next=None,
    )


def _marked(versions: Iterable[Compared]) -> Iterator[Block]:
    """The blocks, those that were added or removed together in one change."""
    for kind, group in groupby(versions, attrgetter("kind")):
        blocks = tuple(one.block for one in group)
        yield from blocks if kind == "same" else (Change(kind, blocks),)


def _sentence(blocks: Blocks, *, has_other_title: bool) -> str:
    """What was changed, in numbers."""
    words = ["the headline is another"] if has_other_title else []
    for kind in ("added", "removed"):
        count = sum(len(block.blocks) for block in blocks if isinstance(block, Change) and block.kind == kind)
        if count:
            words.append(f"{count} {'paragraph was' if count == 1 else 'paragraphs were'} {kind}")
    return f"What changed: {', '.join(words) or 'nothing that is read'}."


def moved(place: Place, old: Blocks, new: Blocks) -> Place:
    """Where a place in the old version is in the new one: in the same block, or as far behind the nearest that is."""
    if place.block < 0 or not old or not new:
        return place
    if place.block >= len(old):
        return Place(len(new) + place.block - len(old), place.offset)
    places: dict[str, list[int]] = defaultdict(list)
    for number, block in enumerate(new):
        places[_key(block)].append(number)
    keys = [places.get(_key(block), []) for block in old]
    if keys[place.block]:
        return Place(_nearest(keys[place.block], place.block), place.offset)
    before = next((number for number in range(place.block, -1, -1) if keys[number]), None)
    behind = next((number for number in range(place.block, len(old)) if keys[number]), None)
    limit = _nearest(keys[behind], behind) if behind is not None else len(new) - 1
    if before is None:
        return Place(max(0, limit - (behind or 0) + place.block) if behind is not None else min(place.block, limit))
    return Place(max(0, min(_nearest(keys[before], before) + place.block - before, limit)))


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Literal["same", "other"], slice, slice]]:
    """The pieces of two lists that are the same, and those that are not."""
    if len(old) * len(new) > MOST_COMPARED:
        yield "other", slice(0, len(old)), slice(0, len(new))
        return
    for kind, from_, to, start, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield "same" if kind == "equal" else "other", slice(from_, to), slice(start, stop)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many of the first are the same in both."""
    return next(
        (number for number, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _nearest(places: Sequence[int], wanted: int) -> int:
    at = bisect_left(places, wanted)
    return min(places[max(0, at - 1) : at + 1], key=lambda place: abs(place - wanted))


def _said(blocks: Blocks) -> tuple[str, ...]:
    return tuple(_key(block) for block in blocks if _is_read(block))


def _is_read(block: Block) -> bool:
    return not isinstance(block, More | Embed | Rule)


def _key(block: Block) -> str:
    """What a block says; a picture is the same in every size."""
    match block:
        case Figure(picture):
            return f"figure {same_picture(picture.url)} {picture.caption}"
        case More(title):
            return f"more {title}"
        case Embed(kind, text, url):
            return f"embed {kind} {url or text}"
        case Rule():
            return "rule"
        case _:
            return " ".join(" ".join(paragraphs((block,))).split())
