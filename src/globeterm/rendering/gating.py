"""The second gate of set text: what was stored before the gate knew of it is dropped where it would be painted."""

import re
from typing import Final

from globeterm.text import clean_block, is_clean

JOINER: Final = "\u200d"

#: A joiner that joins nothing: terminals and their measures disagree about it.
_STRAY: Final = re.compile("(?<![^\\s\u200d])\u200d")


def gated(text: str) -> str:
    """``text`` once more through the gate, where it is painted (SEC-01); line feeds stay, stray joiners go."""
    clean = text if is_clean(text.replace("\n", "")) else clean_block(text)
    return _STRAY.sub("", clean) if JOINER in clean else clean


def named(title: str, otherwise: str) -> str:
    """``title`` through the gate, or what stands for it when it shows nothing."""
    return title if gated(title).strip() else otherwise
