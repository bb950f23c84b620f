"""How the terminal can show pictures: from what it is said to be, and, where that does not tell, from its own answers.

Decided before the app starts, because an app that runs reads every answer as keys (FLT-41). Nothing of Textual here.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

Size = tuple[int, int]


class Graphics(Enum):
    """A way to show pictures; the value is its name in the configuration, which can't name ``PLACED``.

    Both of the last are kitty's protocol: with placeholders in the text, or where they are not known at the cursor.
    """

    NONE = "none"
    BLOCKS = "blocks"
    SIXEL = "sixel"
    ITERM = "iterm"
    KITTY = "kitty"
    PLACED = "placed"


@dataclass(frozen=True, slots=True)
class PictureTerminal:
    """What is known of a terminal: how it shows pictures, the size of a cell in pixels, and whether tmux is between.

    ``silent``: it was asked and has not answered yet, so an answer may still come. ``typed`` is what the reader typed
    while it was asked.
    """

    graphics: Graphics
    cell: Size | None = None
    tmux: bool = False
    silent: bool = False
    typed: str = ""


NO_PICTURES: Final = PictureTerminal(Graphics.NONE)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a terminal said of itself. ``whole``: all that was asked for has come; ``rest`` is what was no answer."""

    whole: bool = False
    name: str = ""
    kitty: bool = False
    sixel: bool = False
    cell: Size | None = None
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Tmux:
    """What tmux says: whether it lets sequences through, and the TERM and name of the terminal that it runs in."""

    passes: bool
    outer: str
    name: str = ""


#: DA1, the question that every terminal answers, and the last, so that all other answers come before its own.
_ASK_ATTRIBUTES: Final = "\x1b[c"
#: Whether anyone answers: where the cursor is, and DA1. The first makes a late answer known for what it is.
ASK_WHETHER: Final = f"\x1b[6n{_ASK_ATTRIBUTES}"
#: kitty's graphics (a picture of one pixel, not to be kept), XTVERSION, the size of a cell, and DA1 at last.
ASK_ALL: Final = f"\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\x1b[>q\x1b[16t{_ASK_ATTRIBUTES}"

_ANSWER: Final = re.compile(
    r"\x1b_Gi=31(?:,[^;\x1b]*)?;(?P<kitty>[^\x1b]*)\x1b\\"
    r"|\x1bP>\|(?P<name>[^\x1b]*)\x1b\\"
    r"|\x1b\[6;(?P<height>\d{1,4});(?P<width>\d{1,4})t"
    r"|\x1b\[\?(?P<attributes>[\d;]*)c"
    r"|\x1b\[\d{1,4};\d{1,4}R"
)
_SIXEL_ATTRIBUTE: Final = "4"

#: Who knows kitty's placeholders; others speak its protocol without them, as kitty itself did at first.
_GHOSTTY: Final = ("ghostty",)
_KITTY: Final = ("kitty",)
_WITHOUT_PLACEHOLDERS: Final = re.compile(r"kitty\(0\.(?:1?\d|2[0-7])\.\d+\)")
_ITERM: Final = ("iterm", "wezterm")
#: What is typed while a terminal is asked is less than this; more was pasted, or is no reader's.
_MOST_TYPED: Final = 200
#: The beginning of an answer whose end has not come.
_CUT: Final = re.compile("\x1b[\\[P_][^\x1b]*$")
_COLOURLESS: Final = ("", "dumb", "unknown")


def read_answers(given: str) -> Answers:
    """Read what a terminal answered to ``ASK_WHETHER`` or ``ASK_ALL``, in any order; keys between them are kept."""
    answers: dict[str, str] = {}
    for found in _ANSWER.finditer(given):
        answers |= {name: value for name, value in found.groupdict().items() if value is not None}
    cell = (int(answers.get("width", 0)), int(answers.get("height", 0)))
    return Answers(
        whole="attributes" in answers,
        name=answers.get("name", ""),
        kitty=answers.get("kitty") == "OK",
        sixel=_SIXEL_ATTRIBUTE in answers.get("attributes", "").split(";")[1:],
        cell=cell if all(cell) else None,
        rest=_ANSWER.sub("", given),
    )


def known(env: Mapping[str, str], tmux: Tmux | None) -> Graphics | None:
    """What the environment tells of the terminal, without asking it; None when that is not enough.

    Of kitty itself it is not: its version counts. ``tmux`` is what tmux says, None outside it. Inside it only kitty's
    placeholders get through; sixel is for tmux itself to answer for.
    """
    term = env.get("TERM", "")
    if term in _COLOURLESS or env.get("NO_COLOR"):
        return Graphics.NONE
    if tmux is not None:
        has_placeholders = _is_one_of((*_KITTY, *_GHOSTTY), tmux.outer) and not _is_old(tmux.name)
        return Graphics.KITTY if tmux.passes and has_placeholders else None
    if "STY" in env:
        return Graphics.BLOCKS
    names = (term, env.get("TERM_PROGRAM", ""), env.get("LC_TERMINAL", ""))
    if any(_is_one_of(_GHOSTTY, name) for name in names):
        return Graphics.KITTY
    return Graphics.ITERM if any(_is_one_of(_ITERM, name) for name in names) else None


def judged(answers: Answers, *, tmux: bool) -> Graphics:
    """What a terminal's own answers say; who does not answer, or names no protocol, gets half blocks."""
    if not tmux:
        if _is_one_of((*_KITTY, *_GHOSTTY), answers.name):
            return Graphics.PLACED if _is_old(answers.name) else Graphics.KITTY
        if _is_one_of(_ITERM, answers.name):
            return Graphics.ITERM
    if answers.sixel:
        return Graphics.SIXEL
    return Graphics.PLACED if answers.kitty and not tmux else Graphics.BLOCKS


def picture_terminal(
    env: Mapping[str, str],
    *,
    chosen: Graphics | None = None,
    is_unicode: bool = True,
    ask: Callable[[], Answers],
    ask_tmux: Callable[[], Tmux],
    cell: Size | None = None,
) -> PictureTerminal:
    """Decide how pictures are shown. ``chosen`` is the reader's word, and the last; None leaves it to the terminal.

    ``ask`` asks the terminal and ``ask_tmux`` tmux, each only when needed. ``cell`` is the size of a cell in pixels
    where the system knows it. A terminal that shows no Unicode shows no half blocks, and no pictures.
    """
    inside = "TMUX" in env
    if not is_unicode:
        return PictureTerminal(Graphics.NONE, cell, inside)
    if chosen is not None:
        return PictureTerminal(chosen, cell, inside)
    graphics = known(env, ask_tmux() if inside else None)
    if graphics is not None:
        return PictureTerminal(graphics, cell, inside)
    answers = ask()
    graphics = judged(answers, tmux=inside)
    if not inside and not answers.name and _is_one_of(_KITTY, env["TERM"]):
        graphics = Graphics.KITTY
    return PictureTerminal(graphics, cell or answers.cell, inside, silent=not answers.whole, typed=typed(answers))


def typed(answers: Answers) -> str:
    """What the reader typed between the answers, its ends of lines as the keys that they are."""
    rest = answers.rest if answers.whole else _CUT.sub("", answers.rest)
    return rest.replace("\n", "\r") if len(rest) < _MOST_TYPED else ""


def _is_old(name: str) -> bool:
    """Whether this is a kitty that does not know placeholders yet."""
    return _WITHOUT_PLACEHOLDERS.match(name) is not None


def _is_one_of(names: tuple[str, ...], said: str) -> bool:
    return any(name in said.lower() for name in names)
