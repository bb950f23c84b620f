"""What stands around everything on a page of the JNews theme: header, menus, search, weather, sidebar, footer."""

from collections.abc import Iterable
from html import escape
from typing import Final
from urllib.parse import quote

from globeterm.sample.paper import Category, Paper
from globeterm.sample.stories import SampleStory

PLACEHOLDER: Final = "/wp-content/themes/jnews/assets/img/jeg-empty.png"
RECOMMENDED: Final = 5
OPINION: Final = 6

_FORECAST: Final = ((68, "Sat"), (71, "Sun"), (66, "Mon"), (63, "Tue"))

_SEARCH: Final = """<div class="jeg_nav_item jeg_search_wrapper">
<a href="#" class="search_icon jeg_search_toggle"><i class="fa fa-search"></i></a>
<form action="{home}/" method="get" class="jeg_search_form"><input name="s" class="jeg_search_input" \
placeholder="Search..." type="text" value=""><button type="submit" class="jeg_search_button btn">\
<i class="fa fa-search"></i></button></form>
<div class="jeg_search_result jeg_search_hide with_result"><div class="search-result-wrapper"></div>\
<div class="search-link search-noresult">No Result</div>\
<div class="search-link search-all-button">View All Result</div></div>
</div>"""


def page(paper: Paper, *, title: str, body_class: str, head: str, content: str, foot: str = "") -> str:
    """One whole page. ``head`` and ``foot`` are what only this page has in its head and at its end."""
    return f"""<!doctype html>
<html class="no-js" lang="en-US">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
<meta name='viewport' content='width=device-width, initial-scale=1, user-scalable=yes' />
<title>{escape(title, quote=False)}</title>
{head}
<link rel="alternate" type="application/rss+xml" title="{paper.name} &raquo; Feed" href="{paper.home}/feed/" />
<link rel="https://api.w.org/" href="{paper.home}/wp-json/" />
<meta name="generator" content="WordPress 6.1.9" />
</head>
<body class="{body_class} jeg_toggle_light jnews">
<div class="jeg_ad jeg_ad_top jnews_header_top_ads"><div class='ads-wrapper'></div></div>
<div class="jeg_viewport">
{_header(paper)}
{content}
<div class="jeg_ad jnews_above_footer_ads"><div class='ads-wrapper'></div></div>
{_footer(paper)}
</div>
{_drawer(paper)}
{foot}
</body>
</html>
"""


def sidebar(paper: Paper) -> str:
    """The column beside a story: "Recommended" and "Opinion"."""
    opinion = paper.category("opinion")
    pieces = paper.in_category(opinion) if opinion else ()
    return f"""<div class="jeg_sidebar jeg_sticky_sidebar col-md-4"><div class="jegStickyHolder">
{_widget(paper, "Recommended", paper.stories[:RECOMMENDED])}
{_widget(paper, "Opinion", pieces[:OPINION])}
</div></div>"""


def teaser(paper: Paper, story: SampleStory, style: str, *, words: str = "", byline: bool = True) -> str:
    """A story in a list of stories, in one of the theme's styles such as ``jeg_pl_md_2``."""
    address = paper.address(story)
    category = paper.main_category(story)
    author = f'<div class="jeg_meta_author"><span class="by">by</span> {author_links(paper, story)}</div>'
    excerpt = f'<div class="jeg_post_excerpt"><p>{escape(words, quote=False)}</p></div>' if words else ""
    return f"""<article class="jeg_post {style} format-standard"><div class="jeg_thumb"><a href="{address}">\
<div class="thumbnail-container animate-lazy">{lazy_picture(paper, story)}</div></a>\
<div class="jeg_post_category"><span><a href="{paper.category_address(category)}">{category.name}</a></span></div>\
</div>\
<div class="jeg_postblock_content"><h3 class="jeg_post_title"><a href="{address}">{escape(story.title)}</a></h3>\
<div class="jeg_post_meta">{author if byline else ""}<div class="jeg_meta_date"><a href="{address}">\
<i class="fa fa-clock-o"></i> {day(story)}</a></div></div>{excerpt}</div></article>"""


def lazy_picture(paper: Paper, story: SampleStory) -> str:
    """The story's picture as a lazy theme writes it, its address in ``data-src``; nothing when there is none."""
    if not story.picture:
        return ""
    address = paper.picture_address(story.picture)
    return (
        f'<img width="1140" height="570" src="{paper.home}{PLACEHOLDER}" class="lazyload wp-post-image" '
        f'alt="{escape(story.alt)}" data-src="{address}" data-srcset="{address} 1140w" data-sizes="auto" />'
    )


def author_links(paper: Paper, story: SampleStory) -> str:
    """The bylines, each a link to what its author wrote."""
    return " and ".join(f'<a href="{paper.author_address(name)}">{escape(name)}</a>' for name in story.bylines)


def day(story: SampleStory) -> str:
    """The story's day in long form: "August 14, 2026"."""
    return f"{story.published:%B} {story.published.day}, {story.published.year}"


def share_bar(paper: Paper, story: SampleStory, facebook: str, twitter: str) -> str:
    """The two share buttons, with the words on them."""
    address, title = quote(paper.address(story), safe=""), quote(story.title, safe="")
    return f"""<div class="jeg_share_button clearfix"><div class="jeg_sharelist">\
<a href="http://www.facebook.com/sharer.php?u={address}" rel='nofollow' class="jeg_btn-facebook expanded">\
<i class="fa fa-facebook-official"></i><span>{facebook}</span></a>\
<a href="https://twitter.com/intent/tweet?text={title}&amp;url={address}" rel='nofollow' \
class="jeg_btn-twitter expanded"><i class="fa fa-twitter"></i><span>{twitter}</span></a></div></div>"""


def _header(paper: Paper) -> str:
    pages = "\n".join(_menu_page(paper, page) for page in paper.pages[:-1])
    search = _SEARCH.format(home=paper.home)
    newest = paper.stories[0].published
    return f"""<div class="jeg_header_wrapper"><div class="jeg_header normal">
<div class="jeg_topbar jeg_container jeg_navbar_wrapper dark"><div class="container">
<ul class="jeg_menu jeg_top_menu">{pages}</ul>
<div class="jeg_nav_item jeg_top_date">{newest:%A, %B} {newest.day}, {newest.year}</div>
{search}
</div></div>
<div class="jeg_midbar jeg_container jeg_navbar_wrapper normal"><div class="container">
<div class="jeg_nav_item jeg_logo jeg_desktop_logo"><div class="site-title">\
<a href="{paper.home}/">{paper.name}</a></div></div>
{_weather()}
</div></div>
<div class="jeg_bottombar jeg_navbar jeg_container jeg_navbar_wrapper"><div class="container">
<div class="jeg_nav_item jeg_main_menu_wrapper"><ul class="jeg_menu jeg_main_menu">{_menu(paper)}</ul></div>
</div></div>
</div></div>
<div class="jeg_header_sticky"></div>
<div class="jeg_navbar_mobile_wrapper"><div class="jeg_navbar_mobile"><div class="jeg_mobile_logo">\
<div class="site-title"><a href="{paper.home}/">{paper.name}</a></div></div>{search}</div></div>"""


def _weather() -> str:
    days = "".join(
        f'<div class="item"><div class="jeg_weather_temp"><span class="jeg_weather_value">{degrees}</span> '
        f'<span class="jeg_weather_degrees">&deg;</span> <span class="jeg_weather_day">{name}</span></div></div>'
        for degrees, name in _FORECAST
    )
    return f"""<div class="jeg_nav_item jeg_top_weather show"><div class="jeg_weather_condition">\
<span class="jeg_weather_icon"><i class="jegicon jegicon-cloudy-sm"></i></span></div>
<div class="jeg_weather_temp"><span class="jeg_weather_value" data-temp-c="18" data-temp-f="64">64</span> \
<span class="jeg_weather_unit" data-unit="f">&deg;f</span></div>
<div class="jeg_weather_location"><span>Quillhaven</span></div>
<div class="jeg_weather_item show temp item_4">{days}</div></div>"""


def _menu(paper: Paper) -> str:
    """The main menu: every section but Featured, children below their parents, and the page for op-eds."""
    items = [_menu_item(paper, item) for item in paper.categories if item.parent == 0 and item.slug != "featured"]
    return "\n".join((*items, _menu_page(paper, paper.pages[-1])))


def _menu_page(paper: Paper, named: tuple[str, str]) -> str:
    name, path = named
    return f'<li class="menu-item menu-item-object-page"><a href="{paper.home}{path}">{name}</a></li>'


def _menu_item(paper: Paper, category: Category) -> str:
    link = f'<a href="{paper.category_address(category)}">{category.name}</a>'
    children = [_menu_item(paper, item) for item in paper.categories if item.parent == category.id]
    below = f'\n<ul class="sub-menu">\n{chr(10).join(children)}\n</ul>\n' if children else ""
    return f'<li class="menu-item menu-item-type-taxonomy menu-item-object-category">{link}{below}</li>'


def _widget(paper: Paper, title: str, stories: Iterable[SampleStory]) -> str:
    posts = "\n".join(teaser(paper, story, "jeg_pl_sm", byline=False) for story in stories)
    return f"""<div class="widget widget_jnews_module_block_21"><div class="jeg_postblock_21 jeg_postblock">\
<div class="jeg_block_heading"><h3 class="jeg_block_title"><span>{title}</span></h3></div>\
<div class="jeg_block_container"><div class="jeg_posts">{posts}</div></div></div></div>"""


def _footer(paper: Paper) -> str:
    return f"""<div class="footer-holder" id="footer" data-id="footer"><div class="jeg_footer jeg_footer_4 dark">
<div class="footer_widget widget_jnews_social"><a href="https://www.facebook.com/" class="jeg_facebook">\
<span>Facebook</span></a> <a href="https://twitter.com/" class="jeg_twitter"><span>Twitter</span></a></div>
<div class="footer_widget widget_mc4wp_form_widget" id="newsletter">\
<h2 class="jeg_footer_heading"><span>Newsletter</span></h2>\
<form class="mc4wp-form" method="post" action="#"><p><label>Do you like our reporting?</label> \
<input type="email" name="EMAIL" placeholder="Your email address" required></p>\
<p><button type="submit">SUBSCRIBE</button></p></form></div>
<div class="footer_widget widget_jnews_about"><h2 class="jeg_footer_heading"><span>About Us</span></h2>\
<div class="jeg_about"><p>{paper.name} is a newspaper of a country that is on no map.</p>\
<p><a href="{paper.home}{paper.pages[-1][1]}">submit oped</a></p></div></div>
<div class="jeg_footer_secondary"><p class="copyright">&copy; 2026 {paper.name}</p></div>
</div></div>"""


def _drawer(paper: Paper) -> str:
    search = _SEARCH.format(home=paper.home)
    return f"""<div id="jeg_off_canvas" class="jeg_off_canvas normal"><a href="#" class="jeg_menu_close"></a>
<div class="jeg_mobile_wrapper">{search}<ul class="jeg_mobile_menu">{_menu(paper)}</ul>\
<div class="jeg_aside_copyright"><p>&copy; 2026 {paper.name}</p></div></div></div>"""
