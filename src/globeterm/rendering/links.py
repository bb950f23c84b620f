"""The links of a story, numbered as they are met, for the marks in the text and for the link selector."""

from dataclasses import dataclass, field
from typing import Final, Literal

LinkKind = Literal["text", "related", "previous", "next"]

_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class SetLink:
    """A link that has been set. ``number`` counts all links of the story from 1.

    ``label`` is what the reader sees beside it: a raised number in the text, a digit before a related story.
    """

    number: int
    kind: LinkKind
    label: str
    title: str
    url: str


@dataclass(slots=True)
class LinkTable:
    """Hands out the numbers; an address that is met again in the text keeps its first mark."""

    ascii: bool = False
    links: list[SetLink] = field(default_factory=list)
    _of_text: dict[str, SetLink] = field(default_factory=dict)
    _labels: int = 0
    _given: int = 0

    def in_text(self, url: str, title: str) -> SetLink:
        """The link of an address in the running text."""
        known = self._of_text.get(url)
        if known is not None:
            return known
        link = self._new("text", str(len(self._of_text) + 1), title, url)
        self._of_text[url] = link
        return link

    def in_foot(self, kind: LinkKind, url: str, title: str) -> SetLink:
        """The link of another story named at the end; these have digits of their own."""
        self._labels += 1
        return self._new(kind, str(self._labels), title, url)

    def mark(self, link: SetLink) -> str:
        """The small mark behind a link in the text."""
        return f"[{link.label}]" if self.ascii else link.label.translate(_RAISED)

    def fresh(self) -> tuple[SetLink, ...]:
        """The links that were met since this was asked last."""
        links = tuple(self.links[self._given :])
        self._given = len(self.links)
        return links

    def _new(self, kind: LinkKind, label: str, title: str, url: str) -> SetLink:
        link = SetLink(len(self.links) + 1, kind, label, title, url)
        self.links.append(link)
        return link
