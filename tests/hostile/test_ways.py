"""Whatever bytes come, both ways to the screen end well: by properties, and with what broke them (SEC-01, SEC-08)."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .documents import HEAD, body, feed, page
from .payloads import ESCAPES, MARKUP, Payload, payloads
from .ways import HOME, FeedWay, page_way

CRASHES = sorted((Path(__file__).parent.parent / "data" / "crashes").glob("*"))
SETTINGS = settings(
    max_examples=80,
    deadline=timedelta(seconds=10),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)

pieces = st.lists(
    st.one_of(
        st.sampled_from([*ESCAPES.values(), *MARKUP, *(payload.spelled for payload in payloads())]),
        st.sampled_from(
            ["<", ">", "&", ";", "]]>", "<![CDATA[", "<!--", "-->", "&#", '"', "'", "=", "/", "<p>", "</div>"]
        ),
        st.text(max_size=20),
    ),
    max_size=12,
).map("".join)
TAGS = """item entry title link guid id description content:encoded author dc:creator category pubDate updated enclosure
media:content source image channel feed p h2 ul li table tr td figure img a code pre blockquote script b"""
tags = st.sampled_from(TAGS.split())
trees = st.recursive(
    pieces,
    lambda inner: st.builds(
        lambda tag, attribute, parts, closed: f"<{tag} {attribute}>{''.join(parts)}" + (f"</{tag}>" if closed else ""),
        tags,
        st.one_of(st.just(""), pieces.map(lambda value: f'href="{value}" type="{value}" url="{value}" src="{value}"')),
        st.lists(inner, max_size=4),
        st.booleans(),
    ),
    max_leaves=12,
)


@pytest.fixture
def way(tmp_path: Path) -> Iterator[FeedWay]:
    way = FeedWay(tmp_path)
    yield way
    way.close()


def encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@SETTINGS
@given(trees, st.booleans())
def test_any_feed_goes_its_way(way: FeedWay, inside: str, closed: bool):
    """SEC-01, SEC-08"""
    way.go(encoded(HEAD + inside + ("</channel></rss>" if closed else "")))


@SETTINGS
@given(pieces)
def test_any_text_goes_its_way_in_every_field_of_a_feed(way: FeedWay, said: str):
    """SEC-01"""
    way.go(feed([Payload(0, "any", said)], HOME))


@SETTINGS
@given(trees)
def test_any_page_goes_its_way(inside: str):
    """SEC-01, SEC-09"""
    page_way(encoded(f"<html><body><article><h1>A headline</h1><p>{'Some words. ' * 30}</p>{inside}</article></body>"))


@SETTINGS
@given(pieces)
def test_any_text_goes_its_way_in_every_place_of_a_page(said: str):
    """SEC-01"""
    page_way(page([Payload(0, "any", said)], HOME))


@SETTINGS
@given(st.binary(max_size=300))
def test_any_bytes_go_both_ways(way: FeedWay, noise: bytes):
    """SEC-08"""
    way.go(noise)
    way.go(encoded(HEAD) + noise)
    page_way(noise)
    page_way(encoded("<html><body><article><p>") + noise + encoded(body([Payload(0, "none", "")])))


@pytest.mark.parametrize("file", CRASHES, ids=lambda file: file.name)
def test_what_broke_a_way_once_breaks_it_no_more(way: FeedWay, file: Path):
    """Kept from fuzzing, as small as they could be made; each goes both ways."""
    way.go(file.read_bytes())
    page_way(file.read_bytes())
