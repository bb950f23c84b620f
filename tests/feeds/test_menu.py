from pathlib import Path

import pytest

from globeterm.feeds.menu import categories, feed_of, same_name, site_menu

CAPTURES = Path(__file__).parent.parent / "data" / "captures"
HOME = "https://theglobepost.com/"


def rows(html, charset=None):
    body = html if isinstance(html, bytes) else html.encode()
    return [(row.title, row.url) for row in site_menu(body, HOME, charset)]


def test_the_recorded_home_page():
    found = rows((CAPTURES / "home.body").read_bytes())
    assert [name for name, _ in found] == [
        "National", "World", "Business", "Interviews", "Lifestyle", "Democracy at Risk", "Media Freedom", "Opinion",
        "Editorials", "Columns", "Book Reviews", "Stage", "Submit Op-ed", "About Us", "Who Are We", "Work With Us",
    ]  # fmt: skip
    assert found[6] == ("Media Freedom", "https://theglobepost.com/category/democracy-at-risk/media-freedom/")


@pytest.mark.parametrize(
    "html",
    [
        '<ul class="jeg_menu jeg_mobile_menu"><li><a href="/c/w/"> The \n <b>World</b></a></ul>',
        '<div class="wp-block-navigation is-responsive"><a href="/c/w/">The World</a></div>',
        '<nav><ul><li><a href="/c/w/">The World</a></ul></nav>',
        '<header><a href="/c/w/">The World</a></header>',
        '<div><ul id="menu-main"><li><a href="/c/w/">The World</a></ul></div>',
        '<body class="has-footer-menu"><nav><a href="/c/w/">The World</a></nav>',
    ],
)
def test_menus_of_many_themes(html):
    assert rows(html) == [("The World", "https://theglobepost.com/c/w/")]


def test_what_stands_near_a_menu_is_no_row():
    html = """
        <header><h1><a href="/">The Globe Post</a></h1></header>
        <nav><a href="#">Menu</a><a href="javascript:x()">Share</a><a>None</a><a href="/x"><img src="x"></a>
          <a href="/w/">World</a><a href="/w/">World</a>
          <div class="jeg_newsfeed_item"><a href="/story/">A story</a></div>
          <article><a href="/story2/">Another</a></article></nav>
        <footer><nav><a href="/imprint/">Imprint</a></nav></footer>
        <div id="footer"><ul class="menu"><li><a href="/about/">About</a></ul></div>"""
    assert rows(html) == [("World", "https://theglobepost.com/w/")]


def test_the_main_menu_comes_first():
    html = '<nav><a href="/a/">About</a></nav><ul class="jeg_main_menu"><li><a href="/w/">World</a></ul>'
    assert [name for name, _ in rows(html)] == ["World", "About"]


@pytest.mark.parametrize(
    ("encoding", "charset", "head"),
    [
        ("utf-8", None, ""),
        ("utf-8", "utf-8", ""),
        ("latin-1", None, '<meta charset="iso-8859-1">'),
        ("cp1252", "windows-1252", ""),
    ],
)
def test_charsets(encoding, charset, head):
    html = f'{head}<nav><a href="/e/">Économie</a></nav>'.encode(encoding)
    assert rows(html, charset) == [("Économie", "https://theglobepost.com/e/")]


@pytest.mark.parametrize("html", [b"", b" ", b"\0\1\2", b"plain text", b"<!-- -->"])
def test_a_page_without_a_menu_has_no_rows(html):
    assert rows(html) == []


def test_an_unknown_charset_has_no_rows():
    assert rows('<nav><a href="/w/">World</a></nav>', "no-such-charset") == []


def test_names_pass_the_gate():
    """SEC-01"""
    assert rows('<nav><a href="/w/">Wor&#x202e;ld \x9b31m</a></nav>') == [("World 31m", "https://theglobepost.com/w/")]


def test_the_recorded_categories():
    found = categories((CAPTURES / "rest-categories.body").read_bytes())
    assert [(row.title, row.url) for row in found[:2]] == [
        ("World", "https://theglobepost.com/category/world/"),
        ("National", "https://theglobepost.com/category/national/"),
    ]
    children = categories((CAPTURES / "rest-categories-children.body").read_bytes())
    assert {row.title for row in children} == {"Book Reviews", "Columns", "Editorials", "Stage"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b'{"code":"rest_not_logged_in"}',
        b'[1, null, {}, {"name": "x"}, {"name": 1, "link": 2}, {"name": "x", "link": "javascript:x"}]',
        b'[{"name": "\\u202e", "link": "https://x.org/"}]',
        b"[" * 100_000,
    ],
)
def test_no_categories(body):
    assert categories(body) == ()


def test_a_categorys_name_is_html():
    found = categories(b'[{"name": "R&#038;D <b>\\u001bx</b>", "link": "https://x.org/c/"}]')
    assert [row.title for row in found] == ["R&D x"]


@pytest.mark.parametrize(
    ("address", "feed"),
    [
        ("https://x.org/category/world/", "https://x.org/category/world/feed/"),
        ("https://x.org/category/world?utm=1#top", "https://x.org/category/world/feed/"),
        ("https://x.org/category/world/feed/", "https://x.org/category/world/feed/"),
        ("https://x.org/", "https://x.org/feed/"),
        ("https://x.org", "https://x.org/feed/"),
        ("https://x.org/?cat=3", "https://x.org/?cat=3&feed=rss2"),
    ],
)
def test_the_feed_of_a_section(address, feed):
    assert feed_of(address) == feed


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("World", "world", True),
        ("Arts &amp; Culture", "Arts and  culture", True),
        ("Démocratie", "DEMOCRATIE", True),
        ("Media Freedom", "media-freedom", True),
        ("Straße", "STRASSE", True),
        ("世界", "世界", True),
        ("★", "★", True),
        ("★", "☆", False),
        ("World", "Worlds", False),
        ("Columns", "Opinion", False),
    ],
)
def test_same_names(one, other, same):
    assert same_name(one, other) is same
    assert same_name(other, one) is same
