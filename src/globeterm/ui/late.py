"""A terminal's answer that comes when the app is reading keys already is taken out of them (FLT-41)."""

from typing import Final

from textual import events

#: The escape character of a sequence that is too long for Textual comes as a caret.
_BEGIN: Final = frozenset("^[")
_INSIDE: Final = frozenset("[?;0123456789c")
_END: Final = "c"


class LateAnswer:
    """Knows the answers to ``terminal.ASK_WHETHER`` among an app's events.

    Textual understands the first, where the cursor is, which nobody else asks; the characters of the second it gives as
    keys, one by one.
    """

    def __init__(self) -> None:
        self._awaited = frozenset[str]()

    def takes(self, event: events.Event) -> bool:
        """Whether this event is a part of the answer, and no key that the reader pressed."""
        if isinstance(event, events.CursorPosition):
            self._awaited = _BEGIN
            return True
        if not isinstance(event, events.Key):
            return False
        taken = event.character in self._awaited
        ended = not taken or event.character == _END
        self._awaited = frozenset() if ended else _INSIDE
        return taken
