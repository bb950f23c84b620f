"""The bytes of a feed before a parser sees them: what is refused, what is taken out, what is no feed at all."""

import re
from typing import Final

from globeterm.errors import BadInputError
from globeterm.text import clean_line

#: How much text the entities that a document declares may unfold to, in bytes.
UNFOLDED_BYTES: Final = 1_000_000
#: How many attributes one tag may have; ten thousand cost feedparser 2.4 s, and it grows with the square (SEC-07).
ATTRIBUTES: Final = 2_000
#: How long an author's name may be; the parser looks for a mail address in it, which grows with the square (SEC-07).
AUTHOR_LENGTH: Final = 1_000
#: Up to which size, and with how many comments, the parser's cleaning of HTML takes two seconds at most.
CLEANED_BYTES: Final = 256_000
CLEANED_COMMENTS: Final = 2_000

_HEAD: Final = 2_048
_TAIL: Final = 65_536
_PAGE_ROOTS: Final = frozenset({b"html", b"head", b"body", b"script"})
_ENTITY: Final = re.compile(rb"""<!ENTITY\s+(?:%\s*)?([\w.:-]+)\s+(?:"([^"]*)"|'([^']*)')""")
_LONG_TAG: Final = re.compile(rb"<[^<>]{%d,}>" % (ATTRIBUTES * 4))
_LONG_AUTHOR: Final = re.compile(
    rb"<(?:\w+:)?(?:author|creator|managingEditor|webMaster|publisher|name|email)\b[^<>]{0,500}>\s*"
    rb"(?:<!\[CDATA\[)?[^<]{%d}" % AUTHOR_LENGTH,
    re.IGNORECASE,
)
_REFERENCE: Final = re.compile(rb"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
#: What is taken as it is written (to the end, where it has none), or a bare "&".
_AMPERSAND: Final = re.compile(
    rb"<!\[CDATA\[(?:.*?\]\]>|.*)|<!--(?:.*?-->|.*)|<[!?][^>]*|&(?!#?[\w.:-]{1,64};)", re.DOTALL
)
#: How "<?xm" begins where "\x7f" is a quotation mark.
_EBCDIC: Final = b"\x4c\x6f\xa7\x94"
_CONTROLS: Final = bytes(code for code in range(0x20) if code not in b"\t\n\r") + b"\x7f"
_PROLOGUE: Final = re.compile(
    rb"(?>\s+|\xef\xbb\xbf|<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)*", re.DOTALL
)
_ROOT: Final = re.compile(rb"<((?:[\w-]+:)?([\w-]+))")
_MESSAGE: Final = re.compile(rb"<message>\s*(?:<!\[CDATA\[)?([^<\]]{1,300})")


def refuse_expensive(body: bytes) -> None:
    """Raise BadInputError for what is known to cost a parser too much; the workshop's limits are behind this."""
    if _unfolded(body) > UNFOLDED_BYTES:
        raise BadInputError("the feed is too expensive to read: its entities unfold without end")
    if any(tag[0].count(b"=") > ATTRIBUTES for tag in _LONG_TAG.finditer(body)):
        raise BadInputError("the feed is too expensive to read: one of its tags has thousands of attributes")
    if _LONG_AUTHOR.search(body) is not None:
        raise BadInputError("the feed is too expensive to read: one of its authors has no end")


def is_cheap_to_clean(body: bytes) -> bool:
    """Whether the parser may clean the HTML of this document; comments cost it the square of their number (SEC-07)."""
    return len(body) <= CLEANED_BYTES and body.count(b"!--") <= CLEANED_COMMENTS


def made_readable(body: bytes, content_type: str | None) -> bytes:
    """``body`` without the characters that XML forbids, raw or as references, and with every bare ``&`` escaped.

    WordPress passes an ESC in a headline on; it would make the whole feed ill-formed, and a reference to a surrogate
    would end the parser (SEC-01, SEC-08). Of "R&D" an ill-formed feed's parser makes "R&D;". Encodings in which these
    bytes mean something else are left alone.
    """
    head = body[:_HEAD]
    if b"\0" in head or head.startswith(_EBCDIC) or _is_stateful(head.lower(), (content_type or "").lower()):
        return body
    referring = _REFERENCE.sub(_allowed_reference, body).translate(None, _CONTROLS)
    return _AMPERSAND.sub(_escaped_ampersand, referring)


def explain_no_feed(body: bytes) -> BadInputError:
    """The sentence for bytes in which no feed was found (FLT-25, FLT-27)."""
    begins = body[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not begins:
        return BadInputError("the feed is empty")
    if looks_like_page(body):
        return BadInputError("got a web page, not a feed")
    if begins[:1] in b"{[":
        return BadInputError("this is not a feed: it is JSON of another kind")
    root = _root(body)
    if root is None:
        return BadInputError("this is not a feed: it is neither XML nor JSON")
    message = _MESSAGE.search(body)
    said = f", which says: {_text(message[1])}" if message is not None else ""
    return BadInputError(f"this is not a feed: it is an XML document of the kind <{_text(root[2])}>{said}")


def looks_like_page(body: bytes) -> bool:
    """Whether the document begins as an HTML page does."""
    root = _root(body)
    return b"<!doctype html" in body[:_HEAD].lower() or (root is not None and root[2].lower() in _PAGE_ROOTS)


def is_channel(body: bytes) -> bool:
    """Whether the root element is a channel: CDF (1997), or an RSS document that has lost its own root."""
    root = _root(body)
    return root is not None and root[2].lower() == b"channel"


def is_cut_off(body: bytes) -> bool:
    """Whether the document ends before its root element does."""
    root = _root(body)
    return root is not None and b"</" + root[1] not in body[-_TAIL:]


def ends_in_entry(body: bytes) -> bool:
    """Whether the last entry of the document has no end."""
    starts = max(body.rfind(b"<item"), body.rfind(b"<entry"))
    return starts > max(body.rfind(b"</item"), body.rfind(b"</entry"))


def _root(body: bytes) -> re.Match[bytes] | None:
    """The start of the root element: its full name, and its name without a prefix."""
    prologue = _PROLOGUE.match(body)
    return _ROOT.match(body, prologue.end() if prologue is not None else 0)


def _unfolded(body: bytes) -> int:
    """How many bytes the declared entities come to; one that holds another counts as endless (SEC-06)."""
    if b"<!ENTITY" not in body:
        return 0
    total = 0
    for name, double, single in _ENTITY.findall(body):
        value = double or single
        nested = re.search(rb"[&%][A-Za-z_]", value) is not None
        total += UNFOLDED_BYTES + 1 if nested else len(value) * body.count(b"&" + name + b";")
    return total


def _is_stateful(head: bytes, content_type: str) -> bool:
    return b"iso-2022" in head or "iso-2022" in content_type


def _escaped_ampersand(found: re.Match[bytes]) -> bytes:
    return b"&amp;" if found[0] == b"&" else found[0]


def _allowed_reference(reference: re.Match[bytes]) -> bytes:
    digits = reference[1] or reference[2]
    code = int(digits, 16 if reference[1] else 10) if len(digits) <= 8 else -1
    if code in {0x9, 0xA, 0xD} or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF:
        return reference[0]
    return b"" if 0 <= code < 0x20 else "\ufffd".encode("ascii", "xmlcharrefreplace")


def _text(value: bytes) -> str:
    return clean_line(value.decode("utf-8", "replace"))
