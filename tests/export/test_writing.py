"""Books, pages and folders: their structure, always; their validity, where epubcheck is installed."""

import gc
import os
import re
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree as ET
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from globeterm.content import Document, Figure, Paragraph, Picture, Span
from globeterm.errors import StorageError
from globeterm.export.clipping import Clipping
from globeterm.export.epub import EpubWriter
from globeterm.export.writing import FORMATS, Format, writing
from globeterm.storage.pictures import StoredPicture

from .clippings import DOCUMENTS, PHOTO, SITE, VOLUME, clipping, stored_picture

OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"
JPEG = Picture(f"{SITE}/b.jpg", "B")
DAMAGED = Picture(f"{SITE}/c.jpg", "C")
PICTURES = {
    PHOTO.url: stored_picture(PHOTO.url),
    JPEG.url: stored_picture(JPEG.url, "JPEG"),
    DAMAGED.url: StoredPicture(DAMAGED.url, 1, 1, b"GIF89a"),
}
EPUBCHECK = shutil.which("epubcheck")
#: A program that runs for seconds is not worth a second compiler and a parallel collector.
QUICK_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


def clippings() -> list[Clipping]:
    """Three stories of two sections; two have one picture in common, one has no date."""
    return [
        clipping(pictures=PICTURES),
        clipping(title="سلام <b>", blocks=(Figure(JPEG), Figure(DAMAGED)), pictures=PICTURES),
        clipping(section="Opinion", title="", published=None, updated=None, standfirst="", authors=(), agency=""),
    ]


def export(form: Format, out: Path, stories: list[Clipping]) -> Path:
    with writing(VOLUME, form, out) as writer:
        for story in stories:
            writer.add(story)
    return out


@pytest.fixture
def book(tmp_path: Path) -> ZipFile:
    return ZipFile(export("epub", tmp_path / "book.epub", clippings()))


def test_every_format_is_written() -> None:
    assert get_args(Format) == FORMATS


def test_the_archive_begins_with_its_media_type_as_it_is(book: ZipFile) -> None:
    """EPUB OCF 3.2, 4.3: the first file, stored, without an extra field."""
    first = book.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
    assert book.read("mimetype") == b"application/epub+zip"


def test_the_container_names_the_package(book: ZipFile) -> None:
    root = ET.fromstring(book.read("META-INF/container.xml"))
    assert [one.get("full-path") for one in root.iter() if one.tag.endswith("rootfile")] == ["EPUB/package.opf"]


def test_the_package_has_every_file_once_and_reads_them_in_order(book: ZipFile) -> None:
    root = ET.fromstring(book.read("EPUB/package.opf"))
    items = {one.get("id", ""): one for one in root.iter(f"{OPF}item")}
    hrefs = [one.get("href", "") for one in items.values()]
    inside = [name.removeprefix("EPUB/") for name in book.namelist() if name.startswith("EPUB/")]
    assert len(items) == len(list(root.iter(f"{OPF}item")))
    assert sorted(hrefs) == sorted(name for name in inside if name != "package.opf")
    assert [one.get("href") for one in items.values() if one.get("properties") == "nav"] == ["contents.xhtml"]
    spine = [items[one.get("idref", "")].get("href") for one in root.iter(f"{OPF}itemref")]
    assert spine == [
        "title.xhtml",
        "contents.xhtml",
        "section-001.xhtml",
        "story-00001.xhtml",
        "story-00002.xhtml",
        "section-002.xhtml",
        "story-00003.xhtml",
    ]
    modified = [one.text for one in root.iter(f"{OPF}meta") if one.get("property") == "dcterms:modified"]
    assert modified == ["2019-11-20T00:00:00Z"]


def test_pages_parse_and_all_they_name_is_there(book: ZipFile) -> None:
    names = set(book.namelist())
    for name in (name for name in names if name.endswith(".xhtml")):
        root = ET.fromstring(book.read(name))
        for element in root.iter():
            address = element.get("src") or element.get("href") or ""
            assert address.startswith("https://") or not address or f"EPUB/{address}" in names


def test_the_contents_are_by_section(book: ZipFile) -> None:
    root = ET.fromstring(book.read("EPUB/contents.xhtml"))
    links = [(one.text, one.get("href")) for one in root.iter(f"{XHTML}a")]
    assert links == [
        ("World", "section-001.xhtml"),
        ("Strike & <Harbour>", "story-00001.xhtml"),
        ("سلام <b>", "story-00002.xhtml"),
        ("Opinion", "section-002.xhtml"),
        ("(no title)", "story-00003.xhtml"),
    ]


def test_a_picture_of_two_stories_is_in_the_book_once(book: ZipFile) -> None:
    pictures = [name for name in book.namelist() if "/pictures/" in name]
    assert sorted(name.rpartition(".")[2] for name in pictures) == ["jpg", "png"]
    assert PICTURES[PHOTO.url].body in [book.read(name) for name in pictures]


@pytest.mark.skipif(EPUBCHECK is None, reason="epubcheck is not installed")
@settings(max_examples=1, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(DOCUMENTS, min_size=40, max_size=40))
def test_epubcheck_finds_nothing(tmp_path_factory: pytest.TempPathFactory, documents: list[Document]) -> None:
    """No error and no warning, for stories as they are and for any at all."""
    path = tmp_path_factory.mktemp("book") / "book.epub"
    export("epub", path, [*clippings(), *(clipping(document, "Opinion") for document in documents)])
    command = [str(EPUBCHECK), str(path)]
    with Path(command[0]).open("rb") as program:
        if program.read(2) == b"PK":
            command = ["java", "-jar", *command]
    environment = {**os.environ, "JAVA_TOOL_OPTIONS": QUICK_JAVA}
    checked = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert "0 fatals / 0 errors / 0 warnings" in checked.stdout, checked.stderr
    assert checked.returncode == 0


@pytest.mark.parametrize("form", ["epub", "html"])
def test_equal_stories_make_equal_bytes(tmp_path: Path, form: Format) -> None:
    first, second = (export(form, tmp_path / name, clippings()).read_bytes() for name in ("a", "b"))
    assert first == second
    assert first != export(form, tmp_path / "c", clippings()[:2]).read_bytes()


def test_a_book_without_dates_has_the_earliest(tmp_path: Path) -> None:
    book = ZipFile(export("epub", tmp_path / "book", clippings()[2:]))
    assert b'"dcterms:modified">1980-01-01T00:00:00Z<' in book.read("EPUB/package.opf")
    assert "<p>1 story</p>" in book.read("EPUB/title.xhtml").decode()


def test_a_paper_without_a_safe_home_is_bound_without_it(tmp_path: Path) -> None:
    nowhere = replace(VOLUME, home="")
    for form in ("epub", "html"):
        with writing(nowhere, form, tmp_path / form) as writer:
            writer.add(clippings()[0])
    book = ZipFile(tmp_path / "epub")
    assert b"dc:source" not in book.read("EPUB/package.opf")
    assert 'class="source"' not in book.read("EPUB/title.xhtml").decode()
    assert "<p>1 story</p>" in (tmp_path / "html").read_text()


@pytest.mark.parametrize("form", ["epub", "html"])
def test_what_is_interrupted_leaves_what_was_there(tmp_path: Path, form: Format) -> None:
    out = tmp_path / "book"
    out.write_bytes(b"before")
    with pytest.raises(KeyboardInterrupt), writing(VOLUME, form, out) as writer:  # noqa: PT012
        writer.add(clippings()[0])
        raise KeyboardInterrupt
    assert out.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [out]


class Page(HTMLParser):
    """What an HTML page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def test_a_page_needs_nothing_else(tmp_path: Path) -> None:
    text = export("html", tmp_path / "page.html", clippings()).read_text(encoding="utf-8")
    page = Page(text)
    sources = [attributes["src"] or "" for _, attributes in page.elements if "src" in attributes]
    assert {source.partition(";")[0] for source in sources} == {"data:image/png", "data:image/jpeg"}
    assert not {"script", "link", "iframe", "b"} & {tag for tag, _ in page.elements}
    assert "default-src &#x27;none&#x27;" in text
    assert "prefers-color-scheme: dark" in text


def test_a_pages_contents_lead_to_its_stories(tmp_path: Path) -> None:
    page = Page(export("html", tmp_path / "page.html", clippings()).read_text(encoding="utf-8"))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert ids == ["contents", "section-1", "story-1", "story-2", "section-2", "story-3"]
    leading = {attributes["href"] for _, attributes in page.elements if (attributes.get("href") or "").startswith("#")}
    assert leading == {f"#{one}" for one in ids}


def test_a_folder_has_a_file_for_each_story_and_an_index(tmp_path: Path) -> None:
    out = tmp_path / "paper"
    out.mkdir()
    (out / "mine.txt").write_text("mine")
    export("markdown", out, clippings())
    files = sorted(path.name for path in out.iterdir())
    assert files == [
        "2019-11-18-strike-harbour.md",
        "2019-11-18-سلام-b.md",
        "index.md",
        "mine.txt",
        "pictures",
        "story.md",
    ]
    index = (out / "index.md").read_text(encoding="utf-8")
    assert index.startswith(
        "# The Globe Post: World\n\n## World\n\n- [Strike & \\<Harbour>](2019-11-18-strike-harbour.md)"
    )
    story = (out / "2019-11-18-strike-harbour.md").read_text(encoding="utf-8")
    (name,) = set(re.findall(r"\]\((pictures/\w+\.png)\)", story))
    assert (out / name).read_bytes() == PICTURES[PHOTO.url].body
    assert len(list((out / "pictures").iterdir())) == 2


@pytest.mark.parametrize("title", ["../../x", "CON", "/etc/passwd", "..", "a\0b", "-rf", "x" * 400, "~/.bashrc"])
def test_no_headline_leaves_the_folder(tmp_path: Path, title: str) -> None:
    """SEC-18."""
    story = clipping(title=title, published=None, blocks=(Paragraph((Span("x"),)),), picture=None)
    out = export("markdown", tmp_path / "a" / "b" / "paper", [story, story])
    assert [path for path in tmp_path.rglob("*") if path.is_file() and path.parent != out] == []
    assert len(list(out.iterdir())) == 3


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "paper").write_bytes(b"")
    with pytest.raises(StorageError, match="can't be made"):
        export("markdown", tmp_path / "paper", clippings())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_flt_04_a_book_on_a_full_disk_fails_once() -> None:
    """An archive that is left open would try again when it is thrown away, and print a traceback."""
    with Path("/dev/full").open("wb", buffering=0) as full, pytest.raises(OSError, match="No space left"):
        EpubWriter(VOLUME, full)
    gc.collect()
