"""What text and addresses must be before they stand in a file that another program reads."""

import html
import re
import unicodedata
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from globeterm.addresses import safe_url

#: No character of XML 1.0 (section 2.2), or none that YAML 1.2 lets stand in a quoted text (section 5.1).
_UNFIT: Final = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STRAY_PERCENT: Final = re.compile("%(?![0-9A-Fa-f]{2})")
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})


def fit(text: str) -> str:
    """``text`` without any character that XML or YAML does not know."""
    return _UNFIT.sub("\ufffd", text)


def escaped(text: str) -> str:
    """``text`` as it stands in XHTML, in an element or in a quoted attribute."""
    return html.escape(fit(text), quote=True)


def web_address(address: str | None) -> str | None:
    """An address as RFC 3986 writes it, which is stricter than browsers are; None for what must not be linked to."""
    url = safe_url(address) if address else None
    if url is None:
        return None
    parts = urlsplit(url)
    return urlunsplit(
        parts._replace(path=_strict(parts.path), query=_strict(parts.query), fragment=_strict(parts.fragment))
    )


def direction(text: str) -> str:
    """The attribute for text that may run from right to left; empty for any other."""
    is_mixed = not text.isascii() and any(unicodedata.bidirectional(one) in _RIGHT_TO_LEFT for one in text)
    return ' dir="auto"' if is_mixed else ""


def written_time(moment: datetime) -> str:
    """A moment as ISO 8601 in UTC, to the second."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _strict(part: str) -> str:
    return _STRAY_PERCENT.sub("%25", part).replace("[", "%5B").replace("]", "%5D").replace("#", "%23")
