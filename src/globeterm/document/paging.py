"""An article that WordPress spreads over several pages: where the others are (``<!--nextpage-->``, wordpress.md 2)."""

import re
from typing import Final
from urllib.parse import parse_qs, urlsplit

from globeterm.addresses import origin, safe_url
from globeterm.document.markers import called
from globeterm.document.tree import Element, name_set

#: An article has no more pages than this.
MOST_PAGES: Final = 20

_BOXES: Final = name_set(
    "jeg_pagelinks page-links pagelink post-page-links wp-block-post-content__pages post-pagination"
)
_NUMBER: Final = re.compile(r"/(?:page/)?(\d{1,3})/?$")
_DAY: Final = re.compile(r"/\d{4}(?:/\d\d){0,2}$")


def pages_of(root: Element, url: str) -> dict[int, str]:
    """The addresses of an article's further pages by their numbers, as far as the page at ``url`` links to them."""
    found: dict[int, str] = {}
    for box in called(root, _BOXES):
        for anchor in box.iter("a"):
            address = safe_url(anchor.get("href") or "", url)
            number = _number(address, url) if address is not None else None
            if address is not None and number is not None and 1 < number <= MOST_PAGES:
                found.setdefault(number, address)
    return found


def _number(address: str, url: str) -> int | None:
    """Which page of the article at ``url`` an address is: ``/2/`` or ``?page=2`` behind the article's own."""
    if origin(address) != origin(url):
        return None
    there, here = urlsplit(address), urlsplit(url)
    base = _article(here.path)
    if there.path.rstrip("/") == base and (asked := parse_qs(there.query).get("page")):
        return int(asked[0]) if asked[0].isascii() and asked[0].isdigit() and len(asked[0]) < 4 else None
    found = _NUMBER.match(there.path, len(base)) if there.path.startswith(base) else None
    return int(found[1]) if found else None


def _article(path: str) -> str:
    """The path of an article without the number of a page of it; a year and a month or a day are no such number."""
    bare = path.rstrip("/")
    found = _NUMBER.search(bare)
    return bare if found is None or _DAY.search(bare) else bare[: found.start()]
