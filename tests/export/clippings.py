"""Stories to export, and any document at all."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from hypothesis import strategies as st
from PIL import Image

from globeterm.content import (
    Code,
    Document,
    Embed,
    Figure,
    Heading,
    Link,
    ListBlock,
    More,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Span,
    Table,
)
from globeterm.export.clipping import Clipping, Volume
from globeterm.storage.pictures import StoredPicture

SITE = "https://theglobepost.com"
NOON = datetime(2019, 11, 18, 12, 0, tzinfo=UTC)
PHOTO = Picture(f"{SITE}/quay.jpg", "A quay", "The quay on Monday.", "AFP")


def dated(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%d.%m.%Y}"


VOLUME = Volume("The Globe Post: World", "The Globe Post", SITE, f"{SITE}/#World", dated)


def stored_picture(url: str, kind: str = "PNG", colour: tuple[int, int, int] = (200, 60, 40)) -> StoredPicture:
    body = BytesIO()
    Image.new("RGB", (6, 4), colour).save(body, kind)
    return StoredPicture(url, 6, 4, body.getvalue())


STORY = Document(
    url=f"{SITE}/2019/11/18/strike/",
    title="Strike & <Harbour>",
    standfirst="Nine days up.",
    blocks=(
        Paragraph((Span("Dockers "), Span("walked", strong=True), Span(" out on "), Span("Monday", link=f"{SITE}/m/"))),
        Heading(2, (Span("What they want"),)),
        Quote((Paragraph((Span("More pay."),)),), (Span("A docker"),)),
        ListBlock(False, ((Paragraph((Span("one"),)), ListBlock(False, ((Paragraph((Span("nested"),)),),))),)),
        ListBlock(True, ((Paragraph((Span("three"),)),), (Paragraph((Span("four"),)), Paragraph((Span("more"),)))), 3),
        Table((((Span("Port"),), (Span("Days|"),)), ((Span("Quill"),), (Span("9"),))), 1, (Span("Days out"),)),
        Code("a < b\n``` c"),
        Figure(PHOTO),
        Rule(),
        More("More on the Subject", (Link("Last Year", f"{SITE}/2018/", ("Abena Fosu",), NOON),)),
        Embed("video", "The quay", "https://video.example/1"),
    ),
    authors=("Abena Fosu", "Staff Writer"),
    agency="AFP",
    published=NOON,
    updated=datetime(2019, 11, 20, tzinfo=UTC),
    sections=("World",),
    tags=("ports",),
    picture=PHOTO,
    author_note="Abena Fosu writes on work.",
    related=(Link("A Port Reopens", f"{SITE}/2019/port/"),),
)


def clipping(document: Document = STORY, section: str = "World", **changes: Any) -> Clipping:
    pictures: dict[str, StoredPicture] = changes.pop("pictures", {PHOTO.url: stored_picture(PHOTO.url)})
    return Clipping(section, replace(document, **changes), 4, pictures)


TEXTS = st.text(st.characters() | st.sampled_from("<>&\"'*_`[]\\|#\n\t\x00\x1b\ufffe\ud800]]>"), max_size=20)
URLS = (
    st.sampled_from((f"{SITE}/a[b]?c=%zz#d#e", "javascript:alert(1)", "data:text/html,x", "", "http://[::1/")) | TEXTS
)
TIMES = st.none() | st.datetimes(min_value=datetime(2, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
SPANS = st.lists(st.builds(Span, TEXTS, st.booleans(), st.booleans(), st.booleans(), st.none() | URLS), max_size=3).map(
    tuple
)
PICTURES = st.builds(Picture, st.just(PHOTO.url) | URLS, TEXTS, TEXTS, TEXTS)
LINKS = st.lists(st.builds(Link, TEXTS, URLS, st.lists(TEXTS, max_size=2).map(tuple), TIMES), max_size=2).map(tuple)
LEAVES = (
    st.builds(Paragraph, SPANS)
    | st.builds(Heading, st.integers(-1, 9), SPANS)
    | st.builds(Code, TEXTS)
    | st.builds(Figure, PICTURES)
    | st.just(Rule())
    | st.builds(More, TEXTS, LINKS)
    | st.builds(Embed, TEXTS, TEXTS, st.none() | URLS)
    | st.builds(
        Table, st.lists(st.lists(SPANS, max_size=2).map(tuple), max_size=3).map(tuple), st.integers(0, 4), SPANS
    )
)
BLOCKS = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(Quote, st.lists(inner, max_size=2).map(tuple), SPANS)
        | st.builds(
            ListBlock,
            st.booleans(),
            st.lists(st.lists(inner, max_size=2).map(tuple), max_size=2).map(tuple),
            st.integers(-3, 2**31),
        )
    ),
    max_leaves=6,
)
NAMES = st.lists(TEXTS, max_size=2).map(tuple)
DOCUMENTS = st.builds(
    Document,
    url=URLS,
    title=TEXTS,
    blocks=st.lists(BLOCKS, max_size=3).map(tuple),
    standfirst=TEXTS,
    authors=NAMES,
    agency=TEXTS,
    published=TIMES,
    updated=TIMES,
    sections=NAMES,
    tags=NAMES,
    picture=st.none() | PICTURES,
    author_note=TEXTS,
    related=LINKS,
)
