"""What a search says in place of results: how to search, that nothing is found, and what may have been meant. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from globeterm.addresses import host
from globeterm.ui.notice import Head, Notice
from globeterm.ui.results import AskRow

if TYPE_CHECKING:
    from globeterm.edition import Edition
    from globeterm.found import SearchResult


def how_to_search(edition: Edition) -> Notice:
    """The words for a search in which nothing is typed yet."""
    rows = (
        ("ferry strike", "both words"),
        ('"ferry strike"', "as a phrase"),
        ("-football", "but not this"),
        ("author:fosu", "by an author"),
        (f"section:{edition.sections[0].slug}", "in a section"),
        ("after:2024-06", "from June on"),
        ("before:2025", "up to 2024"),
        ("saved:", "kept stories"),
        ("unread:", "unread ones"),
    )
    return Notice("What to look for", ("Case and accents do not matter, and a slip of the finger is forgiven.",), rows)


def head(
    edition: Edition,
    result: SearchResult | None,
    words: str,
    trouble: str,
    *,
    is_offline: bool,
    is_asking: bool,
    is_end: bool,
    shown: int,
) -> Head:
    """What stands over the results of ``words``, and in their place where there are none; None is not yet known."""
    if not words.strip():
        return Head("", how_to_search(edition))
    said = f"“{words.strip()}”"
    if result is None:
        return Head(said, Notice("Search", (trouble,)) if trouble else None)
    if not shown:
        none = no_result(edition, result, trouble, is_offline=is_offline, is_end=is_end)
        return Head(said if is_asking else f"{said} · no result", None if is_asking else none)
    if result.instead:
        said = f"for {_quoted([other for _, other in result.instead])}"
    return Head(f"{said} · {'over ' if result.is_more else ''}{_counted(max(result.total, shown))}")


def no_result(edition: Edition, result: SearchResult, why: str, *, is_offline: bool, is_end: bool) -> Notice:
    """The words for a search that finds nothing here; ``why`` the site could not be asked, when it was."""
    lines = [f"No story that is stored here has “{result.query}”."]
    lines += [f"“{odd}” is no date: a date is 2025, 2025-06 or 2025-06-17." for odd in result.odd]
    if result.near:
        lines.append(f"Tab looks for {_quoted([result.near[0]])} instead.")
        if len(result.near) > 1:
            lines.append(f"Spelt alike: {_quoted(result.near[1:])}.")
    site = host(edition.home)
    if is_offline:
        lines.append(f"{site} can’t be asked: the paper is read offline.")
    elif is_end:
        lines.append(f"{site} was asked, and has none either.")
    elif why:
        lines += [f"{why[:1].upper()}{why[1:].rstrip('.')}.", "Enter tries again."]
    else:
        lines.append(f"Enter asks {site} itself.")
    lines.append("Esc clears the words.")
    return Notice("No result", tuple(lines))


def ask_row(edition: Edition, pages: int, *, is_asking: bool, is_end: bool, is_offline: bool, why: str) -> AskRow:
    """The row below the last result, ``pages`` of the site's own having been brought."""
    site = host(edition.home)
    if is_asking:
        return AskRow(f"Asking {site} …", "Stories that are not here yet come below the ones that are.")
    if why:
        return AskRow("View all results", f"{why[:1].upper()}{why[1:].rstrip('.')}. Enter tries again.")
    if is_offline:
        return AskRow("That is all that is stored", f"{site} can’t be asked: the paper is read offline.")
    if is_end:
        return AskRow("That is all", f"{site} has no other story of it.")
    if pages:
        return AskRow("View more results", f"Enter brings the next ones of {site}.")
    return AskRow("View all results", f"Enter asks {site} as well.")


def _counted(number: int) -> str:
    return f"{number:,} {'story' if number == 1 else 'stories'}"


def _quoted(words: list[str] | tuple[str, ...]) -> str:
    return ", ".join(f"“{word}”" for word in words)
