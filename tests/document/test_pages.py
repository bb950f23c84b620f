"""Pages of any theme to documents: what stands above, in and around the story."""

import json
from datetime import UTC, datetime

import pytest

from globeterm.content import Document, Figure, Heading, paragraphs
from globeterm.document import extraction
from globeterm.document import from_page as from_page_module
from globeterm.document.authors import authors_of
from globeterm.document.density import densest
from globeterm.document.extraction import story_of
from globeterm.document.from_page import from_page
from globeterm.document.head import head_of, without_site
from globeterm.document.metadata import metadata_of
from globeterm.document.pruning import pruned, story_length
from globeterm.document.tree import parsed, words_in
from globeterm.errors import BadInputError
from tests.document.pages import BASE, blocks, capture, texts

WORDS = (
    "The council of the old town said on Monday that the ferry would sail again, whatever the weather and the wind. "
)
STORY = "".join(f"<p>{WORDS * 3}{number}</p>" for number in range(6))


def page(body: str, head: str = "", url: str = BASE, classes: str = "") -> Document:
    html = f"<html><head>{head}</head><body class='{classes}'>{body}</body></html>"
    return from_page(html.encode(), url=url)


def ld(*things: object) -> str:
    return "".join(f"<script type='application/ld+json'>{json.dumps(thing)}</script>" for thing in things)


def wordpress(body: str, head: str = "") -> Document:
    return page(body, head + "<meta name=generator content='WordPress 6.1'>")


# --- what is no story ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("page-unknown-section", "no such page"),
        ("page-maintenance", "no such page"),
        ("home", "a list of stories"),
    ],
)
def test_answers_without_a_story(name: str, why: str) -> None:
    with pytest.raises(BadInputError, match=f"has no story: .*{why}"):
        from_page(capture(name), url=BASE, charset="utf-8")


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<html></html>",
        "<title>404 Not Found</title><h1>404 Not Found</h1><p>nginx</p>",
        "<h1>Access denied</h1>" + STORY,
        "<body class=error404>" + STORY,
        "<body><nav><a href=/>Home</a></nav></body>",
        "<form><input type=password></form><p>Please log in to read on, or register now.</p>",
        "<body><form><input type=search></form></body>",
        "{}" + "<a href=/x>x</a>" * 400,
    ],
)
def test_pages_without_a_story(html: str) -> None:
    with pytest.raises(BadInputError, match="has no story"):
        from_page(html.encode(), url=BASE)


def test_what_is_no_page() -> None:
    with pytest.raises(BadInputError, match="it is image/png, not a page"):
        from_page(b"", url=BASE, media_type="image/png")


def test_a_page_that_breaks_the_reader_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(from_page_module, "metadata_of", broken)
    with pytest.raises(BadInputError, match="its page is broken"):
        page(STORY)


def test_sec_07_a_page_that_takes_too_much_memory_is_not_called_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The workshop says what it is."""

    def hungry(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(from_page_module, "metadata_of", hungry)
    with pytest.raises(MemoryError):
        page(STORY)


# --- where the story is ----------------------------------------------------------------------------------------------


def test_a_page_of_nothing_but_a_line_is_that_line() -> None:
    assert texts(page("Test").blocks) == ["Test"]
    assert texts(page("<a href='javascript:'><p>abc</p></a>").blocks) == ["abc"]


def test_a_story_about_what_was_not_found_is_a_story() -> None:
    assert page("<h1>Not Found for Years, a Ship Returns</h1>" + STORY).title == "Not Found for Years, a Ship Returns"


def test_a_local_file_says_so() -> None:
    assert from_page(STORY.encode(), url=BASE, source="file").source == "file"


def test_a_known_theme_is_believed_whole() -> None:
    """The tail of links and the short line stay: what JNews sets in its body is the story."""
    body = (
        "<div class='entry-content'><div class='content-inner'><p>Short.</p><p>"
        "<a href=/x>Subscribe now</a></p></div></div>"
    )
    assert texts(page(f"<div>{STORY}</div>{body}").blocks) == ["Short.", "Subscribe now"]
    block_theme = "<div class='entry-content wp-block-post-content'><p>Short.</p></div>"
    assert texts(page(block_theme).blocks) == ["Short."]


def test_the_same_names_in_a_list_of_cards_are_no_story() -> None:
    card = "<li class='wp-block-post'><div class='wp-block-post-content'><p>Teaser</p></div></li>"
    found = page(f"<ul>{card}{card}</ul><article>{STORY}</article>")
    assert "Teaser" not in texts(found.blocks)
    other = page(f"<div class='content-inner'><p>Not JNews.</p></div><article>{STORY}</article>")
    assert len(texts(other.blocks)) >= 6


def test_any_other_page_is_read_by_the_library() -> None:
    menu = "<ul>" + "<li><a href=/x>Elsewhere</a></li>" * 20 + "</ul>"
    found = page(f"<div id=menu>{menu}</div><div class=story>{STORY}</div><div class=footer>{menu}</div>")
    assert len(texts(found.blocks)) == 6


def test_on_wordpress_the_names_of_themes_are_believed() -> None:
    quote = "<ul><li>a short point</li><li>another one</li></ul>"
    found = wordpress(f"<div class='entry-content'>{STORY}{quote}</div><div class='entry-content'><p>less</p></div>")
    assert "a short point" in list(paragraphs(found.blocks))
    link = page(f"<div class='post-content'>{STORY}{quote}</div>", "<link href='https://a.org/wp-content/x.css'>")
    assert "another one" in list(paragraphs(link.blocks))


def test_long_paragraphs_are_found_where_nothing_is_named() -> None:
    widget = f"<div class='elementor-widget'><div class='elementor-widget-container'>{STORY}</div></div>"
    noise = "<div class='sidebar'><p>" + WORDS * 2 + "</p></div><aside><p>" + WORDS + "</p></aside>"
    root = parsed(f"<body><header><h1>x</h1></header><main>{noise}{widget}</main></body>")
    assert root is not None
    found = densest(root)
    assert found is not None
    assert "elementor-widget-container" in words_in(found.element, "class")
    assert found.paragraphs > 0.9
    assert found.links == 0


def test_density_counts_bare_text_and_knows_when_there_is_none() -> None:
    root = parsed(f"<body><div><div id=x>{WORDS * 2}<br>{WORDS}</div><div>short</div></div></body>")
    assert root is not None
    found = densest(root)
    assert found is not None
    assert found.element.get("id") == "x"
    links = parsed(f"<p><a href=/x>{WORDS * 2}</a></p><p>{WORDS}</p>")
    assert links is not None
    assert densest(links) is not None
    empty = parsed("<p>short</p>")
    assert empty is not None
    assert densest(empty) is None
    alone = parsed(f"<body><p>{WORDS}</p></body>")
    assert alone is not None
    found = densest(alone)
    assert found is not None
    assert found.element.tag == "body"


def test_a_story_that_the_library_cuts_short_is_found_by_density(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "_read", lambda *_: blocks("<p>Only a scrap of it.</p>"))
    assert len(page(f"<main>{STORY}</main>").blocks) == 6
    assert texts(page("<main><p>short</p></main>").blocks) == ["short"]


def test_a_library_that_fails_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    import readability

    def broken(*_: object, **__: object) -> str:
        raise ValueError

    monkeypatch.setattr(readability.Document, "summary", broken)
    assert len(page(f"<main>{STORY}</main>").blocks) == 6
    monkeypatch.setattr(readability.Document, "summary", lambda *_, **__: "<div> </div>")
    assert len(page(f"<main>{STORY}</main>").blocks) == 6


def test_a_page_too_large_for_the_library_is_read_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """SEC-07."""
    monkeypatch.setattr(extraction, "MOST_ELEMENTS", 5)
    assert len(page(f"<main>{STORY}</main>").blocks) == 6


def test_the_body_in_json_is_taken_when_the_page_shows_none() -> None:
    raw = "[caption id=1]A picture[/caption]" + "\n".join([WORDS * 2] * 5)
    found = page("<p>The beginning of the story is here.</p>", ld({"@type": "NewsArticle", "articleBody": raw}))
    assert len("".join(paragraphs(found.blocks))) > 800
    assert "[caption" not in "".join(paragraphs(found.blocks))
    marked = page("<p>The beginning of the story is here.</p>", ld({"@type": "Article", "articleBody": STORY}))
    assert len(marked.blocks) == 6
    shorter = page(
        "<p>The beginning of the story is here.</p>", ld({"@type": "Article", "articleBody": "<!-- " + "x" * 300})
    )
    assert texts(shorter.blocks) == ["The beginning of the story is here."]
    other = page(
        "<p>The beginning of the story is here.</p>", ld({"@type": "Article", "articleBody": "<p>" + " " * 300})
    )
    assert texts(other.blocks) == ["The beginning of the story is here."]


def test_a_login_beside_a_story_is_no_wall() -> None:
    found = page(f"<main>{STORY}</main><form><input type=password></form>")
    assert len(found.blocks) == 6


def test_story_of_a_tree_without_a_body() -> None:
    root = parsed("<p>x</p>")
    assert root is not None
    body = root.find("body")
    assert body is not None
    assert story_of(body, BASE, "") == ()


def test_relative_addresses_are_below_the_base_of_the_page() -> None:
    found = page(STORY + "<p>And <a href='b'>more</a> of it here.</p>" + STORY, "<base href='https://example.org/a/'>")
    assert "https://example.org/a/b" in str(found.blocks)
    assert "/2025/06/17/a-story/b" in str(page(STORY + "<p>And <a href='b'>x</a> of it.</p>" + STORY, "<base>").blocks)


# --- what is between and under the paragraphs ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "aside",
    [
        "<p>Sign up for our newsletter</p>",
        "<h3>Subscribe now to our weekend edition</h3>",
        "<p>Read more: <a href=/x>Another story of the same day</a></p>",
        "<p>Advertisement</p>",
        "<p>Tags: one, two</p>",
        "<p>Comments are closed</p>",
        "<h3>Related stories</h3><ul><li><a href=/x>One</a><li><a href=/y>Two</a></ul><img src=/z.jpg>",
    ],
)
def test_calls_notes_and_lists_of_other_stories_go(aside: str) -> None:
    found = pruned(blocks(f"<p>one</p>{aside}<p>two</p>"))
    assert texts(found) == ["one", "two"]


@pytest.mark.parametrize(
    "kept",
    [
        "<p>" + WORDS * 4 + "She reads the newsletter of the union.</p>",
        "<p>More about this is to be decided.</p><p>In May.</p>",
        "<table><tr><td>newsletter<td>1</table>",
        "<blockquote><p>We talk.</p></blockquote>",
        "<iframe src='https://youtu.be/x'></iframe>",
        "<pre>code</pre>",
        "<ul><li>one <a href=/x>two</a></ul>",
    ],
)
def test_what_only_looks_like_it_stays(kept: str) -> None:
    whole = blocks(f"<p>one</p>{kept}<p>two</p>")
    assert pruned(whole) == whole or "More about" in kept


def test_the_end_has_no_links_headings_or_rules() -> None:
    found = pruned(
        blocks("<p>one</p><hr><h2>x</h2><p><a href=/x>Other</a></p><ul><li><a href=/y>Two</a></ul><h3>y</h3>")
    )
    assert texts(found) == ["one"]
    assert pruned(blocks("<h2>x</h2>")) == ()


def test_quotes_of_links_at_the_end_are_quotes() -> None:
    whole = blocks("<p>one</p><blockquote><ul><li><a href=/x>two</a></ul></blockquote>")
    assert pruned(whole) == whole
    quoted = blocks("<h3>Related stories</h3><blockquote><p><a href=/x>two</a></p></blockquote><p>one</p>")
    assert texts(pruned(quoted)) == ["one"]


def test_the_title_is_not_said_again() -> None:
    found = pruned(blocks("<h1>A Title!</h1><p>one</p>"), "A title")
    assert texts(found) == ["one"]
    assert isinstance(pruned(blocks("<h1>Other</h1><p>one</p>"), "A title")[0], Heading)
    assert story_length(found) == 3


# --- above the story -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("", "<h1 class='jeg_post_title'>One</h1><h1>Two</h1>", "One"),
        ("", "<h1 class='wp-block-post-title'>One</h1>", "One"),
        (
            "<title>A long headline - Site</title>",
            "<h1 class=entry-title>a</h1><h1 class=entry-title>b</h1>",
            "A long headline - Site",
        ),
        (
            (
                "<meta property='og:title' content='A headline | The Site'>"
                "<meta property='og:site_name' content='The Site'>"
            ),
            "",
            "A headline",
        ),
        ("<title>The Site » A headline</title><meta property='og:site_name' content='The Site'>", "", "A headline"),
        ("<title>A headline &#8211; The Globe Post</title>", "", "A headline"),
        (
            "<title>Long headline of a story - more</title>",
            "<h1>Long headline of a story</h1>",
            "Long headline of a story",
        ),
        (ld({"@type": "Article", "headline": "described"}) + "<title>A headline</title>", "", "A headline"),
        (ld({"@type": "Article", "headline": "A headline"}) + "<title>A headline - X</title>", "", "A headline"),
        ("<meta property='og:title' content='Alone'>", "", "Alone"),
        ("", "<h1>Only here</h1>", "Only here"),
        ("", "", ""),
    ],
)
def test_titles(head: str, body: str, title: str) -> None:
    assert page(body + STORY, head).title == title


def test_a_site_without_a_name_cuts_nothing() -> None:
    assert without_site("a | b", "") == "a | b"
    assert without_site("a | b", "c") == "a | b"


def authors(body: str, head: str = "") -> tuple[tuple[str, ...], str]:
    root = parsed(f"<html><head>{head}</head><body>{body}</body></html>")
    assert root is not None
    return authors_of(root, metadata_of(root, BASE))


PERSON = {"@type": "Person", "@id": "#ann", "name": "Ann Lee"}


@pytest.mark.parametrize(
    ("body", "head", "expected"),
    [
        ("<div class=jeg_meta_author>by <a href=/a>Staff Writer with AFP</a></div>", "", (("Staff Writer",), "AFP")),
        ("", ld({"@type": "Article", "author": {"name": "Ann Lee"}}), (("Ann Lee",), "")),
        (
            "",
            ld({"@type": "Article", "author": ["Ann Lee", {"name": ["Bo Chen"]}, 7, {}]}),
            (("Ann Lee", "Bo Chen"), ""),
        ),
        ("", ld({"@graph": [{"@type": ["Article"], "author": {"@id": "#ann"}}, PERSON]}), (("Ann Lee",), "")),
        ("", ld({"@graph": [{"@type": "Article", "author": "#ann"}, PERSON]}), (("Ann Lee",), "")),
        ("", ld({"@graph": [{"@type": "WebPage"}, PERSON]}), (("Ann Lee",), "")),
        ("", "<meta name=author content='Ann Lee'>", (("Ann Lee",), "")),
        (
            "",
            "<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Ann Lee'>",
            (("Ann Lee",), ""),
        ),
        ("<a rel=author href=/a>Ann Lee</a>", "", (("Ann Lee",), "")),
        ("<p class=byline>By Ann Lee</p>", "", (("Ann Lee",), "")),
        ("<p class=byline></p><span class=author>Ann Lee</span>", "", (("Ann Lee",), "")),
        ("<a href='/author/ann/'>Ann Lee</a>", "", (("Ann Lee",), "")),
        ("<b class='c-card__author-name x_author'>Ann Lee</b>", "", (("Ann Lee",), "")),
        ("<b class='post-auth_name'>Ann Lee</b>", "", (("Ann Lee",), "")),
        ("<i class='my-author'><a href=/x>Ann Lee</a></i><i class='my-author'></i>", "", (("Ann Lee",), "")),
        ("<i class='my-author'>A</i>", "", ((), "")),
        ("<div class=comment><p class=byline>Bo Chen</p></div><p class=byline>Ann Lee</p>", "", (("Ann Lee",), "")),
        ("<p>Posted by Ann Lee on 18 November 2019</p>", "", (("Ann Lee",), "")),
        ("<div class='has-sidebar'><p class=byline>By <a href=/a>Ann Lee</a></p></div>", "", (("Ann Lee",), "")),
        ("<div>Posted on September 21, 2020 by Ann Lee</div>", "", (("Ann Lee",), "")),
        ("<div>by the sea</div>", "", ((), "")),
        ("<p>By Monday, the council had " + "long " * 20 + "</p>", "", ((), "")),
        (
            "<div class=comment><a rel=author href=/a>Ann Lee</a><p>By Ann Lee</p><b class=my-author>Ann</b></div>",
            "",
            ((), ""),
        ),
        (
            "",
            "<meta name=author content='The Site'><meta property=og:site_name content='The Site'>",
            (("The Site",), ""),
        ),
        (
            "<p class=byline>Ann Lee</p>",
            "<meta name=author content='The Site'><meta property=og:site_name content='The Site'>",
            (("Ann Lee",), ""),
        ),
        ("<p class=byline>The Site</p>", "<meta property=og:site_name content='The Site'>", (("The Site",), "")),
        ("<p>by The Site</p>", "<meta property=og:site_name content='The Site'>", ((), "")),
        ("<p class=byline>Ann Lee</p>", "<meta name=author content=annlee>", (("Ann Lee",), "")),
        ("", "<meta name=author content=annlee>", (("annlee",), "")),
    ],
)
def test_authors(body: str, head: str, expected: tuple[tuple[str, ...], str]) -> None:
    assert authors(body, head) == expected


NOV = datetime(2019, 11, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (
            "<meta property='article:published_time' content='2019-11-18T00:00:00Z'>",
            "<time datetime=2001-01-01>x</time>",
        ),
        (ld({"@type": "NewsArticle", "datePublished": "2019-11-18"}), ""),
        (ld({"@type": "hentry", "published": "2019-11-18 00:00:00"}), ""),
        (ld({"@type": "WebPage", "datePublished": "2019-11-18"}), ""),
        (ld([{"@type": "Article", "datePublished": ["2019-11-18"]}]), ""),
        ("<meta name=parsely-pub-date content='2019-11-18'>", ""),
        ("", "<time class='entry-date published' datetime='2019-11-18'>x</time>"),
        ("", "<span class=entry-date>18 November 2019</span>"),
        ("", "<div class=posted-on><time datetime='2019-11-18'>x</time></div>"),
        ("", "<div class=post-date><time datetime='2019-11-18'>x</time></div>"),
        ("", "<span class='mh-meta-date updated'>18. November 2019</span>"),
        ("", "<div class='my-date'>" + "long " * 20 + "</div><div>Posted on November 18, 2019 by Ann</div>"),
        ("", "<time>November 18, 2019</time>"),
        ("", "<div class=jeg_meta_date><a href=/x>11/18/19</a></div>"),
        (
            "",
            (
                "<div class=comment><span class=date>1 May 2001</span><time>1 May 2001</time>"
                "</div><p class=date>18.11.2019</p>"
            ),
        ),
    ],
)
def test_published(head: str, body: str) -> None:
    assert page(body + STORY, head, url="https://example.org/x").published == NOV


def test_dates_of_last_resort_and_changes() -> None:
    assert page(STORY, url="https://example.org/2019/11/18/x/").published == NOV
    assert page(STORY, url="https://example.org/x").published is None
    times = "<meta property=article:published_time content=2019-11-18><meta property=article:modified_time content={}>"
    assert page(STORY, times.format("2019-11-19")).updated == datetime(2019, 11, 19, tzinfo=UTC)
    assert page(STORY, times.format("2019-11-18")).updated is None
    alone = page(STORY, "<meta property=article:modified_time content=2019-11-19>", url="https://example.org/x")
    assert alone.updated == datetime(2019, 11, 19, tzinfo=UTC)


def test_a_standfirst_has_a_name() -> None:
    assert page("<h2 class=jeg_post_subtitle>Below it</h2>" + STORY).standfirst == "Below it"
    assert page("<a class=subtitle>x</a><div class=comment><p class=subtitle>x</p></div>" + STORY).standfirst == ""


def test_metadata_of_every_form() -> None:
    other = {"@type": "Article", "url": "https://theglobepost.com/other/", "headline": "Other", "author": "A"}
    own = {"@type": "Article", "mainEntityOfPage": {"@id": BASE}, "headline": "Own", "keywords": ["x", 7, " "]}
    deep = "[" * 100_000
    html = (
        ld(other, own)
        + "<script type='application/ld+json'>//<![CDATA[\n{\"a\": [1, 2,],}\n//]]></script>"
        + "<script type='application/ld+json'>nonsense</script><script type='application/ld+json'></script>"
        + f"<script type='application/ld+json'>{deep}</script><script>{{}}</script>"
        + "<meta><meta name=x content=''><meta name='a b' content=1><meta name=a content=1><meta name=a content=2>"
    )
    root = parsed(html)
    assert root is not None
    data = metadata_of(root, BASE.rstrip("/"))
    assert data.text("headline") == "Own"
    assert data.texts("keywords") == ("x",)
    assert data.text("author") == ""
    assert data.body == ""
    assert data.metas["a"] == ("1", "2")
    assert data.first("nothing", "b") == "1"
    unknown = metadata_of(root, "https://example.org/")
    assert unknown.text("headline") == "Other"
    assert unknown.authors == ("A",)


def test_head_of_a_page_that_says_nothing() -> None:
    root = parsed("<p>x</p>")
    assert root is not None
    head = head_of(root, metadata_of(root, "x"), "x")
    assert (head.title, head.authors, head.published, head.updated) == ("", (), None, None)


# --- around the story ------------------------------------------------------------------------------------------------


def test_the_lead_picture_is_not_shown_twice() -> None:
    lead = (
        "<div class='jeg_featured'><a href='/a.jpg'><img src=/jeg-empty.png data-src='/a-750x375.jpg'>"
        "<p class=wp-caption-text>At sea. Photo: AFP</p></a></div>"
    )
    body = f"<div class=entry-content><div class=content-inner><img src='/a.jpg'>{STORY}</div></div>"
    found = page(lead + body)
    assert found.picture is not None
    assert (found.picture.caption, found.picture.credit) == ("At sea.", "AFP")
    assert not any(isinstance(block, Figure) for block in found.blocks)
    alone = page(lead + "<div class=entry-content><div class=content-inner><img src='/a.jpg'></div></div>")
    assert len(alone.blocks) == 1


def test_lead_pictures_of_other_pages() -> None:
    figure = (
        "<figure class='wp-block-post-featured-image'><img src=/a.jpg><figcaption>At sea "
        "<i class=credit>Ann</i></figcaption></figure>"
    )
    found = page(figure + STORY).picture
    assert found is not None
    assert (found.caption, found.credit) == ("At sea", "Ann")
    shared = page(
        "<div class=post-thumbnail><img class=avatar></div>" + STORY, "<meta property=og:image content=/b.jpg>"
    )
    assert shared.picture is not None
    assert shared.picture.url == "https://theglobepost.com/b.jpg"
    assert page(STORY, "<meta property=og:image content='javascript:x'>").picture is None
    empty = page("<div class=post-thumbnail></div>" + STORY)
    assert empty.picture is None


def test_sections_and_tags() -> None:
    marked = (
        "<div class=jeg_meta_category><a href=/w>World</a>, <a href=/w>World</a></div>"
        "<div class=jeg_post_tags><span>Tags:</span> <a href=/t>AFP</a></div>"
    )
    found = page(marked + STORY)
    assert (found.sections, found.tags) == (("World",), ("AFP",))
    stated = page(
        STORY,
        (
            "<meta property=article:section content=World><meta property=article:tag content=a>"
            "<meta property=article:tag content=b>"
        ),
    )
    assert (stated.sections, stated.tags) == (("World",), ("a", "b"))
    things = page(STORY, ld({"@type": "Article", "articleSection": ["World"], "keywords": "a, b"}))
    assert (things.sections, things.tags) == (("World",), ("a", "b"))


def test_related_previous_and_next() -> None:
    card = (
        "<article class=jeg_post><h3 class=jeg_post_title><a href='{}'>{}</a></h3>"
        "<div class=jeg_meta_author>by <a href=/a>Ann Lee</a></div>"
        "<div class=jeg_meta_date>August 29, 2024</div></article>"
    )
    cards = card.format("/x/", "One") + card.format("javascript:x", "Two") + card.format("/y/", "")
    more = "<article class=jeg_post><h3 class=jeg_post_title>No link</h3></article><article class=jeg_post></article>"
    body = (
        f"<div class=jnews_related_post_container>{cards}{more}<article>other</article></div>"
        "<a class='post prev-post' href='/p/'><span class=caption>Previous Post</span>"
        "<h3 class=post-title>Before</h3></a>"
        "<div class=nav-next></div><div class=nav-next><a href='javascript:x'>Bad</a></div>"
        "<div class=nav-next><a rel=next href=/n/>After</a></div><p class=jeg_author_desc>With Contributions by AFP</p>"
    )
    found = page(body + STORY)
    (link,) = found.related
    assert (link.title, link.url, link.authors) == ("One", "https://theglobepost.com/x/", ("Ann Lee",))
    assert link.published == datetime(2024, 8, 29, tzinfo=UTC)
    assert found.previous is not None
    assert found.next is not None
    assert (found.previous.title, found.next.title) == ("Before", "After")
    assert found.author_note == "With Contributions by AFP"


def test_what_the_library_cut_out_of_a_dense_body_is_brought_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "_read", lambda *_: blocks(STORY))
    whole = f"<main>{STORY}{STORY.replace('council', 'senate')}{STORY.replace('council', 'mayor')}</main>"
    assert len(page(whole).blocks) == 18
    teasers = "".join(f"<p><a href=/{number}>{WORDS}</a></p>" for number in range(40))
    assert len(page(whole.replace("</main>", teasers + "</main>")).blocks) == 6


def test_where_the_library_and_the_names_agree_nothing_else_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(extraction, "densest", asked)
    assert len(page(f"<div class='post-content'>{STORY}</div>").blocks) == 6
