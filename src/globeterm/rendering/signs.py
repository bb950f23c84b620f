"""The borders and marks of set text, in Unicode and in ASCII."""

from typing import Final, NamedTuple


class Signs(NamedTuple):
    """One character (or a few) for each purpose; all of one column but ``ellipsis``, ``apart`` and ``dash``."""

    hairline: str = "─"
    bar: str = "▎"
    bullets: str = "•◦▪"
    apart: str = " · "
    dash: str = "— "
    picture: str = "▨"
    embed: str = "▸"
    corners: str = "╭╮╰╯"
    side: str = "│"
    crossing: str = "┼"
    breaks: str = "⁂"
    ellipsis: str = "…"
    unread: str = "●"
    saved: str = "★"
    offline: str = "⤓"
    updated: str = "↻"
    changes: str = "−+"


UNICODE: Final = Signs()
ASCII: Final = Signs(
    hairline="-",
    bar="|",
    bullets="*-+",
    apart=" - ",
    dash="-- ",
    picture="#",
    embed=">",
    corners="++++",
    side="|",
    crossing="+",
    breaks="* * *",
    ellipsis="...",
    unread="*",
    saved="+",
    offline="=",
    updated="~",
    changes="-+",
)


def signs(*, ascii: bool) -> Signs:  # noqa: A002
    """The signs of a terminal that can show Unicode, or of one that can't."""
    return ASCII if ascii else UNICODE
