"""The link selector: a label of letters on every link that is on screen; it is typed, or the link's own number."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product
from typing import Final

from rich.text import Span, Text

from globeterm.rendering.links import SetLink

_LETTERS: Final = "asdfghjklqwertyuiopzxcvbnm"


def labels(count: int) -> list[str]:
    """So many labels, all equally long, the letters under the fingers first."""
    if count <= len(_LETTERS):
        return list(_LETTERS[:count])
    return [first + second for first, second in product(_LETTERS, repeat=2)][:count]


@dataclass(slots=True)
class Selector:
    """The labels on screen, and what has been typed of one."""

    choices: dict[str, SetLink] = field(default_factory=dict)
    typed: str = ""
    _places: dict[int, list[tuple[int, str]]] = field(default_factory=dict)

    def open(self, links: Iterable[tuple[int, int, SetLink]]) -> bool:
        """Put labels on links, given as (line, first character, link); False when there are none."""
        found = list(links)
        self.close()
        for label, (line, start, link) in zip(labels(len(found)), found, strict=False):
            self.choices[label] = link
            self._places.setdefault(line, []).append((start, label))
        return bool(self.choices)

    def close(self) -> None:
        """Take the labels away."""
        self.choices = {}
        self._places = {}
        self.typed = ""

    @property
    def active(self) -> bool:
        """Whether labels are on screen."""
        return bool(self.choices)

    def type(self, character: str) -> SetLink | None:
        """Take one letter or digit; the link when it completes a label, or a number that no other link goes on.

        Enter chooses the link whose whole number stands there. What fits nothing closes the selector.
        """
        typed = self.typed + character
        if character.isdecimal() or (character == "\r" and self.typed):
            return self._numbered(typed)
        if typed in self.choices:
            return self.choices[typed]
        if any(label.startswith(typed) for label in self.choices):
            self.typed = typed
        else:
            self.close()
        return None

    def _numbered(self, typed: str) -> SetLink | None:
        digits = typed.rstrip("\r")
        found = [link for link in self.choices.values() if link.label.startswith(digits)]
        whole = next((link for link in found if link.label == digits), None)
        if whole is not None and (len(found) == 1 or digits != typed):
            return whole
        if found and digits == typed:
            self.typed = typed
        else:
            self.close()
        return None

    def labelled(self, text: Text, line: int) -> Text:
        """The line with its labels painted over the beginnings of its links."""
        places = [place for place in self._places.get(line, ()) if place[1].startswith(self.typed)]
        if not places:
            return text
        plain, spans = text.plain, list(text.spans)
        for start, label in places:
            end = start + len(label)
            plain = plain[:start] + label + plain[end:]
            spans.append(Span(start, end, "story.choice"))
        return Text(plain, spans=spans, end="", no_wrap=True)
