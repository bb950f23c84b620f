"""``sections`` and ``list``: what is stored, read straight from the library file; nothing of the web is loaded."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from globeterm.cli import records
from globeterm.cli.call import Call
from globeterm.cli.stored import stored
from globeterm.edition import Section, find_section
from globeterm.errors import EXIT_OK
from globeterm.model import FRONT, SAVED, Article, Counts, Feed
from globeterm.program import NAME
from globeterm.rendering.dates import short_date

if TYPE_CHECKING:
    from globeterm.cli.output import Style


def show_sections(call: Call) -> int:
    """``sections``: the tree with feed addresses, and how many stories are stored and unread."""
    edition = call.edition
    with stored(call) as stores:
        counts = stores.articles.counts(edition.home) if stores is not None else {}
        feeds = {feed.section: feed for feed in stores.feeds.feeds(edition.home)} if stores is not None else {}
    if call.arguments.json:
        addresses = {key: feed.address for key, feed in feeds.items()}
        call.output.json(records.sections(edition, counts, addresses))
        return EXIT_OK
    call.output.data(f"{edition.name} · {edition.home}", style="strong")
    for section in edition.sections:
        _show_section(call, section, counts, feeds, depth=0)
    return EXIT_OK


def show_headlines(call: Call) -> int:
    """``list``: headlines of a section, of Saved, or of all sections, newest first."""
    arguments, edition = call.arguments, call.edition
    section = find_section(edition, arguments.section) if arguments.section is not None else None
    key = section.key if section is not None else SAVED if arguments.saved else FRONT
    with stored(call) as stores:
        articles: Sequence[Article] = (
            stores.articles.headlines(
                edition.home, key, limit=arguments.count, unread=arguments.unread, saved=arguments.saved
            )
            if stores is not None
            else ()
        )
    name = section.name if section is not None else None
    if arguments.json:
        call.output.json(records.headlines(name, articles))
        return EXIT_OK
    indent = 2 + max((len(str(article.id)) for article in articles), default=0)
    for article in articles:
        _show_headline(call, article, indent)
    if not articles:
        call.output.message(_nothing(call, name))
    return EXIT_OK


def _show_section(
    call: Call, section: Section, counts: Mapping[str, Counts], feeds: Mapping[str, Feed], *, depth: int
) -> None:
    """One section and its children: the name first, then how much there is, then where it comes from."""
    count = counts.get(section.key, Counts())
    feed = feeds.get(section.key)
    said = [section.name]
    if count.articles:
        said.append(f"{count.articles} {'story' if count.articles == 1 else 'stories'}, {count.unread} unread")
    if feed is not None and feed.found == "missing":
        said.append("not on the site any more")
    indent = "  " * depth
    call.output.data(" · ".join(said), first=indent, indent=len(indent))
    address = feed.address if feed is not None else call.edition.feed_address(section)
    call.output.data(address, style="faint", first=f"{indent}  ", indent=len(indent) + 2)
    for child in section.sections:
        _show_section(call, child, counts, feeds, depth=depth + 1)


def _show_headline(call: Call, article: Article, indent: int) -> None:
    """One headline: its id, its title, and below it what else is known of it, states in words (CNV-10)."""
    said = [] if article.read else ["unread"]
    if article.saved:
        said.append("saved")
    if article.revised is not None:
        said.append(f"updated {short_date(article.revised, call.now())}")
    if article.authors:
        said.append(", ".join(article.authors))
    if article.published is not None:
        said.append(short_date(article.published, call.now()))
    if article.minutes:
        said.append(f"{article.minutes} min")
    said.append("full text" if article.offline == "full" else "summary")
    title_style: Style = "plain" if article.read else "strong"
    call.output.data(article.title or "(no title)", style=title_style, first=str(article.id), indent=indent)
    call.output.data(" · ".join(said), style="faint", indent=indent, first="")


def _nothing(call: Call, section: str | None) -> str:
    """Why a list is empty, and what to do about it."""
    where = f" in {section}" if section is not None else ""
    if call.arguments.unread or call.arguments.saved:
        kind = " and ".join(word for word in ("unread", "saved") if getattr(call.arguments, word))
        return f"there are no {kind} stories{where}"
    return f"nothing is stored yet{where}; '{NAME} refresh' brings the paper"
