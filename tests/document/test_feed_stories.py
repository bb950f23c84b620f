"""Entries to stories: when the feed has the whole text, and what is stored of it."""

import io
from datetime import UTC, datetime
from typing import Any, cast

import feedparser
import pytest

from globeterm.content import Code, Document, Paragraph, Span, paragraphs
from globeterm.document import story as story_module
from globeterm.document.codec import from_json
from globeterm.document.from_feed import from_entry
from globeterm.document.minutes import minutes
from globeterm.document.story import SUMMARY_LENGTH, make_story
from globeterm.entry import Entry
from tests.document.pages import BASE, capture

LONG = "<p>" + "</p><p>".join(["The ministry said on Monday that it would keep the cuts. " * 8] * 4) + "</p>"


def entry(content: str = "", summary: str = "", **more: Any) -> Entry:
    return Entry("1", BASE, "A title", content=content, summary=summary, **more)


def captured(name: str) -> list[Entry]:
    found = cast("Any", feedparser).parse(io.BytesIO(capture(name)), sanitize_html=False, resolve_relative_uris=False)
    return [
        Entry(
            each.id,
            each.link,
            each.title,
            (each.author,),
            each.summary,
            each.content[0].value if "content" in each else "",
        )
        for each in found.entries
    ]


def test_every_entry_of_a_full_feed_has_its_document() -> None:
    stories = [make_story(each, BASE, b"d") for each in captured("feed-main")]
    assert len(stories) == 10
    for story in stories:
        assert story.document is not None
        document = from_json(story.document)
        assert document.source == "feed"
        assert document.url == story.url
        assert story.minutes == minutes(document.blocks)
        assert story.digest == b"d"
        assert 0 < len(story.summary) <= SUMMARY_LENGTH + 1
        assert "appeared first on" not in " ".join(paragraphs(document.blocks))


def test_a_feed_of_excerpts_has_no_documents() -> None:
    stories = [make_story(each, BASE, b"") for each in captured("feed-main-summary-mode")]
    assert [story.document for story in stories] == [None] * len(stories)
    assert all(story.summary and story.minutes is None for story in stories)


@pytest.mark.parametrize(
    ("content", "summary"),
    [
        ("", ""),
        ("  ", "<p>short</p>"),
        ("<p>The same words.</p>", "The same words."),
        ("<p>It began on Monday [&#8230;]</p>", ""),
        ("<p>It began</p><p>on Monday [...]</p>", ""),
        ("<p>It began.</p><p><a href='/x'>Continue reading <span>A title</span> →</a></p>", ""),
        ("<p>It began.</p><p>Read more…</p>", ""),
        ("<img src='/a.jpg'>", "words"),
        ("<script>x</script>", LONG),
        ("", LONG + "<p>It began […]</p>"),
    ],
)
def test_less_than_the_story_is_no_document(content: str, summary: str) -> None:
    assert from_entry(entry(content, summary), BASE) is None


def test_a_long_description_of_several_paragraphs_is_the_story() -> None:
    document = from_entry(entry("", LONG), BASE)
    assert document is not None
    assert len(document.blocks) == 4


@pytest.mark.parametrize(
    "content",
    [
        "<p>The same words.</p><p>And more.</p>",
        "<p>The <a href='/x'>same</a> words.</p>",
        "<p>Other words.</p>",
        "<ul><li>The same words.</ul>",
    ],
)
def test_a_short_story_is_a_story(content: str) -> None:
    assert from_entry(entry(content, "The same words."), BASE) is not None


def test_a_protected_story_says_so() -> None:
    form = "<form class='post-password-form'><p>Password: <input></p></form>"
    document = from_entry(entry(form, "There is no excerpt because this is a protected post."), BASE)
    assert document is not None
    assert "password" in "".join(paragraphs(document.blocks))


@pytest.mark.parametrize(
    "last",
    [
        "<p>The post <a href='/x/'>A title</a> appeared first on <a href='/'>The Globe Post</a>.</p>",
        "<hr><p>The post A title appeared first on The Globe Post.</p>",
        "<p>Der Beitrag A erschien zuerst auf B.</p>",
    ],
)
def test_where_it_appeared_first_is_no_part_of_it(last: str) -> None:
    document = from_entry(entry(f"<p>One.</p><p>Two.</p>{last}"), BASE)
    assert document is not None
    assert list(paragraphs(document.blocks)) == ["One.", "Two."]


def test_a_document_knows_what_its_entry_says() -> None:
    at = datetime(2019, 11, 18, tzinfo=UTC)
    full = entry(
        LONG, authors=("Staff Writer with AFP", "Ann Lee"), published=at, updated=at, tags=("World", "\x1b", "World")
    )
    document = from_entry(full, BASE)
    assert document is not None
    assert (document.authors, document.agency) == (("Staff Writer", "Ann Lee"), "AFP")
    assert (document.published, document.updated, document.tags) == (at, at, ("World", "World"))
    story = make_story(full, BASE, b"")
    assert story.authors == ("Staff Writer with AFP", "Ann Lee")
    assert story.tags == ("World",)


def test_relative_links_are_below_the_article_else_the_feed() -> None:
    linked = "<p><a href='b/'>x</a></p><p>y</p>"
    document = from_entry(Entry("1", None, "A", content=linked), "https://theglobepost.com/feed/")
    assert document is not None
    assert "https://theglobepost.com/feed/b/" in str(document.blocks)
    assert make_story(Entry("1", None, "A"), BASE, b"").url is None
    assert make_story(Entry("1", "javascript:x", "A"), BASE, b"").url is None


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("<p>It began &amp; ended [&#8230;]</p>", "It began & ended…"),
        ("It began. Continue reading A title", "It began.…"),
        ("<p>It began.</p><p>The post A appeared first on B.</p>", "It began."),
        ("one\x1b[31m two", "one[31m two"),
    ],
)
def test_a_summary_is_plain_text(summary: str, expected: str) -> None:
    assert make_story(entry("", summary), BASE, b"").summary == expected


def test_a_summary_is_cut_between_words_and_may_come_from_the_text() -> None:
    summary = make_story(entry(LONG), BASE, b"").summary
    assert len(summary) <= SUMMARY_LENGTH + 1
    assert summary.endswith("…")
    assert make_story(entry("", "x" * 2000), BASE, b"").summary == "x" * (SUMMARY_LENGTH - 1) + "…"


def test_a_poisoned_entry_is_a_story_without_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """SEC-08: whatever is raised below, the other entries are not lost."""

    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(story_module, "from_entry", broken)
    monkeypatch.setattr(story_module, "plain_text", broken)
    story = make_story(entry(LONG, "x"), BASE, b"")
    assert (story.document, story.summary, story.title) == (None, "", "A title")


def test_a_summary_of_a_text_that_is_only_in_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document(BASE, "x", (Paragraph((Span("The words."),)),))
    monkeypatch.setattr(story_module, "from_entry", lambda *_: document)
    assert make_story(entry("", ""), BASE, b"").summary == "The words."


def test_minutes_count_words_and_characters_of_unspaced_scripts() -> None:
    def of(text: str) -> int:
        return minutes((Code(text),))

    assert of("") == 1
    assert of("word " * 230) == 1
    assert of("word " * 231) == 2
    assert of("— " * 500) == 1
    assert of("新" * 1001) == 3
