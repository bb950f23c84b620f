"""The front page's own groups of stories, under whatever theme."""

from globeterm.content import FrontGroup, FrontPage
from globeterm.document.front_page import MOST_GROUPS, MOST_LINKS, front_page
from tests.document.pages import capture

HOME = "https://theglobepost.com/"


def groups(html: str) -> list[tuple[str, str, list[str]]]:
    found = front_page(f"<html><body>{html}</body></html>".encode(), base=HOME).groups
    return [(group.role, group.title, [link.title for link in group.links]) for group in found]


def card(title: str, meta: str = "", classes: str = "jeg_post jeg_pl_sm") -> str:
    slug = title.lower().replace(" ", "-")
    heading = f"<h3 class='jeg_post_title'><a href='/2025/06/17/{slug}/'>{title}</a></h3>"
    thumb = f"<div class='jeg_thumb'><a href='/2025/06/17/{slug}/'><img src='a.jpg'></a></div>"
    return f"<article class='{classes}'>{thumb}<div class='jeg_postblock_content'>{heading}{meta}</div></article>"


def block(title: str, *titles: str) -> str:
    heading = (
        f"<div class='jeg_block_heading'><h3 class='jeg_block_title'><span>{title}</span></h3></div>" if title else ""
    )
    cards = "".join(map(card, titles))
    return f"<div class='jeg_postblock_21 jeg_postblock'>{heading}<div class='jeg_posts'>{cards}</div></div>"


def test_the_front_page_of_a_real_answer() -> None:
    page = front_page(capture("home"), base=HOME, charset="utf-8")
    assert [(group.role, group.title, len(group.links)) for group in page.groups] == [
        ("lead", "", 11),
        ("recommended", "Recommended", 6),
        ("opinion", "Opinion", 6),
    ]
    assert page.recommended is page.groups[1]
    assert page.opinion is page.groups[2]
    first = page.groups[0].links[0]
    assert first.title == "Grandmothers of Åsgrund Write a Cookbook"
    assert first.authors == ("Staff Writer",)
    assert first.published is not None
    assert first.published.date().isoformat() == "2020-09-24"


def test_a_page_without_groups() -> None:
    assert front_page(b"", base=HOME) == FrontPage()
    assert front_page(b"\x89PNG\r\n", base=HOME).recommended is None
    assert front_page(b"<h2>Opinion</h2><p>None today.</p>", base=HOME).opinion is None


def test_hero_slider_and_ticker_are_groups_without_a_heading() -> None:
    hero = f"<div class='jeg_heroblock jeg_heroblock_1'>{card('One')}{card('Two')}</div>"
    slide = "<div class='jeg_slide_item'><h2 class='jeg_slide_title'><a href='/s/'>Slide</a></h2></div>"
    slider = f"<div class='jeg_slider_wrapper'><div class='jeg_slider_type_1'>{slide}</div></div>"
    assert groups(hero + slider) == [("lead", "", ["One", "Two"]), ("other", "", ["Slide"])]


def test_a_heading_above_its_module_names_it() -> None:
    header = (
        "<div class='jeg_block_heading'><h3 class='jeg_block_title'><a href='/category/opinion/'>Opinion</a></h3></div>"
    )
    column = f"<div class='wpb_wrapper'>{block('', 'Lead')}{header}{block('', 'A', 'B')}</div>"
    assert groups(column) == [("lead", "", ["Lead"]), ("opinion", "Opinion", ["A", "B"])]


def test_a_heading_of_something_else_names_nothing() -> None:
    form = "<div class='widget'><h3 class='widget-title'>Newsletter</h3><form><input></form></div>"
    column = f"<div>{block('Featured', 'A')}{form}{block('', 'B')}</div>"
    assert groups(column) == [("lead", "Featured", ["A"]), ("other", "", ["B"])]


def test_two_headings_in_one_module_are_two_groups() -> None:
    module = f"<div class='widget'><h3>World</h3>{card('A')}<h3>Editor’s Picks</h3>{card('B')}</div>"
    assert groups(module) == [("lead", "World", ["A"]), ("recommended", "Editor’s Picks", ["B"])]


def test_menus_drawers_and_forms_are_passed_over() -> None:
    mega = f"<div class='jeg_header'><div class='jeg_newsfeed'>{card('Menu')}</div></div>"
    drawer = f"<div id='jeg_off_canvas' class='jeg_off_canvas'>{card('Drawer')}</div>"
    assert groups(mega + block("Featured", "A") + drawer) == [("lead", "Featured", ["A"])]


def test_a_group_that_is_there_twice_for_small_screens_is_there_once() -> None:
    assert groups(block("Featured", "A") + block("Featured", "A")) == [("lead", "Featured", ["A"])]


def test_cards_without_a_link_or_headline_are_none() -> None:
    empty = "<article class='jeg_post'><h3 class='jeg_post_title'>No link</h3></article>"
    silent = "<article class='jeg_post'><a href='/x/'><img></a></article>"
    hostile = "<article class='jeg_post'><h3><a href='javascript:alert(1)'>Press</a></h3></article>"
    assert groups(empty + silent + hostile + card("A")) == [("lead", "", ["A"])]


def test_block_themes_and_old_widgets() -> None:
    title = "<a href='/a/'><h2 class='wp-block-post-title'>A</h2></a>"
    post = f"<li class='wp-block-post'>{title}<time datetime='2025-06-17'>x</time></li>"
    loop = f"<div class='wp-block-query'><ul class='wp-block-post-template'>{post}</ul></div>"
    query = f"<h2 class='wp-block-heading'>Opinions</h2>{loop}"
    links = "<a href='/b/'>x</a><a href='/b/'>The longest text is the headline</a>"
    link = f"<div class='post-card'>{links}<span class='byline'>By Ines Harrow</span></div>"
    page = front_page((f"<main>{query}</main><section>{link}</section>").encode(), base=HOME)
    opinion, other = page.groups
    assert (opinion.role, opinion.links[0].title) == ("opinion", "A")
    assert opinion.links[0].published is not None
    assert other.links[0].title == "The longest text is the headline"
    assert other.links[0].authors == ("Ines Harrow",)


def test_a_day_told_by_its_distance_is_the_day_in_the_address() -> None:
    ago = card("A", "<div class='jeg_meta_date'><a>2 days ago</a></div><div class='jeg_meta_author'></div>")
    found = front_page(ago.encode(), base=HOME).groups[0].links[0]
    assert found.published is not None
    assert found.published.isoformat() == "2025-06-17T00:00:00+00:00"
    assert front_page(card("A").encode(), base=HOME).groups[0].links[0].published is None


def test_a_front_page_is_bounded() -> None:
    """SEC-07."""
    many = "".join(block(f"Group {number}", *(f"S{number} {each}" for each in range(40))) for number in range(60))
    found = front_page(many.encode(), base=HOME).groups
    assert len(found) == MOST_GROUPS
    assert len(found[0].links) == MOST_LINKS
    nested = "<article>" * 30_000 + card("A")
    assert len(front_page(nested.encode(), base=HOME).groups) <= 1


def test_a_page_of_cards_is_a_value() -> None:
    page = front_page(block("Recommended", "A").encode(), base=HOME)
    assert isinstance(page.groups[0], FrontGroup)
    assert page == front_page(block("Recommended", "A").encode(), base=HOME)
