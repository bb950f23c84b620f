"""The words looked for in a story: their matches, and which of them is the current one."""

from bisect import bisect_left
from dataclasses import dataclass, field

from rich.text import Span, Text

from globeterm.rendering.galley import Galley, Match


@dataclass(slots=True)
class Finding:
    """What is looked for. ``current`` is the number of a match, -1 when there is none.

    ``forms`` are what stands for the words in the story, where that is known. ``waits``: no match is shown yet.
    """

    words: str = ""
    forms: tuple[str, ...] = ()
    waits: bool = False
    matches: list[Match] = field(default_factory=list)
    current: int = -1

    @property
    def count(self) -> int:
        """How many matches there are."""
        return self.matches[-1].number + 1 if self.matches else 0

    def look(self, galley: Galley, words: str, line: int) -> None:
        """Look for words; the current match is the first one from ``line`` on, or the first of all."""
        if words.strip() != self.words:
            self.words, self.forms, self.waits = words.strip(), (), False
        self.matches = galley.find(*(self.forms or (self.words,))) if self.words else []
        later = [match for match in self.matches if match.line >= line]
        self.current = (later or self.matches)[0].number if self.matches else -1

    def step(self, by: int) -> int | None:
        """Go to another match, round the ends; returns its line, None when there is no match."""
        if not self.matches:
            return None
        by, self.waits = min(0, by) if self.waits else by, False
        self.current = (self.current + by) % self.count
        return next(match.line for match in self.matches if match.number == self.current)

    def marked(self, text: Text, line: int) -> Text:
        """The line with the matches in it marked."""
        start = bisect_left(self.matches, (line,), key=lambda match: (match.line,))
        here = []
        for match in self.matches[start:]:
            if match.line != line:
                break
            style = "story.current" if match.number == self.current and not self.waits else "story.found"
            here.append(Span(match.start, match.end, style))
        return Text(text.plain, spans=[*text.spans, *here], end="", no_wrap=True) if here else text
