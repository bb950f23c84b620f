"""Whether a page is that of the story it was asked for as: a network that wants its users to log in answers too.

A captive portal gives its own page for every address, by a redirect or in place (FLT-25). It names neither the story
nor its address; it stands elsewhere, wants a form to be filled in, or has nothing to read.
"""

import re
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

from globeterm.addresses import host, same_address
from globeterm.document.tree import Element
from globeterm.errors import UnreachableError
from globeterm.folding import DENSE_RUN, fold, words

#: Which part of a headline's words an edited one keeps at least, anywhere on the page.
_SHARE: Final = 0.5
#: Shorter words stand on every page.
_TELLING: Final = 4
_ADDRESS: Final = re.compile(r"https?:\S+|www\.\S+|\S*/\S*/\S*")
_UNSEEN: Final = frozenset({"script", "style", "noscript", "template"})


class AnotherPageError(UnreachableError):
    """The page is not the one that was asked for, so the site itself has not answered."""

    def __init__(self, url: str) -> None:
        super().__init__(
            f"{host(url)} could not be asked: another page came in place of the story’s. If this network wants you to "
            "log in, open any page in a browser, then try again."
        )


def names_story(root: Element, title: str, *, url: str, final_url: str) -> bool:
    """Whether the page that ``url`` led to, at ``final_url``, names the story with this ``title``.

    It does when most of the headline's words stand on it, or those of its address, or when it says that address
    itself; an empty page names nothing else.
    """
    text = fold(_ADDRESS.sub(" ", _shown(root)))
    headline, slug = _telling(title), _telling(_slug(url))
    is_named = any(_stands(some, text) for some in (headline, slug)) or not (headline or slug) or not text.strip()
    return is_named or _says_address(root, url, final_url)


def is_portal_like(root: Element, *, url: str, final_url: str) -> bool:
    """Whether the page that ``url`` led to stands on another host, or wants something filled in."""
    return host(url) != host(final_url) or next(root.iter("form"), None) is not None


def _telling(text: str) -> list[str]:
    folded = fold(text)
    found = [*words(DENSE_RUN.sub(" ", folded)), *DENSE_RUN.findall(folded)]
    return [word for word in found if len(word) >= _TELLING and not word.isdecimal()] or found


def _stands(some: list[str], text: str) -> bool:
    return bool(some) and sum(word in text for word in some) >= len(some) * _SHARE


def _slug(url: str) -> str:
    return re.sub(r"[\W_]+", " ", unquote(urlsplit(url).path).rstrip("/").rpartition("/")[2])


def _shown(root: Element) -> str:
    """What the page shows, and what it says its title is."""
    metas = (meta.get("content") or "" for meta in root.iter("meta") if "title" in (meta.get("property") or ""))
    texts = (
        f"{element.text or ''} {element.tail or ''}" if element.tag not in _UNSEEN else element.tail or ""
        for element in root.iter("*")
    )
    return " ".join((*metas, *texts))


def _says_address(root: Element, url: str, final_url: str) -> bool:
    """Whether the page names the story's address as its own; another host may be a mirror's."""
    said = [link.get("href") for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    said += [meta.get("content") for meta in root.iter("meta") if meta.get("property") == "og:url"]
    return any(_path(urljoin(final_url, address)) == _path(url) for address in said if address)


def _path(url: str) -> str:
    return same_address(url).partition("/")[2]
