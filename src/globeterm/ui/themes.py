"""The paper's own themes: one for daylight, one for the night, one without any colour.

Three variables of our own go beside Textual's: ``$muted`` for what is read second (bylines, dates, hints), ``$rule``
for lines between columns, ``$row`` for the row that is chosen. For every other theme they are mixed from its colours.
"""

from collections.abc import Mapping
from typing import Final

from textual.color import Color, ColorParseError
from textual.theme import Theme

LIGHT: Final = Theme(
    name="globe-light",
    dark=False,
    background="#FBF8F1",
    surface="#F5F0E5",
    panel="#EFE8D9",
    foreground="#211D17",
    primary="#97201F",
    secondary="#2F4B66",
    accent="#97201F",
    warning="#8A5300",
    error="#A3131B",
    success="#2E6432",
    variables={
        "muted": "#665D50",
        "rule": "#CFC5B1",
        "row": "#EFE6D3",
        "row-blurred": "#F4EEE1",
        "text-muted": "#665D50",
        "text-accent": "#97201F",
        "text-primary": "#97201F",
        "text-secondary": "#2F4B66",
        "text-error": "#A3131B",
        "text-warning": "#8A5300",
        "border": "#97201F",
        "border-blurred": "#CFC5B1",
        "link-color": "#2F4B66",
        "scrollbar": "#D5CBB7",
        "scrollbar-hover": "#B7AB93",
        "scrollbar-active": "#97201F",
        "scrollbar-background": "#FBF8F1",
        "scrollbar-background-hover": "#F5F0E5",
        "scrollbar-background-active": "#F5F0E5",
        "scrollbar-corner-color": "#FBF8F1",
        "block-cursor-background": "#97201F",
        "block-cursor-foreground": "#FBF8F1",
    },
)

DARK: Final = Theme(
    name="globe-dark",
    dark=True,
    background="#16171A",
    surface="#1D1F23",
    panel="#26282D",
    foreground="#E4DFD4",
    primary="#E58B7B",
    secondary="#8FB3D1",
    accent="#E58B7B",
    warning="#E0B060",
    error="#F08A80",
    success="#92C08A",
    variables={
        "muted": "#A09888",
        "rule": "#3B3D42",
        "row": "#2A2B2E",
        "row-blurred": "#202225",
        "text-muted": "#A09888",
        "text-accent": "#E58B7B",
        "text-primary": "#E58B7B",
        "text-secondary": "#8FB3D1",
        "text-error": "#F08A80",
        "text-warning": "#E0B060",
        "border": "#E58B7B",
        "border-blurred": "#3B3D42",
        "link-color": "#8FB3D1",
        "scrollbar": "#3B3D42",
        "scrollbar-hover": "#5A5C61",
        "scrollbar-active": "#E58B7B",
        "scrollbar-background": "#16171A",
        "scrollbar-background-hover": "#1D1F23",
        "scrollbar-background-active": "#1D1F23",
        "scrollbar-corner-color": "#16171A",
        "block-cursor-background": "#E58B7B",
        "block-cursor-foreground": "#16171A",
    },
)

#: The terminal's own palette, from which ``gate.Colourless`` then takes the colours; what is chosen is reversed.
PLAIN: Final = Theme(
    name="globe-plain",
    ansi=True,
    primary="ansi_default",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "chosen-style": "reverse",
        "block-cursor-text-style": "reverse",
    },
)

OWN: Final = (LIGHT, DARK, PLAIN)


def paper_variables(variables: Mapping[str, str], *, ansi: bool) -> dict[str, str]:
    """The variables of our own that a theme does not set, mixed from the colours it does set."""
    mixed = _of_terminal() if ansi else _of_colours(variables)
    return {name: value for name, value in mixed.items() if name not in variables}


def _of_terminal() -> dict[str, str]:
    """A palette that is not known has no shades: all text in its own colour, and the chosen row reversed."""
    return {
        "muted": "ansi_default",
        "rule": "ansi_bright_black",
        "row": "ansi_default",
        "row-blurred": "ansi_default",
        "chosen-style": "reverse",
    }


def _of_colours(variables: Mapping[str, str]) -> dict[str, str]:
    try:
        paper, ink = Color.parse(variables["background"]), Color.parse(variables["foreground"])
        accent = Color.parse(variables["accent"])
    except (KeyError, ColorParseError):
        return _of_terminal()
    return {
        "muted": paper.blend(ink, 0.68, alpha=1.0).hex,
        "rule": paper.blend(ink, 0.2, alpha=1.0).hex,
        "row": paper.blend(accent, 0.16, alpha=1.0).hex,
        "row-blurred": paper.blend(ink, 0.07, alpha=1.0).hex,
        "chosen-style": "none",
    }
