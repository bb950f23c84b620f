"""Payloads in feeds, pages and answers, through every command: what is printed holds none of them (SEC-01, SEC-04)."""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import Any

import pytest

from globeterm.text import BAD
from tests.cli.conftest import Outcome, Program, globe, quiet_surroundings

from .documents import feed, page
from .here import workshop_here
from .payloads import ESCAPES, MARKUP, Payload, payloads

__all__ = ["globe", "quiet_surroundings", "workshop_here"]

PAYLOADS = payloads()
#: In so many feeds: one with all of them takes long to read.
PARTS = 5
EDITION = """
name = "The Hostile Post"
home = "{home}"
[[sections]]
name = "World"
slug = "world"
feed = "/feed/"
"""


class Site:
    """Answers by path with whole messages of HTTP, so that a status line and headers can be anything."""

    def __init__(self) -> None:
        self.answers: dict[str, bytes] = {}
        self.address = ""

    def put(self, path: str, body: bytes, *headers: str, status: str = "200 OK") -> None:
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers, "", ""]
        self.answers[path] = "\r\n".join(lines).encode("latin-1") + body

    def answer(self, path: str) -> bytes:
        return self.answers.get(path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()

    class Handler(StreamRequestHandler):
        def handle(self) -> None:
            asked = self.rfile.readline().split()
            while self.rfile.readline().strip():
                pass
            if len(asked) > 1:
                self.wfile.write(site.answer(asked[1].decode("latin-1")))

    server = ThreadingTCPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    site.address = f"http://127.0.0.1:{server.server_address[1]}"
    yield site
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def edition(site: Site, tmp_path: Path) -> str:
    path = tmp_path / "hostile.toml"
    path.write_text(EDITION.format(home=site.address), encoding="utf-8")
    return str(path)


def strings(value: Any) -> Iterator[str]:
    """Every string of a JSON document, its keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from strings(one)


def assert_harmless(text: str) -> None:
    found = BAD.search(text.replace("\n", ""))
    assert found is None, repr(text.replace("\n", "")[max(0, found.start() - 40) : found.end() + 20])


def harmless(outcome: Outcome, *codes: int) -> Outcome:
    """The outcome, once nothing in it is found that a terminal would obey."""
    assert outcome.code in (codes or (0,)), outcome.err
    assert_harmless(outcome.out)
    assert_harmless(outcome.err)
    assert "Traceback" not in outcome.err
    if outcome.out.startswith("{"):
        for string in strings(json.loads(outcome.out)):
            assert_harmless(string)
    return outcome


def test_there_are_as_many_payloads_as_the_case_asks_for():
    assert len(PAYLOADS) >= 800
    assert len({payload.name for payload in PAYLOADS}) == len(PAYLOADS)


@pytest.mark.parametrize(("flaw", "part"), [*((b"", part) for part in range(PARTS)), (b"<b>", 0)], ids=str)
@pytest.mark.usefixtures("workshop_here")
def test_sec_01_no_payload_of_a_feed_comes_out_of_any_command(
    globe: Program, site: Site, edition: str, tmp_path: Path, flaw: bytes, part: int
):
    """SEC-01, SEC-04: each in every field of an entry; and each entry is there, with its harmless words.

    A flaw makes the feed's other parser read it, which passes controls on.
    """
    some = PAYLOADS[part::PARTS]
    document = feed(some, site.address).replace(b"</channel>", flaw + b"</channel>")
    file = tmp_path / "feed.xml"
    file.write_bytes(document)
    site.put("/feed/", document, "Content-Type: application/rss+xml")
    options = ("--edition", edition)
    parsed = harmless(globe("parse", str(file), "--json", *options)).json
    assert [entry["title"][:8] for entry in parsed["entries"]] == [payload.mark for payload in some]
    assert harmless(globe("refresh", *options, "--json")).json["new"] == len(some)
    options = (*options, "--offline")
    listed = harmless(globe("list", "-n", "5000", *options, "--json")).json["articles"]
    assert {article["title"][:8] for article in listed} == {payload.mark for payload in some}
    harmless(globe("search", "a", "-n", "500", "--json", *options))
    for article in listed[:: len(listed) // 3]:
        harmless(globe("read", article["id"], "--json", *options))
    written = tmp_path / "stories"
    harmless(globe("export", "world", "--format", "markdown", "-o", str(written), *options))
    for path in written.rglob("*"):
        assert_harmless(str(path.relative_to(written)))
        assert path.is_dir() or path.suffix != ".md" or not BAD.search(re.sub("[\n]", "", path.read_text("utf-8")))


@pytest.mark.usefixtures("workshop_here")
def test_sec_01_no_payload_comes_out_in_words_or_in_a_book(globe: Program, site: Site, edition: str, tmp_path: Path):
    """SEC-01, SEC-04: what is printed for people, and both kinds of book."""
    some = PAYLOADS[::9]
    document = feed(some, site.address)
    file = tmp_path / "feed.xml"
    file.write_bytes(document)
    site.put("/feed/", document, "Content-Type: application/rss+xml")
    options = ("--edition", edition)
    harmless(globe("parse", str(file), *options))
    harmless(globe("refresh", *options))
    options = (*options, "--offline")
    for command in ("list -n 5000", f"search {some[1].mark}", "sections", "sections --json", "paths", "keys"):
        harmless(globe(*command.split(), *options))
    for number in range(1, len(some), 20):
        harmless(globe("read", str(number), *options))
    harmless(globe("export", "world", "--format", "html", "-o", str(tmp_path / "book.html"), *options))
    harmless(globe("export", "world", "--format", "epub", "-o", str(tmp_path / "book.epub"), *options))
    texts = [(tmp_path / "book.html").read_text("utf-8")]
    with zipfile.ZipFile(tmp_path / "book.epub") as archive:
        texts += [archive.read(name).decode() for name in archive.namelist() if name.endswith((".xhtml", ".opf"))]
    for text in texts:
        assert_harmless(re.sub("[\t\n]", "", text))


@pytest.mark.parametrize("part", range(0, 8, 2))
@pytest.mark.usefixtures("workshop_here")
def test_sec_01_no_payload_of_a_page_comes_out(globe: Program, tmp_path: Path, part: int):
    """SEC-01, SEC-04, SEC-09: in headings, captions, tables, code, links, embeds, meta tags and JSON-LD."""
    some = PAYLOADS[part::8]
    file = tmp_path / "page.html"
    file.write_bytes(page(some, "https://paper.example"))
    told = harmless(globe("read", str(file), "--url", "https://paper.example/a/", "--json")).json
    assert all(payload.mark in told["text"] for payload in some)
    assert not [string for string in strings(told) if "javascript:" in string.lower()]
    if part == 0:
        harmless(globe("read", str(file), "--url", "https://paper.example/a/"))


@pytest.mark.parametrize("names", ["csi title clipboard hyperlink cut-off", "csi-8-bit mixed"])
@pytest.mark.usefixtures("workshop_here")
def test_sec_01_no_payload_of_an_answer_comes_out(globe: Program, site: Site, edition: str, names: str):
    """SEC-01, SEC-12, SEC-15: in the status line, in headers, in an address that is redirected to."""
    value = "".join(ESCAPES[name] for name in names.split())
    site.put("/reason", b"x", status=f"404 Not{value}Found")
    site.put(
        "/fine", b"x", f'ETag: "{value}"', f"Last-Modified: {value}", f"Content-Type: text/{value}; charset={value}"
    )
    site.put("/encoded", b"x", f"Content-Encoding: {value}")
    site.put("/away", b"", f"Location: http://127.0.0.1:9/{value}", status="302 Found")
    site.put("/odd", b"", f"Location: {value}", status=f"301 Moved{value}")
    site.put("/feed/", b"<rss/>", f"Content-Type: text/{value}", status=f"500 {value}")
    for path in ("reason", "fine", "encoded", "away", "odd"):
        harmless(globe("fetch", f"{site.address}/{path}", "--edition", edition), 0, 69)
    harmless(globe("fetch", f"{site.address}/fine", "--edition", edition, "--json"), 0, 69)
    harmless(globe("parse", f"{site.address}/reason", "--edition", edition), 69)
    harmless(globe("refresh", "--edition", edition), 1, 69)
    harmless(globe("fetch", f"{site.address}/{value}", "--edition", edition), 2)
    harmless(globe("read", value, "--edition", edition), 2, 65, 69)
    harmless(globe("list", value, "--edition", edition), 2)
    harmless(globe(value, "--edition", edition), 2)


@pytest.mark.usefixtures("workshop_here")
def test_sec_02_markup_is_text_in_every_command(globe: Program, site: Site, edition: str):
    some = [Payload(number, "markup", f" {markup} ") for number, markup in enumerate(MARKUP)]
    site.put("/feed/", feed(some, site.address), "Content-Type: application/rss+xml")
    harmless(globe("refresh", "--edition", edition))
    shown = harmless(globe("list", "--edition", edition, "--offline"))
    for payload in some:
        markup = payload.spelled.strip()
        assert markup in shown.out
        story = harmless(globe("read", f"{site.address}/{payload.mark}/", "--edition", edition, "--offline"))
        assert story.out.count(markup) > 3
