"""``read REF --changes``: what an edit of a story added and removed (FLT-36)."""

from dataclasses import replace
from datetime import timedelta

from globeterm.content import Paragraph, Span
from globeterm.document.codec import to_json

from .conftest import DOCUMENT, NOON, Program, stock, story

EDITED = replace(DOCUMENT, blocks=(*DOCUMENT.blocks[:2], Paragraph((Span("More pay and longer hours."),))))


def edit(globe: Program) -> None:
    """Let the feed tell the first story anew, two hours later."""
    edited = story(1, document=to_json(EDITED), minutes=4, digest=b"edited")
    stock(globe.home, {"world World": [edited]}, at=NOON + timedelta(hours=2))


def test_flt_36_what_was_changed_is_marked_in_words(stocked: Program) -> None:
    edit(stocked)
    shown = stocked("read", DOCUMENT.url, "--changes")
    assert shown.code == 0
    assert "What changed: 1 paragraph was added, 1 paragraph was removed." in shown.out
    assert "− removed\n▎ More pay and fewer hours.\n\n+ added\n▎ More pay and longer hours.\n" in shown.out
    assert "updated 18 November 2019, 14:00" in stocked("read", DOCUMENT.url, "--offline").out


def test_json_has_the_story_as_it_is_and_the_changes_beside_it(stocked: Program) -> None:
    edit(stocked)
    told = stocked("read", DOCUMENT.url, "--changes", "--json").json
    assert told["changes"] == [
        {"kind": "removed", "text": "More pay and fewer hours."},
        {"kind": "added", "text": "More pay and longer hours."},
    ]
    assert "fewer" not in told["text"]
    assert told["updated"] == "2019-11-18T14:00:00Z"
    assert stocked("list", "world", "--json").json["articles"][0]["updated"] == "2019-11-18T14:00:00Z"


def test_as_markdown_the_changes_are_quoted(stocked: Program) -> None:
    edit(stocked)
    said = stocked("read", DOCUMENT.url, "--changes", "--markdown").out
    assert "> **removed**\n>\n> More pay and **fewer** hours.\n" in said


def test_what_did_not_change_or_is_not_here_is_wrong_use(stocked: Program) -> None:
    for ref, sentence in (
        (DOCUMENT.url, "“Harbour Strike Enters Day 1” has not changed since it was stored"),
        ("https://theglobepost.com/2019/11/18/elsewhere/", "is not in the library"),
    ):
        answer = stocked("read", ref, "--changes")
        assert (answer.code, sentence in answer.err) == (2, True)


def test_without_a_library_nothing_is_known(globe: Program) -> None:
    assert globe("read", "https://theglobepost.com/a/", "--changes").code == 2
