"""``read REF --changes``: a story as it was and as it is, what an edit added and what it removed."""

from globeterm.cli import records
from globeterm.cli.call import Call
from globeterm.cli.records import Record
from globeterm.cli.showing import show, stored_pictures
from globeterm.cli.stored import find_article, stored
from globeterm.content import Change, Document, paragraphs
from globeterm.document.merge import stored_document
from globeterm.document.versions import changes_of
from globeterm.errors import EXIT_OK, UsageError
from globeterm.model import Article


def show_changes(call: Call) -> int:
    """Show what was changed in an article. Raises UsageError, also when it was never changed."""
    article, former, document = _versions(call)
    changes = changes_of(former, document)
    if call.arguments.markdown:
        from globeterm.cli.as_markdown import print_markdown

        print_markdown(call, article, changes)
    elif not call.arguments.json:
        return show(call, article, changes)
    else:
        story = records.story(records.read_record(article, document), document, stored_pictures(call, document))
        call.output.json(story | {"changes": _pieces(changes)})
    return EXIT_OK


def _versions(call: Call) -> tuple[Article, Document, Document]:
    """The article, what it said before, and what it says now."""
    ref = call.arguments.ref
    with stored(call) as library:
        article = find_article(library, call.edition.home, ref) if library is not None else None
        if library is None or article is None:
            raise UsageError(f"“{ref}” is not in the library, so nothing is known of its changes")
        former, kept = library.documents.former(article.id), library.documents.get(article.id)
    if former is None or kept is None:
        raise UsageError(f"“{article.title}” has not changed since it was stored")
    return article, former, stored_document(kept.json, kept.pages)


def _pieces(changes: Document) -> list[Record]:
    """Each piece that was added or removed, in the order of the story."""
    return [
        {"kind": block.kind, "text": "\n\n".join(paragraphs(block.blocks))}
        for block in changes.blocks
        if isinstance(block, Change)
    ]
