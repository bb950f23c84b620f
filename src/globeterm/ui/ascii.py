"""The paper on a terminal that shows ASCII alone: every other character gives way to one of its width (FLT-21)."""

import unicodedata
from functools import lru_cache
from typing import Final

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from globeterm.rendering.cells import width

_LIKE: Final = str.maketrans(
    {
        **dict.fromkeys("─━═╌┄┈", "-"),
        **dict.fromkeys("│┃║▌▐▎▏▕", "|"),
        **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝╞╡╪", "+"),
        **dict.fromkeys("▁▂▃▄▅▆▇█▀", "#"),
        **dict.fromkeys("░▒▓", ":"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("‘’‚‹›", "'"),
        **dict.fromkeys("‐‑–—", "-"),
        **dict.fromkeys("●•◆■★", "*"),
        **dict.fromkeys("·○◦", "."),
        **dict.fromkeys("→▸▶", ">"),
        **dict.fromkeys("←◂◀⏎", "<"),
        **dict.fromkeys("↑▴▲", "^"),
        **dict.fromkeys("↓▾▼⤓", "v"),
        **dict(zip("łŁøØđĐıħŧ", "lLoOdDiht", strict=True)),
        "…": ".",
        "×": "x",
        "°": "'",
        "\u00a0": " ",
    }
)


class AsciiPaint(LineFilter):
    """Paints nothing but ASCII; no column moves by it."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - as its base has it
        """Return the segments in ASCII."""
        return [
            segment
            if segment.control or segment.text.isascii()
            else Segment(in_ascii(segment.text), segment.style, segment.control)
            for segment in segments
        ]


@lru_cache(4096)
def in_ascii(text: str) -> str:
    """``text`` in ASCII and in as many columns: letters without their accents, "?" for what is not like any."""
    like = text.translate(_LIKE)
    return like if like.isascii() else "".join(map(_letter, unicodedata.normalize("NFC", like)))


def _letter(character: str) -> str:
    if character.isascii():
        return character
    plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    columns = width(character)
    return plain if plain and len(plain) == columns else "?" * columns
