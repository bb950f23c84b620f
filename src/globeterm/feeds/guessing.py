"""Spares the parser a guess at a document's encoding that could cost minutes (SEC-07).

Where no encoding that is said of a document fits, feedparser asks chardet, if it is installed: ten microseconds a byte,
and the square of the longest run of letters, so that a picture in base64 is enough for a hundred thousand bytes to take
hours. UTF-8 needs no guess: hardly any text that decodes as UTF-8 is anything else.
"""

import codecs
import re
from collections.abc import Iterator
from typing import Final

#: A longer document's encoding is not guessed, nor one with a longer run of letters, in bytes.
GUESSED: Final = 100_000
LETTERS: Final = 1_000

_SLICE: Final = 64 * 1024
_UTF_8: Final = "application/xml; charset=utf-8"
_RUN: Final = re.compile(rb"[A-Za-z]+")
_DECLARED: Final = re.compile(rb"""\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""", re.ASCII)
_CHARSET: Final = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.ASCII | re.IGNORECASE)
_XML: Final = re.compile(r"text/|application/(?:xml\b|[^;\s]*\+xml\b)", re.ASCII | re.IGNORECASE)
#: How a document begins by which its encoding is known (XML 1.0, appendix F), the longer beginnings first.
_BEGINNINGS: Final = (
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8"),
    (b"Lo\xa7\x94", "cp037"),
    (b"\0<\0?", "utf-16-be"),
    (b"<\0?\0", "utf-16-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0\0\0", "utf-32-le"),
)


def without_long_guess(body: bytes, content_type: str | None) -> tuple[bytes, str | None]:
    """A document and its media type, as they are, or as UTF-8 where the guess would be needless or too expensive.

    What is neither what it is said to be nor UTF-8, and is too long to be guessed, is read as Windows-1252.
    """
    if any(_decodes(body, name) for name in _said(body, content_type)):
        return body, content_type
    if _decodes(body, "utf-8"):
        return body, _UTF_8
    if len(body) <= GUESSED and max(map(len, _RUN.findall(body)), default=0) <= LETTERS:
        return body, content_type
    return body.decode("cp1252", "replace").encode(), _UTF_8


def _said(body: bytes, content_type: str | None) -> Iterator[str]:
    """The encodings that the parser tries before it guesses (RFC 7303, 3.2)."""
    kind = content_type or ""
    charset = _CHARSET.search(kind) if _XML.match(kind) else None
    declared = _DECLARED.match(body[:_SLICE].removeprefix(codecs.BOM_UTF8))
    if charset is not None:
        yield charset[1]
    if declared is not None:
        yield declared[1].decode("ascii")
    yield from (name for beginning, name in _BEGINNINGS if body.startswith(beginning))
    if charset is None and declared is None:
        yield "us-ascii" if kind.lower().startswith("text/") else "utf-8"


def _decodes(body: bytes, name: str) -> bool:
    """Whether a document is in an encoding; looked at in slices, so that it is not there a second time."""
    try:
        decoder = codecs.getincrementaldecoder(name)()
        for start in range(0, len(body), _SLICE):
            decoder.decode(body[start : start + _SLICE])
        decoder.decode(b"", final=True)
    except (LookupError, ValueError, TypeError):
        return False
    return True
