"""``save``, ``unsave`` and ``mark``: the reader's own marks on stories."""

from collections.abc import Callable, Sequence

from globeterm.cli.call import Call
from globeterm.cli.clock import utc_now
from globeterm.cli.room import with_room
from globeterm.cli.stored import StoredLibrary, find_article, stored_for_writing
from globeterm.errors import EXIT_OK, EXIT_PARTLY, GlobetermError, UsageError
from globeterm.model import Article
from globeterm.program import NAME

Change = Callable[[StoredLibrary, Sequence[int]], list[int]]


def save(call: Call) -> int:
    """``save REF…``."""
    return _change(call, lambda library, ids: library.statuses.save(ids, True, utc_now()), "saved")  # noqa: FBT003


def unsave(call: Call) -> int:
    """``unsave REF…``."""
    return _change(call, lambda library, ids: library.statuses.save(ids, False, utc_now()), "not saved")  # noqa: FBT003


def mark(call: Call) -> int:
    """``mark --read|--unread REF…``."""
    read: bool = call.arguments.read
    return _change(call, lambda library, ids: library.statuses.mark(ids, read, utc_now()), "read" if read else "unread")


def _change(call: Call, change: Change, now: str) -> int:
    """Change every article that is found and say what became of each; one that is not found never stops the others."""
    failures: list[GlobetermError] = []
    articles: list[Article] = []
    with stored_for_writing(call) as library:
        for ref in call.arguments.refs:
            try:
                articles.append(_article(library, call.edition.home, ref))
            except UsageError as error:
                failures.append(error)
                call.output.message(f"{NAME}: {error}")
        ids = [article.id for article in articles]
        changed = with_room(call.paths, lambda: change(library, ids)) if ids else []
    for article in articles:
        already = "" if article.id in changed else " already"
        call.output.message(f"{article.id} is{already} {now}: {article.title}")
    if not failures:
        return EXIT_OK
    return EXIT_PARTLY if articles else failures[0].exit_code


def _article(library: StoredLibrary, home: str, ref: str) -> Article:
    article = find_article(library, home, ref)
    if article is None:
        raise UsageError(f"{ref} is not in the library; '{NAME} list' shows what is")
    return article
