"""The headline, the standfirst, the authors and the dates of a page, each from the source that is trusted most."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import islice
from typing import Final

from globeterm.addresses import host
from globeterm.document.authors import authors_of
from globeterm.document.markers import called
from globeterm.document.metadata import Metadata
from globeterm.document.times import moment, moment_in_address
from globeterm.document.tree import Element, beginning_of, name_set, text_of, words_in
from globeterm.limits import LINE_LENGTH
from globeterm.text import clean_line

_TITLES: Final = (
    name_set("jeg_post_title"),
    name_set("wp-block-post-title"),
    name_set("entry-title post-title article-title single-title td-post-title headline post__title article__title"),
)
_STANDFIRSTS: Final = name_set(
    "jeg_post_subtitle standfirst article-standfirst entry-subtitle post-subtitle subtitle dek"
)
_ELSEWHERE: Final = name_set("comment-author comment comments jeg_authorbox author-box sidebar footer related")
_DATES: Final = (
    name_set("entry-date published post-date article-date dt-published datepublished date-published publish-date"),
    name_set(
        "jeg_meta_date date posted-on entry-time post-meta-date td-post-date meta-date time datetime article__date"
    ),
)
_DATED: Final = re.compile(r"(?:^|[-_])(?:date|datum|published|posted)(?:$|[-_])")
#: What a masthead calls its own date.
_OF_TODAY: Final = re.compile(r"top|current|today|clock|now|header|nav|footer|live")
_POSTED: Final = re.compile(r"\W*(?:posted|published|veröffentlicht|publié|publicado|pubblicato)\b", re.IGNORECASE)
#: What WordPress' oldest themes write below a story.
_WAS_POSTED: Final = re.compile(
    r"\bwas (?:posted|published|written) on\b(?P<date>.{8,40})|"
    r"\bwurde am (?P<datum>.{8,40}?(?:gepostet|ver|geschr|publiz))",
    re.IGNORECASE,
)
_LONGEST_DATE: Final = 80
#: The day in an address is the site's own, so the moment may be on the day beside it in UTC.
_NEAR: Final = timedelta(hours=36)
_LONGEST_LINE: Final = 300
_MOST_ELEMENTS: Final = 3000
_PUBLISHED: Final = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "published_time",
    "publish_date",
    "publishdate",
    "pubdate",
    "publication_date",
    "citation_publication_date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "dc.created",
    "article:published",
    "cxenseparse:recs:publishtime",
    "date",
)
#: Names of meta tags that every system makes up for itself.
_NAMES_A_DAY: Final = re.compile(
    r"(?:publi\w*|created?|creation|origin\w*|issued?|release)[-_.:]?(?:date|time|on|at)(?:$|[-_.:])|"
    r"date[-_.:]?(?:publi\w*|created?|origin\w*|issued?)$"
)
_NAMES_A_CHANGE: Final = re.compile(r"modif|updat|expir|revis|crawl|domain|video|image")
_UPDATED: Final = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
)
#: So many letters may stand beside the site's name in front of a title: "BBC News"; there a headline may name it, too.
_MORE_THAN_SITE: Final = 6
_DIVIDERS: Final = re.compile(r"\s+[|–—·•»›:/-]+\s+|\s+[|»›]\s*")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a story."""

    title: str
    standfirst: str
    authors: tuple[str, ...]
    agency: str
    published: datetime | None
    updated: datetime | None


def head_of(root: Element, data: Metadata, url: str) -> Head:
    """Read the head of the story on the page at ``url``."""
    authors, agency = authors_of(root, data)
    published = _published(root, data, url)
    updated = _first_moment([*data.metas.get(_UPDATED[0], ()), data.text("dateModified"), data.first(*_UPDATED)])
    return Head(
        title=title_of(root, data, url),
        standfirst=_standfirst(root),
        authors=authors,
        agency=agency,
        published=published,
        updated=updated if updated is not None and (published is None or updated > published) else None,
    )


def title_of(root: Element, data: Metadata, url: str) -> str:
    """The headline: the theme's own heading, JSON-LD, ``og:title``, else the page's title without the site's name."""
    for names in _TITLES:
        marked = [each for each in called(root, names) if each.tag == "h1" and text_of(each)]
        if len(marked) == 1:
            return clean_line(text_of(marked[0]), LINE_LENGTH)
    site = data.first("og:site_name", "application-name") or host(url)
    headings = [clean_line(text_of(each), LINE_LENGTH) for each in root.iter("h1")]
    catalogued = data.first("dc:title", "dcterm:title", "dcterms:title")
    if catalogued:
        return without_site(catalogued, site, headings)
    written = next((clean_line(text_of(each), LINE_LENGTH) for each in root.iterfind("head/title")), "")
    stated = [data.text("headline"), data.first("og:title", "dc.title", "twitter:title", "parsely-title", "title")]
    shown = [title for title in stated if title and any(_shares(title, other) for other in (written, *headings))]
    for title in (*shown, written, *filter(None, stated)):
        if title:
            return without_site(title, site, headings)
    return next(filter(None, headings), "")


def _shares(title: str, other: str) -> bool:
    """Whether a title stands in what the page shows as one: some plugins put a description there."""
    return bool(other) and (_letters(title) in _letters(other) or _letters(other) in _letters(title))


def without_site(title: str, site: str, headings: Iterable[str] = ()) -> str:
    """``title`` without the name of its site at either end; a heading of the page that it holds is the title itself."""
    for heading in headings:
        if len(heading) > 10 and heading.casefold() in title.casefold() and len(heading) >= len(title) / 2:
            return heading
    parts = _DIVIDERS.split(title)
    if len(parts) < 2:
        return title
    wanted = _letters(site)
    cuts = list(_DIVIDERS.finditer(title))
    if wanted and _names_site(parts[-1], wanted, len(wanted) * 2):
        return title[: cuts[-1].start()].strip()
    if wanted and _names_site(parts[0], wanted, _MORE_THAN_SITE):
        return title[cuts[0].end() :].strip()
    return title


def _names_site(part: str, wanted: str, more: int) -> bool:
    """Whether a part of a title is the site's name, or has at most ``more`` letters besides it."""
    letters = _letters(part)
    return len(letters) > 1 and (letters in wanted or wanted in letters) and len(letters) <= len(wanted) + more


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _standfirst(root: Element) -> str:
    for element in called(root, _STANDFIRSTS):
        if element.tag in {"h2", "h3", "h4", "p", "div"} and not _inside(element, _ELSEWHERE):
            return clean_line(text_of(element), LINE_LENGTH * 2)
    return ""


def _published(root: Element, data: Metadata, url: str) -> datetime | None:
    """What the head states, else the date on the page; far from the one in the address it is that of a change."""
    stated = [data.first(_PUBLISHED[0]), data.text("datePublished"), data.text("published"), data.text("dateCreated")]
    named = [name for name in data.metas if _NAMES_A_DAY.search(name) and not _NAMES_A_CHANGE.search(name)]
    found = _first_moment(stated) or _first_moment(data.first(name) for name in (*_PUBLISHED[1:], *named))
    if found is not None:
        return found
    written, in_address = _first_moment(_written_dates(root)), moment_in_address(url)
    if written is None or in_address is None:
        return written or in_address
    is_near = written.date() == in_address.date() or (written.time() != time() and abs(written - in_address) <= _NEAR)
    return written if is_near else in_address


def _written_dates(root: Element) -> Iterator[str]:
    """Yield the dates that the page shows, the one that is most surely the story's first."""
    for names in _DATES:
        for element in called(root, names):
            if not _inside(element, _ELSEWHERE):
                yield element.get("datetime") or element.get("content") or element.get("title") or ""
                yield text_of(element)[:200]
                yield from (each.get("datetime") or text_of(each) for each in element.iter("time"))
        yield from (
            each.get("datetime") or text_of(each) for each in root.iter("time") if not _inside(each, _ELSEWHERE)
        )
    for element in root.iterfind(".//*[@class]"):
        names = words_in(element, "class")
        dated = any(map(_DATED.search, names)) and not any(map(_OF_TODAY.search, names))
        if dated and not _inside(element, _ELSEWHERE):
            text = text_of(element)
            yield text if len(text) <= _LONGEST_DATE else ""
    for element in islice(root.iter("p", "div", "span", "small", "li"), _MOST_ELEMENTS):
        text = beginning_of(element, _LONGEST_DATE) if len(element) < 6 else ""
        yield text if len(text) <= _LONGEST_DATE and _POSTED.match(text) else ""
    for element in islice(root.iter("p", "small"), _MOST_ELEMENTS):
        said = _WAS_POSTED.search(beginning_of(element, _LONGEST_LINE))
        yield said["date"] or said["datum"] if said else ""


def _first_moment(texts: Iterable[str]) -> datetime | None:
    return next(filter(None, (moment(text) for text in texts if text)), None)


def _inside(element: Element, names: frozenset[str]) -> bool:
    return any(words_in(above, "class") & names for above in [element, *element.iterancestors()])
