"""Pictures of a story: the right file of a lazy ``<img>``, and its caption and credit apart."""

import re
from typing import Final

from globeterm.addresses import safe_url
from globeterm.content import Picture
from globeterm.document.tree import Element, words_in
from globeterm.limits import LINE_LENGTH, NAME_LENGTH
from globeterm.text import clean_line

#: A candidate of a ``srcset`` wider than this is more than a terminal can show.
WIDEST: Final = 1600
CAPTION_LENGTH: Final = 2000

_LAZY: Final = ("data-src", "data-lazy-src", "data-original", "data-original-src", "data-echo", "data-hi-res-src")
_LAZY_SETS: Final = ("data-srcset", "data-lazy-srcset")
_PLACEHOLDER: Final = re.compile(
    r"(?:^|[/_-])(?:jeg-empty|placeholder|blank|spacer|transparent|1x1|pixel|loading|lazy|empty|trans|grey|dummy)"
    r"[\w-]*\.(?:gif|png|jpe?g|svg|webp)(?:[?#]|$)",
    re.IGNORECASE,
)
_SMALL: Final = 32
_NOT_OF_THE_STORY: Final = frozenset({"avatar", "gravatar", "icon", "logo", "adsense", "emoji", "wp-smiley"})
_CANDIDATE: Final = re.compile(r"\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s+([\d.]+)([wx]))?\s*(?:,|$)")

_LABEL: Final = (
    r"(?i:photo(?:graph)?s?|image|picture|foto|illustration|graphic|source|"
    r"(?:(?:photo(?:graph)?|image|picture)\s+)?credit)"
)
_AGENCY: Final = (
    r"(?:AFP|AP|AP Photo|Associated Press|Reuters|Getty(?: Images)?|EPA(?:-EFE)?|EFE|dpa|ANSA|TASS|Xinhua|Handout|Pool|"
    r"Shutterstock|Wikimedia(?: Commons)?|Flickr|Unsplash|Pixabay|Bloomberg|UPI|PA|Anadolu(?: Agency)?|Alamy|iStock|"
    r"CC[ -]BY\S*|Public Domain|Twitter|Facebook|Instagram|YouTube|REUTERS|GETTY|ZUMA(?: Press)?|Sputnik|Kyodo)"
)
_PERSON: Final = (
    r"[^\W\d_a-z][\w.’'-]*(?:\s+(?:(?:al|de|la|del|van|von|der|den|bin|da|dos)\s+)*[^\W\d_a-z][\w.’'-]*){1,4}"
)
#: Where a credit may begin: at the beginning, after a sentence, or after a dash, a bar or a slash.
_START: Final = r"(?:^|(?<=[.!?\"”’)\]…|/–—-])\s?)[-–—|/]?\s*"
_CREDITS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[(\[]\s*{_LABEL}\s*(?::|(?i:by|courtesy(?: of)?|via)\b)\s*(?P<credit>[^()\[\]]{{1,150}}?)\s*[)\]]\.?$",
        rf"{_START}{_LABEL}\s*(?::|/(?=\s))\s*(?P<credit>[^:]{{1,150}}?)\.?$",
        r"\s(?:Photo|Photograph|Photos|Image|Picture|Foto|Credit|PHOTO|Photo credit|Photo Credit|Image credit)\s*:\s*"
        r"(?P<credit>[^:]{1,150}?)\.?$",
        rf"{_START}{_LABEL}\s*(?i:by|courtesy(?:\s+of)?|via)(?:\s*:)?\s+(?P<credit>.{{1,150}}?)\.?$",
        r"(?:^|(?<=[\s.!?\"”’)|/]))[-–—|/(\[]?\s*(?:©|\([cC]\)|Copyright)\s*(?P<credit>[^©]{1,150}?)[)\]]?\.?$",
        rf"[(\[]\s*(?P<credit>(?:[^()\[\]]{{0,80}}[/,|@]\s*)?{_AGENCY}(?:\s*[/,|][^()\[\]]{{1,80}})?)\s*[)\]]\.?$",
        r"[(\[]\s*(?P<credit>[^\W\d_][^()\[\]/]{1,60}/\s?[^\W\d_a-z][^()\[\]/]{1,60})\s*[)\]]\.?$",
        rf"(?<=[.!?\"”’])\s*[-–—|/]\s*(?P<credit>(?:[^()|]{{1,60}}[/,|]\s*)?{_AGENCY})\.?$",
        r"(?:^|(?<=[.!?\"”’)]))\s*(?P<credit>AFP PHOTO\s*/.{1,80}?)\.?$",
        rf"(?<=[.!?\"”’)])\s+(?P<credit>[^\W\d_][^.!?()|:/]{{1,50}}\s?/\s?{_AGENCY}(?:\s?/[^.!?()|:/]{{1,50}})?)\.?$",
        rf"(?<=[.!?\"”’)])\s+(?P<credit>{_AGENCY}(?:\s?/\s?[^.!?()|:/]{{1,50}})?)\.?$",
        rf"[(\[]\s*(?P<credit>{_PERSON}\s+(?:for|via)\s+[^\W\d_a-z][^()\[\]]{{1,60}})\s*[)\]]\.?$",
        r"(?:^|(?<=[.!?\"”’)|]))\s*(?:Courtesy|COURTESY)(?:\s+of|:)\s*(?P<credit>[^:.]{1,80}?)\.?$",
    )
)


def picture_of(image: Element, base: str, caption: str = "", credit: str = "") -> Picture | None:
    """The picture that ``<img>`` stands for; None for placeholders, avatars, icons and tracking pixels.

    An empty ``credit`` is looked for at the end of ``caption``.
    """
    if words_in(image, "class") & _NOT_OF_THE_STORY or _is_small(image):
        return None
    url = _address(image, base)
    if url is None:
        return None
    split = (clean_line(caption, CAPTION_LENGTH), clean_line(credit, NAME_LENGTH)) if credit else split_credit(caption)
    return Picture(url, clean_line(image.get("alt") or "", LINE_LENGTH), *split)


def split_credit(caption: str) -> tuple[str, str]:
    """A caption without its credit, and the credit: "… on Monday. Photo: AFP" names "AFP"."""
    whole = clean_line(caption, CAPTION_LENGTH)
    for pattern in _CREDITS:
        found = pattern.search(whole)
        if found:
            before = whole[: found.start()].rstrip(" \t-–—|/([,")
            return before, clean_line(found["credit"].strip(" .,;:|/–—-"), NAME_LENGTH)
    return whole, ""


def _address(image: Element, base: str) -> str | None:
    """The first usable address: lazy ones before ``src``, which may be a placeholder (wordpress.md, section 6)."""
    lazy = [image.get(name) for name in _LAZY]
    sets = [_largest(image.get(name)) for name in (*_LAZY_SETS, "srcset")]
    for candidate in (*lazy, *sets, image.get("src")):
        if candidate and not _PLACEHOLDER.search(candidate):
            url = safe_url(str(candidate), base)
            if url is not None:
                return url
    return None


def _largest(srcset: str | None) -> str | None:
    """The widest candidate that is no wider than ``WIDEST``, else the narrowest (HTML, 4.8.4.2.1)."""
    sized: list[tuple[float, str]] = [
        (float(number or 1) * (1 if unit == "w" else 1000), address)
        for address, number, unit in _CANDIDATE.findall((srcset or "")[:20_000])
        if number.count(".") < 2 and not address.startswith("data:")
    ]
    fitting = [candidate for candidate in sized if candidate[0] <= WIDEST]
    if fitting:
        return max(fitting, key=lambda candidate: candidate[0])[1]
    return min(sized, key=lambda candidate: candidate[0])[1] if sized else None


def _is_small(image: Element) -> bool:
    return any(
        (image.get(name) or "").isdecimal() and int(image.get(name) or "") <= _SMALL for name in ("width", "height")
    )
