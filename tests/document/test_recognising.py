"""A page that is another than the story's is known for it (FLT-25)."""

import pytest

from globeterm.document.from_page import PageStory, Wanted, page_story
from globeterm.document.recognising import AnotherPageError
from globeterm.errors import BadInputError

URL = "https://paper.example/2025/06/18/harbour-strike-ends/"
TERMS = "Guests of this hotel may use the network once they have agreed to what is written here and below. " * 6
STORY = "The dockers went back to work at dawn, after nine days on which nothing had moved in the port. " * 6
FORM = "<form action='/login'><input name='room'></form>"


def read(body: str, *, title: str = "Dockers Go Back to Work", url: str = URL, final_url: str = "") -> PageStory:
    html = f"<html><head><title>Paper</title></head><body>{body}</body></html>".encode()
    return page_story(html, url=final_url or url, wanted=Wanted(title, url))


@pytest.mark.parametrize(
    ("body", "final_url"),
    [
        (f"<h1>Hotel</h1><p>{TERMS}</p>{FORM}", ""),
        (f"<h1>Hotel</h1><p>{TERMS}</p>", "https://portal.example/login"),
        ("<h1>Welcome to the hotel</h1>", ""),
        (f"<p>{TERMS}</p>{FORM}<a href='{URL}'>{URL}</a>", ""),
    ],
    ids=["a form", "elsewhere", "nothing to read", "the address in a link"],
)
def test_flt_25_a_portal_is_known_by_what_it_does_not_say(body: str, final_url: str) -> None:
    with pytest.raises(AnotherPageError, match="open any page in a browser, then try again"):
        read(body, final_url=final_url)


@pytest.mark.parametrize(
    ("body", "more"),
    [
        (f"<h1>Dockers Go Back to Work</h1><p>{STORY}</p>{FORM}", {}),
        (f"<h1>At Dawn</h1><p>{STORY}</p>{FORM}", {}),
        (f"<h1>Harbour Strike Is Over</h1><p>{TERMS}</p>{FORM}", {}),
        (f"<link rel='canonical' href='https://www.other.example{URL[21:]}'><p>{TERMS}</p>{FORM}", {}),
        (f"<meta property='og:title' content='Dockers go back'><p>{TERMS}</p>{FORM}", {}),
        (f"<p>{TERMS}</p>{FORM}", {"title": "", "url": "https://paper.example/"}),
        (f"<h1>Another headline altogether</h1><p>{TERMS}</p>", {}),
        (
            f"<h1>港湾ストライキ終結</h1><p>{STORY}</p>{FORM}",
            {"title": "港湾ストライキ終結", "url": "https://paper.example/?p=1"},
        ),
    ],
    ids=["headline", "its words in the text", "address", "canonical", "og:title", "nothing known", "edited", "dense"],
)
def test_a_page_that_may_be_the_storys_is_read(body: str, more: dict[str, str]) -> None:
    assert read(body, **more).document.blocks


def test_an_empty_page_is_no_other_page() -> None:
    with pytest.raises(BadInputError, match="no text on it"):
        page_story(b"<html><body></body></html>", url=URL, wanted=Wanted("Dockers", URL))
