"""What a story is shared as: an address for mail, Facebook or X, or a quote with its source. Pure (SEC-03)."""

import re
from typing import Final
from urllib.parse import quote

_INNER: Final = str.maketrans("“”", "‘’")


def mail_address(headline: str, publication: str, address: str) -> str:
    """A mail without an addressee: the headline for its subject, headline and address for its text (RFC 6068)."""
    text = f"{headline}\r\n{publication}\r\n\r\n{address}\r\n"
    return f"mailto:?subject={_quoted(headline)}&body={_quoted(text)}"


def facebook_address(address: str) -> str:
    """The page on which Facebook asks what to say of an address."""
    return f"https://www.facebook.com/sharer/sharer.php?u={_quoted(address)}"


def x_address(headline: str, address: str) -> str:
    """The page on which X asks what to say of a headline and its address."""
    return f"https://x.com/intent/post?text={_quoted(headline)}&url={_quoted(address)}"


def cited(text: str, *, headline: str, publication: str, date: str, address: str) -> str:
    """A quote with its source: headline, publication, date and address, those of them that are known.

    Line ends inside a paragraph are those of the screen and go; marks of a quote within are made inner ones.
    """
    paragraphs = (" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", text))
    quoted = "\n\n".join(filter(None, paragraphs)).translate(_INNER)
    source = ", ".join(filter(None, (headline, publication, date, address)))
    return f"“{quoted}” — {source}"


def _quoted(text: str) -> str:
    return quote(text, safe="")
