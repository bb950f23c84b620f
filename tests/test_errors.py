"""Errors: one clean sentence and the documented exit code each."""

from pathlib import Path

import pytest

from globeterm import errors
from globeterm.limits import LINE_LENGTH
from globeterm.text import is_clean


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (errors.GlobetermError, 1),
        (errors.UsageError, 2),
        (errors.BadInputError, 65),
        (errors.UnreachableError, 69),
        (errors.StorageError, 73),
        (errors.LibraryFormatError, 65),
        (errors.LibraryBusyError, 75),
    ],
)
def test_cnv_04_each_error_has_its_exit_code(kind: type[errors.GlobetermError], code: int) -> None:
    error = kind("What went wrong, and what next.")
    assert (str(error), error.exit_code) == ("What went wrong, and what next.", code)
    assert isinstance(error, errors.GlobetermError)


def test_cnv_04_the_codes_of_the_contract() -> None:
    assert (errors.EXIT_OK, errors.EXIT_PARTLY, errors.EXIT_INTERNAL, errors.EXIT_SIGNAL) == (0, 1, 70, 128)
    assert errors.ConfigError.exit_code == 78


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("ftp://me:hunter2@a.example/x@y", "ftp://a.example/x@y"),
        ("https://me:p@ss@a.example", "https://a.example"),
        ("https://a.example?by=me@b.example", "https://a.example?by=me@b.example"),
        ("me@b.example", "me@b.example"),
    ],
)
def test_sec_14_a_sentence_names_no_user_of_an_address(written: str, said: str) -> None:
    assert str(errors.UsageError(f"there is no '{written}'")) == f"there is no '{said}'"


def test_sec_01_a_sentence_is_one_clean_line() -> None:
    sentence = str(errors.BadInputError("The feed \x1b]0;x\x07 of\r\n\u202ehttp://h\x9b" + "a" * 1000))
    assert is_clean(sentence)
    assert sentence.startswith("The feed ]0;x of http://h")
    assert len(sentence) == LINE_LENGTH


def test_flt_40_a_configuration_error_says_where_what_and_what_was_meant() -> None:
    path = Path("/home/a/edition.toml")
    whole = errors.ConfigError(path, "unknown key", line=3, key="slugg", nearest="slug")
    assert str(whole) == "/home/a/edition.toml:3: unknown key 'slugg'; did you mean 'slug'?"
    assert str(errors.ConfigError(path, "it is not TOML")) == "/home/a/edition.toml: it is not TOML"
    assert whole.exit_code == errors.EXIT_CONFIG


def test_flt_44_45_a_part_that_is_missing_is_named_by_its_package() -> None:
    """FLT-45: and how it is got is said."""
    sentence = str(errors.MissingPartError(ImportError(name="lxml.html")))
    assert sentence.startswith("lxml can't be loaded: ")
    assert "'python -m pip install lxml' brings it" in sentence
    assert "pip install pillow" in str(errors.MissingPartError(ImportError(name="PIL.Image")))
    for own in (ImportError(), ImportError(name="globeterm.ui.help")):
        assert str(errors.MissingPartError(own)) == (
            "A part of globeterm can't be loaded: it was changed while it ran. Start globeterm again."
        )
    assert errors.MissingPartError.exit_code == 70


def test_no_sentence_names_the_class_of_an_exception() -> None:
    """FLT-46: but that of a crash, by which it is found in its log."""
    source = Path(errors.__file__).parent
    crashes = {source / "cli" / "crash.py", source / "cli" / "run.py", source / "ui" / "app.py"}
    named = [
        str(file.relative_to(source))
        for file in sorted(source.rglob("*.py"))
        if file not in crashes
        and ("{type(error).__name__}" in (text := file.read_text("utf-8")) or "{error!r}" in text)
    ]
    assert named == []
