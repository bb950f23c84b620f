"""The walk: which HTML becomes which block."""

import pytest

from globeterm.content import (
    Code,
    Embed,
    Figure,
    Heading,
    ListBlock,
    More,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Span,
    Table,
)
from globeterm.document.blocks import PROTECTED
from globeterm.document.frames import MOST_BLOCKS, NESTING
from tests.document.pages import blocks, said, texts


def paragraph(text: str) -> Paragraph:
    return Paragraph((Span(text),))


def lines(html: str) -> list[str]:
    return [said(block.spans) for block in blocks(html) if isinstance(block, Paragraph)]


def test_paragraphs_and_bare_text_between_them() -> None:
    assert lines("<div>before <p>one</p> between <p>two</p>after</div>") == ["before", "one", "between", "two", "after"]


def test_white_space_is_collapsed_as_a_browser_does() -> None:
    assert lines("<p>\n  a \t b<b> c</b> <i>d </i> e\u2028f\x85g\u00a0\u00a0h </p><p> \u00a0 </p>") == [
        "a b* c* _d _e f g h"
    ]
    assert lines("<p>a <a href='/x'> b </a> c</p>") == ["a [b](https://theglobepost.com/x) c"]
    assert lines("<p><a href='/x'>b </a><a href='/y'>c</a></p>") == [
        "[b](https://theglobepost.com/x) [c](https://theglobepost.com/y)"
    ]


def test_line_breaks_and_doubled_ones() -> None:
    assert lines("one<br>two<br> <br/>three<br>") == ["one\ntwo", "three"]
    assert lines("<br><br>one") == ["one"]


def test_spans_of_every_style() -> None:
    html = "<p><strong>a<em>b</em></strong><code>c</code><a href='/x/'>d</a><a href='#top'>e</a><a>f</a><q>g</q></p>"
    assert lines(html) == ["*a**_b_*`c`[d](https://theglobepost.com/x/)ef“g”"]


@pytest.mark.parametrize(("tag", "level"), [("h1", 2), ("h2", 2), ("h4", 4), ("h6", 6)])
def test_headings_are_of_level_two_to_six(tag: str, level: int) -> None:
    assert blocks(f"<{tag}>What <em>Next</em></{tag}>") == (
        Heading(level, (Span("What "), Span("Next", emphasis=True))),
    )


def test_quotes_with_whom_they_are_from() -> None:
    words = (paragraph("We talk."), paragraph("We walk."))
    name = (Span("Nadia Ferré"),)
    body = "<p>We talk.</p><p>We walk.</p>"
    for foot in (
        "<cite>Nadia Ferré</cite>",
        "<p><cite>Nadia Ferré</cite></p>",
        "<footer>— Nadia Ferré</footer>",
        "<p>— Nadia Ferré</p>",
        "<p><span>―</span> Nadia Ferré</p>",
    ):
        assert blocks(f"<blockquote>{body}{foot}</blockquote>") == (Quote(words, name),), foot
    figure = (
        f"<figure class=wp-block-pullquote><blockquote>{body}</blockquote><figcaption>Nadia Ferré</figcaption></figure>"
    )
    assert blocks(figure) == (Quote(words, name),)


def test_a_dash_alone_is_no_attribution_and_a_cite_in_running_text_is_a_title() -> None:
    assert blocks("<blockquote><p>— We talk.</p></blockquote>") == (Quote((paragraph("— We talk."),)),)
    found = blocks("<blockquote><p>In <cite>The Stage</cite> they talk.</p></blockquote>")
    assert isinstance(found[0], Quote)
    assert found[0].attribution == ()
    assert lines("<p>In <cite>The Stage</cite></p><footer>foot</footer>") == ["In _The Stage_", "foot"]
    assert blocks("<blockquote> </blockquote>") == ()


def test_lists_nest_and_keep_their_start() -> None:
    html = "<ol start=3><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li><li> </li></ol>"
    inner = ListBlock(ordered=False, items=((paragraph("b"),),))
    outer = ListBlock(ordered=True, items=((paragraph("a"), inner), (paragraph("c"), paragraph("d"))), start=3)
    assert blocks(html) == (outer,)


@pytest.mark.parametrize("start", ["x", "", "9999999", "１", "-"])
def test_a_start_that_is_no_number_is_one(start: str) -> None:
    (found,) = blocks(f"<ol start='{start}'><li>a</ol>")
    assert isinstance(found, ListBlock)
    assert found.start == 1


def test_lists_as_they_should_not_be() -> None:
    assert blocks("<li>a</li>") == (paragraph("a"),)
    assert blocks("<ul>a<li>b</li>c<ul><li>d</ul></ul>") == (
        ListBlock(
            ordered=False,
            items=((paragraph("a"),), (paragraph("b"), paragraph("c"), ListBlock(False, ((paragraph("d"),),)))),
        ),
    )
    assert blocks("<ul></ul>") == ()


def test_definition_lists_are_paragraphs() -> None:
    assert lines("<dl><dt>Ferry</dt><dd>A boat.</dd></dl>") == ["*Ferry*", "A boat."]


def cells(table: object) -> list[list[str]]:
    assert isinstance(table, Table)
    return [[said(cell) for cell in row] for row in table.rows]


def test_tables_are_squared_and_know_their_headings() -> None:
    html = (
        "<table><caption>Boats</caption><thead><tr><th>Town<th>Count</tr></thead>"
        "<tr><td colspan=2>both<td>c</tr><tr><td>a<br>b<p>c</p></tr><tr><td> </td></tr><tr></tr></table>"
    )
    (table,) = blocks(html)
    assert isinstance(table, Table)
    assert cells(table) == [["Town", "Count", ""], ["both", "", "c"], ["a\nb\nc", "", ""]]
    assert table.header_rows == 1
    assert said(table.caption) == "Boats"


def test_a_table_of_a_figure_has_its_caption() -> None:
    html = "<figure class=wp-block-table><table><tr><td>a<td>b</table><figcaption>Source: us</figcaption></figure>"
    (table,) = blocks(html)
    assert isinstance(table, Table)
    assert said(table.caption) == "Source: us"


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>one</td></tr><tr><td><p>two</p></td></tr></table>",
        "<table role=presentation><tr><td>one<td>two</table>",
        "<table><tr><td>one<td><table><tr><td>two</table></table>",
    ],
)
def test_a_table_that_lays_out_is_unwrapped(html: str) -> None:
    assert lines(html) == ["one", "two"]


def test_tables_of_nothing_and_of_long_cells() -> None:
    assert blocks("<table><tr><td> <td></table>") == ()
    assert len(lines(f"<table><tr><td>{'word ' * 200}<td>side</table>")) == 2


def test_garbage_in_colspan_is_one_column() -> None:
    for span in ("0", "x", "-1", "99999", "٣"):
        (table,) = blocks(f"<table><tr><td colspan='{span}'>a<td>b</table>")
        assert len(cells(table)[0]) in {1, 2}


def test_code_keeps_its_lines() -> None:
    assert blocks("<pre>\n\tif <b>a</b>:<br>    b\n</pre><pre> </pre>") == (Code("    if a:\n    b"),)


def test_verse_is_lines_of_a_paragraph() -> None:
    assert lines("<pre class='wp-block-verse'>one\n  two\n\nthree</pre>") == ["one\ntwo", "three"]


def test_rules_only_between_blocks() -> None:
    assert blocks("<hr><p>a</p><hr><hr class=wp-block-separator><p>b</p><hr>") == (
        paragraph("a"),
        Rule(),
        paragraph("b"),
    )


def test_a_figure_with_caption_and_credit() -> None:
    html = (
        "<figure class='wp-block-image'><a href='/big.jpg'><img src='/a.jpg' alt='A sea'></a>"
        "<figcaption>At sea. Photo: AFP</figcaption></figure>"
    )
    picture = Picture("https://theglobepost.com/a.jpg", "A sea", "At sea.", "AFP")
    assert blocks(html) == (Figure(picture),)


def test_a_classic_caption_is_no_paragraph() -> None:
    html = "<div class='wp-caption alignleft'><img src='/a.jpg'><p class='wp-caption-text'>At sea.</p></div><p>b</p>"
    assert blocks(html) == (Figure(Picture("https://theglobepost.com/a.jpg", "", "At sea.")), paragraph("b"))


def test_a_caption_beside_its_figure_and_one_without() -> None:
    html = "<img src='/a.jpg'><p class='wp-caption-text'>At sea. Photo: AFP</p><p class='wp-caption-text'>Lost.</p>"
    assert blocks(html) == (Figure(Picture("https://theglobepost.com/a.jpg", "", "At sea.", "AFP")),)


def test_a_credit_that_has_its_own_element() -> None:
    html = "<figure><img src=/a.jpg><figcaption>At sea. <span class='credit'>Ann Lee</span></figcaption></figure>"
    assert blocks(html) == (Figure(Picture("https://theglobepost.com/a.jpg", "", "At sea.", "Ann Lee")),)


def test_galleries_give_each_picture_its_caption() -> None:
    one = "<figure class=wp-block-image><img src=/1.jpg><figcaption>One</figcaption></figure>"
    two = "<figure class=wp-block-image><img src=/2.jpg></figure>"
    expected = (
        Figure(Picture("https://theglobepost.com/1.jpg", "", "One")),
        Figure(Picture("https://theglobepost.com/2.jpg", "", "Both")),
    )
    assert blocks(f"<figure class='wp-block-gallery'>{one}{two}<figcaption>Both</figcaption></figure>") == expected
    assert (
        blocks(f"<ul class='wp-block-gallery'><li>{one}</li><li>{two}</li></ul><p class=gallery-caption>Both</p>")
        == expected
    )


def test_several_pictures_of_one_figure_and_the_same_one_twice() -> None:
    html = (
        "<figure><img src=/1.jpg><img src=/2.jpg><img src=/2-300x200.jpg><figcaption>Both"
        "</figcaption></figure><img src=/1.jpg>"
    )
    assert [block.picture.url[-5:] for block in blocks(html) if isinstance(block, Figure)] == ["1.jpg", "2.jpg"]


def test_figures_that_hold_other_things() -> None:
    assert blocks("<figure><pre>x</pre></figure>") == (Code("x"),)
    assert texts(blocks(f"<figure><img src=/a.jpg><p>{'word ' * 100}</p></figure>")) == [("word " * 100).strip()]
    assert blocks("<figure>text</figure>") == (paragraph("text"),)
    assert blocks(
        "<figure><iframe src='https://player.vimeo.com/video/7'></iframe><figcaption>A film</figcaption></figure>"
    ) == (Embed("Vimeo video", "A film", "https://vimeo.com/7"),)
    bare = "<figure class='wp-block-embed'><div class=wp-block-embed__wrapper>https://youtu.be/x</div></figure>"
    assert blocks(bare) == (Embed("YouTube video", "", "https://youtu.be/x"),)
    assert blocks("<figure class=wp-block-embed><div>https://example.org/x</div></figure>") == ()


def test_a_picture_in_a_paragraph_waits_for_its_end() -> None:
    found = blocks("<p><img src=/a.jpg>one <img src=/b.jpg>two</p>")
    assert [type(block) for block in found] == [Figure, Paragraph, Figure]
    assert texts(found) == ["one two"]


def test_emoji_are_text_and_avatars_nothing() -> None:
    html = (
        "<p>Up <img class='wp-smiley' src='https://s.w.org/x.png' alt='🇳🇴'> we go"
        "<img class='emoji'><img class='avatar' src='/a.jpg'></p>"
    )
    assert blocks(html) == (paragraph("Up 🇳🇴 we go"),)


def test_noscript_gives_the_picture_that_a_lazy_one_lacks() -> None:
    html = "<img src='/jeg-empty.png'><noscript>Enable it<img src='/a.jpg'></noscript>"
    assert blocks(html) == (Figure(Picture("https://theglobepost.com/a.jpg")),)
    assert len(blocks("<img src='/b.jpg'><noscript><img src='/a.jpg'></noscript>")) == 1


def test_embeds_say_what_they_are() -> None:
    tweet = (
        "<blockquote class='twitter-tweet'><p>Counting.</p>— Q (@q) "
        "<a href='https://twitter.com/q/status/1'>May</a></blockquote>"
    )
    assert blocks(tweet) == (Embed("post on X", "Counting.— Q (@q) May", "https://twitter.com/q/status/1"),)
    frame = (
        "<p>before<iframe src='https://www.youtube.com/embed/70efdf2ec9b' title='A lab video'>no frames</iframe></p>"
    )
    assert blocks(frame) == (
        paragraph("before"),
        Embed("YouTube video", "A lab video", "https://www.youtube.com/watch?v=70efdf2ec9b"),
    )
    assert blocks("<iframe src='https://ad.doubleclick.net/x'></iframe><iframe></iframe>") == ()
    assert blocks("<div class='fb-post' data-href='https://facebook.com/p/1'></div>") == (
        Embed("Facebook post", "", "https://facebook.com/p/1"),
    )


def test_more_on_the_subject_stands_where_it_stood() -> None:
    box = (
        "<div class='jnews_inline_related_post_wrapper'><div class='jnews_inline_related_post'>"
        "<h3 class='jeg_block_title'><span>More on<strong> the Subject</strong></span></h3>"
        "<h3 class='jeg_post_title'><a href='/x/'>A Name</a></h3><a href='/y/'></a></div></div>"
    )
    (before, more, after) = blocks(f"<p>a</p>{box}<p>b</p>")
    assert isinstance(more, More)
    assert (more.title, more.links[0].title, more.links[0].url) == (
        "More on the Subject",
        "A Name",
        "https://theglobepost.com/x/",
    )
    assert (before, after) == (paragraph("a"), paragraph("b"))
    assert blocks("<div class='jnews_inline_related_post'>nothing</div>") == ()


@pytest.mark.parametrize(
    "junk",
    [
        "<script>x</script>",
        "<style>x</style>",
        "<svg><text>x</text></svg>",
        "<form><input>x</form>",
        "<nav>x</nav>",
        "<div class='jeg_share_button'>Share</div>",
        "<div class='sharedaddy sd-sharing'>Share</div>",
        "<div id='jp-relatedposts'>Related</div>",
        "<div class='code-block code-block-1'>Ad</div>",
        "<ins class='adsbygoogle'>Ad</ins>",
        "<div data-ad-slot=1>Ad</div>",
        "<div hidden>x</div>",
        "<div style='color:red; display : none'>x</div>",
        "<span class='screen-reader-text'>x</span>",
        "<button>x</button>",
    ],
)
def test_furniture_is_left_out_and_the_text_after_it_is_not(junk: str) -> None:
    assert lines(f"<p>a</p>{junk}tail") == ["a", "tail"]


def test_a_body_is_no_furniture_whatever_else_it_is_called() -> None:
    assert lines("<div class='entry-content jp-relatedposts'>a</div>") == ["a"]


def test_a_password_form_is_a_sentence_and_a_page_in_a_form_is_a_page() -> None:
    assert blocks("<form class='post-password-form'><p>Password:</p></form>") == (paragraph(PROTECTED),)
    words = "word " * 40
    assert len(lines(f"<form><p>{words}</p><p>{words}</p><p>{words}</p></form>")) == 3


def test_deep_nesting_neither_crashes_nor_loses_text() -> None:
    """SEC-07: 100,000 levels, of blocks, of quotes, of lists, of spans."""
    for tag in ("div", "blockquote", "ul", "b", "span", "section"):
        html = f"<p>before</p>{f'<{tag}>' * 100_000}deep{f'</{tag}>' * 100_000}<p>after</p>"
        assert "deep" in str(blocks(html)), tag
        assert "after" in str(blocks(html)), tag


def test_nesting_of_blocks_is_bounded() -> None:
    """SEC-07."""
    found = blocks(f"{'<blockquote>' * 40}deep")
    depth = 0
    while isinstance(found[0], Quote):
        found = found[0].blocks
        depth += 1
    assert depth == NESTING
    assert "deep" in str(blocks(f"{'<ul><li>' * 40}deep"))


def test_a_story_of_too_many_blocks_is_cut() -> None:
    """SEC-07."""
    assert len(blocks(f"<ul><li>a</ul>{'<p>x' * (MOST_BLOCKS + 50)}")) <= MOST_BLOCKS + 1


def test_marks_do_not_pile_up_over_spans() -> None:
    """SEC-04: at most four combining marks on a base, over several spans too."""
    html = "<p>a" + "".join(f"<{tag}>\u0301\u0301\u0301\u0301</{tag}>" for tag in ("b", "i", "b", "i")) + "</p>"
    assert sum(char == "\u0301" for text in texts(blocks(html)) for char in text) <= 4


def test_a_story_in_an_element_that_is_called_a_post_elsewhere_is_a_story() -> None:
    assert lines(f"<div class='instagram-media'><p>{'word ' * 800}</p></div>") == [("word " * 800).strip()]


def test_blanks_of_other_kinds_are_no_text() -> None:
    assert lines("<p><b>\u00a0</b><i>\u2003</i>a<b>\u2003</b></p>") == ["a"]


def test_attributions_in_the_middle_and_of_a_dash_alone() -> None:
    (found,) = blocks("<blockquote><p>a</p><p>—<b> Ann</b></p></blockquote>")
    assert isinstance(found, Quote)
    assert said(found.attribution) == "* Ann*"


def test_a_quote_of_two_paragraphs_may_name_nobody() -> None:
    assert blocks("<blockquote><p>a</p><p>b</p></blockquote>") == (Quote((paragraph("a"), paragraph("b"))),)
    assert blocks("<blockquote><p>a</p><ul><li>b</ul></blockquote>") == (
        Quote((paragraph("a"), ListBlock(ordered=False, items=((paragraph("b"),),)))),
    )
