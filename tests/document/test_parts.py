"""The small readers: credits, pictures, embeds, bylines, moments, bytes."""

from datetime import UTC, datetime

import pytest
from lxml import etree

from globeterm.document.byline import split_byline
from globeterm.document.embeds import embed_of, named_embed, post_of
from globeterm.document.pictures import picture_of, split_credit
from globeterm.document.sizes import same_picture
from globeterm.document.times import moment, moment_in_address
from globeterm.document.tree import decoded, parsed
from tests.document.pages import BASE


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("Officials on Monday. Photo: AFP", ("Officials on Monday.", "AFP")),
        ("Photo: Handout", ("", "Handout")),
        ("She speaks. Photo: Jane Doe, AFP", ("She speaks.", "Jane Doe, AFP")),
        ("A view (AFP)", ("A view", "AFP")),
        ("A view (Jane Doe/AFP)", ("A view", "Jane Doe/AFP")),
        ("A view. (Photo by Jane Doe/Getty Images)", ("A view.", "Jane Doe/Getty Images")),
        ("A view (AP Photo/John Doe)", ("A view", "AP Photo/John Doe")),
        ("Sunset [Ann Lee/Al Jazeera]", ("Sunset", "Ann Lee/Al Jazeera")),
        ("A street in Oslo © Reuters", ("A street in Oslo", "Reuters")),
        ("A street — Photo credit: Ann Lee", ("A street", "Ann Lee")),
        ("Photo by Ann Lee on Unsplash", ("", "Ann Lee on Unsplash")),
        ("A view. | AFP", ("A view.", "AFP")),
        ("People wait. AFP PHOTO / JOHN DOE", ("People wait.", "AFP PHOTO / JOHN DOE")),
        ("Chart. Source: World Bank", ("Chart.", "World Bank")),
        ("Town hall Photo: PA", ("Town hall", "PA")),
        ("The man told the source: go home", ("The man told the source: go home", "")),
        ("A photo by the river shows a man", ("A photo by the river shows a man", "")),
        ("A man at sea (2019)", ("A man at sea (2019)", "")),
        ("", ("", "")),
    ],
)
def test_a_credit_is_set_apart(caption: str, expected: tuple[str, str]) -> None:
    assert split_credit(caption) == expected


def address(attributes: str) -> str | None:
    picture = picture_of(etree.fromstring(f"<img {attributes}/>"), BASE)
    return picture.url.removeprefix("https://theglobepost.com/") if picture is not None else None


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('src="/a.jpg"', "a.jpg"),
        ('src="/jeg-empty.png" data-src="/a.jpg" data-srcset="/b.jpg 900w"', "a.jpg"),
        ('src="data:image/gif;base64,R0" data-srcset="/s.jpg 300w, /l.jpg 1200w, /xl.jpg 2400w"', "l.jpg"),
        ('src="/s.jpg" srcset="/s.jpg 300w,/l.jpg 1024w"', "l.jpg"),
        ('src="/s.jpg" srcset="/xl.jpg 4000w, /xxl.jpg 8000w"', "xl.jpg"),
        ('src="/s.jpg" srcset="/a.jpg, /b.jpg 1.5x, /c.jpg 2x"', "b.jpg"),
        ('src="/s.jpg" srcset="data:x 1x, /b.jpg 1.2.3x"', "s.jpg"),
        ('src="/img/spacer.gif"', None),
        ('src="/1x1.png"', None),
        ('src="javascript:x"', None),
        ("", None),
        ('src="/a.jpg" width="1" height="1"', None),
        ('src="/a.jpg" width="100%"', "a.jpg"),
        ('src="/a.jpg" class="avatar photo"', None),
        ('src="/blank-page-story.jpg"', None),
    ],
)
def test_the_right_file_of_a_picture(attributes: str, expected: str | None) -> None:
    assert address(attributes) == expected


def test_sizes_of_one_picture_are_the_same() -> None:
    assert same_picture("https://a.org/x-750x375.jpg?v=1") == same_picture("https://a.org/x.jpg#y")
    assert same_picture("https://a.org/x1.jpg") != same_picture("https://a.org/x2.jpg")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<iframe src='https://www.youtube.com/embed/abcdefgh?x=1'/>",
            ("YouTube video", "https://www.youtube.com/watch?v=abcdefgh"),
        ),
        (
            "<iframe src='https://www.youtube.com/playlist?list=1'/>",
            ("YouTube video", "https://www.youtube.com/playlist?list=1"),
        ),
        ("<iframe data-src='https://player.vimeo.com/video/1'/>", ("Vimeo video", "https://vimeo.com/1")),
        ("<iframe src='https://player.vimeo.com/x'/>", ("Vimeo video", "https://player.vimeo.com/x")),
        (
            "<iframe src='https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Ffacebook.com%2Fp%2F1'/>",
            ("Facebook post", "https://facebook.com/p/1"),
        ),
        (
            "<iframe src='https://www.facebook.com/plugins/video.php?href=x'/>",
            ("Facebook post", "https://www.facebook.com/plugins/video.php?href=x"),
        ),
        ("<video><source src='/a.mp4'/></video>", ("video", "https://theglobepost.com/a.mp4")),
        ("<audio src='/a.mp3'/>", ("audio", "https://theglobepost.com/a.mp3")),
        ("<iframe src='https://example.org/x'/>", ("embedded page", "https://example.org/x")),
        ("<iframe src='https://www.google.com/maps/embed?x'/>", ("map", "https://www.google.com/maps/embed?x")),
        ("<iframe src='https://www.facebook.com/plugins/like.php?x'/>", None),
        ("<iframe src='#'/>", None),
        ("<iframe src='about:blank'/>", None),
    ],
)
def test_embeds(html: str, expected: tuple[str, str] | None) -> None:
    embed = embed_of(etree.fromstring(html), BASE)
    assert (embed and (embed.kind, embed.url)) == expected


def test_posts_and_bare_addresses() -> None:
    post = post_of(
        etree.fromstring("<blockquote class='instagram-media' data-instgrm-permalink='https://instagram.com/p/1'/>"),
        BASE,
    )
    assert post is not None
    assert (post.kind, post.url) == ("Instagram post", "https://instagram.com/p/1")
    nowhere = post_of(etree.fromstring("<blockquote class='twitter-tweet'>words</blockquote>"), BASE)
    assert nowhere is not None
    assert (nowhere.url, nowhere.text) == (None, "words")
    assert post_of(etree.fromstring("<blockquote/>"), BASE) is None
    assert named_embed("https://example.org/", BASE) is None
    assert named_embed("javascript:x", BASE) is None


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Staff Writer"], (("Staff Writer",), "")),
        (["By Staff Writer with AFP"], (("Staff Writer",), "AFP")),
        (["Staff Writer by Staff Writer"], (("Staff Writer",), "")),
        (["Ann Lee, Bo Chen and Cy Diaz"], (("Ann Lee", "Bo Chen", "Cy Diaz"), "")),
        (["Ann Lee & Bo Chen"], (("Ann Lee", "Bo Chen"), "")),
        (["Martin King, Jr."], (("Martin King, Jr.",), "")),
        (["von Erika Muster"], (("Erika Muster",), "")),
        (["Ann Lee", "ann lee"], (("Ann Lee",), "")),
        (["Chen Lanyu 陈兰雨"], (("Chen Lanyu 陈兰雨",), "")),
        (["With AFP"], (("With AFP",), "")),
        (
            ["Ann Lee with a very long list of all her friends"],
            (("Ann Lee with a very long list of all her friends",), ""),
        ),
        (["admin", "https://facebook.com/x", "", "me@example.org", "\x1b"], ((), "")),
        (
            ["The paper of record for seven towns, one of them large"],
            (("The paper of record for seven towns, one of them large",), ""),
        ),
    ],
)
def test_bylines(names: list[str], expected: tuple[tuple[str, ...], str]) -> None:
    assert split_byline(names) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-11-18T12:30:05-05:00", (2019, 11, 18, 17, 30, 5)),
        ("2019-11-18T12:30:05.123Z", (2019, 11, 18, 12, 30, 5)),
        ("2019-11-18 12:30:05", (2019, 11, 18, 12, 30, 5)),
        ("2019-1-8", (2019, 1, 8)),
        ("2019-11-18 9:05", (2019, 11, 18, 9, 5)),
        ("2019-11-18T12:30:05+0200", (2019, 11, 18, 10, 30, 5)),
        ("20191118", (2019, 11, 18)),
        ("20191118T123005Z", (2019, 11, 18, 12, 30, 5)),
        ("Mon, 18 Nov 2019 12:30:05 +0100", (2019, 11, 18, 11, 30, 5)),
        ("Mon, 18 Nov 2019 12:30:05 -0000", (2019, 11, 18, 12, 30, 5)),
        ("November 18, 2019", (2019, 11, 18)),
        ("Published on 18th November 2019, 4:05 pm", (2019, 11, 18, 16, 5)),
        ("18. März 2019", (2019, 3, 18)),
        ("18 de noviembre de 2019", (2019, 11, 18)),
        ("18 of Nonsense 2019 and May 3, 2018", (2018, 5, 3)),
        ("2019年11月18日", (2019, 11, 18)),
        ("18.11.2019 – 12:30", (2019, 11, 18, 12, 30)),
        ("18.11.19", (2019, 11, 18)),
        ("2019/11/18", (2019, 11, 18)),
        ("11/18/19", (2019, 11, 18)),
        ("18/11/2019", (2019, 11, 18)),
    ],
)
def test_moments(text: str, expected: tuple[int, ...]) -> None:
    assert moment(text) == datetime(*expected, tzinfo=UTC)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    "text", ["", "soon", "2019-13-45", "0000-00-00 00:00:00", "31.02.2019", "1970-01-01", "12:30", "99/99/99"]
)
def test_what_is_no_moment(text: str) -> None:
    assert moment(text) is None


def test_the_day_in_an_address() -> None:
    assert moment_in_address("https://a.org/2019/11/18/x/") == datetime(2019, 11, 18, tzinfo=UTC)
    assert moment_in_address("https://a.org/2019/13/99/x/") is None
    assert moment_in_address("https://a.org/x/") is None


@pytest.mark.parametrize(
    ("body", "charset", "expected"),
    [
        ("żółw".encode(), None, "żółw"),
        ("żółw".encode(), "latin-1", "żółw"),
        ("żółw".encode("iso-8859-2"), "iso-8859-2", "żółw"),
        (b"<meta charset='iso-8859-2'>" + "żółw".encode("iso-8859-2"), None, "<meta charset='iso-8859-2'>żółw"),
        (b"caf\xe9 \x93x\x94", None, "café “x”"),
        (b"caf\xe9", "nonsense", "café"),
        (b"\xef\xbb\xbfabc", "latin-1", "abc"),
        (b"\xff\xfea\x00", None, "a"),
        ("日本".encode("iso-2022-jp"), "iso-2022-jp", "日本"),
        (b"caf\xe9", "base64", "café"),
    ],
)
def test_bytes_to_text(body: bytes, charset: str | None, expected: str) -> None:
    """FLT-28."""
    assert decoded(body, charset) == expected


def test_a_large_page_is_cut_between_characters() -> None:
    assert decoded("é".encode() * 1_500_000, None) == "é" * 1_000_000
    assert decoded(b"x" + "é".encode() * 1_500_000, None).startswith("xé")


def test_what_has_no_tree() -> None:
    assert parsed("") is None
    assert parsed("<!-- x -->") is None
    assert parsed("   ") is None
