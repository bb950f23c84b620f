"""The site's answers, against what a real WordPress was measured to answer."""

import json
import re
from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from urllib.parse import quote

import feedparser
import pytest

from globeterm.sample.furniture import PLACEHOLDER
from globeterm.sample.paper import UPLOADS, Paper, open_paper
from globeterm.sample.site import SampleAnswer, SampleSite

HOME = "https://sample.globeterm.invalid"
FEEDS = (
    "/feed/",
    "/feed",
    "/?feed=rss2",
    "/category/world/feed/",
    "/category/opinion/stage/feed/",
    "/category/stage/feed",
    "/?s=bread&feed=rss2",
    "/tag/kessaly/feed/",
    "/author/desmond-quarrel/feed/",
)


@pytest.fixture(scope="module")
def paper() -> Paper:
    return open_paper()


@pytest.fixture(scope="module")
def site(paper: Paper) -> SampleSite:
    return SampleSite(paper)


def get(site: SampleSite, path: str, **headers: str) -> SampleAnswer:
    return site.answer("GET", HOME + path, {name.replace("_", "-"): value for name, value in headers.items()})


def field(answer: SampleAnswer, name: str) -> str | None:
    return next((value for key, value in answer.headers if key == name), None)


def entries(answer: SampleAnswer) -> list[feedparser.FeedParserDict]:
    parsed = feedparser.parse(answer.body)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed.entries


def title(answer: SampleAnswer) -> str:
    return feedparser.parse(answer.body).feed.title


# --- feeds -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_is_whole_and_has_both_validators(site: SampleSite, path: str) -> None:
    answer = get(site, path)
    assert answer.status == 200
    assert field(answer, "Content-Type") == "application/rss+xml; charset=UTF-8"
    assert re.fullmatch(r'"[0-9a-f]{32}"', field(answer, "ETag") or "")
    assert field(answer, "Last-Modified") == "Fri, 14 Aug 2026 22:10:00 GMT"
    assert 1 <= len(entries(answer)) <= 10


def test_all_feeds_have_the_same_validators(site: SampleSite) -> None:
    assert len({(field(get(site, path), "ETag"), field(get(site, path), "Last-Modified")) for path in FEEDS}) == 1


def test_an_entry_says_what_the_story_says(site: SampleSite, paper: Paper) -> None:
    story = paper.by_name["how-to-postpone-an-election"]
    (entry,) = [item for item in entries(get(site, "/category/democracy-at-risk/feed/")) if item.title == story.title]
    assert entry.link == paper.address(story)
    assert entry.id == f"{HOME}/?p={paper.post_id(story)}"
    assert [author.name for author in entry.authors] == ["Amadi Soréne", "Halla Grímsdal"]
    assert [tag.term for tag in entry.tags] == ["Featured", "Democracy at Risk", *story.tags]
    assert entry.summary == story.standfirst
    assert entry.published_parsed[:6] == story.published.timetuple()[:6]
    assert "They’re always ready" in entry.content[0].value
    assert "More on" not in entry.content[0].value


def test_an_agency_goes_with_the_author(site: SampleSite) -> None:
    (entry,) = [item for item in entries(get(site, "/tag/lantern-fund/feed/")) if "Twelve" in item.title]
    assert entry.author == "Staff Writer with Meridian Wire"


def test_an_excerpt_made_by_itself_is_cut_and_says_so(site: SampleSite) -> None:
    (entry,) = [item for item in entries(get(site, "/tag/trams/feed/")) if "Oskeld" in item.title]
    assert entry.summary.endswith(" [&#8230;]")
    assert len(entry.summary.split()) == 56


def test_a_feed_has_the_newest_ten_and_pages_the_rest(site: SampleSite, paper: Paper) -> None:
    seen: list[str] = []
    for number in range(1, 8):
        seen += [item.link for item in entries(get(site, f"/feed/?paged={number}"))]
    assert seen == [paper.address(story) for story in paper.stories]


@pytest.mark.parametrize("paged", ["0", "-1", "abc", ""])
def test_a_senseless_page_is_the_first(site: SampleSite, paged: str) -> None:
    assert get(site, f"/feed/?paged={paged}").body == get(site, "/feed/").body


def test_past_the_end_is_a_404_with_an_empty_feed(site: SampleSite) -> None:
    answer = get(site, "/category/national/feed/?paged=2")
    assert answer.status == 404
    assert entries(answer) == []
    assert title(answer).startswith("Page not found – ")
    assert field(answer, "Cache-Control") == "no-cache, must-revalidate, max-age=0"
    assert field(answer, "ETag") is not None


def test_a_parent_has_its_childrens_stories(site: SampleSite, paper: Paper) -> None:
    links = {item.link for item in entries(get(site, "/category/opinion/feed/"))}
    assert paper.address_of("editorial-the-ladder") in links
    assert title(get(site, "/category/opinion/feed/")) == "Opinion – The Globe Post Sample Edition"


def test_the_parent_in_a_feeds_path_is_not_checked(site: SampleSite) -> None:
    links = [item.link for item in entries(get(site, "/category/opinion/stage/feed/"))]
    assert links == [item.link for item in entries(get(site, "/category/stage/feed/"))]


@pytest.mark.parametrize(
    "path", ["/category/nosuch/feed/", "/tag/nosuch/feed/", "/author/nosuch/feed/", "/Category/x/feed/"]
)
def test_what_is_unknown_is_an_empty_feed_with_the_sites_own_title(site: SampleSite, path: str) -> None:
    answer = get(site, path)
    if path.startswith("/Category"):
        assert answer.status == 404
    else:
        assert (answer.status, entries(answer), title(answer)) == (200, [], "The Globe Post Sample Edition")


def test_a_storys_own_feed_has_its_comments(site: SampleSite, paper: Paper) -> None:
    answer = get(site, paper.stories[0].path + "feed/")
    assert (answer.status, entries(answer)) == (200, [])
    assert title(answer).startswith("Comments on: ")


def test_search_wants_all_words_in_any_case(site: SampleSite, paper: Paper) -> None:
    links = [item.link for item in entries(get(site, f"/?s={quote('ONION crane')}&feed=rss2"))]
    assert links == [paper.address_of("dunmarrow-crane-strike"), paper.address_of("onions-go-through-the-roof")]
    assert entries(get(site, "/?s=xylophone&feed=rss2")) == []
    assert "Search Results for “bread”" in title(get(site, "/?s=bread&feed=rss2"))


# --- conditional requests --------------------------------------------------------------------------------------------


def conditions() -> list[tuple[dict[str, str], int]]:
    answer = SampleSite().answer("GET", f"{HOME}/feed/", {})
    tag, date = field(answer, "ETag") or "", field(answer, "Last-Modified") or ""
    moment = parsedate_to_datetime(date)
    earlier, later = (format_datetime(moment + timedelta(seconds=s), usegmt=True) for s in (-1, 1))
    return [
        ({"If-None-Match": tag}, 304),
        ({"if-none-match": f"  {tag} "}, 304),
        ({"If-None-Match": f"W/{tag}"}, 200),
        ({"If-None-Match": f'{tag}, "x"'}, 200),
        ({"If-None-Match": "*"}, 200),
        ({"If-None-Match": tag[:-1] + '-gzip"'}, 200),
        ({"If-Modified-Since": date}, 304),
        ({"If-Modified-Since": later}, 304),
        ({"If-Modified-Since": earlier}, 200),
        ({"If-Modified-Since": "last Tuesday"}, 200),
        ({"If-None-Match": tag, "If-Modified-Since": date}, 304),
        ({"If-None-Match": f"W/{tag}", "If-Modified-Since": date}, 200),
        ({"If-None-Match": tag, "If-Modified-Since": earlier}, 200),
        ({"If-None-Match": '"wrong"', "If-Modified-Since": date}, 200),
        ({}, 200),
    ]


@pytest.mark.parametrize(("sent", "status"), conditions())
def test_a_feed_answers_conditions_as_wordpress_does(site: SampleSite, sent: dict[str, str], status: int) -> None:
    answer = site.answer("GET", f"{HOME}/category/world/feed/", sent)
    assert answer.status == status
    if status == 304:
        assert answer.body == b""
        assert [name for name, _ in answer.headers] == ["Last-Modified", "ETag"]


def test_pages_have_no_validators_and_are_always_whole(site: SampleSite, paper: Paper) -> None:
    for path in ("/", paper.stories[0].path, "/about-us/", "/category/world/"):
        answer = get(site, path, If_None_Match="*", If_Modified_Since="Fri, 14 Aug 2099 21:00:00 GMT")
        assert answer.status == 200
        assert field(answer, "ETag") is None
        assert field(answer, "Last-Modified") is None


def test_a_picture_answers_conditions_as_a_web_server_does(site: SampleSite) -> None:
    path = f"{UPLOADS}ferry.png"
    answer = get(site, path)
    tag, date = field(answer, "ETag") or "", field(answer, "Last-Modified") or ""
    assert answer.body.startswith(b"\x89PNG")
    assert field(answer, "Content-Type") == "image/png"
    assert get(site, path, If_None_Match=tag).status == 304
    assert get(site, path, If_None_Match=f'"x", W/{tag}').status == 304
    assert get(site, path, If_None_Match='"x"', If_Modified_Since=date).status == 200
    assert get(site, path, If_Modified_Since=date) == SampleAnswer(304, (("Last-Modified", date), ("ETag", tag)), b"")
    assert get(site, path, If_Modified_Since="nonsense").status == 200


@pytest.mark.parametrize("name", ["nosuch.png", "../sample.toml", "..%2fsample.toml", "ferry.jpg", ""])
def test_no_other_file_can_be_had_as_a_picture(site: SampleSite, name: str) -> None:
    assert get(site, UPLOADS + name).status == 404


def test_the_placeholder_of_lazy_pictures_is_there(site: SampleSite) -> None:
    assert get(site, PLACEHOLDER).body.startswith(b"\x89PNG")


# --- pages and addresses ---------------------------------------------------------------------------------------------


def test_a_storys_page_has_the_furniture_of_the_theme(site: SampleSite, paper: Paper) -> None:
    text = get(site, paper.by_name["kessaly-judges-retire-by-tuesday"].path).body.decode()
    for name in (
        *("jeg_topbar", "jeg_top_date", "jeg_search_result", "jeg_top_weather", "jeg_main_menu", "sub-menu"),
        *(
            "jeg_breadcrumbs",
            "entry-header",
            "jeg_post_subtitle",
            "jeg_meta_author",
            "jeg_meta_date",
            "jeg_meta_category",
        ),
        *("jeg_featured featured_image", "data-src=", "wp-caption-text", "jeg_share_top_container", "content-inner"),
        *("jnews_inline_related_post_wrapper", "jeg_post_tags", "jeg_share_bottom_container", "prev-post", "next-post"),
        *(
            "jnews_author_box_container",
            "jeg_author_desc",
            "jnews_related_post_container",
            "jeg_popup_post",
            "jeg_sidebar",
        ),
        *("Recommended", "SUBSCRIBE", "footer-holder", "jeg_off_canvas", "application/ld+json", 'property="og:image"'),
    ):
        assert name in text, name
    assert "by</span> <a" in text
    assert ">Amadi Soréne with Meridian Wire</a>" in text
    assert "With Contributions by Meridian Wire" in text
    assert "08/13/26" in text


def test_the_boxes_stand_where_the_story_has_them_and_at_its_end(site: SampleSite, paper: Paper) -> None:
    text = get(site, paper.by_name["parliament-stops-its-clock"].path).body.decode()
    body = text[text.index("content-inner") : text.index("jeg_post_tags")]
    assert body.index("More on<strong>") < body.index("The quarrel was over")


def test_json_ld_can_be_read(site: SampleSite, paper: Paper) -> None:
    text = get(site, paper.stories[0].path).body.decode()
    told = [json.loads(script) for script in re.findall(r"<script type='application/ld\+json'>(.*?)</script>", text)]
    (article,) = [item for item in told if item["@type"] == "Article"]
    assert article["headline"] == paper.stories[0].title
    assert article["datePublished"] == "2026-08-14 22:10:00"


def test_the_first_and_the_last_story_have_one_neighbour(site: SampleSite, paper: Paper) -> None:
    newest, oldest = (get(site, paper.stories[place].path).body.decode() for place in (0, -1))
    assert ("prev-post" in newest, "next-post" in newest) == (True, False)
    assert ("prev-post" in oldest, "next-post" in oldest) == (False, True)


def test_the_front_page_has_the_menu_and_both_blocks(site: SampleSite) -> None:
    text = get(site, "/").body.decode()
    for name in ("National", "Media Freedom", "Book Reviews", "Submit Op-ed", "About Us", "Recommended", "Opinion"):
        assert name in text
    assert text.count("jeg_pl_md_2") == 12


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/category/opinion/stage/", '<h1 class="jeg_cat_title">Stage</h1>'),
        ("/tag/%e9%b9%ad%e5%b2%a9/", '<h1 class="jeg_archive_title">鹭岩</h1>'),
        ("/author/desmond-quarrel/", '<h1 class="jeg_archive_title">Desmond Quarrel</h1>'),
        ("/?s=bread", '<h1 class="jeg_archive_title">Search Results for “bread”</h1>'),
    ],
)
def test_lists_are_pages_too(site: SampleSite, path: str, heading: str) -> None:
    answer = get(site, path)
    assert answer.status == 200
    assert heading in answer.body.decode()


def test_what_is_searched_for_is_no_markup(site: SampleSite) -> None:
    assert b"<script>x" not in get(site, "/?s=%3Cscript%3Ex").body


def test_redirects_lead_to_the_story(site: SampleSite, paper: Paper) -> None:
    story = paper.by_name["luyan-bridge"]
    wanted = HOME + story.path
    for path in (story.path[:-1], f"/?p={paper.post_id(story)}", story.path[11:], story.path[11:-1]):
        answer = get(site, path)
        assert (answer.status, field(answer, "Location"), answer.body) == (301, wanted, b""), path
    assert field(get(site, "/about-us"), "Location") == f"{HOME}/about-us/"
    assert field(get(site, "/category/world"), "Location") == f"{HOME}/category/world/"


def test_encoding_in_either_case_finds_the_story(site: SampleSite, paper: Paper) -> None:
    path = paper.by_name["luyan-bridge"].path
    assert get(site, path).status == get(site, path.upper()).status == 200


@pytest.mark.parametrize(
    "path", ["/nothing/", "/2026/01/01/a-loaf-for-every-tide/", "/category/nosuch/", "/?p=1", "/a/b/c"]
)
def test_anything_else_is_a_404_page(site: SampleSite, path: str) -> None:
    answer = get(site, path)
    assert answer.status == 404
    assert b"Page Not Found" in answer.body
    assert field(answer, "Content-Type") == "text/html; charset=UTF-8"


def test_only_get_and_head_are_answered(site: SampleSite) -> None:
    assert site.answer("POST", f"{HOME}/", {}).status == 405
    head = site.answer("HEAD", f"{HOME}/feed/", {})
    assert (head.status, head.headers, head.body) == (200, get(site, "/feed/").headers, b"")


def test_the_same_question_has_the_same_answer(site: SampleSite) -> None:
    assert SampleSite().answer("GET", f"{HOME}/feed/", {}) == get(site, "/feed/")


# --- REST ------------------------------------------------------------------------------------------------------------


def test_the_sections_by_rest(site: SampleSite, paper: Paper) -> None:
    answer = get(site, "/wp-json/wp/v2/categories?per_page=100")
    rows = json.loads(answer.body)
    assert [(row["name"], row["slug"]) for row in rows] == [(item.name, item.slug) for item in paper.categories]
    assert field(answer, "X-WP-Total") == "13"
    assert next(row for row in rows if row["slug"] == "stage")["link"] == f"{HOME}/category/opinion/stage/"
    assert all(row["count"] >= 3 for row in rows if row["slug"] != "opinion")


def test_rest_pages_and_parents(site: SampleSite) -> None:
    answer = get(site, "/wp-json/wp/v2/categories?page=2")
    assert (len(json.loads(answer.body)), field(answer, "X-WP-TotalPages")) == (3, "2")
    opinion = next(row for row in json.loads(get(site, "/wp-json/wp/v2/categories").body) if row["slug"] == "opinion")
    children = json.loads(get(site, f"/wp-json/wp/v2/categories/?parent={opinion['id']}").body)
    assert [row["slug"] for row in children] == ["editorials", "columns", "book-reviews", "stage"]


def test_no_other_route_of_rest_is_open(site: SampleSite) -> None:
    answer = get(site, "/wp-json/wp/v2/posts")
    assert (answer.status, json.loads(answer.body)["code"]) == (404, "rest_no_route")


# --- a paper with less in it -----------------------------------------------------------------------------------------


def test_a_bare_story_in_a_paper_without_opinions(tmp_path: Path) -> None:
    (tmp_path / "stories").mkdir()
    (tmp_path / "sample.toml").write_text(
        'name = "Bare"\nhome = "https://bare.invalid"\n[[sections]]\nname = "World"\nslug = "world"\n'
        '[[pages]]\nname = "About"\naddress = "/about/"\n'
    )
    (tmp_path / "stories" / "one.md").write_text(
        '+++\ntitle = "One & Only"\nsections = ["world"]\npublished = 2026-01-02T03:04:05Z\n+++\n'
        "Short. A ]]> in it.\n\n![a dog](dog) It barks.\n"
    )
    site = SampleSite(open_paper(tmp_path))
    page = site.answer("GET", "https://bare.invalid/2026/01/02/one/", {}).body.decode()
    assert "One &amp; Only" in page
    for absent in ("jeg_post_tags", "jeg_post_subtitle", "og:image", "jeg_author_desc", "prev-post", "next-post"):
        assert absent not in page
    (entry,) = entries(site.answer("GET", "https://bare.invalid/feed/", {}))
    assert entry.title == "One & Only"
    assert entry.summary == "Short. A ]]&gt; in it."
