"""Where each story stands in an export: once, below one section, in the order of the paper."""

from collections.abc import Iterator, Sequence

from globeterm.edition import Edition, Section
from globeterm.model import Article

#: The stories of sections that the edition does not have any more.
ELSEWHERE = "More stories"


def by_section(edition: Edition, articles: Sequence[Article]) -> Iterator[tuple[str, Article]]:
    """Yield the stories with the names of their sections: in the order of the sidebar, each section's as they came.

    A story of several sections stands below the first of them, but rather below a child than below its parent.
    """
    sections = tuple(edition.walk())
    found: dict[str, list[Article]] = {section.name: [] for section in sections}
    for article in articles:
        found.setdefault(_section(sections, article), []).append(article)
    for name, some in found.items():
        for article in some:
            yield name, article


def _section(sections: Sequence[Section], article: Article) -> str:
    chosen: Section | None = None
    for section in sections:
        if section.name in article.sections and (chosen is None or section.key.startswith(f"{chosen.key}/")):
            chosen = section
    return chosen.name if chosen is not None else ELSEWHERE
