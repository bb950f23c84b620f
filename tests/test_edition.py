"""Editions: the built-in ones, files of the reader's own, and every mistake in them (FLT-40, SEC-03)."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from globeterm.edition import (
    DEFAULT_EDITION,
    SAMPLE_EDITION,
    Edition,
    Page,
    Section,
    builtin_edition,
    choose_edition,
    find_section,
    load_edition,
)
from globeterm.errors import EXIT_CONFIG, ConfigError, UsageError
from globeterm.model import FRONT

SMALL = """\
name = "A Paper"
home = "https://paper.example/"

[[sections]]
name = "World"
slug = "world"
feed = "/category/world/feed/"

[[sections]]
name = "Opinion"
slug = "opinion"
feed = "https://paper.example/category/opinion/feed/"
[[sections.sections]]
name = "Stage"
slug = "stage"
feed = "https://elsewhere.example/stage.xml"

[[pages]]
name = "About Us"
address = "https://paper.example/about-us/"
"""


def written(tmp_path: Path, text: str, name: str = "paper.toml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_globe_post_has_the_sections_and_pages_of_its_menu() -> None:
    edition = builtin_edition(DEFAULT_EDITION)
    assert edition.name == "The Globe Post"
    assert edition.home == "https://theglobepost.com"
    assert [(section.name, section.key) for section in edition.walk()] == [
        ("Featured", "featured"),
        ("National", "national"),
        ("World", "world"),
        ("Business", "business"),
        ("Interviews", "interviews"),
        ("Lifestyle", "lifestyle"),
        ("Democracy at Risk", "democracy-at-risk"),
        ("Media Freedom", "democracy-at-risk/media-freedom"),
        ("Opinion", "opinion"),
        ("Editorials", "opinion/editorials"),
        ("Columns", "opinion/columns"),
        ("Book Reviews", "opinion/book-reviews"),
        ("Stage", "opinion/stage"),
    ]
    assert [page.name for page in edition.pages] == ["About Us", "Who Are We", "Work With Us", "Submit Op-ed"]
    for section in edition.walk():
        address = edition.feed_address(section)
        assert address == f"https://theglobepost.com/category/{section.key}/feed/"


def test_the_sample_edition_has_the_same_sections() -> None:
    names = [[section.name for section in builtin_edition(name).walk()] for name in (DEFAULT_EDITION, SAMPLE_EDITION)]
    assert names[0] == names[1]


@pytest.mark.parametrize("name", ["globe-post", "Globe-Post", "globe_post", " GLOBE_POST "])
def test_a_built_in_edition_is_found_in_any_spelling(name: str) -> None:
    assert builtin_edition(name).name == "The Globe Post"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("globpost", "there is no edition 'globpost'; did you mean 'globe-post'?"),
        ("xyz", "there is no edition 'xyz'; there are globe-post, sample"),
    ],
)
def test_an_unknown_edition_names_those_that_are(name: str, sentence: str) -> None:
    with pytest.raises(UsageError) as raised:
        choose_edition(name)
    assert str(raised.value) == sentence


def test_what_is_below_the_home_moves_with_it_and_what_is_elsewhere_stays(tmp_path: Path) -> None:
    edition = load_edition(written(tmp_path, SMALL)).at("http://127.0.0.1:8000/mirror/")
    assert [edition.feed_address(section) for section in edition.walk()] == [
        "http://127.0.0.1:8000/mirror/category/world/feed/",
        "http://127.0.0.1:8000/mirror/category/opinion/feed/",
        "https://elsewhere.example/stage.xml",
    ]
    assert [edition.page_address(page) for page in edition.pages] == ["http://127.0.0.1:8000/mirror/about-us/"]


def test_an_edition_file_is_chosen_by_its_path_whatever_it_is_called(tmp_path: Path) -> None:
    assert choose_edition(str(written(tmp_path, SMALL))).name == "A Paper"
    assert choose_edition(str(written(tmp_path, SMALL, "paper"))).name == "A Paper"
    with pytest.raises(ConfigError, match="can't be read"):
        choose_edition(str(tmp_path / "none.toml"))


def test_an_edition_of_one_row_has_no_pages(tmp_path: Path) -> None:
    text = 'name = "A"\nhome = "http://a.example"\nsections = [{name = "B", slug = "b", feed = "/feed/"}]\n'
    edition = load_edition(written(tmp_path, text))
    assert edition == Edition("A", "http://a.example", (Section("B", "b", "/feed/", "b"),))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('name = "A Paper"\n', "", "paper.toml: there is no 'name'"),
        ('name = "A Paper"', 'name = " "', "paper.toml:1: must not be empty: 'name'"),
        ('name = "A Paper"', "name = 3", "paper.toml:1: must be text: 'name'"),
        ('https://paper.example/"', 'ftp://paper.example/"', "paper.toml:2: must be an http or https address: 'home'"),
        (
            'https://paper.example/"',
            'https://paper.example/?a"',
            "paper.toml:2: must be an http or https address: 'home'",
        ),
        ('slug = "world"', 'slgu = "world"', "paper.toml:6: unknown key 'slgu'; did you mean 'slug'?"),
        ('slug = "world"', "", "paper.toml:4: there is no 'slug'"),
        ('slug = "world"', 'slug = "world"\nslgu = "x"', "paper.toml:7: unknown key 'slgu'; did you mean 'slug'?"),
        ('slug = "world"', 'slug = "@front"', "paper.toml:6: must be one word, as in the section's address: 'slug'"),
        ('slug = "world"', 'slug = "a b"', "paper.toml:6: must be one word"),
        ('slug = "world"', 'slug = "a/b"', "paper.toml:6: must be one word"),
        ('slug = "world"', 'slug = ""', "paper.toml:6: must be one word"),
        ('slug = "world"', 'slug = "a\\u001b[1m"', "paper.toml:6: must be one word"),
        ('slug = "opinion"', 'slug = "world"', "paper.toml:11: two sections have the slug 'world': 'slug'"),
        ("[[pages]]", "[[pags]]", "paper.toml:18: unknown key 'pags'; did you mean 'pages'?"),
        ("address =", "adress =", "paper.toml:20: unknown key 'adress'; did you mean 'address'?"),
        ("[[sections.sections]]", "[sections.sections]", "paper.toml:13: must be a list: 'sections'"),
    ],
)
def test_flt_40_a_mistake_is_named_with_line_and_key(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    assert SMALL.count(old) >= 1
    with pytest.raises(ConfigError) as raised:
        load_edition(written(tmp_path, SMALL.replace(old, new, 1)))
    assert sentence in str(raised.value)
    assert raised.value.exit_code == EXIT_CONFIG


def test_sec_01_the_names_of_an_edition_pass_the_gate(tmp_path: Path) -> None:
    hostile = SMALL.replace('"A Paper"', '"A\\u001b[31m \\u202ePaper"')
    assert load_edition(written(tmp_path, hostile)).name == "A[31m Paper"
    with pytest.raises(ConfigError, match="must be one word"):
        load_edition(written(tmp_path, SMALL.replace('slug = "world"', 'slug = "a\\u001b[1m"', 1)))


def test_flt_40_an_edition_needs_a_section_and_no_abyss_of_them(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="there is no section"):
        load_edition(written(tmp_path, 'name = "A"\nhome = "http://a.example"\n'))
    row = 'name = "A", slug = "a", feed = "/a/"'
    text = 'name = "A"\nhome = "http://a.example"\nsections = ' + f"[{{{row}, sections = " * 9 + "[]" + "}]" * 9
    with pytest.raises(ConfigError, match="more than 8 deep"):
        load_edition(written(tmp_path, text))


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "|cmd",
        "exec:ls",
        "data:text/html,x",
        "category/world/feed/",
        "//elsewhere.example/feed/",
        "https:///feed",
        "/feed\\u001b[31m/",
        "",
        "ftp://a.example/",
    ],
)
@pytest.mark.parametrize("line", ['feed = "/category/world/feed/"', 'address = "https://paper.example/about-us/"'])
def test_sec_03_an_edition_can_never_carry_anything_but_web_addresses(tmp_path: Path, line: str, address: str) -> None:
    key = line.split(maxsplit=1)[0]
    with pytest.raises(ConfigError) as raised:
        load_edition(written(tmp_path, SMALL.replace(line, f'{key} = "{address}"')))
    assert f"must be an http or https address, or begin with '/': '{key}'" in str(raised.value)


@pytest.mark.parametrize(
    "wanted", ["Media Freedom", "media-freedom", "MEDIA  FREEDOM", "media_freedom", "democracy-at-risk/media-freedom"]
)
def test_a_section_is_found_by_name_slug_or_key_in_any_case(wanted: str) -> None:
    assert find_section(builtin_edition(DEFAULT_EDITION), wanted).name == "Media Freedom"


def test_an_unknown_section_names_the_nearest_or_all() -> None:
    edition = builtin_edition(DEFAULT_EDITION)
    with pytest.raises(UsageError, match=r"there is no section 'Wrld' in The Globe Post; did you mean 'World'\?"):
        find_section(edition, "Wrld")
    with pytest.raises(UsageError, match=r"there are Featured, National, World, .*, Stage"):
        find_section(edition, "qqq")


def test_a_page_may_be_anywhere() -> None:
    edition = Edition("A", "https://a.example", (), (Page("X", "/x/"), Page("Y", "https://b.example/y")))
    assert [edition.page_address(page) for page in edition.pages] == ["https://a.example/x/", "https://b.example/y"]


@given(st.binary(max_size=400))
def test_flt_40_any_bytes_are_an_edition_or_one_clean_sentence(
    tmp_path_factory: pytest.TempPathFactory, body: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "any.toml"
    path.write_bytes(body)
    with pytest.raises(ConfigError) as raised:
        load_edition(path)
    assert str(raised.value).isprintable()


def test_the_newsletter_is_below_the_home_a_full_address_or_not_there(tmp_path: Path) -> None:
    assert load_edition(written(tmp_path, SMALL)).newsletter_address() is None
    below = load_edition(written(tmp_path, f'newsletter = "/news/"\n{SMALL}'))
    assert below.at("http://127.0.0.1:8090").newsletter_address() == "http://127.0.0.1:8090/news/"
    full = load_edition(written(tmp_path, f'newsletter = "https://lists.example/join?a=1"\n{SMALL}'))
    assert full.newsletter_address() == "https://lists.example/join?a=1"
    for wrong in ("javascript:alert(1)", "", "mailto:a@b.example"):
        with pytest.raises(ConfigError, match="newsletter"):
            load_edition(written(tmp_path, f'newsletter = "{wrong}"\n{SMALL}'))
    assert builtin_edition(DEFAULT_EDITION).newsletter_address() == "https://theglobepost.com/"


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://theglobepost.com/category/world/", "world"),
        ("http://theglobepost.com/category/world", "world"),
        ("https://theglobepost.com/category/world/?paged=2", None),
        ("https://theglobepost.com/category/world/feed/", None),
        ("https://theglobepost.com/", FRONT),
        ("https://theglobepost.com", FRONT),
        ("https://elsewhere.example/category/world/", None),
        ("https://theglobepost.com/2019/11/18/world/", None),
    ],
)
def test_the_page_of_a_section_is_known_by_its_address(address: str, key: str | None) -> None:
    assert builtin_edition(DEFAULT_EDITION).list_at(address) == key
