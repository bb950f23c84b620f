"""A story shown: printed or in the pager, and which of its pictures are at hand."""

from globeterm.cli import records
from globeterm.cli.call import Call
from globeterm.cli.stored import stored
from globeterm.content import Document
from globeterm.errors import EXIT_OK
from globeterm.model import Article


def show(call: Call, article: Article | None, document: Document) -> int:
    """Print the story, or show it in the pager."""
    from globeterm.cli.printed import print_story

    if not call.arguments.pager:
        print_story(call, article, document)
        return EXIT_OK
    from globeterm.cli.pager import show_in_pager

    return show_in_pager(call, lambda paper: print_story(paper, article, document))


def stored_pictures(call: Call, document: Document) -> frozenset[str]:
    """The addresses of a story's pictures that the library holds."""
    urls = [picture.url for picture in records.pictures_of(document)]
    if not urls:
        return frozenset()
    with stored(call) as library:
        return library.pictures.has(urls) if library is not None else frozenset()
