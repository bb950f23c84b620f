"""Pictures as files: their kind, told by their bytes, and a name that depends on nothing but what they show."""

from hashlib import sha256
from typing import Final, NamedTuple

from globeterm.content import Picture
from globeterm.export.clipping import Clipping
from globeterm.storage.pictures import StoredPicture

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
#: How much of its digest a picture is called by.
_DIGITS: Final = 20


class Shown(NamedTuple):
    """A picture that can be shown: its media type, a name for its file, its bytes."""

    media_type: str
    name: str
    body: bytes


def shown(clipping: Clipping, picture: Picture) -> Shown | None:
    """A picture of a story with its bytes; None when it is not at hand, or of no kind that the library makes."""
    stored = clipping.pictures.get(picture.url)
    kind = _kind(stored) if stored is not None else None
    if stored is None or kind is None:
        return None
    return Shown(f"image/{kind[0]}", f"{sha256(stored.body).hexdigest()[:_DIGITS]}.{kind[1]}", stored.body)


def _kind(picture: StoredPicture) -> tuple[str, str] | None:
    """The subtype of a picture's media type, and the ending of its file."""
    if picture.body.startswith(_PNG):
        return "png", "png"
    return ("jpeg", "jpg") if picture.body.startswith(_JPEG) else None
