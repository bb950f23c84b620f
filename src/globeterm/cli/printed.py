"""A story on paper: the reader's own setting, for a terminal with its weights and slopes, for a pipe without."""

from collections.abc import Callable

from rich.text import Text

from globeterm.cli.call import Call
from globeterm.cli.output import Output
from globeterm.content import Document
from globeterm.model import Article
from globeterm.rendering.look import Look
from globeterm.rendering.setting import set_story
from globeterm.text import BAD

Paint = Callable[[Text], str]


def print_story(call: Call, article: Article | None, document: Document) -> None:
    """Print a story from its left edge, no wider than the terminal, with the addresses of its links at the end."""
    output = call.output
    look = Look(
        width=output.width,
        measure=call.config.reader.measure,
        pictures=False,
        ascii=output.ascii,
        addresses=True,
    )
    paint = _in_styles(output.width) if output.colour else _in_plain_text(output)
    blank = 0
    for block in set_story(article, document, look, now=call.now()):
        for line in block.lines:
            if not line.plain.strip():
                blank += 1
                continue
            set_line = line[look.indent :]
            set_line.plain = BAD.sub("\ufffd", set_line.plain)
            output.write("\n" * blank + paint(set_line) + "\n")
            blank = 0


def _in_plain_text(output: Output) -> Paint:
    return lambda line: output.printable(line.plain).rstrip()


def _in_styles(width: int) -> Paint:
    """Weights and slopes as a terminal takes them; no colours, which belong to the reader's themes."""
    from rich.console import Console
    from rich.theme import Theme

    from globeterm.rendering.styles import STYLES

    console = Console(force_terminal=True, width=width, theme=Theme(dict(STYLES)), highlight=False, no_color=True)

    def paint(line: Text) -> str:
        with console.capture() as captured:
            console.print(line, end="", no_wrap=True, crop=False)
        return captured.get()

    return paint
