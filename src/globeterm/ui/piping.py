"""Piping a story to a command, in the terminal that the reader lends for as long as that runs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from globeterm.content import Document, paragraphs
from globeterm.errors import UsageError
from globeterm.export.clipping import Clipping, byline, clip
from globeterm.export.markdown import Markdown
from globeterm.export.markdown_story import set_in_markdown
from globeterm.piping import argv_of, run_with
from globeterm.rendering.dates import long_date
from globeterm.text import BAD
from globeterm.ui.pipe_screen import Piped, PipeScreen

if TYPE_CHECKING:
    from textual.app import App

    from globeterm.model import Article
    from globeterm.ui.desk import Desk

_BACK = "\n[globeterm] {}; Enter goes back to the paper. "


def ask_and_pipe(app: App[None], desk: Desk, article: Article) -> None:
    """Ask for a command and give it the article's story."""
    if app.is_web:
        desk.tell("nothing is piped from here: this reader runs on another machine")
        return
    app.push_screen(PipeScreen(article.title), partial(_answered, app, desk, article))


def _answered(app: App[None], desk: Desk, article: Article, piped: Piped | None) -> None:
    if piped is None:
        return
    try:
        argv = argv_of(piped.command)
    except UsageError as error:
        desk.tell(str(error))
        return
    desk.work("browser", _pipe, app, desk, article, argv, is_markdown=piped.is_markdown)


async def _pipe(app: App[None], desk: Desk, article: Article, argv: tuple[str, ...], *, is_markdown: bool) -> None:
    """Bring the story, lend the terminal, and say how the program ended. Raises as ``Library.document`` does."""
    clipping = clip("", article, await desk.library.document(article), {})
    text = _in_markdown(clipping, desk) if is_markdown else _in_plain_text(clipping.document, clipping.title)
    try:
        with app.suspend():
            said = run_with(argv, "\n".join(BAD.sub("\ufffd", line) for line in text.split("\n")))
            _wait(said)
    except SuspendNotSupported:
        said = f"{argv[0]} needs the terminal, and this one can't be lent"
    desk.tell(said)


def _in_markdown(clipping: Clipping, desk: Desk) -> str:
    now = desk.now()
    return set_in_markdown(clipping, Markdown(lambda _: None, lambda moment: long_date(moment, now)))


def _in_plain_text(document: Document, title: str) -> str:
    parts = (title, document.standfirst, byline(document), *paragraphs(document.blocks), document.url)
    return "\n\n".join(filter(None, parts)) + "\n"


def _wait(said: str) -> None:
    """Let what the program printed be read."""
    try:
        input(_BACK.format(said))
    except EOFError:
        return
