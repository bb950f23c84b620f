"""What ``fetch`` asks for again, each call in a process of its own: RFC 9111 for a private cache."""

from collections.abc import Mapping

import pytest

from tests.cli.conftest import Program, serving
from tests.cli.test_foreign import Answer

#: What the first answer says, and what the second call does: "network" asks anew, "revalidated" with its validators.
CASES = {
    "fresh for an hour": ((("Cache-Control", "max-age=3600"),), "cache"),
    "fresh for this reader alone": ((("Cache-Control", "private, max-age=3600"),), "cache"),
    "a lifetime for shared caches": ((("Cache-Control", "s-maxage=3600, max-age=0"),), "network"),
    "no word of freshness": ((("Last-Modified", "Mon, 01 Jan 2018 00:00:00 GMT"),), "network"),
    "a word in quotes": ((("Cache-Control", "max-age='3600'"),), "network"),
    "two lines, the second stricter": ((("Cache-Control", "max-age=3600"), ("Cache-Control", "max-age=0")), "network"),
    "a lifetime inside a quoted string": ((("Cache-Control", 'ext="max-age=3600", max-age=0'),), "network"),
    "older than its lifetime": ((("Cache-Control", "max-age=60"), ("Age", "61")), "network"),
    "an age that is a list": ((("Cache-Control", "max-age=3600"), ("Age", "0, 0")), "network"),
    "an age that is no number": ((("Cache-Control", "max-age=3600"), ("Age", "7200.0")), "network"),
    "not to be stored": ((("Cache-Control", "no-store, max-age=3600"), ("ETag", '"1"')), "network"),
    "for one field alone": ((("Cache-Control", 'no-cache="set-cookie", max-age=3600'),), "network"),
    "an Expires of zero": ((("Expires", "0"),), "network"),
    "varies by everything": ((("Cache-Control", "max-age=3600"), ("Vary", "Accept, *")), "network"),
    "always to be asked, with a tag": ((("Cache-Control", "no-cache, max-age=3600"), ("ETag", '"1"')), "revalidated"),
    "a weak tag of its own": ((("ETag", 'W/"1"'),), "revalidated"),
    "a tag without quotes": ((("ETag", "1"),), "revalidated"),
    "a date in an odd form": ((("Last-Modified", "Monday, 01-Jan-18  00:00:00 gmt"),), "revalidated"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_second_process_asks_again_unless_the_first_answer_allows_otherwise(globe: Program, case: str) -> None:
    """POL-08: what was learnt outlives the process; validators go back byte for byte."""
    said, origin = CASES[case]
    asked: list[Mapping[str, str]] = []

    def answer(method: str, url: str, headers: Mapping[str, str]) -> Answer:
        asked.append(headers)
        matches = (
            headers.get("If-None-Match") == dict(said).get("ETag", "") or
            headers.get("If-Modified-Since") == dict(said).get("Last-Modified", "")
        )  # fmt: skip
        return Answer(304 if matches and origin == "revalidated" else 200, said, b"hello")

    with serving(answer) as address:
        first = globe.alone("fetch", f"{address}/", "--json")
        second = globe.alone("fetch", f"{address}/", "--json")
    assert (first.code, second.code, first.json["origin"], second.json["origin"]) == (0, 0, "network", origin)
    assert len(asked) == len(first.json["requests"]) + len(second.json["requests"]) == (1 if origin == "cache" else 2)
    assert (second.json["status"], second.json["bytes"], second.json["error"]) == (200, 5, None)


@pytest.mark.parametrize(
    ("directives", "code", "origin"),
    [
        ("max-age=0", 0, "stale"),
        ("max-age=0, stale-if-error=600", 0, "stale"),
        ("max-age=0, must-revalidate", 69, None),
        ("max-age=0, proxy-revalidate", 69, None),
        ("s-maxage=0", 69, None),
        ("no-cache", 69, None),
    ],
)
def test_a_stale_answer_stands_in_for_a_server_that_has_gone_where_it_may(
    globe: Program, directives: str, code: int, origin: str | None
) -> None:
    with serving(lambda *_: Answer(200, (("Cache-Control", directives),), b"hello")) as address:
        assert globe.alone("fetch", f"{address}/").code == 0
    again = globe.alone("fetch", f"{address}/", "--json")
    assert (again.code, again.json["origin"]) == (code, origin)
    assert "refuses the connection" in again.json["error"]
    assert again.err.count("\n") == (1 if code else 0)
