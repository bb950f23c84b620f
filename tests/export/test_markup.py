"""Stories as XHTML."""

from xml.etree import ElementTree as ET

from hypothesis import given, settings

from globeterm.content import Embed, Figure, ListBlock, More, Paragraph, Picture, Quote, Span, Table
from globeterm.export.clipping import DEEPEST
from globeterm.export.escaping import direction, fit, web_address
from globeterm.export.markup import Markup
from globeterm.export.setting import set_clipping

from .clippings import DOCUMENTS, PHOTO, SITE, clipping, dated

MARKUP = Markup(lambda picture: "quay.png" if picture.url == PHOTO.url else None, dated)
ALLOWED = {
    *("root", "header", "h1", "h2", "h3", "h4", "h5", "h6", "p", "time", "figure", "img", "figcaption", "span", "a"),
    *("strong", "em", "code", "pre", "br", "blockquote", "ul", "ol", "li", "table", "caption", "thead", "tbody", "tr"),
    *("th", "td", "div", "aside", "hr", "footer"),
}

STORY = """\
<header>
<p class="kicker">World</p>
<h1>Strike &amp; &lt;Harbour&gt;</h1>
<p class="standfirst">Nine days up.</p>
<p class="byline">By Abena Fosu and Staff Writer with AFP</p>
<p class="dateline"><time datetime="2019-11-18T12:00:00Z">18.11.2019</time> · \
updated <time datetime="2019-11-20T00:00:00Z">20.11.2019</time> · 4 min</p>
</header>
<figure>
<img src="quay.png" alt="A quay"/>
<figcaption>The quay on Monday. <span class="credit">Photo: AFP</span></figcaption>
</figure>
<p>Dockers <strong>walked</strong> out on <a href="https://theglobepost.com/m/">Monday</a></p>
<h2>What they want</h2>
<blockquote>
<p>More pay.</p>
<p class="attribution">— A docker</p>
</blockquote>
<ul>
<li>one
<ul>
<li>nested</li>
</ul></li>
</ul>
<ol start="3">
<li>three</li>
<li><p>four</p>
<p>more</p></li>
</ol>
<div class="table"><table>
<caption>Days out</caption>
<thead>
<tr><th>Port</th><th>Days|</th></tr>
</thead>
<tbody>
<tr><td>Quill</td><td>9</td></tr>
</tbody>
</table></div>
<pre><code>a &lt; b
``` c</code></pre>
<figure>
<img src="quay.png" alt="A quay"/>
<figcaption>The quay on Monday. <span class="credit">Photo: AFP</span></figcaption>
</figure>
<hr/>
<aside class="more">
<p class="label">More on the Subject</p>
<ul>
<li><a href="https://theglobepost.com/2018/">Last Year</a> <span class="about">Abena Fosu · 18.11.2019</span></li>
</ul>
</aside>
<p class="embed">Video: The quay · <a href="https://video.example/1">video.example</a></p>
<footer>
<p class="note">Abena Fosu writes on work.</p>
<p class="tags">Tags: ports</p>
<p class="label">Related</p>
<ul>
<li><a href="https://theglobepost.com/2019/port/">A Port Reopens</a></li>
</ul>
<p class="source">Published at <a href="https://theglobepost.com/2019/11/18/strike/">theglobepost.com</a></p>
</footer>"""


def test_a_story_has_all_of_its_parts() -> None:
    assert set_clipping(clipping(), MARKUP) == STORY


@given(DOCUMENTS)
@settings(deadline=None)
def test_any_document_is_well_formed_and_holds_no_foreign_markup(document: object) -> None:
    """SEC-03: only our own elements, no address but of the web."""
    root = ET.fromstring(f"<root>{set_clipping(clipping(document), MARKUP)}</root>")  # type: ignore[arg-type]
    assert {element.tag for element in root.iter()} <= ALLOWED
    for element in root.iter("a"):
        assert element.attrib["href"].startswith(("http://", "https://"))


def test_headings_stand_below_the_headline_and_never_below_the_sixth_level() -> None:
    lowered = Markup(lambda _: None, dated, lower=2)
    assert "<h3>Strike" in set_clipping(clipping(), lowered)
    assert "<h4>What they want</h4>" in set_clipping(clipping(), lowered)


def test_what_shows_nothing_is_left_out() -> None:
    nothing = (
        Paragraph((Span(" "),)),
        Quote(()),
        ListBlock(False, ()),
        Table(()),
        More("More", ()),
        Embed("", "", None),
        Figure(Picture("")),
    )
    assert MARKUP.blocks(nothing) == ""


def test_a_picture_that_is_not_at_hand_is_a_link() -> None:
    absent = Figure(Picture(f"{SITE}/x.jpg"))
    assert '<a href="https://theglobepost.com/x.jpg">Picture: theglobepost.com</a>' in MARKUP.block(absent)


def test_neighbouring_spans_of_one_link_are_one_link() -> None:
    spans = (Span("a ", link=SITE), Span("b", emphasis=True, link=SITE), Span("\nc", code=True))
    assert MARKUP.block(Paragraph(spans)) == (f'<p><a href="{SITE}/">a <em>b</em></a><code><br/>c</code></p>')


def test_a_nest_too_deep_is_cut() -> None:
    block: object = Paragraph((Span("deep"),))
    for _ in range(2000):
        block = Quote((block,))  # type: ignore[arg-type]
    assert MARKUP.block(block) == ""  # type: ignore[arg-type]
    assert DEEPEST < 2000


def test_text_from_right_to_left_says_so() -> None:
    assert MARKUP.block(Paragraph((Span("سلام"),))) == '<p dir="auto">سلام</p>'
    assert direction("Grüße") == ""


def test_addresses_are_as_strict_readers_want_them() -> None:
    assert web_address("https://x.example/a[1]?b=%zz&c=%20#d#e") == "https://x.example/a%5B1%5D?b=%25zz&c=%20#d%23e"
    assert web_address("javascript:alert(1)") is None
    assert web_address(None) is None


def test_sec_03_what_is_no_web_address_leads_nowhere() -> None:
    assert [web_address(one) for one in ("javascript:alert(1)", "file:///etc/passwd", "", None)] == [None] * 4


def test_characters_that_xml_does_not_know_are_replaced() -> None:
    assert fit("a\x00b\ud800c\ufffed\x85e\n") == "a\ufffdb\ufffdc\ufffdd\ufffde\n"
