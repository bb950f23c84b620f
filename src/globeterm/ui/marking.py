"""The reader's own marks on stories: read, saved, and taking them back."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from globeterm.errors import DiskFullError
from globeterm.ui.undo import Change, Mark, UndoStack

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from globeterm.library.service import Library
    from globeterm.model import Article
    from globeterm.ui.desk import Desk


@dataclass(eq=False, repr=False)
class Marked(Message):
    """Statuses changed, and are stored: which, what they are now, and in a few words what was done.

    ``undoable`` is False for what is itself an undo, and for reading, which is no command.
    """

    mark: Mark
    value: bool
    ids: tuple[int, ...]
    words: str = ""
    undoable: bool = True


class Marking:
    """Marks articles and takes it back. Nothing is shown before it is stored; on a full disk it waits for room."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._done = UndoStack()
        self._by_hand: int | None = None
        self._waiting: list[Callable[[], Awaitable[None]]] = []
        self._turn = asyncio.Lock()

    def save(self, article: Article) -> None:
        """Save an article, or unsave it."""
        words = "taken out of Saved" if article.saved else "saved"
        self._do(partial(self._put, "saved", [article.id], words, value=not article.saved))

    def toggle_read(self, article: Article) -> None:
        """Mark an article unread, or read."""
        words = "marked unread" if article.read else "marked read"
        self._by_hand = article.id
        self._do(partial(self._put, "read", [article.id], words, value=not article.read))

    def read(self, article_id: int) -> None:
        """An article was on screen for a moment; what the reader marked by hand meanwhile counts for more."""
        if article_id != self._by_hand:
            self._do(partial(self._was_read, article_id))

    def opened(self) -> None:
        """A story was opened: being on screen counts again."""
        self._by_hand = None

    def mark_all_read(self, key: str, name: str) -> None:
        """Mark every story of a list as read."""
        self._do(partial(self._all_read, key, name))

    def mark_these_read(self, ids: Sequence[int], name: str) -> None:
        """Mark some stories as read, which are called ``name`` together."""
        self._do(partial(self._these_read, ids, name))

    def undo(self) -> None:
        """Take back the last thing done."""
        change = self._done.take()
        if change is None:
            self._desk.tell("nothing to undo")
        else:
            self._do(partial(self._back, change))

    def marked(self, message: Marked) -> None:
        """Remember what was done, and say it."""
        if message.undoable:
            self._done.did(message.mark, message.ids, message.words, value=message.value)
        if message.words:
            is_bulk = message.undoable and len(message.ids) > 1
            self._desk.tell(f"{message.words} · U undoes it" if is_bulk else message.words)

    def forget(self) -> None:
        """Another library is read now: what was done in this one can't be undone from there."""
        self._done = UndoStack()

    def tick(self) -> None:
        """Time has gone by: there may be room for the marks that wait."""
        if self._waiting:
            self._desk.work("marks", self.store_waiting)

    def _do(self, act: Callable[[], Awaitable[None]]) -> None:
        self._desk.work("marks", self._in_turn, act)

    async def _in_turn(self, act: Callable[[], Awaitable[None]]) -> None:
        self._waiting.append(act)
        await self.store_waiting()

    async def store_waiting(self) -> None:
        """Store the marks that wait, in order; on a full disk they go on waiting (FLT-04). Raises StorageError."""
        async with self._turn:
            while self._waiting:
                act = self._waiting.pop(0)
                try:
                    await act()
                except DiskFullError as error:
                    self._waiting.insert(0, act)
                    number = len(self._waiting)
                    wait = "a mark waits" if number == 1 else f"{number} marks wait"
                    raise DiskFullError(f"the disk is full: reading still works, {wait} until there is room") from error

    async def _put(self, mark: Mark, ids: Sequence[int], words: str, *, value: bool) -> None:
        changed = await _stored(self._desk.library, mark, ids, value=value)
        self._desk.post(Marked(mark, value, tuple(changed), words))

    async def _was_read(self, article_id: int) -> None:
        changed = await self._desk.library.mark([article_id], read=True)
        if changed:
            self._desk.post(Marked("read", value=True, ids=tuple(changed), undoable=False))

    async def _all_read(self, key: str, name: str) -> None:
        self._say_read(await self._desk.library.mark_list(key), name)

    async def _these_read(self, ids: Sequence[int], name: str) -> None:
        self._say_read(await self._desk.library.mark(ids, read=True), name)

    def _say_read(self, changed: Sequence[int], name: str) -> None:
        stories = "1 story" if len(changed) == 1 else f"{len(changed)} stories"
        words = f"{stories} of {name} marked read" if changed else f"nothing unread in {name}"
        self._desk.post(Marked("read", value=True, ids=tuple(changed), words=words))

    async def _back(self, change: Change) -> None:
        opposite = change.opposite()
        changed = await _stored(self._desk.library, opposite.mark, opposite.ids, value=opposite.value)
        self._desk.post(Marked(opposite.mark, opposite.value, tuple(changed), opposite.words, undoable=False))


async def _stored(library: Library, mark: Mark, ids: Sequence[int], *, value: bool) -> list[int]:
    """Store a mark, and return the articles that changed by it."""
    if mark == "read":
        return await library.mark(ids, read=value)
    return await library.save(ids, saved=value)
