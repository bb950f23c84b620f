"""The HTML pages: a story with all that JNews sets around it, lists of stories, the front page, the own pages."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from typing import Final

from globeterm.sample.furniture import author_links, lazy_picture, page, share_bar, sidebar, teaser
from globeterm.sample.markup import Surroundings, to_html
from globeterm.sample.paper import Paper, excerpt
from globeterm.sample.stories import SampleStory

RELATED: Final = 3


def story_page(paper: Paper, story: SampleStory) -> str:
    """The page of one story."""
    return page(
        paper,
        title=f"{story.title} – {paper.name}",
        body_class="post-template-default single single-post jeg_single_tpl_1",
        head=_story_head(paper, story),
        content=f"""<div class="post-wrapper"><div class="post-wrap" data-url="{paper.address(story)}">
<div class="jeg_main"><div class="jeg_container"><div class="jeg_content jeg_singlepage"><div class="container">
<div class="row"><div class="jeg_main_content col-md-8"><div class="jeg_inner_content">
{_breadcrumbs(paper, story)}
{_entry_header(paper, story)}
{_featured(paper, story)}
<div class="jeg_share_top_container">{share_bar(paper, story, "Share on Facebook", "Share on Twitter")}</div>
<div class="entry-content no-share"><div class="content-inner">
{_body(paper, story)}
{_tags(paper, story)}</div></div>
<div class="jeg_share_bottom_container">{share_bar(paper, story, "Share", "Tweet")}</div>
{_neighbours(paper, story)}
{_author_box(paper, story)}
{_related(paper, story)}
<div class="jnews_comment_container"></div>
</div></div>
{sidebar(paper)}
</div></div></div></div></div>
</div></div>""",
        foot=_json_ld(paper, story),
    )


def list_page(paper: Paper, heading: str, stories: Sequence[SampleStory], *, heading_class: str) -> str:
    """A list of stories: a section, a tag, an author or a search."""
    posts = "\n".join(teaser(paper, story, "jeg_pl_md_2", words=excerpt(story)[0]) for story in stories)
    title = f'<h1 class="{heading_class}">{escape(heading, quote=False)}</h1>'
    return page(
        paper,
        title=f"{heading} – {paper.name}",
        body_class="archive",
        head="",
        content=_main(f'{title}\n<div class="jeg_posts jeg_load_more_flag">{posts}</div>', sidebar(paper)),
    )


def home_page(paper: Paper) -> str:
    """The front page: featured stories first, then the newest."""
    featured = [story for story in paper.stories if "featured" in story.sections]
    newest = [story for story in paper.stories if story not in featured]
    posts = "\n".join(
        teaser(paper, story, "jeg_pl_md_2", words=excerpt(story)[0]) for story in (featured + newest)[:12]
    )
    content = f'<div class="jnews_home_content_wrapper"><div class="jeg_posts">{posts}</div></div>'
    return page(paper, title=paper.name, body_class="home blog", head="", content=_main(content, sidebar(paper)))


def own_page(paper: Paper, path: str) -> str:
    """One of the paper's own pages, such as About Us."""
    title, html = paper.page(path)
    content = (
        f'<div class="entry-header"><h1 class="jeg_post_title">{escape(title, quote=False)}</h1></div>\n'
        f'<div class="entry-content"><div class="content-inner">{html}</div></div>'
    )
    head = f'<link rel="canonical" href="{paper.home}{path}" />'
    return page(paper, title=f"{title} – {paper.name}", body_class="page", head=head, content=_main(content))


def missing_page(paper: Paper) -> str:
    """The page of an address that leads nowhere."""
    content = '<h1 class="jeg_archive_title">Page Not Found</h1><p>Sorry, the page you are looking for is not here.</p>'
    return page(paper, title=f"Page not found – {paper.name}", body_class="error404", head="", content=_main(content))


def _main(content: str, beside: str = "") -> str:
    return f"""<div class="jeg_main"><div class="jeg_container"><div class="jeg_content"><div class="container">
<div class="jeg_cat_content row"><div class="jeg_main_content jeg_column col-md-8"><div class="jeg_inner_content">
{content}
</div></div>
{beside}
</div></div></div></div></div>"""


def _story_head(paper: Paper, story: SampleStory) -> str:
    address, words = paper.address(story), escape(excerpt(story)[0])
    picture = f'\n<meta property="og:image" content="{paper.picture_address(story.picture)}">' if story.picture else ""
    tags = "".join(f'\n<meta property="article:tag" content="{escape(tag)}">' for tag in story.tags)
    return f"""<meta property="og:type" content="article">
<meta property="og:title" content="{escape(story.title)}">
<meta property="og:site_name" content="{paper.name}">
<meta property="og:description" content="{words}">
<meta property="og:url" content="{address}">{picture}
<meta property="article:published_time" content="{story.published.isoformat()}">
<meta property="article:modified_time" content="{story.published.isoformat()}">
<meta property="article:section" content="{paper.main_category(story).name}">{tags}
<meta name="author" content="{escape(", ".join(story.bylines))}">
<link rel="alternate" type="application/rss+xml" title="Comments Feed" href="{address}feed/" />
<link rel="canonical" href="{address}" />
<link rel='shortlink' href='{paper.home}/?p={paper.post_id(story)}' />"""


def _breadcrumbs(paper: Paper, story: SampleStory) -> str:
    category = paper.main_category(story)
    return f"""<div class="jeg_breadcrumbs jeg_breadcrumb_container"><div id="breadcrumbs">\
<span class=""><a href="{paper.home}/">Home</a></span><i class="fa fa-angle-right"></i>\
<span class="breadcrumb_last_link"><a href="{paper.category_address(category)}">{category.name}</a></span>\
</div></div>"""


def _entry_header(paper: Paper, story: SampleStory) -> str:
    categories = ", ".join(
        f'<a href="{paper.category_address(item)}" rel="category tag">{item.name}</a>'
        for item in paper.categories
        if item.slug in story.sections
    )
    standfirst = (
        f'<h2 class="jeg_post_subtitle">{escape(story.standfirst, quote=False)}</h2>' if story.standfirst else ""
    )
    return f"""<div class="entry-header">
<h1 class="jeg_post_title">{escape(story.title, quote=False)}</h1>
{standfirst}<div class="jeg_meta_container"><div class="jeg_post_meta jeg_post_meta_1"><div class="meta_left">
<div class="jeg_meta_author"><span class="meta_text">by</span> {author_links(paper, story)}</div>
<div class="jeg_meta_date"><a href="{paper.address(story)}">{story.published:%m/%d/%y}</a></div>
<div class="jeg_meta_category"><span><span class="meta_text">in</span> {categories}</span></div>
</div></div></div>
</div>"""


def _featured(paper: Paper, story: SampleStory) -> str:
    if not story.picture:
        return '<div class="jeg_featured featured_image"></div>'
    words = f"{story.caption} Credit: {story.credit}" if story.credit else story.caption
    caption = f'<p class="wp-caption-text">{escape(words, quote=False)}</p>' if words else ""
    return f"""<div class="jeg_featured featured_image"><a href="{paper.picture_address(story.picture)}">\
<div class="thumbnail-container animate-lazy">{lazy_picture(paper, story)}</div>{caption}</a></div>"""


def _body(paper: Paper, story: SampleStory) -> str:
    def more_box(names: tuple[str, ...]) -> str:
        return _more(paper, (paper.by_name[name] for name in names))

    html = to_html(story.body, Surroundings(paper.address_of, paper.picture_address, more_box))
    return f"{html}\n{more_box(story.more)}" if story.more else html


def _more(paper: Paper, stories: Iterable[SampleStory]) -> str:
    posts = "".join(
        f'<article class="jeg_post jeg_pl_xs format-standard"><div class="jeg_postblock_content">'
        f'<h3 class="jeg_post_title"><a href="{paper.address(story)}">{escape(story.title, quote=False)}</a></h3>'
        f"</div></article>"
        for story in stories
    )
    return f"""<div class='jnews_inline_related_post_wrapper left half'>
<div class='jnews_inline_related_post'><div class="jeg_postblock_29 jeg_postblock">\
<div class="jeg_block_heading"><h3 class="jeg_block_title"><span>More on<strong> the Subject</strong></span></h3></div>\
<div class="jeg_block_container"><div class="jeg_posts">{posts}</div></div></div></div>
</div>"""


def _tags(paper: Paper, story: SampleStory) -> str:
    if not story.tags:
        return ""
    links = "".join(
        f'<a href="{paper.tag_address(tag)}" rel="tag">{escape(tag, quote=False)}</a>' for tag in story.tags
    )
    return f'<div class="jeg_post_tags"><span>Tags:</span> {links}</div>'


def _neighbours(paper: Paper, story: SampleStory) -> str:
    """The older and the newer story, and the box that slides in with the older one."""
    place = paper.stories.index(story)
    older = paper.stories[place + 1] if place + 1 < len(paper.stories) else None
    newer = paper.stories[place - 1] if place else None
    links = "\n".join(
        f'<a href="{paper.address(other)}" class="post {name}-post"><span class="caption">{caption}</span>'
        f'<h3 class="post-title">{escape(other.title, quote=False)}</h3></a>'
        for other, name, caption in ((older, "prev", "Previous Post"), (newer, "next", "Next Post"))
        if other
    )
    popup = teaser(paper, newer, "jeg_pl_sm", byline=False) if newer else ""
    return f"""<div class="jnews_prev_next_container"><div class="jeg_prevnext_post">
{links}
</div></div>
<div class="jnews_popup_post_container"><section class="jeg_popup_post"><span class="caption">Next Post</span>\
<div class="jeg_popup_content">{popup}</div></section></div>"""


def _author_box(paper: Paper, story: SampleStory) -> str:
    note = story.author_note or (f"With Contributions by {story.agency}" if story.agency else "")
    if not note:
        return '<div class="jnews_author_box_container"></div>'
    return f"""<div class="jnews_author_box_container"><div class="jeg_authorbox"><div class="jeg_author_content">\
<h3 class="jeg_author_name">{author_links(paper, story)}</h3>\
<p class="jeg_author_desc">{escape(note, quote=False)}</p></div></div></div>"""


def _related(paper: Paper, story: SampleStory) -> str:
    """The newest other stories of the main section."""
    others = [other for other in paper.in_category(paper.main_category(story)) if other is not story]
    posts = "\n".join(teaser(paper, other, "jeg_pl_md_1") for other in others[:RELATED])
    return f"""<div class="jnews_related_post_container"><div class="jeg_postblock_22 jeg_postblock">\
<div class="jeg_block_heading"><h3 class="jeg_block_title"><span>Related<strong> Posts</strong></span></h3></div>\
<div class="jeg_posts jeg_block_container">{posts}</div></div></div>"""


def _json_ld(paper: Paper, story: SampleStory) -> str:
    address, when = paper.address(story), _local(story.published)
    told: tuple[dict[str, object], ...] = (
        {"@context": "http://schema.org", "@type": "Organization", "url": f"{paper.home}/", "name": paper.name},
        {
            "@context": "http://schema.org",
            "@type": "Article",
            "mainEntityOfPage": {"@type": "WebPage", "@id": address},
            "datePublished": when,
            "dateModified": when,
            "url": address,
            "headline": story.title,
            "author": {"@type": "Person", "name": story.bylines[0], "url": paper.author_address(story.bylines[0])},
            "articleSection": [item.name for item in paper.categories if item.slug in story.sections],
            "publisher": {"@type": "Organization", "name": paper.name, "url": paper.home},
        },
        {"@context": "http://schema.org", "@type": "hentry", "entry-title": story.title, "published": when},
    )
    scripts = (json.dumps(item).replace("/", "\\/") for item in told)
    return "\n".join(f"<script type='application/ld+json'>{script}</script>" for script in scripts)


def _local(when: datetime) -> str:
    """A time as jnews-jsonld prints it: the site's own clock, which is UTC here, and no zone."""
    return f"{when:%Y-%m-%d %H:%M:%S}"
