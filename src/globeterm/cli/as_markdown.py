"""``read --markdown``: one story as Markdown, for whatever reads that from a pipe."""

from globeterm.cli.call import Call
from globeterm.content import Document
from globeterm.export.clipping import clip
from globeterm.export.markdown import Markdown
from globeterm.export.markdown_story import set_in_markdown
from globeterm.model import Article
from globeterm.rendering.dates import long_date
from globeterm.text import BAD


def print_markdown(call: Call, article: Article | None, document: Document) -> None:
    """Print a story as Markdown, no line of it broken; its pictures are links to where they are on the web."""
    now = call.now()
    markdown = Markdown(source=lambda _: None, dated=lambda moment: long_date(moment, now))
    for line in set_in_markdown(clip("", article, document, {}), markdown).splitlines():
        call.output.write(call.output.printable(BAD.sub("\ufffd", line)) + "\n")
