"""Lists of names, authors and tags, as the library file holds them: a JSON array of strings."""

import json
from collections.abc import Sequence


def written(names: Sequence[str]) -> str:
    """Write names as the file holds them."""
    return json.dumps(names, ensure_ascii=False)


def unwritten(text: str) -> tuple[str, ...]:
    """Read names as the file holds them; none when they are damaged."""
    try:
        names = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    return tuple(map(str, names)) if isinstance(names, list) else ()
