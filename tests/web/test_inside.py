"""Answers that are computed inside the program go the same way as those of a network."""

import gzip
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from globeterm.web.inside import inside_transport
from globeterm.web.resource import Kind, Reload

from .servers import client_for


@dataclass(frozen=True)
class Computed:
    status: int
    headers: Mapping[str, str] | Iterable[tuple[str, str]]
    body: bytes


@pytest.mark.parametrize("pairs", [True, False])
async def test_a_computed_answer_is_fetched_validated_and_stored(tmp_path: Path, pairs: bool) -> None:
    seen: list[tuple[str, str, dict[str, str]]] = []

    def answer(method: str, url: str, headers: Mapping[str, str]) -> Computed:
        seen.append((method, url, dict(headers)))
        given = {"ETag": '"1"', "Content-Type": "text/html", "Content-Encoding": "gzip"}
        if headers.get("if-none-match") == '"1"':
            return Computed(304, {"ETag": '"1"'}, b"")
        return Computed(200, tuple(given.items()) if pairs else given, gzip.compress(b"<p>"))

    async with client_for(inside_transport(answer), tmp_path) as client:
        first = await client.get("https://sample.example/a?b=c#d", Kind.PAGE)
        second = await client.get("https://sample.example/a?b=c", Kind.PAGE, reload=Reload.REVALIDATE)
    assert (first.body, first.origin, first.media_type) == (b"<p>", "network", "text/html")
    assert (second.body, second.origin) == (b"<p>", "revalidated")
    assert seen[0][:2] == ("GET", "https://sample.example/a?b=c")
    assert seen[0][2]["accept"] == Kind.PAGE.accept
