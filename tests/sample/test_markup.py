"""A body as it is written, and the HTML that is made of it."""

import pytest

from globeterm.sample.markup import Surroundings, to_html, to_text

SITE = Surroundings(lambda name: f"/s/{name}", lambda name: f"/p/{name}", lambda names: f"<aside>{names}</aside>")


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("One line\nand another.", "<p>One line and another.</p>"),
        ("A\n\nB", "<p>A</p>\n\n\n\n<p>B</p>"),
        ("## Part two", "<h2>Part two</h2>"),
        ("### Less", "<h3>Less</h3>"),
        ("---", '<hr class="wp-block-separator" />'),
        ("**a** and *b*", "<p><strong>a</strong> and <em>b</em></p>"),
        ("5 < 6 & 7", "<p>5 &lt; 6 &amp; 7</p>"),
        ("[it](other)", '<p><a href="/s/other">it</a></p>'),
        ("[x](https://a.invalid/?b=1&c=2)", '<p><a href="https://a.invalid/?b=1&amp;c=2">x</a></p>'),
        ("up\\\ndown", "<p>up<br />down</p>"),
        ("- a\n- b\n  c", "<ul><li>a</li><li>b c</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        (
            "> a\n> b\n> — C",
            '<blockquote class="wp-block-quote"><p>a b</p><cite>C</cite></blockquote>',
        ),
        ("> a\n>\n> b", '<blockquote class="wp-block-quote"><p>a</p><p>b</p></blockquote>'),
        (
            "| x | y |\n|---|---|\n| 1 | 2 |",
            '<figure class="wp-block-table"><table><thead><tr><th>x</th><th>y</th></tr></thead>'
            "<tbody><tr><td>1</td><td>2</td></tr></tbody></table></figure>",
        ),
        (
            "| x |\n|---|\n| 1 |\nSource: us",
            '<figure class="wp-block-table"><table><thead><tr><th>x</th></tr></thead>'
            "<tbody><tr><td>1</td></tr></tbody></table><figcaption>Source: us</figcaption></figure>",
        ),
        ("| x | y |\n|---|---|\n| | 2 |", None),
        (
            "![a dog](dog) It barks.",
            '<figure class="wp-block-image size-large"><img src="/p/dog" alt="a dog" />'
            "<figcaption>It barks.</figcaption></figure>",
        ),
        (
            "[video](https://v.invalid/1) A film",
            '<figure class="wp-block-embed is-type-video"><div class="wp-block-embed__wrapper"><iframe title="A film" '
            'width="560" height="315" src="https://v.invalid/1" allowfullscreen></iframe></div></figure>',
        ),
        ("[more](a, b)", "<aside>('a', 'b')</aside>"),
    ],
)
def test_blocks(written: str, made: str | None) -> None:
    html = to_html(written, SITE)
    assert html == made if made is not None else html.count("<td>") == 2


def test_a_box_without_html_leaves_nothing_behind() -> None:
    quiet = Surroundings(SITE.story_address, SITE.picture_address, lambda _: "")
    assert to_html("a\n\n[more](x)\n\nb", quiet) == "<p>a</p>\n\n\n\n<p>b</p>"


def test_text_is_the_paragraphs_without_marks() -> None:
    others = ("## No", "> no", "- no", "1. no", "| no |", "![no](no) no", "[video](no) no", "[more](no)", "---")
    body = "\n\n".join(("A *b* **c** [d](e).", *others, "*F.*"))
    assert to_text(body) == "A b c d. F."
