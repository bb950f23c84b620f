"""Bytes and strings of HTML to a tree, whatever they hold.

lxml is the tree: it is the quickest measured (12,000 words in 10 ms), it is what the extraction library works on, and
its walk is a loop in C. Two things it can't do are done here before or after it (SEC-07). It takes seconds for a tag
with tens of thousands of attributes, so such a tag loses them all. It cuts a page off without a word at a depth of 255
(2,048 with ``huge_tree``), as the extraction library then does, so a deeper page is flattened and read again.
selectolax keeps any depth, but needs 25 s for 100,000 levels; html5lib is fifty times slower.
"""

import codecs
import re
from itertools import islice
from typing import Final

from lxml import etree

from globeterm.limits import EXTRACTED_BYTES

Element = etree._Element  # noqa: SLF001 - lxml's only name for the type of an element


def name_set(names: str) -> frozenset[str]:
    """The names in a text, for tables of names that read like text."""
    return frozenset(names.split())


#: Tags nested deeper than this lose their tags, not their text, when a page is too deep for the tree.
DEPTH: Final = 60

_NONE: Final[frozenset[str]] = frozenset()
_ATTRIBUTES: Final = 1000
_MOST_IN_LINE: Final = 300
_SUSPICIOUS: Final = 4000
#: A script, a style or a comment as a whole, or a start tag. No part can be tried twice, so it is linear in any text.
#: A quote means something behind "=" alone (HTML, 13.2.5.32): a stray one must not reach into the tags behind it.
_START_TAG: Final = re.compile(
    r"""<(script|style)\b[^<]*+(?:<(?!/\1)[^<]*+)*+|<!--[^-]*+(?:-(?!->)[^-]*+)*+|<[a-z](?:[^>=]++|=\s*+(?:"[^"]*"|'[^']*')?+)*+>?""",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(r""""[^"]*"|'[^']*'""")
_NAME: Final = re.compile(r"<[a-zA-Z][a-zA-Z0-9:-]*")
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*>?")
_VOID: Final = name_set("area base br col embed hr img input link meta param source track wbr")
#: Tags that are often left open, and end a paragraph wherever they stand.
_OPEN_ENDED: Final = name_set("p li td th tr dd dt option")
#: Encodings whose bytes may be valid UTF-8 and yet mean something else: here the page's own word goes first. Elsewhere
#: UTF-8 does: hardly any text that decodes as UTF-8 is anything else, whatever it is declared to be.
_SEEM_UTF_8: Final = ("iso-2022", "hz", "utf-16", "utf-32", "utf-7")
_META_CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-zA-Z0-9_:.-]+)""", re.IGNORECASE)
_BOMS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def decoded(body: bytes, charset: str | None) -> str:
    """The first two megabytes of ``body`` as text: by its BOM, UTF-8 if it is that, the header, ``<meta>``, cp1252."""
    cut = body[:EXTRACTED_BYTES]
    for mark, name in _BOMS:
        if cut.startswith(mark):
            return cut[len(mark) :].decode(name, "replace")
    declared = _META_CHARSET.search(cut[:4096])
    names = [name for name in (charset, declared[1].decode("ascii") if declared else None) if name]
    if not any(name.lower().startswith(_SEEM_UTF_8) for name in names):
        try:
            return codecs.getincrementaldecoder("utf-8")("strict").decode(cut, len(cut) == len(body))
        except UnicodeDecodeError:
            pass
    return _by_names(cut, names)


def parsed(html: str) -> Element | None:
    """The tree of ``html``, without comments; None when there is nothing in it."""
    harmless = _START_TAG.sub(_disarmed, html.replace("\x00", ""))
    root, complete = _tree(harmless)
    if not complete:
        root, complete = _tree(_flattened(harmless))
    if not complete:
        root, _ = _tree(_TAG.sub("<br><br>", harmless))
    return root


def text_of(element: Element) -> str:
    """All text below ``element``, blanks collapsed to one."""
    return " ".join("".join(str(text) for text in element.itertext("*")).split())


def beginning_of(element: Element, length: int) -> str:
    """The first ``length`` characters of the text below ``element``, and one more if there are more.

    "" for an element with more others in it than a line has: they may hold nothing, and be looked at again and again.
    """
    if next(islice(element.iter("*"), _MOST_IN_LINE, None), None) is not None:
        return ""
    pieces: list[str] = []
    count = 0
    for text in element.itertext("*"):
        words = str(text)
        pieces.append(words)
        count += len(words.strip())
        if count > length:
            break
    return " ".join("".join(pieces).split())[: length + 1]


def words_in(element: Element, name: str) -> frozenset[str]:
    """The words of an attribute such as ``class``, in lower case."""
    value = element.get(name)
    return frozenset(value.lower().split()) if value else _NONE


def _by_names(cut: bytes, names: list[str]) -> str:
    for name in names:
        try:
            return str(cut.decode(name, "replace"))
        except (LookupError, ValueError):
            continue
    return cut.decode("cp1252", "replace")


def _disarmed(tag: re.Match[str]) -> str:
    """A start tag, without its attributes when there are more than any page has a reason for."""
    text = tag[0]
    name = _NAME.match(text)
    if name is None or len(text) < _SUSPICIOUS:
        return text
    attributes = _QUOTED.sub(" ", text[1:]).replace("/", " ")
    return text if "<" in attributes or len(attributes.split()) <= _ATTRIBUTES else f"{name[0]}>"


def _tree(html: str) -> tuple[Element | None, bool]:
    """The tree, and whether it holds the whole page."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, recover=True)
    root = etree.fromstring(html.encode("utf-8", "replace"), parser)
    return root, not any("depth" in entry.message for entry in parser.error_log)


def _flattened(html: str) -> str:
    """``html`` without the tags that stand deeper than ``DEPTH``; the text in them stays."""
    depth = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth
        name = tag[2].lower()
        if name in _VOID:
            return tag[0]
        if name in _OPEN_ENDED:
            return tag[0] if depth <= DEPTH else "<br><br>"
        if tag[1]:
            depth = max(0, depth - 1)
            return tag[0] if depth < DEPTH else " "
        depth += 1
        return tag[0] if depth <= DEPTH else " "

    return _TAG.sub(kept, html)
