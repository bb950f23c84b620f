"""What stands around a story under JNews in its many templates, WordPress' own themes, AMP and another theme."""

import pytest

from globeterm.content import Document, Link, More, Picture, paragraphs
from globeterm.document.from_page import from_page
from tests.document.pages import BASE

HOME = "https://theglobepost.com"
TEXT = "".join(f"<p>The harbour board met for nine hours on day {number}, and said little.</p>" for number in range(4))


def read(inside: str, content: str = TEXT, head: str = "", url: str = BASE) -> Document:
    body = f"<div class='entry-content no-share'><div class='content-inner'>{content}</div></div>"
    title = "<h1 class='jeg_post_title'>A Story</h1>"
    html = f"<html><head>{head}</head><body class='single'>{title}{inside}{body}</body></html>"
    return from_page(html.encode(), url=url)


def words(document: Document) -> str:
    return "\n".join(paragraphs(document.blocks))


# --- the lead picture ------------------------------------------------------------------------------------------------

SAID = "The quay. Photo: AFP"
IMAGE = f"<img class='wp-post-image' src='{HOME}/wp-content/uploads/a-750x375.jpg' alt='A quay'>"
CAPTION = f"<p class='wp-caption-text'>{SAID}</p>"
FIGURE = f"<figure class='wp-caption'>{IMAGE}<figcaption>{SAID}</figcaption></figure>"
WITH_CREDIT = "<p class='wp-caption-text'>The quay. <span class='credit'>AFP</span></p>"
LEAD = Picture(f"{HOME}/wp-content/uploads/a-750x375.jpg", "A quay", "The quay.", "AFP")


@pytest.mark.parametrize(
    "box",
    [
        f"<div class='jeg_featured'><a href='a.jpg'>{IMAGE}{CAPTION}</a></div>",
        f"<div class='jeg_featured'><a href='a.jpg'>{IMAGE}</a>{CAPTION}</div>",
        f"<div class='jeg_featured'><a>{IMAGE}</a><div class='jeg_featured_caption'>{CAPTION}</div></div>",
        f"<div class='jeg_featured'>{FIGURE}</div>",
        f"<div class='jeg_featured'><a>{IMAGE}</a></div>{CAPTION}",
        f"<div class='jeg_featured'>{IMAGE}{WITH_CREDIT}</div>",
        f"<div class='amp-wp-article-featured-image wp-caption'>{IMAGE.replace('img ', 'amp-img ', 1)}{CAPTION}</div>",
        f"<div>{IMAGE}{CAPTION}</div>",
    ],
)
def test_the_lead_picture_wherever_its_caption_stands(box: str) -> None:
    assert read(box).picture == LEAD


def test_a_wide_head_has_its_picture_as_a_background() -> None:
    image = "<div class='jeg_featured_img' style='background-image: url(\"/a.jpg\")'></div>"
    box = f"<div class='jeg_featured_big'>{image}</div>"
    assert read(box + f"<div class='jeg_featured_caption'>{CAPTION}</div>").picture == Picture(
        f"{HOME}/a.jpg", "", "The quay.", "AFP"
    )
    lazy = "<div class='jeg_parallax_bg' data-src='/b.jpg'></div>"
    assert read(f"<section>{lazy}</section>").picture == Picture(f"{HOME}/b.jpg")
    assert read("<div class='jeg_featured_img' style='color: red'></div>").picture is None


def test_a_picture_of_another_story_is_not_the_lead() -> None:
    card = f"<article class='jeg_post'><div class='post-thumbnail'>{IMAGE}</div></article>"
    assert read(card).picture is None
    assert read(card, head="<meta property='og:image' content='/og.jpg'>").picture == Picture(f"{HOME}/og.jpg")


def test_a_lazy_picture_that_stands_twice_in_its_figure_keeps_its_caption() -> None:
    lazy = "<img data-src='/a-750x375.jpg' src='data:image/gif;base64,x'><noscript><img src='/a.jpg'></noscript>"
    found = read("", f"{TEXT}<figure>{lazy}<figcaption>The quay. Photo: AFP</figcaption></figure>{TEXT}").blocks[4]
    assert getattr(found, "picture", None) == Picture(f"{HOME}/a-750x375.jpg", "", "The quay.", "AFP")
    placeholder = "<img src='/jeg-empty.png'>"
    assert len(read("", f"{TEXT}<figure>{placeholder}</figure>").blocks) == 4


# --- sections and tags -----------------------------------------------------------------------------------------------


def test_terms_by_the_relation_that_wordpress_gives_their_links() -> None:
    terms = (
        "<a rel='category tag' href='/category/world/'>World</a> <a rel='tag' href='/tag/ports/'>#ports</a>"
        "<div class='widget tagcloud'><a rel='tag'>Cloud</a></div>"
        "<article class='jeg_post'><a rel='category tag'>Sport</a></article>"
    )
    found = read(terms)
    assert (found.sections, found.tags) == (("World",), ("ports",))


def test_terms_in_the_boxes_of_themes_but_not_of_other_stories() -> None:
    boxes = (
        "<div class='jeg_post'><div class='td-tags'><a>Other</a></div></div>"
        "<ul class='td-category'><li><a>World</a></li></ul>"
        "<ul class='td-tags'><li><span>TAGS</span></li><li><a>ports</a></li></ul>"
    )
    found = read(boxes)
    assert (found.sections, found.tags) == (("World",), ("ports",))


def test_keywords_are_separated_by_commas_or_semicolons() -> None:
    head = '<script type=\'application/ld+json\'>{"@type": "Article", "keywords": "ports; law, sea"}</script>'
    assert read("", head=head).tags == ("ports", "law", "sea")


# --- neighbours and related stories ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "box",
    [
        "<a class='post next-post' href='/n/'><span class='caption'>Next Post</span>"
        "<h3 class='post-title'>After</h3></a>",
        "<div class='post-navigation-link-next'><a href='/n/'><span class='post-navigation-link__label'>Next:</span> "
        "<span class='post-navigation-link__title'>After</span></a></div>",
        "<div class='nav-next'><a href='/n/' rel='next'><span class='screen-reader-text'>Next Post<b>!</b></span>"
        "<span class='nav-subtitle'>Next</span> <span class='nav-title'>After</span></a></div>",
        "<div class='td-post-next-post'><span>Next article</span><a href='/n/'>After</a></div>",
        "<a rel='next' href='/n/'>After <span class='meta-nav'>→</span></a>",
        "<a rel='next' href='/n/'>Next Post: After »</a>",
        "<a rel='next' href='/n/'>After →</a>",
        "<section class='jeg_popup_post'><span class='caption'>Next Post</span>"
        "<h3 class='post-title'><a href='/n/'>After</a></h3></section>",
    ],
)
def test_the_next_story_is_named_without_its_label(box: str) -> None:
    assert read(box).next == Link("After", f"{HOME}/n/")


def test_a_popup_may_name_the_previous_story() -> None:
    heading = "<h3 class='post-title'><a href='/p/'>Before</a></h3>"
    popup = f"<section class='jeg_popup_post'><span class='caption'>Previous Post</span>{heading}</section>"
    assert read(popup).previous == Link("Before", f"{HOME}/p/")
    assert read(popup).next is None


def test_a_headline_that_begins_like_a_label_is_whole() -> None:
    assert read("<a rel='next' href='/n/'>Next Year in Karsholm</a>").next == Link(
        "Next Year in Karsholm", f"{HOME}/n/"
    )


def test_neighbours_in_cards_and_without_an_address_are_none() -> None:
    found = read(
        "<div class='jeg_post'><a rel='prev' href='/p/'>P</a></div><div class='nav-next'><a href='#'></a></div>"
    )
    assert (found.previous, found.next) == (None, None)
    assert read("<div class='nav-next'>nothing</div>").next is None


CARD = "<h3 class='{}'><a href='/r/'>Related One</a></h3>"


@pytest.mark.parametrize(
    "cards",
    [
        f"<article class='jeg_post jeg_pl_md_1'>{CARD.format('jeg_post_title')}</article>",
        f"<article class='jeg_post jeg_hero_item_2'><div>{CARD.format('jeg_post_title')}</div></article>",
        f"<div class='td_module_related_posts'>{CARD.format('entry-title td-module-title')}</div>",
        "<ul><li>Nothing</li><li><a href='/r/'>Related One</a></li></ul>",
    ],
)
def test_related_stories_in_each_form_of_a_list(cards: str) -> None:
    assert read(f"<div class='jnews_related_post_container'>{cards}{cards}</div>").related == (
        Link("Related One", f"{HOME}/r/"),
    )


def test_more_on_the_subject_names_stories_and_nothing_else_of_their_cards() -> None:
    """JNews may set the section, the byline and the number of comments into the box, all of them links."""
    thumb = "<div class='jeg_thumb'><a href='/r/'><img></a><a href='/category/world/'>World</a></div>"
    meta = "<a href='/author/x/'>Ines Harrow</a><a href='/r/#respond'>0</a>"
    card = f"<article class='jeg_post'>{thumb}{CARD.format('jeg_post_title')}{meta}</article>"
    heading = "<h3 class='jeg_block_title'>More on<strong> the Subject</strong></h3>"
    box = f"<div class='jnews_inline_related_post'>{heading}{card}</div>"
    assert read("", f"{TEXT}{box}").blocks[-1] == More("More on the Subject", (Link("Related One", f"{HOME}/r/"),))


# --- the author's note -----------------------------------------------------------------------------------------------


def test_notes_on_several_authors_stand_one_after_the_other() -> None:
    note = "<div class='jeg_authorbox'><p class='jeg_author_desc'>{}</p></div>"
    found = read(note.format("Ines writes.") + note.format("Bo reports.") + note.format("Ines writes."))
    assert found.author_note == "Ines writes. Bo reports."


def test_a_note_without_the_link_to_all_that_its_author_wrote() -> None:
    note = "<p class='author-description'>Ines writes. <a class='author-link' href='/author/i/'>View all posts</a></p>"
    assert read(note).author_note == "Ines writes."
    assert read("<div class='jeg_post'><p class='author-description'>No.</p></div>").author_note == ""


# --- bylines and days ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("byline", "authors", "agency"),
    [
        ("<span class='meta_text'>by</span> <a>Ines Harrow</a> with AFP", ("Ines Harrow",), "AFP"),
        ("<a>Staff Writer with AFP</a>", ("Staff Writer",), "AFP"),
        ("<a>Ines Harrow</a>, <a>Bo Quinn</a> and <a>Ada Lind</a>", ("Ines Harrow", "Bo Quinn", "Ada Lind"), ""),
        ("<a>Ines Harrow and Bo Quinn</a>", ("Ines Harrow", "Bo Quinn"), ""),
        ("<a>Osei &amp; Daughters</a>", ("Osei & Daughters",), ""),
        ("<a>Ines Harrow</a>, Editor", ("Ines Harrow",), ""),
    ],
)
def test_bylines_of_jnews(byline: str, authors: tuple[str, ...], agency: str) -> None:
    found = read(f"<div class='jeg_meta_author'>{byline}</div>")
    assert (found.authors, found.agency) == (authors, agency)


def test_the_date_of_a_change_is_not_the_date_of_the_story() -> None:
    """In some releases JNews shows the change date; the address has the day on which the story came out."""
    shown = read("<div class='jeg_meta_date'><a>11/30/25</a></div>").published
    assert shown is not None
    assert shown.date().isoformat() == "2025-06-17"
    near = read("<div class='jeg_meta_date'><time datetime='2025-06-18T01:10:00Z'>x</time></div>").published
    assert near is not None
    assert near.isoformat() == "2025-06-18T01:10:00+00:00"
    other = read("<div class='jeg_meta_date'><a>11/30/25</a></div>", url=f"{HOME}/a-story/").published
    assert other is not None
    assert other.date().isoformat() == "2025-11-30"


# --- what is in the body and no story --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "jeg_ad jeg_ad_article jnews_content_inline_ads",
        "jnews_content_inline_2_ads",
        "jnews_donation_container",
        "jeg_push_notification single_post",
        "jeg_reaction",
        "jnews_review_block_container",
        "jeg_post_source",
        "jeg_meta_reading_time",
        "jeg_splitpost_bar",
        "jeg_share_float_container",
        "jnews_author_box_container",
    ],
)
def test_what_jnews_and_its_plugins_put_into_a_story(name: str) -> None:
    document = read("", f"{TEXT}<div class='{name}'><p>FURNITURE</p></div>{TEXT}")
    assert "FURNITURE" not in words(document)
    assert len(list(paragraphs(document.blocks))) == 8


@pytest.mark.parametrize(
    "name", ["jeg_row", "jeg_video_container", "jeg_splitpost_content", "jnews_adventure", "jeg_metal"]
)
def test_what_only_begins_like_it_is_the_story(name: str) -> None:
    assert "STORY" in words(read("", f"<div class='{name}'><p>STORY</p></div>{TEXT}"))


def test_a_story_that_loads_below_is_another() -> None:
    below = (
        "<div class='post-wrap'><div class='entry-content'><div class='content-inner'><p>BELOW</p></div></div></div>"
    )
    html = f"<div class='entry-content'><div class='content-inner'>{TEXT}</div></div>{below}"
    assert "BELOW" not in words(from_page(html.encode(), url=BASE))


def test_an_amp_page_is_its_story() -> None:
    html = (
        "<article class='amp-wp-article'><header><h1 class='amp-wp-title'>A Story</h1>"
        "<span class='amp-wp-author author vcard'>Ines Harrow</span></header>"
        f"<figure class='amp-wp-article-featured-image wp-caption'><amp-img src='/a.jpg'></amp-img>{CAPTION}</figure>"
        f"<div class='amp-wp-article-content'>{TEXT}</div>"
        "<footer><div class='amp-wp-tax-category'>Categories: <a>World</a></div>"
        "<div class='amp-wp-tax-tag'>Tags: <a>ports</a></div></footer></article>"
    )
    found = from_page(html.encode(), url=BASE)
    assert len(list(paragraphs(found.blocks))) == 4
    assert found.picture == Picture(f"{HOME}/a.jpg", "", "The quay.", "AFP")
    assert (found.authors, found.sections, found.tags) == (("Ines Harrow",), ("World",), ("ports",))


def test_more_on_the_subject_may_be_nothing_but_links() -> None:
    box = "<div class='jnews_inline_related_post'><p><a href='/r/'>Related One</a> <a href='#'><img></a></p></div>"
    assert read("", f"{TEXT}{box}").blocks[-1] == More("More on the Subject", (Link("Related One", f"{HOME}/r/"),))


def test_a_change_on_the_next_day_is_no_date_of_the_story() -> None:
    shown = read("<div class='jeg_meta_date'><a>06/18/25</a></div>").published
    assert shown is not None
    assert shown.date().isoformat() == "2025-06-17"
