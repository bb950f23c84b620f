"""Who made a picture, as it is said beside the caption."""

import re
from typing import Final

_NAMED: Final = re.compile(r"^\W*(photo|image|picture|credit|illustration|graphic|video|©|\(c\))|:", re.IGNORECASE)


def said_credit(credit: str) -> str:
    """A credit that says what it is: “Photo: AFP” where only the name is known."""
    return f"Photo: {credit}" if credit and not _NAMED.search(credit) else credit
