"""The JSON of stories in all their parts, and what the workshop is given to do."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from globeterm.cli import records
from globeterm.cli.local import feed_in, story_in
from globeterm.content import Code, Document, Embed, Figure, ListBlock, Paragraph, Picture, Quote, Rule, Span, Table
from globeterm.errors import BadInputError
from globeterm.model import Article

A, B, C, D, E = (Span(letter, link=f"https://{letter}.example/") for letter in "abcde")
LEAD, SECOND = Picture("https://a.example/1.jpg"), Picture("https://a.example/2.jpg", caption="Two", credit="AFP")


def record(**changes: object) -> records.Record:
    document = Document(url="", title="T", blocks=(), **changes)  # type: ignore[arg-type]
    return records.story(records.loose_record(document, "ref"), document)


def test_links_are_found_wherever_they_stand() -> None:
    document = Document(
        url="https://a.example/",
        title="T",
        blocks=(
            Paragraph((A, Span("plain"))),
            Quote((Paragraph((B,)),), (C,)),
            ListBlock(ordered=False, items=((Paragraph((D,)),), ())),
            Table((((E,), ()),)),
            Code("code"),
            Rule(),
            Embed("video", "A video", None),
        ),
    )
    links = records.story(records.loose_record(document, "ref"), document)["links"]
    assert links == [{"text": letter, "url": f"https://{letter}.example/"} for letter in "abcde"]


def test_what_is_unknown_is_null_and_what_is_empty_is_empty() -> None:
    assert record() == {
        "id": "ref",
        "title": "T",
        "url": None,
        "authors": [],
        "published": None,
        "updated": None,
        "sections": [],
        "summary": "",
        "read": False,
        "saved": False,
        "offline": "full",
        "text": "",
        "paragraphs": [],
        "blocks": [],
        "links": [],
        "date": None,
        "standfirst": None,
        "agency": None,
        "picture": None,
        "pictures": [],
        "more_on_subject": [],
        "related": [],
        "previous": None,
        "next": None,
        "author_note": None,
        "tags": [],
        "minutes": record()["minutes"],
    }


def test_pictures_are_the_lead_and_those_inside_each_once() -> None:
    document = Document(url="", title="T", picture=LEAD, blocks=(Figure(LEAD), Quote((Figure(SECOND),))))
    found = records.story({}, document)
    assert [one["url"] for one in found["pictures"]] == [LEAD.url, SECOND.url]
    assert found["picture"]["url"] == LEAD.url
    assert records.story({}, Document(url="", title="T", blocks=(Figure(SECOND),)))["pictures"] == [
        {"url": SECOND.url, "caption": "Two", "credit": "AFP", "alt": "", "stored": False}
    ]


def test_times_are_utc_to_the_second() -> None:
    assert records.time(datetime(2019, 11, 18, 12, 0, 0, 999, tzinfo=UTC)) == "2019-11-18T12:00:00Z"
    assert records.time(datetime(2019, 11, 18, 1, 0, tzinfo=timezone(timedelta(hours=2)))) == "2019-11-17T23:00:00Z"
    assert records.time(None) is None


def test_the_workshops_tasks_read_or_refuse() -> None:
    feed = b"<rss version='2.0'><channel><title>T</title><item><title>A</title><guid>1</guid></item></channel></rss>"
    assert [entry.title for entry in feed_in(feed, "https://a.example/feed/", None).entries] == ["A"]
    with pytest.raises(BadInputError):
        feed_in(b"", "https://a.example/feed/", None)
    with pytest.raises(BadInputError):
        story_in(b"<html></html>", "https://a.example/", "a.html")


def test_who_wrote_with_an_agency_stands_by_themselves_in_a_list_as_in_a_story() -> None:
    article = Article(1, "A", None, authors=("Staff Writer with AFP", "Bo Quinn"))
    assert records.article_record(article)["authors"] == ["Staff Writer", "Bo Quinn"]
    assert records.article_record(article)["agency"] == "AFP"
    told = records.story(records.read_record(article, Document("", "A", ())), Document("", "A", ()))
    assert (told["authors"], told["agency"]) == (["Staff Writer", "Bo Quinn"], "AFP")
    assert records.article_record(Article(1, "A", None, authors=("admin",)))["authors"] == ["admin"]
