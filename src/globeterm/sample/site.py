"""The sample edition's site: a function from a request to the answer that a WordPress would give."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from email.utils import format_datetime, parsedate_to_datetime
from functools import cached_property
from http import HTTPStatus
from typing import Final
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from globeterm.sample.feeds import PER_PAGE, feed
from globeterm.sample.furniture import PLACEHOLDER
from globeterm.sample.pages import home_page, list_page, missing_page, own_page, story_page
from globeterm.sample.paper import UPLOADS, Paper, open_paper
from globeterm.sample.stories import SampleStory, encoded
from globeterm.sample.weather import forecast, location

Headers = tuple[tuple[str, str], ...]

HTML: Final = "text/html; charset=UTF-8"
RSS: Final = "application/rss+xml; charset=UTF-8"
JSON: Final = "application/json; charset=UTF-8"

_NEVER: Final = (
    ("Expires", "Wed, 11 Jan 1984 05:00:00 GMT"),
    ("Cache-Control", "no-cache, must-revalidate, max-age=0"),
)
_EMPTY_PNG: Final = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010100000000376ef9240000000a49444154789c63600000000200014889bd26"
    "0000000049454e44ae426082"
)
_LISTS: Final = re.compile(r"/(category|tag|author)/(?:[^/]+/)*?([^/]+)/(feed/?)?")
_STORY: Final = re.compile(r"(/\d{4}/\d{2}/\d{2}/[^/]+/)(feed/?)?")


@dataclass(frozen=True, slots=True)
class SampleAnswer:
    """One answer: status, header fields in order, and the body's bytes."""

    status: int
    headers: Headers
    body: bytes


class SampleSite:
    """The site of the sample edition, and the weather over it. It reads the program's own files and nothing else."""

    def __init__(self, paper: Paper | None = None, *, today: Callable[[], date] = date.today) -> None:
        self._paper = paper or open_paper()
        self._today = today

    def answer(self, method: str, url: str, headers: Mapping[str, str]) -> SampleAnswer:
        """Answer a request. Names of header fields may be in any case; the address's host is not looked at."""
        if method not in {"GET", "HEAD"}:
            return SampleAnswer(HTTPStatus.METHOD_NOT_ALLOWED, (("Allow", "GET, HEAD"),), b"")
        asked = {name.lower(): value for name, value in headers.items()}
        found = self._route(urlsplit(url), asked)
        return found if method == "GET" else SampleAnswer(found.status, found.headers, b"")

    def _route(self, parts: SplitResult, asked: Mapping[str, str]) -> SampleAnswer:
        path, query = unquote(parts.path) or "/", _query(parts.query)
        if path.startswith(UPLOADS) or path == PLACEHOLDER:
            return self._picture(path, asked)
        if path.startswith(("/wp-json/", "/v1/")):
            return self._rest(path, query) if path.startswith("/wp-json/") else self._weather(path, query)
        if path == "/":
            return self._front(query, asked)
        if path in {"/feed/", "/feed"}:
            return self._feed(self._paper.name, self._paper.stories, path, query, asked)
        if match := _LISTS.fullmatch(path):
            return self._list(match, path, query, asked)
        return self._single(path, query, asked)

    def _weather(self, path: str, query: Mapping[str, str]) -> SampleAnswer:
        """The weather, or where the place is that it is asked for."""
        named = query.get("name", "")
        body = location(named) if path == "/v1/search" else forecast(query.get("temperature_unit", ""), self._today())
        return SampleAnswer(HTTPStatus.OK, (("Content-Type", JSON),), body.encode())

    def _front(self, query: Mapping[str, str], asked: Mapping[str, str]) -> SampleAnswer:
        """The front page, a search, a story by its number, or the main feed by its short name."""
        words, is_feed = query.get("s"), query.get("feed") == "rss2"
        stories = self._paper.stories if words is None else self._paper.matching(words)
        title = self._paper.name if words is None else f"Search Results for “{words}” – {self._paper.name}"
        if is_feed:
            return self._feed(title, stories, "/", query, asked)
        if words is not None:
            heading = f"Search Results for “{words}”"
            return self._html(list_page(self._paper, heading, stories, heading_class="jeg_archive_title"))
        if "p" in query:
            wanted = [story for story in stories if str(self._paper.post_id(story)) == query["p"]]
            return self._moved(wanted[0].path) if wanted else self._missing()
        return self._html(home_page(self._paper))

    def _list(
        self, match: re.Match[str], path: str, query: Mapping[str, str], asked: Mapping[str, str]
    ) -> SampleAnswer:
        """A section, a tag or an author, as a feed or as a page. The parent in the path is not checked."""
        kind, slug, is_feed = match.groups()
        name, stories = self._listed(kind, slug)
        if is_feed:
            title = f"{name} – {self._paper.name}" if name else self._paper.name
            return self._feed(title, stories, path, query, asked)
        if name is None:
            return self._missing()
        heading_class = "jeg_cat_title" if kind == "category" else "jeg_archive_title"
        return self._html(list_page(self._paper, name, stories, heading_class=heading_class))

    def _listed(self, kind: str, slug: str) -> tuple[str | None, Sequence[SampleStory]]:
        """Name and stories of a list; no name when there is no such section, tag or author."""
        if kind == "category":
            category = self._paper.category(slug)
            return (category.name, self._paper.in_category(category)) if category else (None, ())
        find: Callable[[str], Sequence[SampleStory]] = self._paper.with_tag if kind == "tag" else self._paper.by_author
        stories = find(slug)
        return (slug.replace("-", " ").title(), stories) if stories else (None, ())

    def _single(self, path: str, query: Mapping[str, str], asked: Mapping[str, str]) -> SampleAnswer:
        """A story, its comments' feed, one of the paper's pages, or a redirect to one of them."""
        written = encoded(path)
        if written in self._paper.by_path:
            story = self._paper.by_path[written]
            link = ("Link", f"<{self._paper.home}/?p={self._paper.post_id(story)}>; rel=shortlink")
            return self._html(story_page(self._paper, story), (link,))
        if (match := _STORY.fullmatch(written)) and match[1] in self._paper.by_path:
            story = self._paper.by_path[match[1]]
            return self._feed(f"Comments on: {story.title}", (), path, query, asked)
        if path in (page for _, page in self._paper.pages):
            return self._html(own_page(self._paper, path))
        return self._elsewhere(path)

    def _elsewhere(self, path: str) -> SampleAnswer:
        """301 where only the slash is missing, or the date before a story's slug; else 404."""
        slashed = encoded(path.rstrip("/") + "/")
        if slashed in self._paper.by_path or slashed in {page for _, page in self._paper.pages}:
            return self._moved(slashed)
        if _LISTS.fullmatch(slashed):
            return self._moved(slashed)
        short = [known for known in self._paper.by_path if known.endswith(slashed) and slashed.count("/") == 2]
        return self._moved(short[0]) if short else self._missing()

    def _feed(
        self, title: str, stories: Sequence[SampleStory], path: str, query: Mapping[str, str], asked: Mapping[str, str]
    ) -> SampleAnswer:
        """One page of a feed; 404 past the end, 304 when both validators agree."""
        if self._not_modified(asked):
            return SampleAnswer(HTTPStatus.NOT_MODIFIED, self._validators, b"")
        given = query.get("paged", "1")
        number = int(given) if given.isdecimal() and int(given) > 0 else 1
        shown = stories[(number - 1) * PER_PAGE : number * PER_PAGE]
        address = self._paper.home + encoded(path)
        kept = (("Content-Type", RSS), *self._validators, self._api_link)
        if not shown and number > 1:
            text = feed(self._paper, f"Page not found – {self._paper.name}", (), address)
            return SampleAnswer(HTTPStatus.NOT_FOUND, (*kept, *_NEVER), text.encode())
        return SampleAnswer(HTTPStatus.OK, kept, feed(self._paper, title, shown, address).encode())

    @cached_property
    def _validators(self) -> Headers:
        """The site's pair, the same for every feed: the time of its last change, and the MD5 of it."""
        changed = format_datetime(self._paper.stories[0].published, usegmt=True)
        digest = hashlib.md5(changed.encode(), usedforsecurity=False).hexdigest()
        return (("Last-Modified", changed), ("ETag", f'"{digest}"'))

    @property
    def _api_link(self) -> tuple[str, str]:
        return ("Link", f'<{self._paper.home}/wp-json/>; rel="https://api.w.org/"')

    def _not_modified(self, asked: Mapping[str, str]) -> bool:
        """WordPress's own rule: the ETag compared as plain text, and both validators when both are sent."""
        tag, since = asked.get("if-none-match"), asked.get("if-modified-since")
        if tag is None and since is None:
            return False
        (_, changed), (_, own) = self._validators
        return (tag is None or tag.strip() == own) and (since is None or _not_since(since, changed))

    def _picture(self, path: str, asked: Mapping[str, str]) -> SampleAnswer:
        """A picture, as the web server itself gives it: weak comparison, and If-None-Match wins."""
        name = path.removeprefix(UPLOADS)
        if path == PLACEHOLDER:
            body, media_type = _EMPTY_PNG, "image/png"
        elif re.fullmatch(r"[a-z0-9-]+\.png", name) and (self._paper.folder / "pictures" / name).is_file():
            body, media_type = (self._paper.folder / "pictures" / name).read_bytes(), "image/png"
        else:
            return self._missing()
        changed = format_datetime(self._paper.stories[-1].published, usegmt=True)
        own = f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()[:8]}-{len(body):x}"'
        validators = (("Last-Modified", changed), ("ETag", own))
        tags, since = asked.get("if-none-match"), asked.get("if-modified-since")
        same = own in _tags(tags) if tags is not None else since is not None and _not_since(since, changed)
        if same:
            return SampleAnswer(HTTPStatus.NOT_MODIFIED, validators, b"")
        return SampleAnswer(
            HTTPStatus.OK, (("Content-Type", media_type), *validators, ("Accept-Ranges", "bytes")), body
        )

    def _rest(self, path: str, query: Mapping[str, str]) -> SampleAnswer:
        if path.rstrip("/") != "/wp-json/wp/v2/categories":
            told = {"code": "rest_no_route", "message": "No route was found.", "data": {"status": 404}}
            return SampleAnswer(HTTPStatus.NOT_FOUND, (("Content-Type", JSON), *_NEVER), json.dumps(told).encode())
        rows = [
            {
                "id": item.id,
                "count": sum(item.slug in story.sections for story in self._paper.stories),
                "description": "",
                "link": self._paper.category_address(item),
                "name": item.name,
                "slug": item.slug,
                "taxonomy": "category",
                "parent": item.parent,
            }
            for item in self._paper.categories
            if query.get("parent", str(item.parent)) == str(item.parent)
        ]
        size, number = _number(query.get("per_page"), 10), _number(query.get("page"), 1)
        totals = (("X-WP-Total", str(len(rows))), ("X-WP-TotalPages", str(-(-len(rows) // size))))
        body = json.dumps(rows[(number - 1) * size : number * size]).replace("/", "\\/").encode()
        return SampleAnswer(HTTPStatus.OK, (("Content-Type", JSON), ("X-Robots-Tag", "noindex"), *totals), body)

    def _html(self, text: str, more: Headers = ()) -> SampleAnswer:
        """A page: no validators, as WordPress gives none."""
        return SampleAnswer(HTTPStatus.OK, (("Content-Type", HTML), self._api_link, *more), text.encode())

    def _missing(self) -> SampleAnswer:
        text = missing_page(self._paper).encode()
        return SampleAnswer(HTTPStatus.NOT_FOUND, (("Content-Type", HTML), *_NEVER, self._api_link), text)

    def _moved(self, path: str) -> SampleAnswer:
        where = ("Location", self._paper.home + path)
        moved = (("Content-Type", HTML), ("X-Redirect-By", "WordPress"), where)
        return SampleAnswer(HTTPStatus.MOVED_PERMANENTLY, moved, b"")


def _query(text: str) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(text, keep_blank_values=True).items()}


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and int(text) > 0 else otherwise


def _tags(header: str) -> list[str]:
    return [tag.strip().removeprefix("W/") for tag in header.split(",")]


def _not_since(since: str, changed: str) -> bool:
    """Whether ``changed`` is no later than ``since``; False when that is no date."""
    try:
        return parsedate_to_datetime(changed) <= parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False
