"""``export`` and ``read --markdown``: stories taken along."""

import io
from pathlib import Path
from zipfile import ZipFile

import pytest

from globeterm.cli import composition
from globeterm.cli.exporting import _nothing_brought
from globeterm.errors import (
    EXIT_BAD_INPUT,
    EXIT_CANNOT_CREATE,
    EXIT_OK,
    EXIT_PARTLY,
    EXIT_UNREACHABLE,
    EXIT_USAGE,
    BadInputError,
    StorageError,
    UnreachableError,
)
from globeterm.storage.lock import LibraryLock

from .conftest import Program

pytestmark = pytest.mark.usefixtures("at_once")


@pytest.fixture
def sample(globe: Program) -> Program:
    """The program with the feeds of two of the sample edition's sections."""
    assert globe("--edition", "sample", "refresh", "media-freedom", "lifestyle").code == EXIT_OK
    return globe


def export(program: Program, out: Path, *argv: str, form: str = "epub") -> tuple[int, str, str]:
    told = program("--edition", "sample", "export", *argv, "--format", form, "-o", str(out))
    return told.code, told.out, told.err


def titles(book: Path) -> list[str]:
    with ZipFile(book) as archive:
        stories = sorted(name for name in archive.namelist() if "/story-" in name)
        return [archive.read(name).decode().partition("<title>")[2].partition("</title>")[0] for name in stories]


def test_flt_05_stories_are_taken_from_where_nothing_can_be_written(
    sample: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot(folder: Path) -> Path:
        raise StorageError(f"the folder {folder} can't be written to")

    monkeypatch.setattr(composition, "make_folder", cannot)
    code, _, err = export(sample, tmp_path / "out.epub", "lifestyle", "-n", "1")
    assert (code, "can't be written" in err) == (0, False)


def test_a_section_is_a_book_with_its_pictures(sample: Program, tmp_path: Path) -> None:
    out = tmp_path / "freedom.epub"
    code, printed, told = export(sample, out, "media-freedom", "-n", "2")
    assert (code, printed) == (EXIT_OK, "")
    assert told.endswith(f"2 stories written to {out}\n")
    assert len(titles(out)) == 2
    with ZipFile(out) as archive:
        assert [name for name in archive.namelist() if "/pictures/" in name]
        assert "The Globe Post Sample Edition: Media Freedom" in archive.read("EPUB/package.opf").decode()


def test_the_whole_paper_is_by_section_and_the_same_each_time(sample: Program, tmp_path: Path) -> None:
    first, second = tmp_path / "a.html", tmp_path / "b.html"
    assert export(sample, first, form="html")[0] == EXIT_OK
    assert export(sample, second, "--offline", form="html")[0] == EXIT_OK
    text = first.read_text(encoding="utf-8")
    assert text == second.read_text(encoding="utf-8")
    assert text.index(">Lifestyle</h2>") < text.index(">Media Freedom</h2>")
    assert "<title>The Globe Post Sample Edition</title>" in text


def test_saved_stories_are_markdown_files(sample: Program, tmp_path: Path) -> None:
    listed = sample("--edition", "sample", "list", "lifestyle", "--json").json["articles"]
    assert sample("--edition", "sample", "save", listed[1]["id"]).code == EXIT_OK
    out = tmp_path / "saved"
    code, _, told = export(sample, out, "--saved", form="markdown")
    assert (code, told.splitlines()[-1]) == (EXIT_OK, f"1 story written to {out}")
    (story,) = [path for path in out.glob("*.md") if path.name != "index.md"]
    assert listed[1]["title"] in story.read_text(encoding="utf-8")
    assert (out / "index.md").read_text(encoding="utf-8").startswith("# The Globe Post Sample Edition: Saved\n")


def test_what_a_search_finds_is_a_book_by_section(sample: Program, tmp_path: Path) -> None:
    out = tmp_path / "bread.epub"
    code, _, told = export(sample, out, "--search", "the")
    assert code == EXIT_OK, told
    both = len(titles(out))
    with ZipFile(out) as archive:
        assert "The Globe Post Sample Edition: “the”" in archive.read("EPUB/package.opf").decode()
        contents = archive.read("EPUB/contents.xhtml").decode()
    assert contents.index(">Lifestyle</a>") < contents.index(">Media Freedom</a>")
    assert export(sample, out, "lifestyle", "--search", "the")[0] == EXIT_OK
    assert 0 < len(titles(out)) < both
    assert export(sample, out, "--search", "the", "-n", "1")[0] == EXIT_OK
    assert len(titles(out)) == 1
    for argv in (("--search", "qqxzwv"), ("--saved", "--search", "the")):
        code, _, told = export(sample, out, *argv)
        assert code == EXIT_BAD_INPUT
        assert "nothing to export" in told
        assert f"“{argv[-1]}”" in told


def test_nothing_to_export_is_said(sample: Program, globe: Program, tmp_path: Path) -> None:
    out = tmp_path / "book.epub"
    code, _, told = export(sample, out, "world")
    assert (code, told) == (
        EXIT_BAD_INPUT,
        "globeterm: there is nothing to export in World: nothing is stored yet, and 'globeterm refresh' brings the"
        " paper\n",
    )
    code, _, told = export(sample, out, "--saved")
    assert (code, told) == (EXIT_BAD_INPUT, "globeterm: there is nothing to export: no story is saved\n")
    assert not out.exists()


def test_what_is_not_stored_is_left_out_with_a_line_each(stocked: Program, tmp_path: Path) -> None:
    out = tmp_path / "world.epub"
    told = stocked("--offline", "export", "world", "--format", "epub", "-o", str(out))
    assert told.code == EXIT_PARTLY
    assert titles(out) == ["Harbour Strike Enters Day 1"]
    left_out = [line for line in told.err.splitlines() if "is left out" in line]
    assert [line.partition(" is left out: ")[0] for line in left_out] == [
        "globeterm: “Harbour Strike Enters Day 2”",
        "globeterm: “Harbour Strike Enters Day 3”",
    ]
    assert told.err.endswith(f"1 story written to {out}\n")


def test_nothing_is_written_when_nothing_can_be_had(stocked: Program, tmp_path: Path) -> None:
    out = tmp_path / "business.epub"
    told = stocked("--offline", "export", "business", "--format", "epub", "-o", str(out))
    assert told.code == EXIT_UNREACHABLE
    assert told.err.endswith("globeterm: no story could be brought, so nothing is written\n")
    assert list(tmp_path.glob("*.epub")) == []


def test_pages_without_a_story_are_bad_input() -> None:
    assert _nothing_brought([BadInputError("no story")]).exit_code == EXIT_BAD_INPUT
    assert _nothing_brought([BadInputError("no story"), UnreachableError("gone")]).exit_code == EXIT_UNREACHABLE


def test_what_is_stored_is_exported_while_a_reader_holds_the_library(stocked: Program, tmp_path: Path) -> None:
    out = tmp_path / "world.epub"
    with LibraryLock(stocked.home / "state"):
        told = stocked("export", "world", "--format", "epub", "-o", str(out))
    assert told.code == EXIT_PARTLY
    assert titles(out) == ["Harbour Strike Enters Day 1"]


def test_a_place_that_can_not_be_written_is_73(stocked: Program, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for out in (tmp_path, tmp_path / "file" / "book.epub"):
        told = stocked("--offline", "export", "--format", "epub", "-o", str(out))
        assert (told.code, told.err.count("\n")) == (EXIT_CANNOT_CREATE, 1)


def test_a_wrong_use_is_2(globe: Program) -> None:
    assert globe("export", "--format", "pdf", "-o", "x").code == EXIT_USAGE
    assert globe("export", "--format", "epub").code == EXIT_USAGE
    assert globe("export", "nowhere", "--format", "epub", "-o", "x").code == EXIT_USAGE


def test_the_help_says_what_an_exit_code_means(globe: Program) -> None:
    told = globe("export", "--help")
    assert told.code == EXIT_OK
    assert "73 OUT can't be written" in " ".join(told.out.split())


def test_a_terminal_has_a_bar(sample: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stderr", terminal)
    assert export(sample, tmp_path / "book.epub", "media-freedom")[0] == EXIT_OK
    assert "Stories" in terminal.getvalue()


def test_a_story_is_read_as_markdown(stocked: Program) -> None:
    newest = stocked("list", "world", "--json").json["articles"][0]["id"]
    told = stocked("--offline", "read", newest, "--markdown")
    assert told.code == EXIT_OK
    assert told.out.startswith(
        "# Harbour Strike Enters Day 1\n\nBy Abena Fosu · 17 November 2019 · 4 min\n\n![A quay]("
    )
    assert "Dockers walked out on [Monday](https://union.example/)." in told.out


def test_a_local_file_is_read_as_markdown(globe: Program, tmp_path: Path) -> None:
    page = tmp_path / "story.html"
    text = "<p>" + "The quay was empty on Monday, and nobody knew why. " * 8 + "</p>"
    page.write_text(f"<html><head><title>Quay</title></head><body><article><h1>Quay</h1>{text * 3}</article></body>")
    told = globe("read", str(page), "--url", "https://x.example/quay/", "--markdown")
    assert told.code == EXIT_OK
    assert told.out.startswith("# Quay\n")


def test_markdown_and_json_are_not_one(globe: Program) -> None:
    assert globe("read", "1", "--markdown", "--json").code == EXIT_USAGE
