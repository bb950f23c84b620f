"""The sizes in which WordPress keeps a picture: they differ in the file's name alone."""

import re
from typing import Final

_SIZE: Final = re.compile(r"-(?:\d{2,4}x\d{2,4}|scaled)(?=\.\w+$)")


def same_picture(url: str) -> str:
    """Make a key under which the sizes of one picture are equal: ``a-750x375.jpg``, ``a-scaled.jpg`` and ``a.jpg``."""
    return _SIZE.sub("", url.partition("?")[0].partition("#")[0])
